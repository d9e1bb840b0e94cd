"""The padding that keeps the size."""

from __future__ import annotations

from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception

EXERCISE = FunctionExercise(
    __name__,
    title="The padding that keeps the size",
    difficulty=1,
    points=1,
    place=20,
    reference=lambda f: (f - 1) // 2,
    cases=tuple(Case((f,)) for f in (3, 5, 7, 1, 11)),
    draw=lambda random: Case((int(random.integers(6, 40)) * 2 + 1,)),
    integer_result=True,
    misconceptions=(
        Misconception(
            "padding on one side",
            "This is all the padding together. p goes on each of two sides.",
            lambda f: f - 1,
        ),
        Misconception(
            "half the kernel, rounded up",
            "You round up. The centre pixel of the kernel needs no padding.",
            lambda f: (f + 1) // 2,
        ),
        Misconception(
            "half the kernel, with a fraction",
            "Half a pixel can't be added. How many pixels of the kernel stick out when "
            "its centre is on the first pixel?",
            lambda f: f / 2,
        ),
        Misconception(
            "always 1",
            "Your padding does not change with f. It suits one kernel size only.",
            lambda f: 1,
        ),
    ),
    alternatives=(
        Alternative(
            "half of f, rounded down, is the same for odd kernels", lambda f: f // 2
        ),
    ),
)
