"""Answers to `which-layer`."""

from itertools import accumulate
from operator import mul

import numpy as np

from tests.answers import Answers

ANSWERS = Answers("which-layer")


@ANSWERS.right("a loop that stops at the first layer")
def _(layers, size):
    field, jump = 1, 1
    for number, (f, s) in enumerate(layers, start=1):
        field += (f - 1) * jump
        jump *= s
        if field >= size:
            return number
    return 0


@ANSWERS.right("with next and a generator")
def _(layers, size):
    def field(depth):
        n = 1
        for f, s in layers[depth - 1 :: -1]:
            n = (n - 1) * s + f
        return n

    return next((k for k in range(1, len(layers) + 1) if field(k) >= size), 0)


@ANSWERS.right("all fields at once, and argmax")
def _(layers, size):
    f, s = np.array(layers, dtype=int).reshape(-1, 2).T
    fields = 1 + np.cumsum((f - 1) * np.cumprod(np.append(1, s))[:-1])
    enough = fields >= size
    return np.argmax(enough) + 1 if enough.any() else 0


@ANSWERS.right("with the book's receptive_field, as np.int64")
def _(layers, size):
    import cnnbook as cb

    for k in range(len(layers)):
        if cb.receptive_field(layers[: k + 1]) >= size:
            return np.int64(k + 1)
    return np.int64(0)


@ANSWERS.right("with searchsorted, since the fields only grow")
def _(layers, size):
    fields, field, jump = [], 1, 1
    for f, s in layers:
        field += (f - 1) * jump
        jump *= s
        fields.append(field)
    place = int(np.searchsorted(fields, size))
    return place + 1 if place < len(layers) else 0


@ANSWERS.right("the list emptied with pop from its front, a float comes out")
def _(layers, size):
    number, field, jump = 0.0, 1, 1
    while layers:
        f, s = layers.pop(0)
        number, field, jump = number + 1, field + (f - 1) * jump, jump * s
        if field >= size:
            return number
    return 0.0


@ANSWERS.right("recursion")
def first(layers, size, number=1, field=1, jump=1):
    if not layers:
        return 0
    (f, s), *others = layers
    field += (f - 1) * jump
    return number if field >= size else first(others, size, number + 1, field, jump * s)


@ANSWERS.right("with accumulate, counting those that see too little")
def _(network, eye):
    jumps = accumulate((s for _, s in network), mul, initial=1)
    added = [(f - 1) * jump for (f, _), jump in zip(network, jumps, strict=False)]
    blind = sum(1 + total < eye for total in accumulate(added))
    print("layers that see too little:", blind)
    return blind + 1 if blind < len(network) else 0


class Which:
    """A search."""

    def __call__(self, layers, size, **unused):
        field, jump, answer = 1, 1, 0
        for number in range(len(layers)):
            field = field + (layers[number][0] - 1) * jump
            jump = jump * layers[number][1]
            if answer == 0 and not field < size:
                answer = number + 1
        return answer


ANSWERS.right("a class with __call__, the loop runs to the end")(Which())


def fields(layers):
    """Return the field after each layer."""
    result, field, jump = [], 1, 1
    for f, s in layers:
        field += (f - 1) * jump
        jump *= s
        result.append(field)
    return result


@ANSWERS.wrong("larger, not at least as large", ("more than the size",))
def _(layers, size):
    for number, field in enumerate(fields(layers), 1):
        if field > size:
            return number
    return 0


@ANSWERS.wrong("counted from 0", ("counted from 0",))
def _(layers, size):
    for number, field in enumerate(fields(layers)):
        if field >= size:
            return number
    return 0


@ANSWERS.wrong("−1 if no layer sees that much", ("−1 when none does",))
def _(layers, size):
    for number, field in enumerate(fields(layers), 1):
        if field >= size:
            return number
    return -1


@ANSWERS.wrong("nothing is returned if no layer sees that much")
def _(layers, size):
    for number, field in enumerate(fields(layers), 1):
        if field >= size:
            return number
    return None


@ANSWERS.wrong(
    "the last layer's number if none sees that much", ("last layer when none does",)
)
def _(layers, size):
    for number, field in enumerate(fields(layers), 1):
        if field >= size:
            return number
    return len(layers)


@ANSWERS.wrong(
    "one more than there are layers if none sees that much",
    ("one more than there are layers when none does",),
)
def _(layers, size):
    return 1 + sum(field < size for field in fields(layers))


@ANSWERS.wrong(
    "argmax without a look whether any is large enough, 1 for none",
    ("first layer when none does",),
)
def _(layers, size):
    return int(np.argmax(np.array(fields(layers)) >= size)) + 1


@ANSWERS.wrong(
    "the last layer that sees enough, not the first",
    ("the last layer instead of the first",),
)
def _(layers, size):
    answer = 0
    for number, field in enumerate(fields(layers), 1):
        if field >= size:
            answer = number
    return answer


@ANSWERS.wrong(
    "the last layer that sees too little", ("the last layer that sees too little",)
)
def _(layers, size):
    answer = 0
    for number, field in enumerate(fields(layers), 1):
        if field < size:
            answer = number
    return answer


@ANSWERS.wrong("the layer with exactly that field", ("exactly the size",))
def _(layers, size):
    found = fields(layers)
    return found.index(size) + 1 if size in found else 0


@ANSWERS.wrong("the layer with the nearest field", ("the nearest field",))
def _(layers, size):
    return int(np.argmin(np.abs(np.array(fields(layers)) - size))) + 1


