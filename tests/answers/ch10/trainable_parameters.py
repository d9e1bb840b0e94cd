"""Answers to `trainable-parameters`."""

import functools

import numpy as np

from tests.answers import Answers

ANSWERS = Answers("trainable-parameters")


def _size(layer, norm=2, bias=1):
    kind, f, c_in, c_out, _frozen = layer
    return {
        "conv": f * f * c_in * c_out,
        "depthwise": f * f * c_in,
        "batchnorm": norm * c_in,
        "dense": (c_in + bias) * c_out,
    }[kind]


@ANSWERS.right("a loop with elif")
def _(layers):
    total = 0
    for kind, f, c_in, c_out, frozen in layers:
        if frozen:
            continue
        if kind == "conv":
            total += f * f * c_in * c_out
        elif kind == "depthwise":
            total += f * f * c_in
        elif kind == "batchnorm":
            total += 2 * c_in
        elif kind == "dense":
            total += c_in * c_out + c_out
    return total


@ANSWERS.right("match")
def _(layers):
    def size(layer):
        match layer:
            case (_, _, _, _, True):
                return 0
            case ("conv", f, c_in, c_out, _):
                return f**2 * c_in * c_out
            case ("depthwise", f, c_in, _, _):
                return f**2 * c_in
            case ("batchnorm", _, c_in, _, _):
                return c_in + c_in
            case ("dense", _, c_in, c_out, _):
                return (c_in + 1) * c_out

    return sum(map(size, layers))


@ANSWERS.right("a dictionary of functions")
def _(layers):
    rules = {
        "conv": lambda f, i, o: f * f * i * o,
        "depthwise": lambda f, i, o: f * f * o,
        "batchnorm": lambda f, i, o: 2 * i,
        "dense": lambda f, i, o: i * o + o,
    }
    return sum(rules[kind](*sizes) for kind, *sizes, frozen in layers if not frozen)


@ANSWERS.right("shapes of the arrays, with np.prod")
def _(layers):
    shapes = []
    for kind, f, c_in, c_out, frozen in layers:
        if not frozen:
            shapes += {
                "conv": [(f, f, c_in, c_out)],
                "depthwise": [(f, f, c_in, 1)],
                "batchnorm": [(c_in,), (c_in,)],
                "dense": [(c_in, c_out), (c_out,)],
            }[kind]
    return np.sum([np.prod(shape) for shape in shapes], dtype=np.int64)


@ANSWERS.right("recursive")
def _(layers):
    def count(rest):
        if not rest:
            return 0
        return (0 if rest[0][4] else _size(rest[0])) + count(rest[1:])

    return count(list(layers))


@ANSWERS.right("pops from the list, prints, a float")
def _(layers):
    total = 0.0
    while layers:
        layer = layers.pop()
        print(layer[0])
        total += _size(layer) * (not layer[-1])
    return total


@ANSWERS.right("all numbers, minus the frozen ones")
def _(network):
    everything = sum(_size(layer) for layer in network)
    frozen = sum(_size(layer) for layer in network if layer[4])
    return everything - frozen


@ANSWERS.right("functools.reduce")
def _(layers):
    return functools.reduce(
        lambda total, layer: total + (_size(layer) if not layer[-1] else 0), layers, 0
    )


@ANSWERS.right("a dot product of sizes and switches")
def _(layers):
    sizes = np.array([_size(layer) for layer in layers], dtype=float)
    return sizes @ np.array([not layer[4] for layer in layers], dtype=float)


@ANSWERS.right("the parameter counts of the book's package")
def _(layers):
    import cnnbook as cb

    total = 0
    for kind, f, c_in, c_out, frozen in layers:
        if frozen:
            pass
        elif kind == "conv":
            total += cb.conv_parameters(f, c_in, c_out, bias=False)
        elif kind == "depthwise":
            total += c_in * cb.conv_parameters(f, 1, 1, bias=False)
        elif kind == "batchnorm":
            total += 2 * c_in
        else:
            total += cb.dense_parameters(c_in, c_out)
    return total


