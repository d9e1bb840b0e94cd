"""How many numbers a dense layer on an image learns."""

from __future__ import annotations

from cnnbook import arithmetic
from cnnbook.exercises._shared import ints
from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception


def _dense(height, width, channels, units):
    return arithmetic.dense_parameters(height * width * channels, units)


def _unit_by_unit(height, width, channels, units):
    per_unit = [height * width * channels, 1]
    return sum(units * count for count in per_unit)


EXERCISE = FunctionExercise(
    __name__,
    title="Count the weights of a dense layer",
    difficulty=1,
    points=1,
    place=20,
    reference=_dense,
    cases=tuple(
        Case(args)
        for args in [(28, 28, 1, 10), (4, 6, 3, 5), (9, 2, 4, 7), (1000, 1000, 3, 1000)]
    ),
    draw=lambda random: Case(
        ints(*random.integers(3, 12, 2), random.integers(2, 5), random.integers(2, 20))
    ),
    integer_result=True,
    misconceptions=(
        Misconception(
            "biases forgotten",
            "You count the weights only. The biases are learned too.",
            lambda h, w, c, m: h * w * c * m,
        ),
        Misconception(
            "one bias for the whole layer",
            "You count a single bias. Who has a bias: the layer, or each of its units?",
            lambda h, w, c, m: h * w * c * m + 1,
        ),
        Misconception(
            "a bias for every input",
            "You give a bias to each number that goes in. It belongs to what comes out.",
            lambda h, w, c, m: h * w * c * (m + 1),
        ),
        Misconception(
            "channels forgotten",
            "You count one number per pixel. How many numbers has a pixel of several "
            "channels?",
            lambda h, w, c, m: (h * w + 1) * m,
        ),
        Misconception(
            "added instead of multiplied",
            "You add height, width and channels. How many numbers are in the image?",
            lambda h, w, c, m: (h + w + c + 1) * m,
        ),
        Misconception(
            "one connection for each input",
            "You count every input once. Each of them is connected to all the units.",
            lambda h, w, c, m: h * w * c + m,
        ),
    ),
    alternatives=(
        Alternative("every unit counts its pixels and one bias", _unit_by_unit),
    ),
)
