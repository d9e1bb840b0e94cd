"""The bits of a difference hash, from few grey values."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception
from cnnbook.exercises.mistakes import wrong_step


def hash_in_steps(
    values,
    *,
    pairs=lambda v: (v[:, :-1], v[:, 1:]),
    bit=lambda left, right: right > left,
    turn=lambda bits: bits,
):
    """Return the bits of small grey values, one step after another.

    Parameters
    ----------
    values : ndarray of shape (rows, columns)
        Grey values.
    pairs : callable
        Returns what is compared: first and second.
    bit : callable
        Compares them.
    turn : callable
        What is made of the bits in the end.
    """
    v = np.asarray(values).astype(int)
    return turn(np.asarray(bit(*pairs(v))).astype(int))


def _draw(random: np.random.Generator) -> Case:
    rows, columns = (int(n) for n in random.integers(2, 6, 2))
    values = random.integers(0, 256, (rows, columns + 1))
    same = random.integers(0, 3, values[:, 1:].shape) == 0
    values[:, 1:] = np.where(same, values[:, :-1], values[:, 1:])
    kind = np.uint8 if random.integers(2) else int
    return Case((values.astype(kind),))


def _in_8_bits(values):
    values = np.asarray(values)
    return (values[:, 1:] - values[:, :-1] > 0).astype(int)


def _by_loops(values):
    return [
        [int(row[j + 1] > row[j]) for j in range(len(row) - 1)]
        for row in np.asarray(values).tolist()
    ]


EXERCISE = FunctionExercise(
    __name__,
    title="A difference hash",
    difficulty=1,
    points=2,
    place=20,
    look=(
        "Take the first row alone, and write between every two neighbours which way it "
        "goes: up, down, or level. Which of the three is a 1?"
    ),
    section="A hash, by hand",
    reference=hash_in_steps,
    library=("difference_hash", "dhash"),
    axes={"values": ("rows", "columns")},
    cases=(
        Case((np.array([[12, 50, 50, 20], [90, 80, 85, 200], [7, 7, 3, 9]]),)),
        Case((np.array([[200, 100, 130], [0, 255, 255]], np.uint8),)),
        Case((np.array([[5, 5], [9, 8], [3, 4]], np.uint8),)),
        Case((np.array([[40, 30, 20, 30, 90], [60, 61, 60, 0, 1]]),)),
        Case((np.array([[1, 8, 2, 7], [6, 6, 9, 4], [3, 1, 1, 5], [9, 2, 8, 8]]),)),
    ),
    draw=_draw,
    misconceptions=(
        wrong_step(
            "darker for brighter",
            "Your bits are 1 where it gets darker to the right. Which of the two has to "
            "be the larger one?",
            bit=lambda left, right: right < left,
        ),
        wrong_step(
            "equal ones taken for brighter",
            "Where two neighbours are equal you have a 1. Neither of them is brighter.",
            bit=lambda left, right: right >= left,
        ),
        wrong_step(
            "different for brighter",
            "Your bits are 1 where the neighbours differ, whichever is brighter.",
            bit=lambda left, right: right != left,
        ),
        wrong_step(
            "downwards",
            "You compare each value with the one below it. The neighbour to the right is "
            "meant.",
            pairs=lambda v: (v[:-1], v[1:]),
        ),
        wrong_step(
            "brighter than the mean",
            "You compare with the mean of all values. That is another hash, the average "
            "hash. Here neighbours are compared.",
            pairs=lambda v: (v.mean(), v),
        ),
        wrong_step(
            "brighter than the mean of its row",
            "You compare each value with the mean of its row. Compare it with its "
            "neighbour.",
            pairs=lambda v: (v.mean(axis=1, keepdims=True), v),
        ),
        wrong_step(
            "brighter than the middle of the scale",
            "You compare with a fixed grey. A lighter copy would have other bits.",
            pairs=lambda v: (127.5, v),
        ),
        wrong_step(
            "last column compared with the first",
            "You compare the last value of a row with the first one. They are no "
            "neighbours, so there is one bit fewer than there are values.",
            pairs=lambda v: (v, np.roll(v, -1, axis=1)),
        ),
        wrong_step(
            "first value of the row for the left one",
            "You compare every value with the first of its row. Compare it with the one "
            "just to its left.",
            pairs=lambda v: (v[:, :1], v[:, 1:]),
        ),
        wrong_step(
            "one place skipped",
            "You compare values that are two places apart. Take direct neighbours.",
            pairs=lambda v: (v[:, :-2], v[:, 2:]),
        ),
        wrong_step(
            "differences for bits",
            "You return the differences. A bit says only whether they are above 0.",
            bit=lambda left, right: right - left,
        ),
        wrong_step(
            "signs for bits",
            "You return the signs: −1, 0 and 1. A bit is 1 or 0.",
            bit=lambda left, right: np.sign(right - left),
        ),
        wrong_step(
            "number of bits",
            "You count the bits that are 1. Which ones they are is what tells pictures "
            "apart.",
            turn=np.sum,
        ),
        wrong_step(
            "bits in one row",
            "You string all bits together. Keep a row for each row of the values.",
            turn=np.ravel,
        ),
        wrong_step(
            "rows and columns exchanged",
            "Your rows are the columns. Keep a row of bits for each row of the values.",
            turn=np.transpose,
        ),
        Misconception(
            "differences in 8 bits",
            "Where values come in 8 bits, 20 − 50 is 226 there and not −30, so it looks "
            "as if it got brighter. Compare, or change the type first.",
            _in_8_bits,
        ),
    ),
    alternatives=(
        Alternative("two loops over lists", _by_loops),
        Alternative(
            "np.diff of whole numbers, as bools",
            lambda values: np.diff(np.asarray(values, int), axis=1) > 0,
        ),
    ),
)
