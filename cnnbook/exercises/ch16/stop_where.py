"""Which epoch early stopping keeps, and where it stops."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception
from cnnbook.exercises.mistakes import each, wrong_step


def stop_in_steps(
    losses,
    patience,
    *,
    better=lambda loss, best, before: loss < best,
    forget=lambda waited: 0,
    again=lambda loss, before: False,
    enough=lambda waited, patience: waited >= patience,
    keep=lambda kept, last, losses: kept,
    end=lambda kept, last, losses: last,
    first=1,
    begin=(np.inf, None),
):
    """Return the epoch that is kept and the last one, one step after another.

    Parameters
    ----------
    losses : sequence of float
        Validation losses.
    patience : int
        So many epochs without a new best are enough.
    better : callable
        Says whether a loss is a new best; takes the best and the one before, too.
    forget : callable
        How long one has waited after a new best.
    again : callable
        Says whether waiting begins anew without a new best, too.
    enough : callable
        Says whether that was long enough.
    keep, end : callable
        Make the two answers.
    first : int
        Number of the first epoch.
    begin : tuple
        The best before the first epoch, and the epoch that is kept then: the first,
        unless there is one.
    """
    losses = [float(loss) for loss in losses]
    (best, kept), waited, before = begin, 0, np.inf
    kept = first if kept is None else kept
    for epoch, loss in enumerate(losses, start=first):
        if better(loss, best, before):
            best, kept, waited = loss, epoch, forget(waited)
        else:
            waited = 0 if again(loss, before) else waited + 1
        before = loss
        if enough(waited, patience):
            break
    return [keep(kept, epoch, losses), end(kept, epoch, losses)]


UNITS = (0.01, 0.01, 0.001, 0.0001)
"""By what losses differ: a new best may be better by very little."""
STARTS = (0.8, 0.8, 0.8, 2.3, 3.1, 140)
"""Where losses begin, of whatever kind they are."""


def _draw(random: np.random.Generator) -> Case:
    """Draw losses that go up and down, or new bests with long waits between them.

    One in eight is no longer than the patience, and one in eight reaches 0.
    """
    patience = int(random.choice([1, 2, 2, 3, 3, 4, 6, 8]))
    number = patience + int(random.integers(4, 9))
    if random.integers(2):
        steps = np.cumsum(random.choice([-9, -6, -4, -2, -1, 0, 2, 3, 5], number))
    else:
        waits = random.integers(max(patience - 2, 0), patience + 1, 8)
        falls = np.zeros(number, int)
        new = np.cumsum(waits + 1) - 1
        falls[new[new < number]] = random.choice([1, 3, 7])
        above = random.choice([0, 1, 2, 4, 5], number)
        steps = np.where(falls, 0, above) - np.cumsum(falls)
    losses = random.choice(STARTS) + steps * random.choice(UNITS)
    kind = random.integers(8)
    if kind == 0:
        losses = losses[: random.integers(1, patience + 1)]
    if kind == 1:
        losses = losses - losses[: patience + 2].min()
    return Case((np.round(losses, 4).tolist(), patience))


def _how_it_ends(losses, patience):
    kept, last = stop_in_steps(losses, patience)
    return {
        ("training never stops", "training is stopped"): last - kept < patience,
        ("a loss is 0", "no loss is 0"): 0 in losses,
        ("a lower loss comes after the stop", "no lower loss comes after the stop"): (
            min(losses) < losses[int(kept) - 1]
        ),
    }


def _by_more_than(gap):
    return lambda loss, best, before: loss < best - gap


def _rounded_to(digits):
    return lambda loss, best, before: round(loss, digits) < round(best, digits)


def _by_slices(losses, patience):
    losses = np.asarray(losses)
    for last in range(1, len(losses) + 1):
        kept = int(np.argmin(losses[:last])) + 1
        if last - kept == patience:
            break
    return np.array([kept, last])


def _by_records(losses, patience):
    kept = 1
    for epoch in range(2, len(losses) + 1):
        if losses[epoch - 1] < losses[kept - 1]:
            kept = epoch
        elif epoch - kept >= patience:
            return kept, epoch
    return kept, len(losses)


EXERCISE = FunctionExercise(
    __name__,
    title="Where early stopping stops",
    difficulty=2,
    points=2,
    place=40,
    look=(
        "Make the chapter's table: a row for each epoch, with its loss, the best so far, "
        "and how many epochs have passed since. Where does the last column first reach "
        "the patience?"
    ),
    section="Stop in time",
    reference=stop_in_steps,
    cases=(
        Case(([0.82, 0.61, 0.66, 0.64, 0.55, 0.58, 0.57, 0.50], 2)),
        Case(([0.9, 0.7, 0.72, 0.69, 0.69, 0.71, 0.6, 0.8], 3)),
        Case(([0.5, 0.52, 0.51, 0.49, 0.53, 0.48], 3)),
        Case(([0.9, 0.8, 0.85, 0.7], 1)),
        Case(([0.7, 0.6, 0.6, 0.5, 0.55, 0.56, 0.4], 2)),
        Case(([0.8, 0.7, 0.6, 0.5], 2)),
        Case(([0.6, 0.65, 0.7, 0.75, 0.3], 3)),
        Case(([0.9, 0.6, 0.7, 0.68, 0.66, 0.5, 0.55, 0.54, 0.53, 0.2], 3)),
        Case(([2.3, 1.9, 1.7, 1.8, 1.9], 2)),
        Case(([140.0, 131.0, 133.0, 135.0], 2)),
        Case(([0.5, 0.498, 0.51, 0.52], 2)),
        Case(([0.31, 0.3098, 0.30972, 0.32, 0.33], 2)),
        Case(([0.5, 0.3, 0.3, 0.4], 3)),
        Case(([0.9, 0.95, 0.93, 0.8, 0.85, 0.82, 0.7, 0.75], 3)),
        Case(([1.2, 1.1, 1.3, 1.25, 1.15, 1.18, 1.2, 1.05, 1.1], 6)),
        Case(([0.2, 0.0, 0.1, 0.3, 0.05], 3)),
        Case(([0.504, 0.497], 4)),
        Case(([0.4, 0.5, 0.3, 0.35], 4)),
    ),
    draw=_draw,
    features=_how_it_ends,
    misconceptions=(
        wrong_step(
            "best of all epochs",
            "The epoch that you keep comes after the last one. What comes later is never "
            "seen.",
            keep=lambda kept, last, losses: int(np.argmin(losses)) + 1,
        ),
        wrong_step(
            "never stopped",
            "You go through all epochs. After how many without a new best should it end?",
            enough=lambda waited, patience: False,
        ),
        wrong_step(
            "last epoch kept",
            "You keep the last epoch that runs. Early stopping goes back to the best.",
            keep=lambda kept, last, losses: last,
        ),
        wrong_step(
            "better than the epoch before",
            "You compare with the epoch before. A loss that falls from one bad epoch to "
            "the next is no new best.",
            better=lambda loss, best, before: loss < before,
        ),
        wrong_step(
            "waiting begun anew too early",
            "You keep the right epoch, but begin to wait anew whenever a loss is less than "
            "the one before. Only a new best ends the waiting.",
            again=lambda loss, before: loss < before,
        ),
        wrong_step(
            "equal taken for better",
            "You take a loss for better that only equals the best. It has to be less.",
            better=lambda loss, best, before: loss <= best,
        ),
        wrong_step(
            "waiting not begun anew",
            "You go on counting after a new best. With it the waiting begins anew.",
            forget=lambda waited: waited,
        ),
        *each(
            "waiting shortened by a new best",
            "A new best makes your waiting shorter. It ends it: the next epoch without a "
            "new best is the first one again.",
            forget=[
                lambda waited: waited - 1,
                lambda waited: max(waited - 1, 0),
                lambda waited: waited // 2,
                lambda waited: min(waited, 1),
            ],
        ),
        *each(
            "a small gain left out",
            "A loss that is only a little below the best is no new best with you. Any loss "
            "below it is one.",
            better=[_by_more_than(gap) for gap in (0.0001, 0.001, 0.005, 0.01, 0.05)],
        ),
        *each(
            "losses rounded",
            "You compare rounded losses. Then two that differ look equal.",
            better=[_rounded_to(digits) for digits in (1, 2, 3)],
        ),
        *each(
            "a best before the first epoch",
            "You begin with a number for the best loss, and the losses may all lie above "
            "it. What can a best begin with that every loss is below?",
            begin=[(best, kept) for best in (1, 10, 100) for kept in (0, None)],
        ),
        wrong_step(
            "one epoch too long",
            "You wait one epoch more than the patience.",
            enough=lambda waited, patience: waited > patience,
        ),
        wrong_step(
            "one epoch too short",
            "You wait one epoch less than the patience.",
            enough=lambda waited, patience: waited >= max(patience - 1, 1),
        ),
        wrong_step(
            "patience always 1",
            "You stop at the first epoch without a new best. How much patience was asked "
            "for?",
            enough=lambda waited, patience: waited >= 1,
        ),
        wrong_step(
            "counted from 0",
            "Your first epoch has the number 0. Here it has 1.",
            first=0,
        ),
        wrong_step(
            "largest loss",
            "You look for the largest loss. The best is the smallest.",
            better=lambda loss, best, before: best == np.inf or loss > best,
        ),
        wrong_step(
            "epoch kept, twice",
            "You say that training ends with the epoch that is kept. It runs on for as "
            "long as the patience lasts.",
            end=lambda kept, last, losses: kept,
        ),
        wrong_step(
            "loss for epoch",
            "Your first number is the least loss. The number of its epoch is asked for.",
            keep=lambda kept, last, losses: losses[kept - 1],
        ),
        Misconception(
            "last epoch first",
            "These are the two numbers in the other order. The epoch that is kept comes "
            "first.",
            after=lambda both: both[::-1],
        ),
        *(
            Misconception(
                "one of the two alone",
                "You return one number. The epoch that is kept and the last one were "
                "asked for.",
                after=lambda both, place=place: both[place],
            )
            for place in (0, 1)
        ),
    ),
    alternatives=(
        Alternative("the smallest of ever longer slices", _by_slices),
        Alternative("epochs since the best, as a tuple", _by_records),
    ),
)
