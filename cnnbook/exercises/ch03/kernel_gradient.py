"""The gradient of the mean squared error with respect to a kernel."""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception
from cnnbook.exercises.ch03._shared import loss_gradient


def _draw_pair(random: np.random.Generator) -> Case:
    f_h, f_w = random.integers(2, 4, 2)
    height, width = f_h + random.integers(3, 6), f_w + random.integers(3, 6)
    if height == width:
        width += 1
    image = random.integers(-4, 5, (height, width))
    kernel = random.integers(-2, 3, (f_h, f_w))
    target = random.integers(-9, 10, (height - f_h + 1, width - f_w + 1))
    return Case((image, kernel, target))


def _pair(height, width, f_h, f_w, seed):
    random = np.random.default_rng(seed)
    image = random.integers(-4, 5, (height, width))
    kernel = random.integers(-2, 3, (f_h, f_w))
    target = random.integers(-9, 10, (height - f_h + 1, width - f_w + 1))
    return Case((image, kernel, target))


def _einsum_gradient(image, kernel, target):
    windows = sliding_window_view(image, kernel.shape)
    error = np.einsum("ijuv,uv->ij", windows, kernel) - target
    return 2 * np.einsum("ijuv,ij->uv", windows, error) / error.size


def _measured_gradient(image, kernel, target):
    from scipy.signal import correlate2d

    def loss(weights):
        return ((correlate2d(image, weights, "valid") - target) ** 2).mean()

    gradient = np.zeros(kernel.shape)
    for place in np.ndindex(kernel.shape):
        nudge = np.zeros(kernel.shape)
        nudge[place] = 0.5  # exact: the loss is a parabola in every weight
        gradient[place] = loss(kernel + nudge) - loss(kernel - nudge)
    return gradient


EXERCISE = FunctionExercise(
    __name__,
    title="The gradient of a kernel",
    difficulty=3,
    points=3,
    place=50,
    reference=loss_gradient,
    cases=(
        Case((np.array([[0, 1, 3, 2]]), np.array([[0, 0]]), np.array([[-1, -2, 1]]))),
        _pair(5, 7, 3, 3, 1),
        _pair(6, 5, 2, 3, 2),
    ),
    draw=_draw_pair,
    misconceptions=(
        Misconception(
            "factor 2 forgotten",
            "Your gradient is half as long as it should be. What does the square leave "
            "behind when it is differentiated?",
            lambda *a: loss_gradient(*a, factor=1.0),
        ),
        Misconception(
            "sum instead of mean",
            "This is the gradient of the sum of the squared errors. The loss is their "
            "mean.",
            lambda *a: loss_gradient(*a) * np.asarray(a[2]).size,
        ),
        Misconception(
            "divided by the number of weights",
            "You divide by the number of weights. The mean is taken over the outputs.",
            lambda *a: (
                loss_gradient(*a) * np.asarray(a[2]).size / np.asarray(a[1]).size
            ),
        ),
        Misconception(
            "divided by the number of pixels",
            "You divide by the number of pixels of the image. The mean is taken over the "
            "outputs, and there are fewer of them.",
            lambda *a: (
                loss_gradient(*a) * np.asarray(a[2]).size / np.asarray(a[0]).size
            ),
        ),
        Misconception(
            "target minus output",
            "Your gradient points the other way. If an output is too large and its pixel "
            "positive, a larger weight makes the loss grow: is that what you say?",
            lambda *a: -loss_gradient(*a),
        ),
        Misconception(
            "gradient flipped",
            "Your gradient is turned by 180°. The weight in the top left corner meets "
            "the top left pixel of each window: nothing is flipped.",
            lambda *a: loss_gradient(*a, turn=lambda g: g[::-1, ::-1]),
        ),
        Misconception(
            "gradient of the absolute error",
            "You use the sign of the error only. For a squared error, large errors weigh "
            "more.",
            lambda *a: loss_gradient(*a, error=np.sign, factor=1.0),
        ),
        Misconception(
            "output taken for the error",
            "Your gradient does not depend on the target. Correlate the image with the "
            "error, not with the output.",
            lambda image, kernel, target: loss_gradient(image, kernel, target * 0),
        ),
    ),
    alternatives=(
        Alternative("einsum over a view of all windows", _einsum_gradient),
        Alternative(
            "each weight is nudged to both sides: exact, since the loss is a parabola",
            _measured_gradient,
        ),
    ),
)
