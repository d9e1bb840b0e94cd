"""Answers to `style-loss`."""

import functools

import numpy as np

from tests.answers import Answers

ANSWERS = Answers("style-loss")


def _gram(features):
    flat = np.reshape(features, (-1, np.shape(features)[-1]))
    return flat.T @ flat / len(flat)


@ANSWERS.right("a Gram matrix of each, the mean of the squares")
def _(features, wanted):
    return np.mean((_gram(features) - _gram(wanted)) ** 2)


@ANSWERS.right("einsum, and a plain float")
def _(features, wanted):
    def gram(f):
        return np.einsum("xyi,xyj->ij", f, f) / (f.shape[0] * f.shape[1])

    return float(np.square(gram(features) - gram(wanted)).mean())


@ANSWERS.right("four loops")
def _(features, wanted):
    channels = features.shape[2]
    total = 0
    for i in range(channels):
        for j in range(channels):
            one = np.mean(features[:, :, i] * features[:, :, j])
            other = np.mean(wanted[:, :, i] * wanted[:, :, j])
            total += (one - other) ** 2
    return total / channels**2


@ANSWERS.right("the norm of the difference")
def _(mine, theirs):
    difference = _gram(mine) - _gram(theirs)
    return np.linalg.norm(difference) ** 2 / difference.size


@ANSWERS.right("the upper half counts twice, the diagonal once")
def _(features, wanted):
    squares = (_gram(features) - _gram(wanted)) ** 2
    n = len(squares)
    return (2 * np.triu(squares, 1).sum() + np.trace(squares)) / n / n


@ANSWERS.right("multiplied out: mean of G², minus twice the product, plus A²")
def _(features, wanted):
    g, a = np.asarray(_gram(features), float), np.asarray(_gram(wanted), float)
    return max((g * g).mean() - 2 * (g * a).mean() + (a * a).mean(), 0)


@ANSWERS.right("np.average of a flat list, printed")
def _(features, wanted):
    pairs = zip(_gram(features).ravel(), _gram(wanted).ravel(), strict=True)
    squares = [(g - a) ** 2 for g, a in pairs]
    print(len(squares), "entries")
    return np.average(squares)


@ANSWERS.right("the mean squared error of Keras")
def _(features, wanted):
    import keras

    one = keras.ops.reshape(keras.ops.convert_to_tensor(_gram(features)), (1, -1))
    other = keras.ops.reshape(keras.ops.convert_to_tensor(_gram(wanted)), (1, -1))
    return keras.ops.convert_to_numpy(keras.losses.mean_squared_error(other, one))[0]


class _Loss:
    def __init__(self, gram):
        self.gram = gram

    def __call__(self, features, wanted):
        difference = self.gram(features) - self.gram(wanted)
        return np.vdot(difference, difference) / difference.size


ANSWERS.right("an object with __call__")(_Loss(_gram))


def _apart(gram, features, wanted):
    return ((gram(wanted) - gram(features)) ** 2).mean(axis=0).mean()


ANSWERS.right("functools.partial, the mean axis by axis")(
    functools.partial(_apart, _gram)
)


@ANSWERS.wrong("the sum of the squares in place of the mean", ("sum for mean",))
def _(features, wanted):
    return np.sum((_gram(features) - _gram(wanted)) ** 2)


@ANSWERS.wrong("the differences are not squared, but taken absolutely", ("no square",))
def _(features, wanted):
    return np.mean(np.abs(_gram(features) - _gram(wanted)))


@ANSWERS.wrong(
    "the differences are not squared, so that they cancel", ("differences that cancel",)
)
def _(features, wanted):
    return np.mean(_gram(features) - _gram(wanted))


@ANSWERS.wrong("the square of the mean difference", ("square of the mean",))
def _(features, wanted):
    return np.mean(_gram(features) - _gram(wanted)) ** 2


