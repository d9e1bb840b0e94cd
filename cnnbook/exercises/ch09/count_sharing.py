"""Weights with and without sharing, counted."""

from __future__ import annotations

from cnnbook.exercises.base import Misconception, ValueExercise

EXERCISE = ValueExercise(
    __name__,
    title="Count what is shared",
    difficulty=1,
    points=1,
    place=10,
    kind="An array to work out",
    reference=[700, 120, 6, 20],
    misconceptions=(
        Misconception(
            "map too small",
            "Your map has one row and one column too few. The window also stands "
            "somewhere before its first step.",
            [420, 72, 6, 12],
        ),
        Misconception(
            "map as large as the image",
            "Your map is as large as the image. Without padding it is smaller.",
            [1225, 210, 6, 35],
        ),
        Misconception(
            "zeros counted",
            "Your second number counts the empty places. Count the others.",
            [700, 580, 6, 20],
        ),
        Misconception(
            "zero taken for a weight",
            "You count the zero as one more weight. It says that there is no connection.",
            [700, 120, 7, 20],
        ),
        Misconception(
            "weights not shared",
            "You give each connection a weight of its own. All windows use the same "
            "kernel.",
            [700, 120, 120, 1],
        ),
        Misconception(
            "weights of one row",
            "Your last number says how many weights stand in a row of the matrix. How "
            "often does one of them stand in the whole matrix?",
            [700, 120, 6, 6],
        ),
    ),
)
