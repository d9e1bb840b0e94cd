"""The threshold with the most hits at a wanted precision."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises._shared import rounded
from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception
from cnnbook.exercises.ch12._shared import best_first
from cnnbook.exercises.mistakes import wrong_step


def detector_threshold(
    scores,
    hits,
    truths,
    precision,
    *,
    order=best_first,
    order_of_hits=best_first,
    precise=lambda right, found: right / found,
    enough=lambda precisions, demand: precisions >= demand,
    pick=lambda good, precisions, recalls, demand: np.flatnonzero(good)[-1],
    shift=0,
    recall=lambda right, found, truths, hits: right / truths,
    first=lambda order, scores, place: scores[order[place]],
):
    """Return the best threshold and its recall, one step after another.

    Parameters
    ----------
    scores, hits : ndarray of shape (n,)
        The confidence of each box, and whether it is a hit.
    truths : int
        How many things there are.
    precision : float
        The one that is demanded.
    order, order_of_hits : callable
        Take the scores and say in which order these, and the hits, are gone through.
    precise : callable
        Makes the precision of hits and boxes found.
    enough : callable
        Says whether it meets the demand.
    pick : callable
        Says at which place to put the threshold.
    shift : int
        By how many places the answer is off.
    recall : callable
        Makes the second number of the hits and the boxes found there.
    first : callable
        Makes the first number.
    """
    turns = order(scores)
    found = np.arange(1, len(scores) + 1)
    right = np.cumsum(hits[order_of_hits(scores)])
    precisions = precise(right, found)
    good = enough(precisions, precision)
    if not good.any():
        good = found == 1  # only where a step is done wrong
    place = max(pick(good, precisions, right / truths, precision) + shift, 0)
    second = recall(right[place], found[place], truths, hits)
    return np.array([first(turns, scores, place), second])


def _as_given(scores):
    return np.arange(len(scores))


def _before_the_first_shortfall(good, precisions, recalls, demand):
    return max(np.argmin(np.append(good, False)) - 1, 0)


def _enough_found(good, precisions, recalls, demand):
    enough = np.flatnonzero(recalls >= demand)
    return enough[0] if enough.size else len(good) - 1


def _above_only(scores, hits, truths, precision):
    """Keep boxes above a threshold, and not those on it."""
    best = (max(scores), 0.0)
    for t in sorted(scores, reverse=True):
        kept = hits[scores > t]
        if len(kept) and kept.mean() >= precision:
            best = t, kept.sum() / truths
    return np.array(best)


def _below(scores, hits, truths, precision):
    """Keep the least confident boxes."""
    best = (max(scores), 0.0)
    for t in sorted(scores):
        kept = hits[scores <= t]
        if kept.mean() >= precision:
            best = t, kept.sum() / truths
    return np.array(best)


def _in_tenths(scores, hits, truths, precision):
    for t in np.arange(0, 1, 0.1):
        kept = hits[scores >= t]
        if len(kept) and kept.mean() >= precision:
            return np.array([t, kept.sum() / truths])
    return np.array([1.0, 0.0])


def _demand_as_confidence(scores, hits, truths, precision):
    above = scores[scores >= precision]
    t = above.min() if len(above) else scores.max()
    return np.array([t, hits[scores >= t].sum() / truths])


def _f1(scores, hits, truths, precision):
    def balance(t):
        kept = hits[scores >= t]
        return 2 * kept.sum() / (len(kept) + truths)

    t = max(scores, key=balance)
    return np.array([t, hits[scores >= t].sum() / truths])


def _draw(random: np.random.Generator) -> Case:
    """Draw boxes with one best threshold: it lies on a hit, so no other finds as many."""
    while True:
        count = int(random.integers(3, 9))
        scores = random.choice(np.arange(21, 99), count, replace=False) / 100
        hits = random.uniform(size=count) < 0.65
        truths = int(hits.sum() + random.integers(1, 5))
        right = np.cumsum(hits[best_first(scores)])
        precisions = right / np.arange(1, count + 1)
        # What is just met by a quotient of 32 or 64 bits is met by every way to say it.
        demand = float(random.choice([0.5, 0.5, 0.75, 0.75, 0.6, 0.55, 0.65, 0.7]))
        good = np.flatnonzero(precisions >= demand)
        gaps = abs(precisions - demand)
        if not good.size or ((gaps > 0) & (gaps < 1e-3)).any():
            continue
        last = good[-1]
        unique = hits[best_first(scores)][last]
        plain = last == count - 1 or last == 0
        if unique and not (plain and random.random() < 0.8):
            return Case((scores, hits, truths, demand))


def _how_it_runs(scores, hits, truths, precision):
    ordered = hits[best_first(scores)]
    precisions = np.cumsum(ordered) / np.arange(1, len(hits) + 1)
    good = np.flatnonzero(precisions >= precision)
    last = good[-1] if good.size else 0
    return {
        ("the precision falls short and recovers", "the precision never recovers"): (
            bool((precisions[:last] < precision).any())
        ),
        (
            "the precision of the best threshold is just the demand",
            "the precision of the best threshold is above the demand",
        ): (bool(precisions[last] == precision)),
        ("the surest box is a false alarm", "the surest box is a hit"): not ordered[0],
        ("all boxes can be kept", "not all can be kept"): last == len(hits) - 1,
    }


_SCORES = np.array([0.41, 0.97, 0.83, 0.66, 0.92, 0.58, 0.74, 0.35])
_HITS = np.array([True, True, False, True, True, False, True, False])


def _every_threshold(scores, hits, truths, precision):
    best = None
    for candidate in sorted(scores, reverse=True):
        kept = [
            hit for score, hit in zip(scores, hits, strict=True) if score >= candidate
        ]
        if sum(kept) >= precision * len(kept):
            best = [candidate, sum(kept) / truths]
    return best


def _found_most(scores, hits, truths, precision):
    kept = {t: hits[scores >= t] for t in scores.tolist()}
    allowed = [t for t, among in kept.items() if among.mean() >= precision]
    best = max(allowed, key=lambda t: kept[t].sum())
    return best, kept[best].sum() / truths


EXERCISE = FunctionExercise(
    __name__,
    title="Where to put the threshold",
    difficulty=3,
    points=3,
    place=70,
    look=(
        "Write the boxes of the call below each other, the surest first, and beside each "
        "the precision and the recall if the list ended there."
    ),
    section="Precision and recall",
    reference=detector_threshold,
    features=_how_it_runs,
    axes={"scores": ("number of boxes",), "hits": ("number of boxes",)},
    cases=(
        Case((np.array([0.9, 0.6, 0.8]), np.array([True, True, False]), 3, 0.65)),
        Case((np.array([0.6, 0.9, 0.7]), np.array([False, True, False]), 2, 0.9)),
        Case(
            (
                np.array([0.5, 0.9, 0.7, 0.8]),
                np.array([True, True, False, True]),
                5,
                0.75,
            )
        ),
        Case((_SCORES, _HITS, 7, 0.78)),
        Case((_SCORES, _HITS, 8, 0.7)),
        Case((_SCORES[::-1], _HITS[::-1], 9, 0.95)),
        Case((np.array([0.914, 0.3, 0.912]), np.array([True, False, True]), 3, 0.9)),
        Case((np.array([0.9, 0.5, 0.7]), np.array([True, True, False]), 4, 0.67)),
        Case((np.array([0.6]), np.array([True]), 2, 0.5)),
        Case(
            (
                np.array([0.3, 0.6, 0.9, 0.5, 0.2, 0.4, 0.1]),
                np.array([False, False, True, False, False, False, False]),
                2,
                0.9,
            )
        ),
        Case((np.array([0.7, 0.9, 0.8]), np.array([False, True, True]), 4, 1.0)),
        Case(  # one hit more costs four false alarms, and is worth them
            (
                np.array([0.8, 0.2, 0.3, 0.9, 0.6, 0.5, 0.4, 0.7]),
                np.array([True, True, False, True, False, False, False, True]),
                4,
                0.5,
            )
        ),
    ),
    draw=_draw,
    misconceptions=(
        *rounded(1, 2, 3, 4),
        wrong_step(
            "stopped at the first shortfall",
            "You stop as soon as the precision falls short. Further down it may be high "
            "enough again: every hit lifts it.",
            pick=_before_the_first_shortfall,
        ),
        wrong_step(
            "highest threshold",
            "Your threshold is needlessly high. Which one of those that are precise "
            "enough finds most?",
            pick=lambda good, precisions, recalls, demand: np.argmax(good),
        ),
        wrong_step(
            "best precision",
            "You take the threshold with the best precision. It only has to be good "
            "enough: among those, which one finds most?",
            pick=lambda good, precisions, recalls, demand: np.argmax(precisions),
        ),
        wrong_step(
            "more than the demand",
            "A precision that is just the one demanded is too low with you. At least that "
            "much was demanded.",
            enough=lambda precisions, demand: precisions > demand,
        ),
        Misconception(
            "the threshold's own box left out",
            "You keep the boxes above the threshold. The one that lies on it is kept too.",
            _above_only,
        ),
        wrong_step(
            "one box too few",
            "You stop one box too early. The next one may still be kept.",
            shift=-1,
        ),
        wrong_step(
            "demand forgotten",
            "You keep all boxes, whatever precision is demanded.",
            enough=lambda precisions, demand: precisions >= 0,
        ),
        wrong_step(
            "demand for the recall",
            "You look for a recall as high as the demand. It is the precision that is "
            "demanded.",
            pick=_enough_found,
        ),
        Misconception(
            "demand for the confidence",
            "You take the demanded precision for a confidence. How sure a detector is says "
            "little of how often it is right.",
            _demand_as_confidence,
        ),
        Misconception(
            "balance of both",
            "You look for the best balance of precision and recall. Here the precision has "
            "to be good enough, and then the recall decides.",
            _f1,
        ),
        wrong_step(
            "hits over false alarms",
            "You divide the hits by the false alarms. Precision is the share of hits among "
            "all that is kept.",
            precise=lambda right, found: right / np.maximum(found - right, 1e-9),
        ),
        wrong_step(
            "boxes not sorted",
            "You go through the boxes in the order given. A threshold keeps the most "
            "confident ones, wherever they stand.",
            order=_as_given,
            order_of_hits=_as_given,
        ),
        wrong_step(
            "hits not sorted along",
            "You sort the scores, and the hits stay where they were. Each hit belongs to "
            "its box.",
            order_of_hits=_as_given,
        ),
        Misconception(
            "least confident boxes kept",
            "You keep the boxes below the threshold. It is the sure ones that are kept.",
            _below,
        ),
        Misconception(
            "steps of a tenth",
            "Your threshold is a whole number of tenths. It should be one of the scores: "
            "only there anything changes.",
            _in_tenths,
        ),
        wrong_step(
            "recall among the hits",
            "You divide by the number of hits. What the detector never found counts too.",
            recall=lambda right, found, truths, hits: right / max(hits.sum(), 1),
        ),
        wrong_step(
            "recall among the boxes",
            "You divide by the number of boxes. Recall is a share of the things that are "
            "there.",
            recall=lambda right, found, truths, hits: right / len(hits),
        ),
        wrong_step(
            "precision for recall",
            "Your second number is the precision. Return the recall.",
            recall=lambda right, found, truths, hits: right / found,
        ),
        wrong_step(
            "false alarms in the recall",
            "You count every box that is kept. Only hits have found something.",
            recall=lambda right, found, truths, hits: found / truths,
        ),
        wrong_step(
            "missed for found",
            "Your second number is the share that is missed. Recall is the share that is "
            "found.",
            recall=lambda right, found, truths, hits: 1 - right / truths,
        ),
        wrong_step(
            "hits not divided",
            "Your second number counts hits. Recall is a share of the things that are "
            "there.",
            recall=lambda right, found, truths, hits: right,
        ),
        *(
            wrong_step(
                "place for the threshold",
                "Your first number says where the threshold stands in a list. Return the "
                "threshold itself.",
                first=first,
            )
            for first in (
                lambda order, scores, place: order[place],
                lambda order, scores, place: place,
            )
        ),
        Misconception(
            "recall first",
            "These are the two numbers in the other order. The threshold comes first.",
            after=lambda both: both[::-1],
        ),
        *(
            Misconception(
                "one of the two alone",
                "You return one number. The threshold and its recall were asked for.",
                after=lambda both, place=place: both[place],
            )
            for place in (0, 1)
        ),
    ),
    alternatives=(
        Alternative(
            "every score is tried as a threshold, from above", _every_threshold
        ),
        Alternative("of those that are allowed, the one with most hits", _found_most),
    ),
)
