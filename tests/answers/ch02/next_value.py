"""Answers to `next-value`."""

from fractions import Fraction

import numpy as np

from cnnbook import lecture
from tests.answers import Answers

ANSWERS = Answers("next-value")

ANSWERS.right("as a list")([14, 15])
ANSWERS.right("as a tuple")((14, 15))
ANSWERS.right("as an array")(np.array([14, 15]))
ANSWERS.right("as floats")([14.0, 15.0])
ANSWERS.right("as NumPy numbers")([np.int64(14), np.float32(15)])
ANSWERS.right("as fractions")([Fraction(14), Fraction(15)])
ANSWERS.right("as numbers of 8 bits")(np.array([14, 15], dtype=np.uint8))
ANSWERS.right("row by row")([0 + 26 - 12, 3 + 11 + 1])
ANSWERS.right("with NumPy")(
    [
        (lecture.C[0:3, 1:4] * lecture.K).sum(),
        (lecture.C[1:4, 0:3] * lecture.K).sum(),
    ]
)

ANSWERS.wrong("the step down first")([15, 14])
ANSWERS.wrong("the kernel flipped along both axes")([17, 5])
ANSWERS.wrong("the kernel transposed")([20, 0])
ANSWERS.wrong("the kernel mirrored left to right")([14, 23])
ANSWERS.wrong("the kernel flipped upside down")([33, 13])
ANSWERS.wrong("not gone back before the step down")([14, 25])
ANSWERS.wrong("the first window, then the step to the right")([26, 14])
ANSWERS.wrong("both steps to the right, or the product 1 · 1 left out below")([14, 14])
ANSWERS.wrong("the minus of the weight −1 lost in the first")([18, 15])
ANSWERS.wrong("the minus of the weight −2 lost in the first")([42, 15])
ANSWERS.wrong("the minus of the weight −1 lost in the second")([14, 31])
ANSWERS.wrong("every minus lost")([46, 31])
ANSWERS.wrong("the product 9 · 2 left out of the first")([-4, 15])
ANSWERS.wrong("the product 8 · 1 left out of the first")([6, 15])
ANSWERS.wrong("the product 7 · 1 left out of the second")([14, 8])
ANSWERS.wrong("the product 2 · 2 left out of the second")([14, 11])
ANSWERS.wrong("the first one too large")([15, 15])
ANSWERS.wrong("the second one too large")([14, 16])
ANSWERS.wrong("the pixels added up without weights")([39, 29])
ANSWERS.wrong("the matrix products, added up")([41, 32])
ANSWERS.wrong("the image A instead of C")([6, 12])
ANSWERS.wrong("the means of the nine products")([14 / 9, 15 / 9])
ANSWERS.wrong("only the step to the right")([14])
ANSWERS.wrong("three numbers, the first window too")([26, 14, 15])
ANSWERS.wrong("the two numbers added up")(29)
ANSWERS.wrong("the steps swapped and the kernel flipped")([5, 17])
ANSWERS.wrong("the first and the last value of the row")([26, 8])
ANSWERS.wrong("the sums of the three rows, not added up")([[0, 26, -12], [3, 11, 1]])
ANSWERS.wrong("as text")("14, 15")
