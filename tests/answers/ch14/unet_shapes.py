"""Answers to `unet-shapes`."""

import numpy as np

from tests.answers import Answers

ANSWERS = Answers("unet-shapes")

RIGHT = [[10, 14, 32], [20, 28, 32], [40, 56, 16], [40, 56, 5]]

ANSWERS.right("as a list of lists")(RIGHT)
ANSWERS.right("as tuples")([tuple(row) for row in RIGHT])
ANSWERS.right("as an array")(np.array(RIGHT))
ANSWERS.right("with sums in it")(
    [(10, 14, 8 * 4), (20, 28, 16 + 16), (40, 56, 8 + 8), (40, 56, 5)]
)
ANSWERS.right("as floats")(np.array(RIGHT, float))
ANSWERS.right("rows that are arrays")([np.array(row) for row in RIGHT])

ANSWERS.wrong("the maps are added at the skips", ("no more channels at the skips",))(
    [[10, 14, 32], [20, 28, 16], [40, 56, 8], [40, 56, 5]]
)
ANSWERS.wrong(
    "what comes up keeps its channels",
    ("transposed convolution keeps the channels",),
)([[10, 14, 32], [20, 28, 48], [40, 56, 24], [40, 56, 5]])
ANSWERS.wrong("8 filters everywhere", ("same number of filters on each level",))(
    [[10, 14, 8], [20, 28, 16], [40, 56, 16], [40, 56, 5]]
)
ANSWERS.wrong("no padding", ("convolutions without padding",))(
    [[6, 10, 32], [12, 20, 32], [20, 36, 16], [18, 34, 5]]
)
ANSWERS.wrong("the maps never grow", ("no way up",))(
    [[10, 14, 32], [10, 14, 32], [10, 14, 16], [10, 14, 5]]
)
ANSWERS.wrong("no 1×1 convolution at the end", ("last layer forgotten",))(
    [[10, 14, 32], [20, 28, 32], [40, 56, 16], [40, 56, 8]]
)
ANSWERS.wrong("one map of labels at the end", ("one label instead of scores",))(
    [[10, 14, 32], [20, 28, 32], [40, 56, 16], [40, 56, 1]]
)
ANSWERS.wrong("width first", ("height and width swapped",))(
    [[14, 10, 32], [28, 20, 32], [56, 40, 16], [56, 40, 5]]
)
ANSWERS.wrong("channels first", ("channels first",))(
    [[32, 10, 14], [32, 20, 28], [16, 40, 56], [5, 40, 56]]
)
ANSWERS.wrong("three rows", ("a row missing at the end",))(RIGHT[:3])
ANSWERS.wrong("a slip in one size")(
    [[10, 14, 32], [20, 28, 32], [40, 54, 16], [40, 56, 5]]
)
ANSWERS.wrong("in order from the end")(RIGHT[::-1])
ANSWERS.wrong("channels multiplied", ("channels multiplied at the skips",))(
    [[10, 14, 32], [20, 28, 256], [40, 56, 64], [40, 56, 5]]
)
ANSWERS.wrong("behind the convolution, not before", ("no more channels at the skips",))(
    [[10, 14, 32], [20, 28, 16], [40, 56, 8], [40, 56, 5]]
)
