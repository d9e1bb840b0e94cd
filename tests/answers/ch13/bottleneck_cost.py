"""Answers to `bottleneck-cost`, worked out from its numbers."""

import numpy as np

from tests.answers import Answers

ANSWERS = Answers("bottleneck-cost")
WEIGHTS = np.array([96 * 32, 9 * 32 * 32, 32 * 160, 96 * 160])
WINDOWS = np.array([784, 196, 196, 196])

ANSWERS.right("as a list")([32_768, 8_228_864])
ANSWERS.right("as a tuple")((32768, 8228864))
ANSWERS.right("NumPy adds up")(np.array([WEIGHTS.sum(), WEIGHTS @ WINDOWS]))
ANSWERS.right("floats")([32768.0, 8228864.0])
ANSWERS.right("two powers and a sum")([2**15, 784 * 3072 + 196 * 29696])

ANSWERS.wrong("no shortcut", ("shortcut forgotten",))(
    [WEIGHTS[:3].sum(), WEIGHTS[:3] @ WINDOWS[:3]]
)
ANSWERS.wrong("everything at full size", ("stride ignored",))([32768, 784 * 32768])
ANSWERS.wrong("everything at half size", ("stride in the first layer",))(
    [32768, 196 * 32768]
)
ANSWERS.wrong("half the windows", ("stride counted once",))(
    [32768, 784 * 3072 + 392 * 29696]
)
ANSWERS.wrong("shortcut at full size", ("shortcut on the full map",))(
    [32768, WEIGHTS @ [784, 196, 196, 784]]
)
ANSWERS.wrong("3×3 counted as 3", ("kernel of 3×3 not squared",))(
    [32768 - 6 * 1024, 8228864 - 196 * 6 * 1024]
)
ANSWERS.wrong("depthwise", ("one weight for a channel in the 3×3",))(
    [32768 - 9216 + 288, 8228864 - 196 * (9216 - 288)]
)
ANSWERS.wrong("with biases", ("biases counted",))([32768 + 384, 8228864])
ANSWERS.wrong("swapped", ("order of the two",))([8228864, 32768])
ANSWERS.wrong("weights twice", ("weights used once",))([32768, 32768])
ANSWERS.wrong("in millions")([0.032768, 8.228864])
ANSWERS.wrong("only the work")(8228864)
ANSWERS.wrong("the last one at full size", ("last 1×1 on the full map",))(
    [32768, WEIGHTS @ [784, 196, 784, 196]]
)
ANSWERS.wrong("the 3×3 at full size", ("3×3 on the full map",))(
    [32768, WEIGHTS @ [784, 784, 196, 196]]
)
ANSWERS.wrong("windows of 13 by 13", ("3×3 without padding",))(
    [32768, WEIGHTS @ [784, 169, 169, 169]]
)
ANSWERS.wrong("3×3 as one weight", ("3×3 counted as 1×1",))(
    [32768 - 8 * 1024, 8228864 - 196 * 8 * 1024]
)
ANSWERS.wrong("biases in both", ("biases counted in both",))(
    [32768 + 384, 8228864 + 32 * 784 + 352 * 196]
)
ANSWERS.wrong("the 3×3 of all", ("the 3×3 alone",))([9216, 9216 * 196])
ANSWERS.wrong("no shortcut in the work", ("shortcut among the weights only",))(
    [32768, 8228864 - 15360 * 196]
)
ANSWERS.wrong("no padded zeros", ("padded zeros left out",))(
    [32768, 8228864 - 1024 * (14 * 3 + 14 * 3 - 1)]
)
ANSWERS.wrong("twice the work", ("multiplications and additions",))([32768, 16457728])
ANSWERS.wrong("thousands", ("in thousands",))([32.768, 8228.864])
ANSWERS.wrong("channels added")([32 + 96 + 9 * 64 + 192 + 256, 8228864])
