"""Small kernels in a stack, and the large one that sees as far."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises.base import Alternative, ValueExercise
from cnnbook.exercises.ch13._shared import after, step


def stack_in_steps(
    depth,
    f,
    channels,
    *,
    reach=lambda depth, f: depth * (f - 1) + 1,
    area=lambda f: f * f,
    pairs=lambda channels: channels * channels,
    layers=lambda depth: depth,
    biases=lambda channels: 0,
):
    """Return how far a stack sees, its weights, and those of one layer that sees as far.

    Parameters
    ----------
    depth, f, channels : int
        How many layers, the side of their kernels, and the channels throughout.
    reach : callable
        How far the stack sees.
    area, pairs : callable
        Weights of a kernel of a side, and how many kernels a layer has.
    layers : callable
        How many of the layers are counted.
    biases : callable
        How many biases of a layer are counted.
    """
    side = reach(depth, f)
    small, large = (area(n) * pairs(channels) + biases(channels) for n in (f, side))
    return np.array([side, layers(depth) * small, large])


EXERCISE = ValueExercise(
    __name__,
    title="Small kernels, stacked",
    difficulty=1,
    points=2,
    place=20,
    look=(
        "Draw a row of pixels, above it the values of the first layer, above them those "
        "of the second. Which pixels lie below one value at the top?"
    ),
    section="A line of history, told by counts",
    given={"depth": 4, "f": 5, "channels": 6},
    work=stack_in_steps,
    labels=("how far it sees", "weights of the stack", "weights of the one layer"),
    misconceptions=(
        step(
            "windows side by side",
            "You multiply the number of layers by the side of a kernel, as if the windows "
            "did not overlap. How many pixels does a second layer add to the first?",
            reach=lambda depth, f: depth * f,
        ),
        step(
            "the first pixel forgotten",
            "You count what the layers add, and not the one pixel below the middle of all.",
            reach=lambda depth, f: depth * (f - 1),
        ),
        step(
            "one pixel for each layer",
            "Each further layer adds one pixel with you. A window has two ends.",
            reach=lambda depth, f: f + depth - 1,
        ),
        step(
            "half a window for each layer",
            "You add half a window for each layer, to one side only. It reaches as far to "
            "the other.",
            reach=lambda depth, f: depth * (f - 1) // 2 + 1,
        ),
        step(
            "reach of one layer",
            "You give how far one layer sees. A value of the second layer sees several of "
            "the first.",
            reach=lambda depth, f: f,
        ),
        step(
            "sides multiplied",
            "You multiply the sides of the kernels. That would be so with strides as "
            "large as the kernels; here the windows overlap.",
            reach=lambda depth, f: f**depth,
        ),
        step(
            "sides not squared",
            "You take as many weights as a kernel has pixels along one side. It is a "
            "square.",
            area=lambda f: f,
        ),
        step(
            "channels counted once",
            "Each layer has as many kernels as channels with you. Every map that comes "
            "out has a kernel for every channel that comes in.",
            pairs=lambda channels: channels,
        ),
        step(
            "channels left out",
            "You count one kernel for each layer. How many channels come in, and how many "
            "go out?",
            pairs=lambda channels: 1,
        ),
        step(
            "channels doubled",
            "You take twice the channels. Every map that comes out has a kernel for every "
            "channel that comes in: that is a product.",
            pairs=lambda channels: 2 * channels,
        ),
        step(
            "one layer of the stack",
            "You count the weights of one layer of the stack. It has several.",
            layers=lambda depth: 1,
        ),
        step(
            "biases counted",
            "You count the biases too. There are none here.",
            biases=lambda channels: channels,
        ),
        after(
            "the two counts exchanged",
            "The two counts stand in the wrong order: first comes the stack.",
            lambda three: np.array([three[0], three[2], three[1]]),
        ),
        after(
            "area for side",
            "You give how many pixels it sees, as an area. The side of the square is "
            "wanted.",
            lambda three: np.array([three[0] ** 2, *three[1:]]),
        ),
    ),
    alternatives=(Alternative("as floats in a tuple", (17.0, 3600.0, 10404.0)),),
)
