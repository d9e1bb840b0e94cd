"""How many pixels lie between neighbouring values of each layer."""

from __future__ import annotations

import itertools
import operator

from cnnbook.exercises._shared import in_bits
from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception
from cnnbook.exercises.ch09._shared import (
    LENET,
    MIXED,
    PAIR,
    STEEP,
    draw_deep_layers,
    fields_in_steps,
    products,
    seen_in_layers,
)
from cnnbook.exercises.mistakes import each, wrong_step


def jumps_in_steps(
    layers,
    *,
    factor=lambda f, s: s,
    chain=lambda numbers: [1, *products(numbers)],
    keep=lambda jumps: jumps[1:],
):
    """Chain what the layers do to the jump, the image's own first.

    Parameters
    ----------
    layers : list of tuple of int
        Kernel size and stride of each.
    factor : callable
        What counts of a layer.
    chain : callable
        Makes the jumps of these numbers, one more than there are layers.
    keep : callable
        Which of them are returned.
    """
    return keep(chain([factor(f, s) for f, s in layers]))


def _added(start, less=0):
    return lambda numbers: list(
        itertools.accumulate((n - less for n in numbers), initial=start)
    )


def _powers_of_two(numbers):
    return [1, *products([2 if s > 1 else 1 for s in numbers])]


def _suffix_products(numbers):
    return [1, *products(numbers[::-1])[::-1]]


def _fields_and_jumps(layers):
    pairs = zip(fields_in_steps(layers), jumps_in_steps(layers), strict=True)
    return [list(pair) for pair in pairs]


def _gaps(layers):
    jumps = jumps_in_steps(layers)
    return [jump - f + 1 for jump, (f, _) in zip(jumps, layers, strict=True)]


_FACTORS = (
    wrong_step(
        "kernel sizes multiplied",
        "You multiply the kernel sizes. How far a window moves does not depend on how "
        "large it is.",
        factor=lambda f, s: f,
    ),
    wrong_step(
        "kernel sizes in it",
        "You multiply by the kernel size as well. Only the stride says how far a window "
        "moves.",
        factor=lambda f, s: f * s,
    ),
    wrong_step(
        "kernel sizes where there is a stride",
        "Where a layer has a stride you multiply by its kernel size. The two are often "
        "the same, in pooling, but not always.",
        factor=lambda f, s: f if s > 1 else 1,
    ),
    *each(
        "growth of the field for the jump",
        "You use f − 1, which says how much a layer adds to what a value sees. How far "
        "apart are two values?",
        factor=[lambda f, s: f - 1, lambda f, s: (f - 1) * s],
    ),
    wrong_step(
        "strides counted twice",
        "You multiply by each stride twice.",
        factor=lambda f, s: s * s,
    ),
)

_FROM_THE_END = (
    "You begin at the end. A layer knows the strides before it, and its own."
)

_CHAINS = (
    *each(
        "strides added",
        "You add the strides. Two steps of a map that moves by 2 are how many pixels "
        "when the next map moves by 3 of them?",
        chain=[_added(0), _added(1), _added(1, less=1)],
    ),
    wrong_step(
        "own stride only",
        "You list the stride of each layer, in steps of its own input. Pixels of the "
        "image are wanted.",
        chain=lambda numbers: [1, *numbers],
    ),
    wrong_step(
        "powers of two",
        "You double the jump at every stride above 1, as if they were all 2.",
        chain=_powers_of_two,
    ),
    wrong_step(
        "only layers with a stride",
        "You list the layers whose stride is above 1. Behind each of the others there is "
        "a jump too.",
        chain=lambda numbers: [1, *products([n for n in numbers if n > 1])],
    ),
    wrong_step("from the last layer", _FROM_THE_END, chain=_suffix_products),
    Misconception(
        "from the last layer",
        _FROM_THE_END,
        before=lambda layers: {"layers": layers[::-1]},
    ),
    wrong_step(
        "largest stride so far",
        "You keep the largest stride so far. A step of steps is their product.",
        chain=lambda numbers: [1, *itertools.accumulate(numbers, max)],
    ),
    wrong_step(
        "last two strides only",
        "You multiply by the stride just before and the layer's own. All the strides "
        "before it count.",
        chain=lambda numbers: [
            1,
            *(a * b for a, b in itertools.pairwise([1, *numbers])),
        ],
    ),
)

