"""Tell which notebooks need Keras, and whether it is here."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cnnbook._keras import advice, missing_for_keras
from cnnbook.exercises.base import Exercise, ModelExercise
from cnnbook.grading.batch.notebooks import Notebook

FIRST_CHAPTER = "07"
"""Of those that use Keras."""
USES_KERAS = re.compile(
    r"^[ \t]*(?:import|from)[ \t]+(?:keras|tensorflow)\b|\b(?:cb|cnnbook)\.models\b",
    re.MULTILINE,
)


class NotInstalledError(RuntimeError):
    """A notebook can't be graded without a package that is not here."""


def require_keras(notebook: Notebook, exercises: Iterable[Exercise]) -> None:
    """Refuse to grade a notebook whose marks would be wrong without Keras.

    Parameters
    ----------
    notebook : Notebook
        A student's.
    exercises : iterable of Exercise
        Those that it counts for.

    Raises
    ------
    NotInstalledError
        If it needs Keras, and that is not here.
    """
    exercises = list(exercises)
    late = [e.chapter for e in exercises if e.chapter >= FIRST_CHAPTER]
    needed = any(isinstance(exercise, ModelExercise) for exercise in exercises)
    if late and (needed or USES_KERAS.search(notebook.code)):
        missing = missing_for_keras()
        if missing:
            raise NotInstalledError(
                f"the exercises of chapter {late[0]} need Keras: {advice(missing)}"
            )


def why_not_graded(error: Exception) -> str:
    """Say why a submission has no result.

    Examples
    --------
    >>> why_not_graded(KeyError("x"))
    "KeyError: 'x'"
    >>> why_not_graded(NotInstalledError("it needs Keras"))
    'it needs Keras'
    """
    named = not isinstance(error, RuntimeError)
    return f"{type(error).__name__}: {error}" if named else str(error)
