"""A dense layer that gives the same for pixels in another order."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception
from cnnbook.exercises.ch01._shared import draw_permutation, inverse


def _draw_dense(random: np.random.Generator) -> Case:
    n = int(random.integers(5, 9))
    weights = random.integers(-9, 10, (n + int(random.integers(0, 3)), n))
    return Case((weights, draw_permutation(random, n)))


_CYCLE = np.array([2, 0, 3, 1])

_random = np.random.default_rng(101)


def _permutation_matrix(W, permutation):
    return W @ np.eye(len(permutation))[permutation].T


def _column_by_column(W, permutation):
    new = np.empty_like(W)
    for place, pixel in enumerate(permutation):
        new[:, place] = W[:, pixel]
    return new.tolist()


EXERCISE = FunctionExercise(
    __name__,
    title="Permute a dense layer",
    difficulty=2,
    points=2,
    place=50,
    answer="permute_weights",
    reference=lambda W, permutation: W[:, permutation],
    cases=(
        Case((np.array([[1, 2, 3, 4], [50, 60, 70, 80]]), _CYCLE)),
        Case((_random.integers(-9, 10, (4, 4)), _CYCLE)),
        Case((_random.integers(-9, 10, (7, 5)) / 2, np.array([4, 2, 0, 1, 3]))),
    ),
    draw=_draw_dense,
    misconceptions=(
        Misconception(
            "weights left alone",
            "Your W is as it was, so its first weight still waits for the first pixel. "
            "Another pixel comes in that place now.",
            lambda W, permutation: W,
        ),
        Misconception(
            "rows permuted",
            "You put the rows of W into another order, which reorders the outputs. Which "
            "axis of W belongs to the pixels?",
            lambda W, permutation: W[permutation],
        ),
        Misconception(
            "inverse permutation",
            "You bring the pixels back instead of following them: your order is the "
            "inverse one. Which old pixel stands in place 0 of x[permutation]?",
            lambda W, permutation: W[:, inverse(permutation)],
        ),
        Misconception(
            "rows and columns permuted",
            "You reorder both axes of W. The pixels have moved, the outputs have not.",
            lambda W, permutation: W[permutation][:, permutation],
        ),
        Misconception(
            "transposed",
            "Your columns are in the right order, but W came out with its rows and "
            "columns exchanged.",
            lambda W, permutation: W[:, permutation].T,
        ),
        Misconception(
            "multiplied by the permutation",
            "You multiply the weights by the numbers of the permutation. They are "
            "places, not values: use them as an index.",
            lambda W, permutation: W * permutation,
        ),
    ),
    alternatives=(
        Alternative(
            "a matrix of the permutation is multiplied from the right",
            _permutation_matrix,
        ),
        Alternative(
            "one column after another is copied; nested lists come back",
            _column_by_column,
        ),
    ),
)
