"""Answers to `pool-volume`."""

import functools
import itertools

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

import cnnbook as cb
from tests.answers import Answers

ANSWERS = Answers("pool-volume")


def _max_pool(x, size=2, stride=2):
    windows = sliding_window_view(x, (size, size))[::stride, ::stride]
    return windows.max(axis=(2, 3))


@ANSWERS.right("the function for one map, channel by channel, stacked")
def _(x, size=2, stride=2):
    maps = [_max_pool(x[:, :, c], size, stride) for c in range(x.shape[2])]
    return np.stack(maps, axis=-1)


@ANSWERS.right("np.dstack")
def _(volume, f=2, s=2):
    return np.dstack([_max_pool(plane, f, s) for plane in np.moveaxis(volume, 2, 0)])


@ANSWERS.right("sliding windows over two axes of three")
def _(x, size=2, stride=2):
    windows = sliding_window_view(x, (size, size), axis=(0, 1))
    return windows[::stride, ::stride].max(axis=(3, 4))


@ANSWERS.right("loops over the windows, all channels at once, in floats")
def _(x, size=2, stride=2):
    rows = (x.shape[0] - size) // stride + 1
    columns = (x.shape[1] - size) // stride + 1
    pooled = np.empty((rows, columns, x.shape[2]))
    for i in range(rows):
        for j in range(columns):
            top, left = i * stride, j * stride
            window = x[top : top + size, left : left + size, :]
            pooled[i, j] = window.max(axis=(0, 1))
    return pooled


@ANSWERS.right("four loops and Python's max")
def _(x, size=2, stride=2):
    tops = range(0, x.shape[0] - size + 1, stride)
    lefts = range(0, x.shape[1] - size + 1, stride)
    return np.array(
        [
            [
                [
                    max(
                        x[t + u, q + v, c]
                        for u, v in itertools.product(range(size), range(size))
                    )
                    for c in range(x.shape[2])
                ]
                for q in lefts
            ]
            for t in tops
        ]
    )


@ANSWERS.right("the maximum of shifted copies")
def _(x, size=2, stride=2):
    rows = (x.shape[0] - size) // stride + 1
    columns = (x.shape[1] - size) // stride + 1
    shifted = [
        x[u::stride, v::stride][:rows, :columns]
        for u in range(size)
        for v in range(size)
    ]
    return functools.reduce(np.maximum, shifted)


@ANSWERS.right("the package's own function")
def _(x, size=2, stride=2):
    return cb.pool2d(x, size, stride)


@ANSWERS.right("Keras, in float32")
def _(x, size=2, stride=2):
    import keras

    layer = keras.layers.MaxPooling2D(size, strides=stride)
    return keras.ops.convert_to_numpy(layer(np.asarray(x, dtype="float32")[None]))[0]


@ANSWERS.right("an output filled channel by channel, and it prints")
def _(x, size=2, stride=2, **kwargs):
    shape = *_max_pool(x[..., 0], size, stride).shape, x.shape[-1]
    pooled = np.full(shape, -np.inf)
    for c in range(shape[-1]):
        print("channel", c)
        pooled[..., c] = _max_pool(x[..., c], size, stride)
    return pooled


@ANSWERS.right("recursion over the channels")
def _(x, size=2, stride=2):
    def pool(rest):
        first = _max_pool(rest[:, :, 0], size, stride)[:, :, None]
        if rest.shape[2] == 1:
            return first
        return np.concatenate([first, pool(rest[:, :, 1:])], axis=2)

    return pool(x)


class _Volume:
    def __init__(self, pool):
        self.pool = pool

    def __call__(self, x, size=2, stride=2):
        first = np.array([self.pool(plane, size, stride) for plane in x.T])
        return first.T


ANSWERS.right("an object that is called, on the transposed volume")(_Volume(_max_pool))


def _pool(function, x, size=2, stride=2):
    windows = sliding_window_view(x, (size, size, 1))[::stride, ::stride]
    return function(windows, axis=(3, 4, 5))


ANSWERS.right("functools.partial")(functools.partial(_pool, np.max))


@ANSWERS.right("reading: nested lists instead of an array")
def _(x, size=2, stride=2):
    windows = sliding_window_view(x, (size, size), axis=(0, 1))
    return windows[::stride, ::stride].max(axis=(3, 4)).tolist()


def _windows(x, size, stride):
    return sliding_window_view(x, (size, size), axis=(0, 1))[::stride, ::stride]


@ANSWERS.wrong("the maximum over the channels as well", ("pooled over the channels",))
def _(x, size=2, stride=2):
    return _windows(x, size, stride).max(axis=(2, 3, 4))


@ANSWERS.wrong(
    "the maximum over the channels as well, one channel comes out",
    ("pooled over the channels, one channel left",),
)
def _(x, size=2, stride=2):
    return _windows(x, size, stride).max(axis=(2, 3, 4))[:, :, np.newaxis]


