"""The first layer whose values see a thing whole."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception
from cnnbook.exercises.ch09._shared import (
    LENET,
    MIXED,
    PLAIN,
    STEEP,
    draw_layers,
    field_by_counting,
    field_of,
    field_with_own_stride,
    strides_of,
)


def _first(layers, size, field=field_of, enough=lambda field, size: field >= size):
    """Return the number of the first layer that sees enough, or 0."""
    numbers = range(1, len(layers) + 1)
    return next((n for n in numbers if enough(field(layers[:n]), size)), 0)


def _draw_which(random: np.random.Generator) -> Case:
    layers = draw_layers(random)
    fields = [field_of(layers[:n]) for n in range(1, len(layers) + 1)]
    size = int(random.choice(fields)) + int(random.choice([0, 1, 2]))
    return Case((layers, size))


def _layer_by_counting(layers, size):
    for number in range(1, len(layers) + 1):
        if field_by_counting(layers[:number]) >= size:
            return number
    return 0


EXERCISE = FunctionExercise(
    __name__,
    title="Which layer can know it?",
    difficulty=2,
    points=2,
    place=60,
    reference=_first,
    cases=(
        Case((LENET, 14)),
        Case((LENET, 15)),
        Case((PLAIN, 7)),
        Case((PLAIN, 8)),
        Case((MIXED, 11)),
        Case((MIXED, 26)),
        Case((STEEP, 30)),
        Case(([(6, 2), (3, 2)], 5)),
    ),
    draw=_draw_which,
    integer_result=True,
    misconceptions=(
        Misconception(
            "counted from 0",
            "You count the layers from 0. The first layer has number 1.",
            lambda layers, size: max(_first(layers, size) - 1, 0),
        ),
        Misconception(
            "more than the size",
            "You ask for more pixels than the thing has. When the field is as large as "
            "the thing, that is enough.",
            lambda layers, size: _first(layers, size, enough=lambda r, n: r > n),
        ),
        Misconception(
            "strides ignored",
            "Your fields do not change with the strides. Beyond a stride, a step is more "
            "than one pixel.",
            lambda layers, size: _first(
                layers, size, lambda some: field_of(some, jump=lambda jump, s: 1)
            ),
        ),
        Misconception(
            "own stride included",
            "Your fields grow too fast: a layer's own stride matters only to the layers "
            "after it.",
            lambda layers, size: _first(layers, size, field_with_own_stride),
        ),
        Misconception(
            "jump for the field",
            "You compare with the distance between neighbouring values. How far does one "
            "value see?",
            lambda layers, size: _first(
                layers, size, lambda some: int(np.prod(strides_of(some)))
            ),
        ),
        Misconception(
            "kernel for the field",
            "You compare with the kernel of one layer. It lies on values that see windows "
            "themselves.",
            lambda layers, size: _first(layers, size, lambda some: some[-1][0]),
        ),
        Misconception(
            "field returned",
            "You return how many pixels the layer sees. Its number is wanted.",
            lambda layers, size: (
                field_of(layers[: _first(layers, size)]) if _first(layers, size) else 0
            ),
        ),
        Misconception(
            "last layer when none does",
            "When no layer sees enough, you return the last one. It should be 0.",
            lambda layers, size: _first(layers, size) or len(layers),
        ),
    ),
    alternatives=(
        Alternative(
            "the set of places is counted anew for each layer", _layer_by_counting
        ),
    ),
)
