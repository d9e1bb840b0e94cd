"""Answers to `trace-a-network`."""

from fractions import Fraction

import numpy as np

from tests.answers import Answers

ANSWERS = Answers("trace-a-network")

TRACED = [[7616, 608], [1904, 0], [576, 876], [576, 0], [5, 2885]]

ANSWERS.right("as a list of lists")(TRACED)
ANSWERS.right("as products left to Python")(
    [
        [28 * 34 * 8, (5 * 5 * 3 + 1) * 8],
        [14 * 17 * 8, 0],
        [6 * 8 * 12, (3 * 3 * 8 + 1) * 12],
        [6 * 8 * 12, 0],
        [5, (6 * 8 * 12 + 1) * 5],
    ]
)
ANSWERS.right("as a tuple of tuples")(tuple(map(tuple, TRACED)))
ANSWERS.right("as an array of int64")(np.array(TRACED))
ANSWERS.right("as an array of int16, which is large enough")(np.array(TRACED, np.int16))
ANSWERS.right("as an array of floats")(np.array(TRACED, float))
ANSWERS.right("as an array of float32")(np.array(TRACED, np.float32))
ANSWERS.right("as a list of arrays")([np.array(row) for row in TRACED])
ANSWERS.right("as floats from a division")(
    [
        [28 * 34 * 8 / 1, 608.0],
        [28 * 34 * 8 / 4, 0.0],
        [576.0, 876],
        [576, 0],
        [5, 2885],
    ]
)
ANSWERS.right("as fractions")([[Fraction(n) for n in row] for row in TRACED])
ANSWERS.right("with np.prod for the values")(
    [
        [np.prod([28, 34, 8]), 608],
        [np.prod([14, 17, 8]), 0],
        [np.prod([6, 8, 12]), 876],
        [np.prod([6, 8, 12]), 0],
        [np.prod([5]), 2885],
    ]
)
ANSWERS.right("as the two columns, put together with zip")(
    list(zip([7616, 1904, 576, 576, 5], [608, 0, 876, 0, 2885], strict=True))
)

