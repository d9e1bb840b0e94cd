"""Four tasks, and what to do with a trained network in each."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises.base import Misconception, ValueExercise

_OPTIONS = np.array([(1, 2), (2, 4), (0, 3), (0, 1)])


def _options(**rows):
    """Return the right choices with other rows for some situations."""
    changed = _OPTIONS.copy()
    for letter, row in rows.items():
        changed["abcd".index(letter)] = row
    return changed


EXERCISE = ValueExercise(
    __name__,
    title="Which option, and why?",
    difficulty=1,
    points=2,
    place=10,
    kind="Values to work out",
    reference=_OPTIONS,
    misconceptions=(
        Misconception(
            "two options swapped",
            "You have the two options the wrong way round. In which of them does the "
            "base stand still?",
            _options(a=(2, 2), b=(1, 4)),
        ),
        Misconception(
            "option 1 for everything",
            "You would freeze a base and train a head in all four cases. Ask of each: "
            "does the base know anything that helps, and is there enough to teach it?",
            np.array([(1, 2)] * 4),
        ),
        Misconception(
            "option 2 for everything",
            "You would let the base move in all four cases. With a few dozen pictures "
            "there is too little to move it by, and not every base is worth having.",
            np.array([(2, 4)] * 4),
        ),
        Misconception(
            "kind of input ignored",
            "Look at C once more. A base looks for edges among neighbours. What are the "
            "neighbours here?",
            _options(c=(2, 4)),
        ),
        Misconception(
            "table treated as a few pictures",
            "C is not a small collection of pictures. It is no collection of pictures "
            "at all.",
            _options(c=(1, 2)),
        ),
        Misconception(
            "data behind the base ignored",
            "Look at D once more. What can somebody teach you who has seen far less "
            "than you have?",
            _options(d=(2, 4)),
        ),
        Misconception(
            "amount of data ignored",
            "Look at B once more: is there too little to let the base learn?",
            _options(b=(1, 2)),
        ),
        Misconception(
            "reason before option",
            "In each row the option comes first, and then the reason.",
            _OPTIONS[:, ::-1],
        ),
    ),
)
