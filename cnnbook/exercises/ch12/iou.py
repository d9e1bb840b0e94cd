"""The overlap of two boxes, from 0 to 1."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception
from cnnbook.exercises.ch12._shared import area, iou, iou_of_masks, lengths, overlap


def _iou_of(shared, a, b):
    return shared / (area(a) + area(b) - shared)


def _unclamped(a, b):
    height, width = lengths(a, b)
    return _iou_of(height * width, a, b)


def _clamped_late(a, b):
    height, width = lengths(a, b)
    return _iou_of(max(height * width, 0), a, b)


def _both_ends(a, b):
    return iou((a[0], a[1], a[2] + 1, a[3] + 1), (b[0], b[1], b[2] + 1, b[3] + 1))


def _as_sizes(a, b):
    boxes = [(box[0], box[1], box[0] + box[2], box[1] + box[3]) for box in (a, b)]
    return iou(*boxes)


def _enclosing(a, b):
    around = (*np.minimum(a, b)[:2], *np.maximum(a, b)[2:])
    return overlap(a, b) / area(around)


def _box(random, size=24):
    top, left = random.integers(0, size - 8, 2)
    height, width = random.integers(3, 12, 2)
    return tuple(int(n) for n in (top, left, top + height, left + width))


def _draw_boxes(random: np.random.Generator) -> Case:
    a, b = _box(random), _box(random)
    # They overlap, or lie apart in one direction, or in both.
    below, beside = random.integers(0, 2, 2)
    down = a[2] + 1 - b[0] if below else a[0] - b[0]
    right = a[3] + 2 - b[1] if beside else a[1] - b[1]
    b = np.add(b, (down, right, down, right)) + random.integers(0, 4)
    return Case((a, tuple(int(n) for n in b)))


def _iou_by_ranges(a, b):
    rows = len(set(range(a[0], a[2])) & set(range(b[0], b[2])))
    columns = len(set(range(a[1], a[3])) & set(range(b[1], b[3])))
    sizes = [(box[2] - box[0]) * (box[3] - box[1]) for box in (a, b)]
    return np.float32(rows * columns / (sum(sizes) - rows * columns))


EXERCISE = FunctionExercise(
    __name__,
    title="Intersection over union",
    difficulty=1,
    points=2,
    place=10,
    reference=iou,
    cases=(
        Case(((2, 3, 7, 6), (4, 1, 9, 8))),
        Case(((0, 0, 6, 10), (2, 3, 4, 8))),
        Case(((0, 0, 4, 4), (6, 7, 9, 12))),
        Case(((0, 0, 4, 6), (1, 8, 5, 11))),
        Case(((1, 5, 10, 9), (4, 2, 6, 12))),
        Case(((3, 2, 8, 9), (3, 2, 8, 9))),
    ),
    draw=_draw_boxes,
    misconceptions=(
        Misconception(
            "negative lengths",
            "Two boxes that lie apart get an overlap other than 0. Their shared height or "
            "width comes out negative: what should it be?",
            _unclamped,
        ),
        Misconception(
            "only the product cut off at 0",
            "Boxes that lie apart in both directions share something with you: two "
            "negative lengths have a positive product.",
            _clamped_late,
        ),
        Misconception(
            "union without subtracting",
            "You add the two areas. What both boxes cover is counted twice then.",
            lambda a, b: overlap(a, b) / (area(a) + area(b)),
        ),
        Misconception(
            "divided by the smaller box",
            "You divide by the area of the smaller box. A small box inside a large one "
            "would be a perfect match.",
            lambda a, b: overlap(a, b) / min(area(a), area(b)),
        ),
        Misconception(
            "divided by the first box",
            "You divide by the area of the first box. The two boxes should play the same "
            "part.",
            lambda a, b: overlap(a, b) / area(a),
        ),
        Misconception(
            "last row and column counted in",
            "Your boxes are one row too high and one column too wide: bottom and right "
            "are the first row and column outside.",
            _both_ends,
        ),
        Misconception(
            "height and width for bottom and right",
            "You read the last two numbers as height and width. They say where the box "
            "ends.",
            _as_sizes,
        ),
        Misconception(
            "enclosing box for union",
            "You divide by the smallest box around both. Its corners belong to neither.",
            _enclosing,
        ),
    ),
    alternatives=(
        Alternative("boxes are painted into masks, and pixels counted", iou_of_masks),
        Alternative("rows and columns as sets, in float32", _iou_by_ranges),
    ),
)
