"""Answers to `detector-threshold`."""

import functools
from fractions import Fraction

import numpy as np

from tests.answers import Answers

ANSWERS = Answers("detector-threshold")


@ANSWERS.right("every score is tried, t lowered as far as the demand allows")
def _(scores, hits, truths, precision):
    scores, hits = np.asarray(scores), np.asarray(hits)
    best = None
    for t in sorted(scores, reverse=True):
        kept = hits[scores >= t]
        if kept.mean() >= precision:
            best = t, kept.sum() / truths
    return best


@ANSWERS.right("sorted, cumulated sums")
def _(scores, hits, truths, precision):
    order = np.argsort(scores)[::-1]
    found = np.cumsum(np.asarray(hits)[order])
    good = found / np.arange(1, len(order) + 1) >= precision
    last = np.flatnonzero(good)[-1]
    return np.asarray(scores)[order][last], found[last] / truths


@ANSWERS.right("from the lowest score up, the first that is good enough")
def _(scores, hits, truths, precision):
    for t in sorted(scores):
        kept = [bool(h) for s, h in zip(scores, hits, strict=True) if s >= t]
        if sum(kept) / len(kept) >= precision:
            return [t, sum(kept) / truths]
    return None


@ANSWERS.right("the smallest of a comprehension, recall counted afterwards")
def _(scores, hits, truths, precision):
    pairs = list(zip(scores, hits, strict=True))

    def judge(t):
        kept = [int(h) for s, h in pairs if s >= t]
        return sum(kept), len(kept)

    allowed = [s for s in scores if judge(s)[0] / judge(s)[1] >= precision]
    t = min(allowed)
    return float(t), judge(t)[0] / truths


@ANSWERS.right("a table of every score by every box")
def _(scores, hits, truths, precision):
    scores, hits = np.asarray(scores, float), np.asarray(hits, float)
    kept = scores >= scores[:, None]
    right = kept @ hits
    candidates = np.where(right / kept.sum(axis=1) >= precision, scores, np.inf)
    i = candidates.argmin()
    return np.array([scores[i], right[i] / truths])


@ANSWERS.right("a list of pairs is popped from the low end, printing")
def _(scores, hits, truths, precision):
    left = sorted(zip(map(float, scores), map(bool, hits), strict=True))
    while sum(h for _, h in left) / len(left) < precision:
        print("without", left.pop(0))
    return left[0][0], Fraction(sum(h for _, h in left), int(truths))


@ANSWERS.right("recursive: the lowest box is left out until it is good enough")
def _(scores, hits, truths, precision):
    def go(pairs):
        right = sum(int(h) for _, h in pairs)
        if right / len(pairs) >= precision:
            return pairs[0][0], right / truths
        return go(pairs[1:])

    return go(sorted(zip(scores, hits, strict=True), key=lambda p: p[0]))


class _Knob:
    def __call__(self, sure, right, things, demand, **_more):
        best_t, most = None, -1.0
        for t in np.sort(sure)[::-1]:
            among = np.asarray(sure) >= t
            recall = np.count_nonzero(among & np.asarray(right, bool)) / things
            precision = np.mean(np.asarray(right, bool)[among])
            if precision >= demand and recall >= most:
                best_t, most = t, recall
        return best_t, most


ANSWERS.right("an object with __call__ and other names")(_Knob())


def _choose(pick, scores, hits, truths, precision):
    scores, hits = np.asarray(scores), np.asarray(hits, dtype=bool)
    rows = []
    for t in scores:
        kept = hits[scores >= t]
        if np.sum(kept) / kept.size >= precision:
            rows.append((np.sum(kept) / truths, t))
    recall, t = pick(rows)
    return t, recall


ANSWERS.right("functools.partial: most recall, then the lowest t")(
    functools.partial(_choose, lambda rows: max(rows, key=lambda r: (r[0], -r[1])))
)
ANSWERS.right("reading: of several t with the same recall the highest")(
    functools.partial(_choose, max)
)


@ANSWERS.right("reading: the lowest t whose box is itself a hit")
def _(scores, hits, truths, precision):
    scores, hits = np.asarray(scores), np.asarray(hits, dtype=bool)
    for t in np.sort(scores[hits]):
        if hits[scores >= t].mean() >= precision:
            return t, hits[scores >= t].sum() / truths
    t = scores.max()
    return t, hits[scores >= t].sum() / truths


@ANSWERS.wrong(
    "stops where the precision first falls below the demand",
    ("stopped at the first shortfall",),
)
def _(scores, hits, truths, precision):
    best = (max(scores), 0.0)
    for t in sorted(scores, reverse=True):
        kept = hits[scores >= t]
        if kept.mean() < precision:
            break
        best = t, kept.sum() / truths
    return best


@ANSWERS.wrong(
    "boxes with a confidence of exactly t are not kept",
    ("the threshold's own box left out",),
)
def _(scores, hits, truths, precision):
    best = (max(scores), 0.0)
    for t in sorted(scores, reverse=True):
        kept = hits[scores > t]
        if len(kept) and kept.mean() >= precision:
            best = t, kept.sum() / truths
    return best


