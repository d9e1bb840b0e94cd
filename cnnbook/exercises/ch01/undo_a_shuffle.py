"""A dense layer that learned on shuffled pixels, made to work on whole pictures."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception
from cnnbook.exercises.ch01._shared import draw_permutation, inverse
from cnnbook.exercises.mistakes import each, wrong_step


def undo_a_shuffle(
    W,
    permutation,
    *,
    order=inverse,
    place=lambda W, order: W[:, order],
):
    """Put the columns of W into the inverse order."""
    return place(np.asarray(W), order(np.asarray(permutation)))


def _column_by_column(W, permutation):
    new = np.empty_like(W)
    for place, pixel in enumerate(permutation):
        new[:, pixel] = W[:, place]
    return new.tolist()


def _overwritten(W, permutation):
    new = W.copy()
    for place, pixel in enumerate(permutation):
        new[:, pixel] = new[:, place]
    return new


def _overwritten_back(W, permutation):
    new = W.copy()
    for place, pixel in enumerate(permutation):
        new[:, place] = new[:, pixel]
    return new


def _swapped(W, permutation):
    new = W.copy()
    for place, pixel in enumerate(permutation):
        new[:, [place, pixel]] = new[:, [pixel, place]]
    return new


def _first_row_only(W, order):
    new = W.copy()
    new[0] = W[0, order]
    return new


def _last_column_missing(W, permutation):
    new = np.zeros_like(W)
    for place, pixel in list(enumerate(permutation))[:-1]:
        new[:, pixel] = W[:, place]
    return new


def _first_column_missing(W, permutation):
    new = np.zeros_like(W)
    for place, pixel in list(enumerate(permutation))[1:]:
        new[:, pixel] = W[:, place]
    return new


def _features(W, permutation):
    own = np.array_equal(permutation, inverse(permutation))
    return {
        ("permutation is its own inverse", "permutation is not its own inverse"): own,
        ("W has fewer rows than columns", "W has at least as many rows as columns"): (
            W.shape[0] < W.shape[1]
        ),
    }


def _draw(random: np.random.Generator) -> Case:
    """Draw a few outputs, a few pixels, and an order that at times undoes itself."""
    n = int(random.integers(3, 6))
    weights = random.integers(-9, 10, (int(random.integers(1, 7)), n))
    permutation = draw_permutation(random, n)
    if random.integers(6) == 0:
        permutation = np.arange(n)
        permutation[[0, -1]] = permutation[[-1, 0]]
    if random.integers(3) == 0:
        weights = random.integers(-9999, 10_000, weights.shape) / 1000
    return Case((weights, permutation))


_CYCLE = np.array([2, 0, 3, 1])
_random = np.random.default_rng(101)

EXERCISE = FunctionExercise(
    __name__,
    title="Undo a shuffle",
    difficulty=2,
    points=2,
    place=50,
    look=(
        "Take W = np.array([[1, 2, 3]]) and permutation = np.array([2, 0, 1]). Which "
        "pixel of x meets the weight 1 in W @ x[permutation]? It should meet it again."
    ),
    section="Why a dense layer can't tell",
    reference=undo_a_shuffle,
    cases=(
        Case((np.array([[1, 2, 3]]), np.array([2, 0, 1]))),
        Case((np.array([[1, 2, 3, 4], [50, 60, 70, 80]]), _CYCLE)),
        Case((_random.integers(-9, 10, (4, 4)), _CYCLE)),
        Case((np.array([[0.125, 2.046, -7.331]]), np.array([1, 2, 0]))),
        Case((_random.integers(-9, 10, (7, 5)) / 2, np.array([4, 2, 0, 1, 3]))),
    ),
    draw=_draw,
    fine=("W",),
    keeps_arguments=True,
    features=_features,
    misconceptions=(
        wrong_step(
            "shuffled once more",
            "You put the columns into the order of the shuffle, as for a layer that has "
            "learned on whole pictures. This one has learned on shuffled ones: the way "
            "leads back.",
            order=lambda p: p,
        ),
        wrong_step(
            "weights left alone",
            "Your W is as it was, so its first weight still waits for the pixel that "
            "came first in the shuffled list.",
            place=lambda W, order: W,
        ),
        *each(
            "rows put into another order",
            "You put the rows of W into another order, which reorders the outputs. Which "
            "axis of W belongs to the pixels?",
            place=[lambda W, order: W[order], lambda W, order: W[inverse(order)]],
        ),
        wrong_step(
            "rows and columns put into another order",
            "You reorder both axes of W. The pixels have moved, the outputs have not.",
            place=lambda W, order: W[order][:, order],
        ),
        Misconception(
            "transposed",
            "W came out with its rows and columns exchanged. It should keep a row for "
            "each output.",
            after=np.transpose,
        ),
        wrong_step(
            "columns in reverse order",
            "Your columns are in the reverse order, whatever the permutation says.",
            place=lambda W, order: W[:, ::-1],
        ),
        *each(
            "order turned round",
            "You read the order from its end. Its first entry belongs to the first place.",
            order=[lambda p: inverse(p)[::-1], lambda p: inverse(p[::-1])],
        ),
        *each(
            "places counted from 1",
            "Your columns are off by one place. The entries of permutation count from 0.",
            order=[lambda p: inverse(p) - 1, lambda p: p - 1],
        ),
        wrong_step(
            "shuffled twice",
            "You apply the order twice. Twice shuffled is not the same as undone.",
            order=lambda p: p[p],
        ),
        wrong_step(
            "undone twice",
            "You undo the shuffle twice. Once is enough.",
            order=lambda p: inverse(p)[inverse(p)],
        ),
        *each(
            "columns moved on by one",
            "Your columns follow each other as they should, but all of them stand one "
            "place off. Where does the counting begin?",
            place=[
                lambda W, order: np.roll(W[:, order], 1, axis=1),
                lambda W, order: np.roll(W[:, order], -1, axis=1),
            ],
        ),
        wrong_step(
            "multiplied by the permutation",
            "You multiply the weights by the numbers of the permutation. They are "
            "places, not values: use them as an index.",
            place=lambda W, order: W * inverse(order),
        ),
        *each(
            "columns overwritten before they are read",
            "You write into the array from which you still have to read. Write into a "
            "new one.",
            place=[
                lambda W, order: _overwritten(W, inverse(order)),
                lambda W, order: _overwritten_back(W, inverse(order)),
                lambda W, order: _overwritten(W, order),
                lambda W, order: _overwritten_back(W, order),
            ],
        ),
        *each(
            "columns swapped pair by pair",
            "You swap columns two by two. A later swap moves again what an earlier one "
            "has put in its place.",
            place=[
                lambda W, order: _swapped(W, inverse(order)),
                lambda W, order: _swapped(W, order),
            ],
        ),
        wrong_step(
            "first row only",
            "Only the first row of W is in a new order. All outputs see the same pixels.",
            place=_first_row_only,
        ),
        wrong_step(
            "last column left at 0",
            "One column of your weights is 0. Does your loop reach the last place?",
            place=lambda W, order: _last_column_missing(W, inverse(order)),
        ),
        wrong_step(
            "first column left at 0",
            "One column of your weights is 0. Does your loop begin with place 0?",
            place=lambda W, order: _first_column_missing(W, inverse(order)),
        ),
        Misconception(
            "signs lost",
            "Your weights have lost their signs. It is their places that change.",
            after=np.abs,
        ),
        Misconception(
            "rounded",
            "Your weights are rounded. It is their places that change.",
            after=np.round,
        ),
        wrong_step(
            "weights sorted",
            "You sort the weights of each row. It is the places that have an order.",
            place=lambda W, order: np.sort(W, axis=1),
        ),
        Misconception(
            "fractions cut off",
            "Your weights have lost their fractions. Which type has the array in which "
            "you collect them?",
            after=np.trunc,
        ),
        Misconception(
            "weights of bytes",
            "Your weights are bytes: whole numbers from 0 to 255. Collect them in an "
            "array of floats.",
            after=lambda new: np.trunc(new) % 256,
        ),
    ),
    alternatives=(
        Alternative(
            "multiplied by a matrix of the permutation from the right",
            lambda W, permutation: W @ np.eye(len(permutation))[permutation],
        ),
        Alternative(
            "one column after another is copied; nested lists come back",
            _column_by_column,
        ),
    ),
)
