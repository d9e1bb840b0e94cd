"""What an exercise is made of."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnbook.exercises.case import Case
from cnnbook.exercises.fine import FEW_DIGITS, draw_finely, finely, in_16_bits
from cnnbook.exercises.mistakes import Misconception, parameters

__all__ = [
    "Alternative",
    "Case",
    "Demand",
    "DesignExercise",
    "Exercise",
    "FunctionExercise",
    "Misconception",
    "ModelExercise",
    "ValueExercise",
]


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
    seen : callable, optional
        Takes the same and says what there is instead, e.g. ``"it makes 6 maps of 28×28"``.
    """

    text: str
    test: Callable[[Any], bool]
    hint: str
    seen: Callable[[Any], str] | None = None


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
        Mistakes that are named where an answer shows exactly them.
    look : str
        Where to look, for somebody who has tried a few times: a small thing to do on
        paper or to print. It holds for every mistake, and tells no answer.
    section : str
        Heading of the chapter's section to read again.
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
    look: str = ""
    section: str = ""
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
        The right function. Keyword-only arguments, if it has any, are steps of the work
        that can be done wrong: the misconceptions' `steps`.
    cases : tuple of Case
        Calls that tell every misconception from the reference and from each other.
    draw : callable
        Takes a ``numpy.random.Generator`` and returns one more case. Among a dozen of
        them everything should come up that the prompt speaks of.
    integer_result : bool
        The result is a count, so it should be an int.
    locate : callable, optional
        Takes a case and an index into its result; says which part of the input that
        value came from.
    optional : tuple of str
        Parameters that an answer may leave out. It is called with them only if it has
        them, and judged by the calls that it can take.
    keeps_arguments : bool
        The prompt asks to leave the arguments as they are: an answer that changes one is
        wrong in that call.
    library : tuple of str
        Names of functions of the book or of another library that do all of it, e.g.
        ``"conv2d"``. Who calls one passes, with a word about it.
    readings : tuple of callable
        Other right functions: what the prompt can be understood to ask for as well.
    axes : mapping, optional
        What the axes of an array argument are called, by its name; height, width and
        number of channels, unless given. Of a list of rows of numbers, what each of them
        is called.
    features : callable, optional
        Takes the arguments of a call by name; returns what it has beside the obvious,
        see `cnnbook.grading.judging.features`: a mapping from a pair of words for yes
        and no to a bool.
    fine : tuple of str
        Arguments that may hold fractions of any size. Calls in which they are divided by
        a million are added, one for each entry, and come up among those that are drawn;
        so do the mistakes that lose digits. Names with a space between them are divided
        together.
    """

    kind: str = "A function to write"
    reference: Callable[..., Any]
    cases: tuple[Case, ...]
    draw: Callable[[np.random.Generator], Case]
    integer_result: bool = False
    locate: Callable[[Case, tuple[int, ...]], str] | None = None
    optional: tuple[str, ...] = ()
    keeps_arguments: bool = False
    library: tuple[str, ...] = ()
    readings: tuple[Callable[..., Any], ...] = ()
    axes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    features: Callable[..., Mapping[tuple[str, str], bool]] | None = None
    fine: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.fine:
            return
        names = tuple(parameters(self.reference))
        first = self.cases[0]
        cases = (*self.cases, *(finely(first, names, scaled) for scaled in self.fine))
        object.__setattr__(self, "cases", cases)
        object.__setattr__(self, "draw", draw_finely(self.draw, names, self.fine))
        divided = dict.fromkeys(" ".join(self.fine).split())
        known = (*self.misconceptions, *FEW_DIGITS, *in_16_bits(divided))
        object.__setattr__(self, "misconceptions", known)

    @property
    def settings(self) -> dict[str, Any]:
        """The parameters that have a default, with it, in their order."""
        return {
            name: default
            for name, default in parameters(self.reference).items()
            if default is not inspect.Parameter.empty
        }


@dataclass(frozen=True, kw_only=True)
class ValueExercise(Exercise):
    """A number or an array to work out by hand.

    Attributes
    ----------
    given : mapping
        What the prompt gives, by name.
    work : callable, optional
        Works the value out from what is given. Its keyword-only arguments are steps
        that can be done wrong: the misconceptions' `steps`.
    reference : array_like, optional
        The right value; what `work` gives, unless named.
    labels : tuple of str
        What the entries of the value are called, in their order: of an array with several
        axes, those along the first, or all of them. With them a check says which entries
        are right.
    readings : tuple of array_like
        Other right values: what the prompt can be understood to ask for as well.
    slips : tuple of Misconception
        Slips of the pen, each with the value that comes of it. What a slip explains as
        well as a misconception is not put down to the misconception alone.
    """

    kind: str = "A value to work out"
    given: Mapping[str, Any] = field(default_factory=dict)
    work: Callable[..., Any] | None = None
    reference: Any = None
    labels: tuple[str, ...] = ()
    readings: tuple[Any, ...] = ()
    slips: tuple[Misconception, ...] = ()

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.work is not None and self.reference is None:
            object.__setattr__(self, "reference", self.work(**self.given))


@dataclass(frozen=True, kw_only=True)
class DesignExercise(Exercise):
    """An array to design: judged by what it does, not by its numbers.

    Attributes
    ----------
    shape : tuple of int
        The shape it must have.
    demands : tuple of Demand
        Tried in order. The first that fails says what was seen and what is needed; a
        mistake is named if one of the misconceptions `shows`.
    reference : array_like, optional
        One right answer of many, for answer sheets.
    """

    kind: str = "An array to design"
    shape: tuple[int, ...]
    demands: tuple[Demand, ...]
    reference: Any = None


@dataclass(frozen=True, kw_only=True)
class ModelExercise(Exercise):
    """A Keras model to build or to change: judged by its record, as plain data.

    Attributes
    ----------
    reference : callable
        Builds the right model from `given`.
    demands : tuple of Demand
        Tried in order on the model's record. The first that fails says what was seen and
        what is needed; a mistake is named if one of the misconceptions `shows`.
    given : callable, optional
        Returns what the learner's function is called with, fresh each time: nothing,
        unless given. Without it a model is an answer too.
    probes : callable, optional
        Returns batches of inputs whose predictions are recorded.
    weights : bool, default False
        The weights are recorded too.
    by_answers : bool, default False
        What it answers to the probes decides, whatever its layers and weights are: the
        report names a network whose answers can't be worked out again from them.
    """

    kind: str = "A Keras model to build"
    reference: Callable[..., Any]
    demands: tuple[Demand, ...]
    given: Callable[[], tuple[Any, ...]] | None = None
    probes: Callable[[], tuple[NDArray[Any], ...]] = tuple
    weights: bool = False
    by_answers: bool = False
