"""Gather, for each exercise, the mistakes of a class: which, whose, and one sample."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cnnbook.exercises import REGISTRY
from cnnbook.exercises.base import Exercise
from cnnbook.grading.batch.marking import Mark
from cnnbook.grading.batch.report.places import places
from cnnbook.grading.batch.results import Result


@dataclass(frozen=True)
class Mistake:
    """Wrong answers that are wrong in the same way.

    Attributes
    ----------
    name : str
        Of the mistake; empty if it was not recognised.
    hint : str
        What its author has read.
    results : tuple of Result
        Whose it is.
    sample : str
        The shortest of the answers, as code; empty if there is none to show.
    author : Result or None
        Who wrote it.
    case, where : str
        The call that goes wrong in it, and what differs there.
    """

    name: str
    hint: str
    results: tuple[Result, ...]
    sample: str
    author: Result | None
    case: str
    where: str


@dataclass(frozen=True)
class ToTeach:
    """What went wrong in one exercise.

    Attributes
    ----------
    exercise : Exercise
        Which.
    places : list of (str, str)
        Where the book teaches it.
    named, unnamed : list of Mistake
        Those that were recognised, and those that were not, the commonest first.
    answers : list of (Result, Mark)
        All of them, with whose they are.
    """

    exercise: Exercise
    places: list[tuple[str, str]]
    named: list[Mistake]
    unnamed: list[Mistake]
    answers: list[tuple[Result, Mark]]

    @property
    def wrong(self) -> int:
        """How many answers are wrong."""
        return sum(len(one.results) for one in (*self.named, *self.unnamed))


def to_teach(
    ids: Iterable[str], results: Sequence[Result], anonymous: bool = False
) -> list[ToTeach]:
    """Return what went wrong in each exercise in which something did.

    Answers that follow from another one's mistake are left out.

    Parameters
    ----------
    ids : iterable of str
        The exercises.
    results : sequence of Result
        Of the class.
    anonymous : bool
        Show samples without comments, which may hold names.
    """
    wrong: dict[str, list[tuple[Result, Mark]]] = {}
    for result in results:
        for mark in result.marks:
            feedback = mark.feedback
            if mark.begun and not feedback.passed and not feedback.follows_from:
                wrong.setdefault(mark.exercise, []).append((result, mark))
    return [
        _of_exercise(REGISTRY[identifier], wrong[identifier], anonymous)
        for identifier in ids
        if identifier in wrong
    ]


def _of_exercise(
    exercise: Exercise, wrong: list[tuple[Result, Mark]], anonymous: bool
) -> ToTeach:
    groups: dict[tuple[str, str], list[tuple[Result, Mark]]] = {}
    for result, mark in wrong:
        feedback = mark.feedback
        name = feedback.misconception
        what = "" if name else _said(mark)
        groups.setdefault((name, what), []).append((result, mark))
    ordered = sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))
    mistakes = [_mistake(name, group, anonymous) for (name, _), group in ordered]
    return ToTeach(
        exercise,
        places(exercise),
        [one for one in mistakes if one.name],
        [one for one in mistakes if not one.name],
        wrong,
    )


def _mistake(name: str, group: list[tuple[Result, Mark]], anonymous: bool) -> Mistake:
    with_code = [(result, mark) for result, mark in group if mark.code]
    author, mark = min(with_code or group, key=lambda one: len(one[1].code))
    sample = without_comments(mark.code) if anonymous else mark.code
    return Mistake(
        name,
        _said(mark),
        tuple(result for result, _ in group),
        sample,
        author if sample else None,
        mark.feedback.case,
        mark.feedback.where,
    )


def _said(mark: Mark) -> str:
    """Return the first thing that the student has read about what is wrong."""
    feedback = mark.feedback
    return feedback.hint or feedback.condition or feedback.where or feedback.headline


def without_comments(code: str) -> str:
    """Return code without comments and docstrings; nothing if it is no Python.

    Examples
    --------
    >>> without_comments("x = 3  # by Ann")
    'x = 3'
    """
    try:
        tree = ast.parse(code)
        for node in ast.walk(tree):
            body = getattr(node, "body", None)
            if isinstance(body, list):
                node.body = [one for one in body if not _is_text(one)] or [ast.Pass()]  # type: ignore[attr-defined]
        return ast.unparse(tree)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ""


def _is_text(node: ast.stmt) -> bool:
    value = getattr(node, "value", None)
    text = isinstance(value, ast.Constant) and isinstance(value.value, str)
    return text and isinstance(node, ast.Expr)
