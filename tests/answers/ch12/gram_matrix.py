"""Answers to `gram-matrix`."""

import functools

import numpy as np

from tests.answers import Answers

ANSWERS = Answers("gram-matrix")


@ANSWERS.right("a matrix product of the flattened maps")
def _(features):
    flat = np.reshape(features, (-1, np.shape(features)[-1]))
    return flat.T @ flat / len(flat)


@ANSWERS.right("einsum")
def _(features):
    h, w, _ = features.shape
    return np.einsum("hwi,hwj->ij", features, features) / (h * w)


@ANSWERS.right("tensordot over both axes of place")
def _(maps):
    places = maps.shape[0] * maps.shape[1]
    return np.tensordot(maps, maps, axes=([0, 1], [0, 1])) / places


@ANSWERS.right("two loops over the channels")
def _(features):
    channels = features.shape[2]
    gram = np.zeros((channels, channels))
    for i in range(channels):
        for j in range(channels):
            gram[i, j] = np.mean(features[:, :, i] * features[:, :, j])
    return gram


@ANSWERS.right("one half is computed, the other mirrored")
def _(features):
    n = features.shape[-1]
    gram = np.empty((n, n))
    for i in range(n):
        for j in range(i + 1):
            gram[i, j] = gram[j, i] = (features[..., i] * features[..., j]).mean()
    return gram


@ANSWERS.right("outer products, added place by place")
def _(features):
    total = 0
    for row in features:
        for pixel in row:
            total = total + np.outer(pixel, pixel)
    return total / (len(features) * len(features[0]))


@ANSWERS.right("a list of lists of plain floats")
def _(features):
    maps = np.moveaxis(np.asarray(features), -1, 0).reshape(np.shape(features)[-1], -1)
    rows = [row.tolist() for row in maps]
    return [
        [sum(a * b for a, b in zip(p, q, strict=True)) / len(p) for q in rows]
        for p in rows
    ]


@ANSWERS.right("broadcasting and a mean over the places")
def _(features):
    return (features[..., :, None] * features[..., None, :]).mean(axis=(0, 1))


@ANSWERS.right("the covariance with the means added again")
def _(features):
    flat = np.asarray(features, dtype=float).reshape(-1, features.shape[-1])
    mean = flat.mean(axis=0)
    covariance = np.atleast_2d(np.cov(flat, rowvar=False, bias=True))
    return covariance + np.outer(mean, mean)


@ANSWERS.right("channels first, then inner products, printed on the way")
def _(features):
    first = np.transpose(features, (2, 0, 1)).reshape(features.shape[2], -1)
    print("maps:", first.shape)
    return np.inner(first, first) / first.shape[1]


class _Gram:
    def __call__(self, features):
        flat = features.reshape(-1, features.shape[-1])
        return np.mean([np.outer(place, place) for place in flat], axis=0)


ANSWERS.right("an object with __call__")(_Gram())

ANSWERS.right("functools.partial of a helper")(
    functools.partial(
        lambda rule, f: np.einsum(rule, f, f) / f[..., 0].size, "abi,abj->ij"
    )
)


@ANSWERS.right("keras.ops, handed back as an array")
def _(features):
    import keras

    flat = keras.ops.reshape(
        keras.ops.convert_to_tensor(features, dtype="float64"),
        (-1, features.shape[-1]),
    )
    gram = keras.ops.matmul(keras.ops.transpose(flat), flat) / flat.shape[0]
    return keras.ops.convert_to_numpy(gram)


@ANSWERS.wrong("the sum over the places in place of the mean", ("sum for mean",))
def _(features):
    flat = features.reshape(-1, features.shape[-1])
    return flat.T @ flat


@ANSWERS.wrong(
    "divided by the number of channels in place of the places",
    ("divided by the channels",),
)
def _(features):
    flat = features.reshape(-1, features.shape[-1])
    return flat.T @ flat / flat.shape[1]


@ANSWERS.wrong(
    "divided by the places and by the channels", ("divided by the channels too",)
)
def _(features):
    flat = features.reshape(-1, features.shape[-1])
    return flat.T @ flat / features.size


@ANSWERS.wrong("divided by the height only", ("divided by one side only",))
def _(features):
    flat = features.reshape(-1, features.shape[-1])
    return flat.T @ flat / len(features)


@ANSWERS.wrong("divided by height plus width", ("height plus width",))
def _(features):
    flat = features.reshape(-1, features.shape[-1])
    return flat.T @ flat / (features.shape[0] + features.shape[1])


@ANSWERS.wrong(
    "divided by the square of the height, as if the maps were square",
    ("taken for a square map",),
)
def _(features):
    flat = features.reshape(-1, features.shape[-1])
    return flat.T @ flat / features.shape[0] ** 2


@ANSWERS.wrong(
    "a row and a column for each place, not for each channel", ("places for channels",)
)
def _(features):
    flat = features.reshape(-1, features.shape[-1])
    return flat @ flat.T / flat.shape[1]


@ANSWERS.wrong(
    "reshaped straight to channels by places, which mixes the channels",
    ("channels first",),
)
def _(features):
    flat = features.reshape(features.shape[-1], -1)
    return flat @ flat.T / flat.shape[1]


@ANSWERS.wrong("the means are subtracted first: a covariance", ("mean subtracted",))
def _(features):
    flat = features.reshape(-1, features.shape[-1])
    flat = flat - flat.mean(axis=0)
    return flat.T @ flat / len(flat)


