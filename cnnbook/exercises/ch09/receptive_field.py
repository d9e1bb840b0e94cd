"""How many pixels one value sees through a stack of layers."""

from __future__ import annotations

from cnnbook.exercises._shared import in_bits
from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception
from cnnbook.exercises.ch09._shared import (
    FIELD_MISTAKES,
    LENET,
    MIXED,
    NO_PIXEL,
    PAIR,
    PLAIN,
    STEEP,
    draw_deep_layers,
    field_by_counting,
    fields_in_steps,
    pixels_seen,
    products,
    seen_in_layers,
)
from cnnbook.exercises.mistakes import wrong_step


def receptive_field(layers, *, result=lambda fields: fields[-1], **steps):
    """Return what is made of the fields of `fields_in_steps`."""
    return result(fields_in_steps(layers, **steps) or [steps.get("start", 1)])


def _from_the_end(layers):
    field = 1
    for f, s in reversed(layers):
        field = (field - 1) * s + f
    return field


def _without_gaps(layers):
    return len(pixels_seen(layers))


def _jumps(layers):
    return products([s for _, s in layers])


EXERCISE = FunctionExercise(
    __name__,
    title="How far does one value see?",
    difficulty=2,
    points=2,
    place=30,
    look=(
        "Take [(3, 2), (2, 1)]. Draw a row of pixels, the windows of two neighbouring "
        "values of the first map, and count the pixels that lie under at least one of them."
    ),
    section="How far one value sees",
    reference=receptive_field,
    library=("receptive_field", "trace"),
    cases=tuple(
        Case((layers,))
        for layers in (
            [(4, 3)],
            [(3, 2), (2, 1)],
            PLAIN,
            STEEP,
            LENET,
            MIXED,
            [(3, 2)] * 9,
            [(5, 4)] * 8,
            [(7, 5), (12, 4), (13, 1)],
        )
    ),
    draw=lambda random: Case((draw_deep_layers(random),)),
    features=seen_in_layers,
    axes=PAIR,
    integer_result=True,
    misconceptions=(
        *FIELD_MISTAKES,
        NO_PIXEL,
        Misconception(
            "passed pixels left out",
            "You leave out pixels that a stride passes over. Count from the first pixel "
            "that the value depends on to the last, with those between them.",
            answer=_without_gaps,
        ),
        *in_bits(16),
        wrong_step(
            "a list of all fields",
            "You return a field for each layer. The one of the last map is wanted.",
            result=lambda fields: fields,
        ),
        wrong_step(
            "the first layer only",
            "You return what the first map sees. Where in your function does return stand?",
            result=lambda fields: fields[0],
        ),
        wrong_step(
            "area instead of side",
            "You square the field. The pixels along one axis are wanted.",
            result=lambda fields: fields[-1] ** 2,
        ),
        wrong_step(
            "a pair of height and width",
            "You return the field twice, for height and width. One number is wanted, for "
            "one axis.",
            result=lambda fields: [fields[-1], fields[-1]],
        ),
        wrong_step(
            "half of the field",
            "You return how far a value sees from its middle. All that it sees is wanted.",
            result=lambda fields: fields[-1] // 2,
        ),
        Misconception(
            "jump instead of field",
            "This is the jump, how far apart two values are. How much does one of them see?",
            answer=lambda layers: _jumps(layers)[-1],
        ),
        Misconception(
            "field and jump",
            "You return the jump as well. The field alone is wanted.",
            answer=lambda layers: [fields_in_steps(layers)[-1], _jumps(layers)[-1]],
        ),
        Misconception(
            "the last kernel",
            "This is the kernel size of the last layer. It lies on values that see windows "
            "themselves.",
            answer=lambda layers: layers[-1][0],
        ),
        Misconception(
            "the largest kernel",
            "This is the largest of the kernel sizes. A window of windows sees more than "
            "each of them.",
            answer=lambda layers: max(f for f, _ in layers),
        ),
    ),
    alternatives=(
        Alternative("backwards: how many inputs do r values need?", _from_the_end),
        Alternative("the set of places that one value looks at", field_by_counting),
    ),
)
