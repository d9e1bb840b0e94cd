"""Chapter 2 with other numbers."""

from __future__ import annotations

from typing import Any

import numpy as np

from cnnbook.exercises.ch02.next_value import next_value
from cnnbook.exercises.ch02.one_window import first_of_product, one_window
from cnnbook.exercises.mistakes import Misconception
from cnnbook.exercises.pencil import grid, two, weights, whole
from cnnbook.exercises.problem import Problem
from cnnbook.exercises.slips import slips_in_sums


def _kernel(random: np.random.Generator) -> Any:
    kernel = weights(random, 3, 3, most=5)
    kernel.flat[random.integers(9)] = 0
    return kernel


def _one_window(random: np.random.Generator) -> dict[str, Any]:
    image = grid(random, 6, 6)
    row, column = [(1, 2), (1, 3), (2, 3)][int(random.integers(3))]
    image[row + random.integers(3), column + random.integers(3)] = 0
    return {"image": image, "kernel": _kernel(random), "row": row, "column": column}


def _one_window_slips(image: Any, kernel: Any, row: int, column: int) -> Any:
    window = image[row : row + 3, column : column + 3]
    value = one_window(image, kernel, row, column)
    turned = one_window(image, kernel, row, column, turn=lambda k: k[::-1, ::-1].T)
    return (
        *slips_in_sums([window], [kernel], value),
        Misconception(
            "kernel mirrored in its other diagonal",
            "Your kernel is transposed and turned by 180°. Its first row should lie on "
            "the window's first row.",
            turned,
        ),
        first_of_product(window, kernel),
    )


def _next_value(random: np.random.Generator) -> dict[str, Any]:
    return {"image": grid(random, 5, 5), "kernel": weights(random, 3, 3, most=5)}


def _next_value_slips(image: Any, kernel: Any) -> Any:
    windows = [image[:3, 1:4], image[1:4, :3]]
    return slips_in_sums(windows, [kernel] * 2, next_value(image, kernel))


def _count(random: np.random.Generator) -> dict[str, Any]:
    height, width = two(random, 7, 14)
    f_h, f_w = two(random, 2, 5)
    return {"height": height, "width": width, "f_h": f_h, "f_w": f_w}


def _image_and_kernel(random: np.random.Generator) -> dict[str, Any]:
    """Draw sides that differ: rows and columns can be told apart then."""
    ways = [((3, 5), (2, 3)), ((5, 3), (3, 2)), ((3, 5), (2, 2)), ((5, 3), (2, 2))]
    image, kernel = ways[int(random.integers(4))]
    return {"image": grid(random, *image), "kernel": weights(random, *kernel)}


def _separable(random: np.random.Generator) -> dict[str, Any]:
    column, row = weights(random, 2, most=3), grid(random, 2, low=1, high=3)
    return {"image": grid(random, 3, 4, high=6), "column": column, "row": row}


def _cost(random: np.random.Generator) -> dict[str, Any]:
    height, width = two(random, 5, 10)
    return {"height": height, "width": width, "f": whole(random, 2, 4)}


_HERE = "Lay a finger on row {row}, column {column}, both counted from 0."

PROBLEMS = {
    "one-window": Problem(
        draw=_one_window,
        slips=_one_window_slips,
        always=("flipped kernel",),
        least=20,
        prompt=(
            "The top left corner of the window is in row {row}, column {column}, both "
            "counted from 0. Which number does the kernel give there? Nine products, one "
            "sum."
        ),
        hints={
            "row and column of the window swapped": "You took the window that starts in "
            "row {column}, column {row}. The row comes first.",
            "window in the top left corner": "You took the window in the top left corner. "
            "It should start in row {row}, column {column}.",
            "one row too high": f"You took the window one row higher. {_HERE}",
            "one row too low": f"You took the window one row lower. {_HERE}",
            "one column too far left": "You took the window one column further left. "
            f"{_HERE}",
            "another window": f"You took another window. {_HERE} Count three rows down "
            "and three columns to the right.",
        },
    ),
    "next-value": Problem(
        draw=_next_value,
        slips=_next_value_slips,
        least=22,
        prompt=(
            "The window stands in the top left corner of the image. Move it one pixel to "
            "the right: which number does the kernel give? Go back and move it one pixel "
            "down: and now? Write the two numbers as a list, the step to the right first."
        ),
    ),
    "count-windows": Problem(
        draw=_count,
        without=("kernel of one size only",),
        always=("missing + 1",),
        least=12,
        prompt=(
            "In how many places can a kernel of {f_h} by {f_w} pixels (height by width) "
            "stand on an image of {height} by {width} pixels, if it moves one pixel at a "
            "time and never hangs over the edge?"
        ),
    ),
    "conv2d": Problem(
        title="Convolve by hand",
        draw=_image_and_kernel,
        without=("cut to 0 … 255",),
        always=("flipped kernel",),
        least=16,
        prompt=(
            "Slide the kernel over the image as it is, one pixel at a time and never over "
            "the edge. Which feature map comes out? Write it row by row."
        ),
        look=(
            "Take the row of pixels 1 2 3 and the kernel 2 −1: it has two places, and "
            "gives 0 and 1. Then lay the kernel on each window of your image, and write "
            "its products down, each with its sign."
        ),
    ),
    "convolve2d": Problem(
        draw=_image_and_kernel,
        without=("cut to 0 … 255", "flipped one place off"),
        always=("kernel not flipped",),
        least=16,
        prompt=(
            "Work out the convolution of the mathematicians, with the kernel turned by "
            "180°, for every window of the image that hangs nowhere over the edge. Write "
            "the map row by row."
        ),
        look=(
            "Turn the kernel with the rows 1 2 and 3 4 on paper first: which of its "
            "weights lies on the top left pixel of a window then? Slide that one, and "
            "do not turn it again."
        ),
    ),
    "separable": Problem(
        draw=_separable,
        upright=("column",),
        least=12,
        prompt=(
            "A kernel falls into two halves, a column and a row; every weight is the "
            "product of one number from each. Slide the column over the image, and the "
            "row over the result, without padding and without any flip. Which feature map "
            "comes out? Write it row by row."
        ),
    ),
    "separable-cost": Problem(
        draw=_cost,
        least=10,
        prompt=(
            "An image has {height} by {width} pixels, a kernel {f} by {f}; there is no "
            "padding and the stride is 1. How many multiplications does one pass with the "
            "whole kernel need, and how many do two thin passes need together, column "
            "first? A product with 0 counts too. Write both numbers, one pass first."
        ),
    ),
}
