"""The gradient of a convolution with respect to its kernel."""

from __future__ import annotations

import numpy as np

from cnnbook import ops
from cnnbook.exercises.base import Alternative, FunctionExercise, Misconception
from cnnbook.exercises.ch05._shared import (
    BACKWARD_CASES,
    draw_backward,
    grad_image,
    grad_kernel,
)


def _last_window(gradient, image, kernel):
    f_h, f_w = kernel.shape
    return gradient[-1, -1] * image[-f_h:, -f_w:]


def _first_window(gradient, image, kernel):
    f_h, f_w = kernel.shape
    return gradient[0, 0] * image[:f_h, :f_w]


def _each_weight(gradient, image, kernel):
    (f_h, f_w), (rows, columns) = kernel.shape, gradient.shape
    return [
        [np.vdot(gradient, image[u : u + rows, v : v + columns]) for v in range(f_w)]
        for u in range(f_h)
    ]


def _scipy_slides(gradient, image, kernel):
    from scipy.signal import correlate2d

    return correlate2d(image, gradient, "valid")


EXERCISE = FunctionExercise(
    __name__,
    title="Back to the weights",
    difficulty=3,
    points=3,
    place=70,
    reference=grad_kernel,
    cases=BACKWARD_CASES,
    draw=draw_backward,
    misconceptions=(
        Misconception(
            "gradient flipped before it slides",
            "You turn the gradient by 180°. Which pixels did the kernel's top left weight "
            "meet, and in which order? Nothing is turned on this way back.",
            lambda gradient, image, kernel: ops.convolve2d(image, gradient),
        ),
        Misconception(
            "result flipped",
            "These are the right numbers, turned by 180°. Nothing is turned on this way "
            "back.",
            lambda gradient, image, kernel: ops.conv2d(image, gradient)[::-1, ::-1],
        ),
        Misconception(
            "gradient by the image",
            "This is the gradient by the pixels. Here the one by the weights is wanted, "
            "and it has the kernel's shape.",
            grad_image,
        ),
        Misconception(
            "gradient ignored",
            "You add up the windows as if every output counted the same. Each window "
            "counts as much as the gradient of its output says.",
            lambda gradient, image, kernel: ops.conv2d(image, np.ones(gradient.shape)),
        ),
        Misconception(
            "mean over the windows",
            "You average over the windows. The kernel is shared by them all, and their "
            "shares are added up.",
            lambda gradient, image, kernel: ops.conv2d(image, gradient) / gradient.size,
        ),
        Misconception(
            "last window only",
            "Only the last window is left in your result. Each window adds its share to "
            "those before: is there an = where += should be?",
            _last_window,
        ),
        Misconception(
            "first window only",
            "You use the first window only. A weight is used in every window.",
            _first_window,
        ),
        Misconception(
            "multiplied by the kernel",
            "You multiply by the weights. The derivative of pixel · weight by the weight "
            "no longer contains the weight.",
            lambda gradient, image, kernel: ops.conv2d(image, gradient) * kernel,
        ),
    ),
    alternatives=(
        Alternative("each weight meets its part of the image", _each_weight),
        Alternative("SciPy slides the gradient over the image", _scipy_slides),
    ),
)
