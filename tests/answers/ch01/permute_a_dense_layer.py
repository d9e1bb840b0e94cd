"""Answers to `permute-a-dense-layer`."""

import numpy as np

from tests.answers import Answers

ANSWERS = Answers("permute-a-dense-layer")


@ANSWERS.right("the line of the chapter")
def _(W, permutation):
    return W[:, permutation]


@ANSWERS.right("with np.take")
def _(W, permutation):
    return np.take(W, permutation, axis=1)


@ANSWERS.right("transposed, and back")
def _(W, permutation):
    return W.T[permutation].T


@ANSWERS.right("column by column, in a new array")
def _(W, permutation):
    new = np.empty_like(W)
    for place, old in enumerate(permutation):
        new[:, place] = W[:, old]
    return new


@ANSWERS.right("as lists of floats")
def _(W, permutation):
    return [[float(row[old]) for old in permutation] for row in W]


@ANSWERS.right("with a permutation matrix")
def _(weights, order):
    P = np.eye(len(order))[order]
    return weights @ P.T


@ANSWERS.right("with the inverse order, entry by entry")
def _(W, permutation):
    inverse = np.argsort(permutation)
    new = np.zeros(W.shape)
    for row in range(W.shape[0]):
        for column in range(W.shape[1]):
            new[row, inverse[column]] = W[row, column]
    return new


@ANSWERS.right("stacked columns")
def _(W, permutation, **_options):
    return np.stack([W[:, int(k)] for k in permutation], axis=-1)


@ANSWERS.right("on a copy, and printing")
def _(W, permutation):
    new = W.copy()
    new[:, range(len(permutation))] = W[:, list(permutation)]
    print(new.shape)
    return new


@ANSWERS.right("with einsum")
def _(W, permutation):
    n = len(permutation)
    moved = np.zeros((n, n))
    moved[permutation, np.arange(n)] = 1
    return np.einsum("ij,jk->ik", W, moved)


@ANSWERS.right("a take along the axis")
def _(W, permutation):
    columns = np.broadcast_to(np.asarray(permutation), W.shape)
    return np.take_along_axis(W, columns, axis=1)


class _Permuter:
    def __call__(self, W, permutation):
        order = list(permutation)
        columns = []
        while order:
            columns.append(np.asarray(W)[:, order.pop(0)])
        return np.column_stack(columns)


ANSWERS.right("an object that uses up its own list")(_Permuter())


@ANSWERS.wrong("the rows are permuted instead of the columns")
def _(W, permutation):
    return W[permutation]


@ANSWERS.wrong("the columns are put into the inverse order")
def _(W, permutation):
    return W[:, np.argsort(permutation)]


@ANSWERS.wrong("the inverse order, by assigning to the new places")
def _(W, permutation):
    new = np.empty_like(W)
    new[:, permutation] = W
    return new


@ANSWERS.wrong("nothing is changed")
def _(W, permutation):
    return W


@ANSWERS.wrong("rows and columns are both permuted")
def _(W, permutation):
    rows = np.argsort(permutation[: len(W)])
    return W[rows][:, permutation]


@ANSWERS.wrong("the result is transposed")
def _(W, permutation):
    return W[:, permutation].T


@ANSWERS.wrong("the columns are merely reversed")
def _(W, permutation):
    return W[:, ::-1]


@ANSWERS.wrong("the places are counted from 1")
def _(W, permutation):
    return W[:, np.asarray(permutation) - 1]


@ANSWERS.wrong("the new weights are cut to whole numbers")
def _(W, permutation):
    new = np.zeros(W.shape, dtype=int)
    new[:] = W[:, permutation]
    return new


@ANSWERS.wrong("columns are overwritten before they are read")
def _(W, permutation):
    new = W.copy()
    for place, old in enumerate(permutation):
        new[:, place] = new[:, old]
    return new


@ANSWERS.wrong("columns are swapped pair by pair")
def _(W, permutation):
    new = W.copy()
    for place, old in enumerate(permutation):
        new[:, [place, old]] = new[:, [old, place]]
    return new


@ANSWERS.wrong("only the first row is returned")
def _(W, permutation):
    return W[0, permutation]


@ANSWERS.wrong("only the first row is permuted")
def _(W, permutation):
    new = W.copy()
    new[0] = W[0, permutation]
    return new


@ANSWERS.wrong("multiplied by the matrix of the inverse order")
def _(W, permutation):
    return W @ np.eye(len(permutation))[permutation]


@ANSWERS.wrong("the flat list of weights is permuted: right for a single output only")
def _(W, permutation):
    flat = W.reshape(-1).copy()
    flat[: len(permutation)] = flat[permutation]
    return flat.reshape(W.shape)


@ANSWERS.wrong("each row is sorted")
def _(W, permutation):
    return np.sort(W, axis=1)


@ANSWERS.wrong("the weights and the order are returned as a pair")
def _(W, permutation):
    return W[:, permutation], permutation


@ANSWERS.wrong("W itself is changed, so W @ x is no longer what it was")
def _(W, permutation):
    W[:] = W[:, permutation]
    return W


@ANSWERS.wrong("the inverse order and whole numbers only")
def _(W, permutation):
    return W[:, np.argsort(permutation)].astype(int)


@ANSWERS.wrong("the rows instead of the columns and in the inverse order")
def _(W, permutation):
    order = [k for k in np.argsort(permutation) if k < len(W)]
    return W[order]


@ANSWERS.wrong("the order is applied twice and the columns come out shifted")
def _(W, permutation):
    return np.roll(W[:, permutation][:, permutation], 1, axis=1)


@ANSWERS.wrong("the order is applied twice")
def _(W, permutation):
    return W[:, permutation][:, permutation]


@ANSWERS.wrong("the order is reversed")
def _(W, permutation):
    return W[:, permutation[::-1]]


@ANSWERS.wrong("the last column is forgotten and stays 0")
def _(W, permutation):
    new = np.zeros_like(W)
    for place in range(W.shape[1] - 1):
        new[:, place] = W[:, permutation[place]]
    return new


@ANSWERS.wrong("only as many columns are filled as W has rows")
def _(W, permutation):
    new = np.zeros_like(W)
    for place in range(min(len(W), len(permutation))):
        new[:, place] = W[:, permutation[place]]
    return new
