"""What somebody gets who always answers the largest kind."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises.base import ValueExercise
from cnnbook.exercises.mistakes import wrong_step


def majority_baseline(
    train,
    test,
    *,
    pick=lambda train, test: np.argmax(train),
    hits=lambda train, test, kind: test[kind],
    over=lambda train, test: np.sum(test),
    finish=lambda share: share,
):
    """Return the share that is right, one step after another.

    Parameters
    ----------
    train, test : sequence of int
        How many pictures of each kind there are to learn from, and to test with.
    pick : callable
        Says which kind is answered.
    hits : callable
        Says how many of these answers are right.
    over : callable
        Says by what to divide.
    finish : callable
        What is made of the share.
    """
    train, test = np.asarray(train), np.asarray(test)
    kind = pick(train, test)
    return finish(hits(train, test, kind) / over(train, test))


EXERCISE = ValueExercise(
    __name__,
    title="The baseline that does not look",
    difficulty=1,
    points=1,
    place=10,
    look=(
        "Write one answer under each picture of the test: the kind that was the largest "
        "when you had only those to learn from. Now tick the right ones, and count."
    ),
    section="Baseline first",
    given={"train": [22, 24, 14], "test": [9, 7, 4]},
    work=majority_baseline,
    misconceptions=(
        wrong_step(
            "largest kind of the test",
            "You answer the kind that is the largest in the test. The test is not known "
            "when the answer is chosen.",
            pick=lambda train, test: np.argmax(test),
        ),
        wrong_step(
            "share among the pictures to learn from",
            "This is the share of the largest kind among those to learn from. The score "
            "is asked for on the test.",
            hits=lambda train, test, kind: train[kind],
            over=lambda train, test: np.sum(train),
        ),
        wrong_step(
            "share among all pictures",
            "You count all pictures, those to learn from as well. Only those of the test "
            "are asked.",
            hits=lambda train, test, kind: train[kind] + test[kind],
            over=lambda train, test: np.sum(train) + np.sum(test),
        ),
        wrong_step(
            "guessing",
            "This is what guessing gets, with every kind equally often. Here one answer "
            "is given always.",
            hits=lambda train, test, kind: 1,
            over=lambda train, test: len(test),
        ),
        wrong_step(
            "smallest kind",
            "You answer the smallest kind. The largest one is meant.",
            pick=lambda train, test: np.argmin(train),
        ),
        wrong_step(
            "wrong ones for right ones",
            "This is the share that is wrong. The score is the share that is right.",
            finish=lambda share: 1 - share,
        ),
        wrong_step(
            "not divided",
            "You count the right answers. A score is a share, from 0 to 1.",
            over=lambda train, test: 1,
        ),
        wrong_step(
            "divided by the pictures to learn from",
            "You divide by the number of pictures to learn from. How many are asked?",
            over=lambda train, test: np.sum(train),
        ),
        wrong_step(
            "divided by the kind itself",
            "You compare one kind of the test with itself as it was to learn from. How "
            "many pictures of the test are there in all?",
            over=lambda train, test: np.max(train),
        ),
        wrong_step(
            "in per cent",
            "Yours is a number from 0 to 100. It should be from 0 to 1.",
            finish=lambda share: 100 * share,
        ),
    ),
)
