"""Weights and products of a depthwise and a pointwise step."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises._shared import in_bits, ints
from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception
from cnnbook.exercises.mistakes import each, wrong_step


def cost_in_steps(
    height,
    width,
    f,
    c_in,
    c_out,
    *,
    depthwise=lambda f, c_in, c_out: f * f * c_in,
    pointwise=lambda f, c_in, c_out: c_in * c_out,
    joined=lambda one, other: one + other,
    biases=lambda c_in, c_out: 0,
    windows=lambda height, width, f: height * width,
    work=lambda one, other, windows: (one + other) * windows,
    pair=lambda weights, work, one, other: np.array([weights, work]),
):
    """Count weights and multiply-adds, one step after another.

    Parameters
    ----------
    height, width, f, c_in, c_out : int
        As the exercise has them.
    depthwise, pointwise : callable
        Count the weights of a step, of the sizes of slice and channels.
    joined : callable
        Makes the weights of both of them.
    biases : callable
        What is counted among the weights besides, of the channels.
    windows : callable
        How often each weight is used, of height, width and size of the slice.
    work : callable
        Makes the multiply-adds of the weights of both and of the windows.
    pair : callable
        What is returned.
    """
    one, other = depthwise(f, c_in, c_out), pointwise(f, c_in, c_out)
    uses = windows(height, width, f)
    weights = joined(one, other) + biases(c_in, c_out)
    return pair(weights, work(one, other, uses), one, other)


def _count_by_loops(height, width, f, c_in, c_out):
    slices = [(f, f)] * c_in
    mixtures = [c_in] * c_out
    weights = sum(rows * columns for rows, columns in slices) + sum(mixtures)
    work = 0
    for _ in range(height):
        for _ in range(width):
            work += weights
    return weights, work


def _draw(random: np.random.Generator) -> Case:
    """Draw a layer with fewer, as many or more maps than channels; f may be 1."""
    if random.integers(8) == 0:  # more than 32 bits can count
        sizes = random.integers([65, 65, 3, 1000, 1000], [70, 70, 4, 1100, 1100])
        return Case(ints(*sizes))
    height, width = random.choice(np.arange(4, 13), 2, replace=False)
    c_in, c_out = random.integers(2, 9, 2)
    if random.integers(5) == 0:
        c_out = c_in
    return Case(ints(height, width, random.choice([1, 2, 3, 3, 4]), c_in, c_out))


_WEIGHTS = (
    wrong_step(
        "cost of an ordinary convolution",
        "This is what an ordinary convolution costs. Here no slice ever meets more "
        "than one channel.",
        depthwise=lambda f, c, k: f * f * c * k,
        pointwise=lambda f, c, k: 0,
    ),
    wrong_step(
        "pointwise step forgotten",
        "You count the first step only. Who mixes the channels?",
        pointwise=lambda f, c, k: 0,
    ),
    wrong_step(
        "depthwise step forgotten",
        "You count the mixing of the channels only. Before it, something slides over "
        "each of them.",
        depthwise=lambda f, c, k: 0,
    ),
    wrong_step(
        "depthwise filters as deep as the input",
        "Your first step has full filters, each through all the channels. There a "
        "channel has one slice, and keeps to itself.",
        depthwise=lambda f, c, k: f * f * c * c,
    ),
    wrong_step(
        "one slice for each map that goes out",
        "You count a slice for each map of the result. In the first step there are "
        "as many maps as channels coming in.",
        depthwise=lambda f, c, k: f * f * k,
    ),
    wrong_step(
        "one slice for all channels",
        "Your first step has a single slice. Each channel has one of its own.",
        depthwise=lambda f, c, k: f * f,
    ),
    wrong_step(
        "kernel size not squared",
        "You take f weights per slice. A slice has f rows of f weights.",
        depthwise=lambda f, c, k: f * c,
    ),
    wrong_step(
        "pointwise step with slices of f by f",
        "Your second step has slices of f by f. It looks at one pixel at a time.",
        pointwise=lambda f, c, k: f * f * c * k,
    ),
    wrong_step(
        "pointwise step without its channels",
        "Your second step has one weight for each new map. Each of them mixes all "
        "channels, with a weight for each.",
        pointwise=lambda f, c, k: k,
    ),
    wrong_step(
        "channels added in the pointwise step",
        "You add the channels that come in and those that go out. There is a weight for "
        "each pair of them.",
        pointwise=lambda f, c, k: c + k,
    ),
    wrong_step(
        "pointwise step back to the same channels",
        "Your second step makes as many maps as there are channels. It makes c_out.",
        pointwise=lambda f, c, k: c * c,
    ),
    wrong_step(
        "biases counted",
        "You count biases. These layers have none, here and in MobileNet.",
        depthwise=lambda f, c, k: (f * f + 1) * c,
        pointwise=lambda f, c, k: (c + 1) * k,
    ),
    wrong_step(
        "biases counted",
        "You count biases with the second step. These layers have none.",
        pointwise=lambda f, c, k: (c + 1) * k,
    ),
    wrong_step(
        "biases counted",
        "You count biases with the first step. These layers have none.",
        depthwise=lambda f, c, k: (f * f + 1) * c,
    ),
)


_WORK = (
    *each(
        "biases counted",
        "Your first number counts biases. These layers have none, here and in MobileNet.",
        biases=[
            lambda c_in, c_out: c_in + c_out,
            lambda c_in, c_out: c_out,
            lambda c_in, c_out: c_in,
        ],
    ),
    wrong_step(
        "steps multiplied",
        "You multiply the two steps. One comes after the other, so their costs add up.",
        joined=lambda one, other: one * other,
        work=lambda one, other, windows: one * other * windows,
    ),
    wrong_step(
        "work of the steps multiplied",
        "Your second number multiplies the two steps. One comes after the other, so their "
        "work adds up.",
        work=lambda one, other, windows: one * other * windows,
    ),
    wrong_step(
        "work of the depthwise step once only",
        "Your second number counts the first step for one pixel and the second for all. "
        "Both have a window for every pixel.",
        work=lambda one, other, windows: one + other * windows,
    ),
    wrong_step(
        "work of the pointwise step once only",
        "Your second number counts the second step for one pixel and the first for all. "
        "Both work at every pixel.",
        work=lambda one, other, windows: one * windows + other,
    ),
    wrong_step(
        "work of the depthwise step only",
        "Your second number leaves out the work of the second step.",
        work=lambda one, other, windows: one * windows,
    ),
    wrong_step(
        "work of the pointwise step only",
        "Your second number leaves out the work of the first step.",
        work=lambda one, other, windows: other * windows,
    ),
    wrong_step(
        "multiplications and additions apart",
        "Your second number is twice the right one. A product and its addition count as "
        "one multiply-add.",
        work=lambda one, other, windows: 2 * (one + other) * windows,
    ),
)


def _without_padding(height, width, f):
    return (height - f + 1) * (width - f + 1)


_WINDOWS = (
    wrong_step(
        "one window only",
        "Your second number is the work for a single pixel. How many are there?",
        windows=lambda height, width, f: 1,
    ),
    wrong_step(
        "without padding",
        "You count the windows that fit without padding. With “same” there is one for "
        "every pixel.",
        windows=_without_padding,
    ),
    Misconception(
        "without padding in the first step",
        "Your first step has fewer windows than pixels. Its padding is “same” too.",
        answer=lambda height, width, f, c_in, c_out: np.array(
            [
                f * f * c_in + c_in * c_out,
                f * f * c_in * _without_padding(height, width, f)
                + c_in * c_out * height * width,
            ]
        ),
    ),
    *each(
        "image taken for a square",
        "You use the height or the width of the image twice. It need not be a square.",
        windows=[lambda height, width, f: height**2, lambda height, width, f: width**2],
    ),
    wrong_step(
        "height and width added",
        "You add height and width. How many pixels has the image?",
        windows=lambda height, width, f: height + width,
    ),
)

_RETURNED = (
    *in_bits(16, 32),
    *(
        Misconception(
            "multiply-adds in millions",
            "Your second number is in millions. The number itself is wanted.",
            after=lambda counts, digits=digits: np.array(
                [counts[0], round(counts[1] / 1e6, digits)]
            ),
        )
        for digits in (0, 1, 2, 20)
    ),
    wrong_step(
        "two numbers swapped",
        "These are the two counts, in the other order: the weights come first.",
        pair=lambda weights, work, one, other: np.array([work, weights]),
    ),
    wrong_step(
        "weights only",
        "You return one number. The multiply-adds are wanted as well.",
        pair=lambda weights, work, one, other: np.array(weights),
    ),
    wrong_step(
        "weights step by step",
        "You return the weights of each step. Their sum is wanted, and then the "
        "multiply-adds.",
        pair=lambda weights, work, one, other: np.array([one, other]),
    ),
)

EXERCISE = FunctionExercise(
    __name__,
    title="What does depthwise and pointwise cost?",
    difficulty=1,
    points=2,
    place=10,
    look=(
        "Draw the layer for 2 channels, slices of 3 by 3 and 4 new maps, and write beside "
        "each arrow how many weights it stands for. Then count the pixels of a map."
    ),
    section="What it costs",
    reference=cost_in_steps,
    cases=tuple(
        Case(args)
        for args in [
            (4, 5, 3, 3, 2),
            (10, 7, 5, 6, 16),
            (80, 60, 3, 32, 16),
            (3, 4, 5, 2, 3),
            (6, 5, 3, 1, 7),
            (9, 8, 3, 4, 1),
            (8, 10, 7, 3, 4),
            (257, 259, 3, 65, 127),
            (65, 63, 3, 1021, 1031),
        ]
    ),
    draw=_draw,
    integer_result=True,
    misconceptions=(*_WEIGHTS, *_WORK, *_WINDOWS, *_RETURNED),
    alternatives=(
        Alternative(
            "the windows are walked through; a tuple comes back", _count_by_loops
        ),
        Alternative(
            "both counts share c (f² + k)",
            lambda h, w, f, c, k: np.array([1, h * w]) * c * (f**2 + k),
        ),
    ),
)
