"""How large a transposed convolution makes a map."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises.base import Alternative, Misconception, ValueExercise
from cnnbook.exercises.ch14._shared import after, step
from cnnbook.exercises.mistakes import each


def grown(height, width, f, p, s, *, size=lambda n, f, p, s: (n - 1) * s + f - 2 * p):
    """Return the height and the width that come out."""
    return np.array([size(height, f, p, s), size(width, f, p, s)])


EXERCISE = ValueExercise(
    __name__,
    title="The size after growing",
    difficulty=1,
    points=1,
    place=10,
    kind="An array to work out",
    look=(
        "Draw a row of three values and where each pastes a kernel of four pixels, two "
        "pixels apart. How many pixels are covered? Then cut one off at each end."
    ),
    section="The size that comes out",
    given={"height": 6, "width": 9, "f": 11, "p": 4, "s": 5},
    work=grown,
    labels=("the height", "the width"),
    misconceptions=(
        *each(
            "size of the convolution itself",
            "This is how large a convolution with these settings makes its map. A "
            "transposed one goes the other way.",
            size=[
                lambda n, f, p, s: (n + 2 * p - f) // s + 1,
                lambda n, f, p, s: (n + 2 * p - f) / s + 1,
            ],
        ),
        step(
            "padding added",
            "You add the padding. It is that of the convolution turned round, so it is "
            "cut off here.",
            size=lambda n, f, p, s: (n - 1) * s + f + 2 * p,
        ),
        step(
            "padding at one side only",
            "You cut the padding off at one side. It is cut off at both.",
            size=lambda n, f, p, s: (n - 1) * s + f - p,
        ),
        step(
            "padding left out",
            "Your size is that of all that was pasted. The padding is cut off it.",
            size=lambda n, f, p, s: (n - 1) * s + f,
        ),
        step(
            "size times the stride",
            "You multiply the size by the stride, as Keras' “same” does. With p given in "
            "pixels, count from the first kernel's beginning to the last one's end.",
            size=lambda n, f, p, s: n * s,
        ),
        step(
            "a step too many",
            "You count a step for each value. There is one between two neighbours.",
            size=lambda n, f, p, s: n * s + f - 2 * p,
        ),
        step(
            "size times the stride, padding cut off",
            "You multiply the size by the stride, and cut the padding off that. The kernels "
            "cover more: the last one reaches on by its length.",
            size=lambda n, f, p, s: n * s - 2 * p,
        ),
        step(
            "size times the stride, and a kernel",
            "You count a step for each value and the length of a kernel. There is one step "
            "between two neighbours, and the padding is cut off.",
            size=lambda n, f, p, s: n * s + f,
        ),
        *each(
            "kernel left out",
            "You count where the kernels begin. The last one still has its length.",
            size=[
                lambda n, f, p, s: (n - 1) * s + 1 - 2 * p,
                lambda n, f, p, s: (n - 1) * s - 2 * p,
            ],
        ),
        step(
            "kernel and padding left out",
            "You count the steps alone. The last kernel has its length, and then the "
            "padding is cut off.",
            size=lambda n, f, p, s: (n - 1) * s,
        ),
        step(
            "padding cut off twice",
            "You cut four times the padding off. It is cut off once at each of two sides.",
            size=lambda n, f, p, s: (n - 1) * s + f - 4 * p,
        ),
        step(
            "padding put around the map",
            "You put the padding around the map before it grows. It is cut off what comes "
            "out.",
            size=lambda n, f, p, s: (n + 2 * p - 1) * s + f,
        ),
        *each(
            "spread map alone, or stride cut off",
            "This is the size of the map when its values are spread out and no kernel is "
            "pasted yet, or what is left when the stride is cut off at both sides. The "
            "kernel has its length, and the padding is cut off.",
            size=[
                lambda n, f, p, s: (n - 1) * s + 1,
                lambda n, f, p, s: (n - 1) * s + f - 2 * s,
            ],
        ),
        step(
            "p and s exchanged",
            "You take the padding for the stride, and the stride for the padding.",
            size=lambda n, f, p, s: (n - 1) * p + f - 2 * s,
        ),
        step(
            "stride left out",
            "Your kernels move by one pixel. They begin s pixels apart.",
            size=lambda n, f, p, s: n - 1 + f - 2 * p,
        ),
        step(
            "f and s exchanged",
            "You take the kernel's size for its step, and the step for the size.",
            size=lambda n, f, p, s: (n - 1) * f + s - 2 * p,
        ),
        *each(
            "kernels side by side",
            "Your kernels lie side by side. They begin s pixels apart, and overlap where "
            "f is larger.",
            size=[lambda n, f, p, s: n * f - 2 * p, lambda n, f, p, s: n * f],
        ),
        *each(
            "a window slid over the spread map",
            "This is how often a window fits on the values that are spread out, with the "
            "padding or without. Pasted kernels reach over the outer values.",
            size=[
                lambda n, f, p, s: (n - 1) * s + 1 - f + 1,
                lambda n, f, p, s: (n - 1) * s + 1 + 2 * p - f + 1,
            ],
        ),
        Misconception(
            "height used twice",
            "Your width is computed from the height.",
            before=lambda height, **others: {"width": height},
        ),
        Misconception(
            "width used twice",
            "Your height is computed from the width.",
            before=lambda width, **others: {"height": width},
        ),
        after(
            "height and width swapped",
            "Your height and width have changed places. The height comes first.",
            lambda sizes: sizes[::-1],
        ),
        after(
            "number of values",
            "You return how many values come out. The two sizes are wanted.",
            np.prod,
        ),
    ),
    alternatives=(Alternative("a tuple", (28, 43)),),
)
