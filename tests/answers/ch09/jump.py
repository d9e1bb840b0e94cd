"""Answers to `jump`."""

from functools import reduce
from itertools import accumulate
from operator import mul

import numpy as np

from tests.answers import Answers

ANSWERS = Answers("jump")


@ANSWERS.right("a loop")
def _(layers):
    jump, jumps = 1, []
    for _, s in layers:
        jump *= s
        jumps.append(jump)
    return jumps


@ANSWERS.right("with accumulate")
def _(layers):
    return list(accumulate((s for _, s in layers), mul))


@ANSWERS.right("with cumprod, made a list")
def _(layers):
    return np.cumprod([s for f, s in layers]).tolist()


@ANSWERS.right("a product of a slice for each layer, as NumPy numbers")
def _(layers):
    strides = np.array([s for _, s in layers], dtype=np.int64)
    return [np.prod(strides[: k + 1]) for k in range(len(layers))]


@ANSWERS.right("recursion")
def jumps(layers):
    if not layers:
        return []
    (_, s), *others = layers
    return [s] + [s * jump for jump in jumps(others)]


@ANSWERS.right("the list emptied with pop from its front")
def _(layers):
    result = []
    while layers:
        _, s = layers.pop(0)
        result += [s * (result[-1] if result else 1)]
    return result


@ANSWERS.right("with reduce, starting with a 1 that is cut off")
def _(layers):
    return reduce(lambda done, layer: [*done, done[-1] * layer[1]], layers, [1])[1:]


@ANSWERS.right("places of two neighbours carried back to the image, printed")
def _(layers):
    result = []
    for depth in range(1, len(layers) + 1):
        left, right = 0, 1
        for _, s in reversed(layers[:depth]):
            left, right = left * s, right * s
        print("layer", depth, "jump", right - left)
        result.append(right - left)
    return result


@ANSWERS.right("as floats in a list")
def _(network, start=1.0):
    result = []
    for layer in network:
        start = start * layer[1]
        result.append(start)
    return result


class Jump:
    """A walk through the layers."""

    def __call__(self, layers, **unused):
        self.value = 1
        return [self.after(*layer) for layer in layers]

    def after(self, f, s):
        self.value *= s
        return self.value


ANSWERS.right("a class with __call__")(Jump())


@ANSWERS.right("reading: an array in place of a list")
def _(layers):
    return np.cumprod([s for _, s in layers], dtype=int)


@ANSWERS.right("reading: a tuple in place of a list")
def _(layers):
    return tuple(accumulate((s for _, s in layers), mul))


@ANSWERS.wrong(
    "the jump before each layer, it is asked for after each", ("before the layer",)
)
def _(layers):
    jump, jumps = 1, []
    for _, s in layers:
        jumps.append(jump)
        jump *= s
    return jumps


@ANSWERS.wrong("the strides themselves, not their product", ("own stride only",))
def _(layers):
    return [s for _, s in layers]


@ANSWERS.wrong("the strides are added up", ("strides added",))
def _(layers):
    return list(accumulate(s for _, s in layers))


@ANSWERS.wrong("the strides are added up, from 1 on", ("strides added",))
def _(layers):
    jump, jumps = 1, []
    for _, s in layers:
        jump += s
        jumps.append(jump)
    return jumps


@ANSWERS.wrong("the strides less 1 are added up, from 1 on", ("strides added",))
def _(layers):
    jump, jumps = 1, []
    for _, s in layers:
        jump += s - 1
        jumps.append(jump)
    return jumps


@ANSWERS.wrong(
    "the kernels are multiplied, not the strides", ("kernel sizes multiplied",)
)
def _(layers):
    return list(accumulate((f for f, _ in layers), mul))


@ANSWERS.wrong(
    "kernel and stride are exchanged in layers with a stride above 1",
    ("kernel sizes where there is a stride",),
)
def _(layers):
    return list(accumulate((f if s > 1 else s for f, s in layers), mul))


@ANSWERS.wrong("kernel times stride is multiplied", ("kernel sizes in it",))
def _(layers):
    return list(accumulate((f * s for f, s in layers), mul))


@ANSWERS.wrong("from the last layer to the first", ("from the last layer",))
def _(layers):
    return list(accumulate((s for _, s in reversed(layers)), mul))


@ANSWERS.wrong("the right numbers in reverse order", ("in reverse order",))
def _(layers):
    return list(accumulate((s for _, s in layers), mul))[::-1]


@ANSWERS.wrong("the product from each layer to the last", ("from the last layer",))
def _(layers):
    return [int(np.prod([s for _, s in layers[k:]])) for k in range(len(layers))]


@ANSWERS.wrong("with a 1 for the image in front", ("image listed too",))
def _(layers):
    return list(accumulate((s for _, s in layers), mul, initial=1))


