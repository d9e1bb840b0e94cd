"""Max pooling of a volume, each channel for itself."""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from cnnbook.exercises.base import Alternative, Case, FunctionExercise
from cnnbook.exercises.ch06._pooling_mistakes import (
    EDGE_MISTAKES,
    GRID_MISTAKES,
    KEEP_MISTAKES,
)
from cnnbook.exercises.ch06._shared import (
    DEEP,
    VOLUME,
    after,
    draw_pixels,
    draw_settings,
    max_of_shifted,
    max_pool_in_loops,
    pool_cases,
    pool_in_steps,
    step,
)
from cnnbook.exercises.mistakes import Misconception


def _along(order):
    """Pool the wrong two axes of (H, W, C)."""
    back = np.argsort(order)
    return lambda x, size=2, stride=2: pool_in_steps(
        np.transpose(x, order), size, stride
    ).transpose(back)


def _deep_windows(x, size=2, stride=2):
    depth = min(size, x.shape[2])
    windows = sliding_window_view(x, (size, size, depth))[::stride, ::stride, ::stride]
    return windows.max(axis=(3, 4, 5))


def _side_by_side(pooled):
    return np.concatenate(np.moveaxis(pooled, 2, 0), axis=1)


def _three(x, size=2, stride=2):
    return pool_in_steps(x[:, :, [0, 1, 2]], size, stride)


def _by_channel(x, size=2, stride=2):
    return np.dstack(
        [max_pool_in_loops(x[:, :, c], size, stride) for c in range(x.shape[2])]
    )


def _windows_of_volume(x, size=2, stride=2):
    windows = sliding_window_view(x, (size, size), axis=(0, 1))
    return windows[::stride, ::stride].max(axis=(3, 4))


def _draw(random: np.random.Generator) -> Case:
    settings = draw_settings(random)
    depth = int(random.integers(1, 5))
    least = settings.get("size", 2) + int(random.integers(3))  # one window or more
    x = draw_pixels(random, depth, size=least)
    return Case((x,), settings)


