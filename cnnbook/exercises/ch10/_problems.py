"""Chapter 10 with other numbers."""

from __future__ import annotations

from typing import Any

import numpy as np

from cnnbook.exercises.pencil import two, whole
from cnnbook.exercises.problem import Problem


def _depthwise(random: np.random.Generator) -> dict[str, Any]:
    height, width = two(random, 4, 9)
    c_in, c_out = two(random, 3, 9)
    return {"height": height, "width": width, "f": 3, "c_in": c_in, "c_out": c_out}


def _layers(random: np.random.Generator) -> dict[str, Any]:
    first, second, hidden, classes = (whole(random, 3, 9) for _ in range(4))
    frozen = [bool(random.integers(2)) for _ in range(3)]
    layers = [
        ("conv", 3, 3, first, frozen[0]),
        ("batchnorm", 0, first, first, frozen[0]),
        ("depthwise", 3, first, first, frozen[1]),
        ("conv", 1, first, second, frozen[2]),
        ("batchnorm", 0, second, second, False),
        ("dense", 1, second, hidden, False),
        ("dense", 1, hidden, classes, False),
    ]
    return {"layers": layers}


PROBLEMS = {
    "depthwise-cost": Problem(
        draw=_depthwise,
        least=10,
        prompt=(
            "A depthwise-separable layer works on {c_in} maps of {height} by {width} "
            "pixels: first a depthwise step with slices of {f} by {f}, then a pointwise "
            "step to {c_out} maps. The padding is “same” and the stride 1; there are no "
            "biases. Write two numbers: the weights of both steps together, and their "
            "multiply-adds for one image."
        ),
    ),
    "trainable-parameters": Problem(
        draw=_layers,
        always=("BatchNormalization trains nothing",),
        least=8,
        prompt=(
            "The layers of a network are written as (kind, f, c_in, c_out, frozen): "
            "{layers}. Convolutions and depthwise convolutions have no bias, a dense "
            "layer has one for each number that it gives. How many numbers will training "
            "change?"
        ),
        look=(
            "Take one layer at a time, and count what it holds. Is it frozen? A line "
            "for each, and a sum below."
        ),
    ),
}
