"""Four tasks, and what to do with a trained network in each."""

from __future__ import annotations

import itertools

import numpy as np

from cnnbook.exercises.base import Alternative, Misconception, ValueExercise
from cnnbook.exercises.mistakes import each, wrong_step

FROM_NOTHING = (0, 4)
"""Of B: as good as option 2, with so many pictures."""


def which_option(*, a=(1, 2), b=(2, 4), c=(0, 3), d=(0, 1)):
    """Return choice and reason for each of the four."""
    return np.array([a, b, c, d])


def _exchanged(one, other):
    rows = which_option()
    rows[[one, other]] = rows[[other, one]]
    return rows


_ALL_OPTION_1 = (
    "You would freeze a base and train a head in all four cases. Ask of each: does the "
    "base know anything that helps, and is there enough to teach it?"
)
_ALL_OPTION_2 = (
    "You would let the base move in all four cases. With a few dozen pictures there is too "
    "little to move it by, and not every base is worth having."
)
_FROM_NOTHING = (
    "You would leave the base in all four cases. Ask of each what the base has seen: "
    "somebody with ninety pictures may be glad of it."
)

EXERCISE = ValueExercise(
    __name__,
    title="Which option, and why?",
    difficulty=1,
    points=2,
    place=10,
    kind="Values to work out",
    look=(
        "Write three things beside each letter: what the base has seen, how many examples "
        "there are, and whether neighbours mean something in them."
    ),
    section="When transfer learning makes sense",
    labels=tuple(
        f"{part} for {letter}" for letter in "ABCD" for part in ("choice", "reason")
    ),
    work=which_option,
    readings=(which_option(b=FROM_NOTHING),),
    misconceptions=(
        wrong_step(
            "two options swapped",
            "You have the two options the wrong way round. In which of them does the "
            "base stand still?",
            a=(2, 2),
            b=(1, 4),
        ),
        *(
            wrong_step(
                f"option {n} for everything",
                hint,
                a=rows[0],
                b=rows[1],
                c=rows[2],
                d=rows[3],
            )
            for n, hint, reason in [
                (1, _ALL_OPTION_1, 2),
                (2, _ALL_OPTION_2, 4),
                (0, _FROM_NOTHING, 3),
            ]
            for rows in ([(n, reason)] * 4, [(n, r) for r in (2, 4, 3, 1)])
        ),
        wrong_step(
            "a few pictures taken for many",
            "Look at A once more. With ninety photographs, how much should move?",
            a=(2, 4),
        ),
        wrong_step(
            "amount of data ignored",
            "Look at B once more: is there too little to let the base learn?",
            b=(1, 2),
        ),
        wrong_step(
            "X-rays taken for no pictures",
            "Look at B once more. An X-ray is a picture: what do neighbours in it mean?",
            b=(0, 3),
        ),
        wrong_step(
            "kind of input ignored",
            "Look at C once more. A base looks for edges among neighbours. What are the "
            "neighbours here?",
            c=(2, 4),
        ),
        wrong_step(
            "table treated as a few pictures",
            "C is not a small collection of pictures. It is no collection of pictures "
            "at all.",
            c=(1, 2),
        ),
        *each(
            "data behind the base ignored",
            "Look at D once more. What can somebody teach you who has seen far less "
            "than you have?",
            d=[(2, 4), (1, 2)],
        ),
        *(
            Misconception(
                "two rows exchanged",
                f"The rows of {'ABCD'[one]} and {'ABCD'[other]} have changed places, or "
                "what you think of the two.",
                _exchanged(one, other),
            )
            for one, other in itertools.combinations(range(4), 2)
        ),
        Misconception(
            "reason before option",
            "In each row the option comes first, and then the reason.",
            after=lambda rows: rows[:, ::-1],
        ),
        Misconception(
            "choices in one row, reasons in another",
            "The numbers are there, in two rows of four. Write a row for each of A, B, C "
            "and D: the choice, then the reason.",
            after=np.transpose,
        ),
        Misconception(
            "reasons counted from 0",
            "Your reasons are numbered from 0. In the table they begin with 1.",
            after=lambda rows: rows - [0, 1],
        ),
        Misconception(
            "options counted from 0",
            "Your options are numbered from 0. In the table 0 means to leave the base.",
            after=lambda rows: np.column_stack([(rows[:, 0] - 1) % 3, rows[:, 1]]),
        ),
        Misconception(
            "nothing written as 3",
            "Whoever leaves the base has the number 0 in the table, not 3.",
            after=lambda rows: np.column_stack(
                [np.where(rows[:, 0] == 0, 3, rows[:, 0]), rows[:, 1]]
            ),
        ),
    ),
    alternatives=(
        Alternative(
            "B begins from nothing, with so many", [(1, 2), (0, 4), (0, 3), (0, 1)]
        ),
    ),
)