@ANSWERS.wrong("the root of the mean square", ("root taken",))
def _(features, wanted):
    return np.sqrt(np.mean((_gram(features) - _gram(wanted)) ** 2))


@ANSWERS.wrong(
    "Gram matrices are sums, not means over the places", ("Gram matrices not averaged",)
)
def _(features, wanted):
    def gram(f):
        flat = f.reshape(-1, f.shape[-1])
        return flat.T @ flat

    return np.mean((gram(features) - gram(wanted)) ** 2)


@ANSWERS.wrong(
    "both Gram matrices are divided by the places of the first picture",
    ("one number of places for both",),
)
def _(features, wanted):
    places = features.shape[0] * features.shape[1]
    flat, other = (f.reshape(-1, f.shape[-1]) for f in (features, wanted))
    return np.mean((flat.T @ flat / places - other.T @ other / places) ** 2)


@ANSWERS.wrong(
    "relative: divided by the mean square of the wanted matrix",
    ("relative to what is wanted",),
)
def _(features, wanted):
    wanted = _gram(wanted)
    return np.mean((_gram(features) - wanted) ** 2) / np.mean(wanted**2)


@ANSWERS.wrong(
    "content in place of style: the maps are compared place by place",
    ("compared place by place",),
)
def _(features, wanted):
    h = min(features.shape[0], wanted.shape[0])
    w = min(features.shape[1], wanted.shape[1])
    return np.mean((features[:h, :w] - wanted[:h, :w]) ** 2)


@ANSWERS.wrong(
    "both maps are cut to a common size first", ("maps cut to a common size",)
)
def _(features, wanted):
    h = min(features.shape[0], wanted.shape[0])
    w = min(features.shape[1], wanted.shape[1])
    return np.mean((_gram(features[:h, :w]) - _gram(wanted[:h, :w])) ** 2)


@ANSWERS.wrong("only the diagonal of the matrices", ("diagonal only",))
def _(features, wanted):
    one, other = np.diag(_gram(features)), np.diag(_gram(wanted))
    return np.mean((one - other) ** 2)


@ANSWERS.wrong(
    "every pair of channels once: the mean over the upper half",
    ("each pair of channels once",),
)
def _(features, wanted):
    upper = np.triu_indices(features.shape[-1])
    return np.mean((_gram(features) - _gram(wanted))[upper] ** 2)


@ANSWERS.wrong(
    "divided by the number of channels in place of the entries",
    ("divided by the channels",),
)
def _(features, wanted):
    return np.sum((_gram(features) - _gram(wanted)) ** 2) / features.shape[-1]


@ANSWERS.wrong("half of the mean square", ("a factor too many",))
def _(features, wanted):
    return np.mean((_gram(features) - _gram(wanted)) ** 2) / 2


@ANSWERS.wrong(
    "the means of the channels are compared, not their products",
    ("mean of each channel",),
)
def _(features, wanted):
    difference = features.mean(axis=(0, 1)) - wanted.mean(axis=(0, 1))
    return np.mean(difference**2)


@ANSWERS.wrong("covariances: the means are subtracted first", ("means subtracted",))
def _(features, wanted):
    def covariance(f):
        return _gram(f - f.mean(axis=(0, 1)))

    return np.mean((covariance(features) - covariance(wanted)) ** 2)


@ANSWERS.wrong("the squares of the matrices are subtracted", ("squares subtracted",))
def _(features, wanted):
    return np.mean(_gram(features) ** 2 - _gram(wanted) ** 2)


@ANSWERS.wrong("the matrix of squared differences, without a mean", ("not averaged",))
def _(features, wanted):
    return (_gram(features) - _gram(wanted)) ** 2


@ANSWERS.wrong("one mean for each row is left", ("an axis left",))
def _(features, wanted):
    return ((_gram(features) - _gram(wanted)) ** 2).mean(axis=1)


