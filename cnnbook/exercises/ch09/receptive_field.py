"""How many pixels one value sees through a stack of layers."""

from __future__ import annotations

import numpy as np

from cnnbook import arithmetic
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
)


def _from_the_end(layers):
    field = 1
    for f, s in reversed(layers):
        field = (field - 1) * s + f
    return field


EXERCISE = FunctionExercise(
    __name__,
    title="How far does one value see?",
    difficulty=2,
    points=2,
    place=30,
    reference=arithmetic.receptive_field,
    cases=tuple(Case((layers,)) for layers in (PLAIN, LENET, MIXED, STEEP, [(4, 3)])),
    draw=lambda random: Case((draw_layers(random),)),
    integer_result=True,
    misconceptions=(
        Misconception(
            "strides ignored",
            "Your result does not change with the strides. Beyond a stride, one step of a "
            "window is more than one pixel of the image.",
            lambda layers: field_of(layers, jump=lambda jump, s: 1),
        ),
        Misconception(
            "own stride included",
            "You multiply by the layer's own stride. It matters only to the layers that "
            "come after.",
            field_with_own_stride,
        ),
        Misconception(
            "f for f − 1",
            "Each of your layers adds too much. The window already stands on one value.",
            lambda layers: field_of(layers, less=0),
        ),
        Misconception(
            "no pixel to begin with",
            "You start from nothing. Without any layer, a value sees its own pixel.",
            lambda layers: field_of(layers, start=0),
        ),
        Misconception(
            "kernel sizes multiplied",
            "You multiply the kernel sizes. Windows overlap, so a layer adds to the field.",
            lambda layers: int(np.prod([f for f, _ in layers])),
        ),
        Misconception(
            "strides added",
            "You add up the strides before a layer. A step of steps is their product.",
            lambda layers: field_of(layers, jump=lambda jump, s: jump + s - 1),
        ),
        Misconception(
            "only the stride just before",
            "You use the stride of one layer, the one just before. All the layers before "
            "count.",
            lambda layers: field_of(layers, jump=lambda jump, s: s),
        ),
        Misconception(
            "layers from the end",
            "You multiply by the strides that come after a layer. Those before it decide "
            "how long its steps are.",
            lambda layers: field_of(layers[::-1]),
        ),
    ),
    alternatives=(
        Alternative("backwards: how many inputs do r values need?", _from_the_end),
        Alternative("the set of places that one value looks at", field_by_counting),
    ),
)
