"""Answers to `undo-a-shuffle`."""

import numpy as np

from tests.answers import Answers

ANSWERS = Answers("undo-a-shuffle")


@ANSWERS.right("with argsort")
def _(W, permutation):
    return W[:, np.argsort(permutation)]


@ANSWERS.right("assigning to the old places")
def _(W, permutation):
    new = np.empty_like(W)
    new[:, permutation] = W
    return new


@ANSWERS.right("with np.take along the columns")
def _(W, permutation):
    back = np.empty(len(permutation), dtype=int)
    back[permutation] = np.arange(len(permutation))
    return np.take(W, back, axis=1)


@ANSWERS.right("transposed, and back")
def _(W, permutation):
    return W.T[np.argsort(permutation)].T


@ANSWERS.right("column by column, as lists of floats")
def _(W, permutation):
    order = list(permutation)
    return [[float(row[order.index(k)]) for k in range(len(order))] for row in W]


@ANSWERS.right("with a permutation matrix")
def _(weights, order):
    P = np.eye(len(order))[order]
    return weights @ P


@ANSWERS.right("entry by entry, and printing")
def _(W, permutation):
    new = np.zeros(W.shape)
    for row in range(W.shape[0]):
        for place in range(W.shape[1]):
            new[row, permutation[place]] = W[row, place]
    print(new)
    return new


@ANSWERS.right("with a dictionary, stacked")
def _(W, permutation, **_options):
    column = {int(old): W[:, place] for place, old in enumerate(permutation)}
    return np.stack([column[k] for k in sorted(column)], axis=-1)


@ANSWERS.right("sorting pairs of place and column")
def _(W, permutation):
    pairs = sorted(zip(permutation, W.T.tolist(), strict=True))
    return np.array([column for _, column in pairs]).T


@ANSWERS.right("the answers to unit lists: the columns one by one")
def _(W, permutation):
    n = len(permutation)
    return np.column_stack([W @ np.eye(n)[k][permutation] for k in range(n)])


@ANSWERS.wrong("in W itself, which should stay as it is")
def _(W, permutation):
    W[:] = W[:, np.argsort(permutation)]
    return W


class _Unshuffler:
    def __call__(self, W, permutation):
        order, columns = list(permutation), [None] * len(permutation)
        table = np.asarray(W).T.tolist()
        while order:
            columns[order.pop()] = table.pop()
        return np.column_stack(columns)


ANSWERS.right("an object that uses up its own list")(_Unshuffler())


@ANSWERS.wrong("the order of the shuffle, not its inverse", ("shuffled once more",))
def _(W, permutation):
    return W[:, permutation]


@ANSWERS.wrong(
    "the order of the shuffle, with a permutation matrix", ("shuffled once more",)
)
def _(W, permutation):
    return W @ np.eye(len(permutation))[permutation].T


@ANSWERS.wrong("the rows instead of the columns", ("rows put into another order",))
def _(W, permutation):
    order = [k for k in np.argsort(permutation) if k < len(W)]
    return W[order]


@ANSWERS.wrong(
    "the rows, by assigning to the old places", ("rows put into another order",)
)
def _(W, permutation):
    new = np.empty_like(W)
    new[permutation] = W
    return new


@ANSWERS.wrong("nothing is changed", ("weights left alone",))
def _(W, permutation):
    return W


@ANSWERS.wrong("the permutation sorted", ("weights left alone",))
def _(W, permutation):
    return W[:, sorted(permutation)]


@ANSWERS.wrong("rows and columns", ("rows and columns put into another order",))
def _(W, permutation):
    back = np.argsort(permutation)
    return W[back, :][:, back]


@ANSWERS.wrong("the result is transposed", ("transposed",))
def _(W, permutation):
    return W.T[np.argsort(permutation)]


@ANSWERS.wrong("the columns are merely reversed", ("columns in reverse order",))
def _(W, permutation):
    return W[:, ::-1]


@ANSWERS.wrong("the order is read from its end", ("order turned round",))
def _(W, permutation):
    return W[:, np.argsort(permutation)[::-1]]


@ANSWERS.wrong("the places are counted from 1", ("places counted from 1",))
def _(W, permutation):
    return W[:, np.argsort(permutation) - 1]


