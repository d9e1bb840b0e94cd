"""The sum of products of one window under a kernel."""

from __future__ import annotations

from functools import partial

import numpy as np

from cnnbook.exercises.base import Alternative, Misconception, ValueExercise
from cnnbook.exercises.ch02._shared import factor
from cnnbook.exercises.conv2d_mistakes import TURNED_BY_HAND
from cnnbook.exercises.mistakes import each, wrong_step
from cnnbook.exercises.slips import slips_in_sums

IMAGE = np.array(
    [
        [5, 3, 7, 9, 2],
        [9, 3, 7, 1, 9],
        [9, 5, 7, 0, 3],
        [4, 1, 9, 9, 6],
        [5, 3, 3, 1, 2],
    ]
)
KERNEL = np.array([[1, 4, -3], [5, 5, 5], [-4, -3, 0]])
"""No two mistakes, and no mistake and a small slip, give the same; see `next_value` too."""
ROW, COLUMN = 1, 2


def one_window(
    image,
    kernel,
    row,
    column,
    *,
    place=lambda row, column: (row, column),
    turn=lambda k: k,
    products=lambda window, k: window * k,
    change=lambda terms: terms,
):
    """Add up the products of a window and a kernel, one step after another."""
    top, left = place(row, column)
    window = image[top : top + kernel.shape[0], left : left + kernel.shape[1]]
    return change(products(window, turn(kernel))).sum()


def first_of_product(window, kernel):
    """Return the mistake of taking one number of a matrix product."""
    return Misconception(
        "first number of the matrix product",
        "This is the first number of a matrix product: a row of the window times a column "
        "of the kernel. Each pixel meets only the weight on top of it.",
        int(window[0] @ kernel[:, 0]),
    )


_WINDOW = IMAGE[ROW : ROW + 3, COLUMN : COLUMN + 3]


EXERCISE = ValueExercise(
    __name__,
    title="One window by hand",
    difficulty=1,
    points=1,
    place=10,
    look=(
        "Copy the nine pixels of the window into a grid of three by three. Write the nine "
        "products into a second grid, each with its sign; add up each row, then the three "
        "sums."
    ),
    section="One window",
    given={"image": IMAGE, "kernel": KERNEL, "row": ROW, "column": COLUMN},
    work=one_window,
    slips=(
        *slips_in_sums([_WINDOW], [KERNEL], one_window(IMAGE, KERNEL, ROW, COLUMN)),
        Misconception(
            "kernel mirrored in its other diagonal",
            "Your kernel is transposed and turned by 180°. Its first row should lie on "
            "the window's first row.",
            one_window(IMAGE, KERNEL, ROW, COLUMN, turn=lambda k: k[::-1, ::-1].T),
        ),
        first_of_product(_WINDOW, KERNEL),
    ),
    misconceptions=(
        *TURNED_BY_HAND,
        *each(
            "kernel turned by a quarter",
            "Your kernel is turned by 90°. Its first row should lie on the "
            "window's first row.",
            turn=[np.rot90, lambda k: np.rot90(k, 3)],
        ),
        wrong_step(
            "matrix product instead of elementwise product",
            "You multiply rows by columns. Each pixel meets only the weight on top of it.",
            products=np.matmul,
        ),
        wrong_step(
            "row and column of the window swapped",
            "You took the window that starts in row 2, column 1. The row comes first.",
            place=lambda row, column: (column, row),
        ),
        wrong_step(
            "counted from 1",
            "You took the window one row up and one column to the left. Rows and columns "
            "are counted from 0, and they name the window's corner, not its centre.",
            place=lambda row, column: (row - 1, column - 1),
        ),
        wrong_step(
            "window in the top left corner",
            "You took the window in the top left corner. It should start in row 1, "
            "column 2.",
            place=lambda row, column: (0, 0),
        ),
        wrong_step(
            "one row too high",
            "You took the window one row higher. Row 1 is the second one.",
            place=lambda row, column: (row - 1, column),
        ),
        wrong_step(
            "one row too low",
            "You took the window one row lower. Row 1 is the second one.",
            place=lambda row, column: (row + 1, column),
        ),
        wrong_step(
            "one column too far left",
            "You took the window one column further left. Column 2 is the third one.",
            place=lambda row, column: (row, column - 1),
        ),
        *each(
            "another window",
            "You took another window. Lay a finger on row 1, column 2, and count three "
            "rows down and three columns to the right.",
            place=[
                lambda row, column, place=place: place for place in [(1, 0), (2, 0)]
            ],
        ),
        wrong_step(
            "window added up without the kernel",
            "You added the pixels of the window. Each is multiplied by its weight first.",
            products=lambda window, k: window,
        ),
        wrong_step(
            "weights added to the pixels",
            "You added each weight to its pixel. The two are multiplied.",
            products=lambda window, k: window + k,
        ),
        wrong_step(
            "signs lost",
            "You added every product as if it were positive. Some weights are negative.",
            turn=abs,
        ),
        *each(
            "one row left out",
            "You added the products of two rows. The window has three.",
            change=[partial(factor, (row,), 0) for row in range(3)],
        ),
        *each(
            "one row alone",
            "You added the products of a single row. The window has three.",
            change=[lambda terms, row=row: terms[row] for row in range(3)],
        ),
        *each(
            "times 0 taken as times 1",
            "You take a product with 0 for its other factor. It is 0.",
            products=[
                lambda window, k: np.where(window == 0, 1, window) * k,
                lambda window, k: window * np.where(k == 0, 1, k),
                lambda window, k: (
                    np.where(window == 0, 1, window) * np.where(k == 0, 1, k)
                ),
            ],
        ),
        wrong_step(
            "largest product instead of the sum",
            "You took the largest of the products. Add all nine up.",
            change=np.max,
        ),
        Misconception(
            "sign of the result turned",
            "Right but for the sign: are more of the products positive, or negative?",
            after=lambda result: -result,
        ),
        Misconception(
            "kept in a byte",
            "A byte can't be negative: below 0 it goes on at 255. Use a number that can.",
            after=lambda result: result % 256,
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
            np.float32(one_window(IMAGE, KERNEL, ROW, COLUMN)),
        ),
    ),
)