ANSWERS.wrong("all biases are forgotten", names=("biases forgotten",))(
    [[7616, 600], [1904, 0], [576, 864], [576, 0], [5, 2880]]
)
ANSWERS.wrong(
    "one bias for each layer, it is one for each filter or unit",
    names=("one bias for each layer",),
)([[7616, 601], [1904, 0], [576, 865], [576, 0], [5, 2881]])
ANSWERS.wrong(
    "the bias of the dense layer is forgotten", names=("biases of one layer forgotten",)
)([[7616, 608], [1904, 0], [576, 876], [576, 0], [5, 2880]])
ANSWERS.wrong(
    "the biases of the convolutions are forgotten",
    names=("biases of the convolutions forgotten",),
)([[7616, 600], [1904, 0], [576, 864], [576, 0], [5, 2885]])
ANSWERS.wrong(
    "the dense layer has a bias for each input, it is one for each output",
    names=("a bias for each input of the dense layer",),
)([[7616, 608], [1904, 0], [576, 876], [576, 0], [5, 576 * 5 + 576]])
ANSWERS.wrong(
    "the depth of the filters is forgotten in both convolutions",
    names=("depth forgotten",),
)([[7616, 26 * 8], [1904, 0], [576, 10 * 12], [576, 0], [5, 2885]])
ANSWERS.wrong(
    "the second convolution's filters have the depth of the image",
    names=("depth of the image for every filter",),
)([[7616, 608], [1904, 0], [576, 28 * 12], [576, 0], [5, 2885]])
ANSWERS.wrong(
    "both convolutions padded as with same", names=("same padding expected",)
)([[9728, 608], [2432, 0], [960, 876], [960, 0], [5, 4805]])
ANSWERS.wrong(
    "the pooling moves by 1, not by its window",
    names=("stride 1 expected for pooling",),
)([[7616, 608], [7128, 0], [2496, 876], [2496, 0], [5, 12485]])
ANSWERS.wrong(
    "the stride of the second convolution is ignored", names=("stride ignored",)
)([[7616, 608], [1904, 0], [2160, 876], [2160, 0], [5, 10805]])
ANSWERS.wrong("the + 1 of the output size is missing", names=("+ 1 missing",))(
    [[7128, 608], [1664, 0], [360, 876], [360, 0], [5, 1805]]
)
ANSWERS.wrong("the strided output size is rounded up", names=("rounded up",))(
    [[7616, 608], [1904, 0], [672, 876], [672, 0], [5, 3365]]
)
ANSWERS.wrong(
    "the + 1 is divided by the stride too", names=("+ 1 before the division",)
)([[7616, 608], [1904, 0], [504, 876], [504, 0], [5, 2525]])
ANSWERS.wrong(
    "the maps are counted without their channels",
    names=("channels left out of the values",),
)([[952, 608], [238, 0], [48, 876], [48, 0], [5, 2885]])
ANSWERS.wrong(
    "the maps are counted without their channels, but for the flat list",
    names=("channels left out, but for the list",),
)([[952, 608], [238, 0], [48, 876], [576, 0], [5, 2885]])
ANSWERS.wrong("the pooling is given parameters", names=("weights given to pooling",))(
    [[7616, 608], [1904, 40], [576, 876], [576, 0], [5, 2885]]
)
ANSWERS.wrong(
    "the flattening is given parameters", names=("Flatten counted as parameters",)
)([[7616, 608], [1904, 0], [576, 876], [576, 576], [5, 2885]])
ANSWERS.wrong(
    "the pooling halves the channels too", names=("pooling halves the channels",)
)([[7616, 608], [952, 0], [576, 444], [576, 0], [5, 2885]])
ANSWERS.wrong(
    "the pooling halves the height only", names=("pooling in one direction",)
)(
    [
        [7616, 608],
        [14 * 34 * 8, 0],
        [6 * 16 * 12, 876],
        [6 * 16 * 12, 0],
        [5, (6 * 16 * 12 + 1) * 5],
    ]
)
ANSWERS.wrong(
    "the image taken as a square of 32×32", names=("image taken as a square",)
)([[6272, 608], [1568, 0], [432, 876], [432, 0], [5, 2165]])
ANSWERS.wrong(
    "the second convolution with 5×5 kernels, as the first", names=("both kernels 5×5",)
)([[7616, 608], [1904, 0], [420, 2412], [420, 0], [5, 2105]])
ANSWERS.wrong(
    "filters and kernel size exchanged in the first layer",
    names=("filters and kernel size exchanged in the first layer",),
)([[3875, 965], [900, 0], [420, 552], [420, 0], [5, 2105]])
ANSWERS.wrong(
    "the values multiplied by the colours once more",
    names=("values multiplied by the colours",),
)([[22848, 608], [5712, 0], [1728, 876], [1728, 0], [5, 8645]])
ANSWERS.wrong(
    "multiply-adds instead of parameters", names=("multiply-adds for parameters",)
)([[7616, 571_200], [1904, 0], [576, 41_472], [576, 0], [5, 2880]])
ANSWERS.wrong(
    "each row the other way round, parameters first", names=("columns swapped",)
)([[608, 7616], [0, 1904], [876, 576], [0, 576], [2885, 5]])
ANSWERS.wrong(
    "two rows of five instead of five rows of two", names=("rows and columns swapped",)
)([[7616, 1904, 576, 576, 5], [608, 0, 876, 0, 2885]])
ANSWERS.wrong("a row for the input as well", names=("a row for the input",))(
    [[3648, 0], [7616, 608], [1904, 0], [576, 876], [576, 0], [5, 2885]]
)
ANSWERS.wrong("a row with the total as well", names=("a row for the total",))(
    [[7616, 608], [1904, 0], [576, 876], [576, 0], [5, 2885], [10677, 4369]]
)
ANSWERS.wrong("no row for the flattening", names=("no row for Flatten",))(
    [[7616, 608], [1904, 0], [576, 876], [5, 2885]]
)
ANSWERS.wrong("only the values", names=("values only",))([7616, 1904, 576, 576, 5])
ANSWERS.wrong("one flat list of ten numbers", names=("one long row",))(
    [7616, 608, 1904, 0, 576, 876, 576, 0, 5, 2885]
)
ANSWERS.wrong("a slip in 28 · 34 = 942, carried on")(
    [[7536, 608], [1884, 0], [576, 876], [576, 0], [5, 2885]]
)
ANSWERS.wrong(
    "all biases are forgotten and both convolutions padded as with same",
    names=(
        "biases forgotten",
        "same padding expected",
    ),
)([[9728, 600], [2432, 0], [960, 864], [960, 0], [5, 4800]])
ANSWERS.wrong(
    "the depth of the filters is forgotten and the stride is ignored",
    names=(
        "depth forgotten",
        "stride ignored",
    ),
)([[7616, 208], [1904, 0], [2160, 120], [2160, 0], [5, 10805]])
ANSWERS.wrong(
    "the + 1 is missing and the dense layer has no bias",
    names=(
        "biases of one layer forgotten",
        "+ 1 missing",
    ),
)([[7128, 608], [1664, 0], [360, 876], [360, 0], [5, 1800]])
ANSWERS.wrong("only the parameters", names=("parameters only",))([608, 0, 876, 0, 2885])
ANSWERS.wrong("601 for 608 parameters: a slip in the sum")(
    [[7616, 601], [1904, 0], [576, 876], [576, 0], [5, 2885]]
)
ANSWERS.wrong("the columns swapped", names=("columns swapped",))(
    [[608, 7616], [0, 1904], [876, 576], [0, 576], [2885, 5]]
)
