"""Chapter 9 with other numbers."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from cnnbook.exercises.mistakes import Misconception
from cnnbook.exercises.pencil import grid, two, weights, whole
from cnnbook.exercises.problem import Problem

LAYERS = "as pairs (kernel size, stride), the first one first"


def _sharing(random: np.random.Generator) -> dict[str, Any]:
    return {"kernel": two(random, 2, 4), "image": two(random, 5, 9)}


def _padded(kernel: Any, image: Any) -> tuple[Misconception, ...]:
    """Return the mistake that counts the pixels on which a padded window lies."""
    on_pixels = [
        sum(min(n, i + f - (f - 1) // 2) - max(0, i - (f - 1) // 2) for i in range(n))
        for n, f in zip(image, kernel, strict=True)
    ]
    hint = "Your map is as large as the image. Without padding it is smaller."
    name = "map as large as the image"
    places = {"places": lambda n, f: n}
    filled = {"filled": lambda windows, pixels, weights: math.prod(on_pixels)}
    return (
        Misconception(name, hint, steps=places),
        Misconception(name, hint, steps=places | filled),
    )


def _layers(random: np.random.Generator, number: int) -> list[tuple[int, int]]:
    layers = [(whole(random, 2, 5), whole(random, 1, 3)) for _ in range(number)]
    if all(s == 1 for _, s in layers[:-1]):
        layers[0] = (layers[0][0], 2)
    return layers


def _jump(random: np.random.Generator) -> dict[str, Any]:
    return {"layers": _layers(random, 4)}


def _which(random: np.random.Generator) -> dict[str, Any]:
    return {"layers": _layers(random, 6), "size": whole(random, 8, 40)}


def _toeplitz(random: np.random.Generator) -> dict[str, Any]:
    shape = (2, 2) if random.integers(2) else (1, 2)
    return {"kernel": weights(random, *shape), "height": 2, "width": 3} | (
        {"height": 3} if shape == (2, 2) and random.integers(2) else {}
    )


def _equivariance(random: np.random.Generator) -> dict[str, Any]:
    image = grid(random, 2, 5, high=6)
    kernel = weights(random, 1, 3, most=3)
    return {"image": image, "kernel": kernel, "shift": whole(random, 1, 2), "margin": 0}


PROBLEMS = {
    "count-sharing": Problem(
        draw=_sharing,
        mistakes=_padded,
        least=19,
        prompt=(
            "A kernel of {kernel} (rows, columns) has as many different weights as it has "
            "places, none of them zero. It slides over an image of {image}, without "
            "padding and with stride 1. Write the layer as a matrix with a row for each "
            "value of the map and a column for each pixel, and count: how many entries the "
            "matrix has, how many of them are not zero, how many different numbers are "
            "among those, and how often each of these stands in the matrix. Write the four "
            "counts in this order."
        ),
        hints={
            "kernel turned": "You take the kernel's rows for its columns. Of {kernel} the "
            "first is the number of rows.",
            "square kernel": "Your kernel has as many rows as columns. Count its weights, "
            "and how far it can move down and to the right, from {kernel}.",
        },
    ),
    "jump": Problem(
        draw=_jump,
        least=8,
        prompt=(
            f"The layers of a network, {LAYERS}: {{layers}}. After each layer, how far "
            "apart are neighbouring values of the map, in pixels of the image? Write a list "
            "with one number for each layer."
        ),
    ),
    "receptive-field": Problem(
        draw=_jump,
        always=("strides ignored", "jump instead of field"),
        least=8,
        prompt=(
            f"The layers of a network, {LAYERS}: {{layers}}. How many pixels of the image, "
            "along one axis, does one value of the last map depend on, from the first to "
            "the last, with those that a stride passes over?"
        ),
    ),
    "which-layer": Problem(
        draw=_which,
        least=3,
        prompt=(
            f"The layers of a network, {LAYERS}: {{layers}}. The eye of a fish measures "
            "{size} pixels. Which layer is the first whose values can see a whole eye? "
            "Write its number, counted from 1, or 0 if no layer sees that much."
        ),
        look=(
            "Write down the field after each layer of [(5, 1), (2, 2), (5, 1)]. Which "
            "layer should it be for a size of 5, of 6, of 7, and of 20?"
        ),
    ),
    "toeplitz": Problem(
        draw=_toeplitz,
        least=12,
        prompt=(
            "Write this kernel as the matrix of its layer, for images of {height} by "
            "{width} pixels, without padding and with stride 1: a row for each window, a "
            "column for each pixel, both counted row after row."
        ),
        look=(
            "Take a kernel of one row, 1 2, and an image of 2 by 3. There are four "
            "windows: write their four rows of six numbers down. Which places of a row "
            "are not 0?"
        ),
    ),
    "equivariance-error": Problem(
        draw=_equivariance,
        without=("the margin alone",),
        least=8,
        prompt=(
            "Shift the image to the right by {shift} (in columns), with zeros "
            "coming in from the left, and convolve it with the kernel, padded so that its size is kept. Then "
            "do it in the other order. How large is the largest absolute difference "
            "between the two maps?"
        ),
        look=(
            "Take the image 3 1 2 5, the kernel 1 2 −1 and a shift of 1. Write the two "
            "maps below each other, and their difference. Where do they differ?"
        ),
    ),
}
