"""Answers to `pool-size`."""

import functools
import math
from collections import namedtuple

import numpy as np

import cnnbook as cb
from tests.answers import Answers

ANSWERS = Answers("pool-size")


@ANSWERS.right("the formula twice, as a tuple")
def _(height, width, channels, f, s):
    return (height - f) // s + 1, (width - f) // s + 1, channels


@ANSWERS.right("as a list")
def _(height, width, channels, f, s):
    sizes = [(n - f) // s + 1 for n in (height, width)]
    return [*sizes, channels]


@ANSWERS.right("as an array")
def _(height, width, channels, f, s):
    out = (np.array([height, width]) - f) // s + 1
    return np.append(out, channels)


@ANSWERS.right("with the package's output size")
def _(height, width, channels, f, s):
    return cb.output_size(height, f, s=s), cb.output_size(width, f, 0, s), channels


@ANSWERS.right("pools zeros and looks at the shape")
def _(height, width, channels, f, s):
    return cb.pool2d(np.zeros((height, width, channels)), f, s).shape


@ANSWERS.right("follows the shape with cb.trace")
def _(h, w, c, size, stride):
    return tuple(cb.trace((h, w, c), [cb.Pool(size, stride)])[-1].shape)


@ANSWERS.right("counts the places in a loop, the arguments changed on the way")
def _(height, width, channels, f, s):
    rows = columns = 0
    while height >= f:
        rows, height = rows + 1, height - s
    while width >= f:
        columns, width = columns + 1, width - s
    return rows, columns, channels


@ANSWERS.right("lengths of ranges")
def _(height, width, channels, f, s, **kwargs):
    rows, columns = range(0, height - f + 1, s), range(0, width - f + 1, s)
    print(rows, columns)
    return len(rows), len(columns), channels


@ANSWERS.right("floors of floats, floats come back")
def _(height, width, channels, f, s):
    return (
        np.floor((height - f) / s) + 1,
        np.floor((width - f) / s + 1),
        float(channels),
    )


_Shape = namedtuple("_Shape", "height width channels")


class _Size:
    def __call__(self, height, width, channels, f, s):
        def along(n):
            jump = 100 if n >= f + 100 * s else 1
            return 0 if n < f else jump + along(n - jump * s)

        return _Shape(along(height), along(width), channels)


ANSWERS.right("an object that is called, recursion, a named tuple")(_Size())


def _with_padding(p, height, width, channels, f, s):
    return [math.floor((n + 2 * p - f) / s) + 1 for n in (height, width)] + [channels]


ANSWERS.right("functools.partial with padding 0")(functools.partial(_with_padding, 0))


@ANSWERS.right("asks Keras")
def _(height, width, channels, f, s):
    import keras

    layer = keras.layers.MaxPooling2D(f, strides=s)
    return layer.compute_output_shape((1, height, width, channels))[1:]


@ANSWERS.wrong("the + 1 is forgotten", ("missing + 1",))
def _(height, width, channels, f, s):
    return (height - f) // s, (width - f) // s, channels


@ANSWERS.wrong("rounded up instead of down", ("rounded up",))
def _(height, width, channels, f, s):
    return math.ceil((height - f) / s) + 1, math.ceil((width - f) / s) + 1, channels


@ANSWERS.wrong("not rounded", ("not rounded",))
def _(height, width, channels, f, s):
    return (height - f) / s + 1, (width - f) / s + 1, channels


@ANSWERS.wrong(
    "divided by the window size: right only where s = f", ("divided by the window",)
)
def _(height, width, channels, f, s):
    return height // f, width // f, channels


@ANSWERS.wrong(
    "divided by the stride: right only where s = f", ("divided by the stride",)
)
def _(height, width, channels, f, s):
    return height // s, width // s, channels


@ANSWERS.wrong("the size of same pooling", ("size of same pooling",))
def _(height, width, channels, f, s):
    return math.ceil(height / s), math.ceil(width / s), channels


@ANSWERS.wrong("the stride is ignored", ("stride ignored",))
def _(height, width, channels, f, s):
    return height - f + 1, width - f + 1, channels


@ANSWERS.wrong("the sizes are halved, whatever f and s are", ("always halved",))
def _(height, width, channels, f, s):
    return height // 2, width // 2, channels


@ANSWERS.wrong("the channels are pooled as well", ("channels pooled too",))
def _(height, width, channels, f, s):
    return tuple((n - f) // s + 1 for n in (height, width, channels))


@ANSWERS.wrong(
    "the channels are divided by the stride", ("channels divided by the stride",)
)
def _(height, width, channels, f, s):
    return (height - f) // s + 1, (width - f) // s + 1, channels // s


@ANSWERS.wrong("one channel comes out", ("channels merged",))
def _(height, width, channels, f, s):
    return (height - f) // s + 1, (width - f) // s + 1, 1


@ANSWERS.wrong("the channels are left out", ("channels left out",))
def _(height, width, channels, f, s):
    return (height - f) // s + 1, (width - f) // s + 1


@ANSWERS.wrong("height and width swapped", ("height and width swapped",))
def _(height, width, channels, f, s):
    return (width - f) // s + 1, (height - f) // s + 1, channels


@ANSWERS.wrong("the channels come first", ("channels first",))
def _(height, width, channels, f, s):
    return channels, (height - f) // s + 1, (width - f) // s + 1


@ANSWERS.wrong(
    "square volumes only: the height is used for both", ("height used twice",)
)
def _(height, width, channels, f, s):
    size = (height - f) // s + 1
    return size, size, channels


@ANSWERS.wrong("f and s swapped", ("f and s swapped",))
def _(height, width, channels, f, s):
    return (height - s) // f + 1, (width - s) // f + 1, channels


@ANSWERS.wrong("parentheses missing: only f is divided by s", ("parentheses missing",))
def _(height, width, channels, f, s):
    return height - f // s + 1, width - f // s + 1, channels


@ANSWERS.wrong("the number of values instead of the sizes", ("number of values",))
def _(height, width, channels, f, s):
    return ((height - f) // s + 1) * ((width - f) // s + 1) * channels


@ANSWERS.wrong(
    "the channels are multiplied by the cells of the window", ("channels multiplied",)
)
def _(height, width, channels, f, s):
    return (height - f) // s + 1, (width - f) // s + 1, channels * f * f


@ANSWERS.wrong("a string")
def _(height, width, channels, f, s):
    return f"{(height - f) // s + 1}×{(width - f) // s + 1}×{channels}"


@ANSWERS.wrong("a dictionary")
def _(height, width, channels, f, s):
    rows, columns = (height - f) // s + 1, (width - f) // s + 1
    return {"height": rows, "width": columns, "channels": channels}


@ANSWERS.wrong("the result is printed, None is returned")
def _(height, width, channels, f, s):
    print((height - f) // s + 1, (width - f) // s + 1, channels)


@ANSWERS.wrong("the 1 is added before dividing", ("1 added before dividing",))
def _(height, width, channels, f, s):
    return (height - f + 1) // s, (width - f + 1) // s, channels


@ANSWERS.wrong("refuses sizes at which pixels are left over")
def _(height, width, channels, f, s):
    assert (height - f) % s == 0
    assert (width - f) % s == 0
    return (height - f) // s + 1, (width - f) // s + 1, channels


@ANSWERS.wrong("the width is rounded up", ("width rounded up",))
def _(height, width, channels, f, s):
    return (height - f) // s + 1, -((f - width) // s) + 1, channels


@ANSWERS.wrong("the number of batches is put in front, as Keras does")
def _(height, width, channels, f, s):
    return None, (height - f) // s + 1, (width - f) // s + 1, channels


@ANSWERS.wrong(
    "height and width swapped and the + 1 forgotten",
    ("missing + 1", "height and width swapped"),
)
def _(height, width, channels, f, s):
    return (width - f) // s, (height - f) // s, channels


@ANSWERS.wrong(
    "the channels are pooled too and the + 1 is forgotten",
    ("missing + 1", "channels pooled too"),
)
def _(height, width, channels, f, s):
    return (height - f) // s, (width - f) // s, (channels - f) // s


@ANSWERS.wrong(
    "rounded up and the channels come first", ("rounded up", "channels first")
)
def _(height, width, channels, f, s):
    rows, columns = (math.ceil((n - f) / s) + 1 for n in (height, width))
    return channels, rows, columns


@ANSWERS.wrong("same pooling and the channels divided by the stride")
def _(height, width, channels, f, s):
    return math.ceil(height / s), math.ceil(width / s), max(1, channels // s)


@ANSWERS.wrong("a stranger: round", ("rounded to the nearest",))
def _(height, width, channels, f, s):
    return round((height - f) / s) + 1, round((width - f) / s) + 1, channels


@ANSWERS.wrong("a stranger: f=2 assumed", ("window always 2",))
def _(height, width, channels, f, s):
    return (height - 2) // s + 1, (width - 2) // s + 1, channels


@ANSWERS.wrong("a stranger: with padding 1", ("padding of 1",))
def _(height, width, channels, f, s):
    return (height + 2 - f) // s + 1, (width + 2 - f) // s + 1, channels


@ANSWERS.wrong("a stranger: f added", ("window added",))
def _(height, width, channels, f, s):
    return (height + f) // s + 1, (width + f) // s + 1, channels


@ANSWERS.wrong(
    "a stranger: only wrong when window = image", ("no window as large as the map",)
)
def _(height, width, channels, f, s):
    return (
        max((height - f) // s, 0) + (height > f),
        max((width - f) // s, 0) + (width > f),
        channels,
    )


@ANSWERS.wrong("a stranger: only wrong with f < s", ("stride at most the window",))
def _(height, width, channels, f, s):
    s = min(f, s)
    return (height - f) // s + 1, (width - f) // s + 1, channels


@ANSWERS.wrong("no more than 512 channels")
def _(height, width, channels, f, s):
    return (height - f) // s + 1, (width - f) // s + 1, min(channels, 512)


@ANSWERS.wrong("windows of 5 at most")
def _(height, width, channels, f, s):
    f = min(f, 5)
    return (height - f) // s + 1, (width - f) // s + 1, channels


@ANSWERS.wrong(
    "the range of starts ends one too early", ("a window that just fits left out",)
)
def _(height, width, channels, f, s):
    return len(range(0, height - f, s)), len(range(0, width - f, s)), channels
