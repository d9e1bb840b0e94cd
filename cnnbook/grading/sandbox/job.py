"""A notebook to run, and what it gave: plain data, so that both can travel."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from numpy.typing import NDArray

from cnnbook.grading.runtime.outcome import Outcome
from cnnbook.grading.runtime.replying import Task
from cnnbook.grading.sandbox.environment import Environment


@dataclass(frozen=True)
class Job:
    """A notebook to run.

    Attributes
    ----------
    cells : tuple of str
        Sources.
    tasks : tuple of Task
        What is asked for of each exercise.
    arrays : tuple of ndarray
        That the tasks refer to.
    environment : Environment
        What the process finds.
    limit : float
        Seconds for each cell and each call.
    seconds : float
        What all of it may take.
    files : tuple of tuple
        What was handed in beside the notebook: a path, and bytes.
    folder : str
        Where the notebook lay among them; empty if at the top.
    """

    cells: tuple[str, ...]
    tasks: tuple[Task, ...]
    arrays: tuple[NDArray[Any], ...]
    environment: Environment
    limit: float
    seconds: float = 75.0
    files: tuple[tuple[str, bytes], ...] = ()
    folder: str = ""


@dataclass(frozen=True)
class AskedCall:
    """A call of another answer, of which the right result is wanted.

    Attributes
    ----------
    name : str
        The other answer's.
    args : tuple
        Positional arguments.
    kwargs : dict
        Keyword arguments.
    """

    name: str
    args: tuple[Any, ...]
    kwargs: dict[str, Any]


@dataclass
class JobResult:
    """What a notebook gave.

    Attributes
    ----------
    outcomes : dict
        Those of each exercise, by its id.
    printed : dict
        What its function printed.
    library : set
        Exercises answered by a function of the book's own package.
    cell_problems : dict
        What was wrong with a cell, by its number from 0: ``"slow"``, ``"syntax"``,
        ``"error"`` or ``"died"``.
    cell_errors : dict
        What was raised in a cell, in words, by its number; not to be believed.
    checked_in : dict
        By task, the cell whose check got something else than what counts at the end.
    uses : dict
        Names of other answers that the code of an exercise's answer calls.
    asked : list of AskedCall
        What an answer wants to know of others, for which something stands in.
    tampered : bool
        It sent something that makes no sense, as if to forge its results.
    isolation : str
        What was in force.
    seconds : float
        What it is charged with, see `Transcript`.
    starved : bool
        It was ended since others had the machine: that is not its fault.
    """

    outcomes: dict[str, list[Outcome]] = field(default_factory=dict)
    printed: dict[str, str] = field(default_factory=dict)
    library: set[str] = field(default_factory=set)
    cell_problems: dict[int, str] = field(default_factory=dict)
    cell_errors: dict[int, tuple[str, ...]] = field(default_factory=dict)
    checked_in: dict[str, int] = field(default_factory=dict)
    uses: dict[str, set[str]] = field(default_factory=dict)
    asked: list[AskedCall] = field(default_factory=list)
    tampered: bool = False
    isolation: str = ""
    seconds: float = 0.0
    starved: bool = False

    @property
    def stopped(self) -> bool:
        """Whether anything of it was ended, by its own fault or not."""
        kinds = {one.kind for given in self.outcomes.values() for one in given}
        kinds |= set(self.cell_problems.values())
        return self.starved or bool(kinds & {"slow", "died"})

    def as_checked(self, task: str, exercise: str) -> JobResult:
        """Return the result with what an exercise's check got as its answer.

        Parameters
        ----------
        task, exercise : str
            The name of the task that gave it, and the exercise's id.
        """
        return replace(
            self,
            outcomes={exercise: self.outcomes[task]},
            printed={exercise: self.printed.get(task, "")},
            uses={exercise: self.uses.get(task, set())},
            library={exercise} if task in self.library else set(),
        )
