"""One filter on a colour image, on paper."""

from __future__ import annotations

import itertools

import numpy as np

from cnnbook.exercises.base import Alternative, ValueExercise
from cnnbook.exercises.ch05._shared import FLIPPED, after, step
from cnnbook.exercises.mistakes import Misconception
from cnnbook.exercises.slips import slips_in_sums

RGB_IMAGE = np.dstack(
    [[[1, 3, 2], [5, 9, 0]], [[3, 8, 1], [6, 5, 7]], [[9, 8, 7], [5, 4, 2]]]
)
"""The 2×3 image of `rgb-by-hand`, red, green and blue."""

RGB_FILTER = np.dstack([[[4, 3], [-4, 4]], [[-4, -2], [4, 3]], [[-4, 4], [3, -1]]])
"""Its 2×2 filter, a slice for each channel."""

RGB_BIAS = -6


def rgb_by_hand(
    image,
    weights,
    bias,
    *,
    turn=lambda w: w,
    planes=(0, 1, 2),
    products=np.multiply,
    add=lambda p: p.sum(),
    finish=lambda z, b: max(z + b, 0),
):
    """Work out the two values behind the ReLU, one step after another."""
    weights = turn(weights)
    values = []
    for left in (0, 1):
        window = image[:, left : left + 2]
        p = products(window, weights)
        values.append(finish(add(p[..., planes]), bias))
    return np.array(values)


def _products(left):
    return (RGB_IMAGE[:, left : left + 2] * RGB_FILTER).ravel()


def _one_row_per_channel(image, weights, bias):
    rows = [
        [(image[:, i : i + 2, c] * weights[:, :, c]).sum() for i in (0, 1)]
        for c in range(3)
    ]
    return np.maximum(np.array(rows) + bias, 0)


def _with_shares_of_the_bias(window, weights):
    """Add the bias to the sum of each plane, a quarter of it to each product."""
    return window * weights + RGB_BIAS / 4


_PLANES = np.array(
    [_products(left).reshape(2, 2, 3).sum(axis=(0, 1)) for left in (0, 1)]
)
"""The sums of the planes, a row for each window."""


def _combined():
    """Name what is often done wrong together with the bias or the ReLU.

    Two numbers are too few to try all pairs of mistakes, since many would fit by chance.
    """
    parts = {
        "green plane only": {"planes": (1,)},
        "blue plane only": {"planes": (2,)},
        "red plane only": {"planes": (0,)},
        "slices in the wrong order": {"turn": lambda w: w[:, :, ::-1]},
        "flipped filter": {"turn": lambda w: w[::-1, ::-1]},
        "rows and columns of the slices swapped": {"turn": lambda w: w.swapaxes(0, 1)},
        "signs lost": {"turn": np.abs},
    }
    lasts = {
        "ReLU forgotten": lambda z, b: z + b,
        "bias forgotten": lambda z, b: max(z, 0),
        "bias and ReLU forgotten": lambda z, b: z,
    }
    for (part, steps), (last, finish) in itertools.product(
        parts.items(), lasts.items()
    ):
        values = rgb_by_hand(RGB_IMAGE, RGB_FILTER, RGB_BIAS, finish=finish, **steps)
        needed = {
            "ReLU forgotten": values.min() < 0,
            "bias forgotten": values.min() > 0,
            "bias and ReLU forgotten": values.min() < 0,
        }
        if needed[last] and values.all():
            yield step(
                f"{part}, {last}",
                f"Two things at once: “{part}” and “{last}”. Work out one window plane by "
                "plane; then comes the bias, once, and the ReLU last.",
                finish=finish,
                **steps,
            )
    for last, finish in (
        ("ReLU forgotten", lasts["ReLU forgotten"]),
        ("bias and ReLU forgotten", lasts["bias and ReLU forgotten"]),
    ):
        yield Misconception(
            f"left and right swapped, {last}",
            f"Two things at once: “left and right swapped” and “{last}”. The left window "
            "comes first; then think of what follows the sum.",
            steps={"finish": finish},
            after=lambda values: values[::-1],
        )
    for times, name in ((2, "bias added twice"), (3, "bias once per channel")):
        yield step(
            f"{name}, ReLU forgotten",
            f"The bias is added {times} times, and a negative number is left. It is added "
            "once, and then comes the ReLU.",
            finish=lambda z, b, times=times: z + times * b,
        )


