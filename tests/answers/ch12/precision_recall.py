"""Answers to `precision-recall`."""

import functools
from fractions import Fraction

import numpy as np

from tests.answers import Answers

ANSWERS = Answers("precision-recall")


def _iou(a, b):
    h = max(min(a[2], b[2]) - max(a[0], b[0]), 0)
    w = max(min(a[3], b[3]) - max(a[1], b[1]), 0)
    areas = [(box[2] - box[0]) * (box[3] - box[1]) for box in (a, b)]
    return h * w / (sum(areas) - h * w)


def _dice(a, b):
    h = max(min(a[2], b[2]) - max(a[0], b[0]), 0)
    w = max(min(a[3], b[3]) - max(a[1], b[1]), 0)
    return 2 * h * w / sum((c[2] - c[0]) * (c[3] - c[1]) for c in (a, b))


@ANSWERS.right("any found box for each true one")
def _(found, truth):
    hits = sum(any(_iou(f, t) > 0.5 for f in found) for t in truth)
    return hits / len(found), hits / len(truth)


@ANSWERS.right("a table of all IoUs")
def _(found, truth):
    table = np.array([[_iou(f, t) for t in truth] for f in found])
    hits = (table > 0.5).any(axis=0).sum()
    return np.array([hits / len(found), hits / len(truth)])


@ANSWERS.right("a set of the true boxes that were hit")
def _(found, truth):
    hit = {j for f in found for j, t in enumerate(truth) if _iou(f, t) > 0.5}
    return [len(hit) / len(found), len(hit) / len(truth)]


@ANSWERS.right("each found box claims a free true one")
def _(found, truth):
    free = [list(t) for t in truth]
    hits = 0
    for box in found:
        for t in free:
            if _iou(box, t) > 0.5:
                free.remove(t)
                hits += 1
                break
    return hits / len(found), 1 - len(free) / len(truth)


@ANSWERS.right("without loops")
def _(found, truth):
    f, t = np.asarray(found)[:, None], np.asarray(truth)[None]
    sides = np.minimum(f[..., 2:], t[..., 2:]) - np.maximum(f[..., :2], t[..., :2])
    both = np.maximum(sides, 0).prod(axis=-1)
    union = (
        (f[..., 2:] - f[..., :2]).prod(axis=-1)
        + (t[..., 2:] - t[..., :2]).prod(axis=-1)
        - both
    )
    hits = np.count_nonzero(np.any(both / union > 0.5, axis=0))
    return np.float64(hits) / len(found), np.float64(hits) / len(truth)


@ANSWERS.right("the best assignment by SciPy")
def _(found, truth):
    from scipy.optimize import linear_sum_assignment

    table = np.array([[_iou(f, t) > 0.5 for t in truth] for f in found], dtype=float)
    hits = table[linear_sum_assignment(table, maximize=True)].sum()
    return hits / len(found), hits / len(truth)


@ANSWERS.right("false alarms and misses are counted, exact fractions")
def _(found, truth):
    hits = 0
    for t in truth:
        for f in found:
            if _iou(f, t) > 1 / 2:
                hits += 1
                break
    false_alarms, missed = len(found) - hits, len(truth) - hits
    return Fraction(hits, hits + false_alarms), Fraction(hits, hits + missed)


@ANSWERS.right("the largest IoU of every true box, and prints")
def _(boxes, things):
    best = [max((_iou(b, t) for b in boxes), default=0) for t in things]
    print(best)
    hits = np.sum(np.array(best) > 0.5)
    return hits / max(len(boxes), 1), hits / len(things)


@ANSWERS.right("recursive, the first found box at a time")
def _(found, truth):
    def count(boxes, free):
        if not len(boxes) or not free:
            return 0
        on = [t for t in free if _iou(boxes[0], truth[t]) > 0.5]
        return len(on) + count(boxes[1:], [t for t in free if t not in on])

    hits = count(found, list(range(len(truth))))
    return hits / len(found), hits / len(truth)


def _judge(measure, least, found, truth):
    hits = sum(any(measure(f, t) > least for f in found) for t in truth)
    return hits / len(found), hits / len(truth)


ANSWERS.right("functools.partial")(functools.partial(_judge, _iou, 0.5))


class _Judge:
    def __call__(self, found, truth, **_settings):
        self.hits = 0
        for t in truth:
            self.hits += int(max([_iou(f, t) for f in found] + [0]) > 0.5)
        return self.hits / len(found), self.hits / len(truth)


ANSWERS.right("an object with __call__")(_Judge())

