"""How many megabytes the numbers of a dense layer take."""

from __future__ import annotations

import numpy as np

from cnnbook import arithmetic
from cnnbook.exercises._shared import ints
from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception


def _memory(inputs, units, *, bias=True, size=4, unit=1e6):
    return arithmetic.dense_parameters(inputs, units, bias) * size / unit


def _memory_with(**mistake):
    return lambda inputs, units: _memory(inputs, units, **mistake)


def _by_nbytes(inputs, units):
    weights = np.zeros((units, inputs), "float32")
    biases = np.zeros(units, "float32")
    return (weights.nbytes + biases.nbytes) * 1e-6


EXERCISE = FunctionExercise(
    __name__,
    title="The memory of a layer",
    difficulty=1,
    points=1,
    place=30,
    reference=_memory,
    cases=tuple(Case(args) for args in [(784, 784), (784, 10), (50, 3), (1200, 7)]),
    draw=lambda random: Case(ints(random.integers(10, 2000), random.integers(2, 500))),
    misconceptions=(
        Misconception(
            "biases forgotten",
            "You store the weights only. The biases need room too.",
            _memory_with(bias=False),
        ),
        Misconception(
            "bits for bytes",
            "You count 32 for each number. Those are bits.",
            _memory_with(size=32),
        ),
        Misconception(
            "64-bit numbers",
            "You count 8 bytes for each number, as NumPy's usual floats have. A float32 "
            "is shorter.",
            _memory_with(size=8),
        ),
        Misconception(
            "one byte for each number",
            "You give each number one byte. That is enough for a pixel, not for a float32.",
            _memory_with(size=1),
        ),
        Misconception(
            "bytes instead of megabytes",
            "These are bytes. The answer should be in megabytes.",
            _memory_with(unit=1),
        ),
        Misconception(
            "a megabyte of 1,024 · 1,024 bytes",
            "You divide by 1,024 twice, which gives mebibytes. A megabyte is a million "
            "bytes.",
            _memory_with(unit=2**20),
        ),
        Misconception(
            "kilobytes instead of megabytes",
            "These are kilobytes. A megabyte is a thousand of them.",
            _memory_with(unit=1e3),
        ),
    ),
    alternatives=(
        Alternative("arrays are built, and asked for their bytes", _by_nbytes),
        Alternative(
            "one formula, with the bias as one more input",
            lambda n, m: 4 * m * (n + 1) / 1000 / 1000,
        ),
    ),
)
