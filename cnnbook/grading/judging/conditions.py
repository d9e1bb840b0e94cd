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
MIN_VALUES = 4
"""Different values of a number before it is told that odd or large ones are wrong."""
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
    about : str
        What it is about: two conditions on the same thing say the same.
    """

    wrong: str
    right: str
    holds: tuple[bool, ...]
    about: str

    def __str__(self) -> str:
        bad = sum(self.holds)
        good = len(self.holds) - bad
        return (
            f"Of the calls that were tried, the {good} where {self.right} are right, "
            f"and the {bad} where {self.wrong} are wrong."
        )


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
    >>> find_condition(calls, [stride == 1 for stride in strides])  # doctest: +ELLIPSIS
    'Of the calls that were tried, the 4 where stride is 1 are right, and the 4 ...
    """
    wrong = tuple(not r for r in right)
    if min(sum(wrong), sum(right)) < MIN_SEEN:
        return ""
    literals = list(_literals(calls))
    found = [literal for literal in literals if literal.holds == wrong]
    if len({literal.about for literal in found}) == 1:
        return str(found[0])
    if found or min(sum(wrong), sum(right)) < MIN_SEEN_OF_TWO:
        return ""  # two things explain it, or there is too little to tell from chance
    pairs = []
    for one, other in itertools.combinations(literals, 2):
        if one.about == other.about or not _met(one, other):
            continue
        both = zip(one.holds, other.holds, strict=True)
        if tuple(a and b for a, b in both) == wrong:
            pairs.append((f"{one.wrong} and {other.wrong}", one, other))
        both = zip(one.holds, other.holds, strict=True)
        if tuple(a or b for a, b in both) == wrong:
            pairs.append((f"{one.wrong}, or {other.wrong}", one, other))
    if len({frozenset((one.about, other.about)) for _, one, other in pairs}) != 1:
        return ""
    return (
        f"Of the calls that were tried, those {sum(wrong)} are wrong where "
        f"{pairs[0][0]}; the {sum(right)} others are right."
    )


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
        about = min(flag.yes, flag.no)
        yield Condition(flag.yes, flag.no, holds, about)
        yield Condition(flag.no, flag.yes, tuple(not h for h in holds), about)
    for number in numbers:
        values = [call[number] for call in calls]
        if len({v for v in values if v % 2}) < 2 or len(set(values)) < MIN_VALUES:
            continue  # that 2 is even and 3 is odd says nothing of other numbers
        name = number.name
        even = tuple(value % 2 == 0 for value in values)
        odd = tuple(value % 2 == 1 for value in values)
        yield Condition(f"{name} is even", f"{name} is odd", even, f"{name} % 2")
        yield Condition(f"{name} is odd", f"{name} is even", odd, f"{name} % 2")


def _thresholds(number: Count, values: list[int]) -> Iterator[Condition]:
    """Yield from which value on it may be wrong, or up to which."""
    steps, name = sorted(set(values)), number.name
    for below, above in itertools.pairwise(steps):
        first, last = below == steps[0], above == steps[-1]
        few_on_a_side = steps.index(above) < 2 and below > 1
        if few_on_a_side or (last and len(steps) < MIN_VALUES and above > 2):
            continue  # one value on a side says nothing of others
        high = tuple(value >= above for value in values)
        low = tuple(value <= below for value in values)
        up = f"{name} is {above}" if last else f"{name} is {above} or more"
        down = f"{name} is {below}" if first else f"{name} is {below} or less"
        yield Condition(up, down, high, name)
        yield Condition(down, up, low, name)
