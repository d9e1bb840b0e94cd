"""One step of descent through a convolution and a ReLU."""

from __future__ import annotations

import numpy as np

from cnnbook import ops
from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception


def _step(
    image,
    kernel,
    bias,
    wanted,
    rate,
    *,
    gate=lambda z, error: z > 0,
    forward=ops.relu,
    factor=2,
    mean=True,
    flip=False,
    sign=-1,
    bias_share=np.sum,
):
    """Take a step, with one part done wrong unless nothing is changed."""
    z = ops.conv2d(image, kernel) + bias
    error = forward(z) - wanted
    grad_z = factor * error / (error.size if mean else 1) * gate(z, error)
    correlate = ops.convolve2d if flip else ops.conv2d
    grad_kernel = correlate(image, grad_z)
    new = kernel + sign * rate * grad_kernel
    return np.append(new, bias + sign * rate * bias_share(grad_z))


def _step_with(**mistake):
    return lambda *args: _step(*args, **mistake)


def _gradient_only(image, kernel, bias, wanted, rate):
    return np.append(kernel, bias) - _step(image, kernel, bias, wanted, 1.0)


def _rate_ignored(image, kernel, bias, wanted, rate):
    return _step(image, kernel, bias, wanted, 1.0)


def _step_case(random, height, width, f_h, f_w):
    shape = height - f_h + 1, width - f_w + 1
    return Case(
        (
            random.integers(-2, 4, (height, width)).astype(float),
            random.integers(-2, 3, (f_h, f_w)).astype(float),
            float(random.integers(-2, 2)) + 0.5,  # so that z is never 0
            random.integers(0, 5, shape).astype(float),
            float(random.choice([0.02, 0.05, 0.1])),
        )
    )


def _draw_step(random: np.random.Generator) -> Case:
    f_h, f_w = (int(n) for n in random.integers(2, 4, 2))
    height = f_h + int(random.integers(2, 4))
    return _step_case(random, height, height + int(random.integers(1, 3)), f_h, f_w)


_random = np.random.default_rng(77)


def _step_with_loops(image, kernel, bias, wanted, rate):
    f_h, f_w = kernel.shape
    grad_kernel, grad_bias = np.zeros(kernel.shape), 0.0
    for (i, j), goal in np.ndenumerate(wanted):
        window = image[i : i + f_h, j : j + f_w]
        z = (window * kernel).sum() + bias
        if z > 0:
            message = 2 * (z - goal) / wanted.size
            grad_kernel += message * window
            grad_bias += message
    return [*(kernel - rate * grad_kernel).ravel(), bias - rate * grad_bias]


def _step_by_nudging(image, kernel, bias, wanted, rate):
    from scipy.signal import correlate2d

    numbers = np.append(kernel, bias)

    def loss(numbers):
        weights = numbers[:-1].reshape(kernel.shape)
        z = correlate2d(image, weights, "valid") + numbers[-1]
        return ((np.maximum(z, 0) - wanted) ** 2).mean()

    nudges = 1e-5 * np.eye(len(numbers))
    slopes = [(loss(numbers + n) - loss(numbers - n)) / 2e-5 for n in nudges]
    return numbers - rate * np.array(slopes)


EXERCISE = FunctionExercise(
    __name__,
    title="One gradient step",
    difficulty=3,
    points=4,
    place=70,
    reference=_step,
    cases=(
        Case(
            (
                np.array([[2.0, 1, 0], [1, 3, 1], [0, 2, 4]]),
                np.array([[1.0, -1], [0, 1]]),
                -1.0,
                np.array([[1.0, 0], [2, 3]]),
                0.05,
            )
        ),
        _step_case(_random, 4, 6, 2, 3),
        _step_case(_random, 6, 5, 3, 2),
        _step_case(_random, 5, 7, 3, 3),
    ),
    draw=_draw_step,
    misconceptions=(
        Misconception(
            "gate of the ReLU forgotten",
            "You send messages through a ReLU that is shut. Where z was negative, a "
            "little more or less of it changes nothing.",
            _step_with(gate=lambda z, error: True),
        ),
        Misconception(
            "gate by the sign of the error",
            "You stop the messages where the error is negative. The gate looks at z, the "
            "number that went into the ReLU.",
            _step_with(gate=lambda z, error: error > 0),
        ),
        Misconception(
            "ReLU forgotten",
            "Your errors are those of z. The layer returns what comes out of the ReLU.",
            _step_with(forward=lambda z: z, gate=lambda z, error: True),
        ),
        Misconception(
            "uphill",
            "You add the gradient. The loss grows along it, so walk the other way.",
            _step_with(sign=1),
        ),
        Misconception(
            "factor 2 forgotten",
            "Your step is half as long as it should be. What is the derivative of a "
            "square?",
            _step_with(factor=1),
        ),
        Misconception(
            "sum for mean",
            "Your step is too long. The loss is the mean of the squares, so each error "
            "counts for its share only.",
            _step_with(mean=False),
        ),
        Misconception(
            "bias left alone",
            "Your bias does not move. It is a number to learn, like the weights.",
            _step_with(bias_share=lambda grad_z: 0),
        ),
        Misconception(
            "bias moved by the mean",
            "You take the mean of the messages for the bias. It was added at every "
            "place, so it gets the message of every place.",
            _step_with(bias_share=np.mean),
        ),
        Misconception(
            "gradient flipped",
            "You turn the messages by 180° before you slide them over the image. Which "
            "pixel has the first weight met in the first window?",
            _step_with(flip=True),
        ),
        Misconception(
            "rate ignored",
            "Your step is as long as the gradient. Multiply by the learning rate.",
            _rate_ignored,
        ),
        Misconception(
            "gradient returned",
            "You return the gradient. Wanted are the numbers after the step.",
            _gradient_only,
        ),
    ),
    alternatives=(
        Alternative("window by window; a list comes back", _step_with_loops),
        Alternative(
            "the slope of the loss is measured for each number", _step_by_nudging
        ),
    ),
)
