"""Answers to `find-the-wrong-layer`."""

import numpy as np

from tests.answers import Answers

ANSWERS = Answers("find-the-wrong-layer")

FOUND = [[1, 1], [3, 2], [3, 4], [5, 3], [4, 5]]

ANSWERS.right("as a list of lists")(FOUND)
ANSWERS.right("as a tuple of tuples")(tuple(map(tuple, FOUND)))
ANSWERS.right("as a list of tuples")([(1, 1), (3, 2), (3, 4), (5, 3), (4, 5)])
ANSWERS.right("as an array")(np.array(FOUND))
ANSWERS.right("as an array of int8")(np.array(FOUND, np.int8))
ANSWERS.right("as an array of floats")(np.array(FOUND, float))
ANSWERS.right("as floats")([[1.0, 1.0], [3.0, 2.0], [3.0, 4.0], [5.0, 3.0], [4.0, 5.0]])
ANSWERS.right("as a list of arrays")([np.array(row) for row in FOUND])
ANSWERS.right("as the columns put together with np.stack")(
    np.stack([[1, 3, 3, 5, 4], [1, 2, 4, 3, 5]], axis=1)
)
ANSWERS.right("as two columns put together with zip")(
    [
        [layer, setting]
        for layer, setting in zip(
            [1, 3, 3, 5, 4], np.array([1, 2, 4, 3, 5]), strict=True
        )
    ]
)

