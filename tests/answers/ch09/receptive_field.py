"""Answers to `receptive-field`."""

from functools import reduce

import numpy as np

from tests.answers import Answers

ANSWERS = Answers("receptive-field")


@ANSWERS.right("by the formula, in a loop")
def _(layers):
    field, jump = 1, 1
    for f, s in layers:
        field += (f - 1) * jump
        jump *= s
    return field


@ANSWERS.right("walking back")
def _(layers):
    n = 1
    for f, s in reversed(layers):
        n = (n - 1) * s + f
    return n


@ANSWERS.right("walking back, the list emptied with pop")
def _(layers):
    n = 1
    while layers:
        f, s = layers.pop()
        n = (n - 1) * s + f
    return n


@ANSWERS.right("recursion")
def field_of(layers):
    if not layers:
        return 1
    f, s = layers[0]
    return (field_of(layers[1:]) - 1) * s + f


@ANSWERS.right("with cumprod and a scalar product")
def _(layers):
    f, s = np.array(layers, dtype=np.int64).reshape(-1, 2).T
    before = np.cumprod(np.concatenate([[1], s]))[:-1]
    return 1 + np.dot(f - 1, before)


@ANSWERS.right("a sum with a product inside, as a float")
def _(layers):
    return 1.0 + sum(
        (f - 1) * np.prod([s for _, s in layers[:k]]) for k, (f, _) in enumerate(layers)
    )


@ANSWERS.right("with reduce from the back")
def _(layers):
    return reduce(lambda n, layer: (n - 1) * layer[1] + layer[0], layers[::-1], 1)


@ANSWERS.right("by the book's function")
def _(layers):
    from cnnbook import receptive_field

    return receptive_field(layers)


@ANSWERS.right("the pixels themselves, first to last, printed on the way")
def _(network, **unused):
    first = last = 0
    for layer in network[::-1]:
        first, last = first * layer[1], last * layer[1] + layer[0] - 1
        print("pixels", first, "to", last)
    return last - first + 1


class Field:
    """A field that grows."""

    def __init__(self, size=1):
        self.size = size

    def __call__(self, layers):
        size, steps = self.size, 1
        for layer in layers:
            size, steps = size + (layer[0] - 1) * steps, steps * layer[1]
        return size


ANSWERS.right("a class with __call__")(Field())


@ANSWERS.wrong("the strides are left out", ("strides ignored",))
def _(layers):
    return 1 + sum(f - 1 for f, _ in layers)


@ANSWERS.wrong("the jump after the layer, not before it", ("own stride included",))
def _(layers):
    field, jump = 1, 1
    for f, s in layers:
        jump *= s
        field += (f - 1) * jump
    return field


@ANSWERS.wrong("only the stride of the layer itself", ("own stride only",))
def _(layers):
    return 1 + sum((f - 1) * s for f, s in layers)


@ANSWERS.wrong(
    "only the stride of the layer just before", ("only the stride just before",)
)
def _(layers):
    field, before = 1, 1
    for f, s in layers:
        field += (f - 1) * before
        before = s
    return field


@ANSWERS.wrong("f times the jump, not f − 1", ("f for f − 1",))
def _(layers):
    field, jump = 1, 1
    for f, s in layers:
        field += f * jump
        jump *= s
    return field


@ANSWERS.wrong("the field begins at 0", ("no pixel to begin with",))
def _(layers):
    field, jump = 0, 1
    for f, s in layers:
        field += (f - 1) * jump
        jump *= s
    return field


@ANSWERS.wrong("the strides are added, not multiplied", ("strides added",))
def _(layers):
    field, jump = 1, 1
    for f, s in layers:
        field += (f - 1) * jump
        jump += s
    return field


@ANSWERS.wrong("the strides less 1 are added, not multiplied", ("strides added",))
def _(layers):
    field, jump = 1, 1
    for f, s in layers:
        field += (f - 1) * jump
        jump += s - 1
    return field


@ANSWERS.wrong(
    "the walk goes from the first layer to the last", ("layers in the wrong order",)
)
def _(layers):
    n = 1
    for f, s in layers:
        n = (n - 1) * s + f
    return n


@ANSWERS.wrong(
    "n · s + f on the way back, the − 1 is missing", ("a step too many at each stride",)
)
def _(layers):
    n = 1
    for f, s in reversed(layers):
        n = n * s + f
    return n


@ANSWERS.wrong("n · s + f − 1 on the way back", ("a step too many at each stride",))
def _(layers):
    n = 1
    for f, s in reversed(layers):
        n = n * s + f - 1
    return n


@ANSWERS.wrong(
    "n · f on the way back, the windows do not overlap", ("kernel sizes multiplied",)
)
def _(layers):
    n = 1
    for f, _ in layers:
        n *= f
    return n


@ANSWERS.wrong("the largest kernel", ("the largest kernel",))
def _(layers):
    return max(f for f, _ in layers)


@ANSWERS.wrong("the kernel of the last layer", ("the last kernel",))
def _(layers):
    return layers[-1][0]


@ANSWERS.wrong("the kernels are added up", ("kernel sizes added",))
def _(layers):
    return sum(f for f, _ in layers)


