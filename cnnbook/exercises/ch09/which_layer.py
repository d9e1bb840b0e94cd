"""The first layer whose values see a thing whole."""

from __future__ import annotations

import operator

import numpy as np

from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception
from cnnbook.exercises.ch09._shared import (
    FIELD_MISTAKES,
    LENET,
    MIXED,
    PAIR,
    PLAIN,
    STEEP,
    draw_layers,
    field_by_counting,
    fields_in_steps,
    products,
    seen_in_layers,
)
from cnnbook.exercises.mistakes import wrong_step


def _first(numbers):
    return numbers[0] if numbers else 0


def which_layer(
    layers,
    size,
    *,
    sees=fields_in_steps,
    enough=operator.ge,
    pick=_first,
    none=lambda fields: 0,
    result=lambda number, fields: number,
    **steps,
):
    """Look for a field that is large enough.

    Parameters
    ----------
    layers : list of tuple of int
        Kernel size and stride of each.
    size : int
        What is to be seen.
    sees : callable
        Makes the number for each layer that is compared; it takes the other steps.
    enough : callable
        Whether a field is large enough for the size.
    pick : callable
        Takes the numbers of the layers that are.
    none : callable
        What is returned if there is none, of all fields.
    result : callable
        What is returned, of the number and all fields.
    """
    fields = sees(layers, **steps)
    numbers = [n for n, field in enumerate(fields, 1) if enough(field, size)]
    return result(pick(numbers), fields) if numbers else none(fields)


def _draw(random: np.random.Generator) -> Case:
    """Draw layers, and a size that one of them just sees, or just does not."""
    layers = draw_layers(random)
    field = int(random.choice(fields_in_steps(layers)))
    size = field + int(random.choice([-1, 0, 0, 1, 2]))
    return Case((layers, 1 if random.integers(12) == 0 else max(size, 1)))


def _features(layers, size):
    fields = fields_in_steps(layers)
    own = {
        ("no layer sees enough", "a layer sees enough"): fields[-1] < size,
        ("a field is exactly the size", "no field is exactly the size"): (
            size in fields
        ),
        ("the first layer sees enough", "the first layer sees too little"): (
            fields[0] >= size
        ),
    }
    return own | seen_in_layers(layers)


def _layer_by_counting(layers, size):
    for number in range(1, len(layers) + 1):
        if field_by_counting(layers[:number]) >= size:
            return number
    return 0


def _nearest(layers, size):
    return int(np.argmin(np.abs(np.array(fields_in_steps(layers)) - size))) + 1


def _first_only(layers, size):
    return 1 if fields_in_steps(layers)[0] >= size else 0


def _compared(name, hint, sees):
    return wrong_step(name, hint, sees=lambda layers, **ignored: sees(layers))


_COMPARED = (
    _compared(
        "jump for the field",
        "You compare with the distance between neighbouring values. How far does one "
        "value see?",
        lambda layers: products([s for _, s in layers]),
    ),
    _compared(
        "kernel for the field",
        "You compare with the kernel of one layer. It lies on values that see windows "
        "themselves.",
        lambda layers: [f for f, _ in layers],
    ),
    wrong_step(
        "more than the size",
        "You ask for one pixel more than the thing has. A field as large as the thing is "
        "enough; and before any layer a value sees one pixel already, its own.",
        enough=operator.gt,
    ),
    wrong_step(
        "less than the size",
        "You look for a field that is no larger than the thing. It has to be at least as "
        "large.",
        enough=operator.le,
    ),
    wrong_step(
        "smaller than the size",
        "You look for a field that is smaller than the thing. It has to be at least as "
        "large.",
        enough=operator.lt,
    ),
    wrong_step(
        "exactly the size",
        "You look for a field of exactly this size. A larger one sees the thing too.",
        enough=operator.eq,
    ),
    Misconception(
        "one pixel too few",
        "You are content with one pixel less than the thing has.",
        before=lambda layers, size: {"size": size - 1},
    ),
    _compared(
        "field before the layer",
        "You compare with what a layer's input sees. First add what the layer adds.",
        lambda layers: [1, *fields_in_steps(layers)[:-1]],
    ),
    Misconception(
        "twice the size",
        "You ask for twice the size. The thing has to fit in once.",
        before=lambda layers, size: {"size": 2 * size},
    ),
    Misconception(
        "area for the size",
        "You compare the field with the area of the thing. Both are pixels along one axis.",
        before=lambda layers, size: {"size": size * size},
    ),
)

