"""Answers to `next-value`, worked out from its numbers."""

from fractions import Fraction

import numpy as np

from cnnbook import lecture
from cnnbook.exercises.ch02.one_window import IMAGE, KERNEL
from tests.answers import Answers

ANSWERS = Answers("next-value")
WINDOWS = np.array([IMAGE[0:3, 1:4], IMAGE[1:4, 0:3]])
PRODUCTS = WINDOWS * KERNEL
RIGHT, DOWN = (int(products.sum()) for products in PRODUCTS)


def window(row, column, kernel=KERNEL):
    return int((IMAGE[row : row + 3, column : column + 3] * kernel).sum())


def both(kernel):
    return [window(0, 1, kernel), window(1, 0, kernel)]


ANSWERS.right("as a list")([RIGHT, DOWN])
ANSWERS.right("as a tuple")((RIGHT, DOWN))
ANSWERS.right("as an array")(np.array([RIGHT, DOWN]))
ANSWERS.right("as floats")([float(RIGHT), float(DOWN)])
ANSWERS.right("as NumPy numbers")([np.int64(RIGHT), np.float32(DOWN)])
ANSWERS.right("as fractions")([Fraction(RIGHT), Fraction(DOWN)])
ANSWERS.right("as numbers of 8 bits")(np.array([RIGHT, DOWN], dtype=np.uint8))
ANSWERS.right("row by row")([4 + 55 - 41, 0 + 105 - 19])
ANSWERS.right("with NumPy")([(w * KERNEL).sum() for w in WINDOWS])

ANSWERS.wrong("the step down first", ("right and down swapped",))([DOWN, RIGHT])
ANSWERS.wrong("the kernel flipped along both axes", ("flipped kernel",))(
    both(KERNEL[::-1, ::-1])
)
ANSWERS.wrong("the kernel transposed", ("rows and columns of the kernel swapped",))(
    both(KERNEL.T)
)
ANSWERS.wrong("the kernel mirrored", ("kernel mirrored left to right",))(
    both(KERNEL[:, ::-1])
)
ANSWERS.wrong("the kernel flipped upside down", ("kernel upside down",))(
    both(KERNEL[::-1])
)
ANSWERS.wrong("not gone back before the step down", ("not gone back",))(
    [RIGHT, window(1, 1)]
)
ANSWERS.wrong(
    "the first window, then the step to the right", ("began with the first window",)
)([window(0, 0), RIGHT])
ANSWERS.wrong("both steps to the right", ("both steps to the right",))(
    [RIGHT, window(0, 2)]
)
ANSWERS.wrong("the same window twice", ("the same window twice",))([RIGHT, RIGHT])
for which, row, column in np.argwhere(PRODUCTS < 0):
    lost = PRODUCTS.copy()
    lost[which, row, column] *= -1
    ANSWERS.wrong("a minus lost", ("one sign lost",))(lost.sum(axis=(1, 2)))
for which, row, column in np.argwhere(PRODUCTS):
    short = PRODUCTS.copy()
    short[which, row, column] = 0
    ANSWERS.wrong("a product left out", ("one product left out",))(
        short.sum(axis=(1, 2))
    )
ANSWERS.wrong("every minus lost", ("signs lost",))(both(abs(KERNEL)))
for slip in (1, -1, 2, -2, 10, -10):
    ANSWERS.wrong("the first a little off")([RIGHT + slip, DOWN])
    ANSWERS.wrong("the second a little off")([RIGHT, DOWN + slip])
ANSWERS.wrong(
    "the pixels added up without weights", ("window added up without the kernel",)
)(WINDOWS.sum(axis=(1, 2)))
ANSWERS.wrong(
    "the matrix products, added up", ("matrix product instead of elementwise product",)
)((WINDOWS @ KERNEL).sum(axis=(1, 2)))
ANSWERS.wrong("the lecture's image A and kernel K")([6, 12])
ANSWERS.wrong("the lecture's image C and kernel K")(
    [
        int((lecture.C[0:3, 1:4] * lecture.K).sum()),
        int((lecture.C[1:4, 0:3] * lecture.K).sum()),
    ]
)
ANSWERS.wrong("the means of the nine products", ("mean instead of sum",))(
    [RIGHT / 9, DOWN / 9]
)
ANSWERS.wrong("only the step to the right")([RIGHT])
ANSWERS.wrong("three numbers, the first window too")([window(0, 0), RIGHT, DOWN])
ANSWERS.wrong("the two numbers added up")(RIGHT + DOWN)
ANSWERS.wrong("the steps swapped and the kernel flipped")(
    both(KERNEL[::-1, ::-1])[::-1]
)
ANSWERS.wrong("moved by two pixels", ("window moved by two pixels",))(
    [window(0, 2), window(2, 0)]
)
ANSWERS.wrong("the sums of the three rows, not added up")(PRODUCTS.sum(axis=2))
ANSWERS.wrong("as text")(f"{RIGHT}, {DOWN}")


ANSWERS.wrong("0 · 9 taken as 9", ("times 0 taken as times 1",))([18, 95])

ANSWERS.wrong("two digits written in the other order")([18, 68])

ANSWERS.wrong("3 for −3 in the kernel's first row", ("sign of one weight lost",))(
    [18 + 6 * 9, 86 + 6 * 7]
)
