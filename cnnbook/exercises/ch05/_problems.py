"""Chapter 5 with other numbers."""

from __future__ import annotations

from typing import Any

import numpy as np

from cnnbook.exercises.ch05.rgb_by_hand import rgb_by_hand
from cnnbook.exercises.mistakes import Misconception
from cnnbook.exercises.pencil import grid, two, weights, whole
from cnnbook.exercises.problem import Problem
from cnnbook.exercises.slips import slips_in_sums


def _rgb(random: np.random.Generator) -> dict[str, Any]:
    """Draw until the ReLU has something to do in one of the two windows."""
    while True:
        image, filter_ = grid(random, 2, 3, 3), weights(random, 2, 2, 3, most=4)
        bias = int(random.choice([-9, -8, -7, -6, -5, 5, 6, 7, 8, 9]))
        sums = rgb_by_hand(image, filter_, bias, finish=lambda z, b: z + b)
        if min(sums) < 0 < max(sums):
            return {"image": image, "weights": filter_, "bias": bias}


def _rgb_slips(image: Any, weights: Any, bias: int) -> Any:
    return slips_in_sums(
        [image[:, :2], image[:, 1:]],
        [weights] * 2,
        rgb_by_hand(image, weights, bias, finish=lambda z, b: z + b),
        lambda sums: np.maximum(sums, 0),
    )


def _rgb_mistakes(image: Any, weights: Any, bias: int) -> tuple[Misconception, ...]:
    """Return the mistakes that know the numbers."""
    windows = (image[:, :2], image[:, 1:])
    planes = np.array([(w * weights).sum(axis=(0, 1)) for w in windows])
    each_plane = np.maximum(planes + bias, 0).sum(axis=1)
    unadded = (planes, planes.T, planes.ravel(), planes.T.ravel())
    return (
        Misconception(
            "ReLU and bias for each channel",
            "You add the bias and cut off negative numbers channel by channel. Add the "
            "channels up first; only the sum gets the bias and goes through the ReLU.",
            each_plane,
        ),
        *(
            Misconception(
                "sums of the planes not added up",
                "These are the sums of the single planes. The three of a window are added "
                "up, then come the bias and the ReLU.",
                value,
            )
            for value in unadded
        ),
    )


def _parameters(random: np.random.Generator) -> dict[str, Any]:
    c_in, c_out = two(random, 3, 20)
    return {"f": int(random.choice([3, 5, 7])), "c_in": c_in, "c_out": c_out}


def _layer(random: np.random.Generator) -> dict[str, Any]:
    return {
        "x": grid(random, 1, 3, 2, high=6),
        "w": weights(random, 1, 2, 2, 2, most=3),
        "b": weights(random, 2, most=5),
    }


def _mix(random: np.random.Generator) -> dict[str, Any]:
    return {"x": grid(random, 1, 2, 3), "mix": weights(random, 3, 2, most=3)}


def _products(random: np.random.Generator) -> dict[str, Any]:
    height, width = two(random, 8, 14)
    c_in, c_out = two(random, 2, 6)
    shape = {"height": height, "width": width, "f": int(random.choice([4, 5, 7]))}
    p, s = whole(random, 1, 2), whole(random, 2, 3)
    return {**shape, "c_in": c_in, "c_out": c_out, "p": p, "s": s}


def _backward(random: np.random.Generator) -> dict[str, Any]:
    return {
        "gradient": weights(random, 2, 2, most=4),
        "image": grid(random, 3, 4, high=7),
        "kernel": weights(random, 2, 3, most=4),
    }


_BACK = (
    "A map was made by sliding the kernel over the image, at stride 1 and without padding. "
    "The gradient says of each value of the map how fast the loss grows with it."
)

PROBLEMS = {
    "rgb-by-hand": Problem(
        draw=_rgb,
        slips=_rgb_slips,
        mistakes=_rgb_mistakes,
        names={"weights": "filter"},
        channels=("red", "green", "blue"),
        always=("bias forgotten",),
        least=40,
        prompt=(
            "An image of 2×3 pixels, plane by plane, and a filter of 2×2×3, slice by "
            "slice. The window has two places to stand in. The bias is {bias}, and after "
            "it comes the ReLU. Which two values does the feature map hold? Write them as "
            "a list, the left one first."
        ),
    ),
    "conv-parameters": Problem(
        draw=_parameters,
        without=("bias turned round", "no bias unless asked for"),
        always=("bias forgotten",),
        least=10,
        prompt=(
            "A convolution layer has {c_out} filters of {f} by {f} pixels, each with a "
            "bias, and its input has {c_in} channels. How many numbers does it learn?"
        ),
    ),
    "conv-layer": Problem(
        title="A convolution layer by hand",
        draw=_layer,
        without=("last channel missing", "bias added twice"),
        least=14,
        names={"x": "image", "w": "filters", "b": "biases"},
        prompt=(
            "An image of 1×3 pixels with two channels, and two filters of 1×2 pixels. Each "
            "filter has a bias. There is no padding, no ReLU, and the stride is 1. Write "
            "the result with the axes height, width, filter."
        ),
        look=(
            "Take an image of 1×1 pixel with the channels 1, 20 and 300, one filter "
            "with the weights 1, 2 and 3, and the bias 5: z is 946. Then write a line "
            "for each place and filter: its products, the bias, the sum."
        ),
    ),
    "one-by-one": Problem(
        draw=_mix,
        without=("cut to the range of colours",),
        least=12,
        prompt=(
            "An image x of 1×2 pixels with three channels goes through a 1×1 convolution "
            "without bias: row i, column j of mix is the weight of channel i in the new "
            "channel j. Write the result with the axes height, width, channel."
        ),
        look=(
            "Take one pixel with the channels 1, 10 and 100, and a mix with the rows 1 "
            "2, 3 4 and 5 6: its new channels are 531 and 642. Then do the same for "
            "each pixel here."
        ),
    ),
    "multiply-adds": Problem(
        draw=_products,
        without=("1 added before dividing", "padding of same convolution"),
        always=("depth forgotten", "padding ignored", "stride ignored"),
        least=14,
        prompt=(
            "How many multiply-adds does a convolution layer need for one image of "
            "{height} by {width} pixels? It has {c_out} filters of {f} by {f} pixels on "
            "{c_in} channels, padding {p} on every side, and stride {s}. Count every "
            "product once, those with padded zeros too, and no biases."
        ),
    ),
    "conv-backward": Problem(
        draw=_backward,
        without=("last window missing", "first window left out"),
        least=14,
        prompt=(
            f"{_BACK} What is it for each weight of the kernel? Write it row by row, in "
            "the kernel's shape."
        ),
    ),
    "conv-backward-image": Problem(
        draw=_backward,
        without=(
            "last window missing",
            "last weights missing",
            "dark pixels left out",
        ),
        hints={
            "overwritten instead of added up": (
                "Windows overlap, and a pixel gets a share from each of them. In your "
                "result only the last share is left."
            ),
        },
        least=14,
        prompt=(
            f"{_BACK} What is it for each pixel of the image? Write it row by row, in the "
            "image's shape."
        ),
    ),
}
