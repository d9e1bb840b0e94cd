"""Answers to `global-average`."""

import functools
from fractions import Fraction
from statistics import fmean

import numpy as np

import cnnbook as cb
from tests.answers import Answers

ANSWERS = Answers("global-average")


@ANSWERS.right("the mean over two axes")
def _(x):
    return x.mean(axis=(0, 1))


@ANSWERS.right("a list, channel by channel")
def _(x):
    return [x[:, :, c].mean() for c in range(x.shape[2])]


@ANSWERS.right("all pixels as rows")
def _(volume):
    volume = volume.reshape(-1, volume.shape[-1])
    return np.average(volume, axis=0)


@ANSWERS.right("plain loops in Python numbers")
def _(x):
    height, width, channels = x.shape
    means = [0.0] * channels
    for i in range(height):
        for j in range(width):
            for c in range(channels):
                means[c] += float(x[i, j, c])
    return [total / (height * width) for total in means]


@ANSWERS.right("einsum in floats")
def _(x):
    return np.einsum("ijc->c", x.astype(float)) / (x.shape[0] * x.shape[1])


@ANSWERS.right("first along the height, then along the width")
def _(x, **kwargs):
    return np.mean(np.mean(x, axis=0), axis=0)


@ANSWERS.right("a tuple, with fmean of the statistics module")
def _(x):
    return tuple(fmean(plane.ravel().tolist()) for plane in np.moveaxis(x, -1, 0))


@ANSWERS.right("a vector of equal weights times all pixels, and it prints")
def _(x):
    pixels = x.reshape(-1, x.shape[2])
    print(len(pixels), "pixels")
    return np.full(len(pixels), 1 / len(pixels)) @ pixels


@ANSWERS.right("Keras, in float32")
def _(x):
    import keras

    layer = keras.layers.GlobalAveragePooling2D()
    means = layer(np.asarray(x, dtype="float32")[None])
    return keras.ops.convert_to_numpy(means)[0]


@ANSWERS.right("Fractions, turned into floats at the end")
def _(x):
    means = []
    for plane in np.moveaxis(x, -1, 0):
        values = [Fraction(float(value)) for value in plane.ravel()]
        means.append(float(sum(values) / len(values)))
    return means


class _Global:
    def __init__(self, axes):
        self.axes = axes

    def __call__(self, x):
        count = np.prod([x.shape[axis] for axis in self.axes])
        return np.sum(x, axis=self.axes, dtype=float) / count


ANSWERS.right("an object that is called")(_Global((0, 1)))
ANSWERS.right("functools.partial of np.mean")(functools.partial(np.mean, axis=(0, 1)))
ANSWERS.right("a lambda, the transposed volume")(lambda x: x.T.mean(axis=(1, 2)))


@ANSWERS.right("the package's pooling with a window as large as the map")
def _(x):
    height, width, channels = x.shape
    pooled = cb.pool2d(x, (height, width), mode="average")
    return pooled.reshape(channels)


@ANSWERS.wrong("one mean for the whole volume", ("one mean of everything",))
def _(x):
    return x.mean()


@ANSWERS.wrong(
    "the mean over the channels, one number per pixel", ("mean over the channels",)
)
def _(x):
    return x.mean(axis=2)


@ANSWERS.wrong("the mean over height and channels", ("mean over height and channels",))
def _(x):
    return x.mean(axis=(0, 2))


@ANSWERS.wrong("the mean over width and channels", ("mean over width and channels",))
def _(x):
    return x.mean(axis=(1, 2))


@ANSWERS.wrong("the mean over the height only", ("mean over the rows only",))
def _(x):
    return x.mean(axis=0)


@ANSWERS.wrong("the largest value of each channel", ("maximum instead of mean",))
def _(x):
    return x.max(axis=(0, 1))


@ANSWERS.wrong("the sum of each channel", ("sum instead of mean",))
def _(x):
    return x.sum(axis=(0, 1))


@ANSWERS.wrong("the median of each channel", ("median instead of mean",))
def _(x):
    return np.median(x, axis=(0, 1))


@ANSWERS.wrong(
    "divided by all values of the volume instead of one channel's",
    ("divided by everything",),
)
def _(x):
    return x.sum(axis=(0, 1)) / x.size


@ANSWERS.wrong("divided by the number of channels", ("divided by the channels",))
def _(x):
    return x.sum(axis=(0, 1)) / x.shape[2]


@ANSWERS.wrong(
    "divided by the height squared: square maps only",
    ("divided by the height squared",),
)
def _(x):
    return x.sum(axis=(0, 1)) / x.shape[0] ** 2


@ANSWERS.wrong("rounded to whole numbers", ("rounded",))
def _(x):
    return np.round(x.mean(axis=(0, 1)))


@ANSWERS.wrong("cut to whole numbers", ("fractions cut off",))
def _(x):
    return x.mean(axis=(0, 1)).astype(int)


@ANSWERS.wrong("divided with //", ("integer division",))
def _(x):
    return x.sum(axis=(0, 1)) // (x.shape[0] * x.shape[1])


@ANSWERS.wrong(
    "the type of the volume: whole numbers stay whole", ("output of the volume's type",)
)
def _(x):
    means = np.zeros(x.shape[2], dtype=x.dtype)
    for c in range(x.shape[2]):
        means[c] = x[:, :, c].mean().astype(x.dtype)
    return means


