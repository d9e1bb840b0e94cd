"""Answers to `sobel-magnitude`."""

import math
from functools import partial

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

import cnnbook as cb
from tests.answers import Answers

ANSWERS = Answers("sobel-magnitude")

_V = np.array([[1, 0, -1], [2, 0, -2], [1, 0, -1]])
_H = _V.T


def conv2d(image, kernel):
    windows = sliding_window_view(np.asarray(image), np.shape(kernel))
    return (windows * kernel).sum(axis=(2, 3))


@ANSWERS.right("with the book's conv2d and kernels")
def _(image):
    sobel = cb.kernel("sobel-vertical")
    V, H = cb.conv2d(image, sobel), cb.conv2d(image, sobel.T)
    return np.sqrt(V**2 + H**2)


@ANSWERS.right("with a helper and np.hypot")
def _(image):
    return np.hypot(conv2d(image, _V), conv2d(image, _H))


@ANSWERS.right("loops, as lists")
def _(image):
    height, width = image.shape
    out = []
    for i in range(height - 2):
        line = []
        for j in range(width - 2):
            v = h = 0.0
            for u in range(3):
                for w in range(3):
                    pixel = float(image[i + u, j + w])
                    v += pixel * int(_V[u, w])
                    h += pixel * int(_H[u, w])
            line.append(math.hypot(v, h))
        out.append(line)
    return out


@ANSWERS.right("differences of slices, right minus left")
def _(image):
    x = image.astype(float)
    right_left = x[:, 2:] - x[:, :-2]
    below_above = x[2:] - x[:-2]
    v = right_left[:-2] + 2 * right_left[1:-1] + right_left[2:]
    h = below_above[:, :-2] + 2 * below_above[:, 1:-1] + below_above[:, 2:]
    return (v * v + h * h) ** 0.5


@ANSWERS.right("one complex kernel")
def _(picture, **_options):
    return np.abs(conv2d(picture, _V + 1j * _H))


@ANSWERS.right("SciPy's sobel, without its border")
def _(image):
    from scipy import ndimage

    x = image.astype(float)
    both = [ndimage.sobel(x, axis)[1:-1, 1:-1] for axis in (0, 1)]
    return np.linalg.norm(both, axis=0)


@ANSWERS.right("true convolutions, whose signs do not matter")
def _(image):
    from scipy.signal import convolve2d

    return np.hypot(
        convolve2d(image, _V, mode="valid"), convolve2d(image, _H, mode="valid")
    )


@ANSWERS.right("both kernels at once with einsum")
def _(image):
    windows = sliding_window_view(image, (3, 3))
    answers = np.einsum("ijuv,kuv->kij", windows, np.stack([_V, _H]))
    print(answers.shape)
    return np.sqrt(np.square(answers.astype(float)).sum(axis=0))


@ANSWERS.right("two thin passes for each")
def _(image):
    def passes(column, row):
        middle = conv2d(image, np.reshape(column, (3, 1)))
        return conv2d(middle, np.reshape(row, (1, 3)))

    return np.hypot(passes([1, 2, 1], [1, 0, -1]), passes([1, 0, -1], [1, 2, 1]))


class _Magnitude:
    def __init__(self, kernel):
        self.kernels = [kernel, np.rot90(kernel)]

    def __call__(self, image):
        squares = 0
        for kernel in self.kernels:
            squares = squares + conv2d(image, kernel).astype(float) ** 2
        squares **= 0.5
        return squares


ANSWERS.right("an object with a turned kernel")(_Magnitude(_V))


def _strength(root, image):
    windows = sliding_window_view(image, (3, 3)).reshape(-1, 9)
    table = windows @ np.column_stack([_V.ravel(), _H.ravel()])
    shape = image.shape[0] - 2, image.shape[1] - 2
    return root(table[:, 0] ** 2 + table[:, 1] ** 2).reshape(shape)


ANSWERS.right("a partial function")(partial(_strength, np.sqrt))


