"""Find the simplest condition that parts the right calls from the wrong ones."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cnnbook.grading.judging.features import Count, Features, Flag

MIN_SEEN = 4
"""Calls of each kind, right and wrong, without which nothing is said."""
MIN_SEEN_OF_TWO = 6
"""The same for a condition on two features: there are many more of these."""
MIN_TOGETHER = 2
"""Calls for each way in which two features can meet."""


@dataclass(frozen=True)
class Condition:
    """When calls are wrong, and when right.

    Attributes
    ----------
    wrong, right : str
        In words, e.g. ``"stride is 2 or more"`` and ``"stride is 1"``.
    holds : tuple of bool
        Whether it says wrong, call by call.
    """

    wrong: str
    right: str
    holds: tuple[bool, ...]

    def __str__(self) -> str:
        return f"It is right whenever {self.right}, and wrong whenever {self.wrong}."


def find_condition(calls: Sequence[Features], right: Sequence[bool]) -> str:
    """Say in a sentence what the wrong calls have and no right one has.

    Parameters
    ----------
    calls : sequence of Features
        What each call has.
    right : sequence of bool
        Whether its result was right.

    Returns
    -------
    str
        Empty where no simple condition holds without exception.

    Examples
    --------
    >>> strides = [1, 1, 1, 1, 2, 3, 2, 2]
    >>> calls = [{Count("stride"): stride} for stride in strides]
    >>> find_condition(calls, [stride == 1 for stride in strides])
    'It is right whenever stride is 1, and wrong whenever stride is 2 or more.'
    """
    wrong = tuple(not r for r in right)
    if min(sum(wrong), sum(right)) < MIN_SEEN:
        return ""
    literals = list(_literals(calls))
    for literal in literals:
        if literal.holds == wrong:
            return str(literal)
    if min(sum(wrong), sum(right)) < MIN_SEEN_OF_TWO:
        return ""
    for one, other in itertools.combinations(literals, 2):
        if not _met(one, other):
            continue
        if tuple(a and b for a, b in zip(one.holds, other.holds, strict=True)) == wrong:
            return f"It is wrong just where {one.wrong} and {other.wrong}."
        if tuple(a or b for a, b in zip(one.holds, other.holds, strict=True)) == wrong:
            return (
                f"It is right whenever {one.right} and {other.right}, and wrong in all "
                "other calls."
            )
    return ""


def _met(one: Condition, other: Condition) -> bool:
    """Return whether two features met in every way often enough."""
    pairs = list(zip(one.holds, other.holds, strict=True))
    ways = [(False, False), (False, True), (True, False), (True, True)]
    return all(pairs.count(way) >= MIN_TOGETHER for way in ways)


def _literals(calls: Sequence[Features]) -> Iterator[Condition]:
    """Yield every condition on a single feature, the plainest first."""
    known = list(dict.fromkeys(itertools.chain.from_iterable(calls)))
    numbers = [f for f in known if isinstance(f, Count) and all(f in c for c in calls)]
    flags = [f for f in known if isinstance(f, Flag)]
    for number in numbers:
        yield from _thresholds(number, [call[number] for call in calls])
    for flag in flags:
        if not all(flag in call for call in calls) and "is '" not in flag.yes:
            continue
        holds = tuple(bool(call.get(flag, False)) for call in calls)
        yield Condition(flag.yes, flag.no, holds)
        yield Condition(flag.no, flag.yes, tuple(not h for h in holds))
    for number in numbers:
        values = [call[number] for call in calls]
        even = tuple(value % 2 == 0 for value in values)
        odd = tuple(value % 2 == 1 for value in values)
        yield Condition(f"{number.name} is even", f"{number.name} is odd", even)
        yield Condition(f"{number.name} is odd", f"{number.name} is even", odd)


def _thresholds(number: Count, values: list[int]) -> Iterator[Condition]:
    steps = sorted(set(values))
    for below, above in itertools.pairwise(steps):
        high = tuple(value >= above for value in values)
        low = tuple(value <= below for value in values)
        up = f"{number.name} is {above} or more"
        down = f"{number.name} is {below} or less"
        if below == steps[0]:
            down = f"{number.name} is {below}"
        if above == steps[-1] and len(steps) == 2:
            up = f"{number.name} is {above}"
        yield Condition(up, down, high)
        yield Condition(down, up, low)
    for value in steps:
        is_it = tuple(v == value for v in values)
        name = number.name
        yield Condition(f"{name} is {value}", f"{name} is not {value}", is_it)
        other = tuple(not h for h in is_it)
        yield Condition(f"{name} is not {value}", f"{name} is {value}", other)
