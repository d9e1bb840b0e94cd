"""Answers to `overlap-count`."""

import numpy as np

import cnnbook as cb
from tests.answers import Answers

ANSWERS = Answers("overlap-count")

DOWN, RIGHT = [1, 1, 2, 1, 1], [1, 1, 2, 2, 2, 2, 1, 1]
COUNTS = np.outer(DOWN, RIGHT)

ANSWERS.right("an outer product")(COUNTS)
ANSWERS.right("a list of lists")(COUNTS.tolist())
ANSWERS.right("as floats")(COUNTS * 1.0)
ANSWERS.right("a transposed convolution of ones")(
    cb.conv_transpose(np.ones((2, 3, 1)), np.ones((3, 4, 1, 1)), stride=2)[..., 0]
)
ANSWERS.right("the three rows that differ, put together")(
    [RIGHT, RIGHT, [2 * n for n in RIGHT], RIGHT, RIGHT]
)
ANSWERS.right("bytes")(COUNTS.astype(np.uint8))

ANSWERS.wrong("row and column added", ("counts of row and column added",))(
    np.add.outer(DOWN, RIGHT)
)
ANSWERS.wrong("the larger one of the two", ("larger count of row and column",))(
    np.maximum.outer(DOWN, RIGHT)
)
ANSWERS.wrong("rows counted only", ("counted along the rows only",))([RIGHT] * 5)
ANSWERS.wrong("columns counted only", ("counted down the columns only",))(
    np.outer(DOWN, np.ones(8))
)
ANSWERS.wrong("no overlap at all: side by side", ("kernels side by side",))(
    np.ones((6, 12))
)
ANSWERS.wrong("steps of one", ("kernels moved by 1",))(
    np.outer([1, 2, 2, 1], [1, 2, 3, 3, 2, 1])
)
ANSWERS.wrong("a kernel of 4 rows and 3 columns", ("kernel turned",))(
    np.outer([1, 1, 2, 2, 1, 1], [1, 1, 2, 1, 2, 1, 1])
)
ANSWERS.wrong("a map of 3 rows and 2 columns", ("map turned",))(
    np.outer([1, 1, 2, 1, 2, 1, 1], [1, 1, 2, 2, 1, 1])
)
ANSWERS.wrong(
    "the border counts like the middle", ("kernels like those away from the border",)
)(np.full((5, 8), 4))
ANSWERS.wrong("transposed", ("rows and columns of the result swapped",))(COUNTS.T)
ANSWERS.wrong("others on top of the first", ("further kernels counted",))(COUNTS - 1)
ANSWERS.wrong("where kernels overlap, as 1", ("overlap marked, not counted",))(
    (COUNTS > 1) * 1
)
ANSWERS.wrong("a 1 on every pixel", ("every pixel counted once",))(np.ones((5, 8)))
ANSWERS.wrong("the largest number")(4)
ANSWERS.wrong("the middle row alone")([2 * n for n in RIGHT])
ANSWERS.wrong("all six kernels", ("all kernels on every pixel",))(np.full((5, 8), 6))
ANSWERS.wrong("times twelve weights", ("weights counted",))(COUNTS * 12)
ANSWERS.wrong("a map of 2 by 2", ("a square map",))(np.outer(DOWN, [1, 1, 2, 2, 1, 1]))
ANSWERS.wrong("a kernel of 3 by 3", ("a square kernel",))(
    np.outer(DOWN, [1, 1, 2, 1, 2, 1, 1])
)
ANSWERS.wrong("steps of three", ("stride one too large",))(
    np.outer(np.ones(6), [1, 1, 1, 2, 1, 1, 2, 1, 1, 1])
)
ANSWERS.wrong("a border of 1 cut off", ("border cut off",))(COUNTS[1:-1, 1:-1])
