"""Chapter 7 with other numbers."""

from __future__ import annotations

from typing import Any

import numpy as np

from cnnbook.exercises.ch07._drawn_networks import (
    network_to_build,
    plan_and_people,
    plan_and_summaries,
    to_build,
    trace_of,
)
from cnnbook.exercises.ch07.find_the_wrong_layer import EXERCISE as WRONG_LAYER
from cnnbook.exercises.ch07.find_the_wrong_layer import mistakes as blames
from cnnbook.exercises.ch07.trace_a_network import traced
from cnnbook.exercises.mistakes import Misconception
from cnnbook.exercises.pencil import grid, two, weights, whole
from cnnbook.exercises.problem import Problem


def _network(random: np.random.Generator) -> dict[str, Any]:
    height, width = two(random, 20, 40)
    return {"height": height, "width": width, "channels": 3}


def _with_numbers(height: int, width: int, channels: int) -> tuple[Misconception, ...]:
    def first(rows: Any) -> Any:
        return np.vstack([[[height * width * channels, 0]], rows])

    hint = "You wrote a row for the image as well. Only the five layers are asked for."
    flat = int(traced(height, width, channels)[3, 0])
    return (
        Misconception("a row for the input", hint, after=first),
        Misconception(
            "a bias for each input of the dense layer",
            "Your dense layer has a bias for each value that comes in. It has one for each "
            "number that goes out.",
            steps={"biases": (8, 12, flat)},
        ),
    )


def _field_of(random: np.random.Generator) -> dict[str, Any]:
    f = int(random.choice([3, 5]))
    layers = [(f, 1, whole(random, 0, f // 2))]
    layers.append((2, 2, 0))
    layers.append((3, whole(random, 1, 2), whole(random, 0, 1)))
    return {"place": whole(random, 1, 9), "layers": layers}


def _step(random: np.random.Generator) -> dict[str, Any]:
    """Draw until the ReLU lets one of the two values through, and not the other."""
    while True:
        image = grid(random, 2, 3, high=4).astype(float)
        kernel = weights(random, 2, 2, most=2).astype(float)
        bias = whole(random, -2, 3)
        sums = [(image[:, n : n + 2] * kernel).sum() + bias for n in range(2)]
        if min(sums) < 0 < max(sums):
            wanted = grid(random, 1, 2, low=1, high=6).astype(float)
            given = {"image": image, "kernel": kernel, "bias": bias}
            return {**given, "wanted": wanted, "rate": 0.1}


PROBLEMS = {
    "trace-a-network": Problem(
        draw=_network,
        mistakes=_with_numbers,
        least=40,
        prompt=(
            "A network for images of {height}×{width} pixels with {channels} colours: "
            "Conv2D(8, 5), MaxPooling2D(2), Conv2D(12, 3, strides=2), Flatten(), Dense(5). "
            "None of the convolutions pads. How many values does each of the five layers "
            "give, and how many parameters does it have? A map of 10×10×3, for example, "
            "has 300 values. Write a row [values, parameters] for each layer."
        ),
        hints={
            "image taken as a square": "You take the image for a square. It is {height} "
            "pixels high and {width} wide.",
        },
    ),
    "receptive-field-of": Problem(
        draw=_field_of,
        always=("padding ignored",),
        least=8,
        prompt=(
            "Layers are written as (f, s, p): the size of the kernel, the stride, and the "
            "padding on each side. An image meets these, in this order: {layers}. Take the "
            "value at place {place} in the output of the last layer, counted from 0 along "
            "one axis. Which pixels of the image does it depend on? Write the first and "
            "the last; −1 is the pixel just before the first of the image."
        ),
    ),
    "one-gradient-step": Problem(
        draw=_step,
        # each gives the same as a commoner mistake with a map of two values in a row
        without=(
            "divided by the size of the kernel",
            "always divided by 4",
            "always a rate of 0.05",
            "divided by the rows",
            "mean over the open places",
            "gate by what is wanted",
            "bias after a second step",
        ),
        always=("gate of the ReLU forgotten", "factor 2 forgotten"),
        least=12,
        decimals=3,
        prompt=(
            "Take one step of gradient descent with a small layer: this image, this "
            "kernel, the bias {bias}, no padding, stride 1, and a ReLU. The loss is the "
            "mean of the squared differences between what the layer gives and what is "
            "wanted; the rate is {rate}. Write the new weights, row by row, and the new "
            "bias last, in one list."
        ),
        look=(
            "Write z, the error, the message behind the gate and the two gradients "
            "down, as in the chapter's tables. Where the ReLU gives 0, what gets "
            "through the gate?"
        ),
    ),
    "find-the-wrong-layer": Problem(
        draw=plan_and_people,
        mistakes=blames,
        without=tuple(
            dict.fromkeys(m.name for m in WRONG_LAYER.misconceptions if m.steps)
        ),
        tables=plan_and_summaries,
        short="",
        least=16,
        prompt=(
            "There is a plan for a network for images of shape {shape}, and five people "
            "have built it. Each has got one setting of one layer wrong; you only see their "
            "summaries. Which layer is to blame, and which of its settings? For each "
            "person, A to E, write a row [layer, setting]. Of the settings padding is 1, the "
            "size of the kernel or window 2, the stride 3, the number of filters 4, and a "
            "bias left out 5."
        ),
    ),
    "build-from-trace": Problem(
        draw=network_to_build,
        exercise=to_build,
        short="",
        tables=trace_of,
        on_paper=False,
        prompt=(
            "Nobody has the program any more, only this trace. Build a Keras model with it. "
            "All kernels are square, and a ReLU follows every layer that learns, but the "
            "last. The pooling may take the maximum or the mean, over windows of any size: "
            "the trace does not say. The pictures go in as they are; nothing scales them. "
            "They belong to {classes} classes, with labels 0 to {last}: compile the model, "
            "with any optimiser, for a cross-entropy that takes such labels, and see to it "
            "that there is one softmax, in the model or in the loss. It need not be trained."
        ),
    ),
}
