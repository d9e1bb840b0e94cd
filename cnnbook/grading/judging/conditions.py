"""Find the simplest condition that parts the right calls from the wrong ones."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from cnnbook.grading.judging.features import Count, Features, Flag

MIN_SEEN = 4
"""Calls of each kind, right and wrong, without which nothing is said."""
MIN_CALLS_OF_TWO = 100
"""Calls that a condition on two features needs: there are many such conditions."""
MIN_TOGETHER = 5
"""Calls for each way in which two features can meet."""
MIN_AT_END = 20
"""Calls of each kind, right and wrong, where all of one kind have the same number."""
MIN_VALUES = 4
"""Different values of a number before it is told that odd or large ones are wrong."""
MIN_SHARE = 0.75
"""Of the calls with a feature that are wrong, where all without it are right."""


@dataclass(frozen=True)
class Condition:
    """When calls are wrong, and when right.

    Attributes
    ----------
    wrong, right : str
        In words, e.g. ``"stride is 2 or more"`` and ``"stride is 1"``.
    holds : int
        Whether it says wrong: a bit for each call.
    about : str
        What it is about: two conditions on the same thing say the same.
    """

    wrong: str
    right: str
    holds: int
    about: str


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
    'Of the 8 calls that were tried, the 4 where stride is 1 are right, and the 4 ...
    """
    wrong = _bits(not r for r in right)
    bad, good = wrong.bit_count(), len(right) - wrong.bit_count()
    if min(bad, good) < MIN_SEEN:
        return ""
    literals = _without_doubles(_literals(calls))
    found = [literal for literal in literals if literal.holds == wrong]
    if len({literal.about for literal in found}) == 1:
        return _parted(found[0], bad, good)
    if found:
        return ""  # two things explain it
    alone = [end for end in _ends(calls) if end.holds == wrong]
    if alone:
        said = len({end.about for end in alone}) == 1 and min(bad, good) >= MIN_AT_END
        return _parted(alone[0], bad, good) if said else ""
    return _one_sided(literals, wrong, len(calls)) or _of_two(
        literals, wrong, len(calls)
    )


def _parted(condition: Condition, bad: int, good: int) -> str:
    """Say what a condition parts exactly."""
    return (
        f"Of the {bad + good} calls that were tried, the {good} where "
        f"{condition.right} are right, and the {bad} where {condition.wrong} are wrong."
    )


def _one_sided(literals: Sequence[Condition], wrong: int, calls: int) -> str:
    """Say without what all calls are right, if nearly all with it are wrong."""
    bad = wrong.bit_count()
    shares = [
        (bad / literal.holds.bit_count(), -number, literal)
        for number, literal in enumerate(literals)
        if wrong & ~literal.holds == 0
        and calls - literal.holds.bit_count() >= 2 * MIN_SEEN
    ]
    if not shares:
        return ""
    share, _, best = max(shares, key=lambda found: found[:2])
    as_good = {  # those that differ in a call or two could be meant as well
        x.about for _, _, x in shares if (x.holds ^ best.holds).bit_count() < MIN_SEEN
    }
    if share < MIN_SHARE or len(as_good) > 1:
        return ""
    held = best.holds.bit_count()
    return (
        f"Of the {calls} calls that were tried, the {calls - held} where {best.right} "
        f"are right; of the {held} where {best.wrong}, {bad} are wrong."
    )


def _of_two(literals: Sequence[Condition], wrong: int, calls: int) -> str:
    """Say which two features together make a call wrong, or which of two."""
    if calls < MIN_CALLS_OF_TWO:
        return ""  # too little to tell it from chance
    every = (1 << calls) - 1
    pairs: list[tuple[str, str, Condition, Condition]] = []
    for one, other in itertools.combinations(literals, 2):
        a, b = one.holds, other.holds
        if wrong not in (a & b, a | b) or one.about == other.about:
            continue
        if not _met(a, b, every):
            continue
        if a & b == wrong:
            pairs.append((f"{one.wrong} and {other.wrong}", "", one, other))
        else:
            pairs.append(("", f"{one.right} and {other.right}", one, other))
    if len({frozenset((one.about, other.about)) for *_, one, other in pairs}) != 1:
        return ""
    bad = wrong.bit_count()
    when_wrong, when_right, *_ = pairs[0]
    if when_wrong:
        return (
            f"Of the {calls} calls that were tried, the {bad} where {when_wrong} are "
            f"wrong, and the {calls - bad} others are right."
        )
    return (
        f"Of the {calls} calls that were tried, the {calls - bad} where {when_right} "
        f"are right, and the {bad} others are wrong."
    )


def _met(a: int, b: int, every: int) -> bool:
    """Return whether two features met in every way often enough."""
    ways = (a & b, a & ~b, b & ~a, every & ~(a | b))
    return all(way.bit_count() >= MIN_TOGETHER for way in ways)


