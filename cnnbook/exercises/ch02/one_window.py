"""The sum of products of one window under a kernel."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises.base import Alternative, Misconception, ValueExercise
from cnnbook.exercises.conv2d_in_steps import FLIPPED
from cnnbook.exercises.mistakes import each

IMAGE = np.array(
    [
        [9, 5, 9, 0, 9],
        [7, 1, 6, 8, 9],
        [1, 3, 4, 8, 8],
        [3, 5, 9, 7, 0],
        [9, 4, 8, 6, 4],
    ]
)
KERNEL = np.array([[-3, -3, 0], [4, -4, 3], [5, 2, -4]])


def one_window(
    image,
    kernel,
    row,
    column,
    *,
    place=lambda row, column: (row, column),
    turn=lambda k: k,
    products=lambda window, k: window * k,
    without=None,
    positive=None,
):
    """Add up the products of a window and a kernel, one step after another."""
    top, left = place(row, column)
    window = image[top : top + kernel.shape[0], left : left + kernel.shape[1]]
    values = products(window, turn(kernel)).ravel()
    if without is not None:
        values = np.delete(values, without)
    if positive is not None:
        values[positive] = abs(values[positive])
    return values.sum()


_NOT_ZERO = np.flatnonzero(IMAGE[1:4, 2:5] * KERNEL)
_NEGATIVE = np.flatnonzero(KERNEL < 0)


def _step(name, hint, **steps):
    return Misconception(name, hint, steps=steps)


EXERCISE = ValueExercise(
    __name__,
    title="One window by hand",
    difficulty=1,
    points=1,
    place=10,
    look="Write the nine products in a grid of three by three, each with its sign.",
    section="The convolution, step by step",
    given={"image": IMAGE, "kernel": KERNEL, "row": 1, "column": 2},
    work=one_window,
    misconceptions=(
        _step("flipped kernel", FLIPPED, turn=lambda k: k[::-1, ::-1]),
        _step(
            "rows and columns of the kernel swapped",
            "Your kernel is transposed. Its first row lies on the window's first row.",
            turn=np.transpose,
        ),
        _step(
            "matrix product instead of elementwise product",
            "You multiply rows by columns. Each pixel meets only the weight on top of it.",
            products=np.matmul,
        ),
        _step(
            "row and column of the window swapped",
            "You took the window that starts in row 2, column 1. The row comes first.",
            place=lambda row, column: (column, row),
        ),
        _step(
            "counted from 1",
            "You took the window one row up and one column to the left. Rows and columns "
            "are counted from 0.",
            place=lambda row, column: (row - 1, column - 1),
        ),
        _step(
            "window in the top left corner",
            "You took the window in the top left corner. It should start in row 1, "
            "column 2.",
            place=lambda row, column: (0, 0),
        ),
        _step(
            "window added up without the kernel",
            "You added the pixels of the window. Each is multiplied by its weight first.",
            products=lambda window, k: window,
        ),
        _step(
            "signs lost",
            "You added every product as if it were positive. Some weights are negative.",
            products=lambda window, k: window * abs(k),
        ),
        *each(
            "one sign lost",
            "One of the products should be subtracted, and you added it.",
            positive=_NEGATIVE,
        ),
        *each(
            "one product left out",
            "One of the products is missing from your sum. There are nine, and two of "
            "them are 0: one by its weight, one by its pixel.",
            without=_NOT_ZERO,
        ),
        Misconception(
            "sign of the result turned",
            "Right but for the sign: are more of the products positive, or negative?",
            after=lambda result: -result,
        ),
        Misconception(
            "mean instead of sum",
            "You divided the sum by nine. A convolution adds up and divides by nothing.",
            after=lambda result: result / 9,
        ),
    ),
    alternatives=(
        Alternative(
            "a number of NumPy, in float32",
            np.float32(one_window(IMAGE, KERNEL, 1, 2)),
        ),
    ),
)