def _about(x, size=2, stride=2):
    rows, columns = ((n - size) // stride + 1 for n in x.shape[:2])
    return {
        ("the pooled maps are square", "the pooled maps are not square"): (
            rows == columns
        ),
        ("every value of x is below 0", "x has values of 0 or more"): (x < 0).all(),
    }


KEPT_WRONGLY = (
    "smallest instead of largest",
    "signs lost",
    "maxima start at a fixed number",
)
"""What is made with a single map as well."""

CHANNEL_MISTAKES = (
    after(
        "pooled over the channels",
        "You return one map for all the channels. Each channel is pooled for itself.",
        lambda pooled: pooled.max(axis=2),
    ),
    after(
        "pooled over the channels, one channel left",
        "You keep one channel, the largest values of all. Each channel is pooled for "
        "itself.",
        lambda pooled: pooled.max(axis=2, keepdims=True),
    ),
    after(
        "same maximum in every channel",
        "All your channels are alike: you take one maximum over all of them. Each "
        "channel has maxima of its own.",
        lambda pooled: np.repeat(
            pooled.max(axis=2, keepdims=True), pooled.shape[2], axis=2
        ),
    ),
    after(
        "channels added up",
        "You add the pooled maps up. Each channel stays by itself.",
        lambda pooled: pooled.sum(axis=2),
    ),
    after(
        "maximum goes on from channel to channel",
        "Your maximum is not started anew for each channel, so it never falls from one "
        "to the next.",
        lambda pooled: np.maximum.accumulate(pooled, axis=2),
    ),
    after(
        "first channel only",
        "You pool the first channel and forget the others.",
        lambda pooled: pooled[:, :, :1],
    ),
    after(
        "first channel in every place",
        "All your channels are the first one. In the loop, which channel do you pool?",
        lambda pooled: np.repeat(pooled[:, :, :1], pooled.shape[2], axis=2),
    ),
    after(
        "last channel missing",
        "The last channel is missing. range leaves out its end by itself.",
        lambda pooled: pooled[:, :, :-1],
    ),
    Misconception(
        "always three channels",
        "You count on three channels. How many x has, its shape says.",
        _three,
    ),
    after(
        "channels in the reverse order",
        "Your channels come back in the opposite order.",
        lambda pooled: pooled[:, :, ::-1],
    ),
    after(
        "channels returned first",
        "You stack the pooled maps along the first axis. The channels belong last.",
        lambda pooled: np.moveaxis(pooled, 2, 0),
    ),
    after(
        "channels in the middle",
        "You stack the pooled maps along the middle axis. The channels belong last.",
        lambda pooled: np.moveaxis(pooled, 2, 1),
    ),
    after(
        "maps side by side",
        "You lay the pooled maps side by side. Stack them along a new last axis.",
        _side_by_side,
    ),
    after(
        "height and width swapped",
        "Your maps are transposed: the first axis runs down, as that of x does.",
        lambda pooled: pooled.swapaxes(0, 1),
    ),
    Misconception(
        "channels believed to come first",
        "You pool along the width and the channels, as if the order were (C, H, W). "
        "It is (H, W, C).",
        _along((1, 2, 0)),
    ),
    Misconception(
        "channels pooled too",
        "Your windows are as deep as they are high. Each channel is pooled for itself.",
        _deep_windows,
    ),
    Misconception(
        "one number per channel",
        "You return the largest value of each whole channel. Every window has one.",
        lambda x, size=2, stride=2: x.max(axis=(0, 1)),
    ),
)
"""Made with the channels."""

EXERCISE = FunctionExercise(
    __name__,
    title="Pool a whole volume",
    difficulty=2,
    points=2,
    place=50,
    look=(
        "Print the shape of x, of one pooled map, and of your result, for a volume of 4 "
        "by 6 pixels and 3 channels. Then compare channel 1 of your result with what "
        "max_pool makes of x[:, :, 1]."
    ),
    section="One channel at a time",
    reference=pool_in_steps,
    library=("pool2d", "MaxPooling2D", "max_pool2d"),
    cases=(
        *pool_cases(VOLUME, DEEP),
        Case((DEEP.repeat(2, axis=2)[:2, :2, :4] + 0.5,)),
        Case(
            (
                np.array(
                    [
                        [[1, 2, 300, 4, 5], [6, 0, 1, 2, 900]],
                        [[3, 4, -5, 600, 7], [0, 1, 2, 3, 4]],
                    ]
                ),
            )
        ),
    ),
    draw=_draw,
    fine=("x",),
    features=_about,
    misconceptions=(
        *CHANNEL_MISTAKES,
        step(
            "never below zero",
            "None of your values is below zero. A window may hold negative values only.",
            keep=lambda windows: windows.max(axis=(-2, -1), initial=0),
        ),
        step(
            "first column of the window only",
            "You look at the first column of each window only.",
            keep=lambda windows: windows[..., 0].max(axis=-1),
        ),
        step(
            "first row of the window only",
            "You look at the first row of each window only.",
            keep=lambda windows: windows[..., 0, :].max(axis=-1),
        ),
        step(
            "average instead of maximum",
            "You take the mean of each window. Keep the largest value.",
            keep=lambda windows: windows.mean(axis=(-2, -1)),
        ),
        *(m for m in KEEP_MISTAKES if m.name in KEPT_WRONGLY),
        *GRID_MISTAKES,
        *(m for m in EDGE_MISTAKES if "zeros" not in m.name),
    ),
    alternatives=(
        Alternative("channel after channel, then stacked", _by_channel),
        Alternative(
            "the largest of each window in a view of them all", _windows_of_volume
        ),
        Alternative("the largest of shifted copies, channels and all", max_of_shifted),
    ),
)
