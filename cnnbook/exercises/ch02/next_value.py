"""Two neighbours of the first window."""

from __future__ import annotations

from functools import partial

import numpy as np

from cnnbook.exercises.base import Alternative, Misconception, ValueExercise
from cnnbook.exercises.ch02._shared import factor
from cnnbook.exercises.ch02.one_window import IMAGE, KERNEL, one_window
from cnnbook.exercises.conv2d_mistakes import TURNED_BY_HAND
from cnnbook.exercises.mistakes import each, wrong_step
from cnnbook.exercises.slips import slips_in_sums


def next_value(
    image,
    kernel,
    *,
    places=((0, 1), (1, 0)),
    turn=lambda k: k,
    products=lambda window, k: window * k,
    changes=(lambda terms: terms, lambda terms: terms),
):
    """Add up the products of two windows, one step after another."""
    return np.array(
        [
            one_window(
                image, kernel, *place, turn=turn, products=products, change=change
            )
            for place, change in zip(places, changes, strict=True)
        ]
    )


def _same(terms):
    return terms


def _without_a_sign(number, kernel):
    """Turn the sign of one of the negative weights, where there are so many."""
    place = np.argwhere(kernel < 0)[number : number + 1]
    return factor(tuple(place.T), -1, kernel)


EXERCISE = ValueExercise(
    __name__,
    title="Slide the window",
    difficulty=1,
    points=1,
    place=20,
    kind="Two values to work out",
    look=(
        "Draw the frame of each window into the image, and write its nine pixels down in "
        "a grid. Write the nine products into a second grid, each with its sign; add up "
        "each row, then the three sums."
    ),
    section="Slide",
    given={"image": IMAGE, "kernel": KERNEL},
    work=next_value,
    labels=("the step to the right", "the step down"),
    slips=slips_in_sums(
        [IMAGE[:3, 1:4], IMAGE[1:4, :3]], [KERNEL] * 2, next_value(IMAGE, KERNEL)
    ),
    misconceptions=(
        Misconception(
            "right and down swapped",
            "These are the two values, in the other order. The step to the right comes "
            "first.",
            after=lambda values: values[::-1],
        ),
        wrong_step(
            "not gone back",
            "Your second window is one step down from the first step. Go back to the "
            "corner before you step down.",
            places=((0, 1), (1, 1)),
        ),
        wrong_step(
            "both steps to the right",
            "You stepped to the right twice. The second step leads down, from the corner.",
            places=((0, 1), (0, 2)),
        ),
        wrong_step(
            "both steps down",
            "You stepped down twice. The first step leads to the right.",
            places=((1, 0), (2, 0)),
        ),
        wrong_step(
            "window moved by two pixels",
            "You moved the window by two pixels. It moves by one.",
            places=((0, 2), (2, 0)),
        ),
        wrong_step(
            "window not moved",
            "Both numbers belong to the first window. Move the window, then multiply anew.",
            places=((0, 0), (0, 0)),
        ),
        *each(
            "both windows one step right and down",
            "A window of yours is one pixel to the right and one down. Each of the two "
            "has made one step from the corner.",
            places=[((1, 1), (1, 0)), ((1, 1), (1, 1))],
        ),
        *each(
            "the same window twice",
            "Both numbers belong to the same window. One step leads to the right, the "
            "other one down, each from the corner.",
            places=[((0, 1), (0, 1)), ((1, 0), (1, 0))],
        ),
        wrong_step(
            "began in row 1, column 1",
            "Your steps began in row 1, column 1. The window stands in the corner first: "
            "Python counts from 0.",
            places=((1, 2), (2, 1)),
        ),
        *each(
            "one window not moved",
            "One of your numbers belongs to the window in the corner. Move it first.",
            places=[((0, 0), (1, 0)), ((0, 1), (0, 0))],
        ),
        *each(
            "began with the first window",
            "Your first number belongs to the window in the corner. The numbers after the "
            "two steps are asked for.",
            places=[((0, 0), (0, 1))],
        ),
        *TURNED_BY_HAND,
        wrong_step(
            "matrix product instead of elementwise product",
            "You multiply rows by columns. Each pixel meets only the weight on top of it.",
            products=np.matmul,
        ),
        wrong_step(
            "window added up without the kernel",
            "You added the pixels of each window. Each is multiplied by its weight first.",
            products=lambda window, k: window,
        ),
        wrong_step(
            "signs lost",
            "You added every product as if it were positive. Some weights are negative.",
            turn=abs,
        ),
        *each(
            "sign of one weight lost",
            "You took one of the negative weights as positive, in both windows.",
            turn=[partial(_without_a_sign, number) for number in range(3)],
        ),
        *each(
            "one row left out",
            "You added the products of two rows of a window. Each window has three rows.",
            changes=[
                *((partial(factor, (row,), 0), _same) for row in range(3)),
                *((_same, partial(factor, (row,), 0)) for row in (1, 2)),  # 0 gives 0
                *((partial(factor, (row,), 0),) * 2 for row in (1, 2)),
            ],
        ),
        wrong_step(
            "weights added to the pixels",
            "You added each weight to its pixel. The two are multiplied.",
            products=lambda window, k: window + k,
        ),
        Misconception(
            "signs of the results turned",
            "Right but for the signs.",
            after=np.negative,
        ),
        Misconception(
            "mean instead of sum",
            "You divided the sums by nine. A convolution adds up and divides by nothing.",
            after=lambda values: values / 9,
        ),
    ),
    alternatives=(
        Alternative("a tuple of floats", tuple(map(float, next_value(IMAGE, KERNEL)))),
    ),
)
