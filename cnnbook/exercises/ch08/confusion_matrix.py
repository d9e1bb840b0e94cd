"""How often each class was taken for each other one."""

from __future__ import annotations

from collections import Counter

import numpy as np

from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception
from cnnbook.exercises.mistakes import wrong_step


def confusion(
    labels,
    answers,
    classes,
    *,
    kept=lambda labels, answers: labels == labels,
    size=lambda labels, answers, classes: classes,
    place=lambda label, answer: (label, answer),
    again=True,
    both_ways=False,
    order=lambda array: array,
    entries=lambda matrix: matrix,
):
    """Count pairs of label and answer, one after another.

    Parameters
    ----------
    labels, answers, classes
        As in the exercise.
    kept : callable
        Which pictures count.
    size : callable
        How many rows and columns there are.
    place : callable
        Row and column of a pair.
    again : bool
        Count a pair that occurs again.
    both_ways : bool
        Count a wrong answer in both directions.
    order : callable
        What is done to labels and answers first.
    entries : callable
        What is made of the counts.
    """
    labels, answers = (order(np.asarray(a).astype(int)) for a in (labels, answers))
    keep = kept(labels, answers)
    labels, answers = labels[keep], answers[keep]
    n = size(labels, answers, classes)
    matrix = np.zeros((n, n), dtype=int)
    pairs = [place(labels, answers)]
    if both_ways:
        other = labels != answers
        pairs.append(place(answers[other], labels[other]))
    for pair in pairs:
        np.add.at(matrix, pair, 1)
    return entries(matrix if again else np.minimum(matrix, 1))


def _present(labels, answers, classes):
    there = np.unique([labels, answers])
    return confusion(labels, answers, classes)[np.ix_(there, there)]


def _draw_answers(random: np.random.Generator) -> Case:
    classes, number = int(random.integers(3, 7)), int(random.integers(5, 16))
    most = classes - int(random.integers(0, 2))  # the last class may never occur
    kind = random.integers(4)
    if kind == 0:
        number, most = 900, 2  # some pair occurs more often than a byte can count
    if kind == 1:
        classes = most = int(random.integers(12, 19))  # a byte can't number all pairs
    labels = random.integers(0, most, number)
    guesses = random.integers(0, most, number)
    share = 0.0 if random.integers(5) == 0 else 0.6
    answers = np.where(random.random(number) < share, labels, guesses)
    if kind == 1:
        small = random.choice(["uint8", "int8"])
        labels, answers = labels.astype(small), answers.astype(small)
        if random.integers(2):
            answers = answers.astype(int)
    if kind == 2:
        labels = labels.astype(np.uint8)
    if kind == 0:  # so often that a byte can't count them, in bytes or not
        small = random.choice(["int64", "uint8", "int8"])
        labels, answers = labels.astype(small), answers.astype(small)
    return Case((labels, answers, classes))


def _about(labels, answers, classes):
    counts = confusion(labels, answers, classes)
    used = counts.any(axis=0) | counts.any(axis=1)
    return {
        ("a pair occurs more than once", "no pair occurs twice"): bool(
            counts.max() > 1
        ),
        (
            "a pair occurs more than 255 times",
            "no pair occurs more than 255 times",
        ): bool(counts.max() > 255),
        ("a class does not occur", "every class occurs"): not used.all(),
        ("the last class does not occur", "the last class occurs"): not used[-1],
        ("every answer is right", "some answer is wrong"): bool(
            (labels == answers).all()
        ),
        ("no answer is right", "some answer is right"): bool((labels != answers).all()),
        ("labels and answers are of 8 bits", "labels or answers have more bits"): (
            labels.dtype.itemsize == answers.dtype.itemsize == 1
        ),
        ("there are 10 classes", "there are more or fewer than 10 classes"): (
            classes == 10
        ),
    }


def _counter(labels, answers, classes):
    pairs = Counter(zip(labels.tolist(), answers.tolist(), strict=True))
    return [[pairs[row, column] for column in range(classes)] for row in range(classes)]


def _histogram(labels, answers, classes):
    edges = np.arange(classes + 1) - 0.5
    return np.histogram2d(labels, answers, bins=(edges, edges))[0]


def _bincount(labels, answers, classes):
    numbers = labels.astype(int) * classes + answers
    return np.bincount(numbers, minlength=classes**2).reshape(classes, classes)


def _numbered_in_bytes(labels, answers, classes):
    """Count by numbers of the pairs that have the type of the labels."""
    labels, answers = np.asarray(labels), np.asarray(answers)
    pairs = labels * classes + answers
    counts = np.bincount(pairs, minlength=classes**2)
    return counts.reshape(classes, classes)


def _counted_in_bytes(labels, answers, classes):
    """Count in an array that has the type of the labels."""
    matrix = np.zeros((classes, classes), np.asarray(labels).dtype)
    np.add.at(matrix, (labels, answers), 1)
    return matrix


def _shares(matrix, axis):
    sums = matrix.sum(axis=axis, keepdims=True)
    return matrix / np.maximum(sums, 1)


