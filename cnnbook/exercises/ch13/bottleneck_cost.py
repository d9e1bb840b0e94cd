"""Weights and work of a bottleneck that halves the map."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises.base import Alternative, Misconception, ValueExercise
from cnnbook.exercises.ch13._shared import after, step
from cnnbook.exercises.mistakes import each


def bottleneck_in_steps(
    side,
    c_in,
    narrow,
    c_out,
    *,
    narrowing=lambda c_in, narrow, c_out: c_in * narrow,
    looking=lambda c_in, narrow, c_out: 9 * narrow * narrow,
    widening=lambda c_in, narrow, c_out: narrow * c_out,
    shortcut=lambda c_in, narrow, c_out: c_in * c_out,
    windows=lambda side: (
        side**2,
        (side // 2) ** 2,
        (side // 2) ** 2,
        (side // 2) ** 2,
    ),
    biases=0,
):
    """Return the weights of the four convolutions, and their multiply-adds.

    Parameters
    ----------
    side, c_in, narrow, c_out : int
        Side of the square map, and the channels of what comes in, between, and out.
    narrowing, looking, widening, shortcut : callable
        Count the weights of each convolution.
    windows : callable
        How often the weights of each are used.
    biases : int
        1 if biases are counted.
    """
    sizes = c_in, narrow, c_out
    parts = [part(*sizes) for part in (narrowing, looking, widening, shortcut)]
    numbers = biases * (2 * narrow + 2 * c_out)
    uses = windows(side)
    work = sum(part * n for part, n in zip(parts, uses, strict=True))
    return np.array([sum(parts) + numbers, work])


def _full(side):
    return (side**2,) * 4


def _half(side):
    return ((side // 2) ** 2,) * 4


def _with_biases(side, c_in, narrow, c_out):
    half = (side // 2) ** 2
    adding = narrow * side**2 + (narrow + 2 * c_out) * half
    both = bottleneck_in_steps(side, c_in, narrow, c_out, biases=1)
    return both + np.array([0, adding])


def _without_zeros(side, c_in, narrow, c_out):
    """Leave out one row and one column: padding, of which a stride of 2 needs no more."""
    half = side // 2
    missing = 6 * half - 1
    both = bottleneck_in_steps(side, c_in, narrow, c_out)
    return both - np.array([0, missing * narrow * narrow])


EXERCISE = ValueExercise(
    __name__,
    title="The cost of a bottleneck",
    difficulty=2,
    points=2,
    place=40,
    look=(
        "Make a table with a row for each of the four convolutions: side of the kernel, "
        "channels in, channels out, weights, windows, products."
    ),
    section="A line of history, told by counts",
    given={"side": 28, "c_in": 96, "narrow": 32, "c_out": 160},
    work=bottleneck_in_steps,
    labels=("weights", "multiply-adds"),
    misconceptions=(
        step(
            "shortcut forgotten",
            "You count three convolutions. What comes in has another shape than what goes "
            "out, so the shortcut needs one too.",
            shortcut=lambda c_in, narrow, c_out: 0,
        ),
        step(
            "shortcut from the narrow volume",
            "Your shortcut begins in the narrow volume. It leads past the whole block.",
            shortcut=lambda c_in, narrow, c_out: narrow * c_out,
        ),
        step(
            "shortcut by 3×3",
            "Your shortcut looks around. It is a 1×1 convolution.",
            shortcut=lambda c_in, narrow, c_out: 9 * c_in * c_out,
        ),
        step(
            "one weight for a channel in the 3×3",
            "Your 3×3 kernels keep to their own channel, as depthwise ones do. Here each "
            "map that comes out has a kernel for each channel that comes in.",
            looking=lambda c_in, narrow, c_out: 9 * narrow,
        ),
        step(
            "kernel of 3×3 not squared",
            "A kernel of 3×3 has three weights with you.",
            looking=lambda c_in, narrow, c_out: 3 * narrow * narrow,
        ),
        step(
            "3×3 counted as 1×1",
            "Your 3×3 kernels have one weight each. They have nine.",
            looking=lambda c_in, narrow, c_out: narrow * narrow,
        ),
        step(
            "3×3 on all channels",
            "Your 3×3 works on all the channels. That is what the 1×1 before it is for.",
            looking=lambda c_in, narrow, c_out: 9 * c_in * narrow,
        ),
        step(
            "3×3 widens",
            "Your 3×3 gives all the channels that go out. It goes from narrow to narrow.",
            looking=lambda c_in, narrow, c_out: 9 * narrow * c_out,
        ),
        step(
            "3×3 for 1×1",
            "All your kernels are 3×3. Only one of the convolutions looks around.",
            narrowing=lambda c_in, narrow, c_out: 9 * c_in * narrow,
            widening=lambda c_in, narrow, c_out: 9 * narrow * c_out,
            shortcut=lambda c_in, narrow, c_out: 9 * c_in * c_out,
        ),
        step(
            "widening forgotten",
            "You leave out the last 1×1. Who makes all the channels again?",
            widening=lambda c_in, narrow, c_out: 0,
        ),
        step(
            "narrowing forgotten",
            "You leave out the first 1×1. Who makes the volume narrow?",
            narrowing=lambda c_in, narrow, c_out: 0,
        ),
        step(
            "widened to what came in",
            "Your block ends with as many channels as came in. Another number goes out.",
            widening=lambda c_in, narrow, c_out: narrow * c_in,
        ),
        step(
            "stride ignored",
            "All your convolutions work on the full map. From which one on is it half as "
            "high and half as wide?",
            windows=_full,
        ),
        step(
            "stride in the first layer",
            "All your convolutions give the half map. The first has a stride of 1.",
            windows=_half,
        ),
        step(
            "stride counted once",
            "A stride of 2 halves the windows with you. It halves them along both sides.",
            windows=lambda side: (side**2, *(side**2 // 2,) * 3),
        ),
        step(
            "last 1×1 on the full map",
            "Your last 1×1 works on the full map again. It gets what the 3×3 gives.",
            windows=lambda side: (
                side**2,
                (side // 2) ** 2,
                side**2,
                (side // 2) ** 2,
            ),
        ),
        step(
            "3×3 on the full map",
            "Your 3×3 has as many windows as what comes in has pixels. With its stride it "
            "has as many as what it gives.",
            windows=lambda side: (side**2, side**2, *((side // 2) ** 2,) * 2),
        ),
        *each(
            "3×3 without padding",
            "Your 3×3 loses the border. With padding it halves the sides exactly.",
            windows=[
                lambda side: (side**2, *((side // 2 - 1) ** 2,) * 3),
                lambda side: (
                    side**2,
                    *((side // 2 - 1) ** 2,) * 2,
                    (side // 2) ** 2,
                ),
                lambda side: (
                    side**2,
                    (side // 2 - 1) ** 2,
                    *((side // 2) ** 2,) * 2,
                ),
            ],
        ),
        step(
            "shortcut on the full map",
            "Your shortcut works on the full map. What it gives must have the size of what "
            "it is added to.",
            windows=lambda side: (side**2, *((side // 2) ** 2,) * 2, side**2),
        ),
        step(
            "one row of windows",
            "You count the windows along one side. A map has rows and columns.",
            windows=lambda side: (side, *(side // 2,) * 3),
        ),
        step(
            "biases counted",
            "You count biases among the weights. There are none here.",
            biases=1,
        ),
        Misconception(
            "biases counted in both",
            "You count biases among the weights, and adding them as a step of the work. "
            "There are none here.",
            _with_biases,
        ),
        Misconception(
            "the 3×3 alone",
            "You count the convolution in the middle. All four were asked for.",
            lambda side, c_in, narrow, c_out: np.array(
                [9 * narrow * narrow, 9 * narrow * narrow * (side // 2) ** 2]
            ),
        ),
        Misconception(
            "shortcut among the weights only",
            "Your work leaves the shortcut out, and your weights count it. It is a "
            "convolution like the others.",
            lambda side, c_in, narrow, c_out: (
                bottleneck_in_steps(side, c_in, narrow, c_out)
                - np.array([0, c_in * c_out * (side // 2) ** 2])
            ),
        ),
        Misconception(
            "padded zeros left out",
            "You leave out products with padded zeros. They are made too, and count here.",
            _without_zeros,
        ),
        after(
            "multiplications and additions",
            "You count each multiplication and each addition. A multiply-add is both at "
            "once.",
            lambda two: np.array([two[0], 2 * two[1]]),
        ),
        after(
            "in thousands",
            "You write thousands. The whole numbers were asked for.",
            lambda two: np.asarray(two) / 1000,
        ),
        after(
            "weights used once",
            "Your two numbers are the same. Each weight is used at every place.",
            lambda two: np.array([two[0], two[0]]),
        ),
        after(
            "order of the two",
            "Your numbers stand in the wrong order: the weights come first.",
            lambda two: two[::-1],
        ),
    ),
    alternatives=(Alternative("as a tuple of floats", (32768.0, 8228864.0)),),
)
