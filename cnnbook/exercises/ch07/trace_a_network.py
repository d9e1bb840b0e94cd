"""Values and parameters of every layer of a small network."""

from __future__ import annotations

import numpy as np

from cnnbook.exercises.base import Alternative, Misconception, ValueExercise
from cnnbook.exercises.mistakes import each, wrong_step

FILTERS, UNITS = (8, 12), 5
"""Of the two convolutions, and of the dense layer, of `trace-a-network`."""


def traced(
    height,
    width,
    channels,
    *,
    first=lambda n: n - 4,
    pool=lambda n: n // 2,
    directions=(True, True),
    second=lambda n: (n - 3) // 2 + 1,
    shrinks=(True, True),
    kernels=(5, 3),
    filters=FILTERS,
    depth=lambda c: c,
    pooled_channels=lambda c: c,
    biases=(8, 12, 5),
    into_dense=lambda h, w, c: h * w * c,
    counted=lambda h, w, c: h * w * c,
    listed=lambda h, w, c: h * w * c,
    pool_parameters=0,
    flat_parameters=lambda n: 0,
    times_places=False,
):
    """Follow an image through the five layers; return values and parameters of each."""
    f, g = kernels
    h, w = height, width
    rows = []
    h, w = (first(n) if shrinks[0] else n for n in (h, w))
    parameters = f * f * depth(channels) * filters[0] + biases[0]
    rows.append(
        [counted(h, w, filters[0]), parameters * (h * w if times_places else 1)]
    )
    h, w = (pool(n) if do else n for n, do in zip((h, w), directions, strict=True))
    c = pooled_channels(filters[0])
    rows.append([counted(h, w, c), pool_parameters])
    h, w = (second(n) if shrinks[1] else (n + 1) // 2 for n in (h, w))
    parameters = g * g * depth(c) * filters[1] + biases[1]
    rows.append(
        [counted(h, w, filters[1]), parameters * (h * w if times_places else 1)]
    )
    flat = listed(h, w, filters[1])
    rows.append([flat, flat_parameters(flat)])
    rows.append([UNITS, into_dense(h, w, filters[1]) * UNITS + biases[2]])
    return np.array(rows)


EXERCISE = ValueExercise(
    __name__,
    title="Trace a network",
    difficulty=1,
    points=2,
    place=10,
    answer="traced",
    kind="Numbers to work out",
    look=(
        "Write height, width and channels behind every layer first, one line for each. "
        "Then work out the parameters of one filter, and how many filters there are."
    ),
    section="The lecture's ConvNet, three ways",
    given={"height": 32, "width": 38, "channels": 3},
    work=traced,
    labels=tuple(
        f"{what} of {layer}"
        for layer in (
            "the first Conv2D",
            "MaxPooling2D",
            "the second Conv2D",
            "Flatten",
            "Dense",
        )
        for what in ("values", "parameters")
    ),
    misconceptions=(
        wrong_step(
            "biases forgotten",
            "Your parameters are the weights alone. Each filter, and each unit of the "
            "dense layer, has a bias too.",
            biases=(0, 0, 0),
        ),
        wrong_step(
            "one bias for each layer",
            "You add one bias to a layer. Each filter, and each unit of the dense layer, "
            "has one of its own.",
            biases=(1, 1, 1),
        ),
        *each(
            "biases of one layer forgotten",
            "In one of the three layers that learn you count the weights alone.",
            biases=[(0, 12, 5), (8, 0, 5), (8, 12, 0)],
        ),
        wrong_step(
            "biases of the convolutions forgotten",
            "You give a bias to each unit of the dense layer, and none to the filters.",
            biases=(0, 0, 5),
        ),
        wrong_step(
            "a bias for each input of the dense layer",
            "Your dense layer has a bias for each value that comes in. It has one for each "
            "number that goes out.",
            biases=(8, 12, 576),
        ),
        wrong_step(
            "depth forgotten",
            "Your filters are one plane deep. How many channels does each layer get?",
            depth=lambda c: 1,
        ),
        wrong_step(
            "depth of the image for every filter",
            "All your filters are as deep as the image. Those of the second convolution "
            "look at the maps that the first one has made.",
            depth=lambda c: 3,
        ),
        wrong_step(
            "same padding expected",
            "You pad so that the size is kept. A Conv2D that is not told to pad does not.",
            shrinks=(False, False),
        ),
        *each(
            "same padding expected in one convolution",
            "In one of the convolutions you pad so that the size is kept. A Conv2D that "
            "is not told to pad does not.",
            shrinks=[(False, True), (True, False)],
        ),
        wrong_step(
            "+ 1 missing",
            "You count the steps of the window. It also stands somewhere before its first "
            "step.",
            first=lambda n: n - 5,
            second=lambda n: (n - 3) // 2,
        ),
        wrong_step(
            "+ 1 missing in the second convolution",
            "In the second convolution you count the steps of the window. It also stands "
            "somewhere before its first step.",
            second=lambda n: (n - 3) // 2,
        ),
        wrong_step(
            "+ 1 missing in the first convolution",
            "In the first convolution you count the steps of the window. It also stands "
            "somewhere before its first step.",
            first=lambda n: n - 5,
        ),
        wrong_step(
            "+ 1 before the division",
            "In the second convolution you add 1 before you divide by the stride. First "
            "come the steps, then the 1 for the first window.",
            second=lambda n: (n - 2) // 2,
        ),
        wrong_step(
            "stride 1 expected for pooling",
            "Your pooling window moves by one pixel. Without strides, Keras moves it by "
            "its own size.",
            pool=lambda n: n - 1,
        ),
        *each(
            "pooling in one direction",
            "Your pooling halves one side of the maps. Its window has two rows and two "
            "columns, and moves by two in both directions.",
            directions=[(True, False), (False, True)],
        ),
        wrong_step(
            "pooling forgotten",
            "Your maps are as large behind the pooling as before it.",
            directions=(False, False),
        ),
        wrong_step(
            "pooling halves the channels",
            "You halve the number of maps too. Pooling works on each map by itself.",
            pooled_channels=lambda c: c // 2,
        ),
        wrong_step(
            "stride ignored",
            "Your second convolution has stride 1. What does its third argument say?",
            second=lambda n: n - 2,
        ),
        wrong_step(
            "rounded up",
            "You round up where the last step does not fit. Half a window gives no output.",
            second=lambda n: -(-(n - 3) // 2) + 1,
        ),
        wrong_step(
            "kernel sizes swapped",
            "You take 3 for the first kernel and 5 for the second. Conv2D is given the "
            "number of filters first, then the size of the kernel.",
            kernels=(3, 5),
            first=lambda n: n - 2,
            second=lambda n: (n - 5) // 2 + 1,
        ),
        wrong_step(
            "both kernels 5×5",
            "Your second convolution has kernels of 5×5, like the first. What does its "
            "second argument say?",
            kernels=(5, 5),
            second=lambda n: (n - 5) // 2 + 1,
        ),
        wrong_step(
            "filters and kernel size exchanged in the first layer",
            "In the first layer you take 8 for the size of the kernel. Conv2D is given the "
            "number of filters first.",
            kernels=(8, 3),
            filters=(5, 12),
            first=lambda n: n - 7,
            biases=(5, 12, 5),
        ),
        Misconception(
            "image taken as a square",
            "You take the image for 32×32 pixels. Its width is 38.",
            before=lambda height, **rest: {"width": height},
        ),
        Misconception(
            "image taken as a square",
            "You take the image for 38×38 pixels. Its height is 32.",
            before=lambda width, **rest: {"height": width},
        ),
        wrong_step(
            "channels left out of the values",
            "You count the places of a map. How many maps are there?",
            counted=lambda h, w, c: h * w,
            listed=lambda h, w, c: h * w,
        ),
        wrong_step(
            "channels left out, but for the list",
            "In the first three layers you count the places of a map. How many maps are "
            "there?",
            counted=lambda h, w, c: h * w,
        ),
        wrong_step(
            "values multiplied by the colours",
            "You multiply by the three colours again. Each filter looks at all of them "
            "and makes one map.",
            counted=lambda h, w, c: 3 * h * w * c,
            listed=lambda h, w, c: 3 * h * w * c,
            into_dense=lambda h, w, c: 3 * h * w * c,
        ),
        wrong_step(
            "Flatten counted as parameters",
            "You give Flatten parameters. It writes numbers in a row, and learns nothing.",
            flat_parameters=lambda n: n,
        ),
        *each(
            "weights given to pooling",
            "You give the pooling layer weights. It takes the largest value of a window: "
            "what should it learn?",
            pool_parameters=[
                2 * 2 * 8,
                2 * 2 * 8 + 8,
                2 * 2 * 8 * 8,
                2 * 2 * 8 * 8 + 8,
                4,
            ],
        ),
        wrong_step(
            "dense layer on the channels alone",
            "Your dense layer has one weight per channel. Behind Flatten it has one for "
            "every value of the volume.",
            into_dense=lambda h, w, c: c,
        ),
        wrong_step(
            "dense layer on the places of one map",
            "Your dense layer looks at a single map. Behind Flatten it has a weight for "
            "every value of all the maps.",
            into_dense=lambda h, w, c: h * w,
        ),
        wrong_step(
            "parameters at every place",
            "You multiply the parameters of a convolution by the number of places. All "
            "places of a map share one filter.",
            times_places=True,
        ),
        wrong_step(
            "multiply-adds for parameters",
            "These are multiply-adds. Parameters are the numbers that a layer holds: its "
            "weights, each counted once, and its biases.",
            times_places=True,
            biases=(0, 0, 0),
        ),
        Misconception(
            "columns swapped",
            "These are the right numbers in the wrong columns: values first, then "
            "parameters.",
            after=lambda rows: rows[:, ::-1],
        ),
        Misconception(
            "rows and columns swapped",
            "You wrote a row of values and a row of parameters. A row belongs to a layer, "
            "and has two numbers.",
            after=np.transpose,
        ),
        Misconception(
            "a row for the input",
            "You wrote a row for the image as well. Only the five layers are asked for.",
            after=lambda rows: np.vstack([[[32 * 38 * 3, 0]], rows]),
        ),
        Misconception(
            "a row for the total",
            "You wrote a row for the total as well. Only the five layers are asked for.",
            after=lambda rows: np.vstack([rows, rows.sum(axis=0)]),
        ),
        Misconception(
            "no row for Flatten",
            "Flatten has no row of its own. It is a layer, though it only writes its "
            "values in another form.",
            after=lambda rows: np.delete(rows, 3, axis=0),
        ),
        Misconception(
            "values only",
            "The column of the parameters is missing.",
            after=lambda rows: rows[:, 0],
        ),
        Misconception(
            "parameters only",
            "The column of the values is missing.",
            after=lambda rows: rows[:, 1],
        ),
        Misconception(
            "one long row",
            "All ten numbers stand in one row. Write a row of two for each layer.",
            after=np.ravel,
        ),
    ),
    alternatives=(
        Alternative(
            "tuples, and a 0 that is a float",
            [
                (28 * 34 * 8, 76 * 8),
                (14 * 17 * 8, 0),
                (6 * 8 * 12, 73 * 12),
                (6 * 8 * 12, 0.0),
                (5, 577 * 5),
            ],
        ),
    ),
)
