"""Answers to `convolve2d`."""

from functools import partial

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

import cnnbook as cb
from tests.answers import Answers

ANSWERS = Answers("convolve2d")


def conv2d(image, kernel):
    windows = sliding_window_view(np.asarray(image), np.shape(kernel))
    return (windows * kernel).sum(axis=(2, 3))


@ANSWERS.right("the kernel flipped, with a helper")
def _(image, kernel):
    return conv2d(image, kernel[::-1, ::-1])


@ANSWERS.right("with np.flip and the book's conv2d")
def _(image, kernel):
    return cb.conv2d(image, np.flip(kernel))


@ANSWERS.right("a half turn")
def _(image, kernel):
    return conv2d(image, np.rot90(kernel, 2))


@ANSWERS.right("with SciPy's convolve2d")
def _(image, kernel):
    from scipy.signal import convolve2d

    return convolve2d(image, kernel, mode="valid")


@ANSWERS.right("four loops and falling indices")
def _(image, kernel):
    f_h, f_w = kernel.shape
    out = np.zeros((image.shape[0] - f_h + 1, image.shape[1] - f_w + 1))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            for u in range(f_h):
                for v in range(f_w):
                    weight = kernel[f_h - 1 - u, f_w - 1 - v]
                    out[i, j] += image[i + u, j + v] * weight
    return out


@ANSWERS.right("the image turned, and the result turned back")
def _(picture, weights):
    return conv2d(picture[::-1, ::-1], weights)[::-1, ::-1]


@ANSWERS.right("with Fourier's transform")
def _(image, kernel, **_options):
    shape = [n + f - 1 for n, f in zip(image.shape, kernel.shape, strict=True)]
    product = np.fft.rfft2(image, shape) * np.fft.rfft2(kernel, shape)
    full = np.fft.irfft2(product, shape)
    return full[
        kernel.shape[0] - 1 : image.shape[0], kernel.shape[1] - 1 : image.shape[1]
    ]


@ANSWERS.right("every pixel spread over the map, and the middle cut out")
def _(image, kernel):
    f_h, f_w = kernel.shape
    full = np.zeros((image.shape[0] + f_h - 1, image.shape[1] + f_w - 1))
    for (row, column), pixel in np.ndenumerate(image):
        full[row : row + f_h, column : column + f_w] += float(pixel) * kernel
    return full[f_h - 1 : image.shape[0], f_w - 1 : image.shape[1]].tolist()


@ANSWERS.right("with einsum, flipping a copy in place, and printing")
def _(image, kernel):
    turned = kernel.astype(float)
    turned[:] = turned[::-1].copy()
    turned[:] = turned[:, ::-1].copy()
    print(turned)
    return np.einsum("ijuv,uv", sliding_window_view(image, turned.shape), turned)


@ANSWERS.right("row by row with np.convolve")
def _(image, kernel):
    f_h = len(kernel)
    return np.array(
        [
            sum(
                np.convolve(image[top + f_h - 1 - i], kernel[i], mode="valid")
                for i in range(f_h)
            )
            for top in range(len(image) - f_h + 1)
        ]
    )


class _True:
    def __init__(self, slide):
        self.slide = slide

    def __call__(self, image, kernel):
        flat = kernel.ravel()[::-1]
        return self.slide(image, flat.reshape(kernel.shape))


ANSWERS.right("an object that reverses the flat kernel")(_True(conv2d))


def _slide(flip, image, kernel):
    return conv2d(image, flip(kernel)) * 1.0


ANSWERS.right("a partial function")(partial(_slide, np.flip))


@ANSWERS.right("with Keras, in 32 bits")
def _(image, kernel):
    import keras

    x = image.astype("float32")[None, :, :, None]
    w = kernel[::-1, ::-1].astype("float32")[:, :, None, None]
    y = keras.ops.conv(x, w, padding="valid", data_format="channels_last")
    return keras.ops.convert_to_numpy(y)[0, :, :, 0]


@ANSWERS.wrong("the kernel is not flipped", ("kernel not flipped",))
def _(image, kernel):
    return conv2d(image, kernel)


@ANSWERS.wrong("flipped upside down only", ("only the rows flipped",))
def _(image, kernel):
    return conv2d(image, kernel[::-1])


@ANSWERS.wrong("mirrored left to right only", ("only the columns flipped",))
def _(image, kernel):
    return conv2d(image, kernel[:, ::-1])


@ANSWERS.wrong(
    "the kernel is transposed instead of flipped", ("transposed instead of flipped",)
)
def _(image, kernel):
    return conv2d(image, kernel.T)


@ANSWERS.wrong("the kernel is flipped and transposed", ("flipped and transposed",))
def _(image, kernel):
    return conv2d(image, kernel[::-1, ::-1].T)


@ANSWERS.wrong(
    "the kernel is turned by a quarter, not by a half", ("turned by a quarter",)
)
def _(image, kernel):
    return conv2d(image, np.rot90(kernel))


@ANSWERS.wrong(
    "the image is flipped instead of the kernel",
    ("image flipped instead of kernel, or map and kernel",),
)
def _(image, kernel):
    return conv2d(image[::-1, ::-1], kernel)


@ANSWERS.wrong(
    "image and kernel are both flipped", ("map turned instead of the kernel",)
)
def _(image, kernel):
    return conv2d(image[::-1, ::-1], kernel[::-1, ::-1])


@ANSWERS.wrong(
    "the map is flipped instead of the kernel", ("map turned instead of the kernel",)
)
def _(image, kernel):
    return conv2d(image, kernel)[::-1, ::-1]


