"""Chapter 14 with other numbers."""

from __future__ import annotations

from typing import Any

import numpy as np

from cnnbook.exercises.pencil import grid, two, weights, whole
from cnnbook.exercises.problem import Problem


def _size(random: np.random.Generator) -> dict[str, Any]:
    height, width = two(random, 4, 9)
    s = whole(random, 2, 5)
    f = s + whole(random, 1, 6)
    p = whole(random, 1, (f - 1) // 2)
    return {"height": height, "width": width, "f": f, "p": p, "s": s}


def _paste(random: np.random.Generator) -> dict[str, Any]:
    values = grid(random, 2, 2, low=-3, high=5)
    return {"values": values, "kernel": weights(random, 1, 3, most=5), "stride": 2}


def _shapes(random: np.random.Generator) -> dict[str, Any]:
    height, width = two(random, 6, 20)
    kinds = whole(random, 4, 9)
    filters = int(random.choice([n for n in range(5, 14) if abs(n - kinds) > 2]))
    return {
        "height": 4 * height,
        "width": 4 * width,
        "filters": filters,
        "kinds": kinds,
    }


def _gradient(random: np.random.Generator) -> dict[str, Any]:
    fifths = np.array([(3, 1, 1), (4, 1, 0), (2, 0, 3), (2, 2, 1), (0, 1, 4)])
    rows = [random.permutation(fifths[k]) for k in random.integers(0, 5, 4)]
    possible = [np.flatnonzero(row) for row in rows]  # else the loss is infinite
    return {
        "probabilities": np.array(rows) / 5,
        "labels": [int(random.choice(classes)) for classes in possible],
    }


def _transposed(random: np.random.Generator) -> dict[str, Any]:
    """Draw a stride of 1, where most kernels overlap, or 2 with a smaller map."""
    stride = whole(random, 1, 2)
    f_h, f_w = [(2, 3), (3, 2)][whole(random, 0, 1)]
    shape = (2, 2) if stride == 2 else [(2, 2), (2, 3), (3, 2)][whole(random, 0, 2)]
    return {
        "values": grid(random, *shape, low=-3, high=5),
        "kernel": weights(random, f_h, f_w, most=4),
        "stride": stride,
    }


PROBLEMS = {
    "transposed-size": Problem(
        draw=_size,
        least=16,
        always=(
            "padding at one side only",
            "padding left out",
            "size times the stride",
            "a step too many",
            "kernel left out",
        ),
        prompt=(
            "A map of {height} by {width} values goes through a transposed convolution "
            "with a kernel of {f} by {f} pixels, stride {s} and padding {p} in the "
            "convolution that it turns round. Write height and width of what comes out."
        ),
    ),
    "transposed-by-hand": Problem(
        draw=_paste,
        without=("first kernel alone", "cut to the stride times the map"),
        least=16,
        names={"values": "map"},
        prompt=(
            "Each value of the map pastes the kernel, multiplied by the value, {stride} "
            "pixels further on than its neighbour, down and to the right alike. Where "
            "pasted kernels overlap they are added, and a pixel that none of them covers "
            "is 0. Nothing is cut off. Write the result row by row."
        ),
    ),
    "transposed-conv2d": Problem(
        draw=_transposed,
        least=12,
        always=(
            "kernel turned by 180°",
            "overwritten where kernels overlap",
            "rows and columns of the result swapped",
        ),
        title="A transposed convolution by hand",
        hints={
            "overwritten where kernels overlap": (
                "Where two pasted kernels lie on one another you keep the later one. They "
                "are added."
            ),
            "last value left out": "The last value pastes nothing.",
        },
        names={"values": "map"},
        look=(
            "Draw the empty result, and mark in it where the kernel of each value begins. "
            "Then write one kernel after the other into it, each times its value."
        ),
        prompt=(
            "What does a transposed convolution make of the map with this kernel, at "
            "stride {stride} and without padding? Each value pastes the kernel, multiplied "
            "by it, one stride further on than its neighbour; what overlaps is added. "
            "Write the result row by row."
        ),
    ),
    "unet-shapes": Problem(
        draw=_shapes,
        least=15,
        prompt=(
            "A U-Net gets pictures of {height} by {width} pixels in 3 channels. Each "
            "level has one padded 3×3 convolution on the way down and one on the way up. "
            "The first level has {filters} filters, and each next one twice as many. Two "
            "poolings of 2×2 lead down. Two transposed convolutions of 2×2 with stride 2 "
            "lead up, each with as many filters as the level it reaches; there the maps "
            "of the way down are laid beside theirs. At the end a 1×1 convolution gives "
            "scores for {kinds} kinds, background included. Write four rows of height, "
            "width and channels: at the bottom, behind its convolution; where the maps "
            "are joined at the lower skip, and at the upper one; the scores."
        ),
    ),
    "pixel-gradient": Problem(
        draw=_gradient,
        least=10,
        prompt=(
            "A network gives these probabilities to three classes, a row for each of "
            "four pixels. The right classes of the pixels are {labels}, counted from 0. "
            "The loss is the mean of the pixels' cross-entropies. Write its gradient with "
            "respect to the scores that went into the softmax, a row for each pixel."
        ),
    ),
}
