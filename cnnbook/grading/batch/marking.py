"""Draw hidden cases, ask for the answers, and give points for them."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from cnnbook.exercises import (
    Exercise,
    FunctionExercise,
    ModelExercise,
)
from cnnbook.grading.judging.answer_key import Key
from cnnbook.grading.judging.feedback import STARS, Feedback
from cnnbook.grading.judging.judge import judge
from cnnbook.grading.runtime.protocol import pack
from cnnbook.grading.sandbox.environment import Flavour
from cnnbook.grading.sandbox.retry import Answers, Work

HIDDEN = 12
"""Hidden cases of every function exercise."""
LIMIT, KERAS_LIMIT = 5.0, 60.0
"""Seconds for each cell and call, unless the instructor names another limit."""
WARM = {
    "matplotlib": ("matplotlib.pyplot", "cnnbook.plots"),
    "plots": ("matplotlib.pyplot", "cnnbook.plots"),
    "scipy": ("scipy.signal",),
}
KERAS = ("keras", "tensorflow", "cb.models", "cnnbook.models")


@dataclass(frozen=True)
class Mark:
    """What one exercise of one submission earned.

    Attributes
    ----------
    exercise : str
        Its id.
    points : float
        Rounded to hundredths.
    missing : bool
        The notebook has no such name.
    blank : bool
        It is as it was handed out.
    slow : bool
        A call did not come back in time.
    library : bool
        The answer is a function of the book's own package.
    feedback : Feedback
        The same hints as in the notebook.
    """

    exercise: str
    points: float
    missing: bool
    blank: bool
    slow: bool
    library: bool
    feedback: Feedback


class Marking:
    """The questions of one run: the exercises, each with the cases of a seed.

    Parameters
    ----------
    seed : int
        The same seed draws the same hidden cases.
    limit : float, optional
        Seconds for each cell and call.

    Examples
    --------
    >>> from cnnbook.exercises import find
    >>> marking = Marking(seed=1)
    >>> len(marking.key(find("conv2d")).cases)
    18
    """

    def __init__(self, seed: int, limit: float | None = None) -> None:
        self.seed, self.limit = seed, limit
        self._keys: dict[str, Key] = {}
        self._models: dict[str, tuple[tuple[Any, ...], ...]] = {}

    def key(self, exercise: Exercise) -> Key:
        """Return the key of an exercise, with its hidden cases."""
        if exercise.id not in self._keys:
            hidden = ()
            if isinstance(exercise, FunctionExercise):
                random = np.random.default_rng(
                    [self.seed, zlib.crc32(exercise.id.encode())]
                )
                hidden = tuple(exercise.draw(random) for _ in range(HIDDEN))
            self._keys[exercise.id] = Key(exercise, hidden)
        return self._keys[exercise.id]

    def work(
        self, cells: tuple[str, ...], exercises: Iterable[Exercise], warm: set[str]
    ) -> Work:
        """Return what has to be run for a notebook.

        Parameters
        ----------
        cells : tuple of str
            The code.
        exercises : iterable of Exercise
            Those that it counts for.
        warm : set of str
            Modules to import beforehand, see `warm_for`.
        """
        exercises, arrays = list(exercises), []
        keras = any(isinstance(e, ModelExercise) for e in exercises)
        keras = keras or any(word in cell for cell in cells for word in KERAS)
        limit = self.limit or (KERAS_LIMIT if keras else LIMIT)
        tasks = tuple(self._task(exercise, arrays, limit) for exercise in exercises)
        modules = tuple(sorted(warm))
        flavour = Flavour(modules)
        if keras:
            flavour = Flavour((*modules, "keras"), memory=16_384, start=180.0)
        return Work(cells, tasks, tuple(arrays), flavour, limit)

    def _task(self, exercise: Exercise, arrays: list[Any], limit: float):
        task: dict[str, Any] = {
            "exercise": exercise.id,
            "answer": exercise.answer,
            "sort": "value",
            "limit": limit,
            "given": None,
            "calls": 1,
        }
        if isinstance(exercise, FunctionExercise):
            cases = self.key(exercise).cases
            given = [(case.args, dict(case.kwargs)) for case in cases]
            task |= {"sort": "function", "calls": len(cases)}
            task["given"] = pack(given, arrays)
        elif isinstance(exercise, ModelExercise):
            task |= {"sort": "model", "weights": exercise.weights}
            task["given"] = pack(self._given(exercise), arrays)
        return task

    def _given(self, exercise: ModelExercise) -> tuple[tuple[Any, ...], ...]:
        """Return the models to start from and the probes, as plain data."""
        if exercise.id not in self._models:
            models = map(_sendable, exercise.given() if exercise.given else ())
            self._models[exercise.id] = (tuple(models), tuple(exercise.probes()))
        return self._models[exercise.id]

    def mark(self, exercise: Exercise, answers: Answers) -> Mark:
        """Compare what an exercise gave with what it should have."""
        key = self.key(exercise)
        outcomes = answers.outcomes[exercise.id]
        printed = answers.printed.get(exercise.id, "")
        try:
            with np.errstate(all="ignore"):
                feedback = judge(exercise, outcomes, printed, key)
        except Exception as error:  # a value that the exercise did not reckon with
            head = f"Not yet: {exercise.id} {STARS[exercise.difficulty]}."
            words = f"This answer could not be judged ({type(error).__name__})."
            feedback = Feedback(exercise.id, False, head, hint=words)
        kinds = {outcome.kind for outcome in outcomes}
        return Mark(
            exercise.id,
            round(exercise.points * feedback.share, 2),
            missing="missing" in kinds,
            blank=outcomes[0].kind == "blank",
            slow="slow" in kinds,
            library=exercise.id in answers.library,
            feedback=feedback,
        )


def warm_for(codes: Iterable[str]) -> set[str]:
    """Return what should be imported beforehand for notebooks with this code.

    Examples
    --------
    >>> sorted(warm_for(["import numpy as np", "from scipy import signal"]))
    ['scipy.signal']
    """
    warm: set[str] = set()
    for code in codes:
        for word, modules in WARM.items():
            if word in code:
                warm.update(modules)
    return warm


def _sendable(value: Any) -> Any:
    """Turn a Keras model of the book's own into plain data."""
    if hasattr(value, "to_json"):
        return {"keras": value.to_json(), "weights": value.get_weights()}
    return value
