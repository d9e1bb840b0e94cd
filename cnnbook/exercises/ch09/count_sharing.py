"""Weights with and without sharing, counted."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises.base import Alternative, Misconception, ValueExercise
from cnnbook.exercises.mistakes import each, wrong_step


def count_sharing(
    kernel,
    image,
    *,
    places=lambda n, f: n - f + 1,
    turn=lambda size: size,
    entries=lambda windows, pixels, weights: windows * pixels,
    filled=lambda windows, pixels, weights: windows * weights,
    different=lambda windows, weights: weights,
    repeats=lambda rows, columns, pixels, weights: rows * columns,
    bias=0,
):
    """Count entries, non-zero ones, different ones, and how often each is there.

    Parameters
    ----------
    kernel, image : tuple of int
        Height and width.
    places : callable
        How many windows there are along an axis, of the sizes of image and kernel.
    turn : callable
        What is made of the kernel's height and width first.
    entries, filled, different, repeats : callable
        Make the four counts.
    bias : int
        Columns that are added to the matrix for a bias.
    """
    kernel = turn(kernel)
    rows, columns = (places(n, f) for n, f in zip(image, kernel, strict=True))
    windows, pixels = rows * columns, image[0] * image[1] + bias
    weights = kernel[0] * kernel[1] + bias
    return [
        entries(windows, pixels, weights),
        filled(windows, pixels, weights),
        different(windows, weights),
        repeats(rows, columns, pixels, weights),
    ]


KERNEL, IMAGE = (2, 3), (5, 7)
# With zeros around the image, one row and two columns of windows reach beyond it.
_ON_PIXELS = (5 * 2 - 1) * (7 * 3 - 2)

_SAME = "Your map is as large as the image. Without padding it is smaller."
_SQUARE = (
    "Your kernel has as many rows as columns. Count its weights, and how far it can move "
    "down and to the right, from 2 rows and 3 columns."
)
_ENTRIES = (
    "Your first number is another count. The matrix has a row for each value of the map "
    "and a column for each pixel: how many entries is that?"
)
_REPEATS = (
    "A weight stands once in every row of the matrix. Your last number is not the number "
    "of its rows."
)


EXERCISE = ValueExercise(
    __name__,
    title="Count what is shared",
    difficulty=1,
    points=1,
    place=10,
    kind="An array to work out",
    look=(
        "Draw the image as a grid and mark the first window and the last one. How many "
        "are there along each side? Then write the first row of the matrix, zeros and all."
    ),
    section="A convolution as a matrix, by hand",
    given={"kernel": KERNEL, "image": IMAGE},
    work=count_sharing,
    labels=("the entries", "those not zero", "the different ones", "the repeats"),
    misconceptions=(
        wrong_step(
            "map too small",
            "Your map has one row and one column too few. The window also stands "
            "somewhere before its first step.",
            places=lambda n, f: n - f,
        ),
        wrong_step(
            "map too large",
            "Your map has one row and one column too many. The last window ends with the "
            "image.",
            places=lambda n, f: n - f + 2,
        ),
        wrong_step("map as large as the image", _SAME, places=lambda n, f: n),
        wrong_step(
            "map as large as the image",
            _SAME,
            places=lambda n, f: n,
            filled=lambda windows, pixels, weights: _ON_PIXELS,
        ),
        wrong_step(
            "window moved by 2",
            "Your window moves by two pixels. The stride is 1.",
            places=lambda n, f: (n - f) // 2 + 1,
        ),
        wrong_step(
            "window moved by its own size",
            "Your windows do not overlap. With stride 1 the next one begins one pixel on.",
            places=lambda n, f: n // f,
        ),
        wrong_step(
            "kernel turned",
            "Your kernel has 3 rows and 2 columns. The rows come first.",
            turn=lambda size: size[::-1],
        ),
        *each(
            "square kernel",
            _SQUARE,
            turn=[lambda size: (size[0],) * 2, lambda size: (size[1],) * 2],
        ),
        *each(
            "entries miscounted",
            _ENTRIES,
            entries=[
                lambda windows, pixels, weights: pixels,
                lambda windows, pixels, weights: windows,
                lambda windows, pixels, weights: windows * weights,
                lambda windows, pixels, weights: pixels * weights,
                lambda windows, pixels, weights: pixels * pixels,
                lambda windows, pixels, weights: windows * windows,
            ],
        ),
        wrong_step(
            "rows and columns of the matrix for the first two",
            "Your first two numbers are the rows of the matrix and its columns. How many "
            "entries is that, and how many of them are not zero?",
            entries=lambda windows, pixels, weights: windows,
            filled=lambda windows, pixels, weights: pixels,
        ),
        wrong_step(
            "zeros counted",
            "Your second number counts the empty places. Count the others.",
            filled=lambda windows, pixels, weights: windows * (pixels - weights),
        ),
        wrong_step(
            "weights counted for each pixel",
            "Your second number has the weights once for each pixel, as if each pixel were "
            "a row. How many rows are there?",
            filled=lambda windows, pixels, weights: pixels * weights,
        ),
        wrong_step(
            "a share instead of a count",
            "Your second number says which share of the entries is not zero. How many are "
            "they?",
            filled=lambda windows, pixels, weights: weights / pixels,
        ),
        wrong_step(
            "weights not shared",
            "You give each connection a weight of its own. All windows use the same "
            "kernel.",
            different=lambda windows, weights: windows * weights,
            repeats=lambda rows, columns, pixels, weights: 1,
        ),
        wrong_step(
            "repeats taken for different numbers",
            "Your third number counts each weight as often as it stands there. Count it "
            "once.",
            different=lambda windows, weights: windows * weights,
        ),
        *each(
            "repeats miscounted",
            _REPEATS,
            repeats=[
                lambda rows, columns, pixels, weights: weights,
                lambda rows, columns, pixels, weights: rows,
                lambda rows, columns, pixels, weights: columns,
                lambda rows, columns, pixels, weights: pixels,
                lambda rows, columns, pixels, weights: 1,
                lambda rows, columns, pixels, weights: rows * columns * weights,
            ],
        ),
        wrong_step(
            "a bias as one more weight",
            "You count a bias with the weights. The kernel has none here.",
            bias=1,
        ),
        Misconception(
            "first two exchanged",
            "Your first two numbers stand in each other's place: the entries come first.",
            after=lambda counts: [counts[1], counts[0], *counts[2:]],
        ),
        Misconception(
            "last two exchanged",
            "Your last two numbers stand in each other's place. The different weights "
            "come before how often each is there.",
            after=lambda counts: [*counts[:2], counts[3], counts[2]],
        ),
        Misconception(
            "in reverse order",
            "These counts are in the reverse order: the entries of the matrix come first.",
            after=lambda counts: counts[::-1],
        ),
    ),
    alternatives=(
        Alternative("the last by a division", [700, 120, 6, 120 / 6]),
        Alternative("as an array of floats", np.float32([700, 120, 6, 20])),
    ),
)
