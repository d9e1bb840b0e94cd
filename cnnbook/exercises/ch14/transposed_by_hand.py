"""A transposed convolution, on paper."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises.base import Alternative, ValueExercise
from cnnbook.exercises.ch14._shared import (
    PASTING,
    STRIDES,
    after,
    paste_in_steps,
    step,
)

VALUES = np.array([[-2, 3], [4, -1]])
KERNEL = np.array([[1, 3, -2]])
_NOT_HERE = {
    "kernel upside down",
    "kernel mirrored left to right",
    "stride to the right only",
}
"""With a kernel of one row."""

EXERCISE = ValueExercise(
    __name__,
    title="Paste by hand",
    difficulty=1,
    points=2,
    place=20,
    answer="pasted",
    kind="An array to work out",
    look=(
        "Draw the empty result and mark where each value's kernel begins. Then write "
        "the products of one kernel after the other into it, each with its sign, and "
        "only then add up what stands in one cell."
    ),
    section="A small map grows, by hand",
    given={"values": VALUES, "kernel": KERNEL, "stride": 2},
    work=paste_in_steps,
    misconceptions=(
        *(mistake for mistake in PASTING if mistake.name not in _NOT_HERE),
        *STRIDES,
        step(
            "no row between the two",
            "Your second row of kernels lies directly below the first. The stride holds "
            "down as well, and pixels that no kernel covers are written too.",
            pace=lambda stride, f_h, f_w: (1, stride),
        ),
        after(
            "cut to the stride times the map",
            "You cut the result to the size of the map times the stride. Nothing is cut "
            "off without padding.",
            lambda result: np.pad(result, ((0, 1), (0, 0)))[:, :4],
        ),
        after(
            "first kernel alone",
            "This is what the first value pastes. The others paste theirs.",
            lambda result: VALUES[0, 0] * KERNEL,
        ),
    ),
    alternatives=(
        Alternative(
            "a list of lists", paste_in_steps(VALUES, KERNEL, 2).astype(int).tolist()
        ),
    ),
)