@ANSWERS.right("TensorFlow's sobel_edges without its border, in 32 bits")
def _(image):
    import tensorflow as tf

    both = tf.image.sobel_edges(tf.constant(image[None, :, :, None], tf.float32))
    return tf.norm(both, axis=-1).numpy()[0, 1:-1, 1:-1, 0]


@ANSWERS.wrong(
    "only vertical edges, without their sign", names=("vertical edges only",)
)
def _(image):
    return np.abs(conv2d(image, _V)).astype(float)


@ANSWERS.wrong(
    "only horizontal edges, with their sign", names=("horizontal edges only",)
)
def _(image):
    return conv2d(image, _H)


@ANSWERS.wrong("the two answers are added", names=("responses added with their signs",))
def _(image):
    return conv2d(image, _V) + conv2d(image, _H)


@ANSWERS.wrong(
    "the sizes of the two answers are added", names=("absolute values added",)
)
def _(image):
    return np.abs(conv2d(image, _V)) + np.abs(conv2d(image, _H))


@ANSWERS.wrong("the root is missing", names=("root forgotten",))
def _(image):
    return conv2d(image, _V) ** 2 + conv2d(image, _H) ** 2


@ANSWERS.wrong("the larger of the two sizes", names=("the larger of the two",))
def _(image):
    return np.maximum(np.abs(conv2d(image, _V)), np.abs(conv2d(image, _H)))


@ANSWERS.wrong("the root of the mean of the squares", names=("mean of the squares",))
def _(image):
    return np.sqrt((conv2d(image, _V) ** 2 + conv2d(image, _H) ** 2) / 2)


@ANSWERS.wrong("the kernels are divided by 4", names=("divided by a fixed number",))
def _(image):
    return np.hypot(conv2d(image, _V / 4), conv2d(image, _H / 4))


@ANSWERS.wrong("the kernels are divided by 8", names=("divided by a fixed number",))
def _(image):
    return np.hypot(conv2d(image, _V), conv2d(image, _H)) / 8


@ANSWERS.wrong("the plain kernels, weights 1, 1, 1", names=("weights without the 2",))
def _(image):
    plain = np.array([[1, 0, -1]] * 3)
    return np.hypot(conv2d(image, plain), conv2d(image, plain.T))


@ANSWERS.wrong("Scharr's kernels", names=("Scharr instead of Sobel",))
def _(image):
    scharr = np.outer([3, 10, 3], [1, 0, -1])
    return np.hypot(conv2d(image, scharr), conv2d(image, scharr.T))


@ANSWERS.wrong("zeros around, so the map is as large as the image", names=("padded",))
def _(image):
    padded = np.pad(image, 1)
    return np.hypot(conv2d(padded, _V), conv2d(padded, _H))


@ANSWERS.wrong(
    "mirrored pixels around, so the map is as large as the image",
    names=("padded with pixels of the border",),
)
def _(image):
    from scipy import ndimage

    x = image.astype(float)
    return np.hypot(ndimage.sobel(x, 0), ndimage.sobel(x, 1))


@ANSWERS.wrong(
    "the vertical kernel is used twice",
    names=("kernel mirrored instead of transposed",),
)
def _(image):
    return np.hypot(conv2d(image, _V), conv2d(image, _V))


@ANSWERS.wrong(
    "the vertical kernel flipped upside down, which is the same kernel",
    names=("kernel mirrored instead of transposed",),
)
def _(image):
    return np.hypot(conv2d(image, _V), conv2d(image, np.flipud(_V)))


@ANSWERS.wrong(
    "the second kernel slides over the map of the first",
    names=("one kernel slid over the other's map",),
)
def _(image):
    V = conv2d(np.pad(image, 1), _V)
    return np.hypot(V[1:-1, 1:-1], conv2d(V, _H))


@ANSWERS.wrong(
    "the direction instead of the strength", names=("direction instead of strength",)
)
def _(image):
    return np.arctan2(conv2d(image, _H), -conv2d(image, _V))


@ANSWERS.wrong("the direction is returned too")
def _(image):
    V, H = conv2d(image, _V), conv2d(image, _H)
    return np.hypot(V, H), np.arctan2(H, -V)