_KEPT = (
    wrong_step(
        "before the layer",
        "You list the jump before each layer. After the layer, its own stride counts.",
        keep=lambda jumps: jumps[:-1],
    ),
    wrong_step(
        "image listed too",
        "Your list begins with the image itself. Begin with the first layer.",
        keep=lambda jumps: jumps,
    ),
    wrong_step(
        "the last one only",
        "You return one number. There is a jump after every layer.",
        keep=lambda jumps: jumps[-1],
    ),
    wrong_step(
        "the last one only",
        "Your list holds one number. There is a jump after every layer.",
        keep=lambda jumps: jumps[-1:],
    ),
    wrong_step(
        "the first one only",
        "Your list ends with the first layer. Where in your function does return stand?",
        keep=lambda jumps: jumps[1:2],
    ),
    wrong_step(
        "the last layer missing",
        "Your list has no number for the last layer. Does your loop reach it?",
        keep=lambda jumps: jumps[1:-1],
    ),
    wrong_step(
        "the last jump for all",
        "You return the same jump for all layers. Early ones do not know the strides that "
        "come after them.",
        keep=lambda jumps: jumps[-1:] * (len(jumps) - 1),
    ),
    wrong_step(
        "in reverse order",
        "Your list begins with the last layer. It should begin with the first.",
        keep=lambda jumps: jumps[:0:-1],
    ),
    wrong_step(
        "one over the jump",
        "You return fractions, by which the maps become smaller. How many pixels is one "
        "step?",
        keep=lambda jumps: [1 / jump for jump in jumps[1:]],
    ),
    wrong_step(
        "one less than the jump",
        "Each of your numbers is one too small. You count the pixels in between; the way "
        "from one value to the next is one more.",
        keep=lambda jumps: [jump - 1 for jump in jumps[1:]],
    ),
)

EXERCISE = FunctionExercise(
    __name__,
    title="How far apart are neighbours?",
    difficulty=1,
    points=1,
    place=20,
    look=(
        "Take [(2, 3), (5, 2)] and number the pixels. Where does each value of the first "
        "map begin, and where each value of the second?"
    ),
    section="How far one value sees",
    reference=jumps_in_steps,
    cases=tuple(
        Case((layers,))
        for layers in (
            [(4, 3)],
            STEEP,
            MIXED,
            LENET,
            [(1, 1), (5, 4)],
            [(3, 2)] * 9,
            [(5, 4)] * 8,
            [(3, 4)] * 4,
            [(3, 1)] * 8,
            [(11, 4), (3, 2), (12, 12)],
        )
    ),
    draw=lambda random: Case((draw_deep_layers(random),)),
    features=seen_in_layers,
    axes=PAIR,
    integer_result=True,
    misconceptions=(
        *_FACTORS,
        *_CHAINS,
        *_KEPT,
        Misconception(
            "first layer left out",
            "Your first layer has no part in the result. Its stride counts too.",
            before=lambda layers: {"layers": layers[1:]},
        ),
        Misconception(
            "first stride left out",
            "The stride of your first layer has no part in the result. It counts behind "
            "that layer, and behind all others.",
            before=lambda layers: {"layers": [(layers[0][0], 1), *layers[1:]]},
        ),
        Misconception(
            "fields instead of jumps",
            "These are the receptive fields, how many pixels a value sees. How far apart "
            "do two neighbours lie?",
            answer=fields_in_steps,
        ),
        Misconception(
            "pairs of field and jump",
            "You return the field with each jump. The jumps alone are wanted.",
            answer=_fields_and_jumps,
        ),
        Misconception(
            "kernel size taken off",
            "You take the kernel off the jump, which leaves the gap between two windows. "
            "The jump goes from one value to the next.",
            answer=_gaps,
        ),
        *in_bits(16),
    ),
    alternatives=(
        Alternative(
            "running products; a list comes back",
            lambda layers: list(
                itertools.accumulate((s for _, s in layers), operator.mul)
            ),
        ),
    ),
)
