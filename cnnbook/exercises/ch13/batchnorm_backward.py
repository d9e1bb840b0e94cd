"""The way back through a batch normalisation."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises.base import Alternative, Case, FunctionExercise
from cnnbook.exercises.ch13._shared import after, step
from cnnbook.exercises.mistakes import Misconception, each

PLACES = (0, 1, 2)


def back_in_steps(
    message,
    x,
    gamma,
    epsilon=0.001,
    *,
    axes=PLACES,
    arrive=lambda message, gamma: message * gamma,
    spread=lambda x, axes: x.var(axis=axes, keepdims=True),
    deviation=lambda variance, epsilon: np.sqrt(variance + epsilon),
    through_mean=lambda g, axes: g.mean(axis=axes, keepdims=True),
    through_deviation=lambda g, x, scaled, axes: (
        scaled * (g * scaled).mean(axis=axes, keepdims=True)
    ),
    divide=lambda back, deviation: back / deviation,
):
    """Bring a message back to what was normalised, one step after another.

    Parameters
    ----------
    message, x, gamma, epsilon
        As in the exercise.
    axes : tuple of int
        Along which the statistics are taken.
    arrive : callable
        What γ does to the message.
    spread, deviation : callable
        The variance, and the deviation of it and of epsilon.
    through_mean, through_deviation : callable
        What is taken off for the mean, and for the deviation.
    divide : callable
        What comes last.
    """
    g = arrive(message, gamma)
    sigma = deviation(spread(x, axes), epsilon)
    scaled = (x - x.mean(axis=axes, keepdims=True)) / sigma
    back = g - through_mean(g, axes) - through_deviation(g, x, scaled, axes)
    return divide(back, sigma)


def _by_parts(message, x, gamma, epsilon=0.001):
    """Go back through mean, variance and quotient, one by one."""
    n = x[..., 0].size
    mean, variance = x.mean(PLACES), x.var(PLACES)
    root = np.sqrt(variance + epsilon)
    to_scaled = message * gamma
    to_variance = (to_scaled * (x - mean)).sum(PLACES) * -0.5 / root**3
    to_mean = -to_scaled.sum(PLACES) / root
    return to_scaled / root + to_variance * 2 * (x - mean) / n + to_mean / n


def _channel_by_channel(message, x, gamma, epsilon=0.001):
    result = np.empty(x.shape)
    for c in range(x.shape[-1]):
        values, g = x[..., c].ravel(), message[..., c].ravel() * gamma[c]
        sigma = (np.mean((values - np.mean(values)) ** 2) + epsilon) ** 0.5
        scaled = (values - np.mean(values)) / sigma
        back = (g - np.mean(g) - scaled * np.mean(g * scaled)) / sigma
        result[..., c] = back.reshape(x.shape[:-1])
    return result


def _case(random, shape, *epsilon, **named):
    x = random.integers(-6, 9, shape).astype(float)
    x.ravel()[:: max(x.size // 2, 1)] += 3.5
    message = random.integers(-5, 6, shape).astype(float)
    gamma = random.choice([-2, 0.5, 1.5, 2, 3], shape[-1])
    return Case((message, x, gamma, *epsilon), named)


def _draw(random: np.random.Generator) -> Case:
    shape = tuple(int(n) for n in random.integers([2, 1, 1, 1], [4, 4, 4, 4]))
    way = int(random.integers(4))
    if way == 0:
        return _case(random, shape, 0.5)
    if way == 1:
        return _case(random, shape, epsilon=0.1)
    return _case(random, shape)


_random = np.random.default_rng(1305)
_four = np.array([1.0, 7, 9, 15]).reshape(4, 1, 1, 1)
_one = np.array([1.0, 0, 0, 0]).reshape(4, 1, 1, 1)


def _plain_variance(x, axes):
    return (x**2).mean(axis=axes, keepdims=True)


EXERCISE = FunctionExercise(
    __name__,
    title="Back through a normalisation",
    difficulty=3,
    points=4,
    place=70,
    look=(
        "Take the chapter's batch of 1, 7, 9 and 15 as an array of shape (4, 1, 1, 1), with "
        "epsilon 0 and the message 1, 0, 0, 0. Print what is left after each of the three "
        "steps."
    ),
    section="Batch normalisation, there and back",
    reference=back_in_steps,
    cases=(
        Case((_one, _four, np.array([1.0]), 0.0)),
        Case((_one, _four, np.array([2.0]))),
        _case(_random, (2, 3, 2, 2)),
        _case(_random, (3, 2, 2, 3), 0.5),
        _case(_random, (4, 1, 1, 2), epsilon=0.1),
        _case(_random, (2, 2, 3, 1), 0.2),
        _case(_random, (1, 3, 3, 2)),
    ),
    draw=_draw,
    fine=("message",),
    misconceptions=(
        step(
            "way through the mean forgotten",
            "You forget that each value has a part in the mean, which is subtracted from "
            "all.",
            through_mean=lambda g, axes: 0,
        ),
        step(
            "way through the deviation forgotten",
            "You forget that each value has a part in the deviation, by which all are "
            "divided.",
            through_deviation=lambda g, x, scaled, axes: 0,
        ),
        step(
            "straight back only",
            "You take mean and deviation for fixed numbers, as they are in use. In "
            "training each value has a part in both.",
            through_mean=lambda g, axes: 0,
            through_deviation=lambda g, x, scaled, axes: 0,
        ),
        step(
            "gamma forgotten",
            "You forget γ. A message that arrives behind it is multiplied by it first.",
            arrive=lambda message, gamma: message,
        ),
        step(
            "gamma twice",
            "You multiply by γ twice. Once is enough: when the message arrives, or in the "
            "end.",
            arrive=lambda message, gamma: message * gamma**2,
        ),
        step(
            "divided by gamma",
            "You divide by γ. A message that arrives behind a product is multiplied.",
            arrive=lambda message, gamma: message / gamma,
        ),
        step(
            "not divided by the deviation",
            "Your result is not divided by the deviation. Forward, each value was.",
            divide=lambda back, deviation: back,
        ),
        step(
            "divided by the variance",
            "You divide by the variance in the end. It is the deviation.",
            divide=lambda back, deviation: back / deviation**2,
        ),
        step(
            "multiplied by the deviation",
            "You multiply by the deviation in the end. Forward, each value was divided by "
            "it.",
            divide=lambda back, deviation: back * deviation,
        ),
        step(
            "epsilon forgotten",
            "Your result does not change with epsilon. It is added to the variance.",
            deviation=lambda variance, epsilon: np.sqrt(variance),
        ),
        step(
            "epsilon outside the root",
            "You add epsilon to the deviation. It is added to the variance, below the "
            "root.",
            deviation=lambda variance, epsilon: np.sqrt(variance) + epsilon,
        ),
        step(
            "variance for deviation",
            "You forget the root: what you divide by is the variance.",
            deviation=lambda variance, epsilon: variance + epsilon,
        ),
        step(
            "variance of a sample",
            "You divide the squares by one less than there are values. Here it is their "
            "mean.",
            spread=lambda x, axes: x.var(axis=axes, keepdims=True, ddof=1),
        ),
        step(
            "mean of the squares for the variance",
            "You take the mean of the squares, without taking the mean away first.",
            spread=_plain_variance,
        ),
        *each(
            "statistics of single pictures",
            "You take mean and deviation of each picture by itself. They are those of the "
            "whole batch.",
            axes=[(1, 2)],
        ),
        *each(
            "statistics of each place",
            "You take mean and deviation over the pictures only. On maps, they are taken "
            "over all places too.",
            axes=[(0,)],
        ),
        *each(
            "statistics of all channels together",
            "You take one mean and one deviation for everything. Each channel has its own.",
            axes=[(0, 1, 2, 3)],
        ),
        step(
            "sum for mean of the messages",
            "You take off the sum of the messages. Each value has a small part in the "
            "mean only.",
            through_mean=lambda g, axes: g.sum(axis=axes, keepdims=True),
        ),
        step(
            "sum in the way through the deviation",
            "You take the sum of message times normalised value. It is the mean.",
            through_deviation=lambda g, x, scaled, axes: (
                scaled * (g * scaled).sum(axis=axes, keepdims=True)
            ),
        ),
        step(
            "added where it is taken off",
            "You add the mean of the messages. The mean was subtracted forward.",
            through_mean=lambda g, axes: -g.mean(axis=axes, keepdims=True),
        ),
        step(
            "way through the deviation added",
            "You add what comes through the deviation. It is taken off.",
            through_deviation=lambda g, x, scaled, axes: (
                -scaled * (g * scaled).mean(axis=axes, keepdims=True)
            ),
        ),
        step(
            "values that are not normalised",
            "You use the values as they came in where the normalised ones belong.",
            through_deviation=lambda g, x, scaled, axes: (
                x * (g * x).mean(axis=axes, keepdims=True)
            ),
        ),
        step(
            "values that are not divided",
            "In the way through the deviation you use values whose mean is taken away, and "
            "that are not divided by the deviation.",
            through_deviation=lambda g, x, scaled, axes: (
                (x - x.mean(axis=axes, keepdims=True))
                * (g * (x - x.mean(axis=axes, keepdims=True))).mean(
                    axis=axes, keepdims=True
                )
            ),
        ),
        step(
            "way through the deviation counted twice",
            "You take off twice what comes through the deviation. The 2 of the square goes "
            "with the ½ of the root.",
            through_deviation=lambda g, x, scaled, axes: (
                2 * scaled * (g * scaled).mean(axis=axes, keepdims=True)
            ),
        ),
        step(
            "normalised value forgotten",
            "You take off the mean of message times normalised value. It is multiplied by "
            "the normalised value once more.",
            through_deviation=lambda g, x, scaled, axes: (g * scaled).mean(
                axis=axes, keepdims=True
            ),
        ),
        step(
            "mean of the messages times the normalised values",
            "You multiply the mean of the messages by the normalised value. The mean of "
            "their products is wanted there.",
            through_deviation=lambda g, x, scaled, axes: (
                scaled * g.mean(axis=axes, keepdims=True)
            ),
        ),
        Misconception(
            "forward instead of back",
            "You return normalised values. The message to what came in is wanted.",
            lambda message, x, gamma, epsilon=0.001: (
                gamma
                * (x - x.mean(axis=PLACES))
                / np.sqrt(x.var(axis=PLACES) + epsilon)
            ),
        ),
        Misconception(
            "gradient of gamma",
            "You return the gradient of γ. The message to what came in is wanted.",
            lambda message, x, gamma, epsilon=0.001: (
                message
                * (x - x.mean(axis=PLACES))
                / np.sqrt(x.var(axis=PLACES) + epsilon)
            ).sum(axis=PLACES),
        ),
        after(
            "sign turned round",
            "Your signs are turned round, as in a step of learning. Here the gradient "
            "itself is wanted.",
            np.negative,
        ),
    ),
    alternatives=(
        Alternative("through mean and variance, one by one", _by_parts),
        Alternative("channel by channel, in lists", _channel_by_channel),
    ),
)
