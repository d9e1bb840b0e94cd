"""How many pixels lie between neighbouring values of each layer."""

from __future__ import annotations

import itertools
import operator

import numpy as np

from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception
from cnnbook.exercises.ch09._shared import LENET, MIXED, STEEP, draw_layers, strides_of


def _running_products(layers):
    return list(itertools.accumulate((s for _, s in layers), operator.mul))


EXERCISE = FunctionExercise(
    __name__,
    title="How far apart are neighbours?",
    difficulty=1,
    points=1,
    place=20,
    reference=lambda layers: np.cumprod(strides_of(layers)),
    cases=tuple(Case((layers,)) for layers in (LENET, MIXED, STEEP, [(4, 3)])),
    draw=lambda random: Case((draw_layers(random),)),
    integer_result=True,
    misconceptions=(
        Misconception(
            "strides added",
            "You add the strides. Two steps of a map that moves by 2 are how many pixels "
            "when the next map moves by 3 of them?",
            lambda layers: np.cumsum(strides_of(layers)),
        ),
        Misconception(
            "own stride only",
            "You list the stride of each layer, in steps of its own input. Pixels of the "
            "image are wanted.",
            strides_of,
        ),
        Misconception(
            "kernel sizes multiplied",
            "You multiply the kernel sizes. How far a window moves does not depend on how "
            "large it is.",
            lambda layers: np.cumprod([f for f, _ in layers]),
        ),
        Misconception(
            "before the layer",
            "You list the jump before each layer. After the layer, its own stride counts.",
            lambda layers: np.cumprod([1, *strides_of(layers)[:-1]]),
        ),
        Misconception(
            "the last one only",
            "You return one number. There is a jump after every layer.",
            lambda layers: np.prod(strides_of(layers)),
        ),
        Misconception(
            "image listed too",
            "Your list begins with the image itself. Begin with the first layer.",
            lambda layers: np.cumprod([1, *strides_of(layers)]),
        ),
        Misconception(
            "from the last layer",
            "You multiply from the end. A layer knows the strides before it, and its own.",
            lambda layers: np.cumprod(strides_of(layers)[::-1])[::-1],
        ),
    ),
    alternatives=(
        Alternative("running products; a list comes back", _running_products),
    ),
)
