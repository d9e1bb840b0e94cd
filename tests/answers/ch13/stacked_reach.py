"""Answers to `stacked-reach`, worked out from its numbers."""

import numpy as np

from tests.answers import Answers

ANSWERS = Answers("stacked-reach")

ANSWERS.right("as a list")([17, 3600, 10404])
ANSWERS.right("as a tuple")((17, 3600, 10404))
ANSWERS.right("as an array")(np.array([17, 3600, 10404]))
ANSWERS.right("floats")([17.0, 3600.0, 10404.0])
ANSWERS.right("written out")([4 * 4 + 1, 4 * 5**2 * 6**2, 17**2 * 6**2])
ANSWERS.right("64-bit whole numbers")([np.int64(17), np.int64(3600), np.int64(10404)])

ANSWERS.wrong("windows side by side", ("windows side by side",))([20, 3600, 400 * 36])
ANSWERS.wrong("the one in the middle forgotten", ("the first pixel forgotten",))(
    [16, 3600, 256 * 36]
)
ANSWERS.wrong("one more for each layer", ("one pixel for each layer",))(
    [8, 3600, 64 * 36]
)
ANSWERS.wrong("as far as one layer", ("reach of one layer",))([5, 3600, 900])
ANSWERS.wrong("channels once", ("channels counted once",))([17, 600, 289 * 6])
ANSWERS.wrong("channels not at all", ("channels left out",))([17, 100, 289])
ANSWERS.wrong("one layer of four", ("one layer of the stack",))([17, 900, 10404])
ANSWERS.wrong("with biases", ("biases counted",))([17, 3624, 10410])
ANSWERS.wrong("counts exchanged", ("the two counts exchanged",))([17, 10404, 3600])
ANSWERS.wrong("sides not squared", ("sides not squared",))([17, 720, 612])
ANSWERS.wrong("an area", ("area for side",))([289, 3600, 10404])
ANSWERS.wrong("the reach alone")(17)
ANSWERS.wrong("in words")("17, 3600 and 10404 weights, I think")
