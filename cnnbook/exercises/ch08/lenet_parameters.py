"""What LeNet-5 learns, for pictures of any size and any classes."""

from __future__ import annotations

import numpy as np

from cnnbook import arithmetic
from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception


def _lenet_parameters(
    height,
    width,
    channels,
    classes,
    *,
    padding=2,
    bias=1,
    depth=None,
    first=None,
    pools=0,
    maps=16,
    second_pool=2,
    units=(120, 84),
):
    """Count the parameters of LeNet-5, with one step done wrong."""
    small = [((n + 2 * padding - 4) // 2 - 4) // second_pool for n in (height, width)]
    inputs = small[0] * small[1] * maps
    total = (25 * (first or channels) + bias) * 6
    total += (25 * (depth or 6) + bias) * 16 + pools
    for outputs in (*units, classes):
        total += (inputs + bias) * outputs
        inputs = outputs
    return total


def _count_with(**mistake):
    return lambda height, width, channels, classes: _lenet_parameters(
        height, width, channels, classes, **mistake
    )


def _traced(height, width, channels, classes):
    layers = [
        arithmetic.Conv(6, 5, padding="same"),
        arithmetic.Pool(2),
        arithmetic.Conv(16, 5),
        arithmetic.Pool(2),
        arithmetic.Flatten(),
        *(arithmetic.Dense(units) for units in (120, 84, classes)),
    ]
    return arithmetic.trace((height, width, channels), layers).parameters


def _by_building(height, width, channels, classes):
    h, w = ((n // 2 - 4) // 2 for n in (height, width))
    shapes = [(5, 5, channels, 6), (6,), (5, 5, 6, 16), (16,)]
    shapes += [(h * w * 16, 120), (120,), (120, 84), (84,), (84, classes), (classes,)]
    return float(sum(np.zeros(shape).size for shape in shapes))


EXERCISE = FunctionExercise(
    __name__,
    title="Count LeNet's parameters",
    difficulty=2,
    points=2,
    place=20,
    reference=_lenet_parameters,
    cases=tuple(
        Case(args)
        for args in [(28, 28, 1, 10), (32, 44, 3, 7), (30, 22, 2, 5), (47, 29, 1, 4)]
    ),
    draw=lambda random: Case(
        tuple(
            int(n)
            for n in (*random.integers(18, 60, 2), *random.integers([2, 2], [5, 40]))
        )
    ),
    integer_result=True,
    misconceptions=(
        Misconception(
            "bias missing",
            "You count the weights only. Each filter and each unit learns a bias too.",
            _count_with(bias=0),
        ),
        Misconception(
            "pictures taken to be grey",
            "Your first layer always has 25 weights to a filter. How deep is a filter, if "
            "the pictures have several channels?",
            _count_with(first=1),
        ),
        Misconception(
            "filters of C3 taken to be flat",
            "Your second convolution has 25 weights to a filter. How many maps does it "
            "look at?",
            _count_with(depth=1),
        ),
        Misconception(
            "padding forgotten",
            "Your first dense layer has too few inputs. C1 pads, so its maps are as large "
            "as the picture.",
            _count_with(padding=0),
        ),
        Misconception(
            "second pooling forgotten",
            "Your first dense layer has too many inputs. There is a pooling after each of "
            "the two convolutions.",
            _count_with(second_pool=1),
        ),
        Misconception(
            "one map flattened instead of all",
            "Your first dense layer sees a single map. Flattening writes all of the maps "
            "into one list.",
            _count_with(maps=1),
        ),
        Misconception(
            "pooling learns, as in 1998",
            "You count two numbers for each pooled map, as the original had them. The "
            "pooling of today learns nothing.",
            _count_with(pools=2 * (6 + 16)),
        ),
        Misconception(
            "a dense layer left out",
            "You go from 120 units straight to the classes. There is a layer in between.",
            _count_with(units=(120,)),
        ),
    ),
    alternatives=(
        Alternative("the tracer of the package counts", _traced),
        Alternative("arrays are built and counted; a float comes back", _by_building),
    ),
)
