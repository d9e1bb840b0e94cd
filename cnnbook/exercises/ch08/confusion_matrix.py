"""How often each class was taken for each other one."""

from __future__ import annotations

from collections import Counter

import numpy as np

from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception


def _confusion(labels, answers, classes):
    matrix = np.zeros((classes, classes), dtype=int)
    np.add.at(matrix, (labels, answers), 1)
    return matrix


def _once(labels, answers, classes):
    matrix = np.zeros((classes, classes), dtype=int)
    matrix[labels, answers] += 1
    return matrix


def _present(labels, answers, classes):
    there = sorted({*labels.tolist(), *answers.tolist()})
    return _confusion(labels, answers, classes)[np.ix_(there, there)]


def _shares(labels, answers, classes):
    matrix = _confusion(labels, answers, classes)
    return matrix / np.maximum(matrix.sum(axis=1, keepdims=True), 1)


def _draw_answers(random: np.random.Generator) -> Case:
    classes = int(random.integers(4, 7))
    labels = random.integers(0, classes - 1, 25)  # the last class never occurs
    guesses = random.integers(0, classes - 1, 25)
    answers = np.where(random.random(25) < 0.5, labels, guesses)
    return Case((labels, answers, classes))


def _counter(labels, answers, classes):
    pairs = Counter(zip(labels.tolist(), answers.tolist(), strict=True))
    return [[pairs[row, column] for column in range(classes)] for row in range(classes)]


def _histogram(labels, answers, classes):
    edges = np.arange(classes + 1) - 0.5
    return np.histogram2d(labels, answers, bins=(edges, edges))[0]


def _bincount(labels, answers, classes):
    numbers = labels.astype(int) * classes + answers
    return np.bincount(numbers, minlength=classes**2).reshape(classes, classes)


EXERCISE = FunctionExercise(
    __name__,
    title="Who is taken for whom",
    difficulty=2,
    points=2,
    place=40,
    reference=_confusion,
    cases=(
        Case((np.array([0, 0, 0, 1, 1, 2]), np.array([0, 1, 1, 1, 0, 0]), 3)),
        Case((np.array([3, 1, 1, 0, 3, 1, 0]), np.array([3, 3, 3, 0, 1, 1, 0]), 5)),
        Case(
            (
                np.array([1, 1, 2, 2, 2, 0], np.uint8),
                np.array([2, 2, 2, 2, 0, 1], np.int64),
                4,
            )
        ),
    ),
    draw=_draw_answers,
    integer_result=True,
    misconceptions=(
        Misconception(
            "rows and columns swapped",
            "Your rows are the answers. Here a row belongs to a true class, and a column "
            "to an answer.",
            lambda labels, answers, classes: _confusion(answers, labels, classes),
        ),
        Misconception(
            "repeated pairs counted once",
            "No entry is above 1. With lists as indices, += looks at each pair once, "
            "however often it occurs.",
            _once,
        ),
        Misconception(
            "only the right answers counted",
            "You count the pictures on the diagonal only. What became of the others?",
            lambda labels, answers, classes: np.diag(
                np.diag(_confusion(labels, answers, classes))
            ),
        ),
        Misconception(
            "only the mistakes counted",
            "Your diagonal is empty. A right answer is counted too.",
            lambda labels, answers, classes: _confusion(
                labels[labels != answers], answers[labels != answers], classes
            ),
        ),
        Misconception(
            "classes that do not occur left out",
            "Your matrix is too small. A class keeps its row and its column even when no "
            "picture belongs to it.",
            _present,
        ),
        Misconception(
            "shares instead of counts",
            "You divide each row by its sum. Here the pictures are counted.",
            _shares,
        ),
        Misconception(
            "classes counted from 1",
            "Everything has moved by one row and one column. The classes begin with 0.",
            lambda labels, answers, classes: _confusion(
                labels.astype(int) - 1, answers.astype(int) - 1, classes
            ),
        ),
    ),
    alternatives=(
        Alternative("pairs in a Counter; nested lists come back", _counter),
        Alternative("a histogram in two directions, in floats", _histogram),
        Alternative("pairs become numbers, and the numbers are counted", _bincount),
    ),
)
