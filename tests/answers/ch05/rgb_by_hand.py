"""Answers to `rgb-by-hand`, worked out from its numbers."""

from decimal import Decimal

import numpy as np

from cnnbook.exercises.ch05.rgb_by_hand import RGB_BIAS, RGB_FILTER, RGB_IMAGE
from tests.answers import Answers

ANSWERS = Answers("rgb-by-hand")


def products(left, weights=RGB_FILTER):
    return RGB_IMAGE[:, left : left + 2] * weights


def sums(weights=RGB_FILTER):
    return np.array([products(left, weights).sum() for left in (0, 1)])


def layer(weights=RGB_FILTER, bias=RGB_BIAS):
    return np.maximum(sums(weights) + bias, 0).tolist()


RIGHT = layer()
LEFT = RIGHT[0]
Z = sums() + RGB_BIAS
BY_PLANE = np.array([products(left).sum(axis=(0, 1)) for left in (0, 1)])

ANSWERS.right("as a list")(RIGHT)
ANSWERS.right("as a tuple")(tuple(RIGHT))
ANSWERS.right("as an array")(np.array(RIGHT))
ANSWERS.right("as floats")([float(value) for value in RIGHT])
ANSWERS.right("as a float32 array")(np.array(RIGHT, dtype="float32"))
ANSWERS.right("NumPy integers in a list")([np.int64(LEFT), np.uint8(0)])
ANSWERS.right("the sums written out, with a negative zero")(
    [max(29 + 11 + 7 - 6, 0), max(-18 + 7 + 6 - 6, -0.0)]
)
ANSWERS.right("decimals")([Decimal(LEFT), Decimal(0)])
ANSWERS.right("let NumPy multiply and add")(np.clip(Z, 0, None))

ANSWERS.wrong("the ReLU is forgotten", ("ReLU forgotten",))(Z)
ANSWERS.wrong("the bias is forgotten", ("bias forgotten",))(layer(bias=0))
ANSWERS.wrong("the bias and the ReLU are forgotten", ("bias and ReLU forgotten",))(
    sums()
)
ANSWERS.wrong("the two values are swapped", ("left and right swapped",))(RIGHT[::-1])
ANSWERS.wrong("the slices are flipped", ("flipped filter",))(
    layer(RGB_FILTER[::-1, ::-1])
)
ANSWERS.wrong("the ReLU comes before the bias", ("bias added after the ReLU",))(
    np.maximum(sums(), 0) + RGB_BIAS
)
ANSWERS.wrong("the bias is added once per channel", ("bias once per channel",))(
    layer(bias=3 * RGB_BIAS)
)
ANSWERS.wrong("the sign of the bias is lost", ("bias subtracted",))(
    layer(bias=-RGB_BIAS)
)
ANSWERS.wrong("the bias is a factor", ("bias as a factor",))(
    np.maximum(sums() * RGB_BIAS, 0)
)
ANSWERS.wrong(
    "the ReLU for each plane, before they are added",
    ("ReLU before the channels are added up",),
)(np.maximum(np.maximum(BY_PLANE, 0).sum(axis=1) + RGB_BIAS, 0))
ANSWERS.wrong(
    "the ReLU for each plane, and no bias",
    ("ReLU before the channels are added up, bias forgotten",),
)(np.maximum(BY_PLANE, 0).sum(axis=1))
ANSWERS.wrong("min instead of max in the ReLU", ("ReLU upside down",))(np.minimum(Z, 0))
ANSWERS.wrong("only the red plane", ("red plane only",))(
    np.maximum(BY_PLANE[:, 0] + RGB_BIAS, 0)
)
for number, colour in enumerate(("red", "green", "blue")):
    ANSWERS.wrong(f"the {colour} plane is left out", (f"{colour} plane left out",))(
        np.maximum(np.delete(BY_PLANE, number, axis=1).sum(axis=1) + RGB_BIAS, 0)
    )
ANSWERS.wrong("the slices are transposed", ("rows and columns of the slices swapped",))(
    layer(RGB_FILTER.swapaxes(0, 1))
)
ANSWERS.wrong(
    "the slices are flipped from left to right", ("slices mirrored left to right",)
)(layer(RGB_FILTER[:, ::-1]))
ANSWERS.wrong("the slices are flipped upside down", ("slices upside down",))(
    layer(RGB_FILTER[::-1])
)
ANSWERS.wrong("all weights are taken as positive", ("signs lost",))(
    layer(np.abs(RGB_FILTER))
)
ANSWERS.wrong("the red slice on all three planes", ("red slice used for every plane",))(
    layer(RGB_FILTER[:, :, [0, 0, 0]])
)
ANSWERS.wrong("the slices of red and green swapped")(layer(RGB_FILTER[:, :, [1, 0, 2]]))
ANSWERS.wrong(
    "the slices in the order blue, green, red", ("slices in the wrong order",)
)(layer(RGB_FILTER[:, :, ::-1]))
ANSWERS.wrong("the pixels only", ("pixels added up without the filter",))(
    layer(np.ones_like(RGB_FILTER))
)
LEFT_OUT, SIGN = ("one product left out",), ("one sign lost", "one sign too many")
for place in ((0, 0, 0), (0, 1, 1), (1, 0, 1), (1, 0, 2)):
    ANSWERS.wrong(f"left: the product at {place} is left out", LEFT_OUT)(
        [LEFT - int(products(0)[place]), 0]
    )
