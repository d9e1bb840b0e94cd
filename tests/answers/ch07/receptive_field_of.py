"""Answers to `receptive-field-of`."""

from functools import reduce

import numpy as np

from tests.answers import Answers

ANSWERS = Answers("receptive-field-of")


@ANSWERS.right("walking back, first and last")
def _(place, layers):
    first = last = place
    for f, s, p in reversed(layers):
        first = first * s - p
        last = last * s - p + f - 1
    return first, last


@ANSWERS.right("recursion, as a list")
def _(place, layers):
    def back(first, last, rest):
        if not rest:
            return [first, last]
        *before, (f, s, p) = rest
        return back(first * s - p, last * s - p + f - 1, before)

    return back(place, place, layers)


@ANSWERS.right("the list emptied with pop, as an array")
def _(place, layers):
    span = np.array([place, place])
    while layers:
        f, s, p = layers.pop()
        span = span * s - p + np.array([0, f - 1])
    return span


@ANSWERS.right("a set of all pixels, carried back")
def _(place, layers):
    pixels = {place}
    for f, s, p in layers[::-1]:
        pixels = {n * s - p + k for n in pixels for k in range(f)}
    return min(pixels), max(pixels)


@ANSWERS.right("by the size of the field, the jump and the start, from the front")
def _(place, layers):
    field, jump, start = 1, 1, 0
    for f, s, p in layers:
        start -= p * jump
        field += (f - 1) * jump
        jump *= s
    first = start + place * jump
    return first, first + field - 1


@ANSWERS.right("with reduce")
def _(place, layers):
    def back(span, layer):
        f, s, p = layer
        return span[0] * s - p, span[1] * s - p + f - 1

    return reduce(back, layers[::-1], (place, place))


@ANSWERS.right("the list turned round in place, whole floats, printing on the way")
def _(where, network):
    network = list(network)
    network.reverse()
    first, last = float(where), float(where)
    for f, s, p in network:
        first, last = first * s - p, last * s + f - 1 - p
        print(first, last)
    return [first, last]


@ANSWERS.right("in NumPy's int64")
def _(place, layers):
    table = np.array(layers, dtype=np.int64).reshape(-1, 3)
    f, s, p = table.T
    jumps = np.cumprod(np.r_[1, s])
    first = place * jumps[-1] - (p * jumps[:-1]).sum()
    return first, first + ((f - 1) * jumps[:-1]).sum()


class Span:
    """A span of pixels that a layer enlarges."""

    def __init__(self):
        self.layers = []

    def __call__(self, place, layers, **unused):
        self.first, self.last = place, place
        for k in range(len(layers) - 1, -1, -1):
            self.widen(*layers[k])
        return self.first, self.last

    def widen(self, f, s, p):
        self.first = s * self.first - p
        self.last = s * self.last - p + (f - 1)


ANSWERS.right("a class with __call__")(Span())


@ANSWERS.wrong(
    "the layers are walked from the first to the last", names=("first layer first",)
)
def _(place, layers):
    first = last = place
    for f, s, p in layers:
        first, last = first * s - p, last * s - p + f - 1
    return first, last


@ANSWERS.wrong("the padding is ignored", names=("padding ignored",))
def _(place, layers):
    first = last = place
    for f, s, _ in reversed(layers):
        first, last = first * s, last * s + f - 1
    return first, last


@ANSWERS.wrong("the padding is added, it has to be taken off", names=("padding added",))
def _(place, layers):
    first = last = place
    for f, s, p in reversed(layers):
        first, last = first * s + p, last * s + p + f - 1
    return first, last


@ANSWERS.wrong(
    "the padding is taken off the first and added to the last",
    names=("padding on both ends",),
)
def _(place, layers):
    first = last = place
    for f, s, p in reversed(layers):
        first, last = first * s - p, last * s + p + f - 1
    return first, last


@ANSWERS.wrong(
    "the padding is taken off the first pixel only",
    names=("padding at the first pixel only",),
)
def _(place, layers):
    first = last = place
    for f, s, p in reversed(layers):
        first, last = first * s - p, last * s + f - 1
    return first, last


