"""Answers to `conv-layer`."""

import functools

import numpy as np
from numpy.lib.stride_tricks import as_strided, sliding_window_view
from scipy.signal import correlate

import cnnbook as cb
from tests.answers import Answers

ANSWERS = Answers("conv-layer")


@ANSWERS.right("loops over filters and channels around cb.conv2d")
def _(x, w, b, stride=1):
    maps = []
    for k in range(w.shape[3]):
        z = b[k]
        for c in range(x.shape[2]):
            z = z + cb.conv2d(x[:, :, c], w[:, :, c, k], stride=stride)
        maps.append(z)
    return np.stack(maps, axis=-1)


@ANSWERS.right("einsum over sliding windows")
def _(x, w, b, stride=1):
    windows = sliding_window_view(x, w.shape[:2], axis=(0, 1))[::stride, ::stride]
    return np.einsum("yxcij,ijck->yxk", windows, w) + b


@ANSWERS.right("plain loops over everything")
def _(x, w, b, stride=1):
    f_h, f_w, c_in, c_out = w.shape
    rows = (x.shape[0] - f_h) // stride + 1
    columns = (x.shape[1] - f_w) // stride + 1
    z = np.zeros((rows, columns, c_out))
    for i in range(rows):
        for j in range(columns):
            for k in range(c_out):
                total = float(b[k])
                for u in range(f_h):
                    for v in range(f_w):
                        for c in range(c_in):
                            pixel = float(x[i * stride + u, j * stride + v, c])
                            total += pixel * float(w[u, v, c, k])
                z[i, j, k] = total
    return z


@ANSWERS.right("tensordot on one window at a time")
def _(volume, filters, biases, step=1):
    f_h, f_w = filters.shape[:2]
    rows = range(0, volume.shape[0] - f_h + 1, step)
    columns = range(0, volume.shape[1] - f_w + 1, step)
    return np.array(
        [
            [
                np.tensordot(volume[i : i + f_h, j : j + f_w], filters, 3) + biases
                for j in columns
            ]
            for i in rows
        ]
    )


@ANSWERS.right("windows as rows of one matrix product, with as_strided")
def _(x, w, b, stride=1):
    x, w = np.ascontiguousarray(x, dtype=float), np.asarray(w, dtype=float)
    f_h, f_w, c_in, c_out = w.shape
    rows = (x.shape[0] - f_h) // stride + 1
    columns = (x.shape[1] - f_w) // stride + 1
    sy, sx, sc = x.strides
    windows = as_strided(
        x,
        (rows, columns, f_h, f_w, c_in),
        (sy * stride, sx * stride, sy, sx, sc),
        writeable=False,
    )
    flat = windows.reshape(rows * columns, -1) @ w.reshape(-1, c_out)
    return (flat + b).reshape(rows, columns, c_out)


@ANSWERS.right("SciPy on the whole volume, in floats")
def _(x, w, b, stride=1):
    x, w = x.astype(float), w.astype(float)
    maps = [
        correlate(x, w[..., k], mode="valid", method="direct")[::stride, ::stride, 0]
        for k in range(w.shape[-1])
    ]
    return np.dstack(maps) + b


@ANSWERS.right("a sum of shifted copies of the image, one per weight position")
def _(x, w, b, stride=1):
    rows = (x.shape[0] - w.shape[0]) // stride + 1
    columns = (x.shape[1] - w.shape[1]) // stride + 1
    z = np.zeros((rows, columns, w.shape[3])) + b
    for u, v in np.ndindex(*w.shape[:2]):
        shifted = x[u::stride, v::stride][:rows, :columns]
        z = z + shifted @ w[u, v]
    return z


@ANSWERS.right("the package's own function")
def _(x, w, b, stride=1):
    return cb.conv_layer(x, w, b, stride=stride)


