"""Chapter 2's convolution, with padding and stride."""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception
from cnnbook.exercises.conv2d_in_steps import conv2d_in_steps
from cnnbook.exercises.conv2d_mistakes import (
    KERNEL_MISTAKES,
    PLACE_MISTAKES,
    SETTING_MISTAKES,
    SUM_MISTAKES,
)

LIKELY = (
    "flipped kernel",
    "rows and columns of the kernel swapped",
    "mean instead of sum",
    "fractions cut off",
    "map of the image's type",
    "map of the kernel's type",
    "output of bytes",
    "last window missing",
    "square kernel assumed",
    "map transposed",
)
"""Mistakes of chapter 2 that are still made here."""


def _hanging(image, kernel, padding=0, stride=1):
    image = np.pad(image, padding)
    over = [-(n - f) % stride for n, f in zip(image.shape, kernel.shape, strict=True)]
    return conv2d_in_steps(np.pad(image, [(0, n) for n in over]), kernel, 0, stride)


def _size_without_padding(image, kernel, padding=0, stride=1):
    f_h, f_w = kernel.shape
    height, width = (image.shape[0] - f_h) // stride, (image.shape[1] - f_w) // stride
    return conv2d_in_steps(image, kernel, padding, stride)[: height + 1, : width + 1]


def _holes(image, kernel, padding=0, stride=1):
    """Keep the size at stride 1, and leave zeros between the values."""
    every = conv2d_in_steps(image, kernel, padding)
    kept = np.zeros_like(every)
    kept[::stride, ::stride] = every[::stride, ::stride]
    return kept


def _draw(random: np.random.Generator) -> Case:
    stride = int(random.integers(1, 4))
    f_h, f_w = (int(n) for n in random.integers(1, 5 - max(stride, 2) + 1, 2))
    padding = int(random.integers(0, 3))
    # Every stride-th pixel alone would still hold the kernel.
    height = (f_h - 1) * stride + 1 + int(random.integers(0, 3))
    width = (f_w - 1) * stride + 1 + int(random.integers(0, 3))
    image = random.integers(-9, 10, (height, width))
    kernel = random.integers(-4, 5, (f_h, f_w))
    kind = random.integers(5)
    if kind < 2:
        image = image * 0.5
    if kind == 2:
        image = random.integers(0, 256, (height, width)).astype(np.uint8)
    if random.integers(2):
        kernel = kernel * 0.5
    given = {"padding": padding, "stride": stride}
    default = {"padding": 0, "stride": 1}
    return Case((image, kernel), {n: v for n, v in given.items() if v != default[n]})


def _fit(image, kernel, padding, stride):
    over = [
        (n + 2 * padding - f) % stride
        for n, f in zip(image.shape, kernel.shape, strict=True)
    ]
    return {
        ("pixels are left over at the end", "the last steps fit exactly"): any(over)
    }


def _two_lines_more(image, kernel, padding=0, stride=1):
    windows = sliding_window_view(np.pad(image, padding), kernel.shape)
    return (windows[::stride, ::stride] * kernel).sum(axis=(2, 3))


def _without_a_frame(image, kernel, padding=0, stride=1):
    """Ask of each product whether its pixel is there."""
    (height, width), (f_h, f_w) = image.shape, kernel.shape

    def value(top, left):
        pairs = [(u, v) for u in range(f_h) for v in range(f_w)]
        return sum(
            float(image[top + u, left + v]) * kernel[u, v]
            for u, v in pairs
            if 0 <= top + u < height and 0 <= left + v < width
        )

    rows = range(-padding, height + padding - f_h + 1, stride)
    columns = range(-padding, width + padding - f_w + 1, stride)
    return [[value(top, left) for left in columns] for top in rows]


def _mistake(name, hint, answer):
    return Misconception(name, hint, answer)


EXERCISE = FunctionExercise(
    __name__,
    title="Pad, and step",
    difficulty=2,
    points=3,
    place=55,
    look=(
        "Take an image of one pixel, np.array([[3]]), the kernel np.array([[2]]) and a "
        "padding of 1: which nine values should come out? Then print the padded image, and "
        "where your windows start, for a row of five pixels at stride 2."
    ),
    section="Stride",
    reference=conv2d_in_steps,
    library=("conv2d", "correlate2d", "convolve2d", "conv", "corr2d"),
    cases=(
        Case((np.array([[3]]), np.array([[2]])), {"padding": 1}),
        Case((np.array([[1, 4, 9, 5, 7]]), np.array([[2]])), {"stride": 2}),
        Case((np.array([[1, 2, 3], [4, 5, 9]]), np.array([[2, -1]]))),
        Case(
            (np.array([[1, 2], [3, 5], [8, 4]]), np.array([[1, -2], [0, 3]])),
            {"padding": 1},
        ),
        Case(
            (np.array([[5, 1, 2, 8], [3, 9, 4, 6]]), np.array([[1, -1]])), {"stride": 2}
        ),
        Case(
            (np.array([[5, 1], [2, 7], [6, 3]]) / 2, np.array([[-1], [2]])),
            {"padding": 1, "stride": 2},
        ),
        Case(
            (np.array([[1, 6, 2, 9]]), np.array([[1.5, 0, -1]])),
            {"padding": 2, "stride": 3},
        ),
        Case(
            (np.array([[250, 9], [3, 255]], np.uint8), np.array([[1, -2]])),
            {"padding": 1},
        ),
    ),
    draw=_draw,
    features=_fit,
    misconceptions=(
        *SETTING_MISTAKES,
        Misconception(
            "image thinned before the kernel slides",
            "You take every stride-th pixel of the image, and slide by one over these. All "
            "pixels of a window belong to it; it is the window that moves by stride.",
            before=lambda image, stride, **rest: {
                "image": image[::stride, ::stride],
                "stride": 1,
            },
        ),
        _mistake(
            "windows that hang over counted",
            "You count windows that hang over the border, where the last step does not "
            "fit. Half a window gives no number.",
            _hanging,
        ),
        _mistake(
            "size counted without the padding",
            "Your map is as large as without padding, so windows are missing below and on "
            "the right. The formula has n + 2p pixels.",
            _size_without_padding,
        ),
        _mistake(
            "zeros between the values",
            "Your map is as large as at stride 1, with zeros where windows are skipped. "
            "Those have no place in it.",
            _holes,
        ),
        _mistake(
            "padding of 1 unless given",
            "Without padding you pad all the same. Its default is 0.",
            lambda image, kernel, padding=1, stride=1: conv2d_in_steps(
                image, kernel, padding, stride
            ),
        ),
        *(
            mistake
            for mistake in (*KERNEL_MISTAKES, *SUM_MISTAKES, *PLACE_MISTAKES)
            if mistake.name in LIKELY
        ),
    ),
    alternatives=(
        Alternative("two lines more than a view of all windows", _two_lines_more),
        Alternative("no frame is built: pixels are asked for", _without_a_frame),
    ),
)
