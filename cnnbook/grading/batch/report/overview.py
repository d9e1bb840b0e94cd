"""See a class as a whole: how points are spread, who needs a word, who did what."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cnnbook.grading.batch.marking import Mark
from cnnbook.grading.batch.results import Result

MAX_BINS = 10
FEW = 0.5
"""Whoever has begun, or earned, less than this share needs a word."""


@dataclass(frozen=True)
class Bin:
    """Submissions with about the same points.

    Attributes
    ----------
    low, high : float
        Points: from `low`, and less than `high`.
    last : bool
        What is `high`, or above, is in it too.
    number : int
        How many there are.
    """

    low: float
    high: float
    last: bool
    number: int


@dataclass(frozen=True)
class Spread:
    """How points are spread.

    Attributes
    ----------
    bins : list of Bin
        From the fewest points to the most.
    mean, median, lower, upper : float
        Of all; a quarter has less than `lower`, and a quarter more than `upper`.
    """

    bins: list[Bin]
    mean: float
    median: float
    lower: float
    upper: float

    @property
    def highest(self) -> int:
        """The largest number in a bin."""
        return max(one.number for one in self.bins)


@dataclass(frozen=True)
class Cell:
    """What became of one exercise in one submission.

    Attributes
    ----------
    kind : str
        ``"passed"``, ``"wrong"``, ``"following"``, ``"blank"`` or ``"none"``.
    points : float
        That were earned.
    """

    kind: str
    points: float


SIGNS = {
    "passed": ("✓", "passed"),
    "wrong": ("✗", "wrong"),
    "following": ("↳", "follows from another answer"),
    "blank": ("·", "not begun"),
    "none": ("–", "no notebook"),
}
"""How each kind is shown, and what that means."""


def spread(totals: Sequence[float], most: float) -> Spread:
    """Return how points are spread.

    Parameters
    ----------
    totals : sequence of float
        Points of each submission; at least one.
    most : float
        That can be had.

    Examples
    --------
    >>> [one.number for one in spread([0, 1, 1.5, 3], 3).bins]
    [1, 2, 1]
    """
    number = min(MAX_BINS, max(1, math.ceil(most)))
    width = most / number if most else 1.0
    places = [max(0, min(number - 1, int(total / width))) for total in totals]
    bins = [
        Bin(n * width, (n + 1) * width, n == number - 1, places.count(n))
        for n in range(number)
    ]
    lower, median, upper = (
        statistics.quantiles(totals, n=4, method="inclusive")
        if len(totals) > 1
        else [totals[0]] * 3
    )
    return Spread(bins, statistics.fmean(totals), median, lower, upper)


def need_a_word(
    results: Iterable[Result], ids: Sequence[str], most: float
) -> list[tuple[Result, str]]:
    """Return who should be spoken to, and why, those with the fewest points first.

    Parameters
    ----------
    results : iterable of Result
        Of the class.
    ids : sequence of str
        The exercises.
    most : float
        Points that can be had.
    """
    found = []
    for result in results:
        reasons = _reasons(result, ids, most)
        if reasons:
            found.append((result, "; ".join(reasons)))
    return sorted(found, key=lambda one: one[0].total)


def _reasons(result: Result, ids: Sequence[str], most: float) -> list[str]:
    if not result.graded:
        return ["nothing could be graded"]
    reasons = []
    begun = sum(mark.begun for mark in result.marks)
    if begun < FEW * len(ids):
        reasons.append(f"has begun {begun or 'none'} of {len(ids)} exercises")
    elif result.total < FEW * most:
        reasons.append("has less than half of the points")
    if begun and not any(mark.feedback.passed for mark in result.marks):
        reasons.append("has passed none")
    if result.errors and reasons:
        reasons.append("cells failed")
    return reasons


def cells(result: Result, ids: Iterable[str]) -> list[Cell]:
    """Return what became of each exercise in a submission.

    Parameters
    ----------
    result : Result
        Of the submission.
    ids : iterable of str
        The exercises.
    """
    marks = {mark.exercise: mark for mark in result.marks}
    return [_cell(marks.get(identifier)) for identifier in ids]


def _cell(mark: Mark | None) -> Cell:
    if mark is None:
        return Cell("none", 0.0)
    if mark.feedback.passed:
        kind = "passed"
    elif mark.feedback.follows_from:
        kind = "following"
    else:
        kind = "wrong" if mark.begun else "blank"
    return Cell(kind, mark.points)