ANSWERS.wrong("Dice in place of IoU", ("Dice for IoU",))(
    functools.partial(_judge, _dice, 0.5)
)
ANSWERS.wrong("any overlap is enough", ("any overlap is a hit",))(
    functools.partial(_judge, _iou, 0)
)
ANSWERS.wrong("the limit is 0.3, that of the suppression", ("another limit",))(
    functools.partial(_judge, _iou, 0.3)
)


@ANSWERS.wrong("an IoU of exactly 0.5 counts", ("0.5 itself counts",))
def _(found, truth):
    hits = sum(any(_iou(f, t) >= 0.5 for f in found) for t in truth)
    return hits / len(found), hits / len(truth)


@ANSWERS.wrong(
    "every found box on a thing is a hit, second ones too",
    ("a true box counted twice",),
)
def _(found, truth):
    hits = sum(any(_iou(f, t) > 0.5 for t in truth) for f in found)
    return hits / len(found), hits / len(truth)


@ANSWERS.wrong(
    "the precision counts second boxes on a thing as hits",
    ("second box no false alarm",),
)
def _(found, truth):
    on = sum(any(_iou(f, t) > 0.5 for t in truth) for f in found)
    hits = sum(any(_iou(f, t) > 0.5 for f in found) for t in truth)
    return on / len(found), hits / len(truth)


@ANSWERS.wrong(
    "second boxes on a thing are left out, neither hit nor false alarm",
    ("second boxes left out",),
)
def _(found, truth):
    hits = sum(any(_iou(f, t) > 0.5 for f in found) for t in truth)
    false = sum(not any(_iou(f, t) > 0.5 for t in truth) for f in found)
    return hits / max(hits + false, 1), hits / len(truth)


@ANSWERS.wrong(
    "recall and precision, in the other order", ("precision and recall swapped",)
)
def _(found, truth):
    hits = sum(any(_iou(f, t) > 0.5 for f in found) for t in truth)
    return hits / len(truth), hits / len(found)


@ANSWERS.wrong(
    "box number i is compared with true box number i only", ("compared in pairs",)
)
def _(found, truth):
    hits = sum(_iou(f, t) > 0.5 for f, t in zip(found, truth, strict=False))
    return hits / len(found), hits / len(truth)


@ANSWERS.wrong(
    "only boxes that are exactly the true ones are hits", ("equal boxes only",)
)
def _(found, truth):
    hits = sum(any(np.array_equal(f, t) for f in found) for t in truth)
    return hits / len(found), hits / len(truth)


@ANSWERS.wrong(
    "a thing with two boxes on it is no hit", ("thing with two boxes no hit",)
)
def _(found, truth):
    hits = sum(sum(_iou(f, t) > 0.5 for f in found) == 1 for t in truth)
    return hits / len(found), hits / len(truth)


@ANSWERS.wrong(
    "hits over false alarms, and hits over misses", ("hits against mistakes",)
)
def _(found, truth):
    hits = sum(any(_iou(f, t) > 0.5 for f in found) for t in truth)
    return hits / max(len(found) - hits, 1), hits / max(len(truth) - hits, 1)


@ANSWERS.wrong(
    "the shares of mistakes: 1 − precision and 1 − recall", ("shares of the mistakes",)
)
def _(found, truth):
    hits = sum(any(_iou(f, t) > 0.5 for f in found) for t in truth)
    return 1 - hits / len(found), 1 - hits / len(truth)


@ANSWERS.wrong("only the precision", ("one of the two alone",))
def _(found, truth):
    hits = sum(any(_iou(f, t) > 0.5 for f in found) for t in truth)
    return hits / len(found)


@ANSWERS.wrong("numbers of hits, false alarms and misses in place of shares")
def _(found, truth):
    hits = sum(any(_iou(f, t) > 0.5 for f in found) for t in truth)
    return hits, len(found) - hits, len(truth) - hits


@ANSWERS.wrong(
    "both divided by all boxes, found and true", ("both divided by all boxes",)
)
def _(found, truth):
    hits = sum(any(_iou(f, t) > 0.5 for f in found) for t in truth)
    both = len(found) + len(truth)
    return hits / both, hits / both


@ANSWERS.wrong(
    "areas: shared pixels over found pixels and over true pixels",
    ("pixels counted, not boxes",),
)
def _(found, truth):
    def shared(a, b):
        h = max(min(a[2], b[2]) - max(a[0], b[0]), 0)
        return h * max(min(a[3], b[3]) - max(a[1], b[1]), 0)

    def area(boxes):
        return sum((b[2] - b[0]) * (b[3] - b[1]) for b in boxes)

    both = sum(shared(f, t) for f in found for t in truth)
    return both / area(found), both / area(truth)


