"""Slide a kernel over an image, with padding and stride."""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from cnnbook import lecture, ops
from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception
from cnnbook.exercises.ch02._shared import (
    FLIPPED,
    IMAGE,
    KERNEL,
    conv2d_in_loops,
    draw_conv2d,
    locate_window,
)


def wrong_conv2d(
    image,
    kernel,
    padding=0,
    stride=1,
    *,
    turn=lambda k: k,
    combine=lambda window, k: (window * k).sum(),
    border="constant",
    sides=(1, 1),
    missing=0,
    dtype=None,
):
    """Slide a kernel with one step done wrong."""
    image, kernel = np.asarray(image), turn(np.asarray(kernel))
    widths = (padding * sides[0], padding * sides[1])
    image = np.pad(image.astype(np.result_type(image, np.int64)), widths, mode=border)
    f_h, f_w = kernel.shape
    rows = range(0, image.shape[0] - f_h + 1 - missing, stride)
    columns = range(0, image.shape[1] - f_w + 1 - missing, stride)
    values = [
        [combine(image[i : i + f_h, j : j + f_w], kernel) for j in columns]
        for i in rows
    ]
    return np.array(values, dtype).reshape(len(rows), len(columns))


def _with(**mistake):
    return lambda image, kernel, padding=0, stride=1: wrong_conv2d(
        image, kernel, padding, stride, **mistake
    )


def _matrix_product(window, kernel):
    """Multiply as matrices, which fails where the kernel is not square."""
    return (window @ kernel).sum()


def _swapped_output(image, kernel, padding=0, stride=1):
    """Take the number of rows for the number of columns, and the other way round."""
    right = ops.conv2d(image, kernel, padding, stride)
    swapped = np.zeros(right.shape[::-1], right.dtype)
    h, w = min(swapped.shape[0], right.shape[0]), min(swapped.shape[1], right.shape[1])
    swapped[:h, :w] = right[:h, :w]
    return swapped


def _one_step_stride(axis):
    def answer(image, kernel, padding=0, stride=1):
        steps = (stride, 1) if axis == 0 else (1, stride)
        return ops.conv2d(image, kernel, padding, steps)

    return answer


_CONV_CASES = (
    Case((lecture.A, lecture.K)),
    Case((IMAGE, KERNEL)),
    Case((IMAGE, KERNEL), {"padding": 1}),
    Case((IMAGE.T + 1, KERNEL), {"stride": 2}),
    Case((IMAGE + 0.25, KERNEL.T * 0.5), {"padding": 2, "stride": 3}),
    Case(
        (
            np.array([[250, 3, 7, 200], [9, 255, 4, 1], [2, 8, 240, 6]], np.uint8),
            KERNEL,
        )
    ),
)


def _einsum(image, kernel, padding=0, stride=1, **ignored):
    image = np.pad(image.astype("float32"), padding)
    windows = sliding_window_view(image, kernel.shape)[::stride, ::stride]
    return np.einsum("ijkl,kl->ij", windows, kernel.astype("float32"))


def _scipy_strided(image, kernel, padding=0, stride=1):
    from scipy.signal import correlate2d

    full = correlate2d(
        np.pad(image.astype(int if image.dtype.kind == "u" else image.dtype), padding),
        kernel,
        "valid",
    )
    return full[::stride, ::stride]


EXERCISE = FunctionExercise(
    __name__,
    title="Write conv2d",
    difficulty=2,
    points=4,
    place=40,
    reference=ops.conv2d,
    cases=_CONV_CASES,
    draw=draw_conv2d,
    locate=locate_window,
    misconceptions=(
        Misconception("flipped kernel", FLIPPED, _with(turn=lambda k: k[::-1, ::-1])),
        Misconception(
            "kernel flipped along one axis",
            "Your kernel is upside down. Slide it as it is, without flipping any axis.",
            _with(turn=lambda k: k[::-1]),
        ),
        Misconception(
            "kernel mirrored left to right",
            "Your kernel is mirrored. Slide it as it is, without flipping any axis.",
            _with(turn=lambda k: k[:, ::-1]),
        ),
        Misconception(
            "rows and columns of the kernel swapped",
            "Your kernel is transposed. Its first axis runs down the image, like the "
            "image's first axis.",
            _with(turn=np.transpose),
        ),
        Misconception(
            "matrix product instead of elementwise product",
            "You multiply window and kernel as matrices. Each pixel meets only the one "
            "weight that lies on it: use * and then add up.",
            _with(combine=_matrix_product),
        ),
        Misconception(
            "mean instead of sum",
            "You average the products. A convolution adds them up and divides by nothing.",
            _with(combine=lambda window, k: (window * k).mean()),
        ),
        Misconception(
            "last window missing",
            "You stop one window too early, in both directions. Where does the last "
            "window start, if it ends on the last pixel?",
            _with(missing=1),
        ),
        Misconception(
            "padding ignored",
            "Nothing changes when padding is more than 0. Put that many rows and columns "
            "of zeros on every side before you slide.",
            _with(sides=(0, 0)),
        ),
        Misconception(
            "padding on one side only",
            "You add zeros at the top and on the left only. Padding p means p on all "
            "four sides.",
            _with(sides=(1, 0)),
        ),
        Misconception(
            "padding with copies of the border",
            "Your border repeats the edge pixels. The padding here is made of zeros.",
            _with(border="edge"),
        ),
        Misconception(
            "stride ignored",
            "Your window always moves by one pixel. After each step it should move by "
            "stride pixels, down as well as to the right.",
            lambda image, kernel, padding=0, stride=1: ops.conv2d(
                image, kernel, padding
            ),
        ),
        Misconception(
            "stride in one direction only (down)",
            "Your window moves by stride pixels downwards, but by one to the right.",
            _one_step_stride(0),
        ),
        Misconception(
            "stride in one direction only (right)",
            "Your window moves by stride pixels to the right, but by one downwards.",
            _one_step_stride(1),
        ),
        Misconception(
            "height and width swapped",
            "The output has its height and width swapped. image.shape is (height, width): "
            "rows first.",
            _swapped_output,
        ),
        Misconception(
            "fractions cut off",
            "Your output can hold whole numbers only, so fractions are lost. Which type "
            "does the array have in which you collect the results?",
            _with(dtype=np.int64),
        ),
    ),
    alternatives=(
        Alternative("loops, and nested lists come back", conv2d_in_loops),
        Alternative("einsum over a view of all windows, in float32", _einsum),
        Alternative(
            "SciPy correlates at stride 1, and every stride-th value is kept",
            _scipy_strided,
        ),
    ),
)
