"""What an exercise is made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

T = TypeVar("T")


@dataclass(frozen=True)
class Case:
    """One call of a learner's function.

    Attributes
    ----------
    args : tuple
        Positional arguments; arrays are copied before each call.
    kwargs : mapping
        Keyword arguments.
    """

    args: tuple[Any, ...]
    kwargs: Mapping[str, Any] = field(default_factory=dict)

    def call(self, function: Callable[..., T]) -> T:
        """Call `function` on fresh copies, so that nothing it changes is kept."""
        args = [a.copy() if isinstance(a, np.ndarray) else a for a in self.args]
        return function(*args, **self.kwargs)

    def show(self, name: str) -> str:
        """Write the call as Python that can be pasted."""
        shown = [_literal(a) for a in self.args]
        shown += [f"{key}={_literal(value)}" for key, value in self.kwargs.items()]
        line = f"{name}({', '.join(shown)})"
        if "array" not in line:
            return line
        lines = "".join(f"    {argument},\n" for argument in shown)
        return f"{name}(\n{lines})"


@dataclass(frozen=True)
class Misconception:
    """A mistake with a name.

    Attributes
    ----------
    name : str
        The mistake in a few words.
    hint : str
        What to look at, without the right answer.
    answer : object
        What somebody who makes this mistake hands in: a function, a value, an array.
    """

    name: str
    hint: str
    answer: Any


@dataclass(frozen=True)
class Alternative:
    """A right answer written in another way than the reference.

    Attributes
    ----------
    how : str
        How it is written, or what it does that a check might stumble over.
    answer : object
        What somebody hands in who thinks so. What it needs beside NumPy it imports when
        it is called, so that a check in a notebook does not.
    """

    how: str
    answer: Any


@dataclass(frozen=True)
class Demand:
    """One thing that a designed array, or a model, must do.

    Attributes
    ----------
    text : str
        The demand in a few words.
    test : callable
        Takes the array, or the `ModelRecord`, and returns whether it meets the demand.
    hint : str
        What to look at when it does not.
    mistake : str
        Name of the misconception behind it, where there is one.
    """

    text: str
    test: Callable[[Any], bool]
    hint: str
    mistake: str = ""


@dataclass(frozen=True, kw_only=True)
class Exercise:
    """An exercise with everything that checks it.

    Parameters
    ----------
    module : str
        ``__name__`` of its module, which says its chapter and its id.
    title : str
        What the learner is asked for.
    difficulty : int
        1 (apply), 2 (write it) or 3 (think further).
    points : int
        What a right answer is worth.
    place : int
        Where it stands in its chapter: 10, 20 and so on, so that another one fits
        between two.
    answer : str, optional
        Name of the function or variable that holds the answer; that of the module,
        unless given.
    kind : str
        What is to be handed in, in words.
    misconceptions : tuple of Misconception
        Wrong answers that the hint names.
    alternatives : tuple of Alternative
        Right answers written in other ways than the reference, which must pass.

    Examples
    --------
    >>> exercise = Exercise(
    ...     "cnnbook.exercises.ch05.conv_parameters",
    ...     title="Count the parameters",
    ...     difficulty=1,
    ...     points=2,
    ...     place=20,
    ... )
    >>> exercise.chapter, exercise.id, exercise.answer
    ('05', 'conv-parameters', 'conv_parameters')
    """

    module: str = field(kw_only=False)
    title: str
    difficulty: int
    points: int
    place: int = 0
    answer: str = ""
    kind: str = ""
    misconceptions: tuple[Misconception, ...] = ()
    alternatives: tuple[Alternative, ...] = ()

    def __post_init__(self) -> None:
        if not self.answer:
            object.__setattr__(self, "answer", self.module.rpartition(".")[2])

    @property
    def id(self) -> str:
        """The name that `cnnbook.check` takes."""
        return self.module.rpartition(".")[2].replace("_", "-")

    @property
    def chapter(self) -> str:
        """Two digits, e.g. ``"02"``: those of the folder of its module."""
        return self.module.split(".")[-2].removeprefix("ch")


@dataclass(frozen=True, kw_only=True)
class FunctionExercise(Exercise):
    """A function to write.

    Attributes
    ----------
    reference : callable
        The right function.
    cases : tuple of Case
        Calls that tell every misconception from the reference and from each other.
    draw : callable
        Takes a ``numpy.random.Generator`` and returns one more case, for grading.
    integer_result : bool
        The result is a count, so it should be an int.
    locate : callable, optional
        Takes a case and an index into its result; says which part of the input that
        value came from.
    """

    kind: str = "A function to write"
    reference: Callable[..., Any]
    cases: tuple[Case, ...]
    draw: Callable[[np.random.Generator], Case]
    integer_result: bool = False
    locate: Callable[[Case, tuple[int, ...]], str] | None = None


@dataclass(frozen=True, kw_only=True)
class ValueExercise(Exercise):
    """A number or an array to work out by hand.

    Attributes
    ----------
    reference : array_like
        The right value.
    """

    kind: str = "A value to work out"
    reference: ArrayLike


@dataclass(frozen=True, kw_only=True)
class DesignExercise(Exercise):
    """An array to design: judged by what it does, not by its numbers.

    Attributes
    ----------
    shape : tuple of int
        The shape it must have.
    demands : tuple of Demand
        Tried in order; the first that fails gives the hint.
    """

    kind: str = "An array to design"
    shape: tuple[int, ...]
    demands: tuple[Demand, ...]


@dataclass(frozen=True, kw_only=True)
class ModelExercise(Exercise):
    """A Keras model to build or to change: judged by its record, as plain data.

    Attributes
    ----------
    reference : callable
        Builds the right model from `given`.
    demands : tuple of Demand
        Tried in order on the model's record; the first that fails gives the hint, and
        names the misconception.
    given : callable, optional
        Returns what the learner's function is called with, fresh each time: nothing,
        unless given. Without it a model is an answer too.
    probes : callable, optional
        Returns batches of inputs whose predictions are recorded.
    weights : bool, default False
        The weights are recorded too.
    """

    kind: str = "A Keras model to build"
    reference: Callable[..., Any]
    demands: tuple[Demand, ...]
    given: Callable[[], tuple[Any, ...]] | None = None
    probes: Callable[[], tuple[NDArray[Any], ...]] = tuple
    weights: bool = False


def _literal(value: object) -> str:
    if not isinstance(value, np.ndarray):
        return repr(value)
    rows = [str(row) for row in value.tolist()]
    numbers = f"[{', '.join(rows)}]"
    if value.ndim > 1:
        numbers = "[\n        " + ",\n        ".join(rows) + ",\n    ]"
    usual = value.dtype in (np.int64, np.float64)
    return f"np.array({numbers})" if usual else f"np.array({numbers}, np.{value.dtype})"