@ANSWERS.wrong(
    "a precision that just equals the demand is refused", ("more than the demand",)
)
def _(scores, hits, truths, precision):
    best = (max(scores), 0.0)
    for t in sorted(scores, reverse=True):
        kept = hits[scores >= t]
        if kept.mean() > precision:
            best = t, kept.sum() / truths
    return best


@ANSWERS.wrong(
    "the recall is a share of all hits, not of the things that are there",
    ("recall among the hits",),
)
def _(scores, hits, truths, precision):
    for t in sorted(scores):
        kept = hits[scores >= t]
        if kept.mean() >= precision:
            return t, kept.sum() / hits.sum()
    return None


@ANSWERS.wrong(
    "the recall is divided by the number of boxes", ("recall among the boxes",)
)
def _(scores, hits, truths, precision):
    for t in sorted(scores):
        kept = hits[scores >= t]
        if kept.mean() >= precision:
            return t, kept.sum() / len(hits)
    return None


@ANSWERS.wrong(
    "the recall counts kept boxes, false alarms too", ("false alarms in the recall",)
)
def _(scores, hits, truths, precision):
    for t in sorted(scores):
        kept = hits[scores >= t]
        if kept.mean() >= precision:
            return t, len(kept) / truths
    return None


@ANSWERS.wrong("the precision in place of the recall", ("precision for recall",))
def _(scores, hits, truths, precision):
    for t in sorted(scores):
        kept = hits[scores >= t]
        if kept.mean() >= precision:
            return t, kept.mean()
    return None


@ANSWERS.wrong("the recall first, then t", ("recall first",))
def _(scores, hits, truths, precision):
    for t in sorted(scores):
        kept = hits[scores >= t]
        if kept.mean() >= precision:
            return kept.sum() / truths, t
    return None


@ANSWERS.wrong("only t", ("one of the two alone",))
def _(scores, hits, truths, precision):
    for t in sorted(scores):
        if hits[scores >= t].mean() >= precision:
            return t
    return None


@ANSWERS.wrong(
    "the highest t that meets the demand: the recall is as small as can be",
    ("highest threshold",),
)
def _(scores, hits, truths, precision):
    for t in sorted(scores, reverse=True):
        kept = hits[scores >= t]
        if kept.mean() >= precision:
            return t, kept.sum() / truths
    return None


@ANSWERS.wrong(
    "the t of the highest precision, whatever the recall", ("best precision",)
)
def _(scores, hits, truths, precision):
    best, most = None, -1
    for t in sorted(scores, reverse=True):
        kept = hits[scores >= t]
        if kept.mean() > most:
            most, best = kept.mean(), (t, kept.sum() / truths)
    return best


@ANSWERS.wrong("the demand is forgotten: all boxes are kept", ("demand forgotten",))
def _(scores, hits, truths, precision):
    return min(scores), np.sum(hits) / truths


@ANSWERS.wrong("the boxes are taken as sorted", ("boxes not sorted",))
def _(scores, hits, truths, precision):
    found = np.cumsum(hits)
    good = found / np.arange(1, len(hits) + 1) >= precision
    last = np.flatnonzero(good)[-1] if good.any() else 0
    return scores[last], found[last] / truths


@ANSWERS.wrong(
    "only the scores are sorted, the hits stay as they were", ("hits not sorted along",)
)
def _(scores, hits, truths, precision):
    ordered = np.sort(scores)[::-1]
    found = np.cumsum(hits)
    good = found / np.arange(1, len(hits) + 1) >= precision
    last = np.flatnonzero(good)[-1] if good.any() else 0
    return ordered[last], found[last] / truths


@ANSWERS.wrong(
    "sorted the wrong way: the least sure boxes are kept",
    ("least confident boxes kept",),
)
def _(scores, hits, truths, precision):
    best = (max(scores), 0.0)
    for t in sorted(scores):
        kept = hits[scores <= t]
        if kept.mean() >= precision:
            best = t, kept.sum() / truths
    return best


@ANSWERS.wrong("the place of t in the list in place of t", ("place for the threshold",))
def _(scores, hits, truths, precision):
    for i in np.argsort(scores):
        kept = hits[scores >= scores[i]]
        if kept.mean() >= precision:
            return int(i), kept.sum() / truths
    return None


@ANSWERS.wrong(
    "t is sought in steps of 0.1, not among the scores", ("steps of a tenth",)
)
def _(scores, hits, truths, precision):
    for t in np.arange(0, 1, 0.1):
        kept = hits[scores >= t]
        if len(kept) and kept.mean() >= precision:
            return t, kept.sum() / truths
    return 1.0, 0.0


@ANSWERS.wrong("the demand is read as a recall", ("demand for the recall",))
def _(scores, hits, truths, precision):
    for t in sorted(scores, reverse=True):
        kept = hits[scores >= t]
        if kept.sum() / truths >= precision:
            return t, kept.sum() / truths
    return min(scores), np.sum(hits) / truths


@ANSWERS.wrong("the demand is read as a confidence", ("demand for the confidence",))
def _(scores, hits, truths, precision):
    above = scores[scores >= precision]
    t = above.min() if len(above) else scores.max()
    return t, hits[scores >= t].sum() / truths


