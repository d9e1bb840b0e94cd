"""Answers to `inverse-design`."""

import numpy as np

from tests.answers import Answers

ANSWERS = Answers("inverse-design")

ANSWERS.right("the rows of the chapter's table")(
    [[3, 0, 1], [5, 0, 2], [7, 3, 2], [3, 1, 1]]
)
ANSWERS.right("as an array, small kernels")(
    np.array([[3, 0, 1], [5, 0, 2], [3, 1, 2], [3, 1, 1]])
)
ANSWERS.right("as tuples, with padding in every row")(
    ((5, 1, 1), (7, 1, 2), (5, 2, 2), (5, 2, 1))
)
ANSWERS.right("as floats")(
    np.array([[7, 2, 1], [9, 2, 2], [9, 4, 2], [7, 3, 1]], dtype=float)
)
ANSWERS.right("large kernels, and 37 to 17 with stride 1")(
    [[9, 3, 1], [21, 0, 1], [113, 0, 1], [27, 13, 1]]
)
ANSWERS.right("a larger stride in every row, with as much padding as allowed")(
    [[35, 34, 2], [13, 12, 3], [111, 110, 3], [29, 28, 2]]
)
ANSWERS.right("pixels left over: 37 to 17 with stride 3 and a rest")(
    [[3, 0, 1], [15, 13, 3], [11, 5, 2], [9, 4, 1]]
)
ANSWERS.right("kernels larger than the unpadded image")(
    [[41, 19, 1], [39, 9, 1], [225, 112, 2], [29, 14, 1]]
)
ANSWERS.right("worked out with a search over f, p and s")(
    [
        next(
            [f, p, s]
            for s in range(1, 6)
            for f in range(3, 60, 2)
            for p in range(f)
            if f <= n + 2 * p and (n + 2 * p - f) // s + 1 == m
        )
        for n, m in [(39, 37), (37, 17), (224, 112), (28, 28)]
    ]
)
ANSWERS.right("a list of arrays of 8 bits")(
    [np.array(row, dtype=np.uint8) for row in [(3, 0, 1), (5, 0, 2), (3, 1, 2)]]
    + [np.array([3, 1, 1], dtype=np.uint8)]
)