def _product(labels, answers, classes):
    counts = confusion(labels, answers, classes)
    return np.outer(counts.sum(axis=1), counts.sum(axis=0))


def _by_ten(labels, answers, classes):
    """Count with the pairs numbered by ten; what is then too much is cut off."""
    pairs = 10 * labels.astype(int) + answers
    counts = np.bincount(pairs, minlength=classes**2)
    return counts[: classes**2].reshape(classes, classes)


def _cut(labels, answers, part):
    return {"labels": labels[part], "answers": answers[part]}


def _from_one(matrix):
    """Return the matrix of somebody who counts from 1: class 0 lands at the end."""
    return np.roll(matrix, (-1, -1), axis=(0, 1))


def _entries(name, hint, change):
    return wrong_step(name, hint, entries=change)


EXERCISE = FunctionExercise(
    __name__,
    title="Who is taken for whom",
    difficulty=2,
    points=2,
    place=40,
    look=(
        "Take three pictures: labels 0, 0, 1 and answers 1, 1, 1. Fill in the matrix of "
        "three classes on paper. Which of its entries are not 0?"
    ),
    section="Who is taken for whom",
    reference=confusion,
    library=("confusion_matrix",),
    axes={"labels": ("number of pictures",), "answers": ("number of pictures",)},
    features=_about,
    cases=(
        Case((np.array([0, 1, 1]), np.array([1, 1, 0]), 2)),
        Case((np.array([0, 0]), np.array([1, 1]), 2)),
        Case((np.array([1, 0]), np.array([1, 0]), 3)),
        Case((np.array([2, 0, 2]), np.array([0, 0, 1]), 3)),
        Case((np.array([0, 0, 0, 1, 1, 2]), np.array([0, 1, 1, 1, 0, 0]), 3)),
        Case((np.array([3, 1, 1, 0, 3, 1, 0]), np.array([3, 3, 3, 0, 1, 1, 0]), 5)),
        Case(
            (
                np.array([1, 1, 2, 2, 2, 0], np.uint8),
                np.array([2, 2, 2, 2, 0, 1], np.int64),
                4,
            )
        ),
        Case((np.array([9, 0, 9, 4]), np.array([9, 4, 4, 0]), 10)),
        Case((np.zeros(300, int), np.zeros(300, int), 2)),
        Case((np.ones(300, np.uint8), np.zeros(300, np.uint8), 2)),
        Case((np.array([16], np.uint8), np.array([0], np.uint8), 17)),
        Case((np.array([12], np.int8), np.array([3], np.int8), 13)),
        Case((np.array([0, 0, 0]), np.array([0, 0, 0]), 1)),
    ),
    draw=_draw_answers,
    integer_result=True,
    misconceptions=(
        wrong_step(
            "rows and columns swapped",
            "Your rows are the answers. Here a row belongs to a true class, and a column "
            "to an answer.",
            place=lambda label, answer: (answer, label),
        ),
        wrong_step(
            "repeated pairs counted once",
            "No entry is above 1: a pair that occurs again has to count again. If you index "
            "with whole arrays, += looks at each pair once.",
            again=False,
        ),
        wrong_step(
            "only the right answers counted",
            "You count the pictures on the diagonal only. What became of the others?",
            kept=lambda labels, answers: labels == answers,
        ),
        wrong_step(
            "only the mistakes counted",
            "Your diagonal is empty. A right answer is counted too.",
            kept=lambda labels, answers: labels != answers,
        ),
        Misconception(
            "last picture left out",
            "Your matrix counts one picture too few: the last one is missing.",
            before=lambda labels, answers, **rest: _cut(
                labels, answers, slice(None, -1)
            ),
        ),
        Misconception(
            "first picture left out",
            "Your matrix counts one picture too few: the first one is missing.",
            before=lambda labels, answers, **rest: _cut(
                labels, answers, slice(1, None)
            ),
        ),
        Misconception(
            "first picture only",
            "You count the first picture alone. Does your return stand inside the loop?",
            before=lambda labels, answers, **rest: _cut(labels, answers, slice(1)),
        ),
        wrong_step(
            "both directions counted",
            "You count a wrong answer twice, once in each direction. Class 1 taken for "
            "class 2 is not class 2 taken for class 1.",
            both_ways=True,
        ),
        _entries(
            "both directions counted",
            "You count each picture twice, the second time with label and answer "
            "exchanged. Class 1 taken for class 2 is not class 2 taken for class 1.",
            lambda matrix: matrix + matrix.T,
        ),
        _entries(
            "both directions averaged",
            "Your matrix is the mean of itself and of its mirror image. Class 1 taken for "
            "class 2 is not class 2 taken for class 1.",
            lambda matrix: (matrix + matrix.T) / 2,
        ),
        _entries(
            "right answers counted twice",
            "Your diagonal is twice as large as it should be. A right answer is counted "
            "once, like any other.",
            lambda matrix: matrix + np.diag(np.diag(matrix)),
        ),
        wrong_step(
            "smaller class first",
            "You put the smaller of label and answer first. The row is always the label's.",
            place=lambda label, answer: (
                np.minimum(label, answer),
                np.maximum(label, answer),
            ),
        ),
        wrong_step(
            "larger class first",
            "You put the larger of label and answer first. The row is always the label's.",
            place=lambda label, answer: (
                np.maximum(label, answer),
                np.minimum(label, answer),
            ),
        ),
        _entries(
            "last class left out",
            "Your matrix has a row and a column too few. The last class, classes − 1, has "
            "its own.",
            lambda matrix: matrix[:-1, :-1],
        ),
        Misconception(
            "pairs numbered in the labels' own type",
            "You number the pairs in the type in which the labels come. A byte ends at 255, "
            "or at 127 with a sign, and so many pairs there are with a dozen classes.",
            _numbered_in_bytes,
        ),
        Misconception(
            "counted in the labels' own type",
            "Your matrix has the type in which the labels come. A byte counts up to 255, "
            "or to 127 with a sign, and begins again.",
            _counted_in_bytes,
        ),
        wrong_step(
            "pairs torn apart",
            "You sort labels and answers, each for itself. A label then no longer stands "
            "beside the answer to its picture.",
            order=np.sort,
        ),
        Misconception(
            "every label with every answer",
            "You multiply how often a class occurs by how often it was answered. Only the "
            "label and the answer of one picture make a pair.",
            _product,
        ),
        Misconception(
            "pairs numbered by ten",
            "You number the pairs by 10 · label + answer. With another number of classes "
            "that is not the place in the matrix.",
            _by_ten,
        ),
        Misconception(
            "classes that do not occur left out",
            "Your matrix is too small. A class keeps its row and its column even when no "
            "picture belongs to it.",
            _present,
        ),
        wrong_step(
            "as large as the largest class",
            "Your matrix ends with the largest class that occurs. There are as many rows "
            "and columns as classes.",
            size=lambda labels, answers, classes: max(labels.max(), answers.max()) + 1,
        ),
        wrong_step(
            "always ten classes",
            "Your matrix always has ten rows and columns. How many there are, the third "
            "argument says.",
            size=lambda labels, answers, classes: 10,
        ),
        wrong_step(
            "one row and column too many",
            "Your matrix has a row and a column too many: the classes end with "
            "classes − 1.",
            size=lambda labels, answers, classes: classes + 1,
        ),
        _entries(
            "shares instead of counts",
            "You divide each row by its sum. Here the pictures are counted.",
            lambda matrix: _shares(matrix, 1),
        ),
        _entries(
            "shares of the columns",
            "You divide each column by its sum. Here the pictures are counted.",
            lambda matrix: _shares(matrix, 0),
        ),
        _entries(
            "shares of all pictures",
            "You divide by the number of pictures. Here the pictures are counted.",
            lambda matrix: _shares(matrix, (0, 1)),
        ),
        _entries(
            "per cent of the rows",
            "You return per cent of each row. Here the pictures are counted.",
            lambda matrix: np.round(100 * _shares(matrix, 1)),
        ),
        _entries(
            "per cent of the rows",
            "You return per cent of each row. Here the pictures are counted.",
            lambda matrix: 100 * _shares(matrix, 1),
        ),
        _entries(
            "per cent of all pictures",
            "You return per cent of all pictures. Here the pictures are counted.",
            lambda matrix: 100 * _shares(matrix, (0, 1)),
        ),
        _entries(
            "rows in the opposite order",
            "Your first row belongs to the last class. Class 0 comes first.",
            lambda matrix: matrix[::-1],
        ),
        _entries(
            "columns in the opposite order",
            "Your first column belongs to the last class. Class 0 comes first.",
            lambda matrix: matrix[:, ::-1],
        ),
        _entries(
            "rows sorted by size",
            "Your rows are sorted by their size. A column keeps to its class.",
            lambda matrix: -np.sort(-matrix, axis=1),
        ),
        _entries(
            "the same row everywhere",
            "All your rows are the same. Is it one list, which stands in the matrix as "
            "many times as there are classes?",
            lambda matrix: np.tile(matrix.sum(axis=0), (len(matrix), 1)),
        ),
        _entries(
            "classes counted from 1",
            "Everything has moved by one row and one column, class 0 to the end. The "
            "classes begin with 0.",
            _from_one,
        ),
        _entries(
            "starts again at 256",
            "Your counts start again at 0 behind 255. Which type does your matrix have?",
            lambda matrix: matrix % 256,
        ),
        _entries(
            "how many are right",
            "You return one number, the number of right answers. A table is wanted.",
            np.trace,
        ),
        _entries(
            "the share that is right",
            "You return one number, the share of right answers. A table is wanted.",
            lambda matrix: np.trace(matrix) / matrix.sum(),
        ),
        _entries(
            "one long row",
            "Your counts stand in one row. Reshape them into classes by classes.",
            np.ravel,
        ),
    ),
    alternatives=(
        Alternative("pairs in a Counter; nested lists come back", _counter),
        Alternative("a histogram in two directions, in floats", _histogram),
        Alternative("pairs become numbers, and the numbers are counted", _bincount),
    ),
)