@ANSWERS.wrong(
    "the last is one too far in each layer, f instead of f − 1",
    names=("one pixel too many",),
)
def _(place, layers):
    first = last = place
    for f, s, p in reversed(layers):
        first, last = first * s - p, last * s - p + f
    return first, last


@ANSWERS.wrong(
    "the last is the one behind the last, as in a slice", names=("one behind the last",)
)
def _(place, layers):
    first = last = place
    for f, s, p in reversed(layers):
        first, last = first * s - p, last * s - p + f - 1
    return first, last + 1


@ANSWERS.wrong(
    "first pixel and size of the field, not the last pixel",
    names=("size for the last pixel",),
)
def _(place, layers):
    first = last = place
    for f, s, p in reversed(layers):
        first, last = first * s - p, last * s - p + f - 1
    return first, last - first + 1


@ANSWERS.wrong("the stride is ignored", names=("stride ignored",))
def _(place, layers):
    first = last = place
    for f, _, p in reversed(layers):
        first, last = first - p, last - p + f - 1
    return first, last


@ANSWERS.wrong(
    "the stride is forgotten for the last pixel",
    names=("stride ignored for the last pixel",),
)
def _(place, layers):
    first = last = place
    for f, s, p in reversed(layers):
        first, last = first * s - p, last - p + f - 1
    return first, last


@ANSWERS.wrong(
    "stride and padding are exchanged", names=("stride and padding exchanged",)
)
def _(place, layers):
    first = last = place
    for f, p, s in reversed(layers):
        first, last = first * s - p, last * s - p + f - 1
    return first, last


@ANSWERS.wrong(
    "kernel and stride are exchanged", names=("kernel and stride exchanged",)
)
def _(place, layers):
    first = last = place
    for s, f, p in reversed(layers):
        first, last = first * s - p, last * s - p + f - 1
    return first, last


@ANSWERS.wrong("pixels before the first are cut off", names=("cut off at the image",))
def _(place, layers):
    first = last = place
    for f, s, p in reversed(layers):
        first, last = first * s - p, last * s - p + f - 1
    return max(first, 0), last


@ANSWERS.wrong(
    "pixels before the first are cut off in every layer",
    names=("cut off at the image",),
)
def _(place, layers):
    first = last = place
    for f, s, p in reversed(layers):
        first, last = max(first * s - p, 0), max(last * s - p + f - 1, 0)
    return first, last


@ANSWERS.wrong("only the last layer is looked at", names=("last layer only",))
def _(place, layers):
    f, s, p = layers[-1]
    return place * s - p, place * s - p + f - 1


@ANSWERS.wrong("only the first layer is looked at", names=("first layer only",))
def _(place, layers):
    f, s, p = layers[0]
    return place * s - p, place * s - p + f - 1


@ANSWERS.wrong("the place is taken for 0", names=("place ignored",))
def _(place, layers):
    first = last = 0
    for f, s, p in reversed(layers):
        first, last = first * s - p, last * s - p + f - 1
    return first, last


@ANSWERS.wrong("the place is counted from 1", names=("place counted from 1",))
def _(place, layers):
    first = last = place - 1
    for f, s, p in reversed(layers):
        first, last = first * s - p, last * s - p + f - 1
    return first, last


@ANSWERS.wrong("the pixels are counted from 1", names=("pixels counted from 1",))
def _(place, layers):
    first = last = place
    for f, s, p in reversed(layers):
        first, last = first * s - p, last * s - p + f - 1
    return first + 1, last + 1


@ANSWERS.wrong(
    "the window is centred on the place, half of it on either side",
    names=("windows centred on their place",),
)
def _(place, layers):
    first = last = place
    for f, s, p in reversed(layers):
        first, last = first * s - p - f // 2, last * s - p + f // 2
    return first, last


@ANSWERS.wrong(
    "the padding is taken off before the stride",
    names=("padding in steps of the output",),
)
def _(place, layers):
    first = last = place
    for f, s, p in reversed(layers):
        first, last = (first - p) * s, (last - p) * s + f - 1
    return first, last


@ANSWERS.wrong(
    "the last pixel is the first plus the sum of all f − 1, without strides",
    names=("sizes added without their strides",),
)
def _(place, layers):
    first = place
    for _, s, p in reversed(layers):
        first = first * s - p
    return first, first + sum(f - 1 for f, _, _ in layers)


