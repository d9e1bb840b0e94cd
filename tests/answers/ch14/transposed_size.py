"""Answers to `transposed-size`."""

from fractions import Fraction

import numpy as np

from tests.answers import Answers

ANSWERS = Answers("transposed-size")

ANSWERS.right("as a list")([17, 26])
ANSWERS.right("as a tuple")((17, 26))
ANSWERS.right("as an array")(np.array([17, 26]))
ANSWERS.right("worked out in place")([(6 - 1) * 3 + 6 - 4, (9 - 1) * 3 + 6 - 4])
ANSWERS.right("as floats")([17.0, 26.0])
ANSWERS.right("as fractions")([Fraction(17), Fraction(52, 2)])
ANSWERS.right("what the array of the result has for its shape")(
    np.zeros((17, 26)).shape
)

ANSWERS.wrong(
    "the size of a convolution with these settings",
    ("size of the convolution itself",),
)([2, 3])
ANSWERS.wrong("2p added instead of taken away", ("padding added",))([25, 34])
ANSWERS.wrong("p taken away once", ("padding at one side only",))([19, 28])
ANSWERS.wrong("the padding is forgotten", ("padding left out",))([21, 30])
ANSWERS.wrong("n times s, as with “same”", ("size times the stride",))([18, 27])
ANSWERS.wrong("a step for every value", ("a step too many",))([20, 29])
ANSWERS.wrong("where the last kernel begins", ("kernel left out",))([12, 21])
ANSWERS.wrong("kernels move by one", ("stride left out",))([7, 10])
ANSWERS.wrong("kernels move by f, and are s long", ("f and s exchanged",))([29, 47])
ANSWERS.wrong("kernels side by side, 2p cut off", ("kernels side by side",))([32, 50])
ANSWERS.wrong("width first", ("height and width swapped",))([26, 17])
ANSWERS.wrong("the height twice", ("height used twice",))([17, 17])
ANSWERS.wrong("the height alone")(17)
ANSWERS.wrong("their product", ("number of values",))(17 * 26)
ANSWERS.wrong("three sizes, with a channel")([17, 26, 1])
ANSWERS.wrong("one off in the height")([16, 26])
ANSWERS.wrong("kernels side by side, nothing cut off")([36, 54])
