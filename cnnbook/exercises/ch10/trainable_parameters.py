"""How many numbers train when some layers are frozen."""

from __future__ import annotations

import itertools

import numpy as np

from cnnbook.exercises._shared import ints
from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception
from cnnbook.exercises.mistakes import wrong_step

SIZES = {
    "conv": lambda f, c_in, c_out: f * f * c_in * c_out,
    "depthwise": lambda f, c_in, c_out: f * f * c_in,
    "batchnorm": lambda f, c_in, c_out: 2 * c_in,
    "dense": lambda f, c_in, c_out: (c_in + 1) * c_out,
}


def count_in_steps(
    layers,
    *,
    conv=SIZES["conv"],
    depthwise=SIZES["depthwise"],
    batchnorm=SIZES["batchnorm"],
    dense=SIZES["dense"],
    trains=lambda layers: [not frozen for *_, frozen in layers],
    result=sum,
):
    """Count the numbers that train, layer by layer.

    Parameters
    ----------
    layers : list of tuple
        Kind, f, c_in, c_out, frozen.
    conv, depthwise, batchnorm, dense : callable
        Count the numbers of a layer of this kind that can train.
    trains : callable
        Says of each layer whether it counts.
    result : callable
        What is made of the counts of the layers.
    """
    count = {
        "conv": conv,
        "depthwise": depthwise,
        "batchnorm": batchnorm,
        "dense": dense,
    }
    numbers = [
        count[kind](f, c_in, c_out) * bool(counts)
        for (kind, f, c_in, c_out, _), counts in zip(
            layers, trains(layers), strict=True
        )
    ]
    return result(numbers)


def _by_kind(**kinds):
    """Return what lets layers of some kinds count in another way."""

    def trains(layers):
        return [
            kinds[kind](frozen) if kind in kinds else not frozen
            for kind, *_, frozen in layers
        ]

    return trains


def _as_before(layers):
    """Let a BatchNormalization train where the layer before it does."""
    before = [layers[0], *layers]
    return [
        not (one[-1] if layer[0] == "batchnorm" else layer[-1])
        for one, layer in zip(before, layers, strict=False)
    ]


def _until_frozen(layers):
    return list(itertools.accumulate((not x[-1] for x in layers), min))


def _behind_frozen(layers):
    return _until_frozen(layers[::-1])[::-1]


def _moving_too(layers):
    """Count the moving averages of every BatchNormalization."""
    return count_in_steps(layers) + sum(2 * x[2] for x in layers if x[0] == "batchnorm")


def _draw(random: np.random.Generator) -> Case:
    """Draw a few layers of all kinds, each frozen or not."""
    layers = []
    c_in = int(random.integers(2, 5))
    for _ in range(int(random.integers(1, 4))):
        kind = str(random.choice(["conv", "depthwise", "conv", "batchnorm"]))
        c_out = c_in if kind != "conv" else int(random.integers(2, 7))
        f = 0 if kind == "batchnorm" else int(random.choice([1, 2, 3, 5]))
        layers.append((kind, *ints(f, c_in, c_out)))
        if kind != "batchnorm" and random.integers(2):
            layers.append(("batchnorm", *ints(0, c_out, c_out)))
        c_in = c_out
    if random.integers(3):
        layers.append(("dense", *ints(1, c_in, random.integers(2, 6))))
    if random.integers(3) == 0:
        layers.append(layers[-1])
    share = random.choice([0.2, 0.5, 0.5, 0.8])
    return Case(([(*layer, bool(random.random() < share)) for layer in layers],))


def _features(layers):
    kinds = [layer[0] for layer in layers]
    moving = {layer[0] for layer in layers if not layer[-1]}
    still = {layer[0] for layer in layers if layer[-1]}
    return {
        ("a layer is frozen", "no layer is frozen"): bool(still),
        ("all layers are frozen", "some layer trains"): not moving,
        **{
            (f"a {kind} layer trains", f"no {kind} layer trains"): kind in moving
            for kind in SIZES
        },
        **{
            (f"a {kind} layer is frozen", f"no {kind} layer is frozen"): kind in still
            for kind in SIZES
        },
        ("there is a single layer", "there are several layers"): len(kinds) == 1,
        ("a layer comes twice", "no layer comes twice"): len(set(layers)) < len(layers),
        ("the last layer trains", "the last layer is frozen"): not layers[-1][-1],
    }


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


