"""Answers to `conv-parameters`."""

import functools
import math
from decimal import Decimal

import numpy as np

import cnnbook as cb
from tests.answers import Answers

ANSWERS = Answers("conv-parameters")


@ANSWERS.right("the formula, True counts as 1")
def _(f, c_in, c_out, bias=True):
    return (f * f * c_in + bias) * c_out


@ANSWERS.right("by cases")
def _(f, c_in, c_out, bias=True):
    weights = f**2 * c_in * c_out
    if bias:
        return weights + c_out
    return weights


@ANSWERS.right("the size of two arrays")
def _(f, c_in, c_out, bias=True):
    w, b = np.zeros((f, f, c_in, c_out)), np.zeros(c_out if bias else 0)
    return w.size + b.size


@ANSWERS.right("a NumPy product, a NumPy integer")
def _(f, c_in, c_out, bias=True):
    return np.prod([f, f, c_in, c_out]) + (c_out if bias is not False else 0)


@ANSWERS.right("counts one filter after the other")
def _(f, c_in, c_out, bias=True):
    total = 0
    for _filter in range(c_out):
        for _channel in range(c_in):
            total += f * f
        if bias:
            total += 1
    return total


@ANSWERS.right("asks Keras")
def _(f, c_in, c_out, bias=True):
    import keras

    layer = keras.layers.Conv2D(c_out, f, use_bias=bool(bias))
    layer.build((None, f, f, c_in))
    return layer.count_params()


@ANSWERS.right("the package's own function")
def _(f, c_in, c_out, bias=True):
    return cb.conv_parameters(f, c_in, c_out, bias)


@ANSWERS.right("the arguments renamed, math.prod, more keywords")
def _(size, channels, filters, with_bias=True, **kwargs):
    return math.prod((size, size, channels, filters)) + filters * int(with_bias)


