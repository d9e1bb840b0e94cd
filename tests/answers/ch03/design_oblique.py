"""Answers to `design-oblique`."""

from fractions import Fraction

import numpy as np

import cnnbook as cb
from tests.answers import Answers

ANSWERS = Answers("design-oblique")

_SOBEL = np.array([[1, 0, -1], [2, 0, -2], [1, 0, -1]])

ANSWERS.right("Sobel's, turned by 45 degrees")([[0, -1, -2], [1, 0, -1], [2, 1, 0]])
ANSWERS.right("equal weights, as an array")(
    np.array([[0, -1, -1], [1, 0, -1], [1, 1, 0]])
)
ANSWERS.right("the difference of Sobel's two")(_SOBEL - _SOBEL.T)
ANSWERS.right("the edge itself, less its mean")(cb.kernels.step_edge(135) - 0.5)
ANSWERS.right("two corners only")([[0, 0, -1], [0, 0, 0], [1, 0, 0]])
ANSWERS.right("the four sides only, as tuples")(((0, -1, 0), (1, 0, -1), (0, 1, 0)))
ANSWERS.right("two weights beside the corner")([[0, -1, 0], [1, 0, 0], [0, 0, 0]])
ANSWERS.right("without symmetry")([[0, -3, -4], [3, 1, -2], [3, 2, 0]])
ANSWERS.right("without symmetry, and with 1 in the middle")(
    [[0, -2, -5], [2, 1, -2], [4, 2, 0]]
)
ANSWERS.right("weights in three corners")([[0, 0, -2], [0, 1, 0], [1, 0, 0]])
ANSWERS.right("very small weights")(
    1e-3 * np.array([[0, -1, -2], [1, 0, -1], [2, 1, 0]])
)
ANSWERS.right("very large weights")(
    10**6 * np.array([[0, -3, -10], [3, 0, -3], [10, 3, 0]])
)
ANSWERS.right("as fractions")(
    [
        [Fraction(0), Fraction(-1, 3), Fraction(-2, 3)],
        [Fraction(1, 3), Fraction(0), Fraction(-1, 3)],
        [Fraction(2, 3), Fraction(1, 3), Fraction(0)],
    ]
)
ANSWERS.right("in float32")(
    np.array([[0, -0.1, -0.3], [0.1, 0, -0.1], [0.3, 0.1, 0]], dtype=np.float32)
)
ANSWERS.right("reading: edges through the centre only: Kirsch's")(
    [[-3, -3, -3], [5, 0, -3], [5, 5, -3]]
)
ANSWERS.right("reading: edges through the centre only: −2 in the middle")(
    [[1, -1, -1], [1, -2, -1], [1, 1, 1]]
)

ANSWERS.wrong(
    "bright at the upper right instead", names=("bright and dark exchanged",)
)([[0, 1, 2], [-1, 0, 1], [-2, -1, 0]])
ANSWERS.wrong(
    "along the other diagonal, bright at the upper left", names=("the other diagonal",)
)([[2, 1, 0], [1, 0, -1], [0, -1, -2]])
ANSWERS.wrong(
    "along the other diagonal, bright at the lower right", names=("the other diagonal",)
)([[-2, -1, 0], [-1, 0, 1], [0, 1, 2]])
ANSWERS.wrong("Sobel's for vertical edges", names=("upright instead of oblique",))(
    _SOBEL
)
ANSWERS.wrong(
    "Sobel's for horizontal edges, bright below", names=("upright instead of oblique",)
)(-_SOBEL.T)
ANSWERS.wrong(
    "the sum of Sobel's two, which is for the other diagonal",
    names=("the other diagonal",),
)(_SOBEL + _SOBEL.T)
ANSWERS.wrong("the picture of the edge, whose weights add up to 4.5")(
    cb.kernels.step_edge(135).round(2)
)
ANSWERS.wrong("the weights add up to 1")([[0, -1, -2], [1, 1, -1], [2, 1, 0]])
ANSWERS.wrong("zeros only")(np.zeros((3, 3)))
ANSWERS.wrong("a detector of oblique lines", names=("lines instead of edges",))(
    [[2, -1, -1], [-1, 2, -1], [-1, -1, 2]]
)
ANSWERS.wrong("ones along the diagonal")([[1, 0, 0], [0, 1, 0], [0, 0, 1]])
ANSWERS.wrong("leaning too much: the vertical part counts double")(
    2 * _SOBEL - _SOBEL.T
)
ANSWERS.wrong("leaning too little: the horizontal part counts double")(
    _SOBEL - 2 * _SOBEL.T
)
ANSWERS.wrong("2 on the left and the right: more to a vertical edge")(
    [[0, -1, -2], [2, 0, -2], [2, 1, 0]]
)
ANSWERS.wrong("an edge of the other diagonal gives something")(
    [[0, -2, -4], [3, 0, -3], [4, 2, 0]]
)
ANSWERS.wrong("negative weights beside the corner: most at two other angles")(
    [[0, 1, -5], [-1, 0, 1], [5, -1, 0]]
)
ANSWERS.wrong("a minus forgotten: the weights add up to 4", names=("a sign lost",))(
    [[0, -1, 2], [1, 0, -1], [2, 1, 0]]
)
ANSWERS.wrong("−1 along the diagonal: the weights add up to −3")(
    [[-1, -1, -1], [1, -1, -1], [1, 1, -1]]
)
ANSWERS.wrong("two rows instead of three")([[0, -1, -2], [2, 1, 0]])
ANSWERS.wrong("nine weights in one list")([0, -1, -2, 1, 0, -1, 2, 1, 0])
ANSWERS.wrong("a 5×5 kernel")(
    np.array([[np.sign(i - j) for j in range(5)] for i in range(5)])
)
ANSWERS.wrong("the angle instead of a kernel")(135)
ANSWERS.wrong("not a number among the weights")(
    [[0, -1, -2], [1, np.nan, -1], [2, 1, 0]]
)
ANSWERS.wrong("the other diagonal and weights that add up to 3")(
    [[2, 1, 0], [1, 3, -1], [0, -1, -2]]
)
ANSWERS.wrong("bright at the upper right and an edge of the other diagonal counts")(
    [[0, 1, 2], [-2, 0, 2], [-2, -1, 0]]
)
ANSWERS.wrong("leaning too much and weights that add up to −1")(
    2 * _SOBEL - _SOBEL.T - np.diag([0, 1, 0])
)
ANSWERS.wrong("one corner only: the weights add up to 1")(
    [[0, 0, 0], [0, 0, 0], [1, 0, 0]]
)
ANSWERS.wrong("the edge at 45 degrees, less its mean", names=("the other diagonal",))(
    cb.kernels.step_edge(45) - 0.5
)


ANSWERS.wrong("not quite alike on both sides of the diagonal")(
    [[0, -1, -2.01], [1, 0, -1], [2, 1, 0.01]]
)
