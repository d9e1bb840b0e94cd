"""How many layers without padding an image survives."""

from __future__ import annotations

from cnnbook.exercises._shared import ints
from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception


def _gone(n, f):
    return (n - 1) // (f - 1)


def _until_gone(n, f):
    layers = 0
    while n >= f:
        n, layers = n - f + 1, layers + 1
    return layers


EXERCISE = FunctionExercise(
    __name__,
    title="How deep without padding?",
    difficulty=2,
    points=2,
    place=40,
    reference=_gone,
    cases=tuple(
        Case(args) for args in [(28, 3), (32, 5), (10, 2), (7, 7), (5, 6), (40, 4)]
    ),
    draw=lambda random: Case(ints(random.integers(10, 300), random.integers(2, 9))),
    integer_result=True,
    misconceptions=(
        Misconception(
            "shrinks by f",
            "You take f pixels away with each layer. A layer without padding takes f − 1.",
            lambda n, f: n // f,
        ),
        Misconception(
            "last layer missing",
            "You stop while one more layer would still fit: an image as large as the "
            "kernel gives one pixel.",
            lambda n, f: max(n - 1, 0) // (f - 1) - 1 if n >= f else 0,
        ),
        Misconception(
            "one layer too many",
            "Your last layer meets an image that is smaller than its kernel.",
            lambda n, f: (n - 1) // (f - 1) + 1,
        ),
        Misconception(
            "down to zero pixels",
            "You shrink the image to nothing. A layer's output has at least one pixel.",
            lambda n, f: n // (f - 1),
        ),
    ),
    alternatives=(Alternative("one layer after another is taken off", _until_gone),),
)