@ANSWERS.wrong("three channels only", ("always three channels",))
def _(x):
    return [x[:, :, 0].mean(), x[:, :, 1].mean(), x[:, :, 2].mean()]


@ANSWERS.wrong("only the first channel", ("first channel only",))
def _(x):
    return [x[:, :, 0].mean()]


@ANSWERS.wrong("2×2 average pooling instead of global")
def _(x):
    return cb.pool2d(x, 2, mode="average")


@ANSWERS.wrong("the channels in the opposite order", ("channels in the reverse order",))
def _(x):
    return x.mean(axis=(0, 1))[::-1]


@ANSWERS.wrong(
    "the first axis taken for the channels", ("mean over width and channels",)
)
def _(x):
    return [plane.mean() for plane in x]


@ANSWERS.wrong(
    "the volume is reshaped as if the channels came first",
    ("channels torn apart by a reshape",),
)
def _(x):
    return x.reshape(x.shape[2], -1).mean(axis=1)


@ANSWERS.wrong("the mean of the square top left part only", ("square part only",))
def _(x):
    n = min(x.shape[:2])
    return x[:n, :n].mean(axis=(0, 1))


@ANSWERS.wrong("negative values count as zero", ("negative values count as zero",))
def _(x):
    return np.maximum(x, 0).mean(axis=(0, 1))


@ANSWERS.wrong("the mean of absolute values", ("signs lost",))
def _(x):
    return np.abs(x).mean(axis=(0, 1))


@ANSWERS.wrong(
    "the last row and column are left out", ("last row and column left out",)
)
def _(x):
    return x[:-1, :-1].mean(axis=(0, 1))


@ANSWERS.wrong("zeros are not counted", ("zeros not counted",))
def _(x):
    counted = np.maximum((x != 0).sum(axis=(0, 1)), 1)
    return x.sum(axis=(0, 1)) / counted


@ANSWERS.wrong(
    "halfway between the smallest and the largest value",
    ("halfway between the extremes",),
)
def _(x):
    return (x.min(axis=(0, 1)) + x.max(axis=(0, 1))) / 2


@ANSWERS.wrong("the means of the channels and the mean of everything")
def _(x):
    return x.mean(axis=(0, 1)), x.mean()


@ANSWERS.wrong("a string")
def _(x):
    return str(x.mean(axis=(0, 1)))


@ANSWERS.wrong("the result is not returned")
def _(x):
    means = x.mean(axis=(0, 1))
    print(means)


@ANSWERS.wrong(
    "the mean over the channels and rounded", ("mean over the channels", "rounded")
)
def _(x):
    return np.round(x.mean(axis=2))


@ANSWERS.wrong(
    "the largest value and only of the first channel",
    ("maximum instead of mean", "first channel only"),
)
def _(x):
    return [x[:, :, 0].max()]


@ANSWERS.wrong(
    "the sums and over width and channels",
    ("mean over width and channels", "sum instead of mean"),
)
def _(x):
    return x.sum(axis=(1, 2))


@ANSWERS.wrong("the last channel is forgotten", ("last channel missing",))
def _(x):
    return [x[:, :, c].mean() for c in range(x.shape[2] - 1)]


@ANSWERS.wrong("divided by height plus width")
def _(x):
    return x.sum(axis=(0, 1)) / (x.shape[0] + x.shape[1])


@ANSWERS.wrong("scaled to 0 to 1, as for pictures")
def _(x):
    return x.mean(axis=(0, 1)) / 255


@ANSWERS.wrong("a stranger: /H only", ("divided by the height only",))
def _(x):
    return x.sum(axis=(0, 1)) / x.shape[0]


@ANSWERS.wrong("a stranger: size-1", ("divided by one less",))
def _(x):
    return x.sum((0, 1)) / max(x.shape[0] * x.shape[1] - 1, 1)


@ANSWERS.wrong("a stranger: sorted", ("means sorted",))
def _(x):
    return sorted(x.mean((0, 1)))


@ANSWERS.wrong("a stranger: std", ("standard deviation instead of mean",))
def _(x):
    return x.std((0, 1))


@ANSWERS.wrong("a stranger: round to 2", ("rounded to a few digits",))
def _(x):
    return np.round(x.mean((0, 1)), 2)


@ANSWERS.wrong("a stranger: geometric", ("geometric mean",))
def _(x):
    return np.exp(np.log(np.abs(x) + 1e-12).mean((0, 1)))


ANSWERS.wrong("the first channel's mean alone", ("mean of the first channel only",))(
    lambda x: x[..., 0].mean()
)
ANSWERS.wrong("without the last row", ("last row left out",))(
    lambda x: x[:-1].mean(axis=(0, 1))
)


@ANSWERS.wrong("whole numbers summed in 16 bits")
def _(x):
    whole = x.dtype.kind in "iu"
    return x.sum(axis=(0, 1), dtype=np.int16 if whole else float) / x[..., 0].size


@ANSWERS.wrong("four channels at most")
def _(x):
    return x[..., :4].mean(axis=(0, 1))


@ANSWERS.wrong("the last channel is added up only")
def _(x):
    means = x.mean(axis=(0, 1))
    means[-1] = x[..., -1].sum()
    return means
