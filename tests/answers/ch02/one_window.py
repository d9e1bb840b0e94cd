"""Answers to `one-window`, worked out from its numbers."""

from decimal import Decimal
from fractions import Fraction

import numpy as np

from cnnbook import lecture
from cnnbook.exercises.ch02.one_window import IMAGE, KERNEL
from tests.answers import Answers

ANSWERS = Answers("one-window")
WINDOW = IMAGE[1:4, 2:5]
PRODUCTS = WINDOW * KERNEL
RIGHT = int(PRODUCTS.sum())


def window(row, column, kernel=KERNEL):
    return int((IMAGE[row : row + 3, column : column + 3] * kernel).sum())


ANSWERS.right("as a number")(RIGHT)
ANSWERS.right("as a float")(float(RIGHT))
ANSWERS.right("as a NumPy number")(np.int64(RIGHT))
ANSWERS.right("as a float32")(np.float32(RIGHT))
ANSWERS.right("as a fraction")(Fraction(RIGHT))
ANSWERS.right("as a decimal")(Decimal(RIGHT))
ANSWERS.right("as an array without axes")(np.array(RIGHT))
ANSWERS.right("with NumPy")((WINDOW * KERNEL).sum())

TURNED = ("sign of the result turned",)
LEFT_OUT, SIGN = ("one product left out",), ("one sign lost",)

for number in np.flatnonzero(PRODUCTS):
    ANSWERS.wrong("a product left out", LEFT_OUT)(
        int(np.delete(PRODUCTS.ravel(), number).sum())
    )
for number in np.flatnonzero(PRODUCTS < 0):
    ANSWERS.wrong("a sign lost", SIGN)(RIGHT - 2 * int(PRODUCTS.ravel()[number]))
ANSWERS.wrong("row and column swapped", ("row and column of the window swapped",))(
    window(2, 1)
)
ANSWERS.wrong("counted from 1", ("counted from 1",))(window(0, 1))
ANSWERS.wrong("the window in the corner", ("window in the top left corner",))(
    window(0, 0)
)
ANSWERS.wrong("one row too low", ("one row too low",))(window(2, 2))
ANSWERS.wrong("one row too high", ("one row too high",))(window(0, 2))
ANSWERS.wrong("one column too far left", ("one column too far left",))(window(1, 1))
ANSWERS.wrong("the kernel flipped along both axes", ("flipped kernel",))(
    window(1, 2, KERNEL[::-1, ::-1])
)
ANSWERS.wrong("the kernel transposed", ("rows and columns of the kernel swapped",))(
    window(1, 2, KERNEL.T)
)
ANSWERS.wrong("the kernel mirrored left to right", ("kernel mirrored left to right",))(
    window(1, 2, KERNEL[:, ::-1])
)
ANSWERS.wrong("the kernel upside down", ("kernel upside down",))(
    window(1, 2, KERNEL[::-1])
)
ANSWERS.wrong("the matrix product", ("matrix product instead of elementwise product",))(
    int((WINDOW @ KERNEL).sum())
)
ANSWERS.wrong("the pixels added up", ("window added up without the kernel",))(
    int(WINDOW.sum())
)
ANSWERS.wrong("every product positive", ("signs lost",))(int(abs(PRODUCTS).sum()))
ANSWERS.wrong("the sign of the result turned", TURNED)(-RIGHT)
ANSWERS.wrong("the mean of the nine products", ("mean instead of sum",))(RIGHT / 9)
ANSWERS.wrong("the window of the image A")(float((lecture.A[:3, :3]).sum()))
ANSWERS.wrong("one too large")(RIGHT + 1)
ANSWERS.wrong("one too small")(RIGHT - 1)
ANSWERS.wrong("ten too large")(RIGHT + 10)
ANSWERS.wrong("two too small")(RIGHT - 2)
ANSWERS.wrong("the nine products, not added up")(PRODUCTS)
ANSWERS.wrong("the sums of the three rows, not added up")(PRODUCTS.sum(axis=1))
ANSWERS.wrong("as text")(str(RIGHT))

ANSWERS.wrong("kept in a byte", names=("kept in a byte",))(227)
ANSWERS.wrong("a ReLU that nobody asked for")(0)
ANSWERS.wrong(
    "one number of the matrix product", ("first number of the matrix product",)
)(int((WINDOW @ KERNEL)[0, 0]))