@ANSWERS.wrong("the last pixel is returned first", names=("last pixel first",))
def _(place, layers):
    first = last = place
    for f, s, p in reversed(layers):
        first, last = first * s - p, last * s - p + f - 1
    return last, first


@ANSWERS.wrong("all pixels are returned", names=("all pixels",))
def _(place, layers):
    first = last = place
    for f, s, p in reversed(layers):
        first, last = first * s - p, last * s - p + f - 1
    return list(range(first, last + 1))


@ANSWERS.wrong(
    "the jump is multiplied before the padding is taken off",
    names=("padding in steps of the output",),
)
def _(place, layers):
    field, jump, start = 1, 1, 0
    for f, s, p in layers:
        field += (f - 1) * jump
        jump *= s
        start -= p * jump
    first = start + place * jump
    return first, first + field - 1


@ANSWERS.wrong("returned after one round of the loop", names=("last layer only",))
def _(place, layers):
    first = last = place
    for f, s, p in reversed(layers):
        first, last = first * s - p, last * s - p + f - 1
        return first, last
    return place, place


@ANSWERS.wrong(
    "the first layer is left out of the walk", names=("first layer left out",)
)
def _(place, layers):
    first = last = place
    for f, s, p in layers[:0:-1]:
        first, last = first * s - p, last * s - p + f - 1
    return first, last


@ANSWERS.wrong("printed and not returned")
def _(place, layers):
    first = last = place
    for f, s, p in reversed(layers):
        first, last = first * s - p, last * s - p + f - 1
    print(first, last)


@ANSWERS.wrong(
    "from the first to the last layer and the padding is ignored",
    names=(
        "first layer first",
        "padding ignored",
    ),
)
def _(place, layers):
    first = last = place
    for f, s, _ in layers:
        first, last = first * s, last * s + f - 1
    return first, last


@ANSWERS.wrong(
    "the padding is added and the last is one too far",
    names=(
        "padding added",
        "one pixel too many",
    ),
)
def _(place, layers):
    first = last = place
    for f, s, p in reversed(layers):
        first, last = first * s + p, last * s + p + f
    return first, last


@ANSWERS.wrong(
    "the place is taken for 0 and pixels before the first are cut off",
    names=(
        "place ignored",
        "cut off at the image",
    ),
)
def _(place, layers):
    first = last = 0
    for f, s, p in reversed(layers):
        first, last = first * s - p, last * s - p + f - 1
    return max(0, first), last


@ANSWERS.wrong(
    "forwards, with the jump a layer too late", names=("jump of the next layer",)
)
def _(place, layers):
    start, jump, size = 0, 1, 1
    for f, s, p in layers:
        start -= p * jump
        jump *= s
        size += (f - 1) * jump
    return start + place * jump, start + place * jump + size - 1


@ANSWERS.wrong("the absolute values of both pixels", names=("signs lost",))
def _(place, layers):
    first = last = place
    for f, s, p in reversed(layers):
        first, last = first * s - p, last * s - p + f - 1
    return abs(first), abs(last)


@ANSWERS.wrong("the padding is less than the kernel")
def _(place, layers):
    first = last = place
    for f, s, p in reversed(layers):
        p = min(p, f - 1)
        first, last = first * s - p, last * s - p + f - 1
    return first, last


@ANSWERS.wrong("five layers at most")
def _(place, layers):
    first = last = place
    for f, s, p in reversed(layers[-5:]):
        first, last = first * s - p, last * s - p + f - 1
    return first, last


@ANSWERS.wrong("places up to 9, strides up to 3")
def _(place, layers):
    first = last = min(place, 9)
    for f, s, p in reversed(layers):
        s = min(s, 3)
        first, last = first * s - p, last * s - p + f - 1
    return first, last


@ANSWERS.wrong("numbers of 8 bits, which wrap around far from the start")
def _(place, layers):
    ends = np.array([place, place])
    for f, s, p in reversed(layers):
        ends = (ends * s - p + np.array([0, f - 1])).astype(np.int8).astype(int)
    return ends
