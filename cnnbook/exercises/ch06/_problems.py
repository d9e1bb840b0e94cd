"""Chapter 6 with other numbers."""

from __future__ import annotations

from typing import Any

import numpy as np

from cnnbook.exercises.pencil import grid, two, whole
from cnnbook.exercises.problem import Problem


def _different(random: np.random.Generator, *shape: int, low: int, high: int) -> Any:
    """Return numbers no two of which are equal."""
    number = int(np.prod(shape))
    return random.choice(np.arange(low, high + 1), number, replace=False).reshape(shape)


def _pool_size(random: np.random.Generator) -> dict[str, Any]:
    height, width = two(random, 8, 24)
    f, s = two(random, 2, 4)
    return {
        "height": height,
        "width": width,
        "channels": whole(random, 3, 16),
        "f": f,
        "s": s,
    }


def _global(random: np.random.Generator) -> dict[str, Any]:
    return {"x": grid(random, 2, 5, 3, low=-4, high=12)}


def _average(random: np.random.Generator) -> dict[str, Any]:
    return {"x": grid(random, 3, 5, high=12), "size": 2}


def _max_pool(random: np.random.Generator) -> dict[str, Any]:
    ways = [(3, 2, 5, 8), (2, 3, 5, 8), (4, 2, 6, 8)]
    size, stride, *shape = ways[int(random.integers(3))]
    x = _different(random, *shape, low=-30, high=30)
    return {"x": x, "size": size, "stride": stride}


def _volume(random: np.random.Generator) -> dict[str, Any]:
    size, stride, *shape = [(2, 1, 3, 4), (2, 3, 5, 5)][int(random.integers(2))]
    x = _different(random, *shape, 2, low=-30, high=30)
    return {"x": x, "size": size, "stride": stride}


def _shift(random: np.random.Generator) -> dict[str, Any]:
    scene = grid(random, 5, 10, low=1, high=5) * random.integers(0, 2, (5, 10))
    return {"scene": scene, "size": 2}


def _backward(random: np.random.Generator) -> dict[str, Any]:
    gradient = _different(random, 2, 2, low=1, high=9)
    return {"gradient": gradient, "x": _different(random, 4, 5, low=-9, high=20)}


PROBLEMS = {
    "pool-size": Problem(
        draw=_pool_size,
        without=("1 too many",),
        always=("missing + 1",),
        least=12,
        prompt=(
            "A volume of {height} by {width} by {channels} is pooled with windows of {f} "
            "by {f} pixels that move by {s}, without padding. Write the three sizes of "
            "what comes out: height, width and channels, in this order."
        ),
    ),
    "global-average": Problem(
        draw=_global,
        without=("integer division", "output of the volume's type"),
        least=16,
        prompt="Pool each channel of this volume to its mean. Write a list of the means.",
        look=(
            "Take one channel by itself, add up its values and count them. Then do the "
            "same for the next one: how many numbers come out?"
        ),
    ),
    "average-pool": Problem(
        draw=_average,
        without=(
            "always divided by four",
            "last window missing",
            "first row of windows only",
            "integer division",
            "output of the map's type",
        ),
        careless=(0.25, 0.5),
        least=12,
        prompt=(
            "Windows of {size} by {size} pixels lie side by side on this map, from the top "
            "left corner. Where the map ends within a window, average the pixels that are "
            "really there, and only those. Write the mean of each window, row by row."
        ),
        look=(
            "Draw a map of 3 by 3 pixels and lay windows of 2 by 2 over it, from the "
            "top left corner. How many pixels are there in each of the four?"
        ),
    ),
    "max-pool": Problem(
        title="Max pooling by hand",
        draw=_max_pool,
        least=16,
        # each gives the same as a commoner mistake where something is 2
        without=(
            "stride always 2",
            "size and stride ignored",
            "size ignored",
            "last window missing",
            "windows at most 2 by 2",
            "window always 2 by 2, size used for the count only",
            "stride at most the size",
            "windows never overlap",
        ),
        prompt=(
            "Pool this map with the maximum: windows of {size} by {size} pixels that move "
            "by {stride}, without padding. Write the pooled map row by row."
        ),
        look=(
            "Draw a map of 3 by 5 pixels, all of them negative, and mark every window "
            "of size 2, at stride 2 and then at stride 1. Then mark the windows of your "
            "map, and the largest value in each."
        ),
    ),
    "pool-volume": Problem(
        draw=_volume,
        # each gives the same as a commoner mistake with two channels, or where a 2 is
        without=(
            "last channel missing",
            "channels pooled too",
            "last window missing",
            "stride always 2",
            "size and stride ignored",
            "size ignored",
            "stride at most the size",
            "windows never overlap",
        ),
        least=14,
        prompt=(
            "Pool this volume with the maximum, channel by channel: windows of {size} by "
            "{size} pixels that move by {stride}. Write the result with the axes height, "
            "width, channels."
        ),
        look=(
            "Pool one channel by itself, as in the exercise before, and write the "
            "pooled map down. Then do the next: how many maps are there, and where do "
            "the channels stand in the answer?"
        ),
    ),
    "shift-and-pool": Problem(
        draw=_shift,
        careless=(1 / 8,),
        least=12,
        decimals=3,
        prompt=(
            "This scene is seen twice. The first view leaves out its first column, the "
            "second its last one. Pool both views with the maximum, in windows of {size} "
            "by {size} that lie side by side; what fills no whole window is dropped. "
            "Which fraction of the pooled values differs between the two, from 0 to 1?"
        ),
        look=(
            "Take a scene of 2 by 5 pixels with a single 7 in it. Write down both "
            "views, pool them, and count. Then write both views and both pooled maps of "
            "your scene down."
        ),
    ),
    "max-pool-backward": Problem(
        draw=_backward,
        without=("last window missing",),
        least=16,
        prompt=(
            "The map x was pooled with the maximum, in 2×2 windows at stride 2, and the "
            "gradient says how the loss changes with each pooled value. How does it change "
            "with each value of x? Write an answer of the shape of x; pixels that lie in no "
            "window get 0."
        ),
    ),
}
