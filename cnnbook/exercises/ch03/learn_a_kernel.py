"""A kernel found by gradient descent."""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from cnnbook import ops
from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception
from cnnbook.exercises.ch03._shared import loss_gradient


def _learn(
    image,
    target,
    size,
    rate,
    steps,
    *,
    start=0.0,
    downhill=1,
    extra=0,
    move=lambda kernel, gradient, rate: kernel - rate * gradient,
    **mistake,
):
    """Learn a kernel, or make a mistake at it."""
    kernel = np.full((size, size), start)
    for _ in range(steps + extra):
        gradient = loss_gradient(image, kernel, target, **mistake)
        kernel = move(kernel, downhill * gradient, rate)
    return kernel


def _one_weight_at_a_time(kernel, gradient, rate):
    """Move only the weight with the steepest gradient."""
    steepest = abs(gradient) == abs(gradient).max()
    return kernel - rate * gradient * steepest


def _lesson(random: np.random.Generator, size: int, rate: float, steps: int) -> Case:
    height, width = size + random.integers(5, 9), size + random.integers(9, 13)
    image = random.normal(size=(height, width)).round(2)
    wanted = random.integers(-3, 4, (size, size))
    wanted[0, 0] = wanted[-1, -1] + 2  # never its own half turn
    return Case((image, ops.conv2d(image, wanted).round(2), size, rate, steps))


def _draw_lesson(random: np.random.Generator) -> Case:
    size, steps = (int(n) for n in (random.integers(2, 4), random.integers(3, 9)))
    return _lesson(random, size, float(random.choice([0.05, 0.1])), steps)


_random = np.random.default_rng(304)


def _learn_by_regression(image, target, size, rate, steps):
    rows = sliding_window_view(image, (size, size)).reshape(-1, size * size)
    square, mixed = rows.T @ rows / len(rows), rows.T @ target.ravel() / len(rows)
    weights = np.zeros(size * size)
    for _ in range(steps):
        weights += 2 * rate * (mixed - square @ weights)
    return weights.reshape(size, size)


EXERCISE = FunctionExercise(
    __name__,
    title="Learn a kernel",
    difficulty=3,
    points=3,
    place=60,
    reference=_learn,
    cases=(
        _lesson(_random, 2, 0.1, 1),
        _lesson(_random, 3, 0.05, 4),
        _lesson(_random, 3, 0.1, 60),
    ),
    draw=_draw_lesson,
    misconceptions=(
        Misconception(
            "uphill",
            "Your kernel walks uphill: the loss grows. The gradient points to where the "
            "loss grows fastest.",
            lambda *a: _learn(*a, downhill=-1),
        ),
        Misconception(
            "factor 2 forgotten",
            "Your steps are half as long as they should be. What does the square leave "
            "behind when it is differentiated?",
            lambda *a: _learn(*a, factor=1.0),
        ),
        Misconception(
            "sum instead of mean",
            "Your steps are far too long. The loss is the mean of the squared errors, "
            "not their sum.",
            lambda *a: _learn(*a, factor=2.0 * np.asarray(a[1]).size),
        ),
        Misconception(
            "gradient flipped",
            "Your gradient is turned by 180°, so each weight gets the advice that is "
            "meant for the weight on the other side.",
            lambda *a: _learn(*a, turn=lambda g: g[::-1, ::-1]),
        ),
        Misconception(
            "one step too few",
            "You take one step less than you are asked to.",
            lambda *a: _learn(*a, extra=-1),
        ),
        Misconception(
            "one step too many",
            "You take one step more than you are asked to.",
            lambda *a: _learn(*a, extra=1),
        ),
        Misconception(
            "started from ones",
            "Your kernel starts with ones. It should start with zeros.",
            lambda *a: _learn(*a, start=1.0),
        ),
        Misconception(
            "only the steepest weight moved",
            "You move one weight in each step. All weights move at once.",
            lambda *a: _learn(*a, move=_one_weight_at_a_time),
        ),
        Misconception(
            "rate ignored",
            "Your steps do not depend on the rate.",
            lambda *a: _learn(*a, move=lambda kernel, g, rate: kernel - g),
        ),
        Misconception(
            "error not computed anew",
            "You compute the gradient once and take all the steps with it. After each "
            "step the error is another one.",
            lambda image, target, size, rate, steps: (
                -rate * steps * loss_gradient(image, np.zeros((size, size)), target)
            ),
        ),
    ),
    alternatives=(
        Alternative(
            "descent on the normal equations of a regression takes the same steps",
            _learn_by_regression,
        ),
    ),
)
