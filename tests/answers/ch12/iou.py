"""Answers to `iou`."""

import functools
import itertools
from fractions import Fraction

import numpy as np

from tests.answers import Answers

ANSWERS = Answers("iou")


@ANSWERS.right("minimum and maximum, lengths cut off at 0")
def _(a, b):
    height = max(min(a[2], b[2]) - max(a[0], b[0]), 0)
    width = max(min(a[3], b[3]) - max(a[1], b[1]), 0)
    shared = height * width
    area_a = (a[2] - a[0]) * (a[3] - a[1])
    area_b = (b[2] - b[0]) * (b[3] - b[1])
    return shared / (area_a + area_b - shared)


@ANSWERS.right("leaves early when nothing is shared")
def _(a, b):
    top, left = max(a[0], b[0]), max(a[1], b[1])
    bottom, right = min(a[2], b[2]), min(a[3], b[3])
    if bottom <= top or right <= left:
        return 0
    both = (bottom - top) * (right - left)
    alone = [(y2 - y1) * (x2 - x1) for y1, x1, y2, x2 in (a, b)]
    return both / (sum(alone) - both)


@ANSWERS.right("sets of pixels")
def _(a, b):
    def pixels(box):
        top, left, bottom, right = (int(n) for n in box)
        return {(r, c) for r in range(top, bottom) for c in range(left, right)}

    return len(pixels(a) & pixels(b)) / len(pixels(a) | pixels(b))


@ANSWERS.right("masks painted on a canvas")
def _(a, b):
    boxes = np.array([a, b], dtype=int)
    boxes -= np.tile(boxes[:, :2].min(axis=0), 2)
    masks = np.zeros((2, *boxes[:, 2:].max(axis=0)), dtype=bool)
    for mask, (top, left, bottom, right) in zip(masks, boxes, strict=True):
        mask[top:bottom, left:right] = True
    return masks.all(axis=0).sum() / masks.any(axis=0).sum()


@ANSWERS.right("clip and prod of NumPy")
def _(a, b):
    a, b = np.asarray(a), np.asarray(b)
    sides = np.clip(np.minimum(a[2:], b[2:]) - np.maximum(a[:2], b[:2]), 0, None)
    both = np.prod(sides)
    return both / (np.prod(a[2:] - a[:2]) + np.prod(b[2:] - b[:2]) - both)