class _Count:
    def __call__(self, layers, **_more):
        self.total = 0
        for layer in layers:
            getattr(self, layer[0])(*layer[1:])
        return self.total

    def conv(self, f, c_in, c_out, frozen):
        self.total += (1 - frozen) * f * f * c_in * c_out

    def depthwise(self, f, c_in, c_out, frozen):
        self.conv(f, c_in, 1, frozen)

    def batchnorm(self, f, c_in, c_out, frozen):
        self.total += (1 - frozen) * 2 * c_in

    def dense(self, f, c_in, c_out, frozen):
        self.total += (1 - frozen) * (c_in + 1) * c_out


ANSWERS.right("an object with __call__ and a method for each kind")(_Count())


def _with(size, layers):
    return sum(size(layer) for layer in layers if not layer[4])


ANSWERS.right("functools.partial")(functools.partial(_with, _size))
ANSWERS.wrong(
    "BatchNormalization counts four numbers for each channel",
    ("moving statistics counted",),
)(functools.partial(_with, functools.partial(_size, norm=4)))
ANSWERS.wrong(
    "BatchNormalization counts one number for each channel",
    ("BatchNormalization with one number",),
)(functools.partial(_with, functools.partial(_size, norm=1)))
ANSWERS.wrong(
    "BatchNormalization counts nothing", ("BatchNormalization trains nothing",)
)(functools.partial(_with, functools.partial(_size, norm=0)))
ANSWERS.wrong(
    "the biases of dense layers are forgotten", ("bias of the dense layer forgotten",)
)(functools.partial(_with, functools.partial(_size, bias=0)))
ANSWERS.wrong(
    "four numbers for BatchNormalization and no biases",
    ("moving statistics counted", "bias of the dense layer forgotten"),
)(functools.partial(_with, functools.partial(_size, norm=4, bias=0)))


@ANSWERS.wrong("frozen layers are counted too", ("frozen layers counted too",))
def _(layers):
    return sum(_size(layer) for layer in layers)


@ANSWERS.wrong(
    "the frozen layers are counted, not the others", ("frozen layers counted only",)
)
def _(layers):
    return sum(_size(layer) for layer in layers if layer[4])


@ANSWERS.wrong(
    "BatchNormalization trains even when it is frozen",
    ("BatchNormalization always trains",),
)
def _(layers):
    return sum(_size(n) for n in layers if not n[4] or n[0] == "batchnorm")


@ANSWERS.wrong(
    "a frozen BatchNormalization still counts its moving averages",
    ("moving averages counted everywhere",),
)
def _(layers):
    extra = sum(2 * n[2] for n in layers if n[0] == "batchnorm")
    return sum(_size(n) for n in layers if not n[4]) + extra


@ANSWERS.wrong(
    "only the layers before the first frozen one",
    ("layers up to the first frozen one",),
)
def _(layers):
    total = 0
    for layer in layers:
        if layer[4]:
            break
        total += _size(layer)
    return total


@ANSWERS.wrong(
    "everything below a frozen layer is taken as frozen too",
    ("layers behind the last frozen one",),
)
def _(layers):
    total = 0
    for layer in reversed(layers):
        if layer[4]:
            break
        total += _size(layer)
    return total


@ANSWERS.wrong(
    "returns within the loop: the first layer only", ("the first layer only",)
)
def _(layers):
    for layer in layers:
        return 0 if layer[4] else _size(layer)
    return 0


@ANSWERS.wrong(
    "a depthwise layer is counted as an ordinary convolution",
    ("depthwise like an ordinary convolution",),
)
def _(layers):
    total = 0
    for kind, f, c_in, c_out, frozen in layers:
        if kind in ("conv", "depthwise") and not frozen:
            total += f * f * c_in * c_out
        elif not frozen:
            total += _size((kind, f, c_in, c_out, frozen))
    return total


@ANSWERS.wrong(
    "a depthwise layer has one slice for all channels", ("one slice for all channels",)
)
def _(layers):
    return sum(
        n[1] ** 2 if n[0] == "depthwise" else _size(n) for n in layers if not n[4]
    )


