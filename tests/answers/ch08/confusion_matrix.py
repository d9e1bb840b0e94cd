"""Answers to `confusion-matrix`."""

from collections import Counter

import numpy as np

from tests.answers import Answers

ANSWERS = Answers("confusion-matrix")


@ANSWERS.right("a loop")
def _(labels, answers, classes):
    matrix = np.zeros((classes, classes), dtype=int)
    for label, answer in zip(labels, answers, strict=True):
        matrix[label, answer] += 1
    return matrix


@ANSWERS.right("with np.add.at")
def _(labels, answers, classes):
    matrix = np.zeros((classes, classes), dtype=np.int64)
    np.add.at(matrix, (np.asarray(labels), np.asarray(answers)), 1)
    return matrix


@ANSWERS.right("with bincount")
def _(labels, answers, classes):
    pairs = classes * np.array(labels, dtype=int) + np.array(answers, dtype=int)
    return np.bincount(pairs, minlength=classes**2).reshape(classes, classes)


@ANSWERS.right("one-hot rows multiplied, as floats")
def _(labels, answers, classes):
    one_hot = np.eye(classes)
    return one_hot[np.asarray(labels)].T @ one_hot[np.asarray(answers)]


@ANSWERS.right("two comprehensions, as nested lists")
def _(labels, answers, classes):
    pairs = list(zip(map(int, labels), map(int, answers), strict=True))
    return [[pairs.count((i, j)) for j in range(classes)] for i in range(classes)]


@ANSWERS.right("with histogram2d, as floats")
def _(labels, answers, classes):
    edges = np.arange(classes + 1) - 0.5
    return np.histogram2d(labels, answers, bins=(edges, edges))[0]


@ANSWERS.right("with a Counter")
def _(y, said, n, **unused):
    counted = Counter(zip(np.array(y).tolist(), np.array(said).tolist(), strict=True))
    table = np.zeros((n, n))
    for place, times in counted.items():
        table[place] = times
    return table.astype(int)


@ANSWERS.right("with TensorFlow's confusion_matrix")
def _(labels, answers, classes):
    import tensorflow as tf

    return tf.math.confusion_matrix(labels, answers, num_classes=classes).numpy()


@ANSWERS.right("with a sparse matrix of SciPy")
def _(labels, answers, classes):
    from scipy.sparse import coo_array

    pairs = (np.asarray(labels), np.asarray(answers))
    ones = np.ones(len(labels), dtype=int)
    return coo_array((ones, pairs), shape=(classes, classes)).toarray()


@ANSWERS.right("comparisons of all with all, with einsum")
def _(labels, answers, classes):
    every = np.arange(classes)
    is_label = np.asarray(labels)[:, None] == every
    is_answer = np.asarray(answers)[:, None] == every
    return np.einsum("ni,nj->ij", is_label.astype(int), is_answer.astype(int))


@ANSWERS.right("the arrays emptied from behind")
def _(labels, answers, classes):
    labels, answers = list(labels), list(answers)
    matrix = [[0] * classes for _ in range(classes)]
    while labels:
        matrix[int(labels.pop())][int(answers.pop())] += 1
    return np.array(matrix)


class Confusion:
    """A table that counts."""

    def __call__(self, labels, answers, classes):
        self.table = np.zeros((classes, classes), np.int32)
        for i in range(classes):
            self.row(i, np.asarray(answers)[np.asarray(labels) == i])
        return self.table

    def row(self, i, given):
        for j in given:
            self.table[i, j] += 1


ANSWERS.right("a class with __call__, a row at a time")(Confusion())


@ANSWERS.wrong(
    "transposed, the answers in the rows", names=("rows and columns swapped",)
)
def _(labels, answers, classes):
    matrix = np.zeros((classes, classes), dtype=int)
    for label, answer in zip(labels, answers, strict=True):
        matrix[answer, label] += 1
    return matrix