@ANSWERS.wrong("negative lengths of the overlap are not cut off", ("negative lengths",))
def _(found, truth):
    def careless(a, b):
        h = min(a[2], b[2]) - max(a[0], b[0])
        w = min(a[3], b[3]) - max(a[1], b[1])
        sizes = sum((c[2] - c[0]) * (c[3] - c[1]) for c in (a, b))
        return h * w / (sizes - h * w)

    return _judge(careless, 0.5, found, truth)


@ANSWERS.wrong(
    "boxes are read as top, left, height, width",
    ("height and width for bottom and right",),
)
def _(found, truth):
    found, truth = np.array(found), np.array(truth)
    found[:, 2:] += found[:, :2]
    truth[:, 2:] += truth[:, :2]
    return _judge(_iou, 0.5, found, truth)


@ANSWERS.wrong(
    "the divisor is the number of numbers, four for each box",
    ("divided by the numbers of the boxes",),
)
def _(found, truth):
    hits = sum(any(_iou(f, t) > 0.5 for f in found) for t in truth)
    return hits / np.size(found), hits / np.size(truth)


@ANSWERS.wrong("stops after the first hit", ("one hit at most",))
def _(found, truth):
    hits = 0
    for t in truth:
        if any(_iou(f, t) > 0.5 for f in found):
            hits = 1
            break
    return hits / len(found), hits / len(truth)


@ANSWERS.wrong("None when there is no hit")
def _(found, truth):
    hits = sum(any(_iou(f, t) > 0.5 for f in found) for t in truth)
    if hits:
        return hits / len(found), hits / len(truth)
    return None


@ANSWERS.wrong(
    "second boxes count as hits and the order is swapped",
    ("a true box counted twice", "precision and recall swapped"),
)
def _(found, truth):
    hits = sum(any(_iou(f, t) > 0.5 for t in truth) for f in found)
    return hits / len(truth), hits / len(found)


@ANSWERS.wrong("exactly 0.5 counts and Dice in place of IoU")
def _(found, truth):
    hits = sum(any(_dice(f, t) >= 0.5 for f in found) for t in truth)
    return hits / len(found), hits / len(truth)


@ANSWERS.wrong(
    "any overlap is enough and second boxes count as hits",
    ("a true box counted twice", "any overlap is a hit"),
)
def _(found, truth):
    hits = sum(any(_iou(f, t) > 0 for t in truth) for f in found)
    return hits / len(found), hits / len(truth)


@ANSWERS.wrong(
    "pairs by number and recall first",
    ("precision and recall swapped", "compared in pairs"),
)
def _(found, truth):
    hits = sum(_iou(f, t) > 0.5 for f, t in zip(found, truth, strict=False))
    return hits / len(truth), hits / len(found)


for _limit in (0.2, 0.4, 0.6, 0.7):
    ANSWERS.wrong(f"the limit is {_limit}", ("another limit",))(
        functools.partial(_judge, _iou, _limit)
    )
ANSWERS.wrong("the limit is 0.52")(functools.partial(_judge, _iou, 0.52))
ANSWERS.wrong("always a half and a half")(lambda found, truth: (0.5, 0.5))
ANSWERS.wrong("always nothing")(lambda found, truth: (0, 0))


@ANSWERS.wrong("the first six boxes only")
def _(found, truth):
    def on(a, b):
        both = max(min(a[2], b[2]) - max(a[0], b[0]), 0)
        both *= max(min(a[3], b[3]) - max(a[1], b[1]), 0)
        areas = sum((c[2] - c[0]) * (c[3] - c[1]) for c in (a, b))
        return both / (areas - both) > 0.5

    found = found[:6]
    hits = sum(any(on(box, one) for box in found) for one in truth)
    return hits / len(found), hits / len(truth)


@ANSWERS.wrong("areas in 8 bits")
def _(found, truth):
    def area(a, b):
        low, high = np.maximum(a[:2], b[:2]), np.minimum(a[2:], b[2:])
        return np.prod(np.maximum(high - low, 0)).astype(np.int8)

    def hit(a, b):
        shared = area(a, b)
        return shared / (area(a, a) + area(b, b) - shared or 1) > 0.5

    with np.errstate(all="ignore"):
        hits = sum(any(hit(box, thing) for box in found) for thing in truth)
    return hits / len(found), hits / len(truth)


@ANSWERS.wrong("IoU rounded to two digits first")
def _(found, truth):
    hits = sum(any(round(_iou(f, t), 2) > 0.5 for f in found) for t in truth)
    return hits / len(found), hits / len(truth)