@ANSWERS.wrong("only the last jump", ("the last one only",))
def _(layers):
    jump = 1
    for _, s in layers:
        jump *= s
    return jump


@ANSWERS.wrong("only the last jump, in a list", ("the last one only",))
def _(layers):
    return [int(np.prod([s for _, s in layers]))]


@ANSWERS.wrong("the receptive fields, not the jumps", ("fields instead of jumps",))
def _(layers):
    field, jump, fields = 1, 1, []
    for f, s in layers:
        field += (f - 1) * jump
        jump *= s
        fields.append(field)
    return fields


@ANSWERS.wrong(
    "the kernel less 1 is taken off, the gap between the windows",
    ("kernel size taken off",),
)
def _(layers):
    jump, jumps = 1, []
    for f, s in layers:
        jump *= s
        jumps.append(jump - f + 1)
    return jumps


@ANSWERS.wrong(
    "the same jump for all layers, the product of all strides",
    ("the last jump for all",),
)
def _(layers):
    return [int(np.prod([s for _, s in layers]))] * len(layers)


@ANSWERS.wrong("each stride is squared, multiplied twice", ("strides counted twice",))
def _(layers):
    return list(accumulate((s * s for _, s in layers), mul))


@ANSWERS.wrong(
    "2 to the power of the layers with a stride, whatever it is", ("powers of two",)
)
def _(layers):
    jumps, jump = [], 1
    for _, s in layers:
        if s > 1:
            jump *= 2
        jumps.append(jump)
    return jumps


@ANSWERS.wrong("layers with stride 1 are left out", ("only layers with a stride",))
def _(layers):
    return list(accumulate((s for _, s in layers if s > 1), mul))


@ANSWERS.wrong("the first layer is left out", ("first layer left out",))
def _(layers):
    return list(accumulate((s for _, s in layers[1:]), mul))


@ANSWERS.wrong("the last layer is left out", ("the last layer missing",))
def _(layers):
    return list(accumulate((s for _, s in layers[:-1]), mul))


@ANSWERS.wrong("pairs of field and jump", ("pairs of field and jump",))
def _(layers):
    field, jump, both = 1, 1, []
    for f, s in layers:
        field += (f - 1) * jump
        jump *= s
        both.append((field, jump))
    return both


@ANSWERS.wrong(
    "one over the jump, the size of the map against the image", ("one over the jump",)
)
def _(layers):
    return [1 / j for j in accumulate((s for _, s in layers), mul)]


@ANSWERS.wrong("the return stands inside the loop", ("the first one only",))
def _(layers):
    jump, jumps = 1, []
    for _, s in layers:
        jump *= s
        jumps.append(jump)
        return jumps
    return jumps


@ANSWERS.wrong("printed and not returned")
def _(layers):
    jump = 1
    for _, s in layers:
        jump *= s
        print(jump)


@ANSWERS.wrong(
    "the jumps before each layer and added up", ("strides added", "before the layer")
)
def _(layers):
    jump, jumps = 0, []
    for _, s in layers:
        jumps.append(jump)
        jump += s
    return jumps


@ANSWERS.wrong(
    "the kernels are multiplied and with a 1 in front",
    ("kernel sizes multiplied", "image listed too"),
)
def _(layers):
    return list(accumulate((f for f, _ in layers), mul, initial=1))


@ANSWERS.wrong(
    "from the last layer to the first and added up",
    ("strides added", "from the last layer"),
)
def _(layers):
    return list(accumulate(s for _, s in reversed(layers)))


@ANSWERS.wrong("kept in bytes, which end at 255")
def _(layers):
    return np.cumprod([s for _, s in layers], dtype=np.uint8)


@ANSWERS.wrong("strides of 4 at most")
def _(layers):
    jumps = [1]
    for _, s in layers:
        jumps.append(jumps[-1] * min(s, 4))
    return jumps[1:]


@ANSWERS.wrong("the first stride taken off", ("first stride left out",))
def _(layers):
    return [jump // layers[0][1] for jump in accumulate((s for _, s in layers), mul)]


@ANSWERS.wrong("layers of 1×1 do not move")
def _(layers):
    return list(accumulate((s if f > 1 else 1 for f, s in layers), mul))


@ANSWERS.wrong("the last jump one too large")
def _(layers):
    jumps = list(accumulate((s for _, s in layers), mul))
    return [*jumps[:-1], jumps[-1] + 1]


@ANSWERS.wrong("products in 16 bits", ("counted in 16 bits",))
def _(layers):
    return np.cumprod([s for _, s in layers], dtype=np.int16)


@ANSWERS.wrong("products in 8 bits, with a sign")
def _(layers):
    return np.cumprod([s for _, s in layers], dtype=np.int8)
