"""Answers to `memory-of-a-layer`."""

from decimal import Decimal
from fractions import Fraction
from functools import partial

import numpy as np

import cnnbook as cb
from tests.answers import Answers

ANSWERS = Answers("memory-of-a-layer")


@ANSWERS.right("step by step")
def _(inputs, units):
    numbers = inputs * units + units
    bits = numbers * 32
    n_bytes = bits / 8
    return n_bytes / 1_000_000


@ANSWERS.right("four bytes each, times 1e-6")
def _(inputs, units):
    return (inputs + 1) * units * 4 * 1e-6


@ANSWERS.right("with the item size of NumPy")
def _(n, m, **_options):
    return (n + 1) * m * np.dtype(np.float32).itemsize / 10**6


@ANSWERS.right("with nbytes")
def _(inputs, units):
    W = np.broadcast_to(np.float32(0), (units, inputs))
    b = np.broadcast_to(np.float32(0), (units,))
    return (W.nbytes + b.nbytes) / 1e6


@ANSWERS.right("as a fraction")
def _(inputs, units):
    return Fraction((inputs + 1) * units * 32, 8 * 10**6)


@ANSWERS.right("as a decimal")
def _(inputs, units):
    return Decimal((inputs + 1) * units) * 4 / Decimal(1_000_000)


@ANSWERS.right("with the book's count, printing")
def _(inputs, units):
    megabytes = cb.dense_parameters(inputs, units) * 4 / 1e6
    print(f"{megabytes} MB")
    return megabytes


@ANSWERS.right("unit by unit")
def _(inputs, units):
    n_bytes = 0
    for _unit in range(units):
        n_bytes += 4 * inputs
        n_bytes += 4
    return np.float64(n_bytes) / 1_000_000


class _Memory:
    bits = 32

    def __call__(self, inputs, units):
        weights, biases = inputs * units, units
        return (weights + biases) * self.bits / 8e6


ANSWERS.right("an object that can be called")(_Memory())


def _megabytes(inputs, units, size):
    return sum((inputs * units, units)) * size / 1e6


ANSWERS.right("a partial function")(partial(_megabytes, size=4))


@ANSWERS.wrong("the biases are left out", ("biases forgotten",))
def _(inputs, units):
    return inputs * units * 4 / 1e6


@ANSWERS.wrong("one bias for the whole layer", ("one bias for the whole layer",))
def _(inputs, units):
    return (inputs * units + 1) * 4 / 1e6


@ANSWERS.wrong("bits are not turned into bytes", ("bits for bytes",))
def _(inputs, units):
    return (inputs + 1) * units * 32 / 1e6


@ANSWERS.wrong("64 bits for each number", ("64-bit numbers",))
def _(inputs, units):
    return (inputs + 1) * units * 8 / 1e6


@ANSWERS.wrong("one byte for each number", ("one byte for each number",))
def _(inputs, units):
    return (inputs + 1) * units / 1e6


@ANSWERS.wrong(
    "a megabyte of 1024 · 1024 bytes", ("a megabyte of 1,024 · 1,024 bytes",)
)
def _(inputs, units):
    return (inputs + 1) * units * 4 / 2**20


@ANSWERS.wrong("kilobytes", ("kilobytes instead of megabytes",))
def _(inputs, units):
    return (inputs + 1) * units * 4 / 1000


@ANSWERS.wrong("bytes", ("bytes instead of megabytes",))
def _(inputs, units):
    return (inputs + 1) * units * 4


@ANSWERS.wrong("gigabytes", ("gigabytes instead of megabytes",))
def _(inputs, units):
    return (inputs + 1) * units * 4 / 1e9


@ANSWERS.wrong("rounded to whole megabytes", ("rounded",))
def _(inputs, units):
    return round((inputs + 1) * units * 4 / 1e6)


@ANSWERS.wrong("rounded to two digits", ("rounded",))
def _(inputs, units):
    return round((inputs + 1) * units * 4 / 1e6, 2)


@ANSWERS.wrong("rounded down by the whole division", ("rounded",))
def _(inputs, units):
    return (inputs + 1) * units * 4 // 1_000_000