_FROZEN = (
    wrong_step(
        "frozen layers counted too",
        "You count every layer. Those that are frozen have parameters too, but they "
        "keep them as they are.",
        trains=lambda layers: [True] * len(layers),
    ),
    wrong_step(
        "frozen layers counted only",
        "You count the layers that stand still. Which ones move?",
        trains=lambda layers: [frozen for *_, frozen in layers],
    ),
    wrong_step(
        "BatchNormalization always trains",
        "You count BatchNormalization even where it is frozen.",
        trains=_by_kind(batchnorm=lambda frozen: True),
    ),
    wrong_step(
        "BatchNormalization as the layer before it",
        "You let a BatchNormalization train where the layer before it does. Each layer has "
        "a switch of its own.",
        trains=_as_before,
    ),
    wrong_step(
        "dense layers always train",
        "You count dense layers even where they are frozen.",
        trains=_by_kind(dense=lambda frozen: True),
    ),
    wrong_step(
        "layers up to the first frozen one",
        "You stop at the first frozen layer. Those behind it may train all the same.",
        trains=_until_frozen,
    ),
    wrong_step(
        "layers behind the last frozen one",
        "You take everything before a frozen layer for frozen. Each layer has a switch of "
        "its own.",
        trains=_behind_frozen,
    ),
    wrong_step(
        "the first layer only",
        "You count the first layer only. Where in your loop does return stand?",
        trains=lambda layers: [not layers[0][-1], *[False] * (len(layers) - 1)],
    ),
    wrong_step(
        "the last layer left out",
        "Your last layer has no part in the sum. Does your loop reach it?",
        trains=lambda layers: [*(not x[-1] for x in layers[:-1]), False],
    ),
    wrong_step(
        "dense layers only",
        "You count the dense layers only. Others may train as well.",
        trains=lambda layers: [x[0] == "dense" and not x[-1] for x in layers],
    ),
    wrong_step(
        "dense layers left out",
        "You leave the dense layers out.",
        trains=_by_kind(dense=lambda frozen: False),
    ),
    Misconception(
        "moving averages counted everywhere",
        "You count the moving averages of BatchNormalization. No gradient ever changes "
        "them, frozen or not.",
        answer=_moving_too,
    ),
)