for place in ((1, 1, 1), (1, 0, 2)):
    ANSWERS.wrong(f"left: the sign of the product at {place} is lost", SIGN)(
        [LEFT - 2 * int(products(0)[place]), 0]
    )
ANSWERS.wrong("right: 9·(−4) on red is left out", LEFT_OUT)([LEFT, Z[1] + 36])
ANSWERS.wrong("right: the sign of 8·(−4) on green is lost", SIGN)([LEFT, Z[1] + 64])
ANSWERS.wrong("left: an arithmetic slip by one, upwards")([LEFT + 1, 0])
ANSWERS.wrong("left: an arithmetic slip by one, downwards")([LEFT - 1, 0])
ANSWERS.wrong("left: a slip by ten")([LEFT + 10, 0])
ANSWERS.wrong("left: the digits are swapped")([int(str(LEFT)[::-1]), 0])
ANSWERS.wrong("right: an arithmetic slip makes it positive")([LEFT, 3])
ANSWERS.wrong("the mean of the twelve products instead of their sum")(
    sums() / 12 + RGB_BIAS
)
ANSWERS.wrong("the mean of the three planes", ("mean of the channels",))(
    np.maximum(sums() / 3 + RGB_BIAS, 0)
)
ANSWERS.wrong("one map per channel, in rows", ("one map per channel",))(
    np.maximum(BY_PLANE.T + RGB_BIAS, 0)
)
ANSWERS.wrong("the values in a column of a map")(np.array(RIGHT)[:, None])
ANSWERS.wrong("only the left value")([LEFT])
ANSWERS.wrong("one number, both values added", ("values added up",))(sum(RIGHT))
ANSWERS.wrong("nothing but zeros")([0, 0])
ANSWERS.wrong("strings")([str(value) for value in RIGHT])
ANSWERS.wrong("the bias is forgotten and the values are swapped")(layer(bias=0)[::-1])
ANSWERS.wrong("the bias twice", ("bias added twice",))(layer(bias=2 * RGB_BIAS))
ANSWERS.wrong("the bias twice, no ReLU", ("bias added twice, ReLU forgotten",))(
    sums() + 2 * RGB_BIAS
)
ANSWERS.wrong("the left value twice")([LEFT, LEFT])
ANSWERS.wrong(
    "the bias once per channel, no ReLU", ("bias once per channel, ReLU forgotten",)
)(sums() + 3 * RGB_BIAS)
ANSWERS.wrong(
    "the ReLU for each plane with its bias", ("ReLU and bias for each channel",)
)(np.maximum(BY_PLANE + RGB_BIAS, 0).sum(axis=1))
ANSWERS.wrong(
    "the right one first, no ReLU", ("left and right swapped, ReLU forgotten",)
)(Z[::-1])
ANSWERS.wrong("only red, no ReLU", ("red plane only, ReLU forgotten",))(
    BY_PLANE[:, 0] + RGB_BIAS
)
ANSWERS.wrong("only green, with the bias", ("green plane only",))(
    np.maximum(BY_PLANE[:, 1] + RGB_BIAS, 0)
)
ANSWERS.wrong("the sums of red", ("red plane only, bias and ReLU forgotten",))(
    BY_PLANE[:, 0]
)
ANSWERS.wrong("the largest plane", ("largest plane instead of the sum",))(
    np.maximum(BY_PLANE.max(axis=1) + RGB_BIAS, 0)
)
ANSWERS.wrong("the sign of the right one lost", ("sign lost in the end",))(np.abs(Z))
ANSWERS.wrong("all signs turned round", ("ReLU upside down, signs turned round",))(-Z)
ANSWERS.wrong("the bias +6, after the ReLU", ("bias subtracted, after the ReLU",))(
    np.maximum(sums(), 0) - RGB_BIAS
)
for how, planes in (("a row each", BY_PLANE), ("in one list", BY_PLANE.ravel())):
    ANSWERS.wrong(
        f"three sums per window, {how}", ("sums of the planes not added up",)
    )(planes.tolist())
ANSWERS.wrong(
    "the slices in the order blue, green, red, and no ReLU, which changes nothing",
    ("slices in the wrong order",),
)(sums(RGB_FILTER[:, :, ::-1]) + RGB_BIAS)
ANSWERS.wrong(
    "transposed slices and no bias",
    ("rows and columns of the slices swapped, bias forgotten",),
)(layer(RGB_FILTER.swapaxes(0, 1), bias=0))


TWICE = ("one product counted twice",)
ANSWERS.wrong("left: 4·1 counted twice", TWICE)([45, 0])
ANSWERS.wrong("left: 6·4 counted twice", TWICE)([65, 0])
ANSWERS.wrong("left: 3·(−4) counted twice", TWICE)([29, 0])
ANSWERS.wrong("left: 3·3 taken away", ("one sign too many",))([23, 0])

ANSWERS.wrong("whether anything is left", ("only whether something is left",))([1, 0])