@ANSWERS.right("Keras, in float32")
def _(x, w, b, stride=1):
    import keras

    layer = keras.layers.Conv2D(w.shape[3], w.shape[:2], strides=stride)
    layer.build((None, *x.shape))
    layer.set_weights([w, b])
    z = layer(np.asarray(x)[None].astype("float32"))
    return keras.ops.convert_to_numpy(z)[0]


class _Layer:
    def __init__(self, convolve):
        self.convolve = convolve

    def __call__(self, x, w, b, stride=1):
        one = [
            sum(
                self.convolve(x[..., c], w[..., c, k], stride=stride)
                for c in range(w.shape[2])
            )
            for k in range(w.shape[3])
        ]
        return np.moveaxis(np.array(one), 0, -1) + np.asarray(b)


ANSWERS.right("an object that is called")(_Layer(cb.conv2d))


def _padded(p, x, w, b, stride=1, **kwargs):
    x = np.pad(x, ((p, p), (p, p), (0, 0)))
    windows = sliding_window_view(x, (*w.shape[:2], x.shape[2]))[::stride, ::stride, 0]
    print("windows:", windows.shape)
    return np.tensordot(windows, w, axes=3) + b


ANSWERS.right("functools.partial with padding 0, and it prints")(
    functools.partial(_padded, 0)
)


@ANSWERS.right("computes every place, keeps every stride-th, biases in place on a copy")
def _(x, w, b, stride=1):
    f_h, f_w, _, c_out = w.shape
    z = np.zeros((x.shape[0] - f_h + 1, x.shape[1] - f_w + 1, c_out))
    for i, j, k in np.ndindex(*z.shape):
        z[i, j, k] = np.sum(x[i : i + f_h, j : j + f_w] * 1.0 * w[:, :, :, k])
    z = z[::stride, ::stride].copy()
    z += b
    return z


@ANSWERS.right("reading: nested lists instead of an array")
def _(x, w, b, stride=1):
    windows = sliding_window_view(x, w.shape[:2], axis=(0, 1))[::stride, ::stride]
    return (np.einsum("yxcij,ijck->yxk", windows, w) + b).tolist()


def _convolve(x, w, stride=1):
    windows = sliding_window_view(x, w.shape[:2], axis=(0, 1))[::stride, ::stride]
    return np.einsum("yxcij,ijck->yxk", windows, w)


@ANSWERS.wrong("the biases are forgotten", ("bias forgotten",))
def _(x, w, b, stride=1):
    return _convolve(x, w, stride)


@ANSWERS.wrong("the bias is added once per channel", ("bias once per channel",))
def _(x, w, b, stride=1):
    maps = []
    for k in range(w.shape[3]):
        z = 0
        for c in range(x.shape[2]):
            z = z + cb.conv2d(x[:, :, c], w[:, :, c, k], stride=stride) + b[k]
        maps.append(z)
    return np.stack(maps, axis=-1)


@ANSWERS.wrong("the bias is subtracted", ("bias subtracted",))
def _(x, w, b, stride=1):
    return _convolve(x, w, stride) - b


@ANSWERS.wrong("the bias of the first filter for all", ("first bias for every map",))
def _(x, w, b, stride=1):
    return _convolve(x, w, stride) + b[0]


@ANSWERS.wrong("all biases are added to every map", ("all biases added to every map",))
def _(x, w, b, stride=1):
    return _convolve(x, w, stride) + np.sum(b)


@ANSWERS.wrong("the stride is ignored", ("stride ignored",))
def _(x, w, b, stride=1):
    return _convolve(x, w) + b


@ANSWERS.wrong("the stride is used downwards only", ("stride in one direction only",))
def _(x, w, b, stride=1):
    return _convolve(x, w)[::stride] + b


@ANSWERS.wrong("stride 2 whenever it is not 1", ("stride at most 2",))
def _(x, w, b, stride=1):
    return _convolve(x, w, 1 if stride == 1 else 2) + b