@ANSWERS.right("an exact fraction")
def _(a, b):
    a, b = [int(n) for n in a], [int(n) for n in b]
    h = max(0, min(a[2], b[2]) - max(a[0], b[0]))
    w = max(0, min(a[3], b[3]) - max(a[1], b[1]))
    union = (a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - h * w
    return Fraction(h * w, union)


@ANSWERS.right("counts rows and columns with range, and prints")
def _(a, b):
    rows = [r for r in range(int(a[0]), int(a[2])) if b[0] <= r < b[2]]
    columns = [c for c in range(int(a[1]), int(a[3])) if b[1] <= c < b[3]]
    shared = len(rows) * len(columns)
    print("shared:", shared)
    size = 0
    for box in (a, b):
        size += (box[2] - box[0]) * (box[3] - box[1])
    return np.float64(shared / (size - shared))


@ANSWERS.right("other argument names and a helper inside")
def _(first, second, **_kwargs):
    def overlap(axis):
        end = min(first[axis + 2], second[axis + 2])
        return max(end - max(first[axis], second[axis]), 0)

    def area(box):
        return (box[2] - box[0]) * (box[3] - box[1])

    both = overlap(0) * overlap(1)
    return float(both) / float(area(first) + area(second) - both)


class _Boxes:
    def __call__(self, a, b):
        both = self.size(
            [
                *(max(p) for p in zip(a[:2], b[:2], strict=True)),
                *(min(p) for p in zip(a[2:], b[2:], strict=True)),
            ]
        )
        return both / (self.size(a) + self.size(b) - both)

    def size(self, box):
        return max(box[2] - box[0], 0) * max(box[3] - box[1], 0)


ANSWERS.right("an object with __call__")(_Boxes())


def _with(clip, a, b):
    h = clip(min(a[2], b[2]) - max(a[0], b[0]))
    w = clip(min(a[3], b[3]) - max(a[1], b[1]))
    union = (a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - h * w
    return h * w / union


ANSWERS.right("functools.partial")(functools.partial(_with, lambda n: max(n, 0)))


@ANSWERS.right("inclusion and exclusion over the grid lines")
def _(a, b):
    ys = sorted({int(a[0]), int(a[2]), int(b[0]), int(b[2])})
    xs = sorted({int(a[1]), int(a[3]), int(b[1]), int(b[3])})
    both = either = 0
    for y, y2 in itertools.pairwise(ys):
        for x, x2 in itertools.pairwise(xs):
            inside = [box[0] <= y < box[2] and box[1] <= x < box[3] for box in (a, b)]
            size = (y2 - y) * (x2 - x)
            both += size * all(inside)
            either += size * any(inside)
    return both / either


@ANSWERS.wrong("negative lengths are not cut off", ("negative lengths",))
def _(a, b):
    h = min(a[2], b[2]) - max(a[0], b[0])
    w = min(a[3], b[3]) - max(a[1], b[1])
    union = (a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - h * w
    return h * w / union


@ANSWERS.wrong(
    "only the product is cut off: two negative lengths make a positive one",
    ("only the product cut off at 0",),
)
def _(a, b):
    h = min(a[2], b[2]) - max(a[0], b[0])
    w = min(a[3], b[3]) - max(a[1], b[1])
    both = max(h * w, 0)
    return both / ((a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - both)


@ANSWERS.wrong("only the height is cut off at 0", ("one length not cut off",))
def _(a, b):
    h = max(min(a[2], b[2]) - max(a[0], b[0]), 0)
    w = min(a[3], b[3]) - max(a[1], b[1])
    union = (a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - h * w
    return max(h, 0) * w / union


@ANSWERS.wrong(
    "the shared pixels count twice in the union", ("union without subtracting",)
)
def _(a, b):
    h = max(min(a[2], b[2]) - max(a[0], b[0]), 0)
    w = max(min(a[3], b[3]) - max(a[1], b[1]), 0)
    return h * w / ((a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]))


@ANSWERS.wrong(
    "Dice: twice the intersection over the sum of the areas", ("Dice for IoU",)
)
def _(a, b):
    h = max(min(a[2], b[2]) - max(a[0], b[0]), 0)
    w = max(min(a[3], b[3]) - max(a[1], b[1]), 0)
    areas = (a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1])
    return 2 * h * w / areas


@ANSWERS.wrong("divided by the smaller box", ("divided by the smaller box",))
def _(a, b):
    h = max(min(a[2], b[2]) - max(a[0], b[0]), 0)
    w = max(min(a[3], b[3]) - max(a[1], b[1]), 0)
    return h * w / min((a[2] - a[0]) * (a[3] - a[1]), (b[2] - b[0]) * (b[3] - b[1]))


@ANSWERS.wrong("divided by the first box only", ("divided by one of the boxes",))
def _(a, b):
    h = max(min(a[2], b[2]) - max(a[0], b[0]), 0)
    w = max(min(a[3], b[3]) - max(a[1], b[1]), 0)
    return h * w / ((a[2] - a[0]) * (a[3] - a[1]))


@ANSWERS.wrong(
    "the union is taken for the smallest box around both", ("enclosing box for union",)
)
def _(a, b):
    h = max(min(a[2], b[2]) - max(a[0], b[0]), 0)
    w = max(min(a[3], b[3]) - max(a[1], b[1]), 0)
    hull = (max(a[2], b[2]) - min(a[0], b[0])) * (max(a[3], b[3]) - min(a[1], b[1]))
    return h * w / hull


@ANSWERS.wrong(
    "boxes are read as top, left, height, width",
    ("height and width for bottom and right",),
)
def _(a, b):
    h = max(min(a[0] + a[2], b[0] + b[2]) - max(a[0], b[0]), 0)
    w = max(min(a[1] + a[3], b[1] + b[3]) - max(a[1], b[1]), 0)
    return h * w / (a[2] * a[3] + b[2] * b[3] - h * w)


@ANSWERS.wrong(
    "boxes are read as top, bottom, left, right", ("order of the four numbers",)
)
def _(a, b):
    h = max(min(a[1], b[1]) - max(a[0], b[0]), 0)
    w = max(min(a[3], b[3]) - max(a[2], b[2]), 0)
    union = (a[1] - a[0]) * (a[3] - a[2]) + (b[1] - b[0]) * (b[3] - b[2]) - h * w
    return h * w / union if union else 0.0


@ANSWERS.wrong(
    "the last row and column count as inside: one too many in each length",
    ("last row and column counted in",),
)
def _(a, b):
    h = max(min(a[2], b[2]) - max(a[0], b[0]) + 1, 0)
    w = max(min(a[3], b[3]) - max(a[1], b[1]) + 1, 0)
    sizes = [(box[2] - box[0] + 1) * (box[3] - box[1] + 1) for box in (a, b)]
    return h * w / (sum(sizes) - h * w)


@ANSWERS.wrong("minimum and maximum swapped: the box around both is the intersection")
def _(a, b):
    h = max(max(a[2], b[2]) - min(a[0], b[0]), 0)
    w = max(max(a[3], b[3]) - min(a[1], b[1]), 0)
    union = (a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - h * w
    return h * w / union if union else 1.0


@ANSWERS.wrong("overlap lengths by absolute value", ("sign of the lengths lost",))
def _(a, b):
    h = abs(min(a[2], b[2]) - max(a[0], b[0]))
    w = abs(min(a[3], b[3]) - max(a[1], b[1]))
    union = (a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - h * w
    return h * w / union if union else 0.0


@ANSWERS.wrong("None for boxes that share nothing")
def _(a, b):
    h = min(a[2], b[2]) - max(a[0], b[0])
    w = min(a[3], b[3]) - max(a[1], b[1])
    if h > 0 and w > 0:
        union = (a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1])
        return h * w / (union - h * w)
    return None


@ANSWERS.wrong("whole-number division", ("whole numbers only",))
def _(a, b):
    h = max(min(a[2], b[2]) - max(a[0], b[0]), 0)
    w = max(min(a[3], b[3]) - max(a[1], b[1]), 0)
    union = (a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - h * w
    return h * w // union


@ANSWERS.wrong("rounded to two decimals", ("rounded",))
def _(a, b):
    h = max(min(a[2], b[2]) - max(a[0], b[0]), 0)
    w = max(min(a[3], b[3]) - max(a[1], b[1]), 0)
    union = (a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - h * w
    return round(h * w / union, 2)


@ANSWERS.wrong("per cent in place of a share", ("in per cent",))
def _(a, b):
    h = max(min(a[2], b[2]) - max(a[0], b[0]), 0)
    w = max(min(a[3], b[3]) - max(a[1], b[1]), 0)
    union = (a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - h * w
    return 100 * h * w / union


@ANSWERS.wrong("the number of shared pixels, not divided", ("not divided",))
def _(a, b):
    h = max(min(a[2], b[2]) - max(a[0], b[0]), 0)
    w = max(min(a[3], b[3]) - max(a[1], b[1]), 0)
    return h * w


@ANSWERS.wrong("a pair: the value and the shared pixels")
def _(a, b):
    h = max(min(a[2], b[2]) - max(a[0], b[0]), 0)
    w = max(min(a[3], b[3]) - max(a[1], b[1]), 0)
    union = (a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - h * w
    return h * w / union, h * w


@ANSWERS.wrong("lengths added in place of multiplied", ("lengths added",))
def _(a, b):
    h = max(min(a[2], b[2]) - max(a[0], b[0]), 0)
    w = max(min(a[3], b[3]) - max(a[1], b[1]), 0)
    union = (a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - h * w
    return (h + w) / union


@ANSWERS.wrong("boxes that share nothing get 1", ("1 for boxes that share nothing",))
def _(a, b):
    h = max(min(a[2], b[2]) - max(a[0], b[0]), 0)
    w = max(min(a[3], b[3]) - max(a[1], b[1]), 0)
    if h * w == 0:
        return 1.0
    union = (a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - h * w
    return h * w / union


@ANSWERS.wrong("a box inside the other gets 1", ("1 for a box inside the other",))
def _(a, b):
    h = max(min(a[2], b[2]) - max(a[0], b[0]), 0)
    w = max(min(a[3], b[3]) - max(a[1], b[1]), 0)
    areas = [(box[2] - box[0]) * (box[3] - box[1]) for box in (a, b)]
    if h * w in areas:
        return 1.0
    return h * w / (sum(areas) - h * w)


@ANSWERS.wrong(
    "the second box always begins inside: its top and left are the overlap's",
    ("corner of one box",),
)
def _(a, b):
    h = max(min(a[2], b[2]) - b[0], 0)
    w = max(min(a[3], b[3]) - b[1], 0)
    union = (a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - h * w
    return h * w / union


@ANSWERS.wrong(
    "negative lengths not cut off and the union not subtracted",
    ("negative lengths", "union without subtracting"),
)
def _(a, b):
    h = min(a[2], b[2]) - max(a[0], b[0])
    w = min(a[3], b[3]) - max(a[1], b[1])
    return h * w / ((a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]))


@ANSWERS.wrong(
    "one too many in each length and Dice in place of IoU",
    ("Dice for IoU", "last row and column counted in"),
)
def _(a, b):
    h = max(min(a[2], b[2]) - max(a[0], b[0]) + 1, 0)
    w = max(min(a[3], b[3]) - max(a[1], b[1]) + 1, 0)
    sizes = [(box[2] - box[0] + 1) * (box[3] - box[1] + 1) for box in (a, b)]
    return 2 * h * w / sum(sizes)


@ANSWERS.wrong(
    "boxes read as top, left, height, width and the union not subtracted",
    ("union without subtracting", "height and width for bottom and right"),
)
def _(a, b):
    h = max(min(a[0] + a[2], b[0] + b[2]) - max(a[0], b[0]), 0)
    w = max(min(a[1] + a[3], b[1] + b[3]) - max(a[1], b[1]), 0)
    return h * w / (a[2] * a[3] + b[2] * b[3])


@ANSWERS.wrong(
    "only one length cut off and the smaller box as divisor",
    ("one length not cut off", "divided by the smaller box"),
)
def _(a, b):
    h = max(min(a[2], b[2]) - max(a[0], b[0]), 0)
    w = min(a[3], b[3]) - max(a[1], b[1])
    return h * w / min((a[2] - a[0]) * (a[3] - a[1]), (b[2] - b[0]) * (b[3] - b[1]))


@ANSWERS.wrong("divided by the larger box", ("divided by the larger box",))
def _(a, b):
    h = max(min(a[2], b[2]) - max(a[0], b[0]), 0)
    w = max(min(a[3], b[3]) - max(a[1], b[1]), 0)
    return h * w / max((c[2] - c[0]) * (c[3] - c[1]) for c in (a, b))


@ANSWERS.wrong("the height begins at the top of b, whichever is lower")
def _(a, b):
    h = max(min(a[2], b[2]) - b[0], 0)
    w = max(min(a[3], b[3]) - max(a[1], b[1]), 0)
    areas = [(c[2] - c[0]) * (c[3] - c[1]) for c in (a, b)]
    return h * w / (sum(areas) - h * w)


ANSWERS.wrong("always 0")(lambda a, b: 0)
ANSWERS.wrong("always a quarter")(lambda a, b: 0.25)


@ANSWERS.wrong("1 for equal boxes, 0 for others", ("whole numbers only",))
def _(a, b):
    return 1.0 if tuple(a) == tuple(b) else 0.0


def _shared_part(a, b):
    both = max(min(a[2], b[2]) - max(a[0], b[0]), 0)
    both *= max(min(a[3], b[3]) - max(a[1], b[1]), 0)
    return both / (sum((c[2] - c[0]) * (c[3] - c[1]) for c in (a, b)) - both)


@ANSWERS.wrong("1 where the second box holds the first")
def _(a, b):
    holds = b[0] < a[0] and b[1] < a[1] and b[2] > a[2] and b[3] > a[3]
    return 1.0 if holds else _shared_part(a, b)


@ANSWERS.wrong("drawn on a picture of 256 by 256 pixels")
def _(a, b):
    masks = np.zeros((2, 256, 256), bool)
    for mask, (top, left, bottom, right) in zip(masks, (a, b), strict=True):
        mask[top:bottom, left:right] = True
    return (masks[0] & masks[1]).sum() / max((masks[0] | masks[1]).sum(), 1)


@ANSWERS.wrong("the first box is taken to begin above and left", ("corner of one box",))
def _(a, b):
    height, width = max(0, a[2] - b[0]), max(0, a[3] - b[1])
    both = height * width
    sizes = [(box[2] - box[0]) * (box[3] - box[1]) for box in (a, b)]
    return both / (sum(sizes) - both)
