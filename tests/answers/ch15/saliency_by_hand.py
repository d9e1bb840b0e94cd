"""Answers to `saliency-by-hand`, worked out from its numbers."""

from decimal import Decimal

import numpy as np

from cnnbook.exercises.ch15.saliency_by_hand import KERNEL, PICTURE, UNIT
from tests.answers import Answers

ANSWERS = Answers("saliency-by-hand")

Z = np.array(
    [[(PICTURE[i : i + 2, j : j + 2] * KERNEL).sum() for j in (0, 1)] for i in (0, 1)]
)


def paste(at_map, stamp=KERNEL):
    found = np.zeros((3, 3))
    for i in (0, 1):
        for j in (0, 1):
            found[i : i + 2, j : j + 2] += at_map[i, j] * stamp
    return found


RIGHT = paste(UNIT * (Z > 0))

ANSWERS.right("as a list of rows")([[-4, -12, 0], [7, 1, 12], [2, -8, 0]])
ANSWERS.right("as an array")(RIGHT)
ANSWERS.right("as float32")(RIGHT.astype("float32"))
ANSWERS.right("as tuples")(tuple(map(tuple, RIGHT.tolist())))
ANSWERS.right("decimals")([[Decimal(int(v)) for v in row] for row in RIGHT])
ANSWERS.right("the pastes written out")(
    [[-4, -12, -0.0], [8 - 1, 0 - 3 + 4, 12], [2, -8, 0]]
)

ANSWERS.wrong("all four weights go back", ("ReLU forgotten on the way back",))(
    paste(UNIT)
)
ANSWERS.wrong("the others go back", ("passes where it was cut off",))(
    paste(UNIT * (Z <= 0))
)
ANSWERS.wrong("weights cut off at 0", ("ReLU of the weights",))(
    paste(np.maximum(UNIT, 0))
)
ANSWERS.wrong("only positive weights pass", ("negative gradients cut off too",))(
    paste(np.maximum(UNIT, 0) * (Z > 0))
)
ANSWERS.wrong("weights times sums", ("sums times their weights",))(
    paste(UNIT * np.maximum(Z, 0))
)
ANSWERS.wrong("the sums go back", ("sums in place of weights",))(
    paste(np.maximum(Z, 0))
)
ANSWERS.wrong("1 goes back", ("weights of the unit left out",))(paste(Z > 0))
ANSWERS.wrong("kernel turned by 180°", ("kernel turned",))(
    paste(UNIT * (Z > 0), KERNEL[::-1, ::-1])
)
ANSWERS.wrong("kernel transposed", ("rows and columns of the kernel swapped",))(
    paste(UNIT * (Z > 0), KERNEL.T)
)
ANSWERS.wrong("unit transposed", ("rows and columns of the unit swapped",))(
    paste(UNIT.T * (Z > 0))
)
ANSWERS.wrong("a later window overwrites an earlier one", ("last window wins",))(
    [[-4, -12, 0], [-1, 4, 12], [2, -8, 0]]
)
ANSWERS.wrong("sizes", ("signs lost",))(np.abs(RIGHT))
ANSWERS.wrong("signs", ("signs only",))(np.sign(RIGHT))
ANSWERS.wrong("times the pixels", ("times the pixel",))(RIGHT * PICTURE)
ANSWERS.wrong("the gradient of the map", ("stopped at the map",))(UNIT * (Z > 0))
ANSWERS.wrong("the gradient of the kernel", ("gradient at the kernel",))(
    -4 * PICTURE[:2, :2] - PICTURE[1:, :2] + 4 * PICTURE[1:, 1:]
)
ANSWERS.wrong("one sum lost")([[-4, -12, 0], [7, 4, 12], [2, -8, 0]])
ANSWERS.wrong("the score")(-25)
ANSWERS.wrong("the picture itself")(PICTURE)
TURNED = np.array(
    [
        [(PICTURE[i : i + 2, j : j + 2] * KERNEL[::-1, ::-1]).sum() for j in (0, 1)]
        for i in (0, 1)
    ]
)
ANSWERS.wrong("kernel turned for the sums", ("kernel turned on the way there",))(
    paste(UNIT * (TURNED > 0))
)
ANSWERS.wrong("kernel turned everywhere", ("kernel turned there and back",))(
    paste(UNIT * (TURNED > 0), KERNEL[::-1, ::-1])
)
ANSWERS.wrong("a sum taken for 0", ("one window too few",))(
    paste(UNIT * [[1, 0], [0, 1]])
)