@ANSWERS.wrong(
    "the windows move by 1, the stride only counts them", ("stride counted, not taken",)
)
def _(x, w, b, stride=1):
    rows = (x.shape[0] - w.shape[0]) // stride + 1
    columns = (x.shape[1] - w.shape[1]) // stride + 1
    return _convolve(x, w)[:rows, :columns] + b


@ANSWERS.wrong("the kernels are flipped", ("flipped filters",))
def _(x, w, b, stride=1):
    return _convolve(x, w[::-1, ::-1], stride) + b


@ANSWERS.wrong(
    "the kernels are transposed, height and width swapped",
    ("rows and columns of the slices swapped",),
)
def _(x, w, b, stride=1):
    return _convolve(x, w.transpose(1, 0, 2, 3), stride) + b


@ANSWERS.wrong(
    "the channels of the filter are turned around, as SciPy's convolve does",
    ("filters flipped, channels too",),
)
def _(x, w, b, stride=1):
    return _convolve(x, w[::-1, ::-1, ::-1], stride) + b


@ANSWERS.wrong("a ReLU at the end", ("ReLU applied",))
def _(x, w, b, stride=1):
    return np.maximum(_convolve(x, w, stride) + b, 0)


@ANSWERS.wrong("only the first channel is looked at", ("first channel only",))
def _(x, w, b, stride=1):
    return _convolve(x[:, :, :1], w[:, :, :1], stride) + b


@ANSWERS.wrong(
    "each channel overwrites the one before, only the last is left",
    ("last channel only",),
)
def _(x, w, b, stride=1):
    maps = []
    for k in range(w.shape[3]):
        for c in range(x.shape[2]):
            z = cb.conv2d(x[:, :, c], w[:, :, c, k], stride=stride)
        maps.append(z + b[k])
    return np.stack(maps, axis=-1)


@ANSWERS.wrong(
    "the mean over the channels instead of the sum", ("mean over the channels",)
)
def _(x, w, b, stride=1):
    return _convolve(x, w, stride) / x.shape[2] + b


@ANSWERS.wrong(
    "the mean of all products instead of their sum", ("mean of the products",)
)
def _(x, w, b, stride=1):
    return _convolve(x, w, stride) / w[..., 0].size + b


@ANSWERS.wrong("always three channels", ("always three channels",))
def _(x, w, b, stride=1):
    maps = []
    for k in range(w.shape[3]):
        z = b[k]
        for c in range(3):
            z = z + cb.conv2d(x[:, :, c], w[:, :, c, k], stride=stride)
        maps.append(z)
    return np.stack(maps, axis=-1)


@ANSWERS.wrong("one filter only, the first", ("first filter only",))
def _(x, w, b, stride=1):
    return _convolve(x, w[..., :1], stride) + b[:1]


@ANSWERS.wrong("channels and filters swapped in the weights")
def _(x, w, b, stride=1):
    maps = []
    for k in range(w.shape[3]):
        z = b[k]
        for c in range(x.shape[2]):
            z = z + cb.conv2d(x[:, :, c], w[:, :, k, c], stride=stride)
        maps.append(z)
    return np.stack(maps, axis=-1)


@ANSWERS.wrong("the maps stand in the first axis", ("maps on the first axis",))
def _(x, w, b, stride=1):
    return np.moveaxis(_convolve(x, w, stride) + b, -1, 0)


@ANSWERS.wrong(
    "one map per channel and filter, the channels are not summed",
    ("one map per channel and filter",),
)
def _(x, w, b, stride=1):
    windows = sliding_window_view(x, w.shape[:2], axis=(0, 1))[::stride, ::stride]
    maps = np.einsum("yxcij,ijck->yxck", windows, w) + b
    return maps.reshape(*maps.shape[:2], -1)


@ANSWERS.wrong("the maps are added to one", ("maps added to one",))
def _(x, w, b, stride=1):
    return (_convolve(x, w, stride) + b).sum(axis=2, keepdims=True)