_COMBINED = tuple(_combined())

EXERCISE = ValueExercise(
    __name__,
    title="A colour image by hand",
    difficulty=1,
    points=1,
    place=10,
    kind="Two values to work out",
    given={"image": RGB_IMAGE, "weights": RGB_FILTER, "bias": RGB_BIAS},
    work=rgb_by_hand,
    labels=("the left value", "the right value"),
    slips=(
        *slips_in_sums(
            [RGB_IMAGE[:, :2], RGB_IMAGE[:, 1:]],
            [RGB_FILTER] * 2,
            rgb_by_hand(RGB_IMAGE, RGB_FILTER, RGB_BIAS, finish=lambda z, b: z + b),
            lambda sums: np.maximum(sums, 0),
        ),
        Misconception(
            "only whether something is left",
            "This says where something is left after the ReLU. How much is it?",
            [1, 0],
        ),
    ),
    look=(
        "Write the products of one window plane by plane, four for each, every one with "
        "its sign. Then the sum of each plane, their sum, the bias and the ReLU."
    ),
    section="Bias and ReLU",
    misconceptions=(
        step(
            "ReLU forgotten",
            "One of your numbers is negative. What does the ReLU do to it?",
            finish=lambda z, b: z + b,
        ),
        step(
            "bias forgotten",
            "The bias is missing. It is added to every value of the map.",
            finish=lambda z, b: max(z, 0),
        ),
        step(
            "bias and ReLU forgotten",
            "These are the bare sums of products. The bias is added to each, and then "
            "comes the ReLU.",
            finish=lambda z, b: z,
        ),
        step(
            "bias added after the ReLU",
            "You add the bias last. It belongs to the sum, and the ReLU comes after it.",
            finish=lambda z, b: max(z, 0) + b,
        ),
        step(
            "bias once per channel",
            "You add the bias three times. A filter has one bias, not one per channel.",
            finish=lambda z, b: max(z + 3 * b, 0),
        ),
        step(
            "bias added twice",
            "You add the bias twice. It is added once, to the sum of all the products.",
            finish=lambda z, b: max(z + 2 * b, 0),
        ),
        step(
            "sign lost in the end",
            "You turn the negative number into a positive one. The ReLU makes something "
            "else of what is below 0.",
            finish=lambda z, b: abs(z + b),
        ),
        step(
            "bias subtracted, after the ReLU",
            "You subtract the bias in the end. It is added, with the sign that it has, "
            "and the ReLU comes after it.",
            finish=lambda z, b: max(z, 0) - b,
        ),
        step(
            "ReLU upside down, signs turned round",
            "Your signs are turned round: what the ReLU lets through keeps its sign.",
            finish=lambda z, b: -(z + b),
        ),
        step(
            "bias subtracted for each plane",
            "You take the bias away three times. It is added, once, with the sign that it "
            "has.",
            finish=lambda z, b: max(z - 3 * b, 0),
        ),
        step(
            "ReLU and bias for each channel",
            "You add the bias and cut off negative numbers channel by channel. Add the "
            "channels up first; only the sum gets the bias and goes through the ReLU.",
            products=_with_shares_of_the_bias,
            add=lambda p: np.maximum(p.sum(axis=(0, 1)), 0).sum(),
            finish=lambda z, b: z,
        ),
        step(
            "ReLU before the channels are added up, bias forgotten",
            "You cut off negative numbers channel by channel, and the bias is missing. Add "
            "the channels up first, then the bias; only that goes through the ReLU.",
            add=lambda p: np.maximum(p.sum(axis=(0, 1)), 0).sum(),
            finish=lambda z, b: z,
        ),
        step(
            "largest plane instead of the sum",
            "You keep the largest of the three planes' sums. They are added up.",
            add=lambda p: p.sum(axis=(0, 1)).max(),
        ),
        step(
            "bias subtracted",
            "You subtract the bias. It is added, with the sign that it has.",
            finish=lambda z, b: max(z - b, 0),
        ),
        step(
            "bias as a factor",
            "You multiply by the bias. It is added to the sum.",
            finish=lambda z, b: max(z * b, 0),
        ),
        step(
            "ReLU upside down",
            "You keep what is below 0. The ReLU keeps what is above.",
            finish=lambda z, b: min(z + b, 0),
        ),
        step(
            "ReLU before the channels are added up",
            "You cut off negative numbers channel by channel. Add the channels up first; "
            "only the sum goes through the ReLU.",
            add=lambda p: np.maximum(p.sum(axis=(0, 1)), 0).sum(),
        ),
        step(
            "mean of the channels",
            "You average over the channels. Their sums are added up and divided by "
            "nothing.",
            add=lambda p: p.sum() / 3,
        ),
        step(
            "red plane only",
            "Your numbers come from the red plane alone. The window goes through all "
            "three planes.",
            planes=(0,),
        ),
        *(
            step(
                f"{colour} plane only",
                f"Your numbers come from the {colour} plane alone. The window goes through "
                "all three planes.",
                planes=(number,),
            )
            for number, colour in ((1, "green"), (2, "blue"))
        ),
        step(
            "red plane left out",
            "The red plane is missing from your sums. All three planes are added up.",
            planes=(1, 2),
        ),
        step(
            "green plane left out",
            "The green plane is missing from your sums. All three planes are added up.",
            planes=(0, 2),
        ),
        step(
            "blue plane left out",
            "The blue plane is missing from your sums. All three planes are added up.",
            planes=(0, 1),
        ),
        step(
            "red slice used for every plane",
            "You use the red slice on all three planes. Each plane has a slice of its own.",
            turn=lambda w: w[:, :, [0, 0, 0]],
        ),
        step(
            "slices in the wrong order",
            "Your red slice meets the blue plane, and the blue slice the red one.",
            turn=lambda w: w[:, :, ::-1],
        ),
        step("flipped filter", FLIPPED, turn=lambda w: w[::-1, ::-1]),
        step(
            "slices upside down",
            "Your slices are upside down. Their first row should lie on the "
            "window's first row.",
            turn=lambda w: w[::-1],
        ),
        step(
            "slices mirrored left to right",
            "Your slices are mirrored. Their first column should lie on the "
            "window's first one.",
            turn=lambda w: w[:, ::-1],
        ),
        step(
            "rows and columns of the slices swapped",
            "Your slices are transposed. Their first row should lie on the "
            "window's first row.",
            turn=lambda w: w.swapaxes(0, 1),
        ),
        step(
            "signs lost",
            "You added every product as if it were positive. Some weights are negative.",
            turn=np.abs,
        ),
        step(
            "pixels added up without the filter",
            "You added the pixels of the windows. Each is multiplied by its weight first.",
            products=lambda window, w: window * 1,
        ),
        after(
            "left and right swapped",
            "These are the right two values. The left window comes first.",
            lambda values: values[::-1],
        ),
        after(
            "values added up",
            "You added the two values. A feature map has one for each window.",
            np.sum,
        ),
        *_COMBINED,
        *(
            Misconception(
                "sums of the planes not added up",
                "These are the sums of the single planes. The three of a window are added "
                "up, then come the bias and the ReLU.",
                answer,
            )
            for answer in (_PLANES, _PLANES.T, _PLANES.ravel(), _PLANES.T.ravel())
        ),
        Misconception(
            "one map per channel",
            "You have a row of values for each channel. The three slices of a filter "
            "work for one common map.",
            _one_row_per_channel,
        ),
    ),
    alternatives=(
        Alternative(
            "an array in float32",
            rgb_by_hand(RGB_IMAGE, RGB_FILTER, RGB_BIAS).astype("float32"),
        ),
    ),
)
