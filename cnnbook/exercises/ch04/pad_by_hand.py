"""A small image, padded and convolved on paper."""

from __future__ import annotations

from functools import partial

import numpy as np

from cnnbook import lecture
from cnnbook.exercises.base import Alternative, Misconception, ValueExercise
from cnnbook.exercises.conv2d_mistakes import TURNED_BY_HAND
from cnnbook.exercises.mistakes import each, wrong_step
from cnnbook.exercises.slips import slips_in_sums

TINY = np.array([[4, 6], [7, 3]])
"""No two pixels, and no two products in a window, are a small slip apart."""


def pad_in_steps(
    image,
    kernel,
    *,
    sides=((1, 1), (1, 1)),
    frame=0,
    mode="constant",
    turn=lambda k: k,
    products=lambda window, k: window * k,
    divide=1,
):
    """Pad a small image and slide a kernel over it, one step after another.

    Parameters
    ----------
    image, kernel : ndarray
        Height by width.
    sides, frame, mode : tuple, int, str
        What is added, as `numpy.pad` takes it.
    turn, products : callable
        What is done to the kernel first, and to a window with it.
    divide : float
        What each sum is divided by.
    """
    fill = {"constant_values": frame} if mode == "constant" else {}
    padded, kernel = np.pad(image, sides, mode, **fill), turn(kernel)
    f_h, f_w = kernel.shape
    result = np.zeros((padded.shape[0] - f_h + 1, padded.shape[1] - f_w + 1))
    for i, j in np.ndindex(result.shape):
        values = products(padded[i : i + f_h, j : j + f_w], kernel).ravel()
        result[i, j] = values.sum()
    return result / divide if divide != 1 else result


def _row_alone(number, k):
    return np.where(np.arange(3)[:, None] == number, k, 0)


def _column_alone(number, k):
    return np.where(np.arange(3) == number, k, 0)


_PADDED = np.pad(TINY, 1)
_WINDOWS = [_PADDED[i : i + 3, j : j + 3] for i, j in np.ndindex(2, 2)]


EXERCISE = ValueExercise(
    __name__,
    title="Pad and slide by hand",
    difficulty=1,
    points=1,
    place=30,
    kind="An array to work out",
    look=(
        "Draw the image with its frame, four rows of four numbers. Then write, for each "
        "of the four windows, which weight lies on each of the four pixels of the image."
    ),
    section="Padding",
    given={"image": TINY, "kernel": lecture.K},
    work=pad_in_steps,
    slips=slips_in_sums(_WINDOWS, [lecture.K] * 4, pad_in_steps(TINY, lecture.K)),
    misconceptions=(
        *TURNED_BY_HAND,
        wrong_step(
            "signs of the weights lost",
            "You use every weight as if it were positive. Where it is negative, a product "
            "is subtracted.",
            turn=np.abs,
        ),
        wrong_step(
            "padding with copies of the border",
            "Your border repeats the edge pixels. The padding here is made of zeros.",
            mode="edge",
        ),
        wrong_step(
            "padding with mirrored pixels",
            "Your border is made of pixels of the image, mirrored or from its other side. "
            "The padding here is made of zeros.",
            mode="reflect",
        ),
        # A whole answer: it changes one value alone, which a slip could mend.
        Misconception(
            "padding with ones",
            "Your border is made of ones. The padding here is made of zeros.",
            pad_in_steps(TINY, lecture.K, frame=1),
        ),
        wrong_step(
            "padding below and to the right only",
            "All your zeros are below and to the right. One belongs on every side.",
            sides=((0, 2), (0, 2)),
        ),
        wrong_step(
            "padding above and to the left only",
            "All your zeros are above and to the left. One belongs on every side.",
            sides=((2, 0), (2, 0)),
        ),
        wrong_step(
            "two rows and columns of padding",
            "You put a frame of two around the image, so there are more windows. One row "
            "or column belongs on every side.",
            sides=((2, 2), (2, 2)),
        ),
        wrong_step(
            "the padded image instead of the map",
            "This is the image with its frame. Slide the kernel over it, and write the "
            "four sums.",
            turn=lambda k: np.ones((1, 1)),
        ),
        wrong_step(
            "window added up without the kernel",
            "You added the pixels of each window. Each is multiplied by its weight first.",
            products=lambda window, k: window,
        ),
        wrong_step(
            "centre weight only",
            "These are the pixels of the image again. In each window all nine weights "
            "have a say, though some of them meet zeros.",
            turn=lambda k: k * np.pad([[1]], 1),
        ),
        wrong_step(
            "mean instead of sum",
            "You divided each sum by nine. A convolution adds up and divides by nothing.",
            divide=9,
        ),
        *each(
            "one row of the kernel alone",
            "You use one row of the kernel, and no other. All nine weights have a say.",
            turn=[partial(_row_alone, number) for number in range(3)],
        ),
        *each(
            "one column of the kernel alone",
            "You use one column of the kernel, and no other. All nine weights have a say.",
            turn=[partial(_column_alone, number) for number in range(3)],
        ),
        *each(
            "kernel turned by a quarter",
            "Your kernel is turned by 90°. Its first row should lie on the "
            "window's first row.",
            turn=[np.rot90, lambda k: np.rot90(k, 3)],
        ),
        wrong_step(
            "doubled",
            "All your values are twice as large as they should be. Each product is added "
            "once.",
            divide=0.5,
        ),
        wrong_step(
            "all signs turned",
            "All your values have the wrong sign. Are the weights those of the kernel, with "
            "their signs?",
            turn=np.negative,
        ),
        wrong_step(
            "halved",
            "All your values are half as large as they should be. A convolution adds up and "
            "divides by nothing.",
            divide=2,
        ),
        Misconception(
            "rows and columns of the image swapped",
            "You take the image's rows for its columns.",
            before=lambda image, **others: {"image": image.T},
        ),
        Misconception(
            "rows and columns swapped",
            "These are the right numbers, written column by column. Write them row by row.",
            after=np.transpose,
        ),
        Misconception(
            "the two rows swapped",
            "The window that begins above the image gives the first row.",
            after=lambda result: result[::-1],
        ),
        Misconception(
            "the two columns swapped",
            "The window that begins on the left of the image gives the first column.",
            after=lambda result: result[:, ::-1],
        ),
    ),
    alternatives=(
        Alternative(
            "floats in an array",
            pad_in_steps(TINY, lecture.K).astype("float32"),
        ),
    ),
)
