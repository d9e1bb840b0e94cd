"""One box for each thing: non-maximum suppression."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception
from cnnbook.exercises.ch12._shared import best_first, iou, iou_of_masks


def _nms(boxes, scores, threshold, order=best_first, test=None):
    kept = []
    for number in order(scores):
        rivals = kept if test is None else test(kept)
        if all(iou(boxes[number], boxes[k]) <= threshold for k in rivals):
            kept.append(int(number))
    return kept


def _chained(boxes, scores, threshold):
    order = best_first(scores)
    return [
        int(number)
        for place, number in enumerate(order)
        if all(iou(boxes[number], boxes[k]) <= threshold for k in order[:place])
    ]


def _near_the_best(boxes, scores, threshold):
    best, *others = best_first(scores)
    apart = [n for n in others if iou(boxes[n], boxes[best]) <= threshold]
    return [int(best), *map(int, apart)]


def _near_ones(boxes, scores, threshold):
    kept = []
    for number in best_first(scores):
        if all(iou(boxes[number], boxes[k]) > threshold for k in kept):
            kept.append(int(number))
    return kept


def _places(boxes, scores, threshold):
    order = list(best_first(scores))
    return [order.index(number) for number in _nms(boxes, scores, threshold)]


def _draw_nms(random: np.random.Generator) -> Case:
    while True:
        corners = random.integers(0, 24, (3, 2))
        shifts = random.integers(-5, 6, (9, 2))
        top_left = corners[random.integers(0, 3, 9)] + shifts + 5
        boxes = np.hstack([top_left, top_left + random.integers(8, 13, (9, 2))])
        scores = random.permutation(np.arange(11, 99))[:9] / 100
        threshold = float(random.choice([0.2, 0.3, 0.4]))
        overlaps = np.array([[iou(a, b) for a in boxes] for b in boxes])
        if abs(overlaps - threshold).min() > 1e-3:
            return Case((boxes, scores, threshold))


_STAIRS = np.array(
    [[4, 0, 12, 9], [5, 2, 13, 12], [6, 5, 14, 15], [20, 3, 29, 9], [19, 4, 29, 11]]
)
_LONE = np.array(
    [
        [2, 2, 12, 9],
        [30, 30, 38, 42],
        [3, 3, 13, 11],
        [8, 2, 18, 9],
        [29, 32, 37, 44],
        [4, 20, 12, 28],
    ]
)


def _shrinking_list(boxes, scores, threshold):
    left = sorted(range(len(scores)), key=lambda i: -scores[i])
    kept = []
    while left:
        best = left.pop(0)
        kept.append(best)
        left = [i for i in left if iou_of_masks(boxes[i], boxes[best]) <= threshold]
    return np.array(kept)


EXERCISE = FunctionExercise(
    __name__,
    title="Non-maximum suppression",
    difficulty=2,
    points=3,
    place=30,
    reference=_nms,
    cases=(
        Case((_STAIRS, np.array([0.6, 0.8, 0.7, 0.75, 0.9]), 0.3)),
        Case((_STAIRS, np.array([0.9, 0.8, 0.7, 0.5, 0.4]), 0.4)),
        Case((_STAIRS, np.array([0.5, 0.6, 0.9, 0.95, 0.7]), 0.45)),
        Case((_LONE, np.array([0.55, 0.91, 0.72, 0.64, 0.97, 0.33]), 0.25)),
    ),
    draw=_draw_nms,
    integer_result=True,
    misconceptions=(
        Misconception(
            "given order",
            "You take the boxes in the order given. The most confident one has to choose "
            "first.",
            lambda *case: _nms(*case, order=lambda scores: range(len(scores))),
        ),
        Misconception(
            "least confident first",
            "You begin with the least confident box. Sorting goes from small to large, "
            "unless you turn it round.",
            lambda *case: _nms(*case, order=np.argsort),
        ),
        Misconception(
            "a dropped box drops others",
            "A box that was itself dropped drops another one. Only boxes that were kept "
            "may do so.",
            _chained,
        ),
        Misconception(
            "compared with the last kept box only",
            "You compare with the box kept last. A box may also lie on one that was kept "
            "earlier.",
            lambda *case: _nms(*case, test=lambda kept: kept[-1:]),
        ),
        Misconception(
            "one round only",
            "You drop what lies on the best box, and stop. The best of the others has its "
            "turn next.",
            _near_the_best,
        ),
        Misconception(
            "any overlap",
            "Boxes that touch only a little are dropped too. Your result does not change "
            "with the threshold.",
            lambda boxes, scores, threshold: _nms(boxes, scores, 0),
        ),
        Misconception(
            "near boxes kept",
            "You keep the boxes that lie on a kept one, and drop those that lie apart.",
            _near_ones,
        ),
        Misconception(
            "sorted by index",
            "These are the right boxes in another order. The most confident one comes "
            "first.",
            lambda *case: sorted(_nms(*case)),
        ),
        Misconception(
            "places in the sorted list",
            "Your numbers count along the sorted boxes. They should count along the boxes "
            "as they were given.",
            _places,
        ),
    ),
    alternatives=(
        Alternative("a list that gets shorter; an array comes back", _shrinking_list),
    ),
)
