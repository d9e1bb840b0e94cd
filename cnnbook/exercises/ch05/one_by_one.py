"""A 1×1 convolution, which mixes the channels of each pixel."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises._shared import later
from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception
from cnnbook.exercises.ch05._shared import integers


def _mixed(x, mix):
    return x @ mix


def _scrambled(x, mix):
    """Reshape to (C_in, pixels), which tears the channels of a pixel apart."""
    height, width, c_in = x.shape
    flat = mix.T @ x.reshape(c_in, height * width)
    return flat.reshape(height, width, mix.shape[1])


def _draw_mix(random: np.random.Generator) -> Case:
    height, width, c_in, c_out = (int(n) for n in random.integers(2, 5, 4))
    c_in = c_out if random.random() < 0.5 else c_in
    if height == width:
        width += 1
    x = integers(random, -9, 10, height, width, c_in)
    return Case((x, integers(random, -4, 5, c_in, c_out)))


_random = later(505, 296)


def _shifted(x, mix):
    new = np.zeros((*x.shape[:2], mix.shape[1]))
    for i, j in np.ndindex(*mix.shape):
        new[:, :, j] += x[:, :, i] * mix[i, j]
    return new.tolist()


EXERCISE = FunctionExercise(
    __name__,
    title="Mix the channels",
    difficulty=2,
    points=2,
    place=50,
    reference=_mixed,
    cases=(
        Case((np.array([[[1, 10, 100], [2, 30, 50]]]), np.array([[1], [2], [3]]))),
        Case((integers(_random, -5, 6, 3, 4, 2), np.array([[1, 2], [-3, 0]]))),
        Case(
            (
                integers(_random, -5, 6, 2, 3, 3) * 0.5,
                np.array([[1, 0, 2], [0.5, -1, 3], [4, 1, 0]]),
            )
        ),
        Case(
            (
                integers(_random, -5, 6, 4, 2, 3),
                np.array([[1, 2, 0, -1], [0, 3, 1, 1], [2, -2, 1, 5]]),
            )
        ),
    ),
    draw=_draw_mix,
    misconceptions=(
        Misconception(
            "matrix transposed",
            "You take rows for columns. mix[i, j] is the weight of channel i in the new "
            "channel j, so column j makes channel j.",
            lambda x, mix: x @ mix.T,
        ),
        Misconception(
            "not added up",
            "You return the products. For each new channel they are added up over the "
            "old ones.",
            lambda x, mix: x[..., None] * mix,
        ),
        Misconception(
            "added up over the wrong channels",
            "You add up over the new channels, so as many come out as went in. Add up "
            "over the old ones.",
            lambda x, mix: x * mix.sum(axis=1),
        ),
        Misconception(
            "first channel only",
            "Your new channels are made of channel 0 alone.",
            lambda x, mix: x[:, :, :1] * mix[0],
        ),
        Misconception(
            "mean of the channels",
            "You average over the old channels. Add up, and divide by nothing.",
            lambda x, mix: x @ mix / len(mix),
        ),
        Misconception(
            "channels torn apart by a reshape",
            "Your reshape deals the numbers of one pixel out to several. The channels "
            "are the last axis of x: keep them last when you make a matrix of it.",
            _scrambled,
        ),
        Misconception(
            "neighbouring pixels mixed in",
            "Your values depend on other pixels. A 1×1 window holds one pixel only.",
            lambda x, mix: np.broadcast_to(
                x.mean(axis=(0, 1)) @ mix, (*x.shape[:2], mix.shape[1])
            ),
        ),
        Misconception(
            "channels on the first axis",
            "Your new channels are numbered by the first axis. They belong on the last.",
            lambda x, mix: np.moveaxis(x @ mix, -1, 0),
        ),
    ),
    alternatives=(
        Alternative(
            "each pair of channels in a loop; nested lists come back", _shifted
        ),
        Alternative(
            "einsum over the channels", lambda x, mix: np.einsum("hwi,io->hwo", x, mix)
        ),
        Alternative(
            "the pixels become the rows of a matrix",
            lambda x, mix: (x.reshape(-1, len(mix)) @ mix).reshape(*x.shape[:2], -1),
        ),
    ),
)