@ANSWERS.wrong("convolutions get a bias for each map", ("convolutions given a bias",))
def _(layers):
    return sum(
        _size(n) + (n[3] if n[0] in ("conv", "depthwise") else 0)
        for n in layers
        if not n[4]
    )


@ANSWERS.wrong("f in place of f squared", ("kernel size not squared",))
def _(layers):
    return sum(_size(n) // (n[1] or 1) for n in layers if not n[4])


@ANSWERS.wrong(
    "the bias of a dense layer is one number, not one for each unit",
    ("one bias for a dense layer",),
)
def _(layers):
    return sum(
        n[2] * n[3] + 1 if n[0] == "dense" else _size(n) for n in layers if not n[4]
    )


@ANSWERS.wrong("a dense layer has a bias for each input", ("a bias for each input",))
def _(layers):
    return sum(
        n[2] * (n[3] + 1) if n[0] == "dense" else _size(n) for n in layers if not n[4]
    )


@ANSWERS.wrong(
    "BatchNormalization by the formula of a convolution: f is 0, so nothing",
    ("BatchNormalization trains nothing",),
)
def _(layers):
    total = 0
    for kind, f, c_in, c_out, frozen in layers:
        if not frozen:
            if kind == "dense":
                total += (c_in + 1) * c_out
            elif kind == "depthwise":
                total += f * f * c_in
            else:
                total += f * f * c_in * c_out
    return total


@ANSWERS.wrong(
    "only convolutions are counted, the dense layers forgotten",
    ("dense layers left out",),
)
def _(layers):
    return sum(_size(n) for n in layers if not n[4] and n[0] != "dense")


@ANSWERS.wrong(
    "only the dense layers: the base is taken as frozen", ("dense layers only",)
)
def _(layers):
    return sum(_size(n) for n in layers if not n[4] and n[0] == "dense")


@ANSWERS.wrong(
    "how many layers train, not how many numbers",
    ("layers counted, not their numbers",),
)
def _(layers):
    return sum(not n[4] for n in layers)


@ANSWERS.wrong(
    "a list with one number for each layer", ("a list with a number for each layer",)
)
def _(layers):
    return [0 if n[4] else _size(n) for n in layers]


@ANSWERS.wrong(
    "a pair: trainable and frozen numbers",
    ("numbers that train and numbers that do not",),
)
def _(layers):
    return (
        sum(_size(n) for n in layers if not n[4]),
        sum(_size(n) for n in layers if n[4]),
    )


@ANSWERS.wrong("None when nothing trains")
def _(layers):
    return sum(_size(n) for n in layers if not n[4]) or None


@ANSWERS.wrong("the last layer is left out", ("the last layer left out",))
def _(layers):
    return sum(_size(layers[i]) for i in range(len(layers) - 1) if not layers[i][4])


@ANSWERS.wrong(
    "frozen layers counted and BatchNormalization with four numbers",
    ("frozen layers counted too", "moving statistics counted"),
)
def _(layers):
    return sum(_size(n, norm=4) for n in layers)


@ANSWERS.wrong(
    "depthwise as an ordinary convolution and no biases",
    ("depthwise like an ordinary convolution", "bias of the dense layer forgotten"),
)
def _(layers):
    total = 0
    for kind, f, c_in, c_out, frozen in layers:
        if not frozen:
            if kind == "batchnorm":
                total += 2 * c_in
            else:
                total += f * f * c_in * c_out
    return total


@ANSWERS.wrong(
    "frozen ones counted in place of the others and biases forgotten",
    ("frozen layers counted only", "bias of the dense layer forgotten"),
)
def _(layers):
    return sum(_size(n, bias=0) for n in layers if n[4])


@ANSWERS.wrong("no bias for a single output")
def _(layers):
    total = 0
    for kind, f, c_in, c_out, frozen in layers:
        count = {
            "conv": f * f * c_in * c_out,
            "depthwise": f * f * c_in,
            "batchnorm": 2 * c_in,
            "dense": c_in * c_out + (c_out if c_out > 1 else 0),
        }
        total += 0 if frozen else count[kind]
    return total
