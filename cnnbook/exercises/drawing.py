"""Problems with other numbers: the same exercise, never the same twice.

Number 0 is the book's own problem. Any other number draws one: the right value and every
mistake are worked out from what is given, and numbers with which two mistakes give the
same are drawn again.
"""

from __future__ import annotations

import contextlib
import functools
import inspect
import re
import warnings
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from importlib import import_module
from typing import Any, TypeAlias

import numpy as np

from cnnbook.exercises.base import Exercise, FunctionExercise, ValueExercise
from cnnbook.exercises.case import literal
from cnnbook.exercises.discovery import REGISTRY, find
from cnnbook.exercises.mistakes import Misconception, parameters, wrong_answer
from cnnbook.exercises.slips import UNNAMED

Givens: TypeAlias = Mapping[str, Any]
Value: TypeAlias = "tuple[tuple[int, ...], bytes]"
Answers: TypeAlias = tuple[tuple[Misconception, Callable[..., Any]], ...]

PACKAGE = __name__.rpartition(".")[0]
MOST_TRIES = 20_000
"""Draws before a problem is given up: then its numbers leave too little room."""
MOST_KEPT = 16_384
"""Problems that are not drawn again: those of a large class."""
LARGEST = 100_000
"""No right value is larger: it should be found with a pencil."""
BELOW = 1 << 31
"""Numbers of problems lie below it."""
SLIPPED = 1e-9
CLOSE = 2e-5
"""Values that differ by less, as a share of the largest number, pass for the same."""
AT_THE_COMPUTER = re.compile(
    r"in place$|(of|in) bytes$|in 8 bits|overwritten|loops$|reshape$|one array for all"
)
"""In the names of mistakes that nobody makes with a pencil."""
RIGHT = "right"
EMPTY = inspect.Parameter.empty


@dataclass(frozen=True, kw_only=True)
class Problem:
    """How an exercise is drawn with other numbers.

    Attributes
    ----------
    draw : callable
        Takes a ``numpy.random.Generator`` and returns what is given, by name: what the
        exercise's work, or its function, is called with.
    prompt : str
        What is asked, with ``{name}`` for what is given. Arrays are shown below it.
    least : int
        So many mistakes, by their names, have to be told apart by the numbers.
    hints : mapping
        What is said of a mistake, by its name, instead of words that hold for the book's
        numbers alone; with ``{name}`` for what is given.
    slips : callable, optional
        Takes what is given and returns the slips of the pen.
    mistakes : callable, optional
        Takes what is given and returns mistakes that depend on it: of `misconceptions`
        with the same names they take the place.
    without : tuple of str
        Mistakes, by their names, that nobody can make with other numbers.
    title : str
        What the problem is called, if the exercise's title says to write a function.
    names : mapping
        What an array is called where it is shown; its own name, unless given.
    stacks : tuple of str
        Arrays, as they are called, that hold one grid behind the other: windows, say.
    channels : tuple of str
        What the channels of a picture are called; they are numbered, unless given.
    decimals : int
        So many the right value may have.
    """

    draw: Callable[[np.random.Generator], Givens]
    prompt: str
    least: int = 4
    hints: Mapping[str, str] = field(default_factory=dict)
    slips: Callable[..., tuple[Misconception, ...]] | None = None
    mistakes: Callable[..., tuple[Misconception, ...]] | None = None
    without: tuple[str, ...] = ()
    title: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    stacks: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    decimals: int = 2


@dataclass(frozen=True)
class Drawn:
    """A problem with numbers of its own.

    Attributes
    ----------
    exercise : ValueExercise
        With the right value and the mistakes that these numbers tell apart.
    number : int
        Draws the same problem again.
    prompt : str
        What is asked.
    arrays : mapping
        What is given and should be shown as a grid, by what it is called.
    """

    exercise: ValueExercise
    number: int
    prompt: str
    arrays: Mapping[str, Any]

    @property
    def wrong(self) -> dict[str, Any]:
        """The wrong value of each mistake, by its name; the first of its variants."""
        found: dict[str, Any] = {}
        for mistake, value in mistaken(self.exercise):
            found.setdefault(mistake.name, value)
        return found


@functools.cache
def with_problems() -> list[str]:
    """Return the ids of the exercises that can be drawn, in the order of the book.

    Examples
    --------
    >>> with_problems()[:2]
    ['dense-by-hand', 'dense-weights']
    """
    found = [i for chapter in REGISTRY.chapters() for i in _problems(chapter)]
    return REGISTRY.in_order(found)


