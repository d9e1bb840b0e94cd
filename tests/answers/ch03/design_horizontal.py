"""Answers to `design-horizontal`."""

from fractions import Fraction

import numpy as np

import cnnbook as cb
from tests.answers import Answers

ANSWERS = Answers("design-horizontal")

ANSWERS.right("Sobel's")([[1, 2, 1], [0, 0, 0], [-1, -2, -1]])
ANSWERS.right("the plain one, as an array")(
    np.array([[1, 1, 1], [0, 0, 0], [-1, -1, -1]])
)
ANSWERS.right("Scharr's, as tuples")(((3, 10, 3), (0, 0, 0), (-3, -10, -3)))
ANSWERS.right("the vertical kernel of the book, transposed")(
    cb.kernel("sobel-vertical").T
)
ANSWERS.right("the middle column only")([[0, 1, 0], [0, 0, 0], [0, -1, 0]])
ANSWERS.right("the first column only")([[1, 0, 0], [0, 0, 0], [-1, 0, 0]])
ANSWERS.right("weights in the middle row, without symmetry")(
    [[1, 2, 1], [3, -5, 2], [-4, 3, -3]]
)
ANSWERS.right("negative weights in the corners above")(
    [[-1, 4, -1], [0, 0, 0], [1, -4, 1]]
)
ANSWERS.right("fractions of one, as floats")(
    [[0.25, 0.5, 0.25], [0.0, 0.0, 0.0], [-0.25, -0.5, -0.25]]
)
ANSWERS.right("very small weights")(1e-3 * np.outer([1, 0, -1], [3, 10, 3]))
ANSWERS.right("very large weights")(np.outer([1, 0, -1], [1, 2, 1]) * 10**6)
ANSWERS.right("as fractions")(
    [[Fraction(1, 3)] * 3, [Fraction(0)] * 3, [Fraction(-1, 3)] * 3]
)
ANSWERS.right("in float32, with weights that cancel within rounding")(
    np.array([[0.1, 0.2, 0.3], [0.3, -0.1, -0.2], [-0.4, -0.1, -0.1]], dtype=np.float32)
)
ANSWERS.right("in 8 bits")(
    np.array([[5, 0, 7], [-1, 2, -1], [-4, -2, -6]], dtype=np.int8)
)
ANSWERS.right("a Gauss curve times a difference")(
    np.outer([1, 0, -1], np.exp(-np.array([1, 0, 1]) / 2))
)

ANSWERS.wrong(
    "the kernel for vertical edges", names=("vertical instead of horizontal edges",)
)([[1, 0, -1], [2, 0, -2], [1, 0, -1]])
ANSWERS.wrong("bright below instead of above", names=("dark above bright",))(
    [[-1, -2, -1], [0, 0, 0], [1, 2, 1]]
)
ANSWERS.wrong("zeros only: an edge gives 0")([[0, 0, 0], [0, 0, 0], [0, 0, 0]])
ANSWERS.wrong("the middle row is positive: a thin line gives 3")(
    [[1, 1, 1], [1, 1, 1], [-2, -2, -2]]
)
ANSWERS.wrong("the middle row is negative: a thin line gives −3")(
    [[2, 2, 2], [-1, -1, -1], [-1, -1, -1]]
)
ANSWERS.wrong("the lower row is empty: a thin line gives −3")(
    [[1, 1, 1], [-1, -1, -1], [0, 0, 0]]
)
ANSWERS.wrong("a detector of lines, not of edges", names=("lines instead of edges",))(
    [[-1, -1, -1], [2, 2, 2], [-1, -1, -1]]
)
ANSWERS.wrong("the weights add up to 3")([[1, 1, 1], [0, 0, 0], [0, 0, 0]])
ANSWERS.wrong("an average: it sees brightness, no edges")(np.full((3, 3), 1 / 9))
ANSWERS.wrong("the Laplacian: a thin line gives −2", names=("lines instead of edges",))(
    [[0, 1, 0], [1, -4, 1], [0, 1, 0]]
)
ANSWERS.wrong("a detector of oblique edges: vertical edges give something")(
    [[2, 1, 0], [1, 0, -1], [0, -1, -2]]
)
ANSWERS.wrong("a minus forgotten: the weights add up to 4", names=("a sign lost",))(
    [[1, 2, 1], [0, 0, 0], [-1, 2, -1]]
)
ANSWERS.wrong("1, 2, 1 against 1, 1, 1: the weights add up to 1")(
    [[1, 2, 1], [0, 0, 0], [-1, -1, -1]]
)
ANSWERS.wrong("columns that do not cancel: vertical edges give something")(
    [[1, 2, 1], [0, 0, 0], [-2, -1, -1]]
)
ANSWERS.wrong("the columns add up to 1, −2, 1: an edge beside the middle gives 1")(
    [[1, 1, 1], [1, -2, 1], [-1, -1, -1]]
)
ANSWERS.wrong("the weights run against each other in the lower row: 1, 0, −1")(
    [[1, 2, 1], [0, 0, 0], [1, 0, -1]]
)
ANSWERS.wrong("two rows instead of three")([[1, 2, 1], [-1, -2, -1]])
ANSWERS.wrong("one column of three weights")([[1], [0], [-1]])
ANSWERS.wrong("nine weights in one list")([1, 2, 1, 0, 0, 0, -1, -2, -1])
ANSWERS.wrong("a 5×5 kernel")(np.outer([1, 1, 0, -1, -1], [1, 2, 4, 2, 1]))
ANSWERS.wrong("a weight left out of the first row")([[1, 2], [0, 0, 0], [-1, -2, -1]])
ANSWERS.wrong("the letters of the kernel as text")("1 2 1, 0 0 0, -1 -2 -1")
ANSWERS.wrong(
    "turned by a quarter and bright on the right",
    names=("vertical instead of horizontal edges",),
)([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])
ANSWERS.wrong("bright below and a middle row that does not cancel")(
    [[-1, -1, -1], [-1, -1, -1], [2, 2, 2]]
)
ANSWERS.wrong("the weights add up to 1 and a thin line gives something")(
    [[1, 1, 1], [0, 1, 0], [-1, -1, -1]]
)
ANSWERS.wrong("not a number among the weights")(
    [[1, 2, 1], [0, np.nan, 0], [-1, -2, -1]]
)
ANSWERS.wrong("the picture of an edge, its weights positive")(
    cb.kernels.step_edge(0).round(2)
)
ANSWERS.wrong("sharpening on top: the weights add up to 1")(
    [[1, 2, 1], [0, 1, 0], [-1, -2, -1]]
)


ANSWERS.right("two large weights that cancel, and a small difference")(
    [[100, -100, 1], [0, 0, 0], [-100, 100, -1]]
)
ANSWERS.wrong("half a per cent off")([[1, 2, 1], [0, 0, 0], [-1, -2, -1.01]])
