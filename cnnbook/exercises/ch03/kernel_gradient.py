"""The gradient of the mean squared error with respect to a kernel."""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from cnnbook import ops
from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception
from cnnbook.exercises.ch03._shared import loss_gradient
from cnnbook.exercises.mistakes import each, wrong_step


def _draw_pair(random: np.random.Generator) -> Case:
    f_h, f_w = random.integers(1, 5, 2)
    height, width = f_h + random.integers(1, 4), f_w + random.integers(1, 4)
    image = random.integers(-4, 5, (height, width))
    kernel = random.integers(-2, 3, (f_h, f_w))
    target = random.integers(-9, 10, (height - f_h + 1, width - f_w + 1))
    halves = random.integers(0, 2, 3)
    image, kernel, target = (
        array / 2 if half else array
        for array, half in zip((image, kernel, target), halves, strict=True)
    )
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


def _by_pixels(image, kernel, target):
    error = ops.conv2d(image, kernel) - target
    return ops.conv2d_backward(2 * error / error.size, image, kernel)[0]


def _nudged_upwards(image, kernel, target, nudge):
    """Return the slope from here to a point a little further on."""
    windows = sliding_window_view(image, kernel.shape)
    squares = (windows**2).mean(axis=(0, 1))
    return loss_gradient(image, kernel, target) + nudge * squares


def _corner_alone(image, kernel, target):
    error = ops.conv2d(image, kernel) - target
    height, width = error.shape
    return np.full(kernel.shape, 2 * (error * image[:height, :width]).mean())


def _alone(error, row, column):
    """Set all errors to 0 but those in a place."""
    alone = np.zeros(error.shape)
    alone[row, column] = error[row, column]
    return alone


def _trunc_to(kernel, values):
    return values if kernel.dtype.kind == "f" else np.trunc(values)


def _types(image, kernel, target):
    return {
        ("the kernel is all zeros", "some weight is not 0"): not kernel.any(),
        ("an output is negative", "no output is negative"): bool(
            (ops.conv2d(image, kernel) < 0).any()
        ),
    }