ANSWERS.wrong(
    "A: the kernel is blamed, but the 608 parameters are those of 5×5",
    names=("kernel blamed for the padding",),
)([[1, 2], [3, 2], [3, 4], [5, 3], [4, 5]])
ANSWERS.wrong(
    "A: the stride is blamed, but a stride of 2 would halve the size",
    names=("stride blamed for the padding",),
)([[1, 3], [3, 2], [3, 4], [5, 3], [4, 5]])
ANSWERS.wrong(
    "A: the pooling is blamed, but the layer before it differs already",
    names=("consequence for cause",),
)([[2, 2], [3, 2], [3, 4], [5, 3], [4, 5]])
ANSWERS.wrong(
    "A: the last layer is blamed, since its parameters are too few",
    names=("consequence for cause",),
)([[7, 4], [3, 2], [3, 4], [5, 3], [4, 5]])
ANSWERS.wrong(
    "B: the padding is blamed, but it does not change the parameters",
    names=("parameters not looked at",),
)([[1, 1], [3, 1], [3, 4], [5, 3], [4, 5]])
ANSWERS.wrong(
    "B: the stride is blamed, but it does not change the parameters",
    names=("stride blamed for the kernel",),
)([[1, 1], [3, 3], [3, 4], [5, 3], [4, 5]])
ANSWERS.wrong(
    "B: the number of filters is blamed, but 16 maps come out",
    names=("filters blamed for the kernel",),
)([[1, 1], [3, 4], [3, 4], [5, 3], [4, 5]])
ANSWERS.wrong(
    "B: layer 4 is blamed, but the layer before it differs already",
    names=("consequence for cause",),
)([[1, 1], [4, 2], [3, 4], [5, 3], [4, 5]])
ANSWERS.wrong(
    "C: the kernel is blamed, but the maps have their planned size",
    names=("kernel blamed for the filters",),
)([[1, 1], [3, 2], [3, 2], [5, 3], [4, 5]])
ANSWERS.wrong(
    "C: the bias is blamed, that would leave 1,152 parameters",
    names=("bias blamed for the filters",),
)([[1, 1], [3, 2], [3, 5], [5, 3], [4, 5]])
ANSWERS.wrong(
    "C: layer 4 is blamed, it only has fewer channels to look at",
    names=("consequence for cause",),
)([[1, 1], [3, 2], [4, 4], [5, 3], [4, 5]])
ANSWERS.wrong(
    "D: the window is blamed, a window of 1 would give 8×11 or 4×6",
    names=("pooling window blamed",),
)([[1, 1], [3, 2], [3, 4], [5, 2], [4, 5]])
ANSWERS.wrong(
    "D: the padding is blamed, that would give 4×6",
    names=("padding blamed for the stride",),
)([[1, 1], [3, 2], [3, 4], [5, 1], [4, 5]])
ANSWERS.wrong(
    "D: the flattening is blamed, but the layer before it differs already",
    names=("consequence for cause",),
)([[1, 1], [3, 2], [3, 4], [6, 2], [4, 5]])
ANSWERS.wrong(
    "D: the last layer is blamed for its many parameters",
    names=("consequence for cause",),
)([[1, 1], [3, 2], [3, 4], [7, 4], [4, 5]])
ANSWERS.wrong(
    "D: layer 4 is blamed, but its output is the planned one",
    names=("a layer without a fault",),
)([[1, 1], [3, 2], [3, 4], [4, 3], [4, 5]])
ANSWERS.wrong(
    "E: the number of filters is blamed, but 16 maps come out",
    names=("filters blamed for the bias",),
)([[1, 1], [3, 2], [3, 4], [5, 3], [4, 4]])
ANSWERS.wrong(
    "E: the kernel is blamed, but the size of the maps is the planned one",
    names=("kernel blamed for the bias",),
)([[1, 1], [3, 2], [3, 4], [5, 3], [4, 2]])
ANSWERS.wrong(
    "E: the last layer is blamed, but it has its bias",
    names=("a layer without a fault",),
)([[1, 1], [3, 2], [3, 4], [5, 3], [7, 5]])
ANSWERS.wrong(
    "E: layer 3 is blamed, but it has its 1,168 parameters",
    names=("a layer without a fault",),
)([[1, 1], [3, 2], [3, 4], [5, 3], [3, 5]])
ANSWERS.wrong("B and C exchanged", names=("two people exchanged",))(
    [[1, 1], [3, 4], [3, 2], [5, 3], [4, 5]]
)
ANSWERS.wrong("D and E exchanged", names=("two people exchanged",))(
    [[1, 1], [3, 2], [3, 4], [4, 5], [5, 3]]
)
ANSWERS.wrong("the layers are counted from 0", names=("layers counted from 0",))(
    [[0, 1], [2, 2], [2, 4], [4, 3], [3, 5]]
)
ANSWERS.wrong(
    "layers and settings are counted from 0",
    names=(
        "layers counted from 0",
        "settings counted from 0",
    ),
)([[0, 0], [2, 1], [2, 3], [4, 2], [3, 4]])
ANSWERS.wrong(
    "each row the other way round, the setting first", names=("columns swapped",)
)([[1, 1], [2, 3], [4, 3], [3, 5], [5, 4]])
ANSWERS.wrong(
    "two rows of five instead of five rows of two", names=("rows and columns swapped",)
)([[1, 3, 3, 5, 4], [1, 2, 4, 3, 5]])
ANSWERS.wrong("only the layers", names=("layers only",))([1, 3, 3, 5, 4])
ANSWERS.wrong("only the settings", names=("settings only",))([1, 2, 4, 3, 5])
ANSWERS.wrong("the last person is missing", names=("a person missing",))(
    [[1, 1], [3, 2], [3, 4], [5, 3]]
)
ANSWERS.wrong("the settings are written as words")(
    [
        [1, "padding"],
        [3, "size of the kernel or window"],
        [3, "number of filters"],
        [5, "stride"],
        [4, "bias left out"],
    ]
)
ANSWERS.wrong(
    "B: the padding is blamed and D: the window is blamed",
    names=(
        "parameters not looked at",
        "pooling window blamed",
    ),
)([[1, 1], [3, 1], [3, 4], [5, 2], [4, 5]])
ANSWERS.wrong(
    "A: the kernel is blamed and E: the number of filters is blamed",
    names=(
        "kernel blamed for the padding",
        "filters blamed for the bias",
    ),
)([[1, 2], [3, 2], [3, 4], [5, 3], [4, 4]])
ANSWERS.wrong(
    "C: layer 4 is blamed and D: layer 4 is blamed",
    names=(
        "consequence for cause",
        "a layer without a fault",
    ),
)([[1, 1], [3, 2], [4, 4], [4, 3], [4, 5]])
ANSWERS.wrong(
    "the settings are counted from 0, the layers are right",
    names=("settings counted from 0",),
)([[1, 0], [3, 1], [3, 3], [5, 2], [4, 4]])
ANSWERS.wrong(
    "the settings are counted from 2, the layers are right",
    names=("settings one too high",),
)([[1, 2], [3, 3], [3, 5], [5, 4], [4, 6]])
ANSWERS.wrong(
    "layers and settings are one too high",
    names=("the input counted as a layer", "settings one too high"),
)([[2, 2], [4, 3], [4, 5], [6, 4], [5, 6]])
ANSWERS.wrong("the settings alone, counted from 0", names=("settings only",))(
    [0, 1, 3, 2, 4]
)

ANSWERS.wrong("the layer behind, in A and D", ("consequence for cause",))(
    [[2, 1], [3, 2], [3, 4], [6, 3], [4, 5]]
)
