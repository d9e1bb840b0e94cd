"""Answers to `count-sharing`."""

from decimal import Decimal
from fractions import Fraction

import numpy as np

from tests.answers import Answers

ANSWERS = Answers("count-sharing")

ANSWERS.right("as a list")([700, 120, 6, 20])
ANSWERS.right("as a tuple")((700, 120, 6, 20))
ANSWERS.right("as an array")(np.array([700, 120, 6, 20]))
ANSWERS.right("as products")([4 * 5 * 5 * 7, 4 * 5 * 6, 2 * 3, 4 * 5])
ANSWERS.right("as floats")([700.0, 120.0, 6.0, 20.0])
ANSWERS.right("as an array of float32")(np.array([700, 120, 6, 20], np.float32))
ANSWERS.right("as NumPy numbers")([np.int64(700), np.int16(120), np.uint8(6), 20])
ANSWERS.right("the last from a division")([700, 120, 6, 120 / 6])
ANSWERS.right("as fractions")([Fraction(700), Fraction(120), Fraction(6), Fraction(20)])
ANSWERS.right("as decimals")([Decimal(700), Decimal(120), Decimal(6), Decimal(20)])

ANSWERS.wrong("height and width of the map exchanged with those of the image")(
    [35 * 35, 35 * 6, 6, 35]
)
ANSWERS.wrong("the map is as large as the image")([1225, 210, 6, 35])
ANSWERS.wrong("the kernel turned, 3 rows and 2 columns, so 3×6 windows")(
    [630, 108, 6, 18]
)
ANSWERS.wrong("the + 1 is missing, 3×4 windows")([420, 72, 6, 12])
ANSWERS.wrong("one window too many each way, 5×6")([1050, 180, 6, 30])
ANSWERS.wrong("a square kernel of 2×2")([840, 96, 4, 24])
ANSWERS.wrong("a square kernel of 3×3")([525, 135, 9, 15])
ANSWERS.wrong("a column for each weight, not for each pixel")([120, 120, 6, 20])
ANSWERS.wrong("the entries are counted by the pixels alone")([35, 120, 6, 20])
ANSWERS.wrong("the entries are counted by the windows alone")([20, 120, 6, 20])
ANSWERS.wrong("the zeros are counted in the second place")([700, 580, 6, 20])
ANSWERS.wrong("the second counts the pixels times the weights")([700, 210, 6, 35])
ANSWERS.wrong("all non-zero entries are taken for different")([700, 120, 120, 1])
ANSWERS.wrong("zero is counted as a different number as well")([700, 120, 7, 20])
ANSWERS.wrong("the different numbers and their repeats are exchanged")(
    [700, 120, 20, 6]
)
ANSWERS.wrong("the last counts how many there are in a column at most")(
    [700, 120, 6, 6]
)
ANSWERS.wrong("the last counts how many rows of windows there are")([700, 120, 6, 4])
ANSWERS.wrong("the last is the number of pixels")([700, 120, 6, 35])
ANSWERS.wrong("the numbers of the chapter, 3×3 on 6×6")([576, 144, 9, 16])
ANSWERS.wrong("the share of the entries that are not zero")([700, 120 / 700, 6, 20])
ANSWERS.wrong("a slip in 20 · 35 = 600")([600, 120, 6, 20])
ANSWERS.wrong("rows of the matrix and columns, in place of their product")(
    [20, 35, 6, 20]
)
ANSWERS.wrong("in reverse order")([20, 6, 120, 700])
ANSWERS.wrong("the first two exchanged")([120, 700, 6, 20])
ANSWERS.wrong("the last is missing")([700, 120, 6])
ANSWERS.wrong("a list of the repeats of all six weights in the last place")(
    [700, 120, 6, [20] * 6]
)
ANSWERS.wrong("with the bias as a seventh weight")([720, 140, 7, 20])
ANSWERS.wrong("stride 2, 2×3 windows")([210, 36, 6, 6])
ANSWERS.wrong("stride as wide as the kernel, 2×2 windows")([140, 24, 6, 4])
ANSWERS.wrong("the kernel turned and the zeros counted")([630, 522, 6, 18])
ANSWERS.wrong("the + 1 is missing and the last two exchanged")([420, 72, 12, 6])
ANSWERS.wrong("padded as with same and zero counted as a number")([1225, 188, 7, 35])
