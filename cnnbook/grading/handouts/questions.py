"""Make questions for a course system: what is right, and what each mistake gives."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from cnnbook.exercises import find
from cnnbook.exercises.base import DesignExercise, Exercise
from cnnbook.exercises.drawing import Drawn
from cnnbook.exercises.showing import as_html, asked_as_html
from cnnbook.exercises.telling import mistaken
from cnnbook.grading.handouts.paper import value_text
from cnnbook.grading.handouts.pencil import with_a_pencil
from cnnbook.grading.handouts.pool import pool

DISTRACTORS, FEWEST = 4, 3
"""Wrong values beside the right one, in a question with choices; and the fewest."""
MOST_NUMBERS = 40
"""Wrong numbers that a numerical question knows."""
MOST_DRAWS = 500
ROOM = (0.005, 0.0005)
"""How far a wrong number with many digits may be rounded, if no other is near."""


@dataclass(frozen=True)
class Wrong:
    """What a mistake gives, and what is said about it; its name may be empty."""

    value: str
    name: str
    hint: str
    tolerance: str = "0"

    @property
    def feedback(self) -> str:
        """The mistake, if it has a name, and the hint, in sentences."""
        return f"This looks like: {self.name}. {self.hint}" if self.name else self.hint


@dataclass(frozen=True)
class Answer:
    """An answer that a question knows, and what is said about it."""

    value: str
    feedback: str
    right: bool
    tolerance: str = "0"


@dataclass(frozen=True)
class Question:
    """One question of a pool.

    Attributes
    ----------
    ident, title : str
        The exercise with the number of the problem, and what it is called.
    html : str
        What is asked, with its grids as tables: no picture lies elsewhere.
    points : int
        The book's.
    numerical : bool
        A number is to be typed; else one of several values is chosen.
    right : str
        What is right; of a numerical question with a point and a plain minus sign.
    wrong : tuple of Wrong
        What the mistakes give.
    look : str
        Where to look, for any other answer.
    """

    ident: str
    title: str
    html: str
    points: int
    numerical: bool
    right: str
    wrong: tuple[Wrong, ...]
    look: str

    @property
    def answers(self) -> list[Answer]:
        """All answers: of choices each question has an order of its own.

        Whether a quiz shuffles them is a setting of the quiz, and not of the bank.
        """
        known = [
            Answer(self.right, "Right.", True),
            *(Answer(w.value, w.feedback, False, w.tolerance) for w in self.wrong),
        ]
        if self.numerical:
            return known
        random = np.random.default_rng(zlib.crc32(self.ident.encode()))
        return [known[int(place)] for place in random.permutation(len(known))]


@dataclass(frozen=True)
class Pool:
    """The questions of one exercise, of which each student gets one."""

    exercise: str
    title: str
    points: int
    questions: tuple[Question, ...]


def pools(
    exercises: Sequence[str], seed: int, draws: int, typed: bool = True
) -> list[Pool]:
    """Return a pool of questions for each exercise.

    Parameters
    ----------
    exercises : sequence of str
        Ids.
    seed : int
        The same gives the same.
    draws : int
        Questions in each pool, or as many as there are.
    typed : bool
        Whether a single number is typed; else it is chosen, as all else.

    Raises
    ------
    ValueError
        If there are to be none, or too many.
    """
    if not 1 <= draws <= MOST_DRAWS:
        raise ValueError(f"{draws} draws: ask for 1 to {MOST_DRAWS} of each")
    found = []
    for identifier in exercises:
        exercise = find(identifier)
        drawn = pool(identifier, seed, "quiz", draws)
        asked = tuple(question(problem, typed) for problem in drawn)
        title = f"Chapter {int(exercise.chapter)}: {drawn[0].exercise.title}"
        found.append(Pool(identifier, title, exercise.points, asked))
    return found


def question(problem: Drawn, typed: bool = True) -> Question:
    """Return a problem as a question.

    Parameters
    ----------
    problem : Drawn
        The problem.
    typed : bool
        Whether a single number is typed; else it is chosen, as all else.

    Examples
    --------
    >>> from cnnbook.exercises.drawing import drawn
    >>> one = question(drawn("output-size", 1))
    >>> one.numerical, len(one.wrong) > 5
    (True, True)
    """
    exercise = problem.exercise
    reference: Any = exercise.reference
    numerical = typed and np.ndim(reference) == 0
    write = _number if numerical else value_text
    wrong: dict[str, Wrong] = {}
    for mistake, value in with_a_pencil(mistaken(exercise)):
        if np.ndim(value) == np.ndim(reference):
            text = write(value)
            wrong.setdefault(text, Wrong(text, mistake.name, mistake.hint))
    right = write(reference)
    wrong.pop(right, None)
    known = list(wrong.values())
    known = _with_room(known, right) if numerical else _apart(known, problem.number)
    if not numerical and len(known) < FEWEST:
        known += _near(exercise, reference, [right, *(one.value for one in known)])
    return Question(
        f"{exercise.id}-{problem.number}",
        f"{exercise.title} ({exercise.id}, {problem.number})",
        as_html(problem) if numerical else _without_how(problem),
        exercise.points,
        numerical,
        right,
        tuple(known),
        exercise.look,
    )


def _with_room(known: list[Wrong], right: str) -> list[Wrong]:
    """Let numbers with many digits be rounded, where they are then told apart still."""
    known = known[:MOST_NUMBERS]
    numbers = np.array([float(right), *(float(one.value) for one in known)])
    found = []
    for one in known:
        value = float(one.value)
        free = [room for room in ROOM if (abs(numbers - value) <= 2 * room).sum() == 1]
        untidy = abs(value - round(value, 3)) > 1e-9
        found.append(replace(one, tolerance=f"{free[0]}") if untidy and free else one)
    return found


def _apart(known: list[Wrong], number: int) -> list[Wrong]:
    """Choose some wrong values, no two of one mistake, others for other numbers."""
    by_name: dict[str, Wrong] = {}
    for one in known:
        by_name.setdefault(one.name, one)
    order = np.random.default_rng(number).permutation(len(by_name))
    named = list(by_name.values())
    return [named[int(place)] for place in order[:DISTRACTORS]]


def _near(exercise: Exercise, right: Any, taken: list[str]) -> list[Wrong]:
    """Return neighbours of a whole number that nobody gets by a mistake with a name."""
    if np.ndim(right) or right % 1:
        return []
    numbers = [right + step for step in (1, -1, 2, -2)]
    texts = [value_text(number) for number in numbers if number >= 0]
    free = [text for text in texts if text not in taken]
    return [Wrong(text, "", exercise.look) for text in free[: FEWEST + 1 - len(taken)]]


def _without_how(problem: Drawn) -> str:
    """Return what is asked without how it is to be written: it is chosen."""
    design = isinstance(problem.exercise, DesignExercise)
    words = (
        "Choose the one that does all of this." if design else "Choose what comes out."
    )
    return f"{asked_as_html(problem)}<p>{words}</p>"


def _number(value: object) -> str:
    return f"{round(float(np.asarray(value)), 6) + 0.0:.10g}"  # + 0.0: no −0
