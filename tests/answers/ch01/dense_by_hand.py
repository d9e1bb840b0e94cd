"""Answers to `dense-by-hand`."""

from fractions import Fraction

import numpy as np

from tests.answers import Answers

ANSWERS = Answers("dense-by-hand")

ANSWERS.right("as a list")([8, -2])
ANSWERS.right("as a tuple")((8, -2))
ANSWERS.right("as an array")(np.array([8, -2]))
ANSWERS.right("as floats")([8.0, -2.0])
ANSWERS.right("as an array of float32")(np.array([8, -2], dtype=np.float32))
ANSWERS.right("as fractions")([Fraction(8), Fraction(-2)])
ANSWERS.right("as NumPy numbers in a list")([np.int64(8), np.float64(-2)])
ANSWERS.right("with the products written out")(
    [2 * 3 - 1 * 1 + 4 * 0 + 1 * 2 + 1, 1 * 3 + 3 * 1 + 5 * 0 - 2 * 2 - 4]
)
ANSWERS.right("with NumPy")(
    np.array([[2, -1, 4, 1], [1, 3, 5, -2]]) @ np.array([3, 1, 0, 2])
    + np.array([1, -4])
)
ANSWERS.right("as an array of 8 bits")(np.array([8, -2], dtype=np.int8))

ANSWERS.wrong("both biases forgotten")([7, 2])
ANSWERS.wrong("the biases subtracted")([6, 6])
ANSWERS.wrong("the two outputs in the wrong order")([-2, 8])
ANSWERS.wrong("the minus of the weight −1 lost in the first output")([10, -2])
ANSWERS.wrong("a minus lost in the second output: of the bias, or of the weight −2")(
    [8, 6]
)
ANSWERS.wrong("every minus lost")([10, 14])
ANSWERS.wrong("the picture flattened column by column")([13, 0])
ANSWERS.wrong("times 0 taken as times 1")([12, 3])
ANSWERS.wrong("the last product of the first output left out")([6, -2])
ANSWERS.wrong("one product of 3 left out of the second output")([8, -5])
ANSWERS.wrong("the first bias added to both outputs")([8, 3])
ANSWERS.wrong("the two biases swapped")([3, 3])
ANSWERS.wrong("only the first output")([8])
ANSWERS.wrong("only the first output, as a number")(8)
ANSWERS.wrong("the two outputs added up")(6)
ANSWERS.wrong("the first bias forgotten")([7, -2])
ANSWERS.wrong("the second bias forgotten, or the minus of the result")([8, 2])
ANSWERS.wrong("W read as four rows of two weights")([21, -10])
ANSWERS.wrong("the list of pixels read backwards")([12, -3])
ANSWERS.wrong("the negative output cut off at 0")([8, 0])
ANSWERS.wrong("the first output one too large")([9, -2])
ANSWERS.wrong("the second output one too large")([8, -1])
ANSWERS.wrong("the products not added up")([[6, -1, 0, 2], [3, 3, 0, -4]])
ANSWERS.wrong("only the first pixel counted, with the biases")([7, -1])
ANSWERS.wrong("column by column and without the biases")([12, 4])
ANSWERS.wrong("the outputs swapped and the biases forgotten")([2, 7])
ANSWERS.wrong("a bias counted for each input")([11, -14])
ANSWERS.wrong("as text")("8, -2")
