"""Answers to `pad-by-hand`."""

import numpy as np
from scipy.signal import correlate2d

import cnnbook as cb
from tests.answers import Answers

ANSWERS = Answers("pad-by-hand")

tiny = np.array([[4, 6], [7, 3]])
K = np.array([[1, 2, -1], [0, 1, 2], [-2, 1, 0]])

R = cb.conv2d(tiny, K, padding=1)
(A, B), (C, D) = R.tolist()
(a, b), (c, d) = tiny.tolist()

ANSWERS.right("as nested lists")([[A, B], [C, D]])
ANSWERS.right("as nested tuples")(((A, B), (C, D)))
ANSWERS.right("as an array")(np.array([[A, B], [C, D]]))
ANSWERS.right("as floats")([[float(A), float(B)], [float(C), float(D)]])
ANSWERS.right("as a list of arrays")([np.array([A, B]), np.array([C, D])])
ANSWERS.right("as an 8-bit array")(np.array([[A, B], [C, D]], dtype=np.int8))
ANSWERS.right("as a float32 array")(np.array([[A, B], [C, D]], dtype="float32"))
ANSWERS.right("with the products written out")(
    [[a + 2 * b + c, b - 2 * c + d], [2 * a - b + c + 2 * d, a + 2 * b + d]]
)
ANSWERS.right("let the package work it out")(cb.conv2d(tiny, K, padding=1))
ANSWERS.right("let the package work it out, with the word same")(
    cb.conv2d(tiny, K, padding="same")
)
ANSWERS.right("with SciPy, in floats")(correlate2d(tiny * 1.0, K, mode="same"))

ANSWERS.wrong("the kernel is flipped along both axes", names=("flipped kernel",))(
    cb.convolve2d(tiny, K, padding=1)
)
ANSWERS.wrong(
    "the kernel is transposed", names=("rows and columns of the kernel swapped",)
)(cb.conv2d(tiny, K.T, padding=1))
ANSWERS.wrong(
    "the kernel is flipped from left to right", names=("kernel mirrored left to right",)
)(cb.conv2d(tiny, K[:, ::-1], padding=1))
ANSWERS.wrong("the kernel is flipped upside down", names=("kernel upside down",))(
    cb.conv2d(tiny, K[::-1], padding=1)
)
ANSWERS.wrong("rows and columns are swapped", names=("rows and columns swapped",))(
    [[A, C], [B, D]]
)
ANSWERS.wrong("the two rows are swapped", names=("the two rows swapped",))(
    [[C, D], [A, B]]
)
ANSWERS.wrong("the two columns are swapped", names=("the two columns swapped",))(
    [[B, A], [D, C]]
)
ANSWERS.wrong(
    "the order of all four is turned around",
    names=(
        "the two rows swapped",
        "the two columns swapped",
    ),
)([[D, C], [B, A]])
ANSWERS.wrong(
    "the padding is 2, so four rows of four values come out",
    names=("two rows and columns of padding",),
)(cb.conv2d(tiny, K, padding=2))
ANSWERS.wrong("the frame holds ones instead of zeros", names=("padding with ones",))(
    cb.conv2d(np.pad(tiny, 1, constant_values=1), K)
)
ANSWERS.wrong(
    "the frame repeats the pixels of the border",
    names=("padding with copies of the border",),
)(cb.conv2d(np.pad(tiny, 1, mode="edge"), K))
ANSWERS.wrong(
    "all padding above and on the left", names=("padding above and to the left only",)
)(cb.conv2d(np.pad(tiny, ((2, 0), (2, 0))), K))
ANSWERS.wrong(
    "all padding below and on the right", names=("padding below and to the right only",)
)(cb.conv2d(np.pad(tiny, ((0, 2), (0, 2))), K))
ANSWERS.wrong(
    "the mean of the nine products instead of their sum", names=("mean instead of sum",)
)(cb.conv2d(tiny, K, padding=1) / 9)
ANSWERS.wrong(
    "the pixels are added without the weights",
    names=("window added up without the kernel",),
)(np.full((2, 2), tiny.sum()))
ANSWERS.wrong("only the middle of the kernel is used", names=("centre weight only",))(
    [[a, b], [c, d]]
)
ANSWERS.wrong(
    "the padded image instead of the feature map",
    names=("the padded image instead of the map",),
)(np.pad(tiny, 1))
ANSWERS.wrong("the four values in one row")([A, B, C, D])
ANSWERS.wrong("only the first value")([[A]])
ANSWERS.wrong("top left: the product 7·1 is left out", names=("one product left out",))(
    [[A - c, B], [C, D]]
)
ANSWERS.wrong("top left: 6·2 counted as 6·1")([[A - b, B], [C, D]])
ANSWERS.wrong("top left: 3·(−2) is taken along, a wrong corner of K")(
    [[A - 2 * d, B], [C, D]]
)
ANSWERS.wrong("top right: the sign of −14 is lost", names=("one sign lost",))(
    [[A, B + 4 * c], [C, D]]
)
ANSWERS.wrong("top right: 7·(−2) is left out", names=("one product left out",))(
    [[A, B + 2 * c], [C, D]]
)
ANSWERS.wrong("top right: 6·1 is left out", names=("one product left out",))(
    [[A, B - b], [C, D]]
)
ANSWERS.wrong("bottom left: the sign of 6·(−1) is lost", names=("one sign lost",))(
    [[A, B], [C + 2 * b, D]]
)
ANSWERS.wrong("bottom left: 3·2 is left out", names=("one product left out",))(
    [[A, B], [C - 2 * d, D]]
)
ANSWERS.wrong("bottom left: an arithmetic slip by one")([[A, B], [C + 1, D]])
ANSWERS.wrong("bottom right: 4·1 is left out", names=("one product left out",))(
    [[A, B], [C, D - a]]
)
ANSWERS.wrong("bottom right: 3·2 instead of 3·1")([[A, B], [C, D + d]])
ANSWERS.wrong(
    "negative weights are taken as positive", names=("signs of the weights lost",)
)(cb.conv2d(tiny, np.abs(K), padding=1))
ANSWERS.wrong("the values are strings")([[str(A), str(B)], [str(C), str(D)]])
ANSWERS.wrong(
    "the kernel is flipped and rows and columns are swapped",
    names=(
        "flipped kernel",
        "rows and columns swapped",
    ),
)(cb.convolve2d(tiny, K, padding=1).T)
ANSWERS.wrong(
    "7·1 is left out at the top left and the columns are swapped",
    names=(
        "one product left out",
        "the two columns swapped",
    ),
)([[B, A - c], [D, C]])


ANSWERS.wrong("every sign turned", names=("all signs turned",))([[-23, 5], [-15, -19]])
ANSWERS.wrong("half of each", names=("halved",))([[11.5, -2.5], [7.5, 9.5]])
ANSWERS.wrong("the image transposed", names=("rows and columns of the image swapped",))(
    cb.conv2d(tiny.T, K, padding=1)
)
