"""How many numbers a convolution layer learns."""

from __future__ import annotations

import numpy as np

from cnnbook import arithmetic
from cnnbook.exercises._shared import ints
from cnnbook.exercises.base import Alternative, Case, FunctionExercise
from cnnbook.exercises.ch05._shared import step
from cnnbook.exercises.mistakes import Misconception


def parameters_in_steps(
    f,
    c_in,
    c_out,
    bias=True,
    *,
    in_filter=lambda f, c_in: arithmetic.conv_parameters(f, c_in, 1, bias=False),
    filters=lambda c_out: c_out,
    biases=lambda f, c_in, c_out, bias: c_out if bias else 0,
):
    """Count the weights of a filter, of all filters, and the biases."""
    weights = in_filter(f, c_in) * filters(c_out)
    return weights + biases(f, c_in, c_out, bias)


def _draw(random: np.random.Generator) -> Case:
    sizes = ints(*random.integers(1, [7, 9, 9]))
    bias = random.choice(["left out", True, False])
    return Case(sizes, {} if bias == "left out" else {"bias": bias == "True"})


EXERCISE = FunctionExercise(
    __name__,
    title="Count the parameters",
    difficulty=1,
    points=2,
    place=20,
    look=(
        "Draw one filter for f = 2 and c_in = 3 and count its weights. Then ask how many "
        "filters there are, and how many biases, with bias and without."
    ),
    section="How many parameters?",
    reference=parameters_in_steps,
    library=("conv_parameters", "count_params"),
    cases=(
        Case((3, 3, 10)),
        Case((5, 6, 16)),
        Case((3, 8, 4), {"bias": False}),
        Case((1, 64, 7)),
        Case((7, 2, 1)),
        Case((11, 3, 96)),
        Case((5, 64, 128)),
        Case((2, 5, 9), {"bias": False}),
        Case((4, 1, 3), {"bias": True}),
        Case((3, 64, 96), {"bias": False}),
    ),
    draw=_draw,
    integer_result=True,
    misconceptions=(
        step(
            "depth forgotten",
            "Your filters are one plane deep. A filter is as deep as its input.",
            in_filter=lambda f, c_in: f * f,
        ),
        step(
            "depth always 3",
            "Your filters are always three planes deep. A filter is as deep as its "
            "input, and that has c_in channels.",
            in_filter=lambda f, c_in: f * f * 3,
        ),
        step(
            "depth added",
            "You add the number of channels to the weights of one slice. There is a slice "
            "for each channel.",
            in_filter=lambda f, c_in: f * f + c_in,
        ),
        step(
            "kernel size not squared",
            "You take f weights per slice. A slice has f rows of f weights.",
            in_filter=lambda f, c_in: f * c_in,
        ),
        step(
            "kernel size doubled",
            "You take 2 · f weights per slice. A slice has f rows of f weights.",
            in_filter=lambda f, c_in: 2 * f * c_in,
        ),
        step(
            "kernel size left out",
            "You count one weight per slice. A slice has f rows of f weights.",
            in_filter=lambda f, c_in: c_in,
        ),
        step(
            "kernel cubed",
            "You take f³ weights per filter. Its third size is the number of input "
            "channels; that both are 3 for a 3×3 kernel on a colour image is chance.",
            in_filter=lambda f, c_in: f**3,
        ),
        step(
            "weights of one filter only",
            "You count the weights of a single filter. Each of the c_out filters has "
            "weights of its own.",
            filters=lambda c_out: 1,
        ),
        Misconception(
            "one filter only",
            "You count a single filter. How many are there?",
            before=lambda c_out, **rest: {"c_out": 1},
        ),
        Misconception(
            "channels and filters added",
            "You add c_in and c_out. Every filter has a slice for every channel.",
            lambda f, c_in, c_out, bias=True: (
                f * f * (c_in + c_out) + (c_out if bias else 0)
            ),
        ),
        step(
            "kernel size always 3",
            "Your slices are always 3 by 3. How large they are, f says.",
            in_filter=lambda f, c_in: 9 * c_in,
        ),
        step(
            "bias forgotten",
            "You count the weights only. Unless bias is False, each filter has one more "
            "number to learn.",
            biases=lambda f, c_in, c_out, bias: 0,
        ),
        step(
            "bias always counted",
            "With bias=False there is no bias to learn, but you count one all the same.",
            biases=lambda f, c_in, c_out, bias: c_out,
        ),
        step(
            "bias turned round",
            "You count biases when bias is False, and none when it is True.",
            biases=lambda f, c_in, c_out, bias: 0 if bias else c_out,
        ),
        step(
            "one bias per slice",
            "You give each slice of a filter a bias. The slices are added up into one "
            "map, and one bias is added to that.",
            biases=lambda f, c_in, c_out, bias: c_in * c_out if bias else 0,
        ),
        step(
            "one bias per weight",
            "You give each weight a bias. One bias is added to a whole map.",
            biases=lambda f, c_in, c_out, bias: f * f * c_in * c_out if bias else 0,
        ),
        step(
            "one bias per layer",
            "You count one bias for the whole layer. Each feature map has its own.",
            biases=lambda f, c_in, c_out, bias: 1 if bias else 0,
        ),
        step(
            "one bias per input channel",
            "You count one bias per channel that comes in. Biases belong to the maps "
            "that go out.",
            biases=lambda f, c_in, c_out, bias: c_in if bias else 0,
        ),
        step(
            "biases subtracted",
            "You take the biases away. They are numbers to learn like the weights.",
            biases=lambda f, c_in, c_out, bias: -c_out if bias else 0,
        ),
        Misconception(
            "no bias unless asked for",
            "You count no biases when bias is not mentioned in the call. What is its "
            "default in the prompt?",
            lambda f, c_in, c_out, bias=False: parameters_in_steps(
                f, c_in, c_out, bias
            ),
        ),
        Misconception(
            "answer of the chapter's example",
            "You always return the count of the chapter's ten filters. It depends on f, "
            "c_in and c_out.",
            lambda f, c_in, c_out, bias=True: 280 if bias else 270,
        ),
    ),
    alternatives=(
        Alternative(
            "one filter after another is added up",
            lambda f, c_in, c_out, bias=True: sum([f**2 * c_in + bias] * c_out),
        ),
        Alternative(
            "an array of the weights is built and counted",
            lambda f, c_in, c_out, bias=True: (
                np.ones((f, f, c_in, c_out)).size + (c_out if bias else 0)
            ),
        ),
    ),
)
