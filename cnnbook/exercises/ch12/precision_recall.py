"""What share was right, and what share was found."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception
from cnnbook.exercises.ch12._shared import iou, iou_of_masks


def _matches(found, truth):
    """Return which found boxes lie on which true ones."""
    return np.array([[iou(f, t) > 0.5 for t in truth] for f in found])


def _precision_recall(found, truth):
    hits = _matches(found, truth).any(0).sum()
    return np.array([hits / len(found), hits / len(truth)])


def _every_hit(found, truth):
    hits = _matches(found, truth).any(1).sum()
    return np.array([hits / len(found), hits / len(truth)])


def _hits_of_each(found, truth):
    return np.array([_every_hit(found, truth)[0], _precision_recall(found, truth)[1]])


def _any_overlap(found, truth):
    touching = np.array([[iou(f, t) > 0 for t in truth] for f in found])
    hits = 0
    for row in touching:
        free = np.flatnonzero(row)
        if free.size:
            hits += 1
            touching[:, free[0]] = False
    return np.array([hits / len(found), hits / len(truth)])


def _in_pairs(found, truth):
    hits = sum(iou(f, t) > 0.5 for f, t in zip(found, truth, strict=False))
    return np.array([hits / len(found), hits / len(truth)])


def _over_all(found, truth):
    hits = _matches(found, truth).any(0).sum()
    return np.array([hits, hits]) / (len(found) + len(truth) - hits)


def _draw_scene(random: np.random.Generator) -> Case:
    while True:
        cells = random.permutation(9)[: random.integers(3, 6)]
        corners = np.stack(np.divmod(cells, 3), 1) * 16 + random.integers(0, 4, 2)
        truth = np.hstack([corners, corners + random.integers(9, 13, 2)])
        picks = random.integers(0, len(truth), random.integers(5, 8))
        shifts = random.integers(-3, 4, (len(picks), 2))
        found = truth[picks] + np.hstack([shifts, shifts])
        overlaps = np.array([[iou(f, t) for t in truth] for f in found])
        if abs(overlaps - 0.5).min() > 1e-3:
            return Case((found, truth))


_TRUTH = np.array([[2, 3, 12, 11], [20, 4, 30, 14], [5, 25, 13, 37], [24, 28, 35, 36]])


def _struck_out(found, truth):
    free = [tuple(box) for box in truth]
    hits = 0
    for box in found:
        best = max(free, key=lambda t: iou_of_masks(box, t), default=None)
        if best is not None and iou_of_masks(box, best) > 0.5:
            free.remove(best)
            hits += 1
    return hits / len(found), 1 - len(free) / len(truth)


EXERCISE = FunctionExercise(
    __name__,
    title="Precision and recall",
    difficulty=2,
    points=3,
    place=50,
    reference=_precision_recall,
    cases=(
        Case(
            (
                np.array(
                    [[5, 26, 13, 38], [3, 3, 13, 11], [40, 2, 48, 9], [2, 4, 12, 12]]
                ),
                _TRUTH[:3],
            )
        ),
        Case(
            (
                np.array(
                    [
                        [2, 3, 12, 12],
                        [26, 9, 36, 19],
                        [5, 24, 13, 36],
                        [24, 28, 34, 36],
                        [4, 25, 12, 37],
                    ]
                ),
                _TRUTH,
            )
        ),
        Case((np.array([[8, 8, 18, 16], [30, 20, 40, 30]]), _TRUTH[:3])),
        Case((_TRUTH[[3, 1, 0]] + 1, _TRUTH)),
    ),
    draw=_draw_scene,
    misconceptions=(
        Misconception(
            "a true box counted twice",
            "Two found boxes on the same true box are two hits with you. The second is a "
            "false alarm.",
            _every_hit,
        ),
        Misconception(
            "second box no false alarm",
            "In your precision a second box on the same true box is a hit. It is a false "
            "alarm, as for a user who counts the boxes.",
            _hits_of_each,
        ),
        Misconception(
            "precision and recall swapped",
            "These two numbers have changed places. Precision is about what was found, "
            "recall about what was there.",
            lambda found, truth: _precision_recall(found, truth)[::-1],
        ),
        Misconception(
            "any overlap is a hit",
            "Boxes that touch a true one only a little are hits with you. How large must "
            "the overlap be?",
            _any_overlap,
        ),
        Misconception(
            "compared in pairs",
            "You compare the first found box with the first true one, and so on. The two "
            "lists are in no common order.",
            _in_pairs,
        ),
        Misconception(
            "both divided by what was found",
            "Your recall is a share of the found boxes. It should say how much of what "
            "was there has been found.",
            lambda found, truth: _precision_recall(found, truth)[[0, 0]],
        ),
        Misconception(
            "both divided by all boxes",
            "You divide by everything, found or missed. That mixes the two questions.",
            _over_all,
        ),
    ),
    alternatives=(
        Alternative("each true box is struck out once it was found", _struck_out),
    ),
)