@ANSWERS.wrong(
    "+= with index arrays, which counts each pair only once",
    names=("repeated pairs counted once",),
)
def _(labels, answers, classes):
    matrix = np.zeros((classes, classes), dtype=int)
    matrix[labels, answers] += 1
    return matrix


@ANSWERS.wrong(
    "only whether a pair occurs, = 1 in place of += 1",
    names=("repeated pairs counted once",),
)
def _(labels, answers, classes):
    matrix = np.zeros((classes, classes), dtype=int)
    for label, answer in zip(labels, answers, strict=True):
        matrix[label, answer] = 1
    return matrix


@ANSWERS.wrong("rows as shares of their sum", names=("shares instead of counts",))
def _(labels, answers, classes):
    matrix = np.zeros((classes, classes))
    np.add.at(matrix, (labels, answers), 1)
    return matrix / np.maximum(matrix.sum(axis=1, keepdims=True), 1)


@ANSWERS.wrong("shares of all pictures", names=("shares of all pictures",))
def _(labels, answers, classes):
    matrix = np.zeros((classes, classes))
    np.add.at(matrix, (labels, answers), 1)
    return matrix / len(labels)


@ANSWERS.wrong("in per cent of the row, rounded", names=("per cent of the rows",))
def _(labels, answers, classes):
    matrix = np.zeros((classes, classes))
    np.add.at(matrix, (labels, answers), 1)
    rows = np.maximum(matrix.sum(axis=1, keepdims=True), 1)
    return np.round(100 * matrix / rows).astype(int)


@ANSWERS.wrong(
    "only the wrong answers, the diagonal is empty",
    names=("only the mistakes counted",),
)
def _(labels, answers, classes):
    matrix = np.zeros((classes, classes), dtype=int)
    for label, answer in zip(labels, answers, strict=True):
        if label != answer:
            matrix[label, answer] += 1
    return matrix


@ANSWERS.wrong(
    "only the right answers, the diagonal", names=("only the right answers counted",)
)
def _(labels, answers, classes):
    matrix = np.zeros((classes, classes), dtype=int)
    for label, answer in zip(labels, answers, strict=True):
        if label == answer:
            matrix[label, label] += 1
    return matrix


@ANSWERS.wrong("always ten classes", names=("always ten classes",))
def _(labels, answers, classes):
    matrix = np.zeros((10, 10), dtype=int)
    for label, answer in zip(labels, answers, strict=True):
        matrix[label, answer] += 1
    return matrix


@ANSWERS.wrong(
    "as large as the largest label, not the number of classes",
    names=("as large as the largest class",),
)
def _(labels, answers, classes):
    size = max(np.max(labels), np.max(answers)) + 1
    matrix = np.zeros((size, size), dtype=int)
    for label, answer in zip(labels, answers, strict=True):
        matrix[label, answer] += 1
    return matrix


@ANSWERS.wrong(
    "only rows and columns of the classes that occur",
    names=("classes that do not occur left out",),
)
def _(labels, answers, classes):
    found = np.unique([labels, answers])
    return np.array(
        [
            [np.sum((labels == i) & (answers == j)) for j in found]
            for i in np.unique(found)
        ]
    )


@ANSWERS.wrong("a row and a column too many", names=("one row and column too many",))
def _(labels, answers, classes):
    matrix = np.zeros((classes + 1, classes + 1), dtype=int)
    for label, answer in zip(labels, answers, strict=True):
        matrix[label, answer] += 1
    return matrix


@ANSWERS.wrong(
    "the classes are counted from 1, class 0 lands in the last row",
    names=("classes counted from 1",),
)
def _(labels, answers, classes):
    matrix = np.zeros((classes, classes), dtype=int)
    for label, answer in zip(labels, answers, strict=True):
        matrix[int(label) - 1, int(answer) - 1] += 1
    return matrix