@ANSWERS.wrong(
    "correlations: each entry divided by the sizes of both channels", ("scaled to 1",)
)
def _(features):
    flat = features.reshape(-1, features.shape[-1])
    gram = flat.T @ flat / len(flat)
    size = np.sqrt(np.diag(gram)) + 1e-12
    return gram / np.outer(size, size)


@ANSWERS.wrong(
    "the first axis is taken for the channels", ("first axis for the channels",)
)
def _(features):
    flat = features.reshape(features.shape[0], -1)
    return flat @ flat.T / flat.shape[1]


@ANSWERS.wrong(
    "the product of the means in place of the mean of the products",
    ("product of the means",),
)
def _(features):
    mean = features.mean(axis=(0, 1))
    return np.outer(mean, mean)


@ANSWERS.wrong("only the upper half, zeros below", ("one half only",))
def _(features):
    n = features.shape[-1]
    gram = np.zeros((n, n))
    for i in range(n):
        for j in range(i, n):
            gram[i, j] = np.mean(features[:, :, i] * features[:, :, j])
    return gram


@ANSWERS.wrong(
    "the diagonal counts twice: G + its transpose", ("diagonal counted wrong",)
)
def _(features):
    n = features.shape[-1]
    gram = np.zeros((n, n))
    for i in range(n):
        for j in range(i, n):
            gram[i, j] = np.mean(features[:, :, i] * features[:, :, j])
    return gram + gram.T


@ANSWERS.wrong("only the diagonal, as a vector", ("diagonal only",))
def _(features):
    return (features**2).mean(axis=(0, 1))


@ANSWERS.wrong(
    "matrix products of the maps in place of products place by place",
    ("maps multiplied as matrices",),
)
def _(features):
    n = features.shape[-1]
    gram = np.zeros((n, n))
    for i in range(n):
        for j in range(n):
            gram[i, j] = np.mean(features[:, :, i].T @ features[:, :, j])
    return gram


@ANSWERS.wrong(
    "the mean over the rows only: an axis is left", ("mean over one axis only",)
)
def _(features):
    return (features[..., :, None] * features[..., None, :]).mean(axis=0)


@ANSWERS.wrong(
    "the loop over the channels stops one too early", ("last channel forgotten",)
)
def _(features):
    n = features.shape[-1]
    gram = np.zeros((n, n))
    for i in range(n - 1):
        for j in range(n - 1):
            gram[i, j] = np.mean(features[:, :, i] * features[:, :, j])
    return gram


@ANSWERS.wrong("a pair: the matrix and the number of places")
def _(features):
    flat = features.reshape(-1, features.shape[-1])
    return flat.T @ flat / len(flat), len(flat)


@ANSWERS.wrong("absolute values of the products", ("signs lost",))
def _(features):
    flat = np.abs(features).reshape(-1, features.shape[-1])
    return flat.T @ flat / len(flat)


@ANSWERS.wrong(
    "the sums of two channels in place of the products", ("added, not multiplied",)
)
def _(features):
    flat = features.reshape(-1, features.shape[-1])
    return (flat[:, :, None] + flat[:, None, :]).mean(axis=0)


@ANSWERS.wrong("the root of each mean product", ("root taken",))
def _(features):
    flat = features.reshape(-1, features.shape[-1])
    return np.sqrt(np.abs(flat.T @ flat / len(flat)))


@ANSWERS.wrong("one less in the divisor, as for a sample", ("one place too few",))
def _(features):
    flat = features.reshape(-1, features.shape[-1])
    return flat.T @ flat / (len(flat) - 1)


@ANSWERS.wrong(
    "the means subtracted and the sum in place of the mean",
    ("sum for mean", "mean subtracted"),
)
def _(features):
    flat = features.reshape(-1, features.shape[-1])
    flat = flat - flat.mean(axis=0)
    return flat.T @ flat


@ANSWERS.wrong("the first axis taken for the channels and the sum not divided")
def _(features):
    flat = features.reshape(features.shape[0], -1)
    return flat @ flat.T


@ANSWERS.wrong(
    "only the upper half and divided by the channels",
    ("divided by the channels", "one half only"),
)
def _(features):
    flat = features.reshape(-1, features.shape[-1])
    return np.triu(flat.T @ flat / flat.shape[1])


@ANSWERS.wrong(
    "channels mixed by the reshape and divided by the channels too",
    ("divided by the channels too", "channels first"),
)
def _(features):
    flat = features.reshape(features.shape[-1], -1)
    return flat @ flat.T / features.size


@ANSWERS.wrong("NumPy's covariance, divided by all places", ("mean subtracted",))
def _(features):
    return np.cov(features.reshape(-1, features.shape[-1]).T, bias=True)


@ANSWERS.wrong("NumPy's covariance, as it comes", ("covariance of a sample",))
def _(features):
    return np.cov(features.reshape(-1, features.shape[-1]).T)


@ANSWERS.wrong("NumPy's correlation", ("correlations",))
def _(features):
    return np.corrcoef(features.reshape(-1, features.shape[-1]).T)


def _products(features):
    flat = features.reshape(-1, features.shape[-1])
    return flat.T @ flat / len(flat)


@ANSWERS.wrong("one half only for more than four channels")
def _(features):
    gram = _products(features)
    return np.triu(gram) if len(gram) > 4 else gram


@ANSWERS.wrong("nothing for a single place")
def _(features):
    return _products(features) * (features[..., 0].size > 1)


@ANSWERS.wrong("whole numbers summed in 16 bits")
def _(features):
    whole = features.dtype.kind in "iu"
    flat = features.reshape(-1, features.shape[-1])
    flat = flat.astype(np.int16) if whole else flat
    return flat.T @ flat / len(flat)