@ANSWERS.wrong("kernel and stride are exchanged", ("kernel size and stride exchanged",))
def _(layers):
    field, jump = 1, 1
    for s, f in layers:
        field += (f - 1) * jump
        jump *= s
    return field


@ANSWERS.wrong("the area in pixels, the square of the field", ("area instead of side",))
def _(layers):
    n = 1
    for f, s in reversed(layers):
        n = (n - 1) * s + f
    return n**2


@ANSWERS.wrong("a pair of height and width", ("a pair of height and width",))
def _(layers):
    n = 1
    for f, s in reversed(layers):
        n = (n - 1) * s + f
    return n, n


@ANSWERS.wrong("a list, the fields of all layers", ("a list of all fields",))
def _(layers):
    field, jump, fields = 1, 1, []
    for f, s in layers:
        field += (f - 1) * jump
        jump *= s
        fields.append(field)
    return fields


@ANSWERS.wrong("the last jump, not the field", ("jump instead of field",))
def _(layers):
    jump = 1
    for _, s in layers:
        jump *= s
    return jump


@ANSWERS.wrong("field and jump as a pair", ("field and jump",))
def _(layers):
    field, jump = 1, 1
    for f, s in layers:
        field += (f - 1) * jump
        jump *= s
    return field, jump


@ANSWERS.wrong("the last layer is left out", ("last layer left out",))
def _(layers):
    field, jump = 1, 1
    for f, s in layers[:-1]:
        field += (f - 1) * jump
        jump *= s
    return field


@ANSWERS.wrong("the first layer is left out", ("first layer left out",))
def _(layers):
    field, jump = 1, 1
    for f, s in layers[1:]:
        field += (f - 1) * jump
        jump *= s
    return field


@ANSWERS.wrong(
    "layers with a stride, the pooling, add nothing to the field",
    ("layers with a stride add nothing",),
)
def _(layers):
    field, jump = 1, 1
    for f, s in layers:
        if s == 1:
            field += (f - 1) * jump
        jump *= s
    return field


@ANSWERS.wrong(
    "half of the kernel on either side, which drops a pixel of even ones",
    ("half of the kernel at either side",),
)
def _(layers):
    field, jump = 1, 1
    for f, s in layers:
        field += 2 * ((f - 1) // 2) * jump
        jump *= s
    return field


@ANSWERS.wrong(
    "the distance from the first to the last pixel, one too few",
    ("no pixel to begin with",),
)
def _(layers):
    first = last = 0
    for f, s in reversed(layers):
        first, last = first * s, last * s + f - 1
    return last - first


@ANSWERS.wrong("half of the field, from its centre on", ("half of the field",))
def _(layers):
    n = 1
    for f, s in reversed(layers):
        n = (n - 1) * s + f
    return n // 2


@ANSWERS.wrong("the return stands inside the loop", ("the first layer only",))
def _(layers):
    field, jump = 1, 1
    for f, s in layers:
        field += (f - 1) * jump
        jump *= s
        return field
    return field


@ANSWERS.wrong("printed and not returned")
def _(layers):
    n = 1
    for f, s in reversed(layers):
        n = (n - 1) * s + f
    print(n)


@ANSWERS.wrong(
    "the strides are left out and it begins at 0",
    ("strides ignored", "no pixel to begin with"),
)
def _(layers):
    return sum(f - 1 for f, _ in layers)


@ANSWERS.wrong(
    "from the first layer to the last and the − 1 is missing",
    ("a step too many at each stride", "layers in the wrong order"),
)
def _(layers):
    n = 1
    for f, s in layers:
        n = n * s + f
    return n


@ANSWERS.wrong(
    "f in place of f − 1 and the jump after the layer",
    ("own stride included", "f for f − 1"),
)
def _(layers):
    field, jump = 1, 1
    for f, s in layers:
        jump *= s
        field += f * jump
    return field


@ANSWERS.wrong("kernels of 11 at most")
def _(layers):
    field = jump = 1
    for f, s in layers:
        field, jump = field + (min(f, 11) - 1) * jump, jump * s
    return field


@ANSWERS.wrong("strides of 4 at most")
def _(layers):
    field = jump = 1
    for f, s in layers:
        field, jump = field + (f - 1) * jump, jump * min(s, 4)
    return field


@ANSWERS.wrong(
    "the formula of the way back, walked forwards", ("layers in the wrong order",)
)
def _(layers):
    field = 1
    for f, s in layers:
        field = (field - 1) * s + f
    return field


@ANSWERS.wrong("the largest of kernel size and stride")
def _(layers):
    field = jump = 1
    for f, s in layers:
        field, jump = field + (max(f, s) - 1) * jump, jump * s
    return field


@ANSWERS.wrong("the pixels themselves, gathered in a set", ("passed pixels left out",))
def _(layers):
    seen = {0}
    for f, s in reversed(layers):
        seen = {value * s + place for value in seen for place in range(f)}
    return len(seen)


@ANSWERS.wrong("in 16 bits", ("counted in 16 bits",))
def _(layers):
    field, jump = 1, 1
    for f, s in layers:
        field, jump = field + (f - 1) * jump, jump * s
    return int(np.array(field % 2**16, np.uint16).astype(np.int16))
