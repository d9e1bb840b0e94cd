"""The overlap of two boxes, from 0 to 1."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception
from cnnbook.exercises.ch12._shared import (
    AS_SIZES,
    DICE,
    ONE_TOO_MANY,
    OVER_THE_SMALLER,
    OVER_THE_SUM,
    UNCUT,
    iou_in_steps,
    iou_of_masks,
    same,
)
from cnnbook.exercises.mistakes import each, wrong_step


def _around(a, b):
    """Return the area of the smallest box around both."""
    top, left = np.minimum(a, b)[:2]
    bottom, right = np.maximum(a, b)[2:]
    return (bottom - top) * (right - left)


def _enclosing(a, b):
    return iou_in_steps(a, b, ratio=lambda both, one, other: both / _around(a, b))


def _inside_is_1(a, b):
    return iou_in_steps(
        a,
        b,
        ratio=lambda both, one, other: (
            1.0 if both in (one, other) else both / (one + other - both)
        ),
    )


def _draw(random: np.random.Generator) -> Case:
    """Draw boxes in one of six ways to lie: a quarter of them share nothing."""
    top, left = (int(n) for n in random.integers(0, 6, 2))
    height, width = (int(n) for n in random.integers(3, 9, 2))
    a = (top, left, top + height, left + width)
    way = random.integers(0, 12)
    if way < 3:  # apart: below, beside, or both; they may touch
        high, wide = (int(n) for n in random.integers(2, 7, 2))
        down = height + int(random.integers(0, 3)) if way != 1 else 1
        across = width + int(random.integers(0, 3)) if way else 1
        b = (top + down, left + across, top + down + high, left + across + wide)
    elif way < 5:  # b lies inside a
        y, x = int(random.integers(0, height - 1)), int(random.integers(0, width - 1))
        b = (top + y, left + x, a[2] - int(y != 1), a[3] - int(x == 0))
    elif way == 5:
        b = a
    else:  # they overlap at a corner or cross each other
        y = int(random.integers(1 - height, height))
        x = int(random.integers(1 - width, width))
        high = max(2, 1 - y) + int(random.integers(0, 5))
        wide = max(2, 1 - x) + int(random.integers(0, 5))
        b = (top + y, left + x, top + y + high, left + x + wide)
    if min(*a, *b) < 0:
        a, b = (tuple(n + 8 for n in box) for box in (a, b))
    return Case((b, a) if random.random() < 0.5 else (a, b))


def _how_they_lie(a, b):
    down, across = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    areas = [(box[2] - box[0]) * (box[3] - box[1]) for box in (a, b)]
    overlap = down > 0 and across > 0
    return {
        ("the boxes share something", "the boxes share nothing"): overlap,
        (
            "the boxes lie apart in both directions",
            "the boxes do not lie apart in both directions",
        ): (down < 0 and across < 0),
        ("one box lies inside the other", "neither lies inside the other"): (
            overlap and down * across in areas
        ),
        ("the boxes are equal", "the boxes differ"): a == b,
        ("b begins above a", "b begins no higher than a"): b[0] < a[0],
        ("b begins to the left of a", "b begins no further left than a"): b[1] < a[1],
        ("b ends below a", "b ends no lower than a"): b[2] > a[2],
        ("b ends to the right of a", "b ends no further right than a"): b[3] > a[3],
    }


def _first(x, y):
    return x


def _second(x, y):
    return y


_ONE_CORNER = (
    "You take a corner of what they share from one of the two boxes, whatever the other "
    "is. It begins where the later one begins, and ends where the first one ends."
)


_ADDED = "You add the shared height and width. A box has height times width pixels."
_ORDER = "You read the box in another order. It is top, left, bottom, right."
_IN_PAIRS = {"read": lambda box: (box[0], box[2], box[1], box[3])}


def _or_0(both, one, other):
    return both / (one + other - both) if one + other - both else 0.0


def _lengths_added(a, b):
    height = max(min(a[2], b[2]) - max(a[0], b[0]), 0)
    width = max(min(a[3], b[3]) - max(a[1], b[1]), 0)
    (one, other) = ((box[2] - box[0]) * (box[3] - box[1]) for box in (a, b))
    return (height + width) / (one + other - height * width)


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
    look=(
        "Draw the two boxes of the call on squared paper. Count the squares that both "
        "cover, and those that at least one covers."
    ),
    section="Intersection over union, by hand",
    reference=iou_in_steps,
    features=_how_they_lie,
    library=("compute_iou",),
    cases=(
        Case(((2, 3, 7, 6), (4, 1, 9, 8))),
        Case(((0, 0, 6, 10), (2, 3, 4, 8))),
        Case(((0, 0, 4, 4), (6, 7, 9, 12))),
        Case(((0, 0, 4, 6), (1, 8, 5, 11))),
        Case(((0, 0, 3, 5), (5, 1, 9, 4))),
        Case(((1, 5, 10, 9), (4, 2, 6, 12))),
        Case(((4, 5, 8, 9), (3, 2, 7, 8))),
        Case(((3, 2, 8, 9), (3, 2, 8, 9))),
        Case(((3, 4, 5, 7), (1, 2, 8, 9))),
        Case(((300, 100, 700, 400), (350, 50, 640, 300))),
    ),
    draw=_draw,
    misconceptions=(
        wrong_step(
            "negative lengths",
            "Two boxes that lie apart get an overlap other than 0. Their shared height or "
            "width comes out negative: what should it be?",
            **UNCUT,
        ),
        *(
            wrong_step(
                "one length not cut off",
                "You cut off the height or the width at 0, and not both. Boxes can lie "
                "apart in either direction.",
                **{length: same},
            )
            for length in ("height", "width")
        ),
        wrong_step(
            "only the product cut off at 0",
            "Boxes that lie apart in both directions share something with you: two "
            "negative lengths have a positive product.",
            shared=lambda height, width: max(height * width, 0),
            **UNCUT,
        ),
        wrong_step(
            "sign of the lengths lost",
            "You take the size of a negative length. Boxes that lie apart share nothing.",
            height=abs,
            width=abs,
        ),
        wrong_step(
            "outer for inner corners",
            "You measure the smallest box around both. What they share begins where the "
            "later one begins, and ends where the first one ends.",
            starts=min,
            ends=max,
        ),
        *each("corner of one box", _ONE_CORNER, starts=[_first, _second]),
        *each("corner of one box", _ONE_CORNER, ends=[_first, _second]),
        wrong_step(
            "lengths added", _ADDED, shared=lambda height, width: height + width
        ),
        Misconception("lengths added", _ADDED, _lengths_added),
        wrong_step(
            "union without subtracting",
            "You add the two areas. What both boxes cover is counted twice then.",
            **OVER_THE_SUM,
        ),
        wrong_step(
            "Dice for IoU",
            "You double what is shared, and divide by the sum of the areas. That is another "
            "measure. How many pixels does at least one of the boxes cover?",
            **DICE,
        ),
        wrong_step(
            "divided by the smaller box",
            "You divide by the area of the smaller box. A small box inside a large one "
            "would be a perfect match.",
            **OVER_THE_SMALLER,
        ),
        wrong_step(
            "divided by the larger box",
            "You divide by the area of the larger box. The other one covers pixels, too, "
            "that are not in it.",
            ratio=lambda both, one, other: both / max(one, other),
        ),
        *each(
            "divided by one of the boxes",
            "You divide by the area of one box, always the same. The two boxes should play "
            "the same part.",
            ratio=[
                lambda both, one, other: both / one,
                lambda both, one, other: both / other,
            ],
        ),
        Misconception(
            "enclosing box for union",
            "You divide by the smallest box around both. Its corners belong to neither.",
            _enclosing,
        ),
        wrong_step(
            "not divided",
            "You return the number of shared pixels. It should be a share of those that "
            "are covered.",
            ratio=lambda both, one, other: both,
        ),
        wrong_step(
            "turned upside down",
            "You divide what is covered by what is shared. The result should be from 0 to "
            "1.",
            ratio=lambda both, one, other: (one + other - both) / both,
        ),
        wrong_step(
            "shared pixels left out of the union",
            "You divide by the pixels that just one of the boxes covers. Those of both are "
            "covered, too.",
            ratio=lambda both, one, other: both / (one + other - 2 * both),
        ),
        wrong_step(
            "last row and column counted in",
            "Your boxes are one row too high and one column too wide: bottom and right "
            "are the first row and column outside.",
            **ONE_TOO_MANY,
        ),
        wrong_step(
            "what is shared too large",
            "What is shared has a row and a column too many: its bottom and right are the "
            "first outside.",
            more=1,
        ),
        wrong_step(
            "height and width for bottom and right",
            "You read the last two numbers as height and width. They say where the box "
            "ends.",
            **AS_SIZES,
        ),
        wrong_step("order of the four numbers", _ORDER, **_IN_PAIRS),
        wrong_step("order of the four numbers", _ORDER, ratio=_or_0, **_IN_PAIRS),
        wrong_step(
            "order of the four numbers",
            _ORDER,
            read=lambda box: (box[0], box[1], box[3], box[2]),
        ),
        Misconception(
            "1 for boxes that share nothing",
            "Boxes that share nothing get a 1. That is for boxes that are equal.",
            after=lambda result: 1.0 if result == 0 else result,
        ),
        Misconception(
            "1 for a box inside the other",
            "A box that lies inside the other gets a 1. The larger one covers more.",
            _inside_is_1,
        ),
        Misconception(
            "share of what differs",
            "You return the share that is not common: large for boxes that disagree.",
            after=lambda result: 1 - result,
        ),
        Misconception(
            "in per cent",
            "Yours is a number from 0 to 100. It should be from 0 to 1.",
            after=lambda result: 100 * result,
        ),
        Misconception(
            "whole numbers only",
            "Your result is 0 for all boxes but equal ones. Boxes that agree in part get a "
            "fraction: does anything in your function make whole numbers, such as //?",
            after=np.floor,
        ),
        *(
            Misconception(
                "rounded",
                "You round the result. Return it as it is.",
                after=lambda result, digits=digits: np.round(result, digits),
            )
            for digits in (1, 2, 3, 4)
        ),
    ),
    alternatives=(
        Alternative("boxes are painted into masks, and pixels counted", iou_of_masks),
        Alternative("rows and columns as sets, in float32", _iou_by_ranges),
    ),
)
