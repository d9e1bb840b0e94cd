"""Chapter 4 with other numbers."""

from __future__ import annotations

from typing import Any

import numpy as np

from cnnbook.exercises.ch04._inverse import as_table, sizes_to_make, with_sizes
from cnnbook.exercises.ch04.pad_by_hand import pad_in_steps
from cnnbook.exercises.mistakes import Misconception
from cnnbook.exercises.pencil import grid, two, weights, whole
from cnnbook.exercises.problem import Problem
from cnnbook.exercises.slips import slips_in_sums


def _output_size(random: np.random.Generator) -> dict[str, Any]:
    """Draw, mostly, a padding of more than a step: once or twice then differ by two."""
    f = int(random.choice([5, 7, 8, 9, 11]))
    p = whole(random, min(3, f // 2), f // 2)
    return {"n": whole(random, f + 5, 60), "f": f, "p": p, "s": whole(random, 2, 3)}


def _same_padding(random: np.random.Generator) -> dict[str, Any]:
    return {"f": 2 * whole(random, 2, 15) + 1}


def _pad(random: np.random.Generator) -> dict[str, Any]:
    image = grid(random, 2, 2, low=1, high=9)
    return {"image": image, "kernel": weights(random, 3, 3, most=3)}


def _pad_slips(image: Any, kernel: Any) -> Any:
    padded = np.pad(image, 1)
    windows = [padded[i : i + 3, j : j + 3] for i, j in np.ndindex(2, 2)]
    return slips_in_sums(windows, [kernel] * 4, pad_in_steps(image, kernel))


def _pad_mistakes(image: Any, kernel: Any) -> tuple[Misconception, ...]:
    return (
        Misconception(
            "padding with ones",
            "Your border is made of ones. The padding here is made of zeros.",
            pad_in_steps(image, kernel, frame=1),
        ),
    )


def _layers(random: np.random.Generator) -> dict[str, Any]:
    return {"n": whole(random, 12, 60), "f": whole(random, 3, 7)}


def _usage(random: np.random.Generator) -> dict[str, Any]:
    s = whole(random, 1, 2)
    f = 3 if s == 2 else whole(random, 2, 3)  # side by side, windows tell little
    height, width = two(random, f + 1, 6)
    return {"height": height, "width": width, "f": f, "s": s}


def _padded(random: np.random.Generator) -> dict[str, Any]:
    shapes = [((3, 5), (2, 3)), ((5, 3), (3, 2)), ((4, 5), (2, 3)), ((5, 4), (3, 2))]
    image, kernel = shapes[int(random.integers(4))]
    given = {"image": grid(random, *image), "kernel": weights(random, *kernel)}
    return {**given, "padding": 1, "stride": 2}


def _tf_same(random: np.random.Generator) -> dict[str, Any]:
    return {
        "n": whole(random, 12, 60),
        "f": whole(random, 4, 20),
        "s": whole(random, 2, 4),
    }


PROBLEMS = {
    "output-size": Problem(
        draw=_output_size,
        # each gives a single number that a likelier mistake gives too
        without=(
            "+ 1 before the division",
            "+ 1 twice",
            "a window that just fits left out",
            "each part divided by itself",
            "first position counted twice",
            "rounded to the nearest",
        ),
        always=("missing + 1", "padding counted once"),
        least=8,
        prompt=(
            "A row of {n} pixels, with padding {p} on each side. How many windows of size "
            "{f} fit, if they move by {s}?"
        ),
        look=(
            "Draw a row of eight pixels and slide a window of three over it, two pixels "
            "at a time. How often does the whole window fit? Then do the same with your "
            "row, its padding drawn too."
        ),
    ),
    "same-padding": Problem(
        draw=_same_padding,
        least=6,
        prompt=(
            "How much padding on each side keeps the size at stride 1, for a kernel of "
            "{f} by {f} pixels?"
        ),
    ),
    "pad-by-hand": Problem(
        draw=_pad,
        slips=_pad_slips,
        mistakes=_pad_mistakes,
        least=24,
        prompt=(
            "Put one row or column of zeros on every side of this tiny image, and slide "
            "the kernel over the 4×4 image that you get. Which feature map comes out? It "
            "has two rows of two values; write it row by row."
        ),
    ),
    "layers-until-gone": Problem(
        draw=_layers,
        without=("odd kernels only", "one layer too few"),
        always=("shrinks by f",),
        least=5,
        prompt=(
            "An image of {n} by {n} pixels goes through convolution layers without "
            "padding, at stride 1, all with kernels of size {f}. How many layers can "
            "there be, before the kernel is larger than what is left of the image?"
        ),
    ),
    "pixel-usage": Problem(
        draw=_usage,
        least=10,
        prompt=(
            "In how many windows does each pixel of an image of {height} by {width} pixels "
            "lie? The kernel is {f} by {f}, there is no padding, and the stride is {s}. "
            "Write {height} rows of {width} counts."
        ),
        look=(
            "Draw a row of five pixels and all windows of three on it, one below the "
            "other, and count them pixel by pixel. Do it for the height and for the "
            "width: what has a pixel's row to do with its column?"
        ),
    ),
    "padded-conv2d": Problem(
        draw=_padded,
        without=("padding halved", "last window missing", "cut to 0 … 255"),
        least=16,
        prompt=(
            "Put {padding} row or column of zeros on each of the four sides of the image, "
            "and let the window move by {stride} pixels, to the right as well as down. A "
            "window that does not fit gives no value. Which map comes out? Write it row by "
            "row."
        ),
        look=(
            "Take an image of one pixel, 3, the kernel 2 and a padding of 1: which nine "
            "values should come out? Then draw your image with its zeros, and mark "
            "where the windows start."
        ),
    ),
    "tf-same": Problem(
        draw=_tf_same,
        without=(
            "both sides rounded to the nearest",
            "half of the total rounded to the nearest",
            "one pixel less than is lacking",
            "one pixel more than is lacking",
        ),
        always=("extra pixel before",),
        least=8,
        prompt=(
            "Along one axis of {n} pixels, how many does TensorFlow add before and after, "
            "when the padding is “same”, the kernel has size {f} and the stride is {s}? "
            "Write the two numbers."
        ),
    ),
    "inverse-design": Problem(
        draw=sizes_to_make,
        exercise=with_sizes,
        tables=as_table,
        prompt=(
            "For each row of the table, find a kernel size f, a padding p and a stride s "
            "that turn the first size into the second. All are whole numbers: f is odd and "
            "larger than 1, p is at least 0 and smaller than f, and s is at least 1. There "
            "are many right answers. Write one row [f, p, s] for each row of the table."
        ),
    ),
}
