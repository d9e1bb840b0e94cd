"""A kernel that answers most to an edge at 135°."""

from __future__ import annotations

import numpy as np

from cnnbook import kernels
from cnnbook.exercises.base import Alternative, Demand, DesignExercise, Misconception
from cnnbook.exercises.ch03._shared import EVEN, response, silent

OBLIQUE = 135
"""The angle that `design-oblique` asks for; bright is at the lower left."""

_ANGLES = range(0, 360, 15)


def _strongest(kernel) -> bool:
    answers = {a: response(kernel, kernels.step_edge(a)) for a in _ANGLES}
    others = max(answer for angle, answer in answers.items() if angle != OBLIQUE)
    return answers[OBLIQUE] > others + 1e-6


EXERCISE = DesignExercise(
    __name__,
    title="A detector of oblique edges",
    difficulty=2,
    points=2,
    place=30,
    kind="A kernel to design",
    shape=(3, 3),
    demands=(
        EVEN,
        Demand(
            "the edge with the bright lower left gives more than 0",
            lambda kernel: response(kernel, kernels.step_edge(OBLIQUE)) > 0.01,
            "On the edge that it is meant for, your kernel does not answer above 0. Draw "
            "the edge, and see which weights lie on its bright side.",
        ),
        Demand(
            "no edge at another angle gives as much",
            _strongest,
            "Of the test edges, turned by 15° each, another one makes your kernel answer "
            "at least as strongly. Are its weights arranged along the diagonal?",
        ),
        Demand(
            "edges along the other diagonal give 0",
            lambda kernel: silent(kernel, map(kernels.step_edge, (45, 225))),
            "An edge that runs along the other diagonal still makes your kernel answer. "
            "Compare weights that are mirror images in the diagonal of your edge.",
        ),
    ),
    misconceptions=(
        Misconception(
            "a detector of lines that are bright", "", [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
        ),
        Misconception(
            "bright and dark exchanged", "", [[0, 1, 2], [-1, 0, 1], [-2, -1, 0]]
        ),
        Misconception("vertical edges", "", [[1, 0, -1], [2, 0, -2], [1, 0, -1]]),
        Misconception("tilted a little", "", [[0, -1, -2], [1.4, 0, -1.4], [2, 1, 0]]),
    ),
    alternatives=(
        Alternative("weights of 1 only", [[0, -1, -1], [1, 0, -1], [1, 1, 0]]),
        Alternative("two weights in the corners", [[0, 0, -1], [0, 0, 0], [1, 0, 0]]),
        Alternative(
            "other weights, and fractions of them",
            np.array([[0, -13, -6], [13, 0, -13], [6, 13, 0]]) / 7,
        ),
    ),
)
