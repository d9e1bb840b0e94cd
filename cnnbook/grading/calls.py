"""Call a learner's function as often as it takes to say what is wrong with it.

How often is a matter of time. But the same answer is called as often as when it was
tried first: what is said of it stays the same.
"""

from __future__ import annotations

import time
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cnnbook.exercises.base import FunctionExercise
from cnnbook.grading.judging.answer_key import AnswerKey
from cnnbook.grading.judging.compare import same
from cnnbook.grading.judging.where import Call
from cnnbook.grading.runtime.outcome import ArrayOutcome, Outcome, run
from cnnbook.grading.runtime.timeout import SLOWNESS

EVIDENCE_CASES = 36
"""More calls, where an answer is wrong, to tell what exactly is wrong with it."""
EVIDENCE_SECONDS = 0.5 * SLOWNESS
"""So long may they take; a slow function is judged by the calls that count."""
WITNESSES = 240
"""Still more, where no mistake is recognised, for a condition to hold on."""
WITNESS_SECONDS = 0.035
"""So long may they compute."""
WITNESSES_AT_ONCE = 40


@dataclass
class Made:
    """How often an answer was called when it was first handed in.

    Attributes
    ----------
    evidence, witnesses : int or None
        Calls beyond those that count, and still more; None if not yet.
    """

    evidence: int | None = None
    witnesses: int | None = None


MADE: dict[tuple[str, int], Made] = {}
"""By the exercise, and by what the answer gave in the calls that count."""


def outcomes_of(
    exercise: FunctionExercise, answer: Any, key: AnswerKey, limit: float
) -> tuple[list[Outcome], str]:
    """Call a function on the cases that count and, if it is wrong, on a few more.

    Parameters
    ----------
    exercise : FunctionExercise
        What was asked.
    answer : callable
        The learner's function.
    key : AnswerKey
        The key of the exercise.
    limit : float
        Seconds for each call.

    Returns
    -------
    (list of Outcome, str)
        What the calls gave, and what the function printed in those that count.
    """
    scored, printed = run(answer, key.cases[: key.scored], limit, exercise)
    outcomes: list[Outcome] = list(scored)
    if len(scored) < key.scored or key.all_right(scored):
        return outcomes, printed
    made = _made(exercise, scored)
    start = time.monotonic()  # what it imports has been imported
    for number, case in enumerate(key.cases[key.scored :]):
        if made.evidence is not None:
            slow = number >= made.evidence
        else:
            slow = time.monotonic() - start > EVIDENCE_SECONDS
        if slow:
            break
        outcomes += run(answer, (case,), limit, exercise)[0]
    made.evidence = len(outcomes) - len(scored)
    return outcomes, printed


def further_calls(
    exercise: FunctionExercise,
    answer: Any,
    key: AnswerKey,
    outcomes: list[Outcome],
    limit: float,
) -> list[Call]:
    """Make more calls, as many as there is time for, of a function that is wrong.

    Parameters
    ----------
    exercise : FunctionExercise
        What was asked.
    answer : callable
        The learner's function.
    key : AnswerKey
        The key of the exercise.
    outcomes : list of Outcome
        What it has given so far.
    limit : float
        Seconds for each call.
    """
    if len(outcomes) < len(key.cases):
        return []  # it is slow
    made = _made(exercise, outcomes[: key.scored])
    calls: list[Call] = []
    number, reading, start = 0, key.reading(outcomes), time.thread_time()
    while (
        number < made.witnesses
        if made.witnesses is not None
        else time.thread_time() < start + WITNESS_SECONDS
    ):
        numbers = range(number, number + WITNESSES_AT_ONCE)
        found = [key.witness(n, reading) for n in numbers]
        asked = [one for one in found if one is not None]
        cases = tuple(case for case, _ in asked)
        got = run(answer, cases, limit, exercise)[0]
        if len(got) < WITNESSES_AT_ONCE:
            break
        number += WITNESSES_AT_ONCE
        calls += [
            Call(case, outcome, wanted, same(outcome, wanted))
            for (case, wanted), outcome in zip(asked, got, strict=True)
            if outcome.kind != "not asked"
        ]
    made.witnesses = number
    return calls


def _made(exercise: FunctionExercise, scored: Sequence[Outcome]) -> Made:
    """Return how often an answer that gives this was called, if it was."""
    seen = 0
    for outcome in scored:
        if isinstance(outcome, ArrayOutcome):
            array = outcome.value
            seen = zlib.crc32(f"{array.dtype}{array.shape}".encode(), seen)
            seen = zlib.crc32(array.tobytes(), seen)
        else:
            seen = zlib.crc32(outcome.kind.encode(), seen)
    return MADE.setdefault((exercise.id, seen), Made())