EXERCISE = FunctionExercise(
    __name__,
    title="The gradient of a kernel",
    difficulty=3,
    points=3,
    place=50,
    look=(
        "Take the row of the chapter, pixels 0, 1, 3, 2, the kernel 0, 0 and the target "
        "−1, −2, 1. What are the three errors, and which pixel met the first weight each "
        "time? Print your errors, and the products that you add up."
    ),
    section="What if we don't know the weights?",
    reference=loss_gradient,
    library=("conv2d_backward", "GradientTape"),
    features=_types,
    cases=(
        Case((np.array([[0, 1, 3, 2]]), np.array([[0, 0]]), np.array([[-1, -2, 1]]))),
        Case((np.array([[2, 3]]), np.array([[1]]), np.array([[4, 1]]))),
        Case((np.array([[2, 1, 3]]), np.array([[1, -2]]), np.array([[4, 1]]))),
        Case(
            (
                np.array([[1, 2, 0], [3, -1, 4]]),
                np.array([[1], [-2]]),
                np.array([[0.5, 3, -2]]),
            )
        ),
        Case(
            (
                np.array([[1, 2, 0], [3, -1, 4], [0, 5, -2]]),
                np.array([[0, 1], [2, -1]]),
                np.array([[1, 3], [-4, 2]]),
            )
        ),
        Case(
            (
                np.array([[1, -2, 0, 3], [4, 0, 1, -1], [2, 5, -3, 1]]) / 2,
                np.array([[1, 0, -1], [2, 1, 0]]) / 2,
                np.array([[1, 2], [0, -3]]),
            )
        ),
        Case((np.array([[200, 10, 90]]), np.array([[3, -1]]), np.array([[50, -700]]))),
        Case((np.array([[2], [1], [3]]), np.array([[1], [-2]]), np.array([[4], [1]]))),
    ),
    draw=_draw_pair,
    fine=("image",),
    misconceptions=(
        wrong_step(
            "factor 2 forgotten",
            "Your gradient is half as long as it should be. What does the square leave "
            "behind when it is differentiated?",
            factor=1.0,
        ),
        wrong_step(
            "sum instead of mean",
            "This is the gradient of the sum of the squared errors. The loss is their "
            "mean.",
            number=lambda image, kernel, target: 1,
        ),
        wrong_step(
            "divided by the number of weights",
            "You divide by the number of weights. The mean is taken over the outputs.",
            number=lambda image, kernel, target: kernel.size,
        ),
        wrong_step(
            "divided by the number of pixels",
            "You divide by the number of pixels of the image. The mean is taken over the "
            "outputs, and there are fewer of them.",
            number=lambda image, kernel, target: image.size,
        ),
        *each(
            "divided by the number of rows",
            "You divide by a number of rows, which is what len gives. The mean is taken "
            "over all outputs.",
            number=(
                lambda image, kernel, target: len(target),
                lambda image, kernel, target: len(image),
            ),
        ),
        wrong_step(
            "divided twice",
            "You divide by the number of outputs twice. Do you take the mean of something "
            "that is a mean already?",
            number=lambda image, kernel, target: target.size**2,
        ),
        wrong_step(
            "output plus target",
            "You add the target to the output. The error is their difference.",
            error=lambda output, target: output + target,
        ),
        wrong_step(
            "positive errors alone",
            "You use only errors above 0. Outputs that are too small count as well.",
            error=lambda output, target: np.maximum(output - target, 0),
        ),
        wrong_step(
            "target minus output",
            "Your gradient points the other way. If an output is too large and its pixel "
            "positive, a larger weight makes the loss grow: is that what you say?",
            error=lambda output, target: target - output,
        ),
        *each(
            "one window alone",
            "Your gradient comes from one window alone. Either a return is inside your loop, "
            "or each window overwrites the one before: the products of all are added up.",
            turn_error=(
                lambda error: _alone(error, 0, 0),
                lambda error: _alone(error, -1, -1),
            ),
        ),
        *each(
            "one row of windows alone",
            "Your gradient comes from one row of windows alone. All windows of the image "
            "count.",
            turn_error=(
                lambda error: _alone(error, 0, slice(None)),
                lambda error: _alone(error, -1, slice(None)),
            ),
        ),
        *each(
            "averaged before it is multiplied",
            "You average the errors first, and multiply then. Each error is multiplied by "
            "the pixel that it has met, before anything is added up.",
            turn_error=(lambda error: np.full(error.shape, error.mean()),),
        ),
        wrong_step(
            "error turned",
            "Your error is turned by 180° before it slides over the image, as convolve2d "
            "turns what it slides. The first error belongs to the first window.",
            turn_error=lambda error: error[::-1, ::-1],
        ),
        wrong_step(
            "gradient flipped",
            "Your gradient is turned by 180°. The weight in the top left corner meets "
            "the top left pixel of each window: nothing is flipped.",
            turn=lambda gradient: gradient[::-1, ::-1],
        ),
        wrong_step(
            "kernel turned on the way forwards",
            "Your output is that of a kernel turned by 180°. Slide it as it is.",
            used=lambda kernel: kernel[::-1, ::-1],
        ),
        wrong_step(
            "kernel ignored",
            "Your gradient does not depend on the kernel: it is the one at the start, when "
            "all weights are 0.",
            used=lambda kernel: kernel * 0,
        ),
        wrong_step(
            "gradient of the absolute error",
            "You use the sign of the error only. For a squared error, large errors weigh "
            "more.",
            error=lambda output, target: np.sign(output - target),
            factor=1.0,
        ),
        wrong_step(
            "error without its sign",
            "You take the size of the error. Its sign says whether the output is too large "
            "or too small.",
            error=lambda output, target: abs(output - target),
        ),
        wrong_step(
            "error squared",
            "You square the error, and it slides squared. That is the loss; its derivative "
            "has the error itself.",
            error=lambda output, target: (output - target) ** 2,
        ),
        wrong_step(
            "output taken for the error",
            "Your gradient does not depend on the target. Correlate the image with the "
            "error, not with the output.",
            error=lambda output, target: output,
        ),
        wrong_step(
            "target taken for the error",
            "Your gradient does not depend on the output. Correlate the image with the "
            "error, not with the target.",
            error=lambda output, target: target,
        ),
        wrong_step(
            "negative outputs cut off",
            "You cut negative outputs off before you compare them with the target. There "
            "is no ReLU here.",
            error=lambda output, target: np.maximum(output, 0) - target,
        ),
        Misconception(
            "root of the loss",
            "This is the gradient of the root of the mean squared error. The loss has no "
            "root.",
            lambda image, kernel, target: (
                loss_gradient(image, kernel, target)
                / 2
                / np.sqrt(((ops.conv2d(image, kernel) - target) ** 2).mean())
            ),
        ),
        Misconception(
            "averaged before it is multiplied",
            "You average the errors and the pixels first, and multiply then. Each error is "
            "multiplied by the pixel that it has met, before anything is added up.",
            lambda image, kernel, target: np.full(
                kernel.shape,
                2 * (ops.conv2d(image, kernel) - target).mean() * image.mean(),
            ),
        ),
        Misconception(
            "multiplied by the kernel",
            "You multiply the errors by the weights. An error is multiplied by the pixel "
            "that its weight has met.",
            lambda image, kernel, target: (
                2 * (ops.conv2d(image, kernel) - target).mean() * kernel
            ),
        ),
        Misconception(
            "the error itself",
            "This is the error, one number for each window. One number for each weight is "
            "asked for.",
            lambda image, kernel, target: ops.conv2d(image, kernel) - target,
        ),
        Misconception(
            "pixels left out",
            "All weights get the same: twice the mean of the errors. Each error is "
            "multiplied by the pixel that its weight has met.",
            lambda image, kernel, target: np.full(
                kernel.shape, 2 * (ops.conv2d(image, kernel) - target).mean()
            ),
        ),
        Misconception(
            "the first weight's pixels for all",
            "All weights get the derivative of the first one. Each has met other pixels: "
            "for weight [u, v] they begin at [u, v].",
            _corner_alone,
        ),
        *(
            Misconception(
                "nudged to one side only",
                "You nudge each weight to one side, and too far: the loss is a parabola, so "
                "its slope changes on the way. Nudge to both sides, or by less.",
                lambda image, kernel, target, nudge=nudge: _nudged_upwards(
                    image, kernel, target, nudge
                ),
            )
            for nudge in (1.0, 0.5, 0.1, 0.01, 0.001)
        ),
        Misconception(
            "derivative by the pixels",
            "This is the derivative by the pixels of the image. The weights should learn.",
            _by_pixels,
        ),
        *(
            Misconception(
                "the kernel after a step",
                "You take a step already. The gradient itself is asked for.",
                lambda image, kernel, target, rate=rate: (
                    kernel - rate * loss_gradient(image, kernel, target)
                ),
            )
            for rate in (1.0, 0.1, 0.01)
        ),
        Misconception(
            "the loss itself",
            "This is the loss. Its derivative by each of the weights is asked for.",
            lambda image, kernel, target: (
                (ops.conv2d(image, kernel) - target) ** 2
            ).mean(),
        ),
        Misconception(
            "fractions cut off in the kernel's type",
            "Your gradient takes the type of the kernel, so where the weights are whole "
            "numbers, its fractions are lost. Use zeros of floats.",
            lambda image, kernel, target: _trunc_to(
                kernel, loss_gradient(image, kernel, target)
            ),
        ),
        Misconception(
            "scaled to length 1",
            "You divide the gradient by its length. Where the loss is steep, the gradient "
            "is long.",
            after=lambda gradient: gradient / max(np.linalg.norm(gradient), 1e-12),
        ),
        Misconception(
            "gradient transposed",
            "Your gradient is transposed. It has the kernel's shape, rows first.",
            after=np.transpose,
        ),
        Misconception(
            "rounded",
            "Your gradient is rounded. Leave all its digits.",
            after=lambda gradient: gradient.round(),
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