def problem_of(exercise_id: str) -> Problem:
    """Return how an exercise is drawn.

    Raises
    ------
    ValueError
        If there is no such exercise, or it has no other numbers.

    Examples
    --------
    >>> problem_of("build-lenet")
    Traceback (most recent call last):
        ...
    ValueError: build-lenet has no other numbers; of chapter 8 these have: ...
    """
    exercise = find(exercise_id)
    known = _problems(exercise.chapter)
    if exercise_id not in known:
        of_chapter = ", ".join(REGISTRY.in_order(known)) or "none"
        raise ValueError(
            f"{exercise_id} has no other numbers; of chapter {int(exercise.chapter)} "
            f"these have: {of_chapter}"
        )
    return known[exercise_id]


@functools.lru_cache(MOST_KEPT, typed=True)
def drawn(exercise_id: str, number: int) -> Drawn:
    """Draw a problem.

    Parameters
    ----------
    exercise_id : str
        The exercise's id.
    number : int
        From 1 on; the same number draws the same problem.

    Returns
    -------
    Drawn
        The problem, with what is right and what is wrong.

    Raises
    ------
    ValueError
        If the exercise has no other numbers, or the number is no such number.

    Examples
    --------
    >>> print(drawn("output-size", 3).prompt)  # doctest: +ELLIPSIS
    A row of ... pixels, ...
    """
    problem, exercise = problem_of(exercise_id), find(exercise_id)
    if isinstance(number, bool) or not isinstance(number, int) or number < 1:
        raise ValueError(
            f"a problem has a whole number from 1 on, not {number!r}; 0 is the book's own"
        )
    random = np.random.default_rng([number, zlib.crc32(exercise_id.encode())])
    for _ in range(MOST_TRIES):
        given = dict(problem.draw(random))
        made = _made(exercise, problem, given)
        if made is not None:
            return Drawn(
                made,
                number,
                _filled(problem.prompt, given),
                {
                    problem.names.get(name, name): value
                    for name, value in given.items()
                    if isinstance(value, np.ndarray)
                },
            )
    raise RuntimeError(f"{exercise_id}: no numbers were found that tell its mistakes")


def mistaken(exercise: ValueExercise) -> list[tuple[Misconception, Any]]:
    """Return every mistake of a problem that can be made, with what it gives.

    Parameters
    ----------
    exercise : ValueExercise
        The problem.
    """
    return _results(exercise, _answers(exercise.work, exercise.misconceptions))


def _answers(
    work: Callable[..., Any] | None, mistakes: Iterable[Misconception]
) -> Answers:
    """Return mistakes with what somebody hands in who makes them: a function."""
    found = [(m, wrong_answer(work or (lambda **given: None), [m])) for m in mistakes]
    return tuple((m, answer) for m, answer in found if answer is not None)


@functools.cache
def _known(exercise_id: str) -> Answers:
    """Return the answers of an exercise that can be had with any numbers."""
    exercise = find(exercise_id)
    work = getattr(exercise, "work", None) or getattr(exercise, "reference", None)
    pencil = isinstance(exercise, FunctionExercise)  # a call of it, by hand
    return _answers(
        work,
        (
            m
            for m in exercise.misconceptions
            if (m.answer is None or callable(m.answer))
            and not (pencil and AT_THE_COMPUTER.search(m.name))
        ),
    )


def _results(
    exercise: ValueExercise, answers: Answers
) -> list[tuple[Misconception, Any]]:
    """Return mistakes with what they give with the numbers of an exercise."""
    found = []
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for mistake, answer in answers:
            args, kwargs = _call(exercise)
            with contextlib.suppress(Exception):  # with these numbers none can make it
                found.append((mistake, answer(*args, **kwargs)))
    return found


def _call(exercise: ValueExercise) -> tuple[list[Any], dict[str, Any]]:
    """Return what the work is called with: settings, which have a default, by name."""
    given = _copied(exercise.given)
    known = parameters(exercise.work) if exercise.work else {}
    settings = {n for n, default in known.items() if default is not EMPTY}
    args = [value for name, value in given.items() if name not in settings]
    return args, {name: given[name] for name in given if name in settings}


def _problems(chapter: str) -> Mapping[str, Problem]:
    """Return the problems of a chapter, which stand in its ``_problems.py``."""
    name = f"{PACKAGE}.ch{chapter}._problems"
    try:
        found: Mapping[str, Problem] = import_module(name).PROBLEMS
    except ModuleNotFoundError as error:
        if error.name != name:
            raise
        return {}
    return found


