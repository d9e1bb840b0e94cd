"""Answers to `pad-by-hand`."""

import numpy as np
from scipy.signal import correlate2d

import cnnbook as cb
from tests.answers import Answers

ANSWERS = Answers("pad-by-hand")

tiny = np.array([[1, 2], [3, 4]])
K = np.array([[1, 2, -1], [0, 1, 2], [-2, 1, 0]])

ANSWERS.right("as nested lists")([[8, 0], [11, 9]])
ANSWERS.right("as nested tuples")(((8, 0), (11, 9)))
ANSWERS.right("as an array")(np.array([[8, 0], [11, 9]]))
ANSWERS.right("as floats")([[8.0, 0.0], [11.0, 9.0]])
ANSWERS.right("as a list of arrays")([np.array([8, 0]), np.array([11, 9])])
ANSWERS.right("as an 8-bit array")(np.array([[8, 0], [11, 9]], dtype=np.uint8))
ANSWERS.right("as a float32 array")(np.array([[8, 0], [11, 9]], dtype="float32"))
ANSWERS.right("with the products written out, a negative zero")(
    [[1 + 4 + 3, -0.0], [2 - 2 + 3 + 8, 1 + 4 + 4]]
)
ANSWERS.right("let the package work it out")(cb.conv2d(tiny, K, padding=1))
ANSWERS.right("let the package work it out, with the word same")(
    cb.conv2d(tiny, K, padding="same")
)
ANSWERS.right("with SciPy, in floats")(correlate2d(tiny * 1.0, K, mode="same"))

ANSWERS.wrong("the kernel is flipped along both axes")(
    cb.convolve2d(tiny, K, padding=1)
)
ANSWERS.wrong("the kernel is transposed")(cb.conv2d(tiny, K.T, padding=1))
ANSWERS.wrong("the kernel is flipped from left to right")(
    cb.conv2d(tiny, K[:, ::-1], padding=1)
)
ANSWERS.wrong("the kernel is flipped upside down")(cb.conv2d(tiny, K[::-1], padding=1))
ANSWERS.wrong("rows and columns are swapped")([[8, 11], [0, 9]])
ANSWERS.wrong("the two rows are swapped")([[11, 9], [8, 0]])
ANSWERS.wrong("the two columns are swapped")([[0, 8], [9, 11]])
ANSWERS.wrong("the order of all four is turned around")([[9, 11], [0, 8]])
ANSWERS.wrong("the padding is 2, so four rows of four values come out")(
    cb.conv2d(tiny, K, padding=2)
)
ANSWERS.wrong("the frame holds ones instead of zeros")(
    cb.conv2d(np.pad(tiny, 1, constant_values=1), K)
)
ANSWERS.wrong("the frame repeats the pixels of the border")(
    cb.conv2d(np.pad(tiny, 1, mode="edge"), K)
)
ANSWERS.wrong("all padding above and on the left")(
    cb.conv2d(np.pad(tiny, ((2, 0), (2, 0))), K)
)
ANSWERS.wrong("all padding below and on the right")(
    cb.conv2d(np.pad(tiny, ((0, 2), (0, 2))), K)
)
ANSWERS.wrong("the mean of the nine products instead of their sum")(
    cb.conv2d(tiny, K, padding=1) / 9
)
ANSWERS.wrong("the pixels are added without the weights")([[10, 10], [10, 10]])
ANSWERS.wrong("only the middle of the kernel is used")([[1, 2], [3, 4]])
ANSWERS.wrong("the padded image instead of the feature map")(np.pad(tiny, 1))
ANSWERS.wrong("the four values in one row")([8, 0, 11, 9])
ANSWERS.wrong("only the first value")([[8]])
ANSWERS.wrong("top left: the product 3·1 is left out")([[5, 0], [11, 9]])
ANSWERS.wrong("top left: 2·2 counted as 2·1")([[6, 0], [11, 9]])
ANSWERS.wrong("top left: 4·(−2) is taken along, a wrong corner of K")([[0, 0], [11, 9]])
ANSWERS.wrong("top right: the sign of −6 is lost")([[8, 12], [11, 9]])
ANSWERS.wrong("top right: 3·(−2) is left out")([[8, 6], [11, 9]])
ANSWERS.wrong("top right: 2·1 is left out")([[8, -2], [11, 9]])
ANSWERS.wrong("bottom left: the sign of 2·(−1) is lost")([[8, 0], [15, 9]])
ANSWERS.wrong("bottom left: 4·2 is left out")([[8, 0], [3, 9]])
ANSWERS.wrong("bottom left: an arithmetic slip by one")([[8, 0], [12, 9]])
ANSWERS.wrong("bottom right: 1·1 is left out")([[8, 0], [11, 8]])
ANSWERS.wrong("bottom right: 4·2 instead of 4·1")([[8, 0], [11, 13]])
ANSWERS.wrong("negative weights are taken as positive")(
    cb.conv2d(tiny, np.abs(K), padding=1)
)
ANSWERS.wrong("the values are strings")([["8", "0"], ["11", "9"]])
ANSWERS.wrong("the kernel is flipped and rows and columns are swapped")(
    cb.convolve2d(tiny, K, padding=1).T
)
ANSWERS.wrong("3·1 is left out at the top left and the columns are swapped")(
    [[0, 5], [9, 11]]
)