@ANSWERS.right("recursion, one half of the filters and the other")
def _(f, c_in, c_out, bias=True):
    def count(filters):
        if filters == 1:
            return f * f * c_in + bool(bias)
        return count(filters // 2) + count(filters - filters // 2)

    return count(c_out)


@ANSWERS.right("a float")
def _(f, c_in, c_out, bias=True):
    return float(f) ** 2 * c_in * c_out + (float(c_out) if bias else 0.0)


@ANSWERS.right("a Decimal")
def _(f, c_in, c_out, bias=True):
    return (Decimal(f) ** 2 * c_in + int(bias)) * c_out


class _Parameters:
    def __init__(self, per_filter):
        self.per_filter = per_filter

    def __call__(self, f, c_in, c_out, bias=True):
        print("weights per filter:", self.per_filter(f, c_in))
        return c_out * (self.per_filter(f, c_in) + (1 if bias else 0))


ANSWERS.right("an object that is called, and it prints")(
    _Parameters(lambda f, c_in: f * f * c_in)
)


def _layer(height, width, c_in, c_out, bias=True):
    return sum(height * width * c_in + bool(bias) for _ in range(c_out))


def _square(layer, f, c_in, c_out, bias=True):
    return layer(f, f, c_in, c_out, bias)


ANSWERS.right("functools.partial")(functools.partial(_square, _layer))


@ANSWERS.wrong("the biases are forgotten", ("bias forgotten",))
def _(f, c_in, c_out, bias=True):
    return f * f * c_in * c_out


@ANSWERS.wrong(
    "the biases are counted even when bias is False", ("bias always counted",)
)
def _(f, c_in, c_out, bias=True):
    return (f * f * c_in + 1) * c_out


@ANSWERS.wrong("one bias for the whole layer", ("one bias per layer",))
def _(f, c_in, c_out, bias=True):
    return f * f * c_in * c_out + bool(bias)


@ANSWERS.wrong("one bias per input channel", ("one bias per input channel",))
def _(f, c_in, c_out, bias=True):
    return f * f * c_in * c_out + (c_in if bias else 0)


@ANSWERS.wrong("one bias per slice", ("one bias per slice",))
def _(f, c_in, c_out, bias=True):
    return (f * f + bool(bias)) * c_in * c_out


@ANSWERS.wrong("one bias per weight", ("one bias per weight",))
def _(f, c_in, c_out, bias=True):
    return f * f * c_in * c_out * (2 if bias else 1)


@ANSWERS.wrong("the depth of the input is forgotten", ("depth forgotten",))
def _(f, c_in, c_out, bias=True):
    return (f * f + bool(bias)) * c_out


@ANSWERS.wrong("the number of filters is forgotten", ("one filter only",))
def _(f, c_in, c_out, bias=True):
    return f * f * c_in + bool(bias)


@ANSWERS.wrong("f instead of f · f", ("kernel size not squared",))
def _(f, c_in, c_out, bias=True):
    return (f * c_in + bool(bias)) * c_out


@ANSWERS.wrong("2 · f instead of f · f", ("kernel size doubled",))
def _(f, c_in, c_out, bias=True):
    return (2 * f * c_in + bool(bias)) * c_out


@ANSWERS.wrong(
    "channels in and out swapped, one bias per channel in",
    ("one bias per input channel",),
)
def _(f, c_in, c_out, bias=True):
    return (f * f * c_out + bool(bias)) * c_in


@ANSWERS.wrong("the channels in are added instead of multiplied", ("depth added",))
def _(f, c_in, c_out, bias=True):
    return (f * f + c_in + bool(bias)) * c_out


@ANSWERS.wrong(
    "parentheses missing: only 1 is multiplied by the filters",
    ("weights of one filter only",),
)
def _(f, c_in, c_out, bias=True):
    return f * f * c_in + bool(bias) * c_out


@ANSWERS.wrong("3 channels, whatever comes in", ("depth always 3",))
def _(f, c_in, c_out, bias=True):
    return (f * f * 3 + bool(bias)) * c_out


@ANSWERS.wrong("the meaning of bias is turned around", ("bias turned round",))
def _(f, c_in, c_out, bias=True):
    return f * f * c_in * c_out + (0 if bias else c_out)


@ANSWERS.wrong("no bias unless asked for", ("no bias unless asked for",))
def _(f, c_in, c_out, bias=False):
    return (f * f * c_in + bool(bias)) * c_out


@ANSWERS.wrong("a pair of weights and biases instead of their sum")
def _(f, c_in, c_out, bias=True):
    return f * f * c_in * c_out, c_out if bias else 0


@ANSWERS.wrong("None when bias is False")
def _(f, c_in, c_out, bias=True):
    if bias:
        return (f * f * c_in + 1) * c_out
    return None


@ANSWERS.wrong("the lecture's answer, always 280", ("answer of the chapter's example",))
def _(f, c_in, c_out, bias=True):
    return 280 if bias else 270


@ANSWERS.wrong("a string")
def _(f, c_in, c_out, bias=True):
    return f"{(f * f * c_in + bool(bias)) * c_out:,}"


@ANSWERS.wrong("the result is printed, None is returned")
def _(f, c_in, c_out, bias=True):
    print((f * f * c_in + bool(bias)) * c_out)


@ANSWERS.wrong(
    "a dense layer with one weight per channel pair", ("kernel size left out",)
)
def _(f, c_in, c_out, bias=True):
    return (c_in + bool(bias)) * c_out


@ANSWERS.wrong(
    "the depth is forgotten and so are the biases",
    ("depth forgotten", "bias forgotten"),
)
def _(f, c_in, c_out, bias=True):
    return f * f * c_out


@ANSWERS.wrong(
    "the depth is forgotten and bias=False is ignored",
    ("depth forgotten", "bias always counted"),
)
def _(f, c_in, c_out, bias=True):
    return (f * f + 1) * c_out


@ANSWERS.wrong(
    "f instead of f · f and the biases forgotten",
    ("kernel size not squared", "bias forgotten"),
)
def _(f, c_in, c_out, bias=True):
    return f * c_in * c_out


@ANSWERS.wrong(
    "one bias for the whole layer and channels in forgotten",
    ("depth forgotten", "one bias per layer"),
)
def _(f, c_in, c_out, bias=True):
    return f * f * c_out + bool(bias)


@ANSWERS.wrong("the condition swallows the whole sum")
def _(f, c_in, c_out, bias=True):
    return f * f * c_in * c_out + c_out if bias else 0


@ANSWERS.wrong("asks whether bias is None", ("bias always counted",))
def _(f, c_in, c_out, bias=True):
    return (f * f * c_in + (bias is not None)) * c_out


@ANSWERS.wrong("the memory in bytes, four for each number")
def _(f, c_in, c_out, bias=True):
    return 4 * (f * f * c_in + bool(bias)) * c_out


@ANSWERS.wrong("a stranger: sum of channels", ("channels and filters added",))
def _(f, c_in, c_out, bias=True):
    return f * f * (c_in + c_out) + c_out * bias


@ANSWERS.wrong("a stranger: 3x3 hard-coded", ("kernel size always 3",))
def _(f, c_in, c_out, bias=True):
    return (9 * c_in + bias) * c_out


@ANSWERS.wrong("c_in and c_out in the other order")
def _(f, c_out, c_in, bias=True):
    return c_out * (f * f * c_in + bias)


@ANSWERS.wrong("weights counted in 16 bits, with a bias or without")
def _(f, c_in, c_out, bias=True):
    weights = np.prod(np.array([f, f, c_in, c_out], np.int16), dtype=np.int16)
    return int(weights) + (c_out if bias else 0)
