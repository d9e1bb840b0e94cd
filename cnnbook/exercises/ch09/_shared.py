"""What several exercises of chapter 9 use: stacks of layers, and how far they see."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises.base import Misconception
from cnnbook.exercises.mistakes import each, wrong_step

LENET = [(5, 1), (2, 2), (5, 1), (2, 2), (5, 1)]
PLAIN = [(3, 1), (3, 1), (3, 1)]
MIXED = [(7, 2), (3, 2), (4, 1), (2, 3), (3, 1)]
STEEP = [(2, 3), (5, 1), (3, 2), (6, 2)]
PAIR = {"layers": ("kernel size", "stride")}
"""What the two numbers of a layer are called."""


def draw_layers(random: np.random.Generator) -> list[tuple[int, int]]:
    """Draw up to five layers: pooling and 1×1 kernels come up, and even sizes."""
    count = int(random.choice([1, 2, 3, 3, 4, 4, 5]))
    strides = random.choice([1, 1, 1, 2, 2, 3], count)
    if random.integers(5) == 0:
        strides[:] = 1
    sizes = random.integers(1, 8, count)
    return [(int(f), int(s)) for f, s in zip(sizes, strides, strict=True)]


def draw_deep_layers(random: np.random.Generator) -> list[tuple[int, int]]:
    """Draw a stack as `draw_layers` does; rarely one that needs more than 16 bits."""
    if random.integers(12) == 0:
        return [(int(f), 4) for f in random.integers(5, 7, 8)]
    return draw_layers(random)


def seen_in_layers(layers, size=0):
    """Say what a stack of layers has: the features of `FunctionExercise`."""
    sizes, strides = [f for f, _ in layers], [s for _, s in layers]
    return {
        ("there is only one layer", "there are several layers"): len(layers) == 1,
        ("a stride is above 1", "all strides are 1"): max(strides) > 1,
        (
            "a stride before the last layer is above 1",
            "all strides before the last layer are 1",
        ): (max(strides[:-1], default=1) > 1),
        ("the first stride is above 1", "the first stride is 1"): strides[0] > 1,
        ("the last stride is above 1", "the last stride is 1"): strides[-1] > 1,
        ("two strides are above 1", "at most one stride is above 1"): (
            sum(s > 1 for s in strides) > 1
        ),
        ("a stride is 3", "no stride is 3"): 3 in strides,
        ("a kernel size is even", "all kernel sizes are odd"): (
            any(f % 2 == 0 for f in sizes)
        ),
        ("a kernel size is 1", "no kernel size is 1"): 1 in sizes,
        (
            "a kernel of size 1 has a stride above 1",
            "no kernel of size 1 has a stride above 1",
        ): any(f == 1 < s for f, s in layers),
        ("the first kernel size is the largest", "another kernel size is larger"): (
            sizes[0] == max(sizes)
        ),
    }


def fields_in_steps(
    layers,
    *,
    start=1,
    adds=lambda f, s: f - 1,
    grow=lambda jump, f, s: jump * s,
    own=False,
    back=None,
):
    """Return the receptive field after each layer, one step after another.

    Parameters
    ----------
    layers : list of tuple of int
        Kernel size and stride of each.
    start : int
        The field before any layer.
    adds : callable
        How many of its steps a layer adds.
    grow : callable
        Makes the jump after a layer of that before it.
    own : bool
        Let a layer take its steps with the jump after it.
    back : callable, optional
        Makes the inputs of `n` values, of `n`, `f` and `s`; the fields are found by going
        back from one value.
    """
    if back is not None:
        return [_walk(layers[: n + 1][::-1], back) for n in range(len(layers))]
    fields, field, jump = [], start, 1
    for f, s in layers:
        after = grow(jump, f, s)
        field = field + adds(f, s) * (after if own else jump)
        jump = after
        fields.append(field)
    return fields


def _walk(layers, back):
    field = 1
    for f, s in layers:
        field = back(field, f, s)
    return field


def products(numbers):
    """Multiply each number by all that stand before it."""
    return np.cumprod(numbers).tolist()


NO_PIXEL = Misconception(
    "no pixel to begin with",
    "Your field is one too small. Before any layer, a value sees one pixel, its own.",
    steps={"start": 0},
)

FIELD_MISTAKES = (
    wrong_step(
        "strides ignored",
        "Your fields do not change with the strides. Beyond a stride, one step of a window "
        "is more than one pixel of the image.",
        grow=lambda jump, f, s: 1,
    ),
    wrong_step(
        "own stride included",
        "You multiply by the layer's own stride. It matters only to the layers that "
        "come after.",
        own=True,
    ),
    wrong_step(
        "own stride only",
        "You multiply by the layer's own stride, and by no other. Those of the layers "
        "before it decide how long its steps are.",
        own=True,
        grow=lambda jump, f, s: s,
    ),
    wrong_step(
        "f for f − 1",
        "Each of your layers adds too much. The window already stands on one value.",
        adds=lambda f, s: f,
    ),
    wrong_step(
        "f + 1 for f − 1",
        "Each of your layers adds too much. The window already stands on one value.",
        adds=lambda f, s: f + 1,
    ),
    wrong_step(
        "stride taken off f",
        "You take the stride off the kernel size, as for how much windows overlap. The "
        "field grows by f − 1 steps, whatever the stride.",
        adds=lambda f, s: f - s,
    ),
    wrong_step(
        "half of the kernel at either side",
        "You add half of the kernel at each side and round down, so that a kernel of even "
        "size loses a pixel.",
        adds=lambda f, s: 2 * ((f - 1) // 2),
    ),
    wrong_step(
        "half of the kernel",
        "You add half of the kernel only. The window reaches out at both sides.",
        adds=lambda f, s: (f - 1) // 2,
    ),
    wrong_step(
        "layers with a stride add nothing",
        "A layer with a stride adds nothing in your count. It has windows like any other.",
        adds=lambda f, s: f - 1 if s == 1 else 0,
    ),
    *each(
        "strides added",
        "You add up the strides before a layer. A step of steps is their product.",
        grow=[lambda jump, f, s: jump + s, lambda jump, f, s: jump + s - 1],
    ),
    wrong_step(
        "only the stride just before",
        "You use the stride of one layer, the one just before. All the layers before "
        "count.",
        grow=lambda jump, f, s: s,
    ),
    *each(
        "a step too many at each stride",
        "Each stride adds to your field by itself. Going back from r values, these lie only "
        "r − 1 steps of s apart, and then one kernel is added.",
        back=[lambda n, f, s: n * s + f, lambda n, f, s: n * s + f - 1],
    ),
    wrong_step(
        "kernel sizes multiplied",
        "You multiply the kernel sizes. Windows overlap, so a layer adds to the field.",
        back=lambda n, f, s: n * f,
    ),
    wrong_step(
        "kernel sizes added",
        "You add up the kernel sizes. A window already stands on one value, and its steps "
        "are longer behind a stride.",
        start=0,
        adds=lambda f, s: f,
        grow=lambda jump, f, s: 1,
    ),
    Misconception(
        "kernel size and stride exchanged",
        "You take the stride for the kernel size. Each pair begins with the kernel size.",
        before=lambda layers, **others: {"layers": [(s, f) for f, s in layers]},
    ),
    Misconception(
        "layers in the wrong order",
        "You take the layers in the opposite order, so that you multiply by strides that "
        "come after a layer. Those before it decide how long its steps are.",
        before=lambda layers, **others: {"layers": layers[::-1]},
    ),
    Misconception(
        "last layer left out",
        "Your last layer has no part in the result. Does your loop reach it?",
        before=lambda layers, **others: {"layers": layers[:-1]},
    ),
    Misconception(
        "first layer left out",
        "Your first layer has no part in the result. It is the one that sees pixels.",
        before=lambda layers, **others: {"layers": layers[1:]},
    ),
)
"""Mistakes that are made with a field; those of `fields_in_steps` and its layers."""


def pixels_seen(layers):
    """Return the numbers of the pixels that the first value of the last map depends on."""
    places = {0}
    for f, s in reversed(layers):
        places = {place * s + k for place in places for k in range(f)}
    return places


def field_by_counting(layers):
    places = pixels_seen(layers)
    return len(range(min(places), max(places) + 1))
