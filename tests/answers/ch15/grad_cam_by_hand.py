"""Answers to `grad-cam-by-hand`, worked out from its numbers."""

from fractions import Fraction

import numpy as np

from cnnbook.exercises.ch15.grad_cam_by_hand import GRADIENT, MAPS
from tests.answers import Answers

ANSWERS = Answers("grad-cam-by-hand")

WEIGHTS = GRADIENT.mean(axis=(0, 1))
RIGHT = np.maximum(MAPS @ WEIGHTS, 0)

ANSWERS.right("as a list of rows")([[7, 0], [0, 4.5]])
ANSWERS.right("as an array")(RIGHT)
ANSWERS.right("as float32")(RIGHT.astype("float32"))
ANSWERS.right("fractions")([[Fraction(7), 0], [0, Fraction(9, 2)]])
ANSWERS.right("sums written out")([[10 - 3, 0], [0, 6 - 1.5]])
ANSWERS.right("as tuples")(((7.0, 0.0), (0.0, 4.5)))

ANSWERS.wrong("no ReLU", ("ReLU forgotten",))(MAPS @ WEIGHTS)
ANSWERS.wrong("sizes", ("sizes in place of the ReLU",))(np.abs(MAPS @ WEIGHTS))
ANSWERS.wrong("place by place", ("gradient not averaged",))(
    np.maximum((MAPS * GRADIENT).sum(axis=-1), 0)
)
ANSWERS.wrong("sums as weights", ("sum in place of the mean",))(4 * RIGHT)
ANSWERS.wrong("the largest as weight", ("largest gradient as weight",))(
    np.maximum(MAPS @ GRADIENT.max(axis=(0, 1)), 0)
)
ANSWERS.wrong("weights without signs", ("signs of the weights lost",))(
    MAPS @ np.abs(WEIGHTS)
)
ANSWERS.wrong("the second map left out", ("negative weights cut off",))(
    [[10, 2], [0, 6]]
)
ANSWERS.wrong("weights swapped", ("weights swapped",))(
    np.maximum(MAPS @ WEIGHTS[::-1], 0)
)
ANSWERS.wrong("divided by two maps", ("mean over the maps",))(RIGHT / 2)
ANSWERS.wrong("scaled to 1", ("divided by the largest value",))(RIGHT / 7)
ANSWERS.wrong("maps added", ("maps added without weights",))(MAPS.sum(axis=-1))
ANSWERS.wrong(
    "no ReLU, and the weights are sums", ("ReLU forgotten", "sum in place of the mean")
)(4 * (MAPS @ WEIGHTS))
ANSWERS.wrong("the weights")([2, -1.5])
ANSWERS.wrong("a slip in one product")([[7, 0], [0, 5.5]])
ANSWERS.wrong("divided by 2", ("half of the sum in place of the mean",))(
    np.maximum(MAPS @ GRADIENT.sum(axis=(0, 1)) / 2, 0)
)
ANSWERS.wrong("divided by 3 where one is 0", ("mean of what is not 0",))(
    np.maximum(MAPS @ [8 / 3, -1.5], 0)
)
ANSWERS.wrong("what is below 0", ("negative part kept",))(np.minimum(MAPS @ WEIGHTS, 0))
ANSWERS.wrong("columns exchanged", ("the two columns swapped",))([[0, 7], [4.5, 0]])
ANSWERS.wrong("a place below 0 is left")([[7, 0], [-6, 4.5]])