_RETURNED = (
    wrong_step(
        "counted from 0",
        "You count the layers from 0. The first layer has number 1.",
        result=lambda number, fields: number - 1,
    ),
    wrong_step(
        "one layer too far",
        "You return the layer behind the one that sees enough.",
        result=lambda number, fields: number + 1,
    ),
    wrong_step(
        "field returned",
        "You return how many pixels the layer sees. Its number is wanted.",
        result=lambda number, fields: fields[number - 1],
    ),
    wrong_step(
        "number and field",
        "You return the field as well. The number of the layer alone is wanted.",
        result=lambda number, fields: [number, fields[number - 1]],
        none=lambda fields: [0, 0],
    ),
    wrong_step(
        "all layers that see enough",
        "You return every layer that sees enough. The first is wanted, as one number.",
        pick=lambda numbers: numbers,
        none=lambda fields: [],
    ),
    wrong_step(
        "how many layers see enough",
        "You count the layers that see enough. The number of the first one is wanted.",
        pick=len,
    ),
    wrong_step(
        "yes or no instead of a number",
        "You say whether a layer sees enough. Which one is it?",
        pick=bool,
        none=lambda fields: False,
    ),
    wrong_step(
        "the last layer instead of the first",
        "You return the last layer that sees enough. Stop at the first.",
        pick=max,
    ),
    *(
        wrong_step(name, hint, none=none)
        for name, hint, none in (
            (
                "last layer when none does",
                "When no layer sees enough, you return the last one. It should be 0.",
                len,
            ),
            (
                "one more than there are layers when none does",
                "When no layer sees enough, you return one more than there are layers. It "
                "should be 0.",
                lambda fields: len(fields) + 1,
            ),
            (
                "−1 when none does",
                "When no layer sees enough, you return −1. It should be 0.",
                lambda fields: -1,
            ),
            (
                "first layer when none does",
                "When no layer sees enough, you return 1. It should be 0.",
                lambda fields: 1,
            ),
        )
    ),
    Misconception(
        "the nearest field",
        "You return the layer whose field comes nearest. One that sees too little does "
        "not see the whole thing, however near it comes.",
        answer=_nearest,
    ),
    Misconception(
        "only the first layer looked at",
        "You decide after the first layer. Where in your loop does return 0 stand?",
        answer=_first_only,
    ),
    Misconception(
        "the last layer that sees too little",
        "You return the last layer that sees too little. The next one is wanted, if there "
        "is one.",
        answer=lambda layers, size: sum(f < size for f in fields_in_steps(layers)),
    ),
)

EXERCISE = FunctionExercise(
    __name__,
    title="Which layer can know it?",
    difficulty=2,
    points=2,
    place=60,
    look=(
        "Print the field after each layer of [(5, 1), (2, 2), (5, 1)]. Which layer should "
        "it be for a size of 5, of 6, of 7, and of 20?"
    ),
    section="How far one value sees",
    reference=which_layer,
    library=("trace",),
    cases=(
        Case(([(5, 1), (2, 2)], 6)),
        Case(([(3, 2)], 3)),
        Case(([(3, 2)], 4)),
        Case((LENET, 14)),
        Case((LENET, 15)),
        Case((PLAIN, 7)),
        Case((PLAIN, 8)),
        Case((MIXED, 11)),
        Case((MIXED, 26)),
        Case((STEEP, 30)),
        Case(([(6, 2), (3, 2)], 5)),
        Case(([(3, 1)], 1)),
        Case(([(1, 1), (3, 1)], 1)),
        Case(([(1, 3), (3, 1)], 7)),
    ),
    draw=_draw,
    features=_features,
    axes=PAIR,
    integer_result=True,
    misconceptions=(*_COMPARED, *_RETURNED, *FIELD_MISTAKES),
    alternatives=(
        Alternative(
            "the set of places is counted anew for each layer", _layer_by_counting
        ),
    ),
)
