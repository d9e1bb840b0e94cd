"""Answers to `lenet-shapes`."""

import numpy as np

from tests.answers import Answers

ANSWERS = Answers("lenet-shapes")

SHAPES = [[32, 40, 6], [16, 20, 6], [12, 16, 16], [6, 8, 16]]

ANSWERS.right("as a list of lists")(SHAPES)
ANSWERS.right("as a list of tuples")(
    [(32, 40, 6), (16, 20, 6), (12, 16, 16), (6, 8, 16)]
)
ANSWERS.right("as a tuple of tuples")(tuple(map(tuple, SHAPES)))
ANSWERS.right("as an array")(np.array(SHAPES))
ANSWERS.right("as an array of floats")(np.array(SHAPES, float))
ANSWERS.right("as an array of uint8")(np.array(SHAPES, np.uint8))
ANSWERS.right("as products and quotients")(
    [
        [32, 40, 6],
        [32 // 2, 40 // 2, 6],
        [16 - 5 + 1, 20 - 5 + 1, 16],
        [12 // 2, 16 // 2, 16],
    ]
)
ANSWERS.right("as floats from a division")(
    [[32, 40, 6], [32 / 2, 40 / 2, 6], [12, 16, 16], [12 / 2, 16 / 2, 16]]
)
ANSWERS.right("as the values of a dict, in a list")(
    list(
        {
            "C1": (32, 40, 6),
            "S2": (16, 20, 6),
            "C3": (12, 16, 16),
            "S4": (6, 8, 16),
        }.values()
    )
)
ANSWERS.right("as three columns")(
    np.column_stack([[32, 16, 12, 6], [40, 20, 16, 8], [6, 6, 16, 16]])
)

ANSWERS.wrong("C1 is not padded, as in 1998")(
    [[28, 36, 6], [14, 18, 6], [10, 14, 16], [5, 7, 16]]
)
ANSWERS.wrong("C3 is padded too")([[32, 40, 6], [16, 20, 6], [16, 20, 16], [8, 10, 16]])
ANSWERS.wrong("the shapes of the chapter, for 28×28 pixels")(
    [[28, 28, 6], [14, 14, 6], [10, 10, 16], [5, 5, 16]]
)
ANSWERS.wrong("height and width are exchanged")(
    [[40, 32, 6], [20, 16, 6], [16, 12, 16], [8, 6, 16]]
)
ANSWERS.wrong("the channels stand first")(
    [[6, 32, 40], [6, 16, 20], [16, 12, 16], [16, 6, 8]]
)
ANSWERS.wrong("the picture taken as 32×32")(
    [[32, 32, 6], [16, 16, 6], [12, 12, 16], [6, 6, 16]]
)
ANSWERS.wrong("the picture taken as 40×40")(
    [[40, 40, 6], [20, 20, 6], [16, 16, 16], [8, 8, 16]]
)
ANSWERS.wrong("a map for each filter and colour, 18 in C1")(
    [[32, 40, 18], [16, 20, 18], [12, 16, 16], [6, 8, 16]]
)
ANSWERS.wrong("a map for each filter and channel, in both convolutions")(
    [[32, 40, 18], [16, 20, 18], [12, 16, 288], [6, 8, 288]]
)
ANSWERS.wrong("the three colours are kept in C1 and S2")(
    [[32, 40, 3], [16, 20, 3], [12, 16, 16], [6, 8, 16]]
)
ANSWERS.wrong("the pooling halves the channels too")(
    [[32, 40, 6], [16, 20, 3], [12, 16, 16], [6, 8, 8]]
)
ANSWERS.wrong("the pooling moves by 1")(
    [[32, 40, 6], [31, 39, 6], [27, 35, 16], [26, 34, 16]]
)
ANSWERS.wrong("the pooling halves the height only")(
    [[32, 40, 6], [16, 40, 6], [12, 36, 16], [6, 36, 16]]
)
ANSWERS.wrong("C3 takes off 5, the + 1 is missing")(
    [[32, 40, 6], [16, 20, 6], [11, 15, 16], [5, 7, 16]]
)
ANSWERS.wrong("C3 takes off 5 and S4 rounds up")(
    [[32, 40, 6], [16, 20, 6], [11, 15, 16], [6, 8, 16]]
)
ANSWERS.wrong("C3 with 3×3 kernels")(
    [[32, 40, 6], [16, 20, 6], [14, 18, 16], [7, 9, 16]]
)
ANSWERS.wrong("C3 adds its 16 maps to the six")(
    [[32, 40, 6], [16, 20, 6], [12, 16, 22], [6, 8, 22]]
)
ANSWERS.wrong("C1 with 16 filters and C3 with 6")(
    [[32, 40, 16], [16, 20, 16], [12, 16, 6], [6, 8, 6]]
)
ANSWERS.wrong("the padding of C1 is added to its output, 36×44")(
    [[36, 44, 6], [18, 22, 6], [14, 18, 16], [7, 9, 16]]
)
ANSWERS.wrong("only C3 takes anything off the height")(
    [[32, 40, 6], [16, 20, 6], [12, 20, 16], [6, 10, 16]]
)
ANSWERS.wrong("a slip in the last row, S4 like C3")(
    [[32, 40, 6], [16, 20, 6], [12, 16, 16], [12, 16, 16]]
)
ANSWERS.wrong("a slip in the last row, 16/2 = 9")(
    [[32, 40, 6], [16, 20, 6], [12, 16, 16], [6, 9, 16]]
)
ANSWERS.wrong("a row for the picture, and S4 is missing")(
    [[32, 40, 3], [32, 40, 6], [16, 20, 6], [12, 16, 16]]
)
ANSWERS.wrong("a row for the picture as well")([[32, 40, 3], *SHAPES])
ANSWERS.wrong("C5 as well")([*SHAPES, [1, 1, 120]])
ANSWERS.wrong("only C1 and C3")([[32, 40, 6], [12, 16, 16]])
ANSWERS.wrong("columns for rows")([[32, 16, 12, 6], [40, 20, 16, 8], [6, 6, 16, 16]])
ANSWERS.wrong("only height and width")([[32, 40], [16, 20], [12, 16], [6, 8]])
ANSWERS.wrong("the numbers of values")([7680, 1920, 3072, 768])
ANSWERS.wrong("in one flat list")([32, 40, 6, 16, 20, 6, 12, 16, 16, 6, 8, 16])
ANSWERS.wrong("with None for the batch in front")(
    [[None, 32, 40, 6], [None, 16, 20, 6], [None, 12, 16, 16], [None, 6, 8, 16]]
)
ANSWERS.wrong("C1 is not padded and the channels stand first")(
    [[6, 28, 36], [6, 14, 18], [16, 10, 14], [16, 5, 7]]
)
ANSWERS.wrong("C3 is padded too and height and width are exchanged")(
    [[40, 32, 6], [20, 16, 6], [20, 16, 16], [10, 8, 16]]
)
ANSWERS.wrong("the pooling halves the channels too and C3 takes off 5")(
    [[32, 40, 6], [16, 20, 3], [11, 15, 16], [5, 7, 8]]
)
