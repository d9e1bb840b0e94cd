"""Chapter 13 with other numbers."""

from __future__ import annotations

from typing import Any

import numpy as np

from cnnbook.exercises.pencil import grid, weights, whole
from cnnbook.exercises.problem import Problem

DEVIATIONS = (
    (-3, -1, 0, 1, 3),
    (-6, -2, 0, 2, 6),
    (-4, 1, 1, 1, 1),
    (4, -1, -1, -1, -1),
    (-7, -1, 1, 7),
)
"""Distances from a mean, whose mean square is a square number."""


def _batch(random: np.random.Generator) -> dict[str, Any]:
    apart = random.permutation(DEVIATIONS[random.integers(len(DEVIATIONS))])
    mean = whole(random, 6, 12)
    others = [variance for variance in (4, 16, 25, 100) if variance != apart.var()]
    return {
        "batch": apart + mean,
        "gamma": whole(random, 2, 5),
        "beta": whole(random, -6, 6),
        "mean": mean + int(random.choice([-4, -3, -2, 2, 3, 4])),
        "variance": int(random.choice(others)),
        "momentum": float(random.choice([0.8, 0.9])),
    }


def _stack(random: np.random.Generator) -> dict[str, Any]:
    return {
        "depth": whole(random, 2, 8),
        "f": int(random.choice([3, 5, 7])),
        "channels": whole(random, 3, 24),
    }


def _bottleneck(random: np.random.Generator) -> dict[str, Any]:
    narrow = 4 * whole(random, 1, 12)
    return {
        "side": 2 * whole(random, 3, 20),
        "c_in": narrow * whole(random, 2, 4),
        "narrow": narrow,
        "c_out": narrow * whole(random, 3, 8) + 4,
    }


def _block(random: np.random.Generator) -> dict[str, Any]:
    """Draw until the ReLU is open for what is negative, and shut for what is not.

    Neither the message that arrives nor x has the signs of the sums.
    """
    while True:
        x, message = (grid(random, 2, low=-4, high=4) for _ in range(2))
        one, other = weights(random, 2, 2), weights(random, 2, 2)
        sums, arriving = one @ x, other.T @ message
        shut = min(sums) < 0 < max(sums) and (sums * arriving < 0).all()
        shut &= bool((sums * x < 0).all())
        if shut and message.all():
            return {"x": x, "W1": one, "W2": other, "message": message}


def _dropout(random: np.random.Generator) -> dict[str, Any]:
    return {
        "x": grid(random, 4, low=-9, high=9) * 3,
        "rate": float(random.choice([0.2, 0.25, 0.4, 0.75])),
        "dice": random.choice(np.arange(5, 100, 5), 4, replace=False) / 100,
    }


def _patches(random: np.random.Generator) -> dict[str, Any]:
    return {
        "image": grid(random, 4, 4, 1),
        "kernel": weights(random, 2, 2, 1, 1, most=4),
        "bias": random.integers(2, 9, 1) * 3,
    }


def _backward(random: np.random.Generator) -> dict[str, Any]:
    apart = random.permutation((-7, -1, 1, 7)) * whole(random, 1, 2)
    message = np.zeros(4)
    message[random.integers(4)] = 100 * whole(random, 1, 4)
    return {
        "message": message.reshape(4, 1, 1, 1),
        "x": (apart + whole(random, 14, 20)).reshape(4, 1, 1, 1),
        "gamma": np.array([float(whole(random, 2, 5))]),
        "epsilon": 0,
    }


PROBLEMS = {
    "batchnorm-by-hand": Problem(
        draw=_batch,
        least=12,
        always=(
            "divided by the variance",
            "measured by the batch in use",
            "0.001 added to the variances",
            "momentum the wrong way round",
            "variance of the batch kept",
        ),
        prompt=(
            "One channel has these values in a batch; γ is {gamma} and β is {beta}. The "
            "moving mean is {mean}, the moving variance {variance}, the momentum "
            "{momentum}; nothing is added to a variance. Write three numbers: what "
            "becomes of the first value of the batch in training; the moving variance "
            "after this batch; and what would become of the same value in use, with the "
            "moving mean and variance as they were before this batch."
        ),
    ),
    "stacked-reach": Problem(
        draw=_stack,
        least=8,
        always=("windows side by side", "channels counted once"),
        prompt=(
            "A stack of {depth} layers of {f}×{f} kernels, stride 1, with {channels} "
            "channels everywhere and without biases. Write three numbers: how many pixels "
            "one value at the top sees along one side; how many weights the stack has; and "
            "how many a single layer has that sees as far."
        ),
    ),
    "residual-gradient": Problem(
        draw=_block,
        least=10,
        always=("shortcut forgotten", "ReLU ignored"),
        prompt=(
            "A residual block gives x + F(x). F multiplies by W1, applies a ReLU, and "
            "multiplies by W2; there are no biases. The derivative of the loss by each "
            "value of the sum is the message. What is it by each value of x?"
        ),
    ),
    "bottleneck-cost": Problem(
        draw=_bottleneck,
        least=12,
        always=("shortcut forgotten", "stride ignored"),
        prompt=(
            "A bottleneck gets {side} by {side} pixels with {c_in} channels. A 1×1 "
            "convolution makes {narrow} channels of them, one of 3×3 with stride 2 and "
            "padding keeps {narrow} channels and halves height and width, and a 1×1 makes "
            "{c_out}. So that it can be added, what came in goes through a 1×1 with stride "
            "2 to {c_out} channels. There are no biases. Write two numbers: the weights of "
            "all four convolutions, and their multiply-adds for one picture, padded zeros "
            "included."
        ),
    ),
    "inverted-dropout": Problem(
        draw=_dropout,
        least=8,
        always=("not scaled",),
        without=("dropout of the old kind",),  # differs from "not scaled" in use alone
        title="Dropout by hand",
        prompt=(
            "A network trains, and dropout with rate {rate} meets these values x. A value "
            "is set to 0 where its die is below the rate. What comes out?"
        ),
        look=(
            "Mark what goes. What share stays in the mean, and what is each of those that "
            "stay divided by?"
        ),
    ),
    "patch-embedding": Problem(
        draw=_patches,
        least=8,
        title="Patches become tokens, by hand",
        prompt=(
            "A grey picture is cut into patches of 2×2. Each becomes one number: the sum of "
            "its pixels times the weights of the kernel, plus the bias. Write the four "
            "numbers, one in each row, row of patches after row of patches."
        ),
        look=(
            "Draw the two lines that cut the picture into four. Work out the patch at the "
            "top right: is it your second number?"
        ),
    ),
    "batchnorm-backward": Problem(
        draw=_backward,
        least=8,
        flat=True,
        title="Back through a normalisation, by hand",
        prompt=(
            "One channel has the values x in a batch of four pictures of one pixel. They "
            "are normalised by the batch and multiplied by γ, the number in gamma; epsilon "
            "is {epsilon}. The derivative of the loss by what comes out is the message. "
            "What is it by each of the four values, in the order of x?"
        ),
        look=(
            "Make the chapter's table: a row for each value, and a column for each of the "
            "three ways."
        ),
    ),
}