@ANSWERS.wrong("8-bit differences wrap around", names=("differences of bytes",))
def _(image):
    left_right = image[:, :-2] - image[:, 2:]
    above_below = image[:-2] - image[2:]
    v = left_right[:-2] + 2.0 * left_right[1:-1] + left_right[2:]
    h = above_below[:, :-2] + 2.0 * above_below[:, 1:-1] + above_below[:, 2:]
    return np.hypot(v, h)


@ANSWERS.wrong("the strength is cut to whole numbers", names=("fractions cut off",))
def _(image):
    return np.hypot(conv2d(image, _V), conv2d(image, _H)).astype(int)


@ANSWERS.wrong(
    "the strength is put into 8 bits and wraps after 255", names=("output of bytes",)
)
def _(image):
    strength = np.hypot(conv2d(image, _V), conv2d(image, _H))
    return (strength.astype(np.int64) % 256).astype(np.uint8)


@ANSWERS.wrong(
    "scaled so that the strongest edge is 1", names=("scaled to the strongest edge",)
)
def _(image):
    strength = np.hypot(conv2d(image, _V), conv2d(image, _H))
    return strength / max(strength.max(), 1e-12)


@ANSWERS.wrong(
    "negative answers are cut off before squaring", names=("negative answers cut off",)
)
def _(image):
    V = np.maximum(conv2d(image, _V), 0)
    return np.hypot(V, np.maximum(conv2d(image, _H), 0))


@ANSWERS.wrong("the difference of the squares", names=("squares subtracted",))
def _(image):
    return np.sqrt(np.abs(conv2d(image, _V) ** 2 - conv2d(image, _H) ** 2))


@ANSWERS.wrong("only one of the two is squared", names=("only one of the two squared",))
def _(image):
    return np.sqrt(np.abs(conv2d(image, _V) ** 2 + conv2d(image, _H)))


@ANSWERS.wrong(
    "the last row and column of windows are forgotten", names=("last window missing",)
)
def _(image):
    return np.hypot(conv2d(image, _V), conv2d(image, _H))[:-1, :-1]


@ANSWERS.wrong("the map is transposed", names=("map transposed",))
def _(image):
    return np.hypot(conv2d(image, _V), conv2d(image, _H)).T


@ANSWERS.wrong("the horizontal kernel has a slip: −1, −1, −1 below")
def _(image):
    slip = np.array([[1, 2, 1], [0, 0, 0], [-1, -1, -1]])
    return np.hypot(conv2d(image, _V), conv2d(image, slip))


@ANSWERS.wrong("yes or no: 1 where the edge is stronger than the mean")
def _(image):
    strength = np.hypot(conv2d(image, _V), conv2d(image, _H))
    return (strength > strength.mean()).astype(int)


@ANSWERS.wrong(
    "the plain kernels and no root",
    names=(
        "root forgotten",
        "weights without the 2",
    ),
)
def _(image):
    plain = np.array([[1, 0, -1]] * 3)
    return conv2d(image, plain) ** 2 + conv2d(image, plain.T) ** 2


@ANSWERS.wrong(
    "zeros around and divided by 4",
    names=(
        "divided by a fixed number",
        "padded",
    ),
)
def _(image):
    padded = np.pad(image, 1)
    return np.hypot(conv2d(padded, _V), conv2d(padded, _H)) / 4


@ANSWERS.wrong(
    "the sizes are added and the map is as large as the image",
    names=(
        "absolute values added",
        "padded",
    ),
)
def _(image):
    padded = np.pad(image, 1)
    return np.abs(conv2d(padded, _V)) + np.abs(conv2d(padded, _H))


@ANSWERS.wrong("one number, the mean strength")
def _(image):
    return np.hypot(conv2d(image, _V), conv2d(image, _H)).mean()


@ANSWERS.wrong(
    "scikit-image's scale: divided by 4 and by √2, without the border",
    names=("scaled as in scikit-image",),
)
def _(image):
    return np.hypot(conv2d(image, _V), conv2d(image, _H)) / 4 / math.sqrt(2)