_NUMBERS = (
    wrong_step(
        "moving statistics counted",
        "You count four numbers for each channel of a BatchNormalization. Two of "
        "them are moving averages, which no gradient ever changes.",
        batchnorm=lambda f, c_in, c_out: 4 * c_in,
    ),
    wrong_step(
        "BatchNormalization with one number",
        "You count one number for each channel of a BatchNormalization. It learns a factor "
        "and a summand.",
        batchnorm=lambda f, c_in, c_out: c_in,
    ),
    wrong_step(
        "BatchNormalization trains nothing",
        "You leave BatchNormalization out. It learns a factor and a summand for "
        "each channel.",
        batchnorm=lambda f, c_in, c_out: 0,
    ),
    wrong_step(
        "BatchNormalization with two numbers in all",
        "You count two numbers for a whole BatchNormalization. It learns two for each "
        "channel.",
        batchnorm=lambda f, c_in, c_out: 2,
    ),
    wrong_step(
        "depthwise like an ordinary convolution",
        "You count full filters in a depthwise layer. It has one slice per channel.",
        depthwise=lambda f, c_in, c_out: f * f * c_in * c_out,
    ),
    wrong_step(
        "one slice for all channels",
        "You count a single slice in a depthwise layer. It has one per channel.",
        depthwise=lambda f, c_in, c_out: f * f,
    ),
    wrong_step(
        "bias of the dense layer forgotten",
        "Each unit of a dense layer has one more number, and you leave it out.",
        dense=lambda f, c_in, c_out: c_in * c_out,
    ),
    wrong_step(
        "one bias for a dense layer",
        "You count one bias for a whole dense layer. Each unit has one.",
        dense=lambda f, c_in, c_out: c_in * c_out + 1,
    ),
    wrong_step(
        "a bias for each input",
        "You count a bias for each input of a dense layer. Each of its units has one.",
        dense=lambda f, c_in, c_out: c_in * (c_out + 1),
    ),
    *(
        wrong_step(
            "convolutions given a bias",
            "You give convolutions a bias. In MobileNet a BatchNormalization comes behind "
            "each of them, and they have none.",
            **steps,
        )
        for steps in (
            {
                "conv": lambda f, c_in, c_out: (f * f * c_in + 1) * c_out,
                "depthwise": lambda f, c_in, c_out: (f * f + 1) * c_in,
            },
            {"conv": lambda f, c_in, c_out: (f * f * c_in + 1) * c_out},
            {"depthwise": lambda f, c_in, c_out: (f * f + 1) * c_in},
        )
    ),
    *(
        wrong_step(
            "kernel size not squared",
            "You take f weights per slice. A slice has f rows of f weights.",
            **steps,
        )
        for steps in (
            {
                "conv": lambda f, c_in, c_out: f * c_in * c_out,
                "depthwise": lambda f, c_in, c_out: f * c_in,
            },
            {"conv": lambda f, c_in, c_out: f * c_in * c_out},
            {"depthwise": lambda f, c_in, c_out: f * c_in},
        )
    ),
    wrong_step(
        "one filter for each convolution",
        "You count a single filter in a convolution. It has one for each map that goes out.",
        conv=lambda f, c_in, c_out: f * f * c_in,
    ),
    wrong_step(
        "filters of one slice",
        "Your filters have a single slice. They are as deep as there are channels coming "
        "in.",
        conv=lambda f, c_in, c_out: f * f * c_out,
    ),
)

_RETURNED = (
    Misconception(
        "layers counted, not their numbers",
        "You count layers. How many numbers does each of them hold?",
        answer=lambda layers: sum(not frozen for *_, frozen in layers),
    ),
    wrong_step(
        "a list with a number for each layer",
        "You return a number for each layer. Their sum is wanted.",
        result=list,
    ),
    Misconception(
        "numbers that train and numbers that do not",
        "You return two numbers. Only those that train are wanted.",
        answer=lambda layers: [
            count_in_steps(layers),
            count_in_steps([(*rest, not frozen) for *rest, frozen in layers]),
        ],
    ),
)

EXERCISE = FunctionExercise(
    __name__,
    title="Count what trains",
    difficulty=2,
    points=2,
    place=50,
    look=(
        "Give your function one layer at a time, of each kind, first frozen and then not, "
        "and count the numbers of each on paper."
    ),
    section="The whole network",
    reference=count_in_steps,
    cases=(
        Case(([("conv", 3, 2, 4, False)],)),
        Case(([("depthwise", 3, 5, 5, False)],)),
        Case(([("batchnorm", 0, 5, 5, False)],)),
        Case(([("dense", 1, 6, 4, False)],)),
        Case(([("conv", 3, 3, 8, True), ("dense", 1, 8, 4, False)],)),
        Case(([("batchnorm", 0, 3, 3, False), ("batchnorm", 0, 3, 3, False)],)),
        Case(([("conv", 1, 4, 6, True), ("batchnorm", 0, 6, 6, False)],)),
        Case(([("depthwise", 3, 4, 4, False), ("batchnorm", 0, 4, 4, True)],)),
        Case(([("conv", 3, 256, 512, False), ("dense", 1, 512, 1, False)],)),
    ),
    draw=_draw,
    features=_features,
    integer_result=True,
    misconceptions=(*_FROZEN, *_NUMBERS, *_RETURNED),
    alternatives=(
        Alternative(
            "the shapes of all arrays that train are listed", _trainable_by_arrays
        ),
    ),
)
