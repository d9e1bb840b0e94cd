"""Answers to `one-window`."""

from decimal import Decimal
from fractions import Fraction

import numpy as np

from cnnbook import lecture
from tests.answers import Answers

ANSWERS = Answers("one-window")

ANSWERS.right("as a number")(12)
ANSWERS.right("as a float")(12.0)
ANSWERS.right("as a NumPy number")(np.int64(12))
ANSWERS.right("as a number of 8 bits")(np.uint8(12))
ANSWERS.right("as a float32")(np.float32(12))
ANSWERS.right("as a fraction")(Fraction(12))
ANSWERS.right("as a decimal")(Decimal(12))
ANSWERS.right("as an array without axes")(np.array(12))
ANSWERS.right("with the nine products written out")(
    5 * 1 + 0 * 2 + 0 * -1 + 3 * 0 + 1 * 1 + 0 * 2 + -3 * -2 + 0 * 1 + -1 * 0
)
ANSWERS.right("with NumPy")((lecture.GRID[1:4, 2:5] * lecture.K).sum())

ANSWERS.wrong("−3 · (−2) taken as −6")(0)
ANSWERS.wrong("row and column swapped, or the window in the top left corner")(10)
ANSWERS.wrong("rows and columns counted from 1, or column 1 for column 2")(16)
ANSWERS.wrong("the kernel flipped along both axes")(9)
ANSWERS.wrong("the kernel transposed, or the window of row 1, column 0")(15)
ANSWERS.wrong("the kernel mirrored left to right")(4)
ANSWERS.wrong("the kernel flipped upside down")(-11)
ANSWERS.wrong("the matrix product, added up")(14)
ANSWERS.wrong("the pixels added up without weights, or the first product alone")(5)
ANSWERS.wrong("the product 5 · 1 left out")(7)
ANSWERS.wrong("the product 1 · 1 left out")(11)
ANSWERS.wrong("the product −3 · (−2) left out")(6)
ANSWERS.wrong("one too large, or the window of row 0, column 2")(13)
ANSWERS.wrong("the mean of the nine products")(12 / 9)
ANSWERS.wrong("the window of the image A")(19)
ANSWERS.wrong("the window of the image C")(25)
ANSWERS.wrong("one row too low, the kernel a quarter turned, or −3 · (−2) taken as −5")(
    1
)
ANSWERS.wrong("the sign of the result turned")(-12)
ANSWERS.wrong("the nine products, not added up")(
    np.array([[5, 0, 0], [0, 1, 0], [6, 0, 0]])
)
ANSWERS.wrong("the sums of the three rows, not added up")([5, 1, 6])
ANSWERS.wrong("the whole feature map")(
    np.array([[10, 16, 13], [15, 16, 12], [-6, 10, 1]])
)
ANSWERS.wrong("as text")("12")
ANSWERS.wrong("the three products other than 0 multiplied, not added")(30)
ANSWERS.wrong("the product −3 · (−2) counted twice")(18)
