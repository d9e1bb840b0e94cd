"""Answers to `edge-sign`."""

from fractions import Fraction

import numpy as np

from tests.answers import Answers

ANSWERS = Answers("edge-sign")

ANSWERS.right("as a list")([1, -1, 0, 0, 0, 1])
ANSWERS.right("as a tuple")((1, -1, 0, 0, 0, 1))
ANSWERS.right("as an array")(np.array([1, -1, 0, 0, 0, 1]))
ANSWERS.right("as floats")([1.0, -1.0, 0.0, 0.0, 0.0, 1.0])
ANSWERS.right("as an array of 8 bits")(np.array([1, -1, 0, 0, 0, 1], dtype=np.int8))
ANSWERS.right("with zeros that have a minus")([1.0, -1.0, -0.0, 0.0, -0.0, 1.0])
ANSWERS.right("as NumPy numbers in a list")(
    [np.int64(1), np.int64(-1), 0, np.float64(0), np.float32(0), 1]
)
ANSWERS.right("as fractions")([Fraction(n) for n in (1, -1, 0, 0, 0, 1)])
ANSWERS.right("the sign of what is computed after all")(
    np.sign([8 + 16 + 8, -8 - 16 - 8, 0, 0, 0, 0 + 16 + 8])
)

ANSWERS.wrong("all signs turned: right minus left")([-1, 1, 0, 0, 0, -1])
ANSWERS.wrong("the answers themselves, not their signs")([32, -32, 0, 0, 0, 24])
ANSWERS.wrong("the kernel taken as the one for horizontal edges")([0, 0, 1, 0, 0, -1])
ANSWERS.wrong("an even bright surface taken as positive")([1, -1, 0, 1, 0, 1])
ANSWERS.wrong("a bright line in the middle taken as positive")([1, -1, 0, 0, 1, 1])
ANSWERS.wrong("a bright line in the middle taken as negative")([1, -1, 0, 0, -1, 1])
ANSWERS.wrong("the oblique edge taken as zero")([1, -1, 0, 0, 0, 0])
ANSWERS.wrong("the oblique edge taken as negative")([1, -1, 0, 0, 0, -1])
ANSWERS.wrong("the horizontal edge taken as positive")([1, -1, 1, 0, 0, 1])
ANSWERS.wrong("the horizontal edge taken as negative")([1, -1, -1, 0, 0, 1])
ANSWERS.wrong("the windows numbered column by column")([1, 0, -1, 0, 0, 1])
ANSWERS.wrong("the list backwards")([1, 0, 0, 0, -1, 1])
ANSWERS.wrong("every edge positive, whatever its side")([1, 1, 0, 0, 0, 1])
ANSWERS.wrong("zero for a negative answer")([1, 0, 0, 0, 0, 1])
ANSWERS.wrong("the first three windows only")([1, -1, 0])
ANSWERS.wrong("the last window left out")([1, -1, 0, 0, 0])
ANSWERS.wrong("positive wherever most pixels are bright")([1, 1, 1, 1, -1, -1])
ANSWERS.wrong("positive wherever there is anything bright")([1, 1, 1, 1, 1, 1])
ANSWERS.wrong("the even surface and the line both positive")([1, -1, 0, 1, 1, 1])
ANSWERS.wrong("the signs turned and the oblique edge zero")([-1, 1, 0, 0, 0, 0])
ANSWERS.wrong("the first two windows swapped and the line negative")(
    [-1, 1, 0, 0, -1, 1]
)
ANSWERS.wrong("the two rows of windows swapped")([0, 0, 1, 1, -1, 0])
ANSWERS.wrong("marks instead of numbers")(["+", "-", "0", "0", "0", "+"])
ANSWERS.wrong("words instead of numbers")(
    ["positive", "negative", "zero", "zero", "zero", "positive"]
)
ANSWERS.wrong("a number for the whole list, their sum")(1)
ANSWERS.wrong("seven numbers, a zero too many")([1, -1, 0, 0, 0, 0, 1])
ANSWERS.wrong("2 for the edges that are full, 1 for the oblique one")(
    [2, -2, 0, 0, 0, 1]
)