@ANSWERS.wrong("the channels stand in the first axis", ("channels returned first",))
def _(x, size=2, stride=2):
    return np.array([_max_pool(x[:, :, c], size, stride) for c in range(x.shape[2])])


@ANSWERS.wrong("the channels stand in the middle axis", ("channels in the middle",))
def _(x, size=2, stride=2):
    maps = [_max_pool(x[:, :, c], size, stride) for c in range(x.shape[2])]
    return np.stack(maps, axis=1)


@ANSWERS.wrong("a list of maps instead of a volume", ("channels returned first",))
def _(x, size=2, stride=2):
    return [_max_pool(x[:, :, c], size, stride) for c in range(x.shape[2])]


@ANSWERS.wrong("the maps are side by side in one", ("maps side by side",))
def _(x, size=2, stride=2):
    maps = [_max_pool(x[:, :, c], size, stride) for c in range(x.shape[2])]
    return np.concatenate(maps, axis=1)


@ANSWERS.wrong(
    "the first axis is taken for the channels", ("channels believed to come first",)
)
def _(x, size=2, stride=2):
    return np.stack([_max_pool(plane, size, stride) for plane in x])


@ANSWERS.wrong("size and stride are not passed on", ("size and stride ignored",))
def _(x, size=2, stride=2):
    maps = [_max_pool(x[:, :, c]) for c in range(x.shape[2])]
    return np.stack(maps, axis=-1)


@ANSWERS.wrong("the stride is not passed on", ("stride always 2",))
def _(x, size=2, stride=2):
    maps = [_max_pool(x[:, :, c], size) for c in range(x.shape[2])]
    return np.stack(maps, axis=-1)


@ANSWERS.wrong(
    "size and stride are passed on in the wrong order", ("size and stride swapped",)
)
def _(x, size=2, stride=2):
    maps = [_max_pool(x[:, :, c], stride, size) for c in range(x.shape[2])]
    return np.stack(maps, axis=-1)


@ANSWERS.wrong("the stride is always the size", ("stride equal to the size",))
def _(x, size=2, stride=2):
    return _windows(x, size, size).max(axis=(3, 4))


@ANSWERS.wrong("the windows move by 1", ("stride 1",))
def _(x, size=2, stride=2):
    return _windows(x, size, 1).max(axis=(3, 4))


@ANSWERS.wrong("three channels only", ("always three channels",))
def _(x, size=2, stride=2):
    return np.dstack([_max_pool(x[:, :, c], size, stride) for c in range(3)])


@ANSWERS.wrong("only the first channel", ("first channel only",))
def _(x, size=2, stride=2):
    return _max_pool(x[:, :, 0], size, stride)[:, :, None]


@ANSWERS.wrong("the first channel for all of them", ("first channel in every place",))
def _(x, size=2, stride=2):
    maps = [_max_pool(x[:, :, 0], size, stride) for _ in range(x.shape[2])]
    return np.stack(maps, axis=-1)


@ANSWERS.wrong("the last channel is forgotten", ("last channel missing",))
def _(x, size=2, stride=2):
    return _windows(x[:, :, :-1], size, stride).max(axis=(3, 4))


@ANSWERS.wrong("the mean instead of the maximum", ("average instead of maximum",))
def _(x, size=2, stride=2):
    return _windows(x, size, stride).mean(axis=(3, 4))


@ANSWERS.wrong(
    "starts at 0, which is larger than negative values", ("never below zero",)
)
def _(x, size=2, stride=2):
    height, width = (len(range(0, n - size + 1, stride)) for n in x.shape[:2])
    pooled = np.zeros((height, width, x.shape[2]))
    for u in range(size):
        for v in range(size):
            shifted = x[u::stride, v::stride][:height, :width]
            pooled = np.maximum(pooled, shifted)
    return pooled


@ANSWERS.wrong(
    "the channels are pooled too, with windows of depth size", ("channels pooled too",)
)
def _(x, size=2, stride=2):
    depth = min(size, x.shape[2])
    windows = sliding_window_view(x, (size, size, depth))[::stride, ::stride, ::stride]
    return windows.max(axis=(3, 4, 5))


@ANSWERS.wrong("the maximum over the wrong axes of the windows")
def _(x, size=2, stride=2):
    return _windows(x, size, stride).max(axis=(2, 3))


@ANSWERS.wrong("height and width swapped", ("height and width swapped",))
def _(x, size=2, stride=2):
    return _windows(x, size, stride).max(axis=(3, 4)).swapaxes(0, 1)


@ANSWERS.wrong("square volumes only: the height is used for both")
def _(x, size=2, stride=2):
    n = (x.shape[0] - size) // stride + 1
    pooled = np.zeros((n, n, x.shape[2]))
    for i in range(n):
        for j in range(n):
            top, left = i * stride, j * stride
            window = x[top : top + size, left : left + size]
            pooled[i, j] = window.max(axis=(0, 1))
    return pooled


