"""The threshold with the most hits at a wanted precision."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception
from cnnbook.exercises.ch12._shared import best_first


def _curve(scores, hits, sort=True):
    order = best_first(scores) if sort else np.arange(len(scores))
    found = np.arange(1, len(order) + 1)
    return scores[order], np.cumsum(hits[order]), found


def _threshold(scores, hits, truths, precision):
    scores, right, found = _curve(scores, hits)
    last = np.flatnonzero(right / found >= precision)[-1]
    return np.array([scores[last], right[last] / truths])


def _first_shortfall(scores, hits, truths, precision):
    scores, right, found = _curve(scores, hits)
    last = np.argmax(np.append(right / found, 0) < precision) - 1
    return np.array([scores[last], right[last] / truths])


def _highest(scores, hits, truths, precision):
    scores, right, found = _curve(scores, hits)
    first = np.argmax(right / found >= precision)
    return np.array([scores[first], right[first] / truths])


def _above_only(scores, hits, truths, precision):
    scores, right, found = _curve(scores, hits)
    last = np.flatnonzero(right / found >= precision)[-1]
    below = scores[min(last + 1, len(scores) - 1)]
    return np.array([below, right[last] / truths])


def _unsorted(scores, hits, truths, precision):
    scores, right, found = _curve(scores, hits, sort=False)
    last = np.flatnonzero(np.append(True, right / found >= precision))[-1] - 1
    return np.array([scores[max(last, 0)], right[max(last, 0)] / truths])


def _recall_among_found(scores, hits, truths, precision):
    threshold, recall = _threshold(scores, hits, truths, precision)
    return np.array([threshold, recall * truths / hits.sum()])


def _precision_returned(scores, hits, truths, precision):
    threshold, _ = _threshold(scores, hits, truths, precision)
    return np.array([threshold, hits[scores >= threshold].mean()])


def _kept_over_truths(scores, hits, truths, precision):
    threshold, _ = _threshold(scores, hits, truths, precision)
    return np.array([threshold, (scores >= threshold).sum() / truths])


def _draw_threshold(random: np.random.Generator) -> Case:
    while True:
        count = int(random.integers(10, 16))
        scores = random.permutation(np.arange(20, 99))[:count] / 100
        hits = random.uniform(size=count) < scores
        truths = int(hits.sum() + random.integers(1, 5))
        precision = float(random.choice([0.55, 0.65, 0.74, 0.83]))
        sharp = _curve(scores, hits)[1] / np.arange(1, count + 1) - precision
        if abs(sharp).min() > 1e-3 and sharp[0] > 0:
            return Case((scores, hits, truths, precision))


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


EXERCISE = FunctionExercise(
    __name__,
    title="Where to put the threshold",
    difficulty=3,
    points=3,
    place=70,
    reference=_threshold,
    cases=(
        Case((_SCORES, _HITS, 7, 0.78)),
        Case((_SCORES, _HITS, 8, 0.7)),
        Case((_SCORES[::-1], _HITS[::-1], 9, 0.95)),
        Case((_SCORES, np.roll(_HITS, 3) | (_SCORES > 0.95), 6, 0.65)),
        Case((_SCORES, _HITS, 6, 0.55)),
    ),
    draw=_draw_threshold,
    misconceptions=(
        Misconception(
            "stopped at the first shortfall",
            "You stop as soon as the precision falls short. Further down it may be high "
            "enough again: every hit lifts it.",
            _first_shortfall,
        ),
        Misconception(
            "highest threshold",
            "Your threshold is needlessly high. Which one of those that are precise "
            "enough finds most?",
            _highest,
        ),
        Misconception(
            "the threshold's own box left out",
            "You keep the boxes above the threshold. The one that lies on it is kept too.",
            _above_only,
        ),
        Misconception(
            "boxes not sorted",
            "You go through the boxes in the order given. A threshold keeps the most "
            "confident ones, wherever they stand.",
            _unsorted,
        ),
        Misconception(
            "recall among the hits",
            "You divide by the number of hits. What the detector never found counts too.",
            _recall_among_found,
        ),
        Misconception(
            "precision for recall",
            "Your second number is the precision. Return the recall.",
            _precision_returned,
        ),
        Misconception(
            "false alarms in the recall",
            "You count every box that is kept. Only hits have found something.",
            _kept_over_truths,
        ),
    ),
    alternatives=(
        Alternative(
            "every score is tried as a threshold, from above", _every_threshold
        ),
    ),
)
