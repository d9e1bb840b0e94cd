"""The exercises of the book, with what checks them.

Each is a module of its own, ``chNN/<id>.py``, whose last statement is its `EXERCISE`.
What several exercises of a chapter use is in the chapter's ``_shared.py``. They are found
by name, and imported when asked for.
"""

from cnnbook.exercises.base import (
    Alternative,
    Case,
    Demand,
    DesignExercise,
    Exercise,
    FunctionExercise,
    Misconception,
    ModelExercise,
    ValueExercise,
)
from cnnbook.exercises.discovery import REGISTRY, find

__all__ = [
    "REGISTRY",
    "Alternative",
    "Case",
    "Demand",
    "DesignExercise",
    "Exercise",
    "FunctionExercise",
    "Misconception",
    "ModelExercise",
    "ValueExercise",
    "find",
]
