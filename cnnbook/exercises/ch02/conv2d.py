"""Slide a kernel over an image: the convolution of chapter 2.

The book's own function has padding and stride as well. Where an answer takes them, they
are tried too; chapter 4 asks for them, in `padded-conv2d`.
"""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from cnnbook import lecture
from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception
from cnnbook.exercises.ch02._shared import (
    IMAGE,
    KERNEL,
    conv2d_in_loops,
    locate_window,
)
from cnnbook.exercises.conv2d_in_steps import (
    KERNEL_MISTAKES,
    PLACE_MISTAKES,
    SETTING_MISTAKES,
    SUM_MISTAKES,
    conv2d_in_steps,
    draw_plain,
    draw_with_settings,
    seen_in_the_map,
)
from cnnbook.exercises.conv2d_loop_mistakes import (
    BYTE_MISTAKES,
    IMAGE_MISTAKES,
    LOOP_MISTAKES,
)

_SMALL = np.array([[1, 2, 3], [4, 5, 9]]), np.array([[2, -1]])
_ONE = np.array([[3, 0], [-2, 5]])
_BRIGHT = np.array([[250, 200, 3], [9, 250, 255]], np.uint8), np.array([[200, 100]])
_BYTES = np.array([[250, 3, 7, 200], [9, 255, 4, 1], [2, 8, 240, 6]], np.uint8)


def _draw(random: np.random.Generator) -> Case:
    if random.integers(3) == 0:
        return draw_with_settings(random)
    return draw_plain(random, least=0)


def _three_by_three(image, kernel, padding=0, stride=1):
    height, width = image.shape[0] - 2, image.shape[1] - 2
    feature_map = np.zeros((height, width))
    for place in np.ndindex(height, width):
        for u, v in np.ndindex(3, 3):
            pixel = float(image[place[0] + u, place[1] + v])
            feature_map[place] += pixel * kernel[u, v]
    return feature_map


def _in_place(image, kernel, padding=0, stride=1):
    """Multiply each window where it stands, so that the next ones hold products."""
    image = np.pad(image, padding) if padding else image
    f_h, f_w = kernel.shape
    rows = range(0, image.shape[0] - f_h + 1, stride)
    columns = range(0, image.shape[1] - f_w + 1, stride)
    feature_map = np.zeros((len(rows), len(columns)))
    for i, top in enumerate(rows):
        for j, left in enumerate(columns):
            window = image[top : top + f_h, left : left + f_w]
            window *= kernel
            feature_map[i, j] = window.sum()
    return feature_map


def _einsum(image, kernel, padding=0, stride=1, **ignored):
    image = np.pad(image.astype("float32"), padding)
    windows = sliding_window_view(image, kernel.shape)[::stride, ::stride]
    return np.einsum("ijkl,kl->ij", windows, kernel.astype("float32"))


def _scipy_strided(image, kernel, padding=0, stride=1):
    from scipy.signal import correlate2d

    image = image.astype(int if image.dtype.kind == "u" else image.dtype)
    return correlate2d(np.pad(image, padding), kernel, "valid")[::stride, ::stride]


EXERCISE = FunctionExercise(
    __name__,
    title="Write conv2d",
    difficulty=2,
    points=4,
    place=40,
    look=(
        "Take conv2d(np.array([[1, 2, 3]]), np.array([[2, -1]])) and work out both of its "
        "values on paper. Then print the window and the products in your loop."
    ),
    section="Every window, with loops",
    reference=conv2d_in_steps,
    optional=("padding", "stride"),
    library=("conv2d", "correlate2d", "conv", "convolve2d"),
    cases=(
        Case(_SMALL),
        Case((_ONE, np.array([[4]]))),
        Case((_ONE, np.array([[1, 2], [3, -1]]))),
        Case(_BRIGHT),
        Case((lecture.A, lecture.K)),
        Case((IMAGE * 0.25, KERNEL)),
        Case((IMAGE.T + 0.25, KERNEL * 0.5)),
        Case((_BYTES, KERNEL)),
        Case((IMAGE, KERNEL), {"padding": 1}),
        Case((IMAGE.T + 1, KERNEL), {"stride": 2}),
        Case((IMAGE + 0.25, KERNEL.T * 0.5), {"padding": 2, "stride": 3}),
        Case((np.array([[4, -1, 7]]), np.array([[2, -15]]))),
        Case((np.array([[4], [-1], [7]]), np.array([[2], [5]]))),
    ),
    draw=_draw,
    fine=("image", "kernel"),
    locate=locate_window,
    features=seen_in_the_map,
    misconceptions=(
        *KERNEL_MISTAKES,
        *SUM_MISTAKES,
        *PLACE_MISTAKES,
        *SETTING_MISTAKES,
        *IMAGE_MISTAKES,
        *LOOP_MISTAKES,
        *BYTE_MISTAKES,
        Misconception(
            "window multiplied in place",
            "You write the products into the window, and a window is a part of the image: "
            "the next one finds products there. Keep them apart.",
            answer=_in_place,
        ),
        Misconception(
            "kernel of 3 by 3 assumed",
            "Your windows are 3 by 3, whatever the kernel is. Take its height and its "
            "width from its shape.",
            answer=_three_by_three,
        ),
    ),
    alternatives=(
        Alternative("loops, and nested lists come back", conv2d_in_loops),
        Alternative("einsum over a view of all windows, in float32", _einsum),
        Alternative(
            "SciPy correlates at stride 1, and every stride-th value is kept",
            _scipy_strided,
        ),
        Alternative(
            "only what chapter 2 asks for: no padding, no stride",
            lambda image, kernel: conv2d_in_loops(image, kernel),
        ),
    ),
)
