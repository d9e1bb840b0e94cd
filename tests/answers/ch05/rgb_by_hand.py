"""Answers to `rgb-by-hand`."""

import numpy as np

from tests.answers import Answers

ANSWERS = Answers("rgb-by-hand")

ANSWERS.right("as a list")([12, 0])
ANSWERS.right("as a tuple")((12, 0))
ANSWERS.right("as an array")(np.array([12, 0]))
ANSWERS.right("as floats")([12.0, 0.0])
ANSWERS.right("as a float32 array")(np.array([12, 0], dtype="float32"))
ANSWERS.right("NumPy integers in a list")([np.int64(12), np.uint8(0)])
ANSWERS.right("the sums written out, with a negative zero")(
    [max(11 + 7 - 8 + 2, 0), max(-1 + 1 - 4 + 2, -0.0)]
)


def _layer():
    image = np.dstack(
        [[[3, 3, 1], [0, 2, 5]], [[1, 2, 0], [1, 5, 5]], [[3, 0, 1], [5, 1, 2]]]
    )
    weights = np.dstack([[[3, 2], [-1, -2]], [[-2, 2], [0, 1]], [[-2, 0], [0, -2]]])
    return [
        max(float((image[:, j : j + 2] * weights).sum() + 2), 0.0) for j in range(2)
    ]


ANSWERS.right("let NumPy multiply and add")(_layer())

ANSWERS.wrong("the ReLU is forgotten")([12, -2])
ANSWERS.wrong("the bias is forgotten")([10, 0])
ANSWERS.wrong("the bias and the ReLU are forgotten")([10, -4])
ANSWERS.wrong("the two values are swapped; flipped slices give the same")([0, 12])
ANSWERS.wrong("the ReLU comes before the bias")([12, 2])
ANSWERS.wrong("the bias is added once per channel")([16, 2])
ANSWERS.wrong("the bias is subtracted")([8, 0])
ANSWERS.wrong("the bias is a factor")([20, 0])
ANSWERS.wrong("the ReLU for each plane, before they are added")([20, 3])
ANSWERS.wrong("min instead of max in the ReLU")([0, -2])
ANSWERS.wrong("only the red plane")([13, 1])
ANSWERS.wrong("the blue plane is left out")([20, 2])
ANSWERS.wrong("the green plane is left out")([5, 0])
ANSWERS.wrong("the red plane is left out")([1, 0])
ANSWERS.wrong("the slices are transposed")([1, 11])
ANSWERS.wrong("the slices are flipped from left to right")([4, 7])
ANSWERS.wrong("the slices are flipped upside down")([0, 9])
ANSWERS.wrong("all weights are taken as positive")([40, 38])
ANSWERS.wrong("the red slice on all three planes")([11, 0])
ANSWERS.wrong("the slices of red and green swapped")([0, 0])
ANSWERS.wrong("left: 3·2 on red is left out")([6, 0])
ANSWERS.wrong("left: the sign of 1·(−2) on green is lost")([16, 0])
ANSWERS.wrong("left: 5·1 on green is left out")([7, 0])
ANSWERS.wrong("left: the sign of 3·(−2) on blue is lost")([24, 0])
ANSWERS.wrong("left: 1·(−2) on blue is left out")([14, 0])
ANSWERS.wrong("left: an arithmetic slip by one, upwards")([13, 0])
ANSWERS.wrong("left: an arithmetic slip by one, downwards")([11, 0])
ANSWERS.wrong("right: 5·(−2) on red is left out")([12, 8])
ANSWERS.wrong("right: 5·(−2) on red counted as −5")([12, 3])
ANSWERS.wrong("right: the sign of 2·(−2) on green is lost")([12, 6])
ANSWERS.wrong("the mean of the twelve products instead of their sum")(
    [10 / 12 + 2, 2 - 4 / 12]
)
ANSWERS.wrong("one map per channel, in rows")([[13, 1], [9, 3], [0, 0]])
ANSWERS.wrong("only the left value")([12])
ANSWERS.wrong("one number, both values added")(12)
ANSWERS.wrong("strings")(["12", "0"])
ANSWERS.wrong("the bias is forgotten and the values are swapped")([0, 10])
ANSWERS.wrong("transposed slices and no bias")([0, 9])