@ANSWERS.wrong("the new weights are cut to whole numbers", ("fractions cut off",))
def _(W, permutation):
    new = np.zeros(W.shape, dtype=int)
    new[:, permutation] = W
    return new


@ANSWERS.wrong(
    "columns are overwritten before they are read",
    ("columns overwritten before they are read",),
)
def _(W, permutation):
    for place, old in enumerate(permutation):
        W[:, old] = W[:, place]
    return W


@ANSWERS.wrong("columns are swapped pair by pair", ("columns swapped pair by pair",))
def _(W, permutation):
    new = W.copy()
    for place, old in enumerate(permutation):
        new[:, [place, old]] = new[:, [old, place]]
    return new


@ANSWERS.wrong("only the first row is returned")
def _(W, permutation):
    return W[0, np.argsort(permutation)]


@ANSWERS.wrong("only the first row is put in order", ("first row only",))
def _(W, permutation):
    new = W.copy()
    new[0] = W[0, np.argsort(permutation)]
    return new


@ANSWERS.wrong("each row is sorted", ("weights sorted",))
def _(W, permutation):
    return np.sort(W, axis=1)


@ANSWERS.wrong("the weights and the order are returned as a pair")
def _(W, permutation):
    back = np.argsort(permutation)
    return W[:, back], back


@ANSWERS.wrong(
    "the order of the shuffle and whole numbers only",
    ("shuffled once more", "fractions cut off"),
)
def _(W, permutation):
    return W[:, permutation].astype(int)


@ANSWERS.wrong("the order is applied twice", ("shuffled twice",))
def _(W, permutation):
    return W[:, permutation][:, permutation]


@ANSWERS.wrong("the last column is forgotten and stays 0", ("last column left at 0",))
def _(W, permutation):
    new = np.zeros_like(W)
    for place in range(W.shape[1] - 1):
        new[:, permutation[place]] = W[:, place]
    return new


@ANSWERS.wrong("argsort twice, so the order itself", ("shuffled once more",))
def _(W, permutation):
    return W[:, np.argsort(np.argsort(permutation))]


@ANSWERS.wrong("undone, and moved on by one column", ("columns moved on by one",))
def _(W, permutation):
    return np.roll(W[:, np.argsort(permutation)], 1, axis=1)


@ANSWERS.wrong("the list of pixels, not the weights")
def _(W, permutation):
    return np.argsort(permutation)


@ANSWERS.wrong("the largest weight first, by argsort of the weights")
def _(W, permutation):
    return W[:, np.argsort(W[0])]


@ANSWERS.wrong("only as many columns are filled as W has rows")
def _(W, permutation):
    new = np.zeros_like(W)
    for place in range(min(len(W), len(permutation))):
        new[:, permutation[place]] = W[:, place]
    return new


@ANSWERS.wrong("multiplied by the order", ("multiplied by the permutation",))
def _(W, permutation):
    return W * permutation


@ANSWERS.wrong("undone and shuffled, added up")
def _(W, permutation):
    back = np.argsort(permutation)
    return W[:, back] + W[:, permutation]


@ANSWERS.wrong("rounded to one decimal", ("rounded to a few digits",))
def _(W, permutation):
    return np.round(W[:, np.argsort(permutation)], 1)


@ANSWERS.wrong("in half precision", ("numbers of 16 bits",))
def _(W, permutation):
    return W[:, np.argsort(permutation)].astype(np.float16)


@ANSWERS.wrong("the first column is left out", ("first column left at 0",))
def _(W, permutation):
    new = np.zeros(W.shape)
    for place in range(1, len(permutation)):
        new[:, permutation[place]] = W[:, place]
    return new


@ANSWERS.wrong("the permutation is sorted on the way")
def _(W, permutation):
    new = W[:, np.argsort(permutation)]
    permutation.sort()
    return new


@ANSWERS.wrong("collected in bytes", names=("weights of bytes",))
def _(W, permutation):
    new = np.zeros(W.shape, np.uint8)
    new[:, permutation] = W.astype(np.int64).astype(np.uint8)
    return new


@ANSWERS.wrong(
    "takes the permutation for one that begins at 1", ("columns moved on by one",)
)
def _(W, permutation):
    new = np.empty_like(W)
    new[:, np.asarray(permutation) - 1] = W
    return new
