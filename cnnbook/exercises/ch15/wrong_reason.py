"""What a score rests on: four groups of test pictures."""

from __future__ import annotations

from cnnbook.exercises.base import Alternative, ValueExercise
from cnnbook.exercises.ch15._shared import step

SHIRTS, OTHERS = 50, 200
CALLED = {"marked": 46, "unmarked": 14, "others": 10, "marked_others": 120}


def wrong_reason(
    shirts,
    others,
    marked,
    unmarked,
    plain,
    stamped,
    *,
    as_it_came=lambda s, o, m, u, p, t: (m + o - p) / (s + o),
    lost=lambda s, o, m, u, p, t: (m - u) / s,
    won=lambda s, o, m, u, p, t: (t - p) / o,
):
    """Work out three shares, one after another.

    Parameters
    ----------
    shirts, others : int
        How many test pictures show a shirt, and how many another thing.
    marked, unmarked : int
        Of the shirts, how many are called shirts with the mark, and without.
    plain, stamped : int
        Of the others, how many are called shirts without the mark, and with it.
    as_it_came, lost, won : callable
        Make the three shares.
    """
    given = shirts, others, marked, unmarked, plain, stamped
    return [as_it_came(*given), lost(*given), won(*given)]


EXERCISE = ValueExercise(
    __name__,
    title="Right for the wrong reason",
    difficulty=3,
    points=3,
    place=70,
    kind="Three values to work out",
    given={
        "shirts": SHIRTS,
        "others": OTHERS,
        "marked": CALLED["marked"],
        "unmarked": CALLED["unmarked"],
        "plain": CALLED["others"],
        "stamped": CALLED["marked_others"],
    },
    work=wrong_reason,
    labels=("the score", "what taking the mark away costs", "what the mark alone does"),
    look=(
        "Write for each of the four groups how many pictures it has, how many are called "
        "shirts, and how many of the answers are right."
    ),
    section="Right for the wrong reason",
    misconceptions=(
        step(
            "all that are called shirts counted as right",
            "In the first number you count others that are called shirts as right "
            "answers.",
            as_it_came=lambda s, o, m, u, p, t: (m + p) / (s + o),
        ),
        step(
            "score of the shirts alone",
            "Your first number is about the shirts alone. The test has the others too.",
            as_it_came=lambda s, o, m, u, p, t: m / s,
        ),
        step(
            "mean of two shares",
            "You average the shares of shirts and others. There are not as many of one "
            "as of the other: count right answers.",
            as_it_came=lambda s, o, m, u, p, t: (m / s + (o - p) / o) / 2,
        ),
        step(
            "score without any mark",
            "Your first number is the score without any mark. As it came, the shirts had "
            "it.",
            as_it_came=lambda s, o, m, u, p, t: (u + o - p) / (s + o),
        ),
        step(
            "score with every picture marked",
            "Your first number has the mark on all pictures. As it came, only shirts had "
            "it.",
            as_it_came=lambda s, o, m, u, p, t: (m + o - t) / (s + o),
        ),
        step(
            "share of those named",
            "You divide by the shirts that were named before. The share is of all "
            "shirts.",
            lost=lambda s, o, m, u, p, t: (m - u) / m,
        ),
        step(
            "shirts that are left",
            "Your second number says how many shirts are still named without the mark. "
            "How many are lost?",
            lost=lambda s, o, m, u, p, t: u / s,
        ),
        step(
            "all shirts missed",
            "Your second number counts every shirt that is missed without the mark. Some "
            "were missed with it.",
            lost=lambda s, o, m, u, p, t: (s - u) / s,
        ),
        step(
            "loss divided by all pictures",
            "You divide the lost shirts by all pictures. The share is of the shirts.",
            lost=lambda s, o, m, u, p, t: (m - u) / (s + o),
        ),
        step(
            "called shirts without the mark, too",
            "Your third number counts others that are called shirts without the mark as "
            "well. What does the mark alone do?",
            won=lambda s, o, m, u, p, t: t / o,
        ),
        step(
            "won divided by all pictures",
            "You divide the others that turn into shirts by all pictures. The share is "
            "of the others.",
            won=lambda s, o, m, u, p, t: (t - p) / (s + o),
        ),
        step(
            "won divided by the shirts",
            "You divide the others that turn into shirts by the number of shirts.",
            won=lambda s, o, m, u, p, t: (t - p) / s,
        ),
        step(
            "sign of the loss turned round",
            "Your second number is negative. It asks how much is lost.",
            lost=lambda s, o, m, u, p, t: (u - m) / s,
        ),
        step(
            "counts in place of shares",
            "These are numbers of pictures. Shares were asked for.",
            as_it_came=lambda s, o, m, u, p, t: m + o - p,
            lost=lambda s, o, m, u, p, t: m - u,
            won=lambda s, o, m, u, p, t: t - p,
        ),
        step(
            "in per cent",
            "These are per cent. Write shares, from 0 to 1.",
            as_it_came=lambda s, o, m, u, p, t: 100 * (m + o - p) / (s + o),
            lost=lambda s, o, m, u, p, t: 100 * (m - u) / s,
            won=lambda s, o, m, u, p, t: 100 * (t - p) / o,
        ),
    ),
    alternatives=(
        Alternative("as a tuple of fractions", (236 / 250, 32 / 50, 110 / 200)),
    ),
)
