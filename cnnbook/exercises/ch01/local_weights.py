"""Weights of a local layer, and of one that shares them."""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from cnnbook.exercises._shared import ints
from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception


def _local(height, width, f):
    return np.array([(height - f + 1) * (width - f + 1) * f * f, f * f])


def _windows_counted(height, width, f):
    return sliding_window_view(np.zeros((height, width)), (f, f)).size, f**2


EXERCISE = FunctionExercise(
    __name__,
    title="Local windows, shared windows",
    difficulty=2,
    points=2,
    place=40,
    reference=_local,
    cases=tuple(Case(args) for args in [(28, 28, 3), (5, 9, 2), (12, 7, 5), (4, 6, 4)]),
    draw=lambda random: Case(
        ints(*random.integers(8, 40, 2), random.integers(2, 7)),
    ),
    integer_result=True,
    misconceptions=(
        Misconception(
            "one window per pixel",
            "You count a window for every pixel. A window that begins near the right or "
            "the lower edge would hang over it.",
            lambda h, w, f: np.array([h * w * f * f, f * f]),
        ),
        Misconception(
            "last window missing",
            "Your windows stop one place too early in each direction. Draw a row of five "
            "pixels, and lay windows of two on it.",
            lambda h, w, f: np.array([(h - f) * (w - f) * f * f, f * f]),
        ),
        Misconception(
            "windows side by side",
            "You count windows that do not overlap. One begins at each pixel where it fits.",
            lambda h, w, f: np.array([(h // f) * (w // f) * f * f, f * f]),
        ),
        Misconception(
            "windows counted, not weights",
            "Your first number counts the windows. Each of them has weights of its own: "
            "how many?",
            lambda h, w, f: np.array([(h - f + 1) * (w - f + 1), f * f]),
        ),
        Misconception(
            "a window of f weights",
            "Your windows are f pixels long and one pixel high. They are squares.",
            lambda h, w, f: _local(h, w, f) // f,
        ),
        Misconception(
            "the two numbers swapped",
            "These are the two counts, in the other order: the local layer comes first.",
            lambda h, w, f: _local(h, w, f)[::-1],
        ),
        Misconception(
            "shared within a row only",
            "Your second number still grows with the height of the image. All windows "
            "share the same weights, not only those of one row.",
            lambda h, w, f: np.array([_local(h, w, f)[0], (h - f + 1) * f * f]),
        ),
        Misconception(
            "every output connected to every pixel",
            "Your first number is that of a dense layer. A local output sees only the "
            "pixels of its window.",
            lambda h, w, f: np.array([(h - f + 1) * (w - f + 1) * h * w, f * f]),
        ),
    ),
    alternatives=(
        Alternative(
            "windows are laid on an array and counted; a tuple comes back",
            _windows_counted,
        ),
    ),
)
