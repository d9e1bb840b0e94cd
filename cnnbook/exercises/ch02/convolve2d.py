"""True convolution, which flips the kernel."""

from __future__ import annotations

import numpy as np

from cnnbook import lecture, ops
from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception
from cnnbook.exercises.ch02._shared import (
    IMAGE,
    KERNEL,
    conv2d_in_loops,
    draw_conv2d,
    locate_window,
)


def _scipy_true(image, kernel):
    from scipy.signal import convolve2d

    return convolve2d(image, kernel, "valid")


EXERCISE = FunctionExercise(
    __name__,
    title="True convolution",
    difficulty=2,
    points=2,
    place=50,
    reference=lambda image, kernel: ops.convolve2d(image, kernel),
    cases=(
        Case((lecture.A, lecture.K)),
        Case((IMAGE, KERNEL)),
        Case((IMAGE.T * 0.5, lecture.K)),
    ),
    draw=lambda random: Case(draw_conv2d(random).args),
    locate=locate_window,
    misconceptions=(
        Misconception(
            "kernel not flipped",
            "This is cross-correlation. True convolution turns the kernel first.",
            lambda image, kernel: ops.conv2d(image, kernel),
        ),
        Misconception(
            "only the rows flipped",
            "You turn the kernel upside down. True convolution flips the other axis too.",
            lambda image, kernel: ops.conv2d(image, kernel[::-1]),
        ),
        Misconception(
            "only the columns flipped",
            "You mirror the kernel left to right. True convolution flips the other axis "
            "too.",
            lambda image, kernel: ops.conv2d(image, kernel[:, ::-1]),
        ),
        Misconception(
            "transposed instead of flipped",
            "You exchange the kernel's rows and columns. Flipping is another thing: the "
            "first row becomes the last, the first column becomes the last.",
            lambda image, kernel: ops.conv2d(image, kernel.T),
        ),
        Misconception(
            "image flipped instead of kernel",
            "You flip the image, so the answers come out in the reverse order.",
            lambda image, kernel: ops.conv2d(image[::-1, ::-1], kernel),
        ),
        Misconception(
            "image and kernel both flipped",
            "You flip both. The products pair up as in cross-correlation again, and the "
            "map comes out turned.",
            lambda image, kernel: ops.conv2d(image[::-1, ::-1], kernel[::-1, ::-1]),
        ),
    ),
    alternatives=(
        Alternative("SciPy's own", _scipy_true),
        Alternative(
            "the kernel is turned by 180° and slid in loops",
            lambda image, kernel: conv2d_in_loops(image, np.rot90(kernel, 2)),
        ),
    ),
)