@ANSWERS.wrong("flipped twice along the rows, so not at all", ("kernel not flipped",))
def _(image, kernel):
    return conv2d(image, np.flipud(np.flipud(kernel)))


@ANSWERS.wrong(
    "with windows over the edge, as large as the image", ("as large as the image",)
)
def _(image, kernel):
    from scipy.signal import convolve2d

    return convolve2d(image, kernel, mode="same")


@ANSWERS.wrong(
    "with every overlap, larger than the image", ("windows that hang over the edge",)
)
def _(image, kernel):
    from scipy.signal import convolve2d

    return convolve2d(image, kernel)


@ANSWERS.wrong(
    "the signs of the kernel are turned instead of its places",
    ("signs turned instead of places",),
)
def _(image, kernel):
    return conv2d(image, -1.0 * kernel)


@ANSWERS.wrong(
    "the last row and column of windows are forgotten", ("last window missing",)
)
def _(image, kernel):
    return conv2d(image, kernel[::-1, ::-1])[:-1, :-1]


@ANSWERS.wrong("the map is cut to whole numbers", ("fractions cut off",))
def _(image, kernel):
    return conv2d(image, kernel[::-1, ::-1]).astype(int)


@ANSWERS.wrong("the flip reaches the first three rows and columns only")
def _(image, kernel):
    turned = kernel.copy()
    turned[:3, :3] = kernel[:3, :3][::-1, ::-1]
    return conv2d(image, turned)


@ANSWERS.wrong(
    "the falling index starts at the first weight, one place off",
    ("flipped one place off",),
)
def _(image, kernel):
    turned = np.zeros(kernel.shape)
    for u in range(kernel.shape[0]):
        for v in range(kernel.shape[1]):
            turned[u, v] = kernel[-u, -v]
    return conv2d(image, turned)


@ANSWERS.wrong(
    "the flip overwrites weights before it reads them",
    ("weights overwritten before they are read",),
)
def _(image, kernel):
    turned = kernel.copy()
    f_h, f_w = kernel.shape
    for u in range(f_h):
        for v in range(f_w):
            turned[u, v] = turned[f_h - 1 - u, f_w - 1 - v]
    return conv2d(image, turned)


@ANSWERS.wrong("the kernel is taken as square", ("square kernel assumed",))
def _(image, kernel):
    f = kernel.shape[0]
    out = np.zeros((image.shape[0] - f + 1, image.shape[1] - f + 1))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            for u in range(f):
                for v in range(f):
                    out[i, j] += image[i + u, j + v] * kernel[f - 1 - u, f - 1 - v]
    return out


@ANSWERS.wrong("the flipped kernel is returned too")
def _(image, kernel):
    turned = kernel[::-1, ::-1]
    return conv2d(image, turned), turned


@ANSWERS.wrong(
    "flipped upside down only and the last windows forgotten",
    ("only the rows flipped", "last window missing"),
)
def _(image, kernel):
    return conv2d(image, kernel[::-1])[:-1, :-1]


@ANSWERS.wrong(
    "not flipped and as large as the image",
    ("kernel not flipped", "as large as the image"),
)
def _(image, kernel):
    from scipy.signal import correlate2d

    return correlate2d(image, kernel, mode="same")


@ANSWERS.wrong(
    "transposed instead of flipped and cut to whole numbers",
    ("transposed instead of flipped", "fractions cut off"),
)
def _(image, kernel):
    return conv2d(image, kernel.T).astype(int)


@ANSWERS.wrong("the mean of the products instead of the sum", ("mean instead of sum",))
def _(image, kernel):
    return conv2d(image, kernel[::-1, ::-1]) / kernel.size


@ANSWERS.wrong("negative values are cut off at 0", ("negative values cut off",))
def _(image, kernel):
    return np.maximum(conv2d(image, kernel[::-1, ::-1]), 0)


@ANSWERS.wrong("nothing for kernels that are not square")
def _(image, kernel):
    if kernel.shape[0] == kernel.shape[1]:
        return conv2d(image, kernel[::-1, ::-1])
    return None


@ANSWERS.wrong("the weights are sorted backwards, not reversed", ("weights sorted",))
def _(image, kernel):
    return conv2d(image, np.sort(kernel.ravel())[::-1].reshape(kernel.shape))


@ANSWERS.wrong(
    "the kernel is flipped, and then the map",
    ("image flipped instead of kernel, or map and kernel",),
)
def _(image, kernel):
    return conv2d(image, kernel[::-1, ::-1])[::-1, ::-1]


@ANSWERS.wrong("only the first row of the map", ("returned after the first row",))
def _(image, kernel):
    return conv2d(image, kernel[::-1, ::-1])[:1]


@ANSWERS.wrong("image[r - i, c - j]", ("window read up and to the left",))
def _(image, kernel):
    height = image.shape[0] - kernel.shape[0] + 1
    out = np.zeros((height, image.shape[1] - kernel.shape[1] + 1))
    for r, c in np.ndindex(*out.shape):
        for (i, j), weight in np.ndenumerate(kernel):
            out[r, c] += image[r - i, c - j] * weight
    return out


@ANSWERS.right("the kernel that is given is turned where it is")
def _(image, kernel):
    kernel[:] = kernel[::-1, ::-1].copy()
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    return (windows * kernel).sum(axis=(2, 3))


@ANSWERS.wrong("whole numbers summed in 16 bits")
def _(image, kernel):
    whole = image.dtype.kind in "iu" and kernel.dtype.kind in "iu"
    result = cb.conv2d(image, np.rot90(kernel, 2))
    return result.astype(int).astype(np.int16) if whole else result
