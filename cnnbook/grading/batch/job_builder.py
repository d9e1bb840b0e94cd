"""Turn the exercises that a notebook counts for into a job for the sandbox."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from numpy.typing import NDArray

from cnnbook.exercises.base import Exercise, FunctionExercise, ModelExercise
from cnnbook.grading.batch.notebooks import Notebook
from cnnbook.grading.batch.settings import KERAS_TIME_LIMIT, TIME_LIMIT
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
KERAS_MEMORY, KERAS_STARTUP_TIMEOUT = 16_384, 180.0


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
        self._given: dict[str, tuple[tuple[Any, ...], ...]] = {}

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
        keras = any(isinstance(e, ModelExercise) for e in exercises)
        keras = keras or any(word in cell for cell in cells for word in KERAS_WORDS)
        limit = self.limit or (KERAS_TIME_LIMIT if keras else TIME_LIMIT)
        tasks = [self._task(exercise, arrays, limit) for exercise in exercises]
        functions: list[str] = []
        for task in tasks:
            if task["kind"] == "function":
                task["others"] = list(functions)
                functions.append(task["answer"])
        code = "\n".join(cells)
        tasks += [at_its_check(task) for task in tasks if task["exercise"] in code]
        environment = Environment(self.preload)
        if keras:
            environment = Environment(
                (*self.preload, "keras"), KERAS_MEMORY, KERAS_STARTUP_TIMEOUT
            )
        given = tuple(tasks), tuple(arrays)
        return Job(cells, *given, environment, limit, files, folder)

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
        if exercise.id not in self._given:
            models = map(_sendable, exercise.given() if exercise.given else ())
            self._given[exercise.id] = (tuple(models), tuple(exercise.probes()))
        return self._given[exercise.id]


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


def _sendable(value: Any) -> Any:
    """Turn a Keras model of the book's own into plain data."""
    if hasattr(value, "to_json"):
        return {"keras": value.to_json(), "weights": value.get_weights()}
    return value