@ANSWERS.wrong(
    "all rows are one and the same list, from [[0] * n] * n",
    names=("the same row everywhere",),
)
def _(labels, answers, classes):
    matrix = [[0] * classes] * classes
    for label, answer in zip(labels, answers, strict=True):
        matrix[label][answer] += 1
    return matrix


@ANSWERS.wrong(
    "counted in uint8, which starts again at 256", names=("starts again at 256",)
)
def _(labels, answers, classes):
    matrix = np.zeros((classes, classes), dtype=np.uint8)
    for label, answer in zip(labels, answers, strict=True):
        matrix[label, answer] += 1
    return matrix


@ANSWERS.wrong("the last picture is left out", names=("last picture left out",))
def _(labels, answers, classes):
    matrix = np.zeros((classes, classes), dtype=int)
    for n in range(len(labels) - 1):
        matrix[labels[n], answers[n]] += 1
    return matrix


@ANSWERS.wrong(
    "each pair is counted in both directions", names=("both directions counted",)
)
def _(labels, answers, classes):
    matrix = np.zeros((classes, classes), dtype=int)
    for label, answer in zip(labels, answers, strict=True):
        matrix[label, answer] += 1
        if label != answer:
            matrix[answer, label] += 1
    return matrix


@ANSWERS.wrong(
    "labels and answers are sorted first, the pairs are torn apart",
    names=("pairs torn apart",),
)
def _(labels, answers, classes):
    matrix = np.zeros((classes, classes), dtype=int)
    np.add.at(matrix, (np.sort(labels), np.sort(answers)), 1)
    return matrix


@ANSWERS.wrong(
    "every label with every answer, the product of the two counts",
    names=("every label with every answer",),
)
def _(labels, answers, classes):
    rows = np.bincount(labels, minlength=classes)
    columns = np.bincount(answers, minlength=classes)
    return np.outer(rows, columns)


@ANSWERS.wrong("bincount without minlength, which fails if the last pair is missing")
def _(labels, answers, classes):
    pairs = classes * np.array(labels, dtype=int) + np.array(answers, dtype=int)
    return np.bincount(pairs).reshape(classes, classes)


@ANSWERS.wrong(
    "the pairs are coded by 10, not by the number of classes",
    names=("pairs numbered by ten",),
)
def _(labels, answers, classes):
    pairs = 10 * np.array(labels, dtype=int) + np.array(answers, dtype=int)
    counts = np.bincount(pairs, minlength=classes**2)
    return counts[: classes**2].reshape(classes, classes)


@ANSWERS.wrong("in one flat line", names=("one long row",))
def _(labels, answers, classes):
    pairs = classes * np.array(labels, dtype=int) + np.array(answers, dtype=int)
    return np.bincount(pairs, minlength=classes**2)


@ANSWERS.wrong(
    "each row is sorted by size, the columns lose their classes",
    names=("rows sorted by size",),
)
def _(labels, answers, classes):
    matrix = np.zeros((classes, classes), dtype=int)
    np.add.at(matrix, (labels, answers), 1)
    return -np.sort(-matrix, axis=1)


@ANSWERS.wrong("the accuracy, not the matrix", names=("the share that is right",))
def _(labels, answers, classes):
    return np.mean(np.array(labels) == np.array(answers))


@ANSWERS.wrong("returns the matrix and the accuracy")
def _(labels, answers, classes):
    matrix = np.zeros((classes, classes), dtype=int)
    np.add.at(matrix, (labels, answers), 1)
    return matrix, np.trace(matrix) / len(labels)


@ANSWERS.wrong("printed and not returned")
def _(labels, answers, classes):
    matrix = np.zeros((classes, classes), dtype=int)
    np.add.at(matrix, (labels, answers), 1)
    print(matrix)


@ANSWERS.wrong("a dict of the pairs, not a matrix")
def _(labels, answers, classes):
    return dict(Counter(zip(labels, answers, strict=True)))


