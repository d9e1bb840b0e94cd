"""Answers to `lenet-parameters`."""

import numpy as np

from tests.answers import Answers

ANSWERS = Answers("lenet-parameters")


@ANSWERS.right("layer by layer")
def _(height, width, channels, classes):
    c1 = (5 * 5 * channels + 1) * 6
    c3 = (5 * 5 * 6 + 1) * 16
    rows, columns = (height // 2 - 4) // 2, (width // 2 - 4) // 2
    c5 = (rows * columns * 16 + 1) * 120
    f6 = (120 + 1) * 84
    output = (84 + 1) * classes
    return c1 + c3 + c5 + f6 + output


@ANSWERS.right("in a single line")
def _(h, w, c, k):
    s4 = 16 * ((h // 2 - 4) // 2) * ((w // 2 - 4) // 2)
    return 150 * c + 6 + 2416 + 120 * s4 + 120 + 10164 + 85 * k


@ANSWERS.right("by Keras' count_params")
def _(height, width, channels, classes):
    import keras
    from keras import layers

    return keras.Sequential(
        [
            keras.Input((height, width, channels)),
            layers.Conv2D(6, 5, padding="same", activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(16, 5, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Flatten(),
            layers.Dense(120, activation="relu"),
            layers.Dense(84, activation="relu"),
            layers.Dense(classes, activation="softmax"),
        ]
    ).count_params()


@ANSWERS.right("by cb.trace")
def _(height, width, channels, classes):
    import cnnbook as cb

    plan = [
        cb.Conv(6, 5, padding="same"),
        cb.Pool(2),
        cb.Conv(16, 5),
        cb.Pool(2),
        cb.Flatten(),
        cb.Dense(120),
        cb.Dense(84),
        cb.Dense(classes),
    ]
    return cb.trace((height, width, channels), plan).parameters


@ANSWERS.right("by the book's functions")
def _(height, width, channels, classes, **unused):
    from cnnbook import conv_parameters, dense_parameters, output_size

    sizes = []
    for n in (height, width):
        n = output_size(n, 2, s=2)
        n = output_size(n, 5)
        sizes.append(output_size(n, 2, s=2))
    total = conv_parameters(5, channels, 6) + conv_parameters(5, 6, 16)
    units = [sizes[0] * sizes[1] * 16, 120, 84, classes]
    while len(units) > 1:
        total += dense_parameters(units.pop(0), units[0])
    return total


@ANSWERS.right("a loop over a list of layers that is emptied, a float comes out")
def _(height, width, channels, classes):
    stack = [("dense", classes), ("dense", 84), ("dense", 120), ("flat", 0)]
    stack += [("pool", 2), ("conv", 16), ("pool", 2), ("same", 6)]
    shape, total = (height, width, channels), 0.0
    while stack:
        kind, n = stack.pop()
        if kind == "pool":
            shape = (shape[0] // n, shape[1] // n, shape[2])
        elif kind == "same":
            total += (25 * shape[2] + 1) * n
            shape = (shape[0], shape[1], n)
        elif kind == "conv":
            total += (25 * shape[2] + 1) * n
            shape = (shape[0] - 4, shape[1] - 4, n)
        elif kind == "flat":
            shape = (int(np.prod(shape)),)
        else:
            total += (shape[0] + 1) * n
            shape = (n,)
    return total


@ANSWERS.right("with np.floor and np.dot, as np.float64")
def _(height, width, channels, classes):
    size = np.floor((np.floor(np.array([height, width]) / 2) - 5 + 1) / 2)
    into = np.array([25 * channels, 150, 16 * size.prod(), 120, 84])
    return np.dot(into + 1, np.array([6, 16, 120, 84, classes]))


@ANSWERS.right("with int and round brackets, as np.int64, printing the layers")
def _(height, width, channels, classes):
    a, b = int(int(height / 2 - 4) / 2), int(int(width / 2 - 4) / 2)
    table = {
        "C1": (25 * channels + 1) * 6,
        "C3": 151 * 16,
        "C5": (16 * a * b + 1) * 120,
        "F6": 121 * 84,
        "output": 85 * classes,
    }
    for name, n in table.items():
        print(f"{name}: {n:,}")
    return np.int64(sum(table.values()))


@ANSWERS.right("61,706 and what is different")
def _(height, width, channels, classes):
    side = [(n // 2 - 4) // 2 for n in (height, width)]
    more_pixels = 120 * 16 * (side[0] * side[1] - 25)
    return 61_706 + 150 * (channels - 1) + more_pixels + 85 * (classes - 10)


def total(height, width, channels, classes, base=16, units=(120, 84), f=5):
    """Return the number for maps of S4 of height by width."""
    into = [height * width * base, *units]
    out = [*units, classes]
    dense = sum((a + 1) * b for a, b in zip(into, out, strict=True))
    return (f * f * channels + 1) * 6 + (f * f * 6 + 1) * base + dense


def s4(n):
    return (n // 2 - 4) // 2


@ANSWERS.wrong("all biases are forgotten", names=("bias missing",))
def _(height, width, channels, classes):
    inside = 16 * s4(height) * s4(width)
    return 150 * channels + 2400 + 120 * inside + 120 * 84 + 84 * classes


@ANSWERS.wrong(
    "the biases of the convolutions are forgotten",
    names=("bias missing in the convolutions",),
)
def _(height, width, channels, classes):
    return total(s4(height), s4(width), channels, classes) - 22


@ANSWERS.wrong(
    "the biases of the dense layers are forgotten",
    names=("bias missing in the dense layers",),
)
def _(height, width, channels, classes):
    return total(s4(height), s4(width), channels, classes) - 204 - classes


@ANSWERS.wrong("C1 is not padded", names=("padding forgotten",))
def _(height, width, channels, classes):
    return total(s4(height - 4), s4(width - 4), channels, classes)


@ANSWERS.wrong("C3 is padded too", names=("padding in the second convolution too",))
def _(height, width, channels, classes):
    return total(height // 4, width // 4, channels, classes)


@ANSWERS.wrong(
    "the channels of the picture are ignored", names=("pictures taken to be grey",)
)
def _(height, width, channels, classes):
    return total(s4(height), s4(width), 1, classes)


@ANSWERS.wrong("the classes are ignored, always ten", names=("always ten classes",))
def _(height, width, channels, classes):
    return total(s4(height), s4(width), channels, 10)


@ANSWERS.wrong(
    "the size of the pictures is ignored, always 5×5 maps in S4",
    names=("always 5×5 in S4",),
)
def _(height, width, channels, classes):
    return total(5, 5, channels, classes)


@ANSWERS.wrong(
    "only for square pictures, the height is used twice",
    names=("maps of S4 taken to be square",),
)
def _(height, width, channels, classes):
    return total(s4(height), s4(height), channels, classes)


@ANSWERS.wrong(
    "only for square pictures, the width is used twice",
    names=("maps of S4 taken to be square",),
)
def _(height, width, channels, classes):
    return total(s4(width), s4(width), channels, classes)


@ANSWERS.wrong("odd sizes are rounded up in the pooling", names=("rounded up",))
def _(height, width, channels, classes):
    rows, columns = (-(-(-(-n // 2) - 4) // 2) for n in (height, width))
    return total(rows, columns, channels, classes)


@ANSWERS.wrong(
    "odd sizes keep their half, a number with a fraction may come out",
    names=("halves kept",),
)
def _(height, width, channels, classes):
    return total((height / 2 - 4) / 2, (width / 2 - 4) / 2, channels, classes)


@ANSWERS.wrong("halves are rounded with round in the pooling", names=("rounded",))
def _(height, width, channels, classes):
    rows, columns = (round((round(n / 2) - 4) / 2) for n in (height, width))
    return total(rows, columns, channels, classes)


@ANSWERS.wrong(
    "the + 1 is missing behind C3, it takes off 5",
    names=("a kernel of 5 taken to cost 5 pixels",),
)
def _(height, width, channels, classes):
    rows, columns = ((n // 2 - 5) // 2 for n in (height, width))
    return total(rows, columns, channels, classes)


@ANSWERS.wrong("the second pooling is forgotten", names=("second pooling forgotten",))
def _(height, width, channels, classes):
    return total(height // 2 - 4, width // 2 - 4, channels, classes)


@ANSWERS.wrong(
    "the filters of C3 are taken as flat, 25 weights each",
    names=("filters of C3 taken to be flat",),
)
def _(height, width, channels, classes):
    return total(s4(height), s4(width), channels, classes) - 2416 + 26 * 16


@ANSWERS.wrong(
    "C3 joined as in 1998, with 60 kernels", names=("pairs of maps as in 1998",)
)
def _(height, width, channels, classes):
    return total(s4(height), s4(width), channels, classes) - 900


@ANSWERS.wrong(
    "the pooling layers are given two numbers for each map, as in 1998",
    names=("pooling learns, as in 1998",),
)
def _(height, width, channels, classes):
    return total(s4(height), s4(width), channels, classes) + 44


@ANSWERS.wrong(
    "the 16 maps are forgotten in the list that C5 gets",
    names=("one map flattened instead of all",),
)
def _(height, width, channels, classes):
    return total(s4(height), s4(width), channels, classes) - (
        120 * 15 * s4(height) * s4(width)
    )


@ANSWERS.wrong(
    "C5 as a convolution of 5×5, whatever the size of S4", names=("always 5×5 in S4",)
)
def _(height, width, channels, classes):
    c5 = (5 * 5 * 16 + 1) * 120
    return 150 * channels + 6 + 2416 + c5 + 121 * 84 + 85 * classes


@ANSWERS.wrong("C5 is missing", names=("C5 left out",))
def _(height, width, channels, classes):
    return total(s4(height), s4(width), channels, classes, units=(84,))


@ANSWERS.wrong("F6 is missing", names=("F6 left out",))
def _(height, width, channels, classes):
    return total(s4(height), s4(width), channels, classes, units=(120,))


@ANSWERS.wrong(
    "the output layer is missing, as in the count of 1998", names=("output left out",)
)
def _(height, width, channels, classes):
    return total(s4(height), s4(width), channels, classes) - 85 * classes


@ANSWERS.wrong("kernels of 3×3", names=("kernels of 3×3",))
def _(height, width, channels, classes):
    rows, columns = ((n // 2 - 2) // 2 for n in (height, width))
    return total(rows, columns, channels, classes, f=3)


@ANSWERS.wrong(
    "channels and classes are exchanged", names=("channels and classes exchanged",)
)
def _(height, width, channels, classes):
    return total(s4(height), s4(width), classes, channels)


@ANSWERS.wrong("the biases of C1 are one for each channel")
def _(height, width, channels, classes):
    return total(s4(height), s4(width), channels, classes) - 6 + 6 * channels


@ANSWERS.wrong(
    "the numbers of the layers in a list, not their sum", names=("layer by layer",)
)
def _(height, width, channels, classes):
    inside = 16 * s4(height) * s4(width)
    return [150 * channels + 6, 2416, (inside + 1) * 120, 10_164, 85 * classes]


@ANSWERS.wrong("the number as text")
def _(height, width, channels, classes):
    return f"{total(s4(height), s4(width), channels, classes):,}"


@ANSWERS.wrong("returns the number and the maps of S4")
def _(height, width, channels, classes):
    shape = (s4(height), s4(width), 16)
    return total(*shape[:2], channels, classes), shape


@ANSWERS.wrong("printed and not returned")
def _(height, width, channels, classes):
    print(total(s4(height), s4(width), channels, classes))


@ANSWERS.wrong("always 61,706")
def _(height, width, channels, classes):
    return 61_706


@ANSWERS.wrong(
    "C1 is not padded and the channels of the picture are ignored",
    names=(
        "pictures taken to be grey",
        "padding forgotten",
    ),
)
def _(height, width, channels, classes):
    return total(s4(height - 4), s4(width - 4), 1, classes)


@ANSWERS.wrong(
    "odd sizes are rounded up and the classes are ignored",
    names=(
        "rounded up",
        "always ten classes",
    ),
)
def _(height, width, channels, classes):
    rows, columns = (-(-(-(-n // 2) - 4) // 2) for n in (height, width))
    return total(rows, columns, channels, 10)


@ANSWERS.wrong(
    "the height is used twice and all biases are forgotten",
    names=(
        "bias missing",
        "maps of S4 taken to be square",
    ),
)
def _(height, width, channels, classes):
    inside = 16 * s4(height) * s4(height)
    return 150 * channels + 2400 + 120 * inside + 120 * 84 + 84 * classes


def _sum(height, width, channels, classes, first=lambda n: n // 2, f6=True):
    h, w = ((first(n) - 4) // 2 for n in (height, width))
    convolutions = 6 * (25 * channels + 1) + 16 * 151
    dense = 120 * (16 * h * w + 1) + 85 * classes
    return convolutions + dense + (121 * 84 if f6 else 0)


@ANSWERS.wrong("S2 rounds up, S4 does not", ("rounded up in one pooling",))
def _(height, width, channels, classes):
    return _sum(height, width, channels, classes, lambda n: -(-n // 2))


@ANSWERS.wrong("F6 is not counted", ("a layer not counted",))
def _(height, width, channels, classes):
    return _sum(height, width, channels, classes, f6=False)


def _lenet(rows, columns, channels, classes):
    units = (16 * rows * columns + 1) * 120
    return (25 * channels + 1) * 6 + 151 * 16 + units + 121 * 84 + 85 * classes


@ANSWERS.wrong("the width rounded up in the first pooling")
def _(height, width, channels, classes):
    columns = ((width + 1) // 2 - 4) // 2
    return _lenet((height // 2 - 4) // 2, columns, channels, classes)


@ANSWERS.wrong("tall pictures are taken for squares")
def _(height, width, channels, classes):
    width = height if height > 2 * width else width
    sizes = [(n // 2 - 4) // 2 for n in (height, width)]
    return _lenet(*sizes, channels, classes)


@ANSWERS.wrong("four channels at most")
def _(height, width, channels, classes):
    sizes = [(n // 2 - 4) // 2 for n in (height, width)]
    return _lenet(*sizes, min(channels, 4), classes)


@ANSWERS.wrong("C3 sees the channels of the picture")
def _(height, width, channels, classes):
    sizes = [(n // 2 - 4) // 2 for n in (height, width)]
    return _lenet(*sizes, channels, classes) + 16 * 25 * (channels - 6)


@ANSWERS.wrong("F6 before C5")
def _(height, width, channels, classes):
    h, w = ((n // 2 - 4) // 2 for n in (height, width))
    convolutions = (25 * channels + 1) * 6 + 151 * 16
    return convolutions + (16 * h * w + 1) * 84 + 85 * 120 + 121 * classes
