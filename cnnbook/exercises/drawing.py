"""Problems with other numbers: the same exercise, never the same twice.

Number 0 is the book's own problem. Any other number draws one: the right value and every
mistake are worked out from what is given, and numbers with which two mistakes give the
same are drawn again.
"""

from __future__ import annotations

import functools
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from importlib import import_module
from typing import Any, TypeAlias

import numpy as np

from cnnbook.exercises.base import (
    DesignExercise,
    Exercise,
    FunctionExercise,
    ModelExercise,
    ValueExercise,
)
from cnnbook.exercises.case import literal
from cnnbook.exercises.discovery import REGISTRY, find
from cnnbook.exercises.mistakes import Misconception
from cnnbook.exercises.problem import Givens, Problem, Table
from cnnbook.exercises.slips import SMALL, UNNAMED
from cnnbook.exercises.telling import (
    RIGHT,
    Value,
    copied,
    designed,
    enough,
    known_answers,
    mistaken,
    one_step_off,
    results,
    tidy,
    value_of,
    with_halves_up,
    with_those_close,
)
from cnnbook.exercises.telling import (
    answers as answers_of,
)

Asked: TypeAlias = ValueExercise | DesignExercise | ModelExercise
"""What a drawn problem is: a function is asked for by one call of it."""

Shared: TypeAlias = tuple[tuple[tuple[Misconception, ...], Any], ...]
"""Mistakes that give the same, with what they give."""

PACKAGE = __name__.rpartition(".")[0]
MOST_TRIES = 20_000
"""Draws before a problem is given up: then its numbers leave too little room."""
MOST_KEPT = 16_384
"""Problems that are not drawn again: those of a large class."""
BELOW = 1 << 31
"""Numbers of problems lie below it."""


@dataclass(frozen=True)
class Drawn:
    """A problem with numbers of its own.

    Attributes
    ----------
    exercise : ValueExercise, DesignExercise or ModelExercise
        With what is right and the mistakes that these numbers tell apart.
    number : int
        Draws the same problem again.
    prompt : str
        What is asked.
    arrays : mapping
        What is given and should be shown as a grid, by what it is called.
    tables : tuple of Table
        What is given and should be shown as a table.
    given : mapping
        All that is given, by its name in the exercise.
    short : str or None
        What is given, in a few words, where the names say too little.
    shared : tuple of (tuple of Misconception, object)
        Values that several mistakes give, so that none of them is recognised by it.
    """

    exercise: Asked
    number: int
    prompt: str
    arrays: Mapping[str, Any]
    tables: tuple[Table, ...] = ()
    given: Givens = field(default_factory=dict)
    short: str | None = None
    shared: Shared = ()

    @property
    def asked(self) -> str:
        """All that is asked, by which two problems with the same numbers are known."""
        return f"{self.prompt} {dict(self.arrays)} {self.tables}"

    @property
    def wrong(self) -> dict[str, Any]:
        """What each mistake hands in, by its name; the first of its variants."""
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
            exercise, shared = made
            return Drawn(
                exercise,
                number,
                _filled(problem.prompt, given),
                {
                    problem.names.get(name, name): _written(value, problem)
                    for name, value in given.items()
                    if isinstance(value, np.ndarray)
                },
                problem.tables(**given) if problem.tables else (),
                given,
                None if problem.short is None else _filled(problem.short, given),
                shared,
            )
    raise RuntimeError(f"{exercise_id}: no numbers were found that tell its mistakes")


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


def _made(
    exercise: Exercise, problem: Problem, given: Givens
) -> tuple[Asked, Shared] | None:
    """Return the exercise with these numbers, and mistakes that give the same in it.

    None if the numbers tell too little apart.
    """
    if problem.exercise is not None:
        made = problem.exercise(**copied(given))
        assert isinstance(made, DesignExercise | ModelExercise)
        kept = isinstance(made, ModelExercise) or designed(made)
        return (made, ()) if kept else None  # models take too long to build
    start = _plain(exercise, problem, given)
    right = value_of(start.reference)
    if right is None or not tidy(start.reference, problem.decimals):
        return None
    readings = {value_of(reading) for reading in start.readings} - {None}
    others = problem.mistakes(**given) if problem.mistakes else ()
    left_out = {*problem.without, *(m.name for m in others)}
    answers = (
        *((m, way) for m, way in known_answers(exercise.id) if m.name not in left_out),
        *answers_of(start.work, others),
    )
    handed_in = [(m, _written(way, problem)) for m, way in results(start, answers)]
    found = [
        (mistake, result, value)
        for mistake, result in with_halves_up(handed_in, start.reference)
        if (value := value_of(result)) is not None
    ]
    names: dict[Value, set[str]] = {}
    for mistake, _, value in found:
        names.setdefault(value, set()).add(mistake.name)
    for reading in {right, *readings}:
        names.setdefault(reading, set()).add(RIGHT)
    if not enough(names, problem.least, problem.always):
        return None
    names = with_those_close(names)
    careless = problem.careless or (SMALL if problem.slips else ())
    for _, result, value in found:
        if one_step_off(result, start.reference, careless):
            names[value].add(UNNAMED)
    slips = problem.slips(**given) if problem.slips else ()
    with_slips = {value: set(of) for value, of in names.items()}
    for slip in slips:
        wrong = value_of(slip.answer)
        if wrong in names and slip.name != UNNAMED:
            with_slips[wrong].add(slip.name)
    if not enough(with_slips, problem.least, problem.always):
        return None
    # One slip that gives the same as one mistake is said beside it; of more, none is.
    said = {v for v, of in names.items() if len(of) == 1 and len(with_slips[v]) <= 2}
    slips = tuple(
        slip
        for slip in slips
        if (value := value_of(slip.answer)) in said or value not in names
    )
    told = tuple(
        _said(mistake, result, problem, given)
        for mistake, result, value in found
        if value in said
    )
    alike: dict[Value, list[tuple[Misconception, Any]]] = {}
    for mistake, result, value in found:
        if value not in said and RIGHT not in names[value]:
            alike.setdefault(value, []).append((mistake, result))
    shared = tuple((tuple(m for m, _ in of), of[0][1]) for of in alike.values())
    return replace(start, misconceptions=told, slips=slips), shared


def _plain(exercise: Exercise, problem: Problem, given: Givens) -> ValueExercise:
    """Return the exercise with other numbers, and without a mistake so far."""
    if isinstance(exercise, ValueExercise):
        return replace(
            exercise,
            given=given,
            reference=exercise.work(**copied(given)) if exercise.work else None,
            misconceptions=(),
            readings=(),
            slips=(),
            alternatives=(),
        )
    assert isinstance(exercise, FunctionExercise)

    @functools.wraps(exercise.reference)
    def work(*args: Any, **named: Any) -> Any:
        return _written(exercise.reference(*args, **named), problem)

    reference = work(**copied(given))
    return ValueExercise(
        exercise.module,
        title=problem.title or exercise.title,
        difficulty=exercise.difficulty,
        points=exercise.points,
        place=exercise.place,
        answer=f"{exercise.answer}_value",
        look=problem.look or exercise.look,
        section=exercise.section,
        given=given,
        work=work if problem.flat else exercise.reference,
        reference=reference,
        readings=tuple(
            _written(way(**copied(given)), problem) for way in exercise.readings
        ),
    )


def _written(value: Any, problem: Problem) -> Any:
    return np.ravel(value) if problem.flat else value


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
