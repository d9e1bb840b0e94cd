"""Chapter 1 with other numbers."""

from __future__ import annotations

from typing import Any

import numpy as np

from cnnbook.exercises.ch01.dense_by_hand import dense_by_hand
from cnnbook.exercises.pencil import grid, two, weights, whole
from cnnbook.exercises.problem import Problem
from cnnbook.exercises.slips import slips_in_sums


def _dense(random: np.random.Generator) -> dict[str, Any]:
    picture = grid(random, 2, 2, low=1, high=6)
    picture.flat[random.integers(4)] = 0
    b = weights(random, 2, most=9)
    return {"picture": picture, "W": weights(random, 2, 4, most=6), "b": b}


def _dense_slips(picture: Any, W: Any, b: Any) -> Any:
    return slips_in_sums([picture] * 2, W, dense_by_hand(picture, W, b))


def _dense_weights(random: np.random.Generator) -> dict[str, Any]:
    height, width = two(random, 3, 7)
    channels, units = whole(random, 2, 4), whole(random, 2, 6)
    return {"height": height, "width": width, "channels": channels, "units": units}


def _memory(random: np.random.Generator) -> dict[str, Any]:
    inputs = int(random.choice([249, 499, 749, 999, 1249, 1499, 1999, 2499]))
    return {"inputs": inputs, "units": 10 * whole(random, 3, 20)}


def _local(random: np.random.Generator) -> dict[str, Any]:
    f = int(random.choice([2, 3, 5]))
    height, width = two(random, f + 2, f + 5)
    return {"height": height, "width": width, "f": f}


def _undo(random: np.random.Generator) -> dict[str, Any]:
    drawn = random.choice(np.arange(-9, 10), 10, replace=False)
    return {"W": drawn.reshape(2, 5), "permutation": random.permutation(5)}


PROBLEMS = {
    "dense-by-hand": Problem(
        draw=_dense,
        slips=_dense_slips,
        least=18,
        prompt=(
            "A picture of two by two pixels is flattened, row by row, and enters a dense "
            "layer with two outputs. Work out z = W a + b with a pencil. Write the two "
            "outputs as a list, the first one first."
        ),
        hints={
            "negative output cut off": "One of your outputs is 0. An output may be "
            "negative: nothing is cut off here.",
        },
    ),
    "dense-weights": Problem(
        draw=_dense_weights,
        least=12,
        prompt=(
            "A picture of {height} by {width} pixels with {channels} channels is "
            "flattened and enters a dense layer of {units} outputs. How many numbers does "
            "the layer learn, weights and biases together?"
        ),
    ),
    "memory-of-a-layer": Problem(
        draw=_memory,
        without=("one bias for the whole layer",),
        always=("biases forgotten",),
        least=10,
        decimals=4,
        prompt=(
            "A dense layer has {inputs} inputs and {units} units, each with a bias. How "
            "many megabytes do its weights and biases take, if each is stored as a "
            "float32, a number of 32 bits? One megabyte is 1,000,000 bytes, and a byte "
            "has 8 bits."
        ),
    ),
    "local-weights": Problem(
        draw=_local,
        least=10,
        prompt=(
            "A layer looks at a grey picture of {height} by {width} pixels through "
            "windows of {f} by {f} pixels. A window begins at every pixel where it fits; "
            "none hangs over the edge. Each gives one output, and there are no biases. "
            "How many weights does the layer have, if each window has weights of its own? "
            "And how many, if all share the same? Write both numbers, the local layer "
            "first."
        ),
    ),
    "undo-a-shuffle": Problem(
        draw=_undo,
        always=("shuffled once more",),
        least=8,
        prompt=(
            "A dense layer has learned its weights W, one row for each output, from "
            "shuffled pictures: what it was given was always x[permutation], where x is "
            "the list of the five pixels in their right order. Which weights give the "
            "same outputs for x itself? Write two rows of five."
        ),
        look=(
            "Take W with the one row 1 2 3 and the permutation 2 0 1. Which pixel of x "
            "meets the weight 1? It should meet it again."
        ),
    ),
}