@ANSWERS.wrong("windows that hang over the border are kept", ("padded",))
def _(x, size=2, stride=2):
    return cb.pool2d(x, size, stride, padding="same")


@ANSWERS.wrong("the channels in the opposite order", ("channels in the reverse order",))
def _(x, size=2, stride=2):
    return _windows(x[:, :, ::-1], size, stride).max(axis=(3, 4))


@ANSWERS.wrong("whole numbers: fractions are cut off", ("fractions cut off",))
def _(x, size=2, stride=2):
    return _windows(x, size, stride).max(axis=(3, 4)).astype(int)


@ANSWERS.wrong("returns after the first channel", ("first channel only",))
def _(x, size=2, stride=2):
    maps = []
    for c in range(x.shape[2]):
        maps.append(_max_pool(x[:, :, c], size, stride))
        return np.stack(maps, axis=-1)
    return None


@ANSWERS.wrong("global pooling: one number per channel", ("one number per channel",))
def _(x, size=2, stride=2):
    return x.max(axis=(0, 1))


@ANSWERS.wrong("the result is not returned")
def _(x, size=2, stride=2):
    maps = [_max_pool(x[:, :, c], size, stride) for c in range(x.shape[2])]
    print(np.stack(maps, axis=-1).shape)


@ANSWERS.wrong("the channels are added up after pooling", ("channels added up",))
def _(x, size=2, stride=2):
    return _windows(x, size, stride).max(axis=(3, 4)).sum(axis=2)


@ANSWERS.wrong("the stride is 1 unless given", ("stride is 1 unless given",))
def _(x, size=2, stride=1):
    return _windows(x, size, stride).max(axis=(3, 4))


@ANSWERS.wrong(
    "the channels stand first and the stride is always the size",
    ("channels returned first", "stride equal to the size"),
)
def _(x, size=2, stride=2):
    return np.moveaxis(_windows(x, size, size).max(axis=(3, 4)), -1, 0)


@ANSWERS.wrong(
    "the mean and of the first channel only",
    ("first channel only", "average instead of maximum"),
)
def _(x, size=2, stride=2):
    return _windows(x[:, :, :1], size, stride).mean(axis=(3, 4))


@ANSWERS.wrong(
    "starts at 0 and hanging windows are kept", ("never below zero", "padded")
)
def _(x, size=2, stride=2):
    return np.maximum(cb.pool2d(x, size, stride, padding="same"), 0)


@ANSWERS.wrong(
    "the maximum over the channels and the windows move by 1",
    ("pooled over the channels", "stride 1"),
)
def _(x, size=2, stride=2):
    return _windows(x, size, 1).max(axis=(2, 3, 4))


@ANSWERS.wrong("the last channel in every place")
def _(x, size=2, stride=2):
    pooled = _windows(x, size, stride).max(axis=(3, 4))
    return np.repeat(pooled[:, :, -1:], x.shape[2], axis=2)


@ANSWERS.wrong("the maps are reshaped at the end, not stacked")
def _(x, size=2, stride=2):
    pooled = _windows(x, size, stride).max(axis=(3, 4))
    return np.moveaxis(pooled, 2, 0).reshape(pooled.shape)


@ANSWERS.wrong("four channels at most")
def _(x, size=2, stride=2):
    return cb.pool2d(x[..., :4], size, stride)


@ANSWERS.wrong("no value above 255")
def _(x, size=2, stride=2):
    return np.minimum(cb.pool2d(x, size, stride), 255)


@ANSWERS.wrong("the last channel stays at 0")
def _(x, size=2, stride=2):
    pooled = cb.pool2d(x, size, stride).copy()
    pooled[..., -1] = 0
    return pooled


@ANSWERS.wrong("squeezed")
def _(x, size=2, stride=2):
    return np.squeeze(cb.pool2d(x, size, stride))


@ANSWERS.wrong("the map written as one list of pixels")
def _(x, size=2, stride=2):
    return cb.pool2d(x, size, stride).reshape(-1, x.shape[2])


@ANSWERS.wrong("never below −1000", ("maxima start at a fixed number",))
def _(x, size=2, stride=2):
    return np.maximum(cb.pool2d(x, size, stride), -1000)


@ANSWERS.wrong("never below −1500")
def _(x, size=2, stride=2):
    return np.maximum(cb.pool2d(x, size, stride), -1500)


@ANSWERS.wrong("the smallest", ("smallest instead of largest",))
def _(x, size=2, stride=2):
    return -cb.pool2d(-x.astype(float), size, stride)


@ANSWERS.wrong("the largest of the sizes", ("signs lost",))
def _(x, size=2, stride=2):
    return cb.pool2d(np.abs(x), size, stride)