def _made(exercise: Exercise, problem: Problem, given: Givens) -> ValueExercise | None:
    """Return the exercise with these numbers; None if they tell too little apart."""
    start = _plain(exercise, given, problem.title)
    right = _value(start.reference)
    if right is None or not _tidy(start.reference, problem.decimals):
        return None
    readings = {_value(reading) for reading in start.readings} - {None}
    others = problem.mistakes(**given) if problem.mistakes else ()
    left_out = {*problem.without, *(m.name for m in others)}
    answers = (
        *((m, way) for m, way in _known(exercise.id) if m.name not in left_out),
        *_answers(start.work, others),
    )
    found = [
        (mistake, result, value)
        for mistake, result in _results(start, answers)
        if (value := _value(result)) is not None
    ]
    names: dict[Value, set[str]] = {}
    for mistake, _, value in found:
        names.setdefault(value, set()).add(mistake.name)
    for reading in {right, *readings}:
        names.setdefault(reading, set()).add(RIGHT)
    if not _enough(names, problem):
        return None
    slips = problem.slips(**given) if problem.slips else ()
    for slip in slips:
        wrong = _value(slip.answer)
        if wrong in names and slip.name != UNNAMED:
            names[wrong].add(slip.name)
    names = _with_those_close(names)
    if not _enough(names, problem):
        return None
    told = tuple(
        _said(mistake, result, problem, given)
        for mistake, result, value in found
        if len(names[value]) == 1
    )
    return replace(start, misconceptions=told, slips=slips)


def _with_those_close(names: Mapping[Value, set[str]]) -> dict[Value, set[str]]:
    """Return who has each value or one that a check takes for the same."""
    found = {value: set(of) for value, of in names.items()}
    for shape in {shape for shape, _ in names}:
        alike = [value for value in names if value[0] == shape]
        numbers = np.array([np.frombuffer(held) for _, held in alike])
        largest = np.abs(numbers).max(axis=1)
        apart = np.abs(numbers[:, None] - numbers).max(axis=-1)
        close = apart <= CLOSE * np.maximum(largest[:, None], largest)
        for one, other in np.argwhere(close):
            found[alike[one]] |= names[alike[other]]
    return found


def _enough(names: Mapping[Value, set[str]], problem: Problem) -> bool:
    """Return whether enough mistakes have values that nothing else has."""
    told = {next(iter(of)) for of in names.values() if len(of) == 1} - {RIGHT}
    return len(told) >= problem.least


def _plain(exercise: Exercise, given: Givens, title: str) -> ValueExercise:
    """Return the exercise with other numbers, and without a mistake so far."""
    if isinstance(exercise, ValueExercise):
        return replace(
            exercise,
            given=given,
            reference=exercise.work(**_copied(given)) if exercise.work else None,
            misconceptions=(),
            readings=(),
            slips=(),
            alternatives=(),
        )
    assert isinstance(exercise, FunctionExercise)
    reference = exercise.reference(**_copied(given))
    return ValueExercise(
        exercise.module,
        title=title or exercise.title,
        difficulty=exercise.difficulty,
        points=exercise.points,
        place=exercise.place,
        answer=f"{exercise.answer}_value",
        look=exercise.look,
        section=exercise.section,
        given=given,
        work=exercise.reference,
        reference=reference,
        readings=tuple(way(**_copied(given)) for way in exercise.readings),
    )


def _said(
    mistake: Misconception, result: Any, problem: Problem, given: Givens
) -> Misconception:
    """Return a mistake in words that hold, with the value of a whole wrong function."""
    if callable(mistake.answer):
        mistake = Misconception(mistake.name, mistake.hint, result)
    words = problem.hints.get(mistake.name)
    return mistake if words is None else replace(mistake, hint=_filled(words, given))


def _filled(template: str, given: Givens) -> str:
    """Fill in what is given; scalars and lists alone are written into a sentence."""
    texts = {
        name: literal(value).replace("'", "").replace("-", "−")
        for name, value in given.items()
        if not isinstance(value, np.ndarray)
    }
    return template.format(**texts)


def _copied(given: Givens) -> dict[str, Any]:
    return {
        name: value.copy() if isinstance(value, np.ndarray) else value
        for name, value in given.items()
    }


def _tidy(value: Any, decimals: int) -> bool:
    """Return whether a value can be had with a pencil."""
    numbers = np.asarray(value, float)
    rounded = np.round(numbers, decimals)
    near = bool(np.abs(numbers - rounded).max() < SLIPPED)
    return near and bool(np.abs(numbers).max() <= LARGEST)


def _value(result: Any) -> Value | None:
    """Return what tells two values apart; None if it is none."""
    try:
        numbers = np.asarray(result)
    except ValueError:  # ragged
        return None
    if numbers.dtype.kind not in "biuf" or not numbers.size:
        return None
    rounded = np.round(numbers.astype(float), 6) + 0.0
    return (rounded.shape, rounded.tobytes()) if np.isfinite(rounded).all() else None
