"""Answers to `transposed-by-hand`."""

import numpy as np

import cnnbook as cb
from tests.answers import Answers

ANSWERS = Answers("transposed-by-hand")

RIGHT = [[-2, -6, 7, 9, -6], [0, 0, 0, 0, 0], [4, 12, -9, -3, 2]]
VALUES, KERNEL = np.array([[-2, 3], [4, -1]]), np.array([[1, 3, -2]])

ANSWERS.right("as a list of lists")(RIGHT)
ANSWERS.right("as tuples")(tuple(map(tuple, RIGHT)))
ANSWERS.right("as an array of floats")(np.array(RIGHT, float))
ANSWERS.right("the package's function")(
    cb.conv_transpose(VALUES[..., None], KERNEL[..., None, None], stride=2)[..., 0]
)
ANSWERS.right("the backward pass of a convolution")(
    cb.conv2d_backward(VALUES, np.zeros((3, 5)), KERNEL, stride=2)[0]
)
ANSWERS.right("a list of arrays")([np.array(row) for row in RIGHT])

ANSWERS.wrong(
    "the later kernel covers the earlier one", ("overwritten where kernels overlap",)
)([[-2, -6, 3, 9, -6], [0, 0, 0, 0, 0], [4, 12, -1, -3, 2]])
ANSWERS.wrong("the earlier kernel stays", ("first one kept where kernels overlap",))(
    [[-2, -6, 4, 9, -6], [0, 0, 0, 0, 0], [4, 12, -8, -3, 2]]
)
ANSWERS.wrong("the mean where two overlap", ("mean where kernels overlap",))(
    [[-2, -6, 3.5, 9, -6], [0, 0, 0, 0, 0], [4, 12, -4.5, -3, 2]]
)
ANSWERS.wrong("the kernel is turned round", ("kernel turned by 180°",))(
    [[4, -6, -8, 9, 3], [0, 0, 0, 0, 0], [-8, 12, 6, -3, -1]]
)
ANSWERS.wrong("kernels side by side", ("pasted side by side",))(
    [[-2, -6, 4, 3, 9, -6], [4, 12, -8, -1, -3, 2]]
)
ANSWERS.wrong("no row in between", ("no row between the two",))(
    [[-2, -6, 7, 9, -6], [4, 12, -9, -3, 2]]
)
ANSWERS.wrong("the minus of the weight is lost", ("signs of the weights lost",))(
    [[-2, -6, -1, 9, 6], [0, 0, 0, 0, 0], [4, 12, 7, -3, -2]]
)
ANSWERS.wrong("the minus of the values is lost", ("signs of the values lost",))(
    [[2, 6, -1, 9, -6], [0, 0, 0, 0, 0], [4, 12, -7, 3, -2]]
)
ANSWERS.wrong("the kernel moves by one", ("stride ignored",))(
    [[-2, -3, 13, -6], [4, 11, -11, 2]]
)
ANSWERS.wrong("the map is transposed", ("map transposed",))(
    [[-2, -6, 8, 12, -8], [0, 0, 0, 0, 0], [3, 9, -7, -3, 2]]
)
ANSWERS.wrong("the result is transposed", ("rows and columns of the result swapped",))(
    np.transpose(RIGHT)
)
ANSWERS.wrong("a slip in one product")(
    [[-2, -6, 7, 8, -6], [0, 0, 0, 0, 0], [4, 12, -9, -3, 2]]
)
ANSWERS.wrong("no negative number", ("negative numbers cut off",))(np.maximum(RIGHT, 0))
ANSWERS.wrong("the sum of all of it")(11)
ANSWERS.wrong("the last value pastes nothing", ("last value left out",))(
    [[-2, -6, 7, 9, -6], [0, 0, 0, 0, 0], [4, 12, -8, 0, 0]]
)


def _upright():
    pasted = np.zeros((5, 3))
    for i, j in np.ndindex(2, 2):
        pasted[2 * i : 2 * i + 3, 2 * j] += VALUES[i, j] * KERNEL[0]
    return pasted


ANSWERS.wrong("the kernel upright", ("kernel transposed",))(_upright())
ANSWERS.wrong("the row of zeros left out", ("no row between the two",))(
    [row for row in RIGHT if any(row)]
)