@ANSWERS.wrong("the return stands inside the loop", names=("first picture only",))
def _(labels, answers, classes):
    matrix = np.zeros((classes, classes), dtype=int)
    for label, answer in zip(labels, answers, strict=True):
        matrix[label, answer] += 1
        return matrix
    return matrix


@ANSWERS.wrong(
    "transposed and as shares of the rows",
    names=(
        "rows and columns swapped",
        "shares instead of counts",
    ),
)
def _(labels, answers, classes):
    matrix = np.zeros((classes, classes))
    np.add.at(matrix, (answers, labels), 1)
    return matrix / np.maximum(matrix.sum(axis=1, keepdims=True), 1)


@ANSWERS.wrong(
    "always ten classes and transposed",
    names=(
        "rows and columns swapped",
        "always ten classes",
    ),
)
def _(labels, answers, classes):
    matrix = np.zeros((10, 10), dtype=int)
    np.add.at(matrix, (answers, labels), 1)
    return matrix


@ANSWERS.wrong(
    "the diagonal is empty and the last picture is left out",
    names=(
        "only the mistakes counted",
        "last picture left out",
    ),
)
def _(labels, answers, classes):
    matrix = np.zeros((classes, classes), dtype=int)
    for n in range(len(labels) - 1):
        matrix[labels[n], answers[n]] += labels[n] != answers[n]
    return matrix


@ANSWERS.wrong(
    "the rows for the classes in reverse order", names=("rows in the opposite order",)
)
def _(labels, answers, classes):
    matrix = np.zeros((classes, classes), dtype=int)
    np.add.at(matrix, (labels, answers), 1)
    return matrix[::-1]


def _count(labels, answers, classes):
    matrix = np.zeros((classes, classes), int)
    np.add.at(matrix, (np.asarray(labels, int), np.asarray(answers, int)), 1)
    return matrix


@ANSWERS.wrong(
    "the pairs are numbered in the type of the labels",
    ("pairs numbered in the labels' own type",),
)
def _(labels, answers, classes):
    pairs = labels * classes + answers
    return np.bincount(pairs, minlength=classes**2).reshape(classes, classes)


@ANSWERS.wrong("added to its mirror image", ("both directions counted",))
def _(labels, answers, classes):
    matrix = _count(labels, answers, classes)
    return matrix + matrix.T


@ANSWERS.wrong("the smaller of the two comes first", ("smaller class first",))
def _(labels, answers, classes):
    return _count(np.minimum(labels, answers), np.maximum(labels, answers), classes)


@ANSWERS.wrong("right answers are counted twice", ("right answers counted twice",))
def _(labels, answers, classes):
    matrix = _count(labels, answers, classes)
    return matrix + np.diag(np.diag(matrix))


@ANSWERS.wrong("1 is written instead of added", ("repeated pairs counted once",))
def _(labels, answers, classes):
    matrix = [[0] * classes for _ in range(classes)]
    for label, answer in zip(labels, answers, strict=True):
        matrix[label][answer] = 1
    return matrix


_KEPT = {}


@ANSWERS.wrong("counts are kept from call to call")
def _(labels, answers, classes):
    matrix = _KEPT.setdefault(classes, np.zeros((classes, classes), int))
    for label, answer in zip(labels, answers, strict=True):
        matrix[label, answer] += 1
    return matrix


@ANSWERS.wrong(
    "the table has the type in which the labels come",
    names=("counted in the labels' own type",),
)
def _(labels, answers, classes):
    table = np.zeros((classes, classes), labels.dtype)
    for label, answer in zip(labels, answers, strict=True):
        table[label, answer] += 1
    return table


@ANSWERS.wrong("a number, not a matrix, for a single class")
def _(labels, answers, classes):
    if classes == 1:
        return len(labels)
    matrix = np.zeros((classes, classes), int)
    np.add.at(matrix, (labels, answers), 1)
    return matrix
