"""Answers to `padded-conv2d`."""

import functools

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from scipy.signal import correlate2d

import cnnbook as cb
from tests.answers import Answers

ANSWERS = Answers("padded-conv2d")


def conv2d(image, kernel):
    windows = sliding_window_view(image, kernel.shape)
    return (windows * kernel).sum(axis=(2, 3))


def _loops(image, kernel, padding=0, stride=1, start=0.0):
    image = np.pad(image.astype(float), padding)
    f_h, f_w = kernel.shape
    rows = (image.shape[0] - f_h) // stride + 1
    columns = (image.shape[1] - f_w) // stride + 1
    out = np.full((rows, columns), start)
    for i in range(rows):
        for j in range(columns):
            top, left = i * stride, j * stride
            out[i, j] += (image[top : top + f_h, left : left + f_w] * kernel).sum()
    return out


@ANSWERS.right("chapter 2's function on a padded image, every stride-th value kept")
def _(image, kernel, padding=0, stride=1):
    return conv2d(np.pad(image, padding), kernel)[::stride, ::stride]


ANSWERS.right("loops over the map, with the size from the formula")(_loops)


@ANSWERS.right("an array of zeros with the image laid into it, lists come back")
def _(image, kernel, padding=0, stride=1):
    height, width = image.shape
    framed = np.zeros((height + 2 * padding, width + 2 * padding))
    framed[padding : padding + height, padding : padding + width] = image
    f_h, f_w = kernel.shape
    out, top = [], 0
    while top + f_h <= len(framed):
        row, left = [], 0
        while left + f_w <= framed.shape[1]:
            row.append(np.vdot(framed[top : top + f_h, left : left + f_w], kernel))
            left += stride
        out.append(row)
        top += stride
    return out


@ANSWERS.right("SciPy, the settings renamed")
def _(picture, weights, p=0, s=1):
    framed = np.pad(picture.astype(float), ((p, p), (p, p)), constant_values=0)
    return correlate2d(framed, weights, "valid")[::s, ::s]


@ANSWERS.right("the package's own function")
def _(image, kernel, padding=0, stride=1):
    return cb.conv2d(image, kernel, padding=padding, stride=stride)


@ANSWERS.right("one shifted image for each weight")
def _(image, kernel, padding=0, stride=1, **kwargs):
    image = np.pad(image, padding).astype(float)
    f_h, f_w = kernel.shape
    height, width = image.shape[0] - f_h + 1, image.shape[1] - f_w + 1
    out = 0
    for (u, v), weight in np.ndenumerate(kernel):
        out = out + weight * image[u : u + height : stride, v : v + width : stride]
    return out


@ANSWERS.right("a table of windows times a column of weights")
def _(image, kernel, padding=0, stride=1):
    windows = sliding_window_view(np.pad(image, padding), kernel.shape)
    windows = windows[::stride, ::stride]
    rows, columns = windows.shape[:2]
    table = windows.reshape(rows * columns, -1).astype("float32")
    return (table @ kernel.ravel()).reshape(rows, columns)


@ANSWERS.right("pixels outside count as zero, asked for one by one")
def _(image, kernel, padding=0, stride=1):
    def pixel(i, j):
        inside = 0 <= i < image.shape[0] and 0 <= j < image.shape[1]
        return float(image[i, j]) if inside else 0.0

    f_h, f_w = kernel.shape
    rows = range(-padding, image.shape[0] + padding - f_h + 1, stride)
    columns = range(-padding, image.shape[1] + padding - f_w + 1, stride)
    return [
        [
            sum(
                kernel[u, v] * pixel(i + u, j + v)
                for u in range(f_h)
                for v in range(f_w)
            )
            for j in columns
        ]
        for i in rows
    ]


ANSWERS.right("functools.partial")(functools.partial(_loops, start=0.0))


@ANSWERS.wrong("padding is ignored", names=("padding ignored",))
def _(image, kernel, padding=0, stride=1):
    return _loops(image, kernel, 0, stride)