@ANSWERS.wrong(
    "a matrix product in place of the squares of the entries",
    ("matrix product for the squares",),
)
def _(features, wanted):
    difference = _gram(features) - _gram(wanted)
    return np.mean(difference @ difference)


@ANSWERS.wrong(
    "the maps are reshaped to channels by places, which mixes the channels",
    ("channels mixed",),
)
def _(features, wanted):
    def gram(f):
        flat = f.reshape(f.shape[-1], -1)
        return flat @ flat.T / flat.shape[1]

    return np.mean((gram(features) - gram(wanted)) ** 2)


@ANSWERS.wrong("a pair: the loss and the two matrices")
def _(features, wanted):
    one, other = _gram(features), _gram(wanted)
    return np.mean((one - other) ** 2), (one, other)


@ANSWERS.wrong("the largest square in place of the mean", ("largest difference",))
def _(features, wanted):
    return np.max((_gram(features) - _gram(wanted)) ** 2)


@ANSWERS.wrong(
    "Gram matrices are sums and the squares are added up",
    ("sum for mean", "Gram matrices not averaged"),
)
def _(features, wanted):
    def gram(f):
        flat = f.reshape(-1, f.shape[-1])
        return flat.T @ flat

    return np.sum((gram(features) - gram(wanted)) ** 2)


@ANSWERS.wrong("absolute differences and their sum", ("no square", "sum for mean"))
def _(features, wanted):
    return np.sum(np.abs(_gram(features) - _gram(wanted)))


@ANSWERS.wrong("only the diagonal and not squared", ("no square", "diagonal only"))
def _(features, wanted):
    one, other = np.diag(_gram(features)), np.diag(_gram(wanted))
    return np.mean(np.abs(one - other))


@ANSWERS.wrong(
    "Gram matrices divided by the channels and a root at the end",
    ("root taken", "Gram matrices divided by the channels"),
)
def _(features, wanted):
    def gram(f):
        flat = f.reshape(-1, f.shape[-1])
        return flat.T @ flat / f.shape[-1]

    return np.sqrt(np.mean((gram(features) - gram(wanted)) ** 2))


def _gap(features, wanted):
    grams = [
        np.einsum("ijk,ijl->kl", f, f) / f[..., 0].size for f in (features, wanted)
    ]
    return grams[0] - grams[1]


@ANSWERS.wrong("divided by one entry too few", ("one entry too few",))
def _(features, wanted):
    gap = _gap(features, wanted)
    return (gap**2).sum() / max(gap.size - 1, 1)


@ANSWERS.wrong("squared twice", ("fourth powers",))
def _(features, wanted):
    return (_gap(features, wanted) ** 4).mean()


def _gram_matrix(features):
    flat = features.reshape(-1, features.shape[-1])
    return flat.T @ flat / len(flat)


@ANSWERS.wrong("Gram matrices of the type of the maps")
def _(features, wanted):
    mine, theirs = (_gram_matrix(f).astype(f.dtype) for f in (features, wanted))
    return np.mean((mine - theirs) ** 2)


@ANSWERS.wrong("the painting in the type of the picture")
def _(features, wanted):
    wanted = wanted.astype(features.dtype)
    return np.mean((_gram_matrix(features) - _gram_matrix(wanted)) ** 2)


@ANSWERS.wrong("three channels only")
def _(features, wanted):
    features, wanted = features[..., :3], wanted[..., :3]
    return np.mean((_gram_matrix(features) - _gram_matrix(wanted)) ** 2)


@ANSWERS.wrong("no more than 1000")
def _(features, wanted):
    gap = _gram_matrix(features) - _gram_matrix(wanted)
    return min(np.mean(gap**2), 1000)


@ANSWERS.wrong("not squared for a single channel")
def _(features, wanted):
    gap = _gram_matrix(features) - _gram_matrix(wanted)
    return np.mean(gap**2) if gap.size > 1 else abs(gap[0, 0])