ANSWERS.wrong("row 0: an even kernel")([[4, 1, 1], [5, 0, 2], [7, 3, 2], [3, 1, 1]])
ANSWERS.wrong("row 0: 39 − 37 taken for f")(
    [[2, 0, 1], [5, 0, 2], [7, 3, 2], [3, 1, 1]]
)
ANSWERS.wrong("row 0: padding 1 gives 39 again")(
    [[3, 1, 1], [5, 0, 2], [7, 3, 2], [3, 1, 1]]
)
ANSWERS.wrong("row 0: the kernel is as large as the padding, 33")(
    [[33, 33, 2], [5, 0, 2], [7, 3, 2], [3, 1, 1]]
)
ANSWERS.wrong("row 0: negative padding and f = 1")(
    [[1, -1, 1], [5, 0, 2], [7, 3, 2], [3, 1, 1]]
)
ANSWERS.wrong("row 0: negative padding")([[5, -1, 1], [5, 0, 2], [7, 3, 2], [3, 1, 1]])
ANSWERS.wrong("row 1: f = 3 gives 18")([[3, 0, 1], [3, 0, 2], [7, 3, 2], [3, 1, 1]])
ANSWERS.wrong("row 1: f = 7 without padding gives 16")(
    [[3, 0, 1], [7, 0, 2], [7, 3, 2], [3, 1, 1]]
)
ANSWERS.wrong("row 1: an even kernel, where the floor hides it")(
    [[3, 0, 1], [4, 0, 2], [7, 3, 2], [3, 1, 1]]
)
ANSWERS.wrong("row 1: the padding is as large as the kernel")(
    [[3, 0, 1], [11, 11, 3], [7, 3, 2], [3, 1, 1]]
)
ANSWERS.wrong("row 2: an even kernel, f = s = 2")(
    [[3, 0, 1], [5, 0, 2], [2, 0, 2], [3, 1, 1]]
)
ANSWERS.wrong("row 2: padding forgotten, 111 comes out")(
    [[3, 0, 1], [5, 0, 2], [3, 0, 2], [3, 1, 1]]
)
ANSWERS.wrong("row 2: 2 before and 3 after cut down to p = 2, 111 comes out")(
    [[3, 0, 1], [5, 0, 2], [7, 2, 2], [3, 1, 1]]
)
ANSWERS.wrong("row 2: the padding is counted once, p = 6")(
    [[3, 0, 1], [5, 0, 2], [7, 6, 2], [3, 1, 1]]
)
ANSWERS.wrong("row 2: a kernel of one pixel")(
    [[3, 0, 1], [5, 0, 2], [1, 0, 2], [3, 1, 1]]
)
ANSWERS.wrong("row 2: a padding of 2.5 for TensorFlow's 2 and 3")(
    [[3, 0, 1], [5, 0, 2], [7, 2.5, 2], [3, 1, 1]]
)
ANSWERS.wrong("row 3: a kernel of one pixel")(
    [[3, 0, 1], [5, 0, 2], [7, 3, 2], [1, 0, 1]]
)
ANSWERS.wrong("row 3: no padding, 26 comes out")(
    [[3, 0, 1], [5, 0, 2], [7, 3, 2], [3, 0, 1]]
)
ANSWERS.wrong("row 3: the padding is as large as the kernel")(
    [[3, 0, 1], [5, 0, 2], [7, 3, 2], [27, 27, 2]]
)
ANSWERS.wrong("row 3: stride 0 for standing still")(
    [[3, 0, 1], [5, 0, 2], [7, 3, 2], [3, 1, 0]]
)
ANSWERS.wrong("row 3: p = f − 1, full padding")(
    [[3, 0, 1], [5, 0, 2], [7, 3, 2], [3, 2, 1]]
)
ANSWERS.wrong("row 3: f/2 as the padding, an even kernel")(
    [[3, 0, 1], [5, 0, 2], [7, 3, 2], [2, 0.5, 1]]
)
ANSWERS.wrong("the order is f, s, p", names=("order of the columns",))(
    [[3, 1, 0], [5, 2, 0], [7, 2, 3], [3, 1, 1]]
)
ANSWERS.wrong("the order is p, f, s", names=("order of the columns",))(
    [[0, 3, 1], [0, 5, 2], [3, 7, 2], [1, 3, 1]]
)
ANSWERS.wrong("rows and columns swapped: all f, all p, all s")(
    np.array([[3, 0, 1], [5, 0, 2], [7, 3, 2], [3, 1, 1]]).T
)
ANSWERS.wrong("the last row is missing")([[3, 0, 1], [5, 0, 2], [7, 3, 2]])
ANSWERS.wrong("only one row")([3, 0, 1])
ANSWERS.wrong("the strides are missing")([[3, 0], [5, 0], [7, 3], [3, 1]])
ANSWERS.wrong("all twelve numbers in one row")([3, 0, 1, 5, 0, 2, 7, 3, 2, 3, 1, 1])
ANSWERS.wrong("the sizes instead of f, p and s")(
    [[39, 37, 1], [37, 17, 2], [224, 112, 2], [28, 28, 1]]
)
ANSWERS.wrong("the rows in the opposite order", names=("order of the rows",))(
    [[3, 1, 1], [7, 3, 2], [5, 0, 2], [3, 0, 1]]
)
ANSWERS.wrong("words for the padding")(
    [[3, "valid", 1], [5, "valid", 2], [7, "same", 2], [3, "same", 1]]
)
ANSWERS.wrong("rows 1 and 2: the + 1 is forgotten", names=("missing + 1",))(
    [[3, 0, 1], [3, 0, 2], [3, 2, 2], [3, 1, 1]]
)
ANSWERS.wrong(
    "the padding is counted once in all rows", names=("padding counted once",)
)([[5, 2, 1], [7, 2, 2], [3, 2, 2], [3, 2, 1]])
ANSWERS.wrong("row 1 with the wrong stride and row 3 with an even kernel")(
    [[3, 0, 1], [5, 0, 3], [7, 3, 2], [2, 1, 1]]
)