@ANSWERS.wrong("stride is ignored", names=("stride ignored",))
def _(image, kernel, padding=0, stride=1):
    return _loops(image, kernel, padding)


@ANSWERS.wrong(
    "chapter 2's function, with settings that do nothing",
    names=("padding ignored", "stride ignored"),
)
def _(image, kernel, padding=0, stride=1):
    return conv2d(image.astype(float), kernel)


@ANSWERS.wrong("zeros above and on the left only", names=("padding on one side only",))
def _(image, kernel, padding=0, stride=1):
    return _loops(np.pad(image, (padding, 0)), kernel, 0, stride)


@ANSWERS.wrong(
    "zeros below and on the right only", names=("padding below and on the right only",)
)
def _(image, kernel, padding=0, stride=1):
    return _loops(np.pad(image, ((0, padding), (0, padding))), kernel, 0, stride)


@ANSWERS.wrong(
    "half of the padding on each side, the rest after",
    names=("padding halved",),
)
def _(image, kernel, padding=0, stride=1):
    sides = (padding // 2, padding - padding // 2)
    return _loops(np.pad(image, (sides, sides)), kernel, 0, stride)


@ANSWERS.wrong("rows of zeros only", names=("rows padded, columns not",))
def _(image, kernel, padding=0, stride=1):
    return _loops(np.pad(image, ((padding, padding), (0, 0))), kernel, 0, stride)


@ANSWERS.wrong(
    "the border's pixels are repeated", names=("padding with copies of the border",)
)
def _(image, kernel, padding=0, stride=1):
    return _loops(np.pad(image, padding, mode="edge"), kernel, 0, stride)


@ANSWERS.wrong(
    "the zeros are put around the map, after sliding", names=("padding around the map",)
)
def _(image, kernel, padding=0, stride=1):
    return np.pad(_loops(image, kernel, 0, stride), padding)


@ANSWERS.wrong(
    "every stride-th pixel of the padded image, then a slide by one",
    names=("image thinned before the kernel slides",),
)
def _(image, kernel, padding=0, stride=1):
    return _loops(np.pad(image, padding)[::stride, ::stride], kernel)


@ANSWERS.wrong(
    "every stride-th pixel of the image, then padded, then a slide by one",
    names=("image thinned before the kernel slides",),
)
def _(image, kernel, padding=0, stride=1):
    return _loops(image[::stride, ::stride], kernel, padding)


@ANSWERS.wrong(
    "the stride downwards only", names=("stride in one direction only (down)",)
)
def _(image, kernel, padding=0, stride=1):
    return conv2d(np.pad(image.astype(float), padding), kernel)[::stride]


@ANSWERS.wrong(
    "the stride to the right only", names=("stride in one direction only (right)",)
)
def _(image, kernel, padding=0, stride=1):
    return conv2d(np.pad(image.astype(float), padding), kernel)[:, ::stride]


@ANSWERS.wrong(
    "the size is right, but the windows start one pixel apart",
    names=("stride in the size of the map only",),
)
def _(image, kernel, padding=0, stride=1):
    image = np.pad(image, padding)
    f_h, f_w = kernel.shape
    rows = (image.shape[0] - f_h) // stride + 1
    columns = (image.shape[1] - f_w) // stride + 1
    out = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            out[i, j] = (image[i : i + f_h, j : j + f_w] * kernel).sum()
    return out


@ANSWERS.wrong(
    "the size of the map is counted before padding",
    names=("size counted without the padding",),
)
def _(image, kernel, padding=0, stride=1):
    f_h, f_w = kernel.shape
    rows = (image.shape[0] - f_h) // stride + 1
    columns = (image.shape[1] - f_w) // stride + 1
    image = np.pad(image, padding)
    out = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            window = image[i * stride : i * stride + f_h, j * stride : j * stride + f_w]
            out[i, j] = (window * kernel).sum()
    return out


@ANSWERS.wrong(
    "zeros are left where windows are skipped", names=("zeros between the values",)
)
def _(image, kernel, padding=0, stride=1):
    every = _loops(image, kernel, padding)
    for i, j in np.ndindex(every.shape):
        if i % stride or j % stride:
            every[i, j] = 0
    return every


@ANSWERS.wrong("padding and stride are swapped", names=("padding and stride swapped",))
def _(image, kernel, padding=0, stride=1):
    return _loops(image, kernel, stride, max(padding, 1))


@ANSWERS.wrong("a true convolution", names=("flipped kernel",))
def _(image, kernel, padding=0, stride=1):
    return _loops(image, kernel[::-1, ::-1], padding, stride)


@ANSWERS.wrong(
    "the last window is missing in both directions", names=("last window missing",)
)
def _(image, kernel, padding=0, stride=1):
    return _loops(image, kernel, padding)[:-1, :-1][::stride, ::stride]


@ANSWERS.wrong(
    "the size is rounded up, the last windows hang over",
    names=("windows that hang over counted",),
)
def _(image, kernel, padding=0, stride=1):
    image = np.pad(image, padding)
    f_h, f_w = kernel.shape
    rows = -(-(image.shape[0] - f_h) // stride) + 1
    columns = -(-(image.shape[1] - f_w) // stride) + 1
    image = np.pad(image, ((0, stride), (0, stride)))
    return _loops(image, kernel, 0, stride)[:rows, :columns]


@ANSWERS.wrong(
    "the output holds whole numbers, as the kernel or the image does",
    names=("fractions cut off",),
)
def _(image, kernel, padding=0, stride=1):
    exact = _loops(image, kernel, padding, stride)
    out = np.zeros(exact.shape, dtype=int)
    out[:] = exact
    return out


@ANSWERS.wrong("the output is of the image's type", names=("map of the image's type",))
def _(image, kernel, padding=0, stride=1):
    exact = _loops(image, kernel, padding, stride)
    out = np.zeros(exact.shape, image.dtype)
    for place, value in np.ndenumerate(exact):
        out[place] = int(value) % 256 if image.dtype == np.uint8 else value
    return out


@ANSWERS.wrong(
    "the output is of the kernel's type", names=("map of the kernel's type",)
)
def _(image, kernel, padding=0, stride=1):
    exact = _loops(image, kernel, padding, stride)
    out = np.zeros_like(kernel, shape=exact.shape)
    out[...] = exact
    return out


@ANSWERS.wrong("a padding of the kernel's half is always added")
def _(image, kernel, padding=0, stride=1):
    more = kernel.shape[0] // 2
    return _loops(image, kernel, padding + more, stride)


@ANSWERS.wrong(
    "the padding is ignored and the stride goes down only",
    names=("padding ignored", "stride in one direction only (down)"),
)
def _(image, kernel, padding=0, stride=1):
    return _loops(image, kernel)[::stride]


@ANSWERS.wrong(
    "flipped, and zeros above and on the left only",
    names=("flipped kernel", "padding on one side only"),
)
def _(image, kernel, padding=0, stride=1):
    framed = np.pad(image, ((padding, 0), (padding, 0)))
    return _loops(framed, kernel[::-1, ::-1], 0, stride)


@ANSWERS.wrong("the size of the map instead of the map")
def _(image, kernel, padding=0, stride=1):
    return _loops(image, kernel, padding, stride).shape


@ANSWERS.wrong(
    "returns in the loop, after the first value", names=("only the first windows done",)
)
def _(image, kernel, padding=0, stride=1):
    return _loops(image, kernel, padding, stride)[0, 0]


@ANSWERS.wrong("printed, not returned")
def _(image, kernel, padding=0, stride=1):
    print(_loops(image, kernel, padding, stride))


@ANSWERS.wrong("takes no settings at all")
def _(image, kernel):
    return _loops(image, kernel)


@ANSWERS.wrong("raises unless the last step fits")
def _(image, kernel, padding=0, stride=1):
    over = (image.shape[0] + 2 * padding - kernel.shape[0]) % stride
    if over:
        raise ValueError("the kernel does not fit")
    return _loops(image, kernel, padding, stride)


def _map(image, kernel, padding=0, stride=1):
    return np.asarray(_loops(image, kernel, padding, stride), float)


@ANSWERS.wrong("rounded to one digit", names=("rounded to a few digits",))
def _(image, kernel, padding=0, stride=1):
    return np.round(_map(image, kernel, padding, stride), 1)


@ANSWERS.wrong("rounded to two digits", names=("rounded to a few digits",))
def _(image, kernel, padding=0, stride=1):
    return np.round(_map(image, kernel, padding, stride), 2)


@ANSWERS.wrong("in half precision", names=("numbers of 16 bits",))
def _(image, kernel, padding=0, stride=1):
    return _map(image, kernel, padding, stride).astype(np.float16)


@ANSWERS.wrong("no padding above 2", names=("padding no larger than 2",))
def _(image, kernel, padding=0, stride=1):
    return _map(image, kernel, min(padding, 2), stride)


@ANSWERS.wrong("no stride above 3")
def _(image, kernel, padding=0, stride=1):
    return _map(image, kernel, padding, min(stride, 3))


@ANSWERS.wrong(
    "zeros where the kernel is larger than the image",
    names=("zeros where the kernel is larger than the image",),
)
def _(image, kernel, padding=0, stride=1):
    values = _map(image, kernel, padding, stride)
    return values if np.all(np.array(image.shape) >= kernel.shape) else values * 0


@ANSWERS.wrong("remembers maps by the shapes")
def _(image, kernel, padding=0, stride=1, seen={}):  # noqa: B006
    key = image.shape, kernel.shape, padding, stride
    if key not in seen:
        seen[key] = _map(image, kernel, padding, stride)
    return seen[key]


@ANSWERS.wrong("p once in the size of the map", names=("padding on one side only",))
def _(image, kernel, padding=0, stride=1):
    sizes = [
        (n + padding - f) // stride + 1
        for n, f in zip(image.shape, kernel.shape, strict=True)
    ]
    return _map(image, kernel, padding, stride)[: max(sizes[0], 0), : max(sizes[1], 0)]


@ANSWERS.wrong("no value above 255", names=("cut off at 255",))
def _(image, kernel, padding=0, stride=1):
    return np.minimum(_map(image, kernel, padding, stride), 255)


@ANSWERS.wrong("kernel mirrored", names=("kernel mirrored left to right",))
def _(image, kernel, padding=0, stride=1):
    return _map(image, kernel[:, ::-1], padding, stride)


@ANSWERS.wrong("the image as int8 where it is bytes", names=("bytes with a sign",))
def _(image, kernel, padding=0, stride=1):
    image = image.astype(np.int8) if image.dtype == np.uint8 else image
    return _map(image, kernel, padding, stride)


@ANSWERS.wrong("running total", names=("sum not started anew",))
def _(image, kernel, padding=0, stride=1):
    values = _map(image, kernel, padding, stride)
    return np.cumsum(values).reshape(values.shape)


@ANSWERS.wrong("the border of an image of bytes is repeated in a wide frame")
def _(image, kernel, padding=0, stride=1):
    repeated = image.dtype == np.uint8 and padding > 1
    image = np.pad(image, padding, mode="edge" if repeated else "constant")
    return cb.conv2d(image, kernel)[::stride, ::stride]


@ANSWERS.wrong("whole numbers summed in 16 bits")
def _(image, kernel, padding=0, stride=1):
    result = cb.conv2d(image, kernel, padding=padding, stride=stride)
    whole = image.dtype.kind in "iu" and kernel.dtype.kind in "iu"
    return result.astype(int).astype(np.int16) if whole else result


@ANSWERS.wrong("all in the image's type", ("all done in the image's type",))
def _(image, kernel, padding=0, stride=1):
    x, k = np.pad(image, padding), kernel.astype(image.dtype)
    windows = np.lib.stride_tricks.sliding_window_view(x, k.shape)[::stride, ::stride]
    return (windows * k).sum(axis=(2, 3), dtype=image.dtype)
