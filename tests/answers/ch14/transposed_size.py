"""Answers to `transposed-size`."""

from fractions import Fraction

import numpy as np

from tests.answers import Answers

ANSWERS = Answers("transposed-size")

SIZES = np.array([6, 9])
F, P, S = 11, 4, 5
STEPS = (SIZES - 1) * S

ANSWERS.right("as a list")([28, 43])
ANSWERS.right("as a tuple")((28, 43))
ANSWERS.right("as an array")(np.array([28, 43]))
ANSWERS.right("worked out in place")([(6 - 1) * 5 + 11 - 8, (9 - 1) * 5 + 11 - 8])
ANSWERS.right("as floats")([28.0, 43.0])
ANSWERS.right("as fractions")([Fraction(28), Fraction(86, 2)])
ANSWERS.right("what the array of the result has for its shape")(
    np.zeros((28, 43)).shape
)

ANSWERS.wrong(
    "the size of a convolution with these settings",
    ("size of the convolution itself",),
)((SIZES + 2 * P - F) // S + 1)
ANSWERS.wrong("that size, not rounded", ("size of the convolution itself",))(
    (SIZES + 2 * P - F) / S + 1
)
ANSWERS.wrong("2p added instead of taken away", ("padding added",))(STEPS + F + 2 * P)
ANSWERS.wrong("p taken away once", ("padding at one side only",))(STEPS + F - P)
ANSWERS.wrong("the padding is forgotten", ("padding left out",))(STEPS + F)
ANSWERS.wrong("the padding taken away four times", ("padding cut off twice",))(
    STEPS + F - 4 * P
)
ANSWERS.wrong("the padding around the map", ("padding put around the map",))(
    (SIZES + 2 * P - 1) * S + F
)
ANSWERS.wrong("n times s, as with “same”", ("size times the stride",))(SIZES * S)
ANSWERS.wrong("n times s, less 2p", ("size times the stride, padding cut off",))(
    SIZES * S - 2 * P
)
ANSWERS.wrong("n times s, and f", ("size times the stride, and a kernel",))(
    SIZES * S + F
)
ANSWERS.wrong("a step for every value", ("a step too many",))(SIZES * S + F - 2 * P)
ANSWERS.wrong("where the last kernel begins", ("kernel left out",))(STEPS + 1 - 2 * P)
ANSWERS.wrong("no length of the kernel", ("kernel left out",))(STEPS - 2 * P)
ANSWERS.wrong("the steps alone", ("kernel and padding left out",))(STEPS)
ANSWERS.wrong("kernels move by one", ("stride left out",))(SIZES - 1 + F - 2 * P)
ANSWERS.wrong("kernels move by f, and are s long", ("f and s exchanged",))(
    (SIZES - 1) * F + S - 2 * P
)
ANSWERS.wrong("p for the stride, s for the padding", ("p and s exchanged",))(
    (SIZES - 1) * P + F - 2 * S
)
ANSWERS.wrong("2s cut off", ("spread map alone, or stride cut off",))(STEPS + F - 2 * S)
ANSWERS.wrong("kernels side by side, 2p cut off", ("kernels side by side",))(
    SIZES * F - 2 * P
)
ANSWERS.wrong("kernels side by side, nothing cut off", ("kernels side by side",))(
    SIZES * F
)
ANSWERS.wrong("a window on the spread map", ("a window slid over the spread map",))(
    STEPS + 1 - F + 1
)
ANSWERS.wrong("the same with padding", ("a window slid over the spread map",))(
    STEPS + 1 + 2 * P - F + 1
)
ANSWERS.wrong("width first", ("height and width swapped",))([43, 28])
ANSWERS.wrong("the height twice", ("height used twice",))([28, 28])
ANSWERS.wrong("the height alone")(28)
ANSWERS.wrong("their product", ("number of values",))(28 * 43)
ANSWERS.wrong("three sizes, with a channel")([28, 43, 1])
ANSWERS.wrong("one off in the height")([27, 43])
ANSWERS.wrong("one too few")([27, 42])
ANSWERS.wrong("one too many")([29, 44])


ANSWERS.wrong(
    "the map spread out, no kernel", ("spread map alone, or stride cut off",)
)(STEPS + 1)
