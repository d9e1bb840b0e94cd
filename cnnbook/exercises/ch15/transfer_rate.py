"""How often a picture made against one network fools another."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises._shared import rounded
from cnnbook.exercises.base import Alternative, Case, FunctionExercise
from cnnbook.exercises.ch15._shared import step


def _fooled(kinds, before, after):
    return (before == kinds) & (after != kinds)


def transfer_rate(
    kinds,
    a_before,
    a_after,
    b_before,
    b_after,
    *,
    fooled_a=_fooled,
    known_to_b=lambda kinds, before: before == kinds,
    wrong_b=lambda kinds, before, after, a_after: after != kinds,
    over=lambda counted, kinds: counted.sum(),
    part=lambda wrong, counted: (wrong & counted).sum(),
    turn=lambda a_before, a_after, b_before, b_after: (
        a_before,
        a_after,
        b_before,
        b_after,
    ),
):
    """Return the share, one step after another.

    Parameters
    ----------
    kinds, a_before, a_after, b_before, b_after : ndarray of shape (n,)
        What the pictures show, and the answers of both networks.
    fooled_a : callable
        Which pictures have fooled A.
    known_to_b : callable
        Which B had right before.
    wrong_b : callable
        Which it has wrong after the step.
    over : callable
        By what to divide.
    part : callable
        What is divided.
    turn : callable
        Says which answers are whose.
    """
    given = (np.asarray(a) for a in (a_before, a_after, b_before, b_after))
    a_before, a_after, b_before, b_after = turn(*given)
    kinds = np.asarray(kinds)
    counted = fooled_a(kinds, a_before, a_after) & known_to_b(kinds, b_before)
    wrong = wrong_b(kinds, b_before, b_after, a_after)
    return part(wrong, counted) / max(over(counted, kinds), 1)


def _all(kinds, *answers):
    return np.ones(len(kinds), bool)


def _both_directions(kinds, a_before, a_after, b_before, b_after):
    one = _fooled(kinds, a_before, a_after)
    other = _fooled(kinds, b_before, b_after)
    return (one & other).sum() / max((one | other).sum(), 1)


def _in_a_loop(kinds, a_before, a_after, b_before, b_after):
    tried = hits = 0
    for k, a, a2, b, b2 in zip(
        kinds, a_before, a_after, b_before, b_after, strict=True
    ):
        if a == k and a2 != k and b == k:
            tried += 1
            hits += b2 != k
    return hits / tried


def _mean_of_the_chosen(kinds, a_before, a_after, b_before, b_after):
    chosen = np.flatnonzero((a_before == kinds) & (b_before == kinds))
    chosen = [n for n in chosen if a_after[n] != kinds[n]]
    return np.mean(b_after[chosen] != kinds[chosen])


def _answers(random, kinds, right):
    other = (kinds + random.integers(1, 3, len(kinds))) % 3
    return np.where(random.random(len(kinds)) < right, kinds, other)


def draw_answers(random, n):
    """Draw what n pictures show, and the answers of two networks."""
    while True:
        kinds = random.integers(0, 3, n)
        a_before, b_before = (_answers(random, kinds, 0.75) for _ in range(2))
        a_after, b_after = _answers(random, kinds, 0.3), _answers(random, kinds, 0.5)
        counted = _fooled(kinds, a_before, a_after) & (b_before == kinds)
        if counted.sum() >= 2:
            return kinds, a_before, a_after, b_before, b_after


def _draw(random: np.random.Generator) -> Case:
    """Draw a dozen pictures or two, among which some count."""
    found = draw_answers(random, int(random.integers(10, 25)))
    kinds = np.array([(0, 1, 2), (3, 13, 120), (-2, 0, 7)][int(random.integers(3))])
    return Case(tuple(kinds[answers] for answers in found))


_random = np.random.default_rng(1506)

EXERCISE = FunctionExercise(
    __name__,
    title="What transfers",
    difficulty=3,
    points=3,
    place=60,
    look=(
        "Make a table with a row for each picture of the call: what it shows and the four "
        "answers. Strike out the rows that do not count. How many are left, and in how "
        "many of them does B fail?"
    ),
    section="From one network to another",
    reference=transfer_rate,
    axes=dict.fromkeys(
        ("kinds", "a_before", "a_after", "b_before", "b_after"), ("number of pictures",)
    ),
    cases=(
        Case(
            (
                np.array([0, 0, 0, 1, 1, 1]),
                np.array([0, 0, 1, 1, 1, 1]),
                np.array([1, 2, 1, 2, 1, 0]),
                np.array([0, 0, 0, 2, 1, 1]),
                np.array([2, 0, 1, 0, 2, 0]),
            )
        ),
        *(_draw(_random) for _ in range(11)),
    ),
    draw=_draw,
    misconceptions=(
        *rounded(1, 2, 3),
        step(
            "B's own mistakes counted",
            "You count pictures that B had wrong before the step. It was not the step "
            "that fooled it there.",
            known_to_b=_all,
        ),
        step(
            "A's own mistakes counted",
            "You count pictures that A had wrong before the step. They fooled nobody: "
            "they were wrong already.",
            fooled_a=lambda kinds, before, after: after != kinds,
        ),
        step(
            "all pictures that A had right",
            "You do not ask whether A has a picture wrong after the step. Only those that "
            "fooled A count.",
            fooled_a=lambda kinds, before, after: before == kinds,
        ),
        step(
            "every picture that B knows",
            "You do not ask whether a picture has fooled A. What transfers has to work at "
            "home first.",
            fooled_a=_all,
        ),
        step(
            "divided by all pictures",
            "You divide by all pictures. The share is of those that could transfer.",
            over=lambda counted, kinds: len(kinds),
        ),
        step(
            "every answer after the step",
            "You return how often B is wrong after the step, whatever was before.",
            fooled_a=_all,
            known_to_b=_all,
        ),
        step(
            "the same wrong answer",
            "A picture counts with you only if B gives the wrong answer that A gives. Any "
            "wrong answer will do.",
            wrong_b=lambda kinds, before, after, a_after: after == a_after,
        ),
        step(
            "not divided",
            "You return how many, not which share.",
            over=lambda counted, kinds: 1,
        ),
        step(
            "share that withstands",
            "You return the share that B still has right. How many fool it?",
            part=lambda wrong, counted: (~wrong & counted).sum(),
        ),
        step(
            "A and B swapped",
            "You ask what fools A among the pictures that fooled B. They were made "
            "against A.",
            turn=lambda a, a2, b, b2: (b, b2, a, a2),
        ),
        step(
            "before and after swapped",
            "Before and after have changed places: you count what the step has mended.",
            turn=lambda a, a2, b, b2: (a2, a, b2, b),
        ),
        step(
            "any change of A's answer",
            "You count every picture whose answer A has changed, also from wrong to wrong "
            "or to right. It has to go from right to wrong.",
            fooled_a=lambda kinds, before, after: before != after,
        ),
    ),
    alternatives=(
        Alternative("picture by picture", _in_a_loop),
        Alternative("the mean over the chosen ones", _mean_of_the_chosen),
    ),
)
