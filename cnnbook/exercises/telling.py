"""Tell the mistakes of a problem apart: what each gives, and which give the same."""

from __future__ import annotations

import contextlib
import functools
import inspect
import re
import warnings
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

import numpy as np

from cnnbook.exercises.base import (
    DesignExercise,
    Exercise,
    FunctionExercise,
    ValueExercise,
)
from cnnbook.exercises.demanded import meets_all, shown
from cnnbook.exercises.discovery import find
from cnnbook.exercises.mistakes import Misconception, parameters, wrong_answer
from cnnbook.exercises.problem import Givens

Value: TypeAlias = "tuple[tuple[int, ...], bytes]"
"""What tells two values apart: their shape, and their numbers to six digits."""
Answers: TypeAlias = tuple[tuple[Misconception, Callable[..., Any]], ...]

LARGEST = 100_000
"""No right value is larger: it should be found with a pencil."""
SLIPPED = ALMOST = 1e-9
CLOSE = 2e-5
"""Values that differ by less, as a share of the largest number, pass for the same."""
AT_THE_COMPUTER = re.compile(
    r"in place$|(of|in) bytes$|(in|of) \d+ bits|overwritten before|loops$|reshape$|one array for all"
)
"""In the names of mistakes that nobody makes with a pencil."""
RIGHT = "right"
EMPTY = inspect.Parameter.empty


def mistaken(exercise: Exercise) -> list[tuple[Misconception, Any]]:
    """Return every mistake of a problem that can be made, with what it gives.

    Parameters
    ----------
    exercise : Exercise
        The problem: a value, or a design or a model, whose mistakes are answers.
    """
    if not isinstance(exercise, ValueExercise):
        return [(m, m.answer) for m in exercise.misconceptions if m.answer is not None]
    return results(exercise, answers(exercise.work, exercise.misconceptions))


def answers(
    work: Callable[..., Any] | None, mistakes: Iterable[Misconception]
) -> Answers:
    """Return mistakes with what somebody hands in who makes them: a function."""
    found = [(m, wrong_answer(work or (lambda **given: None), [m])) for m in mistakes]
    return tuple((m, answer) for m, answer in found if answer is not None)


@functools.cache
def known_answers(exercise_id: str) -> Answers:
    """Return the answers of an exercise that can be had with any numbers."""
    exercise = find(exercise_id)
    work = getattr(exercise, "work", None) or getattr(exercise, "reference", None)
    pencil = isinstance(exercise, FunctionExercise)  # a call of it, by hand
    return answers(
        work,
        (
            m
            for m in exercise.misconceptions
            if (m.answer is None or callable(m.answer))
            and not (pencil and AT_THE_COMPUTER.search(m.name))
        ),
    )


def results(
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


def with_halves_up(
    found: Iterable[tuple[Misconception, Any]], right: Any
) -> list[tuple[Misconception, Any]]:
    """Return mistakes with what they give, a rounded value as it is rounded by hand too.

    NumPy and Python make 0 of a half, by hand it is 1.

    Examples
    --------
    >>> rounded = Misconception("rounded", "", after=np.round)
    >>> with_halves_up([(rounded, np.round([4.5, -0.5]))], np.array([4.5, -0.5]))[1][1]
    array([ 5., -1.])
    """
    both = []
    for mistake, result in found:
        both.append((mistake, result))
        for digits in range(6) if mistake.name == "rounded" else ():
            if np.array_equal(np.round(right, digits), result):
                steps = np.floor(np.abs(right) * 10**digits + 0.5 + ALMOST)
                by_hand = np.copysign(steps / 10**digits, right)
                both.append((Misconception("rounded", mistake.hint, by_hand), by_hand))
                break
    return both


def _call(exercise: ValueExercise) -> tuple[list[Any], dict[str, Any]]:
    """Return what the work is called with: settings, which have a default, by name."""
    given = copied(exercise.given)
    known = parameters(exercise.work) if exercise.work else {}
    settings = {n for n, default in known.items() if default is not EMPTY}
    args = [value for name, value in given.items() if name not in settings]
    return args, {name: given[name] for name in given if name in settings}


def with_those_close(names: Mapping[Value, set[str]]) -> dict[Value, set[str]]:
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


def one_step_off(result: Any, right: Any, steps: Iterable[float]) -> bool:
    """Return whether one number alone is off, and by as little as after a slip.

    Examples
    --------
    >>> one_step_off([4, 7], [4, 9], (1, 2)), one_step_off([3, 7], [4, 9], (1, 2))
    (True, False)
    """
    if np.shape(result) != np.shape(right):
        return False
    off = np.abs(np.subtract(result, right, dtype=float)).ravel()
    off = off[off > SLIPPED]
    return off.size == 1 and bool(np.isclose(off[0], list(steps)).any())


def enough(
    names: Mapping[Value, set[str]], least: int, always: Iterable[str] = ()
) -> bool:
    """Return whether enough mistakes, and these, have values that nothing else has."""
    told = {next(iter(of)) for of in names.values() if len(of) == 1} - {RIGHT}
    return len(told) >= least and told.issuperset(always)


def designed(exercise: DesignExercise) -> bool:
    """Return whether the right design passes, and each mistake shows itself alone.

    Parameters
    ----------
    exercise : DesignExercise
        With numbers of its own.
    """
    right = np.asarray(exercise.reference, float)
    if not meets_all(exercise.demands, right):
        return False
    known = mistaken(exercise)
    if len(known) < len(exercise.misconceptions):
        return False  # with these numbers nobody can make one of them
    for mistake, answer in known:
        wrong = np.asarray(answer, float)
        if meets_all(exercise.demands, wrong):
            return False
        if shown(exercise.misconceptions, wrong) != {mistake.name}:
            return False
    return True


def copied(given: Givens) -> dict[str, Any]:
    """Return what is given, with arrays that may be changed."""
    return {
        name: value.copy() if isinstance(value, np.ndarray) else value
        for name, value in given.items()
    }


def tidy(value: Any, decimals: int) -> bool:
    """Return whether a value can be had with a pencil."""
    numbers = np.asarray(value, float)
    rounded = np.round(numbers, decimals)
    near = bool(np.abs(numbers - rounded).max() < SLIPPED)
    return near and bool(np.abs(numbers).max() <= LARGEST)


def value_of(result: Any) -> Value | None:
    """Return what tells two values apart; None if it is none."""
    try:
        numbers = np.asarray(result)
    except ValueError:  # ragged
        return None
    if numbers.dtype.kind not in "biuf" or not numbers.size:
        return None
    rounded = np.round(numbers.astype(float), 6) + 0.0
    return (rounded.shape, rounded.tobytes()) if np.isfinite(rounded).all() else None
