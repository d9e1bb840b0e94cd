"""Turn the exercises that a notebook counts for into a job for the sandbox."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from numpy.typing import NDArray

from cnnbook.exercises import REGISTRY
from cnnbook.exercises.base import Exercise, FunctionExercise, ModelExercise
from cnnbook.grading.batch.notebooks import Notebook
from cnnbook.grading.batch.settings import time_limit
from cnnbook.grading.judging.answer_key import AnswerKeys
from cnnbook.grading.runtime.protocol import pack
from cnnbook.grading.runtime.replying import Task
from cnnbook.grading.runtime.stand_ins import Table
from cnnbook.grading.sandbox.environment import Environment
from cnnbook.grading.sandbox.job import Job

PRELOADS = {
    "matplotlib": ("matplotlib.pyplot", "cnnbook.plots"),
    "plots": ("matplotlib.pyplot", "cnnbook.plots"),
    "scipy": ("scipy.signal",),
}
"""What is imported beforehand if a word occurs in the code."""
KERAS_WORDS = ("keras", "tensorflow", "cb.models", "cnnbook.models")
KERAS_MEMORY, KERAS_RESIDENT, KERAS_STARTUP_TIMEOUT = 16_384, 4096, 180.0
COMMENT = re.compile(r"^\s*#.*$", re.MULTILINE)


class JobBuilder:
    """Makes the jobs of one run.

    Parameters
    ----------
    keys : AnswerKeys
        Know the calls to make; the answers stay here.
    limit : float, optional
        Seconds for each cell and call.
    preload : set of str
        Modules to import beforehand, see `modules_to_preload`.
    """

    def __init__(
        self,
        keys: AnswerKeys,
        limit: float | None = None,
        preload: Iterable[str] = (),
    ) -> None:
        self.keys, self.limit = keys, limit
        self.preload = tuple(sorted(preload))
        self.given: dict[str, tuple[tuple[Any, ...], ...]] = {}

    def build(
        self,
        cells: tuple[str, ...],
        exercises: Iterable[Exercise],
        files: tuple[tuple[str, bytes], ...] = (),
        folder: str = "",
    ) -> Job:
        """Return what has to be run for a notebook.

        Parameters
        ----------
        cells : tuple of str
            The code.
        exercises : iterable of Exercise
            Those that it counts for, in the order of the book.
        files : tuple of tuple
            What was handed in beside it: a path, and bytes.
        folder : str
            Where the notebook lay among them.
        """
        exercises = list(exercises)
        arrays: list[NDArray[Any]] = []
        limit = self.limit or time_limit(exercises)
        tasks = [self._task(exercise, arrays, limit) for exercise in exercises]
        functions: list[str] = []
        for task in tasks:
            if task["kind"] == "function":
                task["others"] = list(functions)
                functions.append(task["answer"])
        code = "\n".join(cells)
        tasks += [at_its_check(task) for task in tasks if task["exercise"] in code]
        return Job(
            cells,
            tuple(tasks),
            tuple(arrays),
            self.environment(needs_keras(cells, exercises)),
            limit,
            min(10 * limit + 20, 3 * limit + 60),
            files,
            folder,
        )

    def environment(self, keras: bool) -> Environment:
        """Return what a notebook finds, with Keras or without."""
        if not keras:
            return Environment(self.preload)
        return Environment(
            (*self.preload, "keras"),
            KERAS_MEMORY,
            KERAS_RESIDENT,
            KERAS_STARTUP_TIMEOUT,
        )

    def build_again(
        self,
        job: Job,
        exercise: FunctionExercise,
        tables: Mapping[str, Table],
        checked: bool = False,
    ) -> Job:
        """Return what has to be run for one answer, with others replaced.

        Parameters
        ----------
        job : Job
            What was run first.
        exercise : FunctionExercise
            The only one that is asked for.
        tables : mapping of str to Table
            What is known of the answers that are replaced, by their names.
        checked : bool
            Run the answer that the last check got.
        """
        arrays: list[NDArray[Any]] = []
        task = self._task(exercise, arrays, job.limit)
        task["stand_ins"] = {
            name: pack(table, arrays) for name, table in tables.items()
        }
        task["checked"] = exercise.id if checked else ""
        return replace(job, tasks=(task,), arrays=tuple(arrays))

    def _task(
        self, exercise: Exercise, arrays: list[NDArray[Any]], limit: float
    ) -> Task:
        task: Task = {
            "exercise": exercise.id,
            "answer": exercise.answer,
            "kind": "value",
            "limit": limit,
            "given": None,
            "calls": 1,
        }
        if isinstance(exercise, FunctionExercise):
            cases = self.keys.of(exercise).cases
            calls = [(case.args, dict(case.kwargs)) for case in cases]
            task["kind"], task["calls"] = "function", len(cases)
            task["given"] = pack(calls, arrays)
            task["settings"] = dict(exercise.settings)
            task["optional"] = list(exercise.optional)
            task["keeps_arguments"] = exercise.keeps_arguments
            task["others"], task["stand_ins"] = [], {}
        elif isinstance(exercise, ModelExercise):
            task["kind"], task["weights"] = "model", exercise.weights
            task["given"] = pack(self._models_and_probes(exercise), arrays)
        return task

    def _models_and_probes(
        self, exercise: ModelExercise
    ) -> tuple[tuple[Any, ...], ...]:
        """Return the models to start from and the probes, as plain data."""
        if exercise is not REGISTRY[exercise.id]:  # with a student's own numbers
            return models_and_probes(exercise)
        if exercise.id not in self.given:
            self.given[exercise.id] = models_and_probes(exercise)
        return self.given[exercise.id]


def needs_keras(cells: Iterable[str], exercises: Iterable[Exercise]) -> bool:
    """Return whether Keras should be there when a notebook starts.

    Examples
    --------
    >>> needs_keras(["# like keras"], []), needs_keras(["import keras"], [])
    (False, True)
    """
    code = COMMENT.sub("", "\n".join(cells))
    models = any(isinstance(exercise, ModelExercise) for exercise in exercises)
    return models or any(word in code for word in KERAS_WORDS)


def at_its_check(task: Task) -> Task:
    """Return the task to give what the last check of an exercise got."""
    exercise = task["exercise"]
    return {**task, "exercise": checked_name(exercise), "checked": exercise}


def checked_name(exercise: str) -> str:
    """Return the name of that task.

    Examples
    --------
    >>> checked_name("conv2d")
    'conv2d as it was checked'
    """
    return f"{exercise} as it was checked"


def modules_to_preload(notebooks: Iterable[Notebook]) -> set[str]:
    """Return what should be imported beforehand for these notebooks.

    Examples
    --------
    >>> sorted(modules_to_preload([Notebook(("from scipy import signal",), "02")]))
    ['scipy.signal']
    """
    modules: set[str] = set()
    for notebook in notebooks:
        for word, named in PRELOADS.items():
            if word in notebook.code:
                modules.update(named)
    return modules


def models_and_probes(exercise: ModelExercise) -> tuple[tuple[Any, ...], ...]:
    """Return the models to start from and the probes, as plain data."""
    models = map(_sendable, exercise.given() if exercise.given else ())
    return tuple(models), tuple(exercise.probes())


def _sendable(value: Any) -> Any:
    """Turn a Keras model of the book's own into plain data."""
    if hasattr(value, "to_json"):
        return {"keras": value.to_json(), "weights": value.get_weights()}
    return value
