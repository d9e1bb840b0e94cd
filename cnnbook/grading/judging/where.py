"""Say where an answer fails: in which calls, in which way, on which small example."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from cnnbook.exercises.base import Case, FunctionExercise
from cnnbook.grading.judging.compare import same, wrong_places
from cnnbook.grading.judging.conditions import MIN_SEEN, find_condition
from cnnbook.grading.judging.features import (
    Features,
    Flag,
    arguments,
    features,
)
from cnnbook.grading.judging.relations import find_relation
from cnnbook.grading.runtime.outcome import ArrayOutcome, Outcome, as_outcome

MAX_LINES = 15
"""Of a call that is shown."""
MAX_COLUMNS = 100
"""Of a line of it; a longer one counts as several."""
MAX_ENTRIES = 6
"""Entries of a result that are told apart by their position."""


@dataclass(frozen=True)
class Call:
    """One call of a learner's function, and what came of it.

    Attributes
    ----------
    case : Case
        The call.
    outcome, wanted : Outcome
        What it gave, and what it should have.
    right : bool
        Whether that is the same.
    """

    case: Case
    outcome: Outcome
    wanted: Outcome
    right: bool


def condition(exercise: FunctionExercise, calls: Sequence[Call]) -> str:
    """Say what the wrong calls have in common, and what their results.

    Parameters
    ----------
    exercise : FunctionExercise
        What was asked.
    calls : sequence of Call
        All that were tried.

    Returns
    -------
    str
        A sentence or two; empty where nothing holds without exception.
    """
    right = [call.right for call in calls]
    found = find_condition([_features(exercise, call.case) for call in calls], right)
    pairs = [
        (call.outcome.value, call.wanted.value)
        for call in calls
        if not call.right
        and isinstance(call.outcome, ArrayOutcome)
        and isinstance(call.wanted, ArrayOutcome)
    ]
    if len(pairs) < len(right) - sum(right):
        return found
    relation = find_relation(pairs)
    if relation:
        start = "Where it is wrong, " if any(right) else "In every call, "
        relation = f"{start}{relation}{'' if relation.endswith('?') else '.'}"
    return " ".join(filter(None, [found, relation or _positions(pairs)]))


def _positions(pairs: Sequence[tuple[Any, Any]]) -> str:
    """Say which entries of a short result are wrong, if always the same ones are."""
    if len(pairs) < MIN_SEEN or len({a.shape for pair in pairs for a in pair}) != 1:
        return ""
    size = pairs[0][0].size
    if pairs[0][0].ndim != 1 or not 1 < size <= MAX_ENTRIES:
        return ""
    wrong = np.array([wrong_places(got, want) for got, want in pairs])
    always, never = wrong.all(axis=0), ~wrong.any(axis=0)
    if always.all() or not (always | never).all():
        return ""
    good = [str(n) for n in np.flatnonzero(never)]
    bad = [str(n) for n in np.flatnonzero(always)]
    relation = find_relation([(got[always], want[always]) for got, want in pairs])
    return (
        f"Wherever it is wrong, only {_listed('position', bad)} of what it returns "
        f"{'is' if len(bad) == 1 else 'are'}, and {_listed('position', good)} "
        f"{'is' if len(good) == 1 else 'are'} right."
        + (f" There, {relation}." if relation and relation[-1] != "?" else "")
    )


def _listed(word: str, items: list[str]) -> str:
    return f"{word}{'s' * (len(items) > 1)} {' and '.join(items)}"


def _features(exercise: FunctionExercise, case: Case) -> Features:
    given = arguments(exercise.reference, case.args, case.kwargs)
    found = features(given, exercise.axes)
    if exercise.features is not None:
        own: Features = {
            Flag(*words): holds for words, holds in exercise.features(**given).items()
        }
        return own | found
    return found


def table(
    exercise: FunctionExercise, calls: Sequence[Call]
) -> tuple[tuple[str, int, int], ...]:
    """Count for each setting how many of the calls that use it are right.

    Parameters
    ----------
    exercise : FunctionExercise
        What was asked.
    calls : sequence of Call
        All that were tried.

    Returns
    -------
    tuple of (str, int, int)
        The setting, how many calls are right, of how many: each call is counted once.
        Empty where the function has no settings, or where all of them fare alike.

    Notes
    -----
    That all calls with a setting are right says something of it only if it made a
    difference in one of them; else there is no word about it.
    """
    rows: dict[tuple[str, ...], list[Call]] = {}
    for call in calls:
        rows.setdefault(tuple(_used(exercise, call)), []).append(call)
    counts = {
        used: (sum(call.right for call in made), len(made))
        for used, made in rows.items()
        if not (used and all(call.right for call in made))
        or any(_matters(exercise, call, used) for call in made)
    }
    marks = {(not right, right == total) for right, total in counts.values()}
    if len(marks) < 2:
        return ()
    order = sorted(counts, key=lambda used: (len(used), used))
    return tuple((_row(exercise, used, counts), *counts[used]) for used in order)


def _used(exercise: FunctionExercise, call: Call) -> list[str]:
    """Return the settings that a call gives another value than their own."""
    given = arguments(exercise.reference, call.case.args, call.case.kwargs)
    return [n for n, own in exercise.settings.items() if not _same(given[n], own)]


def _row(
    exercise: FunctionExercise, used: tuple[str, ...], rows: Iterable[tuple[str, ...]]
) -> str:
    """Return what the calls are called that use these settings and no others."""
    settings = exercise.settings
    switches = [name for name, own in settings.items() if isinstance(own, bool)]
    if not used and switches == list(settings) and len(switches) == 1:
        return f"{switches[0]}={settings[switches[0]]}"
    names = [f"{n}={not settings[n]}" if n in switches else n for n in used]
    alone = len(used) == 1 and any(len(o) > 1 and used[0] in o for o in rows)
    return f"{names[0]} alone" if alone else " and ".join(names) or "plain"


def _matters(exercise: FunctionExercise, call: Call, used: tuple[str, ...]) -> bool:
    """Return whether something else is right without these settings."""
    given = arguments(exercise.reference, call.case.args, call.case.kwargs)
    plain = Case((), given | {name: exercise.settings[name] for name in used})
    try:
        return not same(as_outcome(plain.call(exercise.reference)), call.wanted)
    except Exception:  # what can't be done without them
        return True


def _same(value: Any, default: Any) -> bool:
    return bool(np.array_equal(value, default))


def smallest(exercise: FunctionExercise, calls: Sequence[Call]) -> Call:
    """Return the smallest call that goes wrong."""
    wrong = [call for call in calls if not call.right]
    shown = [call.case.show(exercise.answer) for call in wrong]
    sizes = [(text.count("\n"), len(text)) for text in shown]
    return wrong[sizes.index(min(sizes))]


def paste(exercise: FunctionExercise, call: Call) -> str:
    """Write a call as Python to paste; nothing if it takes more than `MAX_LINES`."""
    text = call.case.show(exercise.answer)
    lines = sum(1 + len(line) // MAX_COLUMNS for line in text.splitlines())
    return text if lines <= MAX_LINES else ""
