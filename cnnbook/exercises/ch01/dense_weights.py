"""How many numbers a dense layer on an image learns."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises._shared import in_bits, ints
from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception
from cnnbook.exercises.mistakes import each, wrong_step


def dense_weights(
    height,
    width,
    channels,
    units,
    *,
    inputs=lambda h, w, c: h * w * c,
    connections=lambda n, m: n * m,
    biases=lambda n, m, c: m,
):
    """Count the weights and biases of a dense layer, one step after another."""
    n = inputs(height, width, channels)
    return connections(n, units) + biases(n, units, channels)


def _unit_by_unit(height, width, channels, units):
    per_unit = [height * width * channels, 1]
    return sum(units * count for count in per_unit)


def _in_float32(**sizes):
    return {name: np.float32(size) for name, size in sizes.items()}


def _draw(random: np.random.Generator) -> Case:
    """Draw a small picture or, once in a while, a larger one: loops should do, too."""
    channels, units = random.integers(1, 6), random.integers(1, 20)
    if random.integers(8) == 0:  # a photograph: more than 32 bits can count
        return Case((3000, 2001, 3, 2 * int(random.integers(120, 200)) + 1))
    if random.integers(6) == 0:
        return Case(ints(*random.integers(90, 120, 2), 3, random.integers(2, 5)))
    return Case(ints(*random.integers(1, 12, 2), channels, units))


EXERCISE = FunctionExercise(
    __name__,
    title="Count the weights of a dense layer",
    difficulty=1,
    points=1,
    place=20,
    look=(
        "Take a picture of 2 by 3 pixels with 4 channels, and 5 units. How many numbers "
        "go in? Draw one unit with what leads to it, and count."
    ),
    section="Counting",
    reference=dense_weights,
    library=("dense_parameters", "count_params"),
    cases=tuple(
        Case(args)
        for args in [
            (2, 3, 1, 2),
            (4, 6, 3, 5),
            (9, 2, 4, 7),
            (1, 5, 3, 1),
            (3, 1, 2, 4),
            (110, 100, 3, 3),
            (2000, 1500, 3, 301),
            (3001, 2001, 3, 301),
        ]
    ),
    draw=_draw,
    integer_result=True,
    misconceptions=(
        wrong_step(
            "biases forgotten",
            "You count the weights only. The biases are learned too.",
            biases=lambda n, m, c: 0,
        ),
        wrong_step(
            "one bias for the whole layer",
            "You count a single bias. Who has a bias: the layer, or each of its units?",
            biases=lambda n, m, c: 1,
        ),
        wrong_step(
            "a bias for every input",
            "You give a bias to each number that goes in. It belongs to what comes out.",
            biases=lambda n, m, c: n,
        ),
        wrong_step(
            "a bias for every weight",
            "You count as many biases as weights. How many does a unit need, if it adds "
            "one at the end?",
            biases=lambda n, m, c: n * m,
        ),
        wrong_step(
            "a bias for every channel",
            "You give every unit a bias for each channel. It adds one, at the end.",
            biases=lambda n, m, c: c * m,
        ),
        wrong_step(
            "biases for inputs and for units",
            "You count a bias for each number that goes in as well. Only what comes out "
            "has one.",
            biases=lambda n, m, c: n + m,
        ),
        wrong_step(
            "as many biases as channels",
            "You count a bias for each channel. Who has a bias: the channels, or the units?",
            biases=lambda n, m, c: c,
        ),
        wrong_step(
            "a bias for every pixel",
            "You count a bias for each pixel. It belongs to what comes out.",
            biases=lambda n, m, c: n // c,
        ),
        Misconception(
            "parameters in another order",
            "You add as many biases as the picture is high. Perhaps your parameters stand "
            "in another order: they are height, width, channels and units.",
            answer=lambda height, width, channels, units: (
                height * width * channels * units + height
            ),
        ),
        wrong_step(
            "two biases for every unit",
            "You count two biases for each unit. It adds one.",
            biases=lambda n, m, c: 2 * m,
        ),
        wrong_step(
            "biases subtracted",
            "You take the number of biases away. They are learned in addition to the "
            "weights.",
            biases=lambda n, m, c: -m,
        ),
        wrong_step(
            "channels forgotten",
            "You count one number per pixel. How many numbers has a pixel of several "
            "channels?",
            inputs=lambda h, w, c: h * w,
        ),
        wrong_step(
            "added instead of multiplied",
            "You add height, width and channels. How many numbers are in the image?",
            inputs=lambda h, w, c: h + w + c,
        ),
        wrong_step(
            "height and width added",
            "You add height and width. How many pixels has a picture of 2 by 3?",
            inputs=lambda h, w, c: (h + w) * c,
        ),
        wrong_step(
            "channels added to the pixels",
            "You add the channels to the number of pixels. Every pixel has a number for "
            "each channel.",
            inputs=lambda h, w, c: h * w + c,
        ),
        *each(
            "square picture assumed",
            "You use one of height and width twice. A picture need not be square.",
            inputs=[lambda h, w, c: h * h * c, lambda h, w, c: w * w * c],
        ),
        wrong_step(
            "windows of 3 by 3 counted",
            "You count 3 by 3 weights in each channel, as a convolution has them. A unit "
            "of a dense layer sees the whole picture.",
            inputs=lambda h, w, c: 9 * c,
        ),
        wrong_step(
            "three channels assumed",
            "You count three channels, whatever is given.",
            inputs=lambda h, w, c: h * w * 3,
        ),
        wrong_step(
            "one connection for each input",
            "You count every input once. Each of them is connected to all the units.",
            connections=lambda n, m: n,
        ),
        wrong_step(
            "inputs and units added",
            "You add the inputs and the units. Each input has a weight for each unit.",
            connections=lambda n, m: n + m,
        ),
        wrong_step(
            "one unit",
            "You count what a single unit learns. How many units are there?",
            connections=lambda n, m: n,
            biases=lambda n, m, c: 1,
        ),
        *in_bits(16, 32),
        Misconception(
            "counted in floats of 32 bits",
            "Your large counts are off by a little: a float32 holds whole numbers up to "
            "16,777,216 only. Count with Python's own numbers.",
            before=_in_float32,
        ),
        Misconception(
            "bytes counted",
            "Your result is four times the count: that is the memory in bytes. Here the "
            "numbers are counted.",
            after=lambda count: 4 * count,
        ),
    ),
    alternatives=(
        Alternative("every unit counts its pixels and one bias", _unit_by_unit),
    ),
)
