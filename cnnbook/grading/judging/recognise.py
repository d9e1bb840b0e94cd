"""Name the mistakes of an answer that behaves exactly like them, and like no other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from cnnbook.exercises.base import ValueExercise
from cnnbook.exercises.mistakes import Misconception
from cnnbook.exercises.slips import UNNAMED
from cnnbook.grading.judging.answer_key import AnswerKey, Made
from cnnbook.grading.judging.compare import same, wrong_places
from cnnbook.grading.runtime.outcome import ArrayOutcome, Outcome, as_outcome
from cnnbook.grading.runtime.timeout import IN_BROWSER, cpu_seconds

MAX_SECONDS = 1.0 if IN_BROWSER else 0.1
"""Of computing, for the search among mistakes made in pairs."""
MAX_EXPLANATIONS = 2
"""So many may be said; among more there is no knowing which it was."""
MIN_NUMBERS = 3
"""Numbers that a value must have for two mistakes at once to be told from chance."""

TRIED_ALONE = 3
"""Calls in which each mistake is tried alone, to see which to try in pairs first."""
NEARER = 0.1
"""So much of what is wrong with a result may be left when a mistake explains it."""

Explanation = tuple[Misconception, ...]
"""One mistake, or two made at once."""


def recognise(
    key: AnswerKey, outcomes: Sequence[Outcome], right: Sequence[bool]
) -> list[Explanation]:
    """Return what explains every outcome of an answer that is wrong.

    Parameters
    ----------
    key : AnswerKey
        The key, with all cases that were tried.
    outcomes : sequence of Outcome
        What the answer gave.
    right : sequence of bool
        Which of them are right.

    Returns
    -------
    list of tuple of Misconception
        None, one, or two explanations that fit equally well: single mistakes, or pairs
        if no single one fits.

    Notes
    -----
    An answer has to agree with a mistake on each case, those that it gets right
    included. Where the time for pairs runs out, those found until then are named.
    """
    # The wrong ones first, and among these the least work: most mistakes fall there.
    wrong_first = sorted(
        key.asked(outcomes), key=lambda number: (right[number], _size(outcomes[number]))
    )
    wrong = [outcomes[number] for number in wrong_first if not right[number]]
    if len(outcomes) < key.scored or not any(
        isinstance(outcome, ArrayOutcome) for outcome in wrong
    ):
        return []  # it broke off, or nothing came back that could be compared

    def fits(made: Made) -> bool:
        for number in wrong_first:
            theirs = key.mistaken(made, number)
            if theirs is None or not same(outcomes[number], theirs):
                return False
        return all(
            _nearer(outcomes[n], key.mistaken(made, n), key.wanted[n])
            for n in wrong_first
            if not right[n]
        )

    found = _named(key, (made for made in key.combinations(1, outcomes) if fits(made)))
    found += _slips(key, outcomes[0], {made[0].name for made in found})
    if found or not _tells_pairs_apart(key) or not _says_something(wrong):
        return found if len(found) <= MAX_EXPLANATIONS else []
    end = cpu_seconds() + MAX_SECONDS
    pairs: list[Made] = []
    this = _stands_for(outcomes)
    most = key.pairs_tried.get(this)
    first = _promising_first(key, outcomes, [n for n in wrong_first if not right[n]])
    for number, made in enumerate(first):
        if number == most:
            break
        if most is None and cpu_seconds() > end:
            key.pairs_tried[this] = number
            break
        if fits(made) and (not _both_last(key, made) or fits(made[::-1])):
            pairs.append(made)
    found = _named(key, iter(pairs))
    return found if len(found) <= MAX_EXPLANATIONS else []


def _promising_first(
    key: AnswerKey, outcomes: Sequence[Outcome], wrong: Sequence[int]
) -> list[Made]:
    """Return the pairs, first those with a mistake that explains some calls alone.

    Of two mistakes there are calls, or entries of a result, in which but one of them
    shows. One that makes a wrong shape explains that alone.
    """
    alike: dict[int, float] = {}
    for made in key.combinations(1, outcomes):
        tried = wrong[:TRIED_ALONE]
        alike[made[0]] = sum(
            _alike(outcomes[n], key.mistaken(made, n), key.wanted[n]) for n in tried
        )
    pairs = key.combinations(2, outcomes)
    return sorted(pairs, key=lambda made: -sum(alike[number] for number in made))


def _alike(outcome: Outcome, theirs: Outcome | None, wanted: Outcome) -> float:
    """Return how much of a wrong result a mistake explains alone, from 0 to 1."""
    if theirs is None or theirs.kind != "value":
        return 0
    if same(outcome, theirs) or _shape(outcome) == _shape(theirs) != _shape(wanted):
        return 1
    arrays = [o.value for o in (outcome, theirs, wanted) if isinstance(o, ArrayOutcome)]
    if len(arrays) < 3 or len({array.shape for array in arrays}) > 1:
        return 0
    got, made, right = arrays
    wrong = wrong_places(got, right)
    return float((wrong & ~wrong_places(got, made)).sum() / max(wrong.sum(), 1))


def _stands_for(outcomes: Sequence[Outcome]) -> int:
    """Return a number that stands for what an answer gave."""
    return hash(
        tuple(
            (o.value.shape, o.value.tobytes())
            if isinstance(o, ArrayOutcome)
            else o.kind
            for o in outcomes
        )
    )


def _slips(key: AnswerKey, outcome: Outcome, known: set[str]) -> list[Explanation]:
    """Return the slips of the pen that give this value, each once.

    Where only slips do, and a product worked out wrongly does too, there are none.
    """
    if not isinstance(key.exercise, ValueExercise):
        return []
    fitting = {
        slip.name: slip
        for slip in key.exercise.slips
        if slip.name not in known and same(outcome, as_outcome(slip.answer))
    }
    doubtful = fitting.pop(UNNAMED, None)
    if doubtful and not known:
        return []
    return [(slip,) for slip in fitting.values()]


def _nearer(outcome: Outcome, theirs: Outcome | None, wanted: Outcome) -> bool:
    """Return whether a mistake explains by how much a result is off, not just nearly.

    What is off by little, as after rounding, is within the tolerance of many results.
    """
    arrays = [o.value for o in (outcome, theirs, wanted) if isinstance(o, ArrayOutcome)]
    if len(arrays) < 3:
        return True
    got, made, right = (np.asarray(array, float) for array in arrays)
    if not got.shape == made.shape == right.shape:
        return True
    with np.errstate(all="ignore"):
        left, explained = np.abs(got - made), np.abs(made - right)
    known = np.isfinite(left) & np.isfinite(explained)
    off = left.max(initial=0, where=known)
    return bool(off <= NEARER * explained.max(initial=0, where=known))


def _both_last(key: AnswerKey, made: Made) -> bool:
    """Return whether both mistakes are made with the result, one after the other."""
    return all(key.exercise.misconceptions[number].after for number in made)


def _says_something(wrong: Sequence[Outcome]) -> bool:
    """Return whether there are results other than 0, and not one for all calls.

    Both come of many pairs.
    """
    first, *others = wrong
    if others and all(same(one, first) for one in others):
        return False
    return any(isinstance(o, ArrayOutcome) and o.value.any() for o in wrong)


def _shape(outcome: Outcome) -> tuple[int, ...]:
    return outcome.value.shape if isinstance(outcome, ArrayOutcome) else ()


def _size(outcome: Outcome) -> int:
    return outcome.value.size if isinstance(outcome, ArrayOutcome) else 0


def _named(key: AnswerKey, found: Iterator[Made]) -> list[Explanation]:
    """Return the mistakes, each once: one can be made in several places."""
    known: dict[frozenset[str], Explanation] = {}
    for made in found:
        once: dict[str, Misconception] = {}
        for mistake in (key.exercise.misconceptions[number] for number in made):
            once[mistake.name] = _with_hint_of(once.get(mistake.name, mistake), mistake)
        known.setdefault(frozenset(once), tuple(once.values()))
    return list(known.values())


def _with_hint_of(first: Misconception, second: Misconception) -> Misconception:
    """Return the second of two mistakes of one name, with what both say, each once."""
    said = second.hint.split(". ")
    before = [sentence for sentence in first.hint.split(". ") if sentence not in said]
    return replace(second, hint=". ".join([*before, *said]))


def _tells_pairs_apart(key: AnswerKey) -> bool:
    if not isinstance(key.exercise, ValueExercise):
        return True
    (wanted,) = key.wanted
    return isinstance(wanted, ArrayOutcome) and wanted.value.size >= MIN_NUMBERS
