"""A kernel made blind to brightness: its weights add up to 0."""

from __future__ import annotations

import numpy as np

from cnnbook import kernels
from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception


def _balanced(kernel):
    return kernel - kernel.mean()


def _one_weight_pays(kernel):
    kernel = kernel.copy()
    kernel[tuple(n // 2 for n in kernel.shape)] -= kernel.sum()
    return kernel


def _in_loops(kernel):
    number = sum(sum(row) for row in kernel.tolist()) / kernel.size
    return [[weight - number for weight in row] for row in kernel.tolist()]


def _by_a_matrix(kernel):
    matrix = np.eye(kernel.size) - 1 / kernel.size
    return (matrix @ kernel.ravel()).reshape(kernel.shape)


def _draw_kernel(random: np.random.Generator) -> Case:
    while True:
        kernel = random.integers(-4, 8, random.permutation([2, 3, 4])[:2])
        if kernel.sum() % kernel.size:
            return Case((kernel,))


EXERCISE = FunctionExercise(
    __name__,
    title="Blind to brightness",
    difficulty=1,
    points=1,
    place=15,
    reference=_balanced,
    cases=(
        Case((np.array([[1, 2], [3, 6]]),)),
        Case((np.array([[0, 1, 0], [0, 1, 0], [0, 1, 0]]),)),
        Case((np.array([[5, -1, 2], [0, 4, -3]]),)),
        Case((np.array([[-6], [1], [2], [0]]) / 4,)),
        Case((kernels.kernel("sobel-vertical"),)),
    ),
    draw=_draw_kernel,
    misconceptions=(
        Misconception(
            "the whole sum taken away",
            "You take the whole sum from every weight. How many weights share it?",
            lambda kernel: kernel - kernel.sum(),
        ),
        Misconception(
            "sum divided by the number of rows",
            "You divide the sum by the number of rows. A row has several weights.",
            lambda kernel: kernel - kernel.sum() / len(kernel),
        ),
        Misconception(
            "mean added",
            "You add the number instead of taking it away. The sum gets twice as large.",
            lambda kernel: kernel + kernel.mean(),
        ),
        Misconception(
            "one weight pays for all",
            "Your weights add up to 0, but one of them has changed for all the others. "
            "Every weight should lose the same.",
            _one_weight_pays,
        ),
        Misconception(
            "every column by itself",
            "You balance each column by itself, and nothing is left of a kernel whose rows "
            "are alike. Take the same number from every weight.",
            lambda kernel: kernel - kernel.mean(axis=0),
        ),
        Misconception(
            "every row by itself",
            "You balance each row by itself. Take the same number from every weight.",
            lambda kernel: kernel - kernel.mean(axis=1, keepdims=True),
        ),
        Misconception(
            "signs lost",
            "You count every weight as if it were positive. Some are not.",
            lambda kernel: kernel - abs(kernel).mean(),
        ),
        Misconception(
            "smallest weight taken away",
            "You take the smallest weight away, so that no weight is negative. Can such "
            "weights add up to 0?",
            lambda kernel: kernel - kernel.min(),
        ),
        Misconception(
            "divided by the sum",
            "Your weights add up to 1, and an even surface keeps its brightness. It "
            "should give 0.",
            lambda kernel: kernel / (kernel.sum() or 1),
        ),
        Misconception(
            "fractions cut off",
            "You take a whole number away. Weights need not be whole.",
            lambda kernel: kernel - kernel.sum() // kernel.size,
        ),
    ),
    alternatives=(
        Alternative("loops; nested lists come back", _in_loops),
        Alternative("the weights in a row, times a matrix", _by_a_matrix),
    ),
)