@ANSWERS.wrong(
    "the output holds whole numbers when the image does",
    ("output of the image's type",),
)
def _(x, w, b, stride=1):
    z = np.zeros(_convolve(x, w, stride).shape, dtype=x.dtype)
    z[:] = (_convolve(x, w, stride) + b).astype(x.dtype)
    return z


@ANSWERS.wrong("the output holds whole numbers", ("fractions cut off",))
def _(x, w, b, stride=1):
    return (_convolve(x, w, stride) + b).astype(int)


@ANSWERS.wrong(
    "the last row and column of windows are missing", ("last window missing",)
)
def _(x, w, b, stride=1):
    z = _convolve(x, w) + b
    return z[:-1:stride, :-1:stride]


@ANSWERS.wrong("same padding instead of none", ("padded",))
def _(x, w, b, stride=1):
    return cb.conv_layer(x, w, b, padding="same", stride=stride)


@ANSWERS.wrong("square images only: the height is used for both")
def _(x, w, b, stride=1):
    f_h, f_w = w.shape[:2]
    size = (x.shape[0] - f_h) // stride + 1
    z = np.zeros((size, size, w.shape[3]))
    for i in range(size):
        for j in range(size):
            top, left = i * stride, j * stride
            window = x[top : top + f_h, left : left + f_w]
            z[i, j] = np.tensordot(window, w, 3) + b
    return z


@ANSWERS.wrong("square kernels only: the height is used for both")
def _(x, w, b, stride=1):
    f = w.shape[0]
    windows = sliding_window_view(x, (f, f), axis=(0, 1))[::stride, ::stride]
    return np.einsum("yxcij,ijck->yxk", windows, w) + b


@ANSWERS.wrong("z and a, the ReLU of it, as a pair")
def _(x, w, b, stride=1):
    z = _convolve(x, w, stride) + b
    return z, cb.relu(z)


@ANSWERS.wrong("the result is not returned")
def _(x, w, b, stride=1):
    z = _convolve(x, w, stride) + b
    print(z.shape)


@ANSWERS.wrong(
    "the bias is added to the image instead of the map", ("bias added to the pixels",)
)
def _(x, w, b, stride=1):
    maps = [_convolve(x + b[k], w[..., k : k + 1], stride) for k in range(len(b))]
    return np.concatenate(maps, axis=2)


@ANSWERS.wrong("the bias is a factor", ("bias as a factor",))
def _(x, w, b, stride=1):
    return _convolve(x, w, stride) * b


@ANSWERS.wrong("returns after the first filter", ("first filter only",))
def _(x, w, b, stride=1):
    maps = []
    for k in range(w.shape[3]):
        maps.append(_convolve(x, w[..., k : k + 1], stride)[..., 0] + b[k])
        return np.stack(maps, axis=-1)
    return None


@ANSWERS.wrong(
    "the bias is forgotten and the stride is ignored",
    ("bias forgotten", "stride ignored"),
)
def _(x, w, b, stride=1):
    return _convolve(x, w)


@ANSWERS.wrong(
    "the kernels are flipped and a ReLU follows", ("flipped filters", "ReLU applied")
)
def _(x, w, b, stride=1):
    return np.maximum(_convolve(x, w[::-1, ::-1], stride) + b, 0)


@ANSWERS.wrong(
    "the bias is added once per channel and the kernels are flipped",
    ("flipped filters", "bias once per channel"),
)
def _(x, w, b, stride=1):
    return _convolve(x, w[::-1, ::-1], stride) + b * x.shape[2]


@ANSWERS.wrong(
    "the stride is used to the right only and the mean is taken",
    ("mean of the products", "stride to the right only"),
)
def _(x, w, b, stride=1):
    return _convolve(x, w)[:, ::stride] / w[..., 0].size + b


@ANSWERS.wrong(
    "the sum goes on from filter to filter", ("sum not started anew for each filter",)
)
def _(x, w, b, stride=1):
    z, maps = 0, []
    for k in range(w.shape[3]):
        for c in range(x.shape[2]):
            z = z + cb.conv2d(x[:, :, c], w[:, :, c, k], stride=stride)
        maps.append(z + b[k])
    return np.stack(maps, axis=-1)


