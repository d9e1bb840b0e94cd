"""How many megabytes the numbers of a dense layer take."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises._shared import ints
from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception
from cnnbook.exercises.mistakes import each, wrong_step

_ROUNDED = (
    "Your result is rounded. It may be a fraction, with as many digits as it takes."
)


def memory_of_a_layer(
    inputs,
    units,
    *,
    weights=lambda n, m: n * m,
    biases=lambda n, m: m,
    size=4,
    bias_size=None,
    unit=1e6,
    digits=None,
):
    """Count numbers, bytes and megabytes, one step after another."""
    bias_size = size if bias_size is None else bias_size
    stored = weights(inputs, units) * size + biases(inputs, units) * bias_size
    return digits(stored / unit) if digits else stored / unit


def _by_nbytes(inputs, units):
    weights = np.broadcast_to(np.float32(0), (units, inputs))  # takes no memory
    biases = np.zeros(units, "float32")
    return (weights.nbytes + biases.nbytes) * 1e-6


def _in_32_bits(megabytes, size=1):
    """Let the bytes start again at the end of a whole number of 32 bits, or the numbers."""
    counted = round(megabytes * 1e6 / size)
    return ((counted + 2**31) % 2**32 - 2**31) * size / 1e6


def _draw(random: np.random.Generator) -> Case:
    """Draw a layer of a few kilobytes, or of some megabytes."""
    if random.integers(2):
        units = 1 if random.integers(4) == 0 else random.integers(2, 30)
        return Case(ints(random.integers(2, 60), units))
    inputs = random.integers(500, 3000)
    if random.integers(4) == 0:
        inputs *= 1000
    return Case(ints(inputs, random.integers(300, 2000)))


EXERCISE = FunctionExercise(
    __name__,
    title="The memory of a layer",
    difficulty=1,
    points=1,
    place=30,
    look=(
        "Go step by step for 50 inputs and 3 units, and write the unit beside each "
        "number: how many numbers, how many bytes, how many megabytes?"
    ),
    section="Counting",
    reference=memory_of_a_layer,
    cases=tuple(
        Case(args)
        for args in [
            (50, 3),
            (20, 1),
            (784, 10),
            (784, 784),
            (1200, 700),
            (60_000, 9000),  # more bytes than 32 bits can count
            (3_000_000, 1000),  # more numbers than that
        ]
    ),
    draw=_draw,
    misconceptions=(
        wrong_step(
            "biases forgotten",
            "You store the weights only. The biases need room too.",
            biases=lambda n, m: 0,
        ),
        wrong_step(
            "one bias for the whole layer",
            "You store a single bias. Each unit has one of its own.",
            biases=lambda n, m: 1,
        ),
        wrong_step(
            "a bias for every input",
            "You store a bias for each input. Each unit has one, not each input.",
            biases=lambda n, m: n,
        ),
        wrong_step(
            "biases of one byte",
            "Your biases take a byte each. They are float32 numbers too.",
            bias_size=1,
        ),
        wrong_step(
            "inputs and units added",
            "You add the inputs and the units. Each input has a weight for each unit.",
            weights=lambda n, m: n,
        ),
        wrong_step(
            "biases for inputs and for units",
            "You store a number for each input as well: a bias, or the input itself. Only "
            "units have a bias, and an input is no weight.",
            biases=lambda n, m: n + m,
        ),
        wrong_step(
            "units not used",
            "Your result does not depend on the units as it should: you store one unit, "
            "or the weights of one. How many are there?",
            weights=lambda n, m: n,
            biases=lambda n, m: 1,
        ),
        wrong_step(
            "units not used",
            "Your result does not depend on the units as it should: you store one unit, "
            "or the weights of one. How many are there?",
            weights=lambda n, m: n,
            biases=lambda n, m: 0,
        ),
        wrong_step(
            "biases only",
            "You store the biases only. The weights need most of the room.",
            weights=lambda n, m: 0,
        ),
        wrong_step(
            "weights counted, or brackets missing",
            "Your result is the number of weights, or hardly more. How many megabytes do "
            "they take? And do brackets hold weights and biases together before you turn "
            "the sum into megabytes?",
            biases=lambda n, m: 0,
            size=1,
            unit=1,
        ),
        wrong_step(
            "bytes of the weights, or brackets missing",
            "Your result is the bytes of the weights, or hardly more. How many megabytes "
            "is that? And do brackets hold weights and biases together before you divide?",
            biases=lambda n, m: 0,
            unit=1,
        ),
        wrong_step(
            "bits for bytes",
            "You count 32 for each number. Those are bits.",
            size=32,
        ),
        wrong_step(
            "multiplied by 8 instead of divided",
            "You multiply the bits by 8. A byte has 8 bits, so there are fewer bytes.",
            size=256,
        ),
        wrong_step(
            "64-bit numbers",
            "You count 8 bytes for each number, as NumPy's usual floats have. A float32 "
            "is shorter.",
            size=8,
        ),
        wrong_step(
            "16-bit numbers",
            "You count 2 bytes for each number. How many has a float32?",
            size=2,
        ),
        wrong_step(
            "one byte for each number",
            "You give each number one byte. That is enough for a pixel, not for a float32.",
            size=1,
        ),
        wrong_step(
            "bytes instead of megabytes",
            "These are bytes. The answer should be in megabytes.",
            unit=1,
        ),
        wrong_step(
            "numbers counted",
            "You count the numbers that are stored. How many bytes do they take, and how "
            "many megabytes is that?",
            size=1,
            unit=1,
        ),
        *each(
            "kilobytes instead of megabytes",
            "You divide the bytes by a thousand, or 1,024, once: these are kilobytes.",
            unit=[1e3, 1024],
        ),
        wrong_step(
            "gigabytes instead of megabytes",
            "These are gigabytes. Each has a thousand megabytes.",
            unit=1e9,
        ),
        wrong_step(
            "a megabyte of 1,024 · 1,024 bytes",
            "You divide by 1,024 twice, which gives mebibytes. A megabyte is a million "
            "bytes.",
            unit=2**20,
        ),
        wrong_step(
            "a megabyte of 1,024,000 bytes",
            "You divide by 1,000 and by 1,024. A megabyte is a million bytes.",
            unit=1_024_000,
        ),
        *each(
            "rounded",
            _ROUNDED,
            digits=[np.round, np.floor, np.ceil]
            + [lambda x, n=n: np.round(x, n) for n in (1, 2, 3, 4, 5)]
            + [lambda x, n=n: round(x, n) for n in (1, 2, 3, 4, 5)]
            + [lambda x, n=n: np.floor(x * 10**n) / 10**n for n in (1, 2, 3)]
            + [lambda x, n=n: float(f"{x:.{n}g}") for n in (1, 2, 3)],
        ),
        Misconception(
            "kept in 16 bits",
            "Your result has lost some of its digits: float16 has three or four. Return "
            "a number as Python makes it.",
            after=np.float16,
        ),
        Misconception(
            "counted in 32 bits",
            "Your result is negative, or too small, where the layer takes more than 2,147 "
            "megabytes: its bytes do not fit into a whole number of 32 bits.",
            after=_in_32_bits,
        ),
        Misconception(
            "numbers counted in 32 bits",
            "Your result is negative, or too small, where the layer has more than 2,147 "
            "million weights: so many do not fit into a whole number of 32 bits.",
            after=lambda megabytes: _in_32_bits(megabytes, 4),
        ),
    ),
    alternatives=(
        Alternative("arrays are asked for their bytes", _by_nbytes),
        Alternative(
            "one formula, with the bias as one more input",
            lambda n, m: 4 * m * (n + 1) / 1000 / 1000,
        ),
    ),
)