@ANSWERS.wrong(
    "np.gradient, which looks at two pixels only",
    names=("differences of neighbours alone",),
)
def _(image):
    down, across = np.gradient(image.astype(float))
    return np.hypot(down, across)[1:-1, 1:-1]


@ANSWERS.wrong("the two answers are multiplied", names=("the two multiplied",))
def _(image):
    return conv2d(image, _V) * conv2d(image, _H)


@ANSWERS.wrong("nothing above 255", names=("cut off at 255",))
def _(image):
    return np.minimum(np.hypot(conv2d(image, _V), conv2d(image, _H)), 255)


@ANSWERS.wrong(
    "the plain kernel for one of the two",
    names=("weights without the 2 in one kernel",),
)
def _(image):
    plain = np.array([[1, 0, -1]] * 3)
    return np.hypot(conv2d(image, plain), conv2d(image, _H))


@ANSWERS.wrong("with the sign of the vertical edge")
def _(image):
    V = conv2d(image, _V)
    return np.sign(V) * np.hypot(V, conv2d(image, _H))


def _length(image, keep=lambda response: response):
    smooth = np.array([[1, 0, -1], [2, 0, -2], [1, 0, -1]])
    windows = np.lib.stride_tricks.sliding_window_view(np.asarray(image, float), (3, 3))
    responses = [(windows * k).sum(axis=(2, 3)) for k in (smooth, smooth.T)]
    return np.hypot(*map(keep, responses))


@ANSWERS.wrong("weak edges set to 0", names=("weak edges taken away",))
def _(image):
    strength = _length(image)
    return np.where(strength >= 0.05 * strength.max(), strength, 0)


@ANSWERS.wrong("the image without its signs", names=("signs of the pixels lost",))
def _(image):
    return _length(abs(image))


@ANSWERS.wrong("negative pixels set to 0", names=("negative pixels cut off",))
def _(image):
    return _length(np.maximum(image, 0))


@ANSWERS.wrong("no strength above 1020")
def _(image):
    return np.minimum(_length(image), 1020)


@ANSWERS.wrong("bytes as int8", names=("bytes with a sign",))
def _(image):
    return _length(image.astype(np.int8) if image.dtype == np.uint8 else image)


@ANSWERS.wrong("one response twice", names=("kernel mirrored instead of transposed",))
def _(image):
    smooth = np.array([[1, 0, -1], [2, 0, -2], [1, 0, -1]])
    windows = np.lib.stride_tricks.sliding_window_view(np.asarray(image, float), (3, 3))
    v = (windows * smooth).sum(axis=(2, 3))
    return np.hypot(v, v)


@ANSWERS.wrong("**1/2 without brackets", ("half of the sum of the squares",))
def _(image):
    v = cb.conv2d(image * 1.0, cb.kernel("sobel-vertical"))
    h = cb.conv2d(image * 1.0, cb.kernel("sobel-horizontal"))
    return (v**2 + h**2) ** 1 / 2


def _maps(image):
    sobel = np.outer([1, 2, 1], [1, 0, -1])
    windows = np.lib.stride_tricks.sliding_window_view(image.astype(float), (3, 3))
    return (windows * sobel).sum((2, 3)), (windows * sobel.T).sum((2, 3))


@ANSWERS.wrong("squares of 16 bits, and their size", names=("squares of 16 bits",))
def _(image):
    v, h = (part.astype(np.int16) for part in _maps(image))
    return np.sqrt(np.abs((v * v + h * h).astype(float)))


@ANSWERS.wrong("maps of int8", names=("responses of one byte with a sign",))
def _(image):
    return np.hypot(
        *(m.astype(int).astype(np.int8).astype(float) for m in _maps(image))
    )


@ANSWERS.wrong("fractions give at most 8, as with pixels from 0 to 1")
def _(image):
    kernel = np.array([[1, 0, -1], [2, 0, -2], [1, 0, -1]])
    strength = np.hypot(cb.conv2d(image, kernel), cb.conv2d(image, kernel.T))
    return strength if image.dtype.kind in "iu" else strength.clip(0, 8)
