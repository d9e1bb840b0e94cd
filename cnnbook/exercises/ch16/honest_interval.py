"""What a count of right answers leaves open."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises.base import Misconception, ValueExercise
from cnnbook.exercises.mistakes import each, wrong_step


def honest_interval(
    right,
    asked,
    *,
    more=2,
    both=4,
    spread=lambda right, asked: np.sqrt(right * (asked - right) / asked + 1),
    times=2,
    finish=lambda middle, half: [middle - half, middle + half],
    as_shown=lambda ends: np.round(100 * np.asarray(ends)),
):
    """Return the ends of Wilson's interval in whole per cent, step by step.

    Parameters
    ----------
    right, asked : int
        How many are right, of how many.
    more, both : int
        What is added to the one and to the other.
    spread : callable
        Makes the root.
    times : float
        How many of these the interval reaches to either side.
    finish : callable
        Makes the answer of middle and half width.
    as_shown : callable
        Writes it in per cent.
    """
    middle = (right + more) / (asked + both)
    half = times * spread(right, asked) / (asked + both)
    return as_shown(finish(middle, half))


def _to_digits(digits, times=1):
    return lambda ends: np.round(times * np.asarray(ends), digits)


def _usual(right, asked):
    p = right / asked
    half = 2 * np.sqrt(p * (1 - p) / asked)
    return np.round([100 * (p - half), 100 * (p + half)])


def _around_the_score(right, asked):
    half = 2 * np.sqrt(right * (asked - right) / asked + 1) / (asked + 4)
    return np.round(100 * (right / asked + np.array([-half, half])))


def _with(z, digits=0):
    """Return what makes Wilson's interval with z deviations, to so many digits."""

    def work(right, asked):
        middle = (right + z**2 / 2) / (asked + z**2)
        root = np.sqrt(right * (asked - right) / asked + z**2 / 4)
        half = z * root / (asked + z**2)
        return np.round([100 * (middle - half), 100 * (middle + half)], digits)

    return work


EXERCISE = ValueExercise(
    __name__,
    title="An honest interval",
    difficulty=2,
    points=2,
    place=50,
    kind="Two values to work out",
    look=(
        "Write three lines: the middle, what stands under the root, and the half width. "
        "Where does the middle lie, compared with the score itself?"
    ),
    section="How uncertain is 18 of 20?",
    given={"right": 27, "asked": 30},
    work=honest_interval,
    labels=("low", "high"),
    misconceptions=(
        Misconception(
            "around the score itself",
            "Your interval lies around the score itself. Its middle has the two right "
            "answers and the two wrong ones in it that are added.",
            _usual,
        ),
        Misconception(
            "around the score itself",
            "Your interval lies around the score itself. Its middle has the two right "
            "answers and the two wrong ones in it that are added.",
            _around_the_score,
        ),
        Misconception(
            "around the score itself",
            "Your interval lies around the score itself, and is cut at 100. With the two "
            "wrong answers that are added it would not reach so far.",
            lambda right, asked: np.minimum(_usual(right, asked), 100),
        ),
        wrong_step(
            "one deviation only",
            "You go one deviation to either side. That holds in two of three tests only.",
            times=1,
        ),
        Misconception(
            "one deviation only",
            "You go one deviation to either side. That holds in two of three tests only.",
            _with(1),
        ),
        wrong_step(
            "1 under the root forgotten",
            "Something is missing under the root. What would come out there if all were "
            "right?",
            spread=lambda right, asked: np.sqrt(right * (asked - right) / asked),
        ),
        wrong_step(
            "only the right ones added",
            "You add right answers, and no wrong ones: the number of all grows by both.",
            both=2,
        ),
        wrong_step(
            "right ones not grown",
            "You add to the number of all, and not to the right ones: all four that you "
            "add are wrong.",
            more=0,
        ),
        Misconception(
            "one of each added",
            "You add one right answer and one wrong one. There are two of each.",
            lambda right, asked: honest_interval(right, asked, more=1, both=2),
        ),
        wrong_step(
            "added under the root too",
            "Under the root, too, stand your counts with the four that are added. There it "
            "is those of the test.",
            spread=lambda right, asked: np.sqrt(
                (right + 2) * (asked - right + 2) / (asked + 4) + 1
            ),
        ),
        wrong_step(
            "number of all not grown",
            "You divide by the number of pictures. Those that are added count there too.",
            both=0,
        ),
        wrong_step(
            "root not taken",
            "You have not taken the root.",
            spread=lambda right, asked: right * (asked - right) / asked + 1,
        ),
        wrong_step(
            "not divided under the root",
            "Under the root the product is not divided by the number of pictures.",
            spread=lambda right, asked: np.sqrt(right * (asked - right) + 1),
        ),
        wrong_step(
            "wrong ones for right ones",
            "This is an interval for the share that is wrong. Take those that are right.",
            finish=lambda middle, half: [1 - middle - half, 1 - middle + half],
        ),
        wrong_step(
            "middle and half width",
            "You give the middle and how far it reaches. The two ends were asked for.",
            finish=lambda middle, half: [middle, half],
        ),
        wrong_step(
            "higher end first",
            "These are the two ends in the other order. The lower one comes first.",
            finish=lambda middle, half: [middle + half, middle - half],
        ),
        *each(
            "shares for per cent",
            "Yours are shares from 0 to 1. Whole per cent were asked for.",
            as_shown=[_to_digits(digits) for digits in (2, 3, 4, 12)],
        ),
        *each(
            "not rounded to whole per cent",
            "Your ends have digits behind the point. Round them to whole per cent.",
            as_shown=[_to_digits(digits, 100) for digits in (1, 2, 3, 4, 12)],
        ),
        *(
            Misconception(
                "not rounded to whole per cent",
                "Your ends have digits behind the point. Round them to whole per cent.",
                _with(1.96, digits),
            )
            for digits in (1, 2, 3, 4, 12)
        ),
        wrong_step(
            "rounded down",
            "You leave out what stands behind the point. Take the whole number that is "
            "nearest.",
            as_shown=lambda ends: np.floor(100 * np.asarray(ends)),
        ),
        *each(
            "one number twice",
            "You give one number twice. The two ends were asked for.",
            finish=[
                lambda middle, half: [middle, middle],
                lambda middle, half: [half, half],
            ],
        ),
        *each(
            "one end alone",
            "You give one end. Both were asked for.",
            finish=[
                lambda middle, half: middle - half,
                lambda middle, half: middle + half,
            ],
        ),
    ),
)