def _bits(holds: Iterable[object]) -> int:
    """Return a number with a bit for each call: 1 where it holds."""
    return sum(1 << number for number, held in enumerate(holds) if held)


def _literals(calls: Sequence[Features]) -> Iterator[Condition]:
    """Yield every condition on a single feature, the plainest first."""
    known = list(dict.fromkeys(itertools.chain.from_iterable(calls)))
    numbers = _apart(
        {f: tuple(c[f] for c in calls) for f in _numbers(known) if _in_all(f, calls)},
        len(calls),
    )
    flags = [f for f in known if isinstance(f, Flag)]
    every = (1 << len(calls)) - 1
    for number in numbers:
        yield from _thresholds(number, [call[number] for call in calls])
    alike: set[tuple[str, int]] = set()
    for flag in flags:
        if not all(flag in call for call in calls) and "is '" not in flag.yes:
            continue
        holds = _bits(call.get(flag, False) for call in calls)
        same = flag.yes.partition(" ")[2], holds
        if same in alike and len(calls) >= MIN_CALLS_OF_TWO:
            continue  # another argument is as square, or as high, in every call
        alike.add(same)
        about = min(flag.yes, flag.no).replace("holds fractions", "holds floats")
        yield from _both(flag.yes, flag.no, holds, every, about)
    for number in numbers:
        values = [call[number] for call in calls]
        yield from _single_values(number, values)
        if len({v for v in values if v % 2}) < 2 or len(set(values)) < MIN_VALUES:
            continue  # that 2 is even and 3 is odd says nothing of other numbers
        name = number.name
        even = _bits(value % 2 == 0 for value in values)
        yield from _both(
            f"{name} is even", f"{name} is odd", even, every, f"{name} % 2"
        )


def _numbers(known: Iterable[Flag | Count]) -> list[Count]:
    return [feature for feature in known if isinstance(feature, Count)]


def _in_all(feature: Flag | Count, calls: Sequence[Features]) -> bool:
    return all(feature in call for call in calls)


def _apart(values: dict[Count, tuple[int, ...]], calls: int) -> list[Count]:
    """Leave out numbers that are those of another in every call, where there are many.

    They count the same thing, such as the maps that a kernel makes and its biases. What
    has a name of its own stays, rather than what is known by the number of its axis.
    """
    if calls < MIN_CALLS_OF_TWO:
        return list(values)
    named = sorted(values, key=lambda number: number.name.startswith("size "))
    kept = {values[number]: number for number in reversed(named)}
    return [number for number in values if number is kept[values[number]]]


def _without_doubles(literals: Iterable[Condition]) -> list[Condition]:
    """Leave out a condition that is there already in the same words."""
    return list({literal.wrong: literal for literal in reversed([*literals])}.values())[
        ::-1
    ]


def _both(yes: str, no: str, holds: int, every: int, about: str) -> Iterator[Condition]:
    yield Condition(yes, no, holds, about)
    yield Condition(no, yes, every & ~holds, about)


def _single_values(number: Count, values: list[int]) -> Iterator[Condition]:
    """Yield that it is one number in between, or is not."""
    every = (1 << len(values)) - 1
    for value in sorted(set(values))[1:-1]:
        holds = _bits(v == value for v in values)
        name = f"{number.name} is {value}"
        other = f"{number.name} is not {value}"
        yield from _both(name, other, holds, every, name)


def _ends(calls: Sequence[Features]) -> Iterator[Condition]:
    """Yield that a number is its smallest or its largest, which takes many calls."""
    known = dict.fromkeys(itertools.chain.from_iterable(calls))
    for number in known:
        if isinstance(number, Count) and all(number in call for call in calls):
            values = [call[number] for call in calls]
            if len(set(values)) > 2:
                yield from _thresholds(number, values, at_ends=True)


def _thresholds(
    number: Count, values: list[int], at_ends: bool = False
) -> Iterator[Condition]:
    """Yield from which value on it may be wrong, or up to which.

    Unless it is asked for with `at_ends`, there is nothing of what parts one value only
    from all others.
    """
    steps, name = sorted(set(values)), number.name
    every = (1 << len(values)) - 1
    for below, above in itertools.pairwise(steps):
        first, last = below == steps[0], above == steps[-1]
        few_on_a_side = steps.index(above) < 2 and below > 1
        few = few_on_a_side or (last and len(steps) < MIN_VALUES and above > 2)
        if few != at_ends:
            continue  # one value on a side says little of others
        high = _bits(value >= above for value in values)
        up = f"{name} is {above}" if last else f"{name} is {above} or more"
        down = f"{name} is {below}" if first else f"{name} is {below} or less"
        yield from _both(up, down, high, every, name)
