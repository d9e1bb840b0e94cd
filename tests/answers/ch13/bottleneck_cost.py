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
