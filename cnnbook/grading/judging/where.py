"""Say where an answer fails: in which calls, in which way, and on which small example."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cnnbook.exercises.base import Case, FunctionExercise
from cnnbook.grading.judging.conditions import find_condition
from cnnbook.grading.judging.features import (
    Features,
    Flag,
    arguments,
    features,
    settings,
)
from cnnbook.grading.judging.relations import find_relation
from cnnbook.grading.runtime.outcome import ArrayOutcome, Outcome

MAX_LINES = 15
"""Of a call that is shown."""


def condition(
    exercise: FunctionExercise,
    cases: Sequence[Case],
    outcomes: Sequence[Outcome],
    wanted: Sequence[Outcome],
    right: Sequence[bool],
) -> str:
    """Say what the wrong calls have in common, and what their results.

    Parameters
    ----------
    exercise : FunctionExercise
        What was asked.
    cases, outcomes, wanted, right : sequence
        The calls, what came of them, what should have, and whether that is the same.

    Returns
    -------
    str
        A sentence or two; empty where nothing holds without exception.
    """
    calls = [_features(exercise, case) for case in cases]
    sentences = [find_condition(calls, right)]
    pairs = [
        (got.value, want.value)
        for got, want, fine in zip(outcomes, wanted, right, strict=True)
        if not fine and isinstance(got, ArrayOutcome) and isinstance(want, ArrayOutcome)
    ]
    if len(pairs) == len(right) - sum(right):
        relation = find_relation(pairs)
        if relation:
            start = "Where it is wrong, " if any(right) else "In every call, "
            sentences.append(f"{start}{relation}.")
    return " ".join(filter(None, sentences))


def _features(exercise: FunctionExercise, case: Case) -> Features:
    given = arguments(exercise.reference, case.args, case.kwargs)
    found = features(given)
    if exercise.features is not None:
        own = exercise.features(**given)
        found = {Flag(*words): holds for words, holds in own.items()} | found
    return found


def table(
    exercise: FunctionExercise, cases: Sequence[Case], right: Sequence[bool]
) -> tuple[tuple[str, int, int], ...]:
    """Count for each setting how many of the calls that use it are right.

    Parameters
    ----------
    exercise : FunctionExercise
        What was asked.
    cases, right : sequence
        The calls, and whether their results are right.

    Returns
    -------
    tuple of (str, int, int)
        The setting, how many calls are right, of how many. Empty where the function has
        no settings, or where all of them fare alike.
    """
    defaults = settings(exercise.reference)
    rows: dict[str, list[bool]] = {}
    for case, fine in zip(cases, right, strict=True):
        given = arguments(exercise.reference, case.args, case.kwargs)
        used = [n for n, default in defaults.items() if not _same(given[n], default)]
        rows.setdefault(" and ".join(used) or "plain", []).append(fine)
    shares = {sum(fine) / len(fine) for fine in rows.values()}
    if len(rows) < 2 or len(shares) < 2:
        return ()
    order = sorted(rows, key=lambda name: (name != "plain", name.count(" and "), name))
    return tuple((name, sum(rows[name]), len(rows[name])) for name in order)


def _same(value: Any, default: Any) -> bool:
    try:
        return bool(value == default)
    except ValueError:  # an array
        return False


def smallest(
    name: str, cases: Sequence[Case], right: Sequence[bool]
) -> tuple[int, str]:
    """Return the number of the smallest call that goes wrong, and the call itself.

    Parameters
    ----------
    name : str
        Of the learner's function.
    cases, right : sequence
        The calls, and whether their results are right.

    Returns
    -------
    (int, str)
        The call as Python to paste; empty if even that has more than `MAX_LINES`.
    """
    shown = {n: cases[n].show(name) for n, fine in enumerate(right) if not fine}
    number = min(shown, key=lambda n: (shown[n].count("\n"), len(shown[n])))
    short = shown[number].count("\n") < MAX_LINES
    return number, shown[number] if short else ""