@ANSWERS.wrong("the field itself, not the number of the layer", ("field returned",))
def _(layers, size):
    for field in fields(layers):
        if field >= size:
            return field
    return 0


@ANSWERS.wrong("number and field of the layer as a pair", ("number and field",))
def _(layers, size):
    for number, field in enumerate(fields(layers), 1):
        if field >= size:
            return number, field
    return 0, 0


@ANSWERS.wrong("all layers that see enough", ("all layers that see enough",))
def _(layers, size):
    return [n for n, field in enumerate(fields(layers), 1) if field >= size]


@ANSWERS.wrong("the jump is compared, not the field", ("jump for the field",))
def _(layers, size):
    jump = 1
    for number, (_, s) in enumerate(layers, 1):
        jump *= s
        if jump >= size:
            return number
    return 0


@ANSWERS.wrong("the kernel is compared, not the field", ("kernel for the field",))
def _(layers, size):
    for number, (f, _) in enumerate(layers, 1):
        if f >= size:
            return number
    return 0


@ANSWERS.wrong("the strides are left out of the field", ("strides ignored",))
def _(layers, size):
    field = 1
    for number, (f, _) in enumerate(layers, 1):
        field += f - 1
        if field >= size:
            return number
    return 0


@ANSWERS.wrong("the jump after the layer, not before it", ("own stride included",))
def _(layers, size):
    field, jump = 1, 1
    for number, (f, s) in enumerate(layers, 1):
        jump *= s
        field += (f - 1) * jump
        if field >= size:
            return number
    return 0


@ANSWERS.wrong(
    "the jump is never multiplied on, only the stride before",
    ("only the stride just before",),
)
def _(layers, size):
    field, jump = 1, 1
    for number, (f, s) in enumerate(layers, 1):
        field += (f - 1) * jump
        jump = s
        if field >= size:
            return number
    return 0


@ANSWERS.wrong("f times the jump, not f − 1", ("f for f − 1",))
def _(layers, size):
    field, jump = 1, 1
    for number, (f, s) in enumerate(layers, 1):
        field += f * jump
        jump *= s
        if field >= size:
            return number
    return 0


@ANSWERS.wrong("the field begins at 0", ("more than the size",))
def _(layers, size):
    for number, field in enumerate(fields(layers), 1):
        if field - 1 >= size:
            return number
    return 0


@ANSWERS.wrong(
    "the walk goes from the last layer to the first", ("layers in the wrong order",)
)
def _(layers, size):
    for number, field in enumerate(fields(layers[::-1]), 1):
        if field >= size:
            return number
    return 0


@ANSWERS.wrong(
    "the field has to be twice the size, to hold the eye anywhere", ("twice the size",)
)
def _(layers, size):
    for number, field in enumerate(fields(layers), 1):
        if field >= 2 * size:
            return number
    return 0


@ANSWERS.wrong("compared with the area of the eye", ("area for the size",))
def _(layers, size):
    for number, field in enumerate(fields(layers), 1):
        if field >= size * size:
            return number
    return 0


@ANSWERS.wrong(
    "smaller or equal, the first layer that does not see too much",
    ("less than the size",),
)
def _(layers, size):
    for number, field in enumerate(fields(layers), 1):
        if field <= size:
            return number
    return 0


@ANSWERS.wrong(
    "the else hangs on the if, so that only the first layer is looked at",
    ("only the first layer looked at",),
)
def _(layers, size):
    for number, field in enumerate(fields(layers), 1):
        if field >= size:
            return number
        else:  # noqa: RET505
            return 0
    return 0


@ANSWERS.wrong("True or False", ("yes or no instead of a number",))
def _(layers, size):
    return any(field >= size for field in fields(layers))


@ANSWERS.wrong("printed and not returned")
def _(layers, size):
    for number, field in enumerate(fields(layers), 1):
        if field >= size:
            print(number)
            break
    else:
        print(0)


@ANSWERS.wrong(
    "larger in place of at least and counted from 0",
    ("more than the size", "counted from 0"),
)
def _(layers, size):
    for number, field in enumerate(fields(layers)):
        if field > size:
            return number
    return 0


@ANSWERS.wrong(
    "the strides are left out and −1 for none", ("−1 when none does", "strides ignored")
)
def _(layers, size):
    field = 1
    for number, (f, _) in enumerate(layers, 1):
        field += f - 1
        if field >= size:
            return number
    return -1


@ANSWERS.wrong(
    "the jump after the layer and larger in place of at least",
    ("more than the size", "own stride included"),
)
def _(layers, size):
    field, jump = 1, 1
    for number, (f, s) in enumerate(layers, 1):
        jump *= s
        field += (f - 1) * jump
        if field > size:
            return number
    return 0


@ANSWERS.wrong("0 for a size of 1, as if no layer were needed")
def _(layers, size):
    if size <= 1:
        return 0
    field, jump = 1, 1
    for number, (f, s) in enumerate(layers, 1):
        field, jump = field + (f - 1) * jump, jump * s
        if field >= size:
            return number
    return 0


@ANSWERS.wrong("a layer of 1×1 is never the first")
def _(layers, size):
    field = jump = 1
    for number, (f, s) in enumerate(layers, 1):
        field, jump = field + (f - 1) * jump, jump * s
        if field >= size and f > 1:
            return number
    return 0


@ANSWERS.wrong("strides no larger than the kernel")
def _(layers, size):
    field = jump = 1
    for number, (f, s) in enumerate(layers, 1):
        field, jump = field + (f - 1) * jump, jump * min(f, s)
        if field >= size:
            return number
    return 0
