"""Signs of the Sobel kernel's answers to eight windows."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises.base import Alternative, Misconception, ValueExercise
from cnnbook.exercises.ch03._shared import VERTICAL
from cnnbook.exercises.mistakes import each, wrong_step

WINDOWS = np.array(
    [
        [[9, 9, 1], [9, 9, 1], [9, 9, 1]],
        [[9, 9, 9], [9, 9, 9], [1, 1, 1]],
        [[1, 9, 9], [1, 1, 9], [1, 1, 1]],
        [[9, 9, 9], [9, 9, 9], [9, 9, 9]],
        [[1, 9, 1], [1, 9, 1], [1, 9, 1]],
        [[1, 9, 9], [1, 9, 9], [1, 9, 9]],
        [[1, 1, 1], [9, 1, 1], [9, 9, 1]],
        [[9, 1, 9], [9, 1, 9], [9, 1, 9]],
    ]
)
"""The windows of `edge-sign`, as its page prints them."""


LINES = np.array([0, 0, 0, 0, 1, 0, 0, -1])
"""Where there is a bright line in the middle, and a dark one."""
OBLIQUE = np.array([0, 0, 1, 0, 0, 0, 1, 0])


def signs_in_steps(
    windows,
    kernel,
    *,
    turn=lambda k: k,
    judge=lambda windows, k: (windows * k).sum(axis=(1, 2)),
    without=0,
    middle=0,
    sign=np.sign,
    final=lambda signs: signs,
):
    """Return the signs of a kernel's answers to windows, one step after another."""
    answers = judge(windows, turn(kernel)) * (1 - without)
    return final(sign(answers + middle))


EXERCISE = ValueExercise(
    __name__,
    title="Which sign?",
    difficulty=1,
    points=1,
    place=10,
    kind="A list to work out",
    look=(
        "Cover the middle column of a window with your finger: its weights are 0. Of the "
        "two columns that are left, which is brighter?"
    ),
    section="A kernel is a difference",
    given={"windows": WINDOWS, "kernel": VERTICAL},
    work=signs_in_steps,
    labels=tuple(f"window {n}" for n in range(8)),
    misconceptions=(
        wrong_step(
            "signs reversed",
            "Every sign is the other way round. Which column of the kernel has the "
            "positive weights, and which pixels lie under it?",
            final=np.negative,
        ),
        wrong_step(
            "an edge is always positive",
            "You found the edges, but a response also says which side is bright: bright "
            "pixels under negative weights pull the sum below 0.",
            final=np.abs,
        ),
        wrong_step(
            "zero instead of negative",
            "Where the right side is brighter you write 0. Bright pixels under negative "
            "weights pull the sum below 0.",
            final=lambda signs: np.maximum(signs, 0),
        ),
        wrong_step(
            "horizontal instead of vertical edges",
            "You compare above with below. This kernel compares left with right.",
            turn=np.transpose,
        ),
        wrong_step(
            "brightness counted as an edge",
            "You judge the windows by how much of them is bright. The weights add up to "
            "0, so brightness alone is worth nothing: compare left with right.",
            judge=lambda windows, k: windows.mean(axis=(1, 2)) - 5,
        ),
        *each(
            "the same answer for every window",
            "You give the same sign to every window. Four of them have sides that are "
            "alike: what does the kernel say there?",
            judge=[
                lambda windows, k: windows.max(axis=(1, 2)),
                lambda windows, k: -windows.max(axis=(1, 2)),
            ],
        ),
        *each(
            "the middle column counted",
            "You let the lines in the middle count. Which weights lie on them?",
            middle=(LINES, -LINES, abs(LINES), -abs(LINES)),
        ),
        wrong_step(
            "an oblique edge taken for none",
            "You write 0 for the windows whose edge leans. Add up what lies under the left "
            "column, and under the right one.",
            without=OBLIQUE,
        ),
        wrong_step(
            "values instead of signs",
            "These are the answers of the kernel themselves, or their sizes. Only their "
            "signs are asked for: 1, −1 or 0.",
            sign=lambda values: values,
        ),
        # Whole answers: mixed with another mistake, an order would explain too much.
        *(
            Misconception(
                "another order",
                "Your numbers are in another order than the windows: 0 to 3 are the upper "
                "row, from left to right, and 4 to 7 the lower one.",
                order(signs_in_steps(WINDOWS, VERTICAL)),
            )
            for order in (
                lambda signs: signs.reshape(2, 4).T.ravel(),
                lambda signs: signs[::-1],
                lambda signs: np.roll(signs, 4),
            )
        ),
    ),
    alternatives=(
        Alternative(
            "one of the whole numbers is a float", [1, 0, -1, 0, 0, -1, 1, 0.0]
        ),
    ),
)
