"""How a class is to be graded."""

from __future__ import annotations

from dataclasses import dataclass

from cnnbook.exercises import REGISTRY, Exercise, find
from cnnbook.grading.batch.notebooks import Notebook


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
    """

    seed: int = 0
    jobs: int = 0
    limit: float | None = None
    exercises: tuple[str, ...] = ()
    isolation: str = "auto"
    scheduler: str = ""

    @property
    def chosen(self) -> list[Exercise]:
        """The exercises that were named, in the order of the book."""
        named = {find(identifier).id for identifier in self.exercises}
        return [exercise for exercise in REGISTRY.values() if exercise.id in named]

    def asked(self, notebook: Notebook) -> list[Exercise]:
        """Return the exercises that a notebook counts for."""
        return self.chosen or notebook.exercises()