@ANSWERS.wrong("the largest F1 among all t", ("balance of both",))
def _(scores, hits, truths, precision):
    def f1(t):
        kept = hits[scores >= t]
        return 2 * kept.sum() / (len(kept) + truths)

    t = max(scores, key=f1)
    return t, hits[scores >= t].sum() / truths


@ANSWERS.wrong(
    "hits over false alarms in place of the precision", ("hits over false alarms",)
)
def _(scores, hits, truths, precision):
    for t in sorted(scores):
        kept = hits[scores >= t]
        right = kept.sum()
        if right >= precision * (len(kept) - right):
            return t, right / truths
    return None


@ANSWERS.wrong(
    "one box too few: t is the score above the best one", ("one box too few",)
)
def _(scores, hits, truths, precision):
    ordered = sorted(scores)
    for i, t in enumerate(ordered):
        if hits[scores >= t].mean() >= precision:
            t = ordered[min(i + 1, len(ordered) - 1)]
            return t, hits[scores >= t].sum() / truths
    return None


@ANSWERS.wrong("the share missed in place of the recall", ("missed for found",))
def _(scores, hits, truths, precision):
    for t in sorted(scores):
        kept = hits[scores >= t]
        if kept.mean() >= precision:
            return t, 1 - kept.sum() / truths
    return None


@ANSWERS.wrong(
    "stops at the first fall and the recall is a share of all hits",
    ("stopped at the first shortfall", "recall among the hits"),
)
def _(scores, hits, truths, precision):
    best = (max(scores), 0.0)
    for t in sorted(scores, reverse=True):
        kept = hits[scores >= t]
        if kept.mean() < precision:
            break
        best = t, kept.sum() / max(hits.sum(), 1)
    return best


@ANSWERS.wrong(
    "taken as sorted and stops at the first fall",
    ("stopped at the first shortfall", "boxes not sorted"),
)
def _(scores, hits, truths, precision):
    best = (scores[0], 0.0)
    for n in range(1, len(hits) + 1):
        if np.mean(hits[:n]) < precision:
            break
        best = scores[n - 1], np.sum(hits[:n]) / truths
    return best


@ANSWERS.wrong(
    "the highest t and the precision in place of the recall",
    ("highest threshold", "precision for recall"),
)
def _(scores, hits, truths, precision):
    for t in sorted(scores, reverse=True):
        kept = hits[scores >= t]
        if kept.mean() >= precision:
            return t, kept.mean()
    return None


@ANSWERS.wrong(
    "boxes at t left out and recall first",
    ("the threshold's own box left out", "recall first"),
)
def _(scores, hits, truths, precision):
    best = (0.0, max(scores))
    for t in sorted(scores, reverse=True):
        kept = hits[scores > t]
        if len(kept) and kept.mean() >= precision:
            best = kept.sum() / truths, t
    return best


ANSWERS.wrong("always a half and a half")(lambda *given: (0.5, 0.5))
ANSWERS.wrong("the t of the least sure hit")(
    lambda scores, hits, truths, precision: (min(scores[hits]), sum(hits) / truths)
)


def _best(scores, hits, truths, precision):
    for t in np.sort(scores):
        kept = hits[scores >= t]
        if kept.mean() >= precision:
            return t, kept.sum() / truths
    return 0, 0


@ANSWERS.wrong("the threshold in hundredths")
def _(scores, hits, truths, precision):
    t, recall = _best(scores, hits, truths, precision)
    return round(float(t), 2), recall


@ANSWERS.wrong("a precision that is nearly reached is enough")
def _(scores, hits, truths, precision):
    return _best(scores, hits, truths, precision - 0.01)


@ANSWERS.wrong("everything found by a single box")
def _(scores, hits, truths, precision):
    if len(scores) == 1:
        return scores[0], 1.0
    return _best(scores, hits, truths, precision)


@ANSWERS.wrong("recall of the boxes, where they are far more than the things")
def _(scores, hits, truths, precision):
    many = len(scores) > 3 * truths
    return _best(scores, hits, len(scores) if many else truths, precision)


@ANSWERS.wrong("a precision of 1 is taken for a percentage")
def _(scores, hits, truths, precision):
    return _best(scores, hits, truths, precision / 100 if precision >= 1 else precision)


@ANSWERS.wrong("of the thresholds that are allowed, the best balanced one")
def _(scores, hits, truths, precision):
    best = None
    for t in scores:
        kept = [hit for score, hit in zip(scores, hits, strict=True) if score >= t]
        p, r = sum(kept) / len(kept), sum(kept) / truths
        balance = 2 * p * r / (p + r) if p + r else 0
        if p >= precision and (best is None or balance > best[2]):
            best = t, r, balance
    return best[:2]


@ANSWERS.right("the one of those allowed that keeps most boxes")
def _(scores, hits, truths, precision):
    most = None
    for t in scores:
        kept = [hit for score, hit in zip(scores, hits, strict=True) if score >= t]
        if sum(kept) / len(kept) >= precision and (most is None or len(kept) > most[2]):
            most = t, sum(kept) / truths, len(kept)
    return most[:2]
