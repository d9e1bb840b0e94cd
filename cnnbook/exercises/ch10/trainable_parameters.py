"""How many numbers train when some layers are frozen."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception


def _trains(layers, *, kinds=None, wanted=lambda kind, frozen: not frozen):
    """Count the numbers that train, with one kind of layer counted wrong."""
    count = {
        "conv": lambda f, c_in, c_out: f * f * c_in * c_out,
        "depthwise": lambda f, c_in, c_out: f * f * c_in,
        "batchnorm": lambda f, c_in, c_out: 2 * c_in,
        "dense": lambda f, c_in, c_out: (c_in + 1) * c_out,
    } | (kinds or {})
    return sum(
        count[kind](f, c_in, c_out)
        for kind, f, c_in, c_out, frozen in layers
        if wanted(kind, frozen)
    )


def _trains_with(**mistake):
    return lambda layers: _trains(layers, **mistake)


def _block(f, c_in, middle, c_out, frozen):
    """Return a separable block: depthwise, BatchNormalization, pointwise, again."""
    return [
        ("conv", f, c_in, middle, frozen[0]),
        ("batchnorm", 0, middle, middle, frozen[0]),
        ("depthwise", 3, middle, middle, frozen[1]),
        ("batchnorm", 0, middle, middle, frozen[1]),
        ("conv", 1, middle, c_out, frozen[2]),
        ("batchnorm", 0, c_out, c_out, frozen[2]),
    ]


def _draw_layers(random: np.random.Generator) -> Case:
    f, c_in, middle, c_out, classes = (
        int(n) for n in random.integers([2, 2, 8, 4, 2], [6, 7, 30, 20, 12])
    )
    frozen = [True, bool(random.integers(0, 2)), False]
    head = [("dense", 1, c_out, classes, False)]
    return Case((_block(f, c_in, middle, c_out, frozen) + head,))


def _trainable_by_arrays(layers):
    shapes = []
    for kind, f, c_in, c_out, frozen in layers:
        if frozen:
            continue
        if kind == "conv":
            shapes += [(f, f, c_in, c_out)]
        elif kind == "depthwise":
            shapes += [(f, f, c_in, 1)]
        elif kind == "batchnorm":
            shapes += [(c_in,), (c_in,)]
        else:
            shapes += [(c_in, c_out), (c_out,)]
    return int(sum(np.prod(shape) for shape in shapes))


EXERCISE = FunctionExercise(
    __name__,
    title="Count what trains",
    difficulty=2,
    points=2,
    place=50,
    reference=_trains,
    cases=(
        Case(([("conv", 3, 3, 8, True), ("dense", 1, 8, 4, False)],)),
        Case(([*_block(3, 5, 12, 7, [True] * 3), ("dense", 1, 7, 3, False)],)),
        Case((_block(3, 5, 12, 7, [True, False, False]),)),
        Case(([*_block(2, 4, 10, 6, [False] * 3), ("dense", 1, 6, 9, True)],)),
    ),
    draw=_draw_layers,
    integer_result=True,
    misconceptions=(
        Misconception(
            "frozen layers counted too",
            "You count every layer. Those that are frozen have parameters too, but they "
            "keep them as they are.",
            _trains_with(wanted=lambda kind, frozen: True),
        ),
        Misconception(
            "frozen layers counted only",
            "You count the layers that stand still. Which ones move?",
            _trains_with(wanted=lambda kind, frozen: frozen),
        ),
        Misconception(
            "moving statistics counted",
            "You count four numbers for each channel of a BatchNormalization. Two of "
            "them are moving averages, which no gradient ever changes.",
            _trains_with(kinds={"batchnorm": lambda f, c_in, c_out: 4 * c_in}),
        ),
        Misconception(
            "BatchNormalization trains nothing",
            "You leave BatchNormalization out. It learns a factor and a summand for "
            "each channel.",
            _trains_with(kinds={"batchnorm": lambda f, c_in, c_out: 0}),
        ),
        Misconception(
            "BatchNormalization always trains",
            "You count BatchNormalization even where it is frozen.",
            _trains_with(wanted=lambda kind, frozen: not frozen or kind == "batchnorm"),
        ),
        Misconception(
            "depthwise like an ordinary convolution",
            "You count full filters in a depthwise layer. It has one slice per channel.",
            _trains_with(kinds={"depthwise": lambda f, c_in, c_out: f * f * c_in**2}),
        ),
        Misconception(
            "bias of the dense layer forgotten",
            "Each unit of a dense layer has one more number, and you leave it out.",
            _trains_with(kinds={"dense": lambda f, c_in, c_out: c_in * c_out}),
        ),
        Misconception(
            "convolutions given a bias",
            "You give the convolutions biases. In MobileNet a BatchNormalization comes "
            "behind each of them, and they have none.",
            _trains_with(
                kinds={
                    "conv": lambda f, c_in, c_out: (f * f * c_in + 1) * c_out,
                    "depthwise": lambda f, c_in, c_out: (f * f + 1) * c_in,
                }
            ),
        ),
        Misconception(
            "layers counted, not their numbers",
            "You count layers. How many numbers does each of them hold?",
            lambda layers: sum(not frozen for *_, frozen in layers),
        ),
    ),
    alternatives=(
        Alternative(
            "the shapes of all arrays that train are listed", _trainable_by_arrays
        ),
    ),
)
