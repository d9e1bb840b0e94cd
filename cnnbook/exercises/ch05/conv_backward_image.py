"""The gradient of a convolution with respect to its image."""

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


def _full(gradient, kernel, rows=None, columns=None):
    """Slide a kernel over the gradient, with a frame of zeros around it."""
    rows = kernel.shape[0] - 1 if rows is None else rows
    columns = kernel.shape[1] - 1 if columns is None else columns
    return ops.conv2d(gradient, kernel, padding=(rows, columns))


def _half(gradient, image, kernel):
    """Pad by half of the kernel, which keeps the gradient's size where it can."""
    return ops.conv2d(gradient, kernel[::-1, ::-1], padding="same")


def _overwritten(gradient, image, kernel):
    grad_image = np.zeros(image.shape)
    f_h, f_w = kernel.shape
    for (i, j), value in np.ndenumerate(gradient):
        grad_image[i : i + f_h, j : j + f_w] = value * kernel
    return grad_image


def _each_window(gradient, image, kernel):
    grad_image = np.zeros(image.shape)
    f_h, f_w = kernel.shape
    for (i, j), value in np.ndenumerate(gradient):
        grad_image[i : i + f_h, j : j + f_w] += value * kernel
    return grad_image


def _numerical(gradient, image, kernel):
    from scipy.signal import correlate2d

    def loss(pixels):
        return (correlate2d(pixels, kernel, "valid") * gradient).sum()

    grad_image = np.zeros(image.shape)
    for index in np.ndindex(image.shape):
        nudged = image.astype(float)
        nudged[index] += 1
        grad_image[index] = loss(nudged) - loss(image)
    return grad_image


def _scipy_full(gradient, image, kernel):
    from scipy.signal import convolve2d

    return convolve2d(gradient, kernel, "full")


EXERCISE = FunctionExercise(
    __name__,
    title="Back to the pixels",
    difficulty=3,
    points=3,
    place=80,
    reference=grad_image,
    cases=BACKWARD_CASES,
    draw=draw_backward,
    misconceptions=(
        Misconception(
            "kernel not flipped",
            "You slide the kernel as it is. An output to the upper left of a pixel used "
            "it with a weight from the lower right: which way round must the kernel be?",
            lambda gradient, image, kernel: _full(gradient, kernel),
        ),
        Misconception(
            "kernel flipped along one axis",
            "You turn the kernel upside down, but not left to right.",
            lambda gradient, image, kernel: _full(gradient, kernel[::-1]),
        ),
        Misconception(
            "gradient flipped as well",
            "You turn the gradient by 180°. It stays as it is.",
            lambda gradient, image, kernel: _full(
                gradient[::-1, ::-1], kernel[::-1, ::-1]
            ),
        ),
        Misconception(
            "full padding missing",
            "Your result is smaller than the gradient. A corner pixel of the image was "
            "used too: how far must the kernel hang over the gradient to reach it?",
            lambda gradient, image, kernel: ops.convolve2d(gradient, kernel),
        ),
        Misconception(
            "padded to the size of the gradient",
            "Your result has the gradient's size. The image was larger than its feature "
            "map, so more padding is needed.",
            _half,
        ),
        Misconception(
            "overwritten instead of added up",
            "Windows overlap, and a pixel gets a share from each of them. In your result "
            "only the last share is left: is there an = where += should be?",
            _overwritten,
        ),
        Misconception(
            "gradient by the kernel",
            "This is the gradient by the weights. Here the one by the pixels is wanted, "
            "and it has the image's shape.",
            grad_kernel,
        ),
        Misconception(
            "gradient ignored",
            "You send every window back as if all outputs counted the same. Each share "
            "is a weight times the gradient of the output it went to.",
            lambda gradient, image, kernel: _full(
                np.ones(gradient.shape), kernel[::-1, ::-1]
            ),
        ),
        Misconception(
            "multiplied by the image",
            "You multiply by the pixels. The derivative of pixel · weight by the pixel "
            "no longer contains the pixel.",
            lambda gradient, image, kernel: grad_image(gradient, image, kernel) * image,
        ),
    ),
    alternatives=(
        Alternative("each window adds its share", _each_window),
        Alternative(
            "each pixel is changed by 1: exact, since the loss is linear", _numerical
        ),
        Alternative("SciPy's full convolution flips and pads by itself", _scipy_full),
    ),
)
