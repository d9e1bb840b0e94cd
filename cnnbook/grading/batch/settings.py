"""How a class is to be graded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from cnnbook.exercises import REGISTRY, find
from cnnbook.exercises.base import Exercise, ModelExercise
from cnnbook.grading.batch.notebooks import Notebook
from cnnbook.grading.handouts.numbers import OwnNumbers

TIME_LIMIT, KERAS_TIME_LIMIT = 5.0, 60.0
"""Seconds for each cell and call, unless the instructor names another limit."""


def time_limit(exercises: Iterable[Exercise]) -> float:
    """Return the seconds for each cell and call of a notebook.

    Parameters
    ----------
    exercises : iterable of Exercise
        That it counts for; chapters on Keras take longer, whatever is imported.
    """
    chapters = {exercise.chapter for exercise in exercises}
    keras = any(
        isinstance(exercise, ModelExercise)
        for chapter in chapters
        for exercise in REGISTRY.chapter(chapter)
    )
    return KERAS_TIME_LIMIT if keras else TIME_LIMIT


@dataclass(frozen=True)
class Settings:
    """How to grade.

    Attributes
    ----------
    seed : int
        Of the hidden cases.
    jobs : int
        Notebooks at a time; 0 for one for each processor.
    limit : float or None
        Seconds for each cell and call; 5, or 60 with Keras, if not given.
    exercises : tuple of str
        Ids that every notebook counts for; those of its chapter if empty.
    isolation : str
        ``"auto"``, ``"bubblewrap"`` or ``"limits"``.
    scheduler : str
        Address of a Dask scheduler; empty for this machine alone.
    follow_up_share : float
        Which part of its points, from 0 to 1, an answer earns that is wrong only since
        it calls another one that is.
    regrade : bool
        Grade everything, whatever an earlier run has left.
    lms : str
        The system that the download comes from; empty to guess.
    course, overrides, gradebook : Path or None
        The rules of the course, marks changed by hand, and a gradebook to fill. Rules
        and marks are looked for, if they are not given.
    assignment : str
        Which of the course's; may be empty if there is one.
    column : str
        Of the gradebook; may be empty if there is one that it can be.
    anonymous : bool
        The report numbers students instead of naming them.
    similarity : bool
        Look for submissions that are alike.
    own_code : bool
        It is one's own notebook: no isolation is refused that could not hold.
    show_answers : bool
        With numbers of one's own, feedback names the right value beside a wrong answer.
    roster : Path or None
        Who is in a class in which everybody has numbers of their own, drawn from the
        seed and the student.
    numbers : OwnNumbers or None
        These numbers, once it is known who handed something in.
    """

    seed: int = 0
    jobs: int = 0
    limit: float | None = None
    exercises: tuple[str, ...] = ()
    isolation: str = "auto"
    scheduler: str = ""
    follow_up_share: float = 1.0
    regrade: bool = False
    lms: str = ""
    course: Path | None = None
    overrides: Path | None = None
    gradebook: Path | None = None
    assignment: str = ""
    column: str = ""
    anonymous: bool = False
    similarity: bool = False
    own_code: bool = True
    show_answers: bool = False
    roster: Path | None = None
    numbers: OwnNumbers | None = None

    @property
    def chosen(self) -> list[Exercise]:
        """The exercises that were named, in the order of the book."""
        named = {find(identifier).id for identifier in self.exercises}
        return [REGISTRY[identifier] for identifier in REGISTRY.in_order(named)]

    @property
    def limit_in_words(self) -> str:
        """The time limit, for a report."""
        if self.limit:
            return f"at most {self.limit:g} s for a cell or a call"
        return (
            f"at most {TIME_LIMIT:g} s for a cell or a call, "
            f"{KERAS_TIME_LIMIT:g} s with Keras"
        )

    def exercises_of(self, notebook: Notebook) -> list[Exercise]:
        """Return the exercises that a notebook counts for."""
        return self.chosen or notebook.exercises()