@ANSWERS.wrong("rounded up to whole megabytes", ("rounded",))
def _(inputs, units):
    return -((inputs + 1) * units * 4 // -1_000_000)


@ANSWERS.wrong(
    "a bias for each input instead of each output", ("a bias for every input",)
)
def _(inputs, units):
    return (units + 1) * inputs * 4 / 1e6


@ANSWERS.wrong(
    "inputs and outputs are added instead of multiplied", ("inputs and units added",)
)
def _(inputs, units):
    return (inputs + units) * 4 / 1e6


@ANSWERS.wrong("returned as text with the unit")
def _(inputs, units):
    return f"{(inputs + 1) * units * 4 / 1e6} MB"


@ANSWERS.wrong(
    "the biases are left out and bits are not turned into bytes",
    ("biases forgotten", "bits for bytes"),
)
def _(inputs, units):
    return inputs * units * 32 / 1e6


@ANSWERS.wrong(
    "the biases are left out and a megabyte has 1024 · 1024 bytes",
    ("biases forgotten", "a megabyte of 1,024 · 1,024 bytes"),
)
def _(inputs, units):
    return inputs * units * 4 / 1024**2


@ANSWERS.wrong(
    "64 bits for each number and rounded to whole megabytes",
    ("64-bit numbers", "rounded"),
)
def _(inputs, units):
    return round((inputs + 1) * units * 8 / 1e6)


@ANSWERS.wrong("the biases take no float32 but one byte each", ("biases of one byte",))
def _(inputs, units):
    return (inputs * units * 4 + units) / 1e6


@ANSWERS.wrong(
    "multiplied by 8 instead of divided", ("multiplied by 8 instead of divided",)
)
def _(inputs, units):
    return (inputs + 1) * units * 32 * 8 / 1e6


@ANSWERS.wrong("the number of weights and biases, no memory", ("numbers counted",))
def _(inputs, units):
    return (inputs + 1) * units


@ANSWERS.wrong("weights and biases are returned apart")
def _(inputs, units):
    return inputs * units * 4 / 1e6, units * 4 / 1e6


@ANSWERS.wrong("brackets missing", ("weights counted, or brackets missing",))
def _(inputs, units):
    return inputs * units + units * 4 / 1e6


@ANSWERS.wrong(
    "brackets missing around the sum", ("bytes of the weights, or brackets missing",)
)
def _(inputs, units):
    return inputs * units * 4 + units * 4 / 1e6


@ANSWERS.wrong("one unit", ("units not used",))
def _(inputs, units):
    return (inputs + 1) * 4 / 1e6


@ANSWERS.wrong("the weights of one unit", ("units not used",))
def _(inputs, units):
    return inputs * 4 / 1e6


@ANSWERS.wrong("rounded to three decimals", ("rounded",))
def _(inputs, units):
    return round((inputs + 1) * units * 4 / 1e6, 3)


@ANSWERS.wrong("rounded to five decimals", ("rounded",))
def _(inputs, units):
    return round((inputs + 1) * units * 4 / 1e6, 5)


@ANSWERS.wrong("the bits overflow in 32 bits")
def _(inputs, units):
    bits = np.array([(inputs + 1) * units * 32]).astype(np.int32)
    return float(bits[0]) / 8 / 1e6


@ANSWERS.wrong("a bias only where there are several units")
def _(inputs, units):
    return (inputs * units + (units if units > 1 else 0)) * 4 / 1e6


@ANSWERS.wrong("bytes counted in 32 bits", names=("counted in 32 bits",))
def _(inputs, units):
    size = np.int64(inputs + 1) * units * 4
    return float(size.astype(np.int32)) / 1e6


@ANSWERS.wrong("the result kept in float16", names=("kept in 16 bits",))
def _(inputs, units):
    return np.float16((inputs + 1) * units * 4 / 1e6)


@ANSWERS.wrong("numbers counted in 32 bits", names=("numbers counted in 32 bits",))
def _(inputs, units):
    with np.errstate(over="ignore"):
        counted = np.array([inputs], np.int32) * np.array([units], np.int32) + units
    return float(counted[0]) * 4 / 1e6