@ANSWERS.wrong("= for +=, with the bias in the loop", ("last channel only",))
def _(x, w, b, stride=1):
    maps = []
    for k in range(w.shape[3]):
        for c in range(x.shape[2]):
            z = cb.conv2d(x[:, :, c], w[:, :, c, k], stride=stride) + b[k]
        maps.append(z)
    return np.dstack(maps)


@ANSWERS.wrong("an output array of the weights' type", ("output of the weights' type",))
def _(x, w, b, stride=1):
    f_h, f_w, _, c_out = w.shape
    rows = (x.shape[0] - f_h) // stride + 1
    columns = (x.shape[1] - f_w) // stride + 1
    z = np.zeros((rows, columns, c_out), dtype=w.dtype)
    for i, j, k in np.ndindex(*z.shape):
        window = x[i * stride : i * stride + f_h, j * stride : j * stride + f_w]
        z[i, j, k] = (window * w[..., k]).sum() + b[k]
    return z


@ANSWERS.wrong("a sigmoid at the end")
def _(x, w, b, stride=1):
    return 1 / (1 + np.exp(-(_convolve(x, w, stride) + b)))


@ANSWERS.wrong("the maps one below the other")
def _(x, w, b, stride=1):
    z = _convolve(x, w, stride) + b
    return np.vstack([z[:, :, k] for k in range(z.shape[2])])


@ANSWERS.wrong("a stranger: bias twice", ("bias added twice",))
def _(x, w, b, stride=1):
    return cb.conv_layer(x, w, b, stride=stride) + b


@ANSWERS.wrong("a stranger: bias times stride", ("bias multiplied by the stride",))
def _(x, w, b, stride=1):
    return cb.conv_layer(x, w, None, stride=stride) + np.asarray(b) * stride


@ANSWERS.wrong("a stranger: bias only when positive", ("negative biases cut off",))
def _(x, w, b, stride=1):
    return cb.conv_layer(x, w, None, stride=stride) + np.maximum(b, 0)


def _plain(x, w, b, stride=1):
    windows = np.lib.stride_tricks.sliding_window_view(x * 1.0, w.shape[:2], (0, 1))
    return np.einsum("ijcuv,uvco->ijo", windows[::stride, ::stride], w) + b


ANSWERS.wrong("rounded to two digits", ("rounded to a few digits",))(
    lambda x, w, b, stride=1: _plain(x, w, b, stride).round(2)
)
ANSWERS.wrong("in float16", ("numbers of 16 bits",))(
    lambda x, w, b, stride=1: _plain(x, w, b, stride).astype(np.float16)
)
ANSWERS.wrong("as large as the image")(
    lambda x, w, b, stride=1: _plain(
        np.pad(x, [*((n // 2, n // 2) for n in w.shape[:2]), (0, 0)]), w, b, stride
    )
)


@ANSWERS.wrong("a ReLU, and no bias", names=("bias forgotten", "ReLU applied"))
def _(x, w, b, stride=1):
    windows = np.lib.stride_tricks.sliding_window_view(x, w.shape[:2], (0, 1))
    z = np.einsum("ijcuv,uvck->ijk", windows[::stride, ::stride].astype(float), w)
    return np.maximum(z, 0)


@ANSWERS.wrong("four filters at most")
def _(x, w, b, stride=1):
    result = _plain(x, w, b, stride).astype(float)
    result[..., 4:] = 0
    return result


@ANSWERS.wrong("whole numbers summed in 16 bits")
def _(x, w, b, stride=1):
    result = _plain(x, w, b, stride)
    whole = all(array.dtype.kind in "iu" for array in (x, w, b))
    return result.astype(int).astype(np.int16) if whole else result


@ANSWERS.wrong("four channels at most")
def _(x, w, b, stride=1):
    return _plain(x[..., :4], w[:, :, :4], b, stride)
