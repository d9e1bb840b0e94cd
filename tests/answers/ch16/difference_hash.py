"""Answers to `difference-hash`."""

import itertools

import numpy as np

from tests.answers import Answers

ANSWERS = Answers("difference-hash")


@ANSWERS.right("slices compared")
def _(values):
    return (values[:, 1:] > values[:, :-1]).astype(int)


@ANSWERS.right("slices compared, left as bools")
def _(values):
    return values[:, :-1] < values[:, 1:]


@ANSWERS.right("loops and lists")
def _(values):
    rows = []
    for row in values:
        rows.append([1 if b > a else 0 for a, b in itertools.pairwise(row)])
    return rows


@ANSWERS.right("differences of whole numbers")
def _(values):
    return np.where(np.diff(values.astype(int), axis=1) > 0, 1, 0)


@ANSWERS.right("filled one by one, as floats")
def _(values):
    bits = np.zeros((values.shape[0], values.shape[1] - 1))
    for i in range(bits.shape[0]):
        for j in range(bits.shape[1]):
            if values[i, j + 1] > values[i, j]:
                bits[i, j] = 1
    return bits


@ANSWERS.right("a roll, with the last column cut off")
def _(values):
    return (np.roll(values, -1, axis=1) > values)[:, :-1]


@ANSWERS.right("signs, with negative ones cut off")
def _(values):
    return np.clip(np.sign(np.diff(values.astype(float))), 0, None)


@ANSWERS.wrong("darker to the right", ("darker for brighter",))
def _(values):
    return (values[:, 1:] < values[:, :-1]).astype(int)


@ANSWERS.wrong("not darker to the right", ("equal ones taken for brighter",))
def _(values):
    return (values[:, 1:] >= values[:, :-1]).astype(int)


@ANSWERS.wrong("differs from its neighbour", ("different for brighter",))
def _(values):
    return (values[:, 1:] != values[:, :-1]).astype(int)


@ANSWERS.wrong("brighter downwards", ("downwards",))
def _(values):
    return (values[1:] > values[:-1]).astype(int)


@ANSWERS.wrong("the average hash", ("brighter than the mean",))
def _(values):
    return (values > values.mean()).astype(int)


@ANSWERS.wrong("brighter than 127", ("brighter than the middle of the scale",))
def _(values):
    return (values > 127).astype(int)


@ANSWERS.wrong(
    "the last column with the first", ("last column compared with the first",)
)
def _(values):
    return (np.roll(values, -1, axis=1) > values).astype(int)


@ANSWERS.wrong("the differences", ("differences for bits",))
def _(values):
    return np.diff(values.astype(int), axis=1)


@ANSWERS.wrong("the signs", ("signs for bits",))
def _(values):
    return np.sign(np.diff(values.astype(int), axis=1))


@ANSWERS.wrong("np.diff in the type that comes", ("differences in 8 bits",))
def _(values):
    return (np.diff(values) > 0).astype(int)


@ANSWERS.wrong("all bits in one row", ("bits in one row",))
def _(values):
    return (values[:, 1:] > values[:, :-1]).astype(int).ravel()


@ANSWERS.wrong("rows and columns exchanged", ("rows and columns exchanged",))
def _(values):
    return (values[:, 1:] > values[:, :-1]).astype(int).T


@ANSWERS.wrong("how many", ("number of bits",))
def _(values):
    return int((values[:, 1:] > values[:, :-1]).sum())


ANSWERS.wrong("always 0")(lambda values: np.zeros((values.shape[0], 3)))


@ANSWERS.wrong("prints and returns nothing")
def _(values):
    print(values[:, 1:] > values[:, :-1])


@ANSWERS.wrong("1 where it does not get brighter")
def _(values):
    return (values[:, 1:] <= values[:, :-1]).astype(int)
