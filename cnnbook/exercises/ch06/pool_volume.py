"""Max pooling of a volume, each channel for itself."""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from cnnbook import ops
from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception
from cnnbook.exercises.ch06._shared import (
    DEEP,
    VOLUME,
    draw_pixels,
    draw_settings,
    max_of_shifted,
    max_pool_in_loops,
)


def _volume(x, size=2, stride=2):
    return ops.pool2d(x, size, stride)


def _one_map(x, size, stride):
    return ops.pool2d(x.max(axis=2), size, stride)


def _along(order):
    """Pool the wrong two axes of (H, W, C)."""
    back = np.argsort(order)
    return lambda x, size=2, stride=2: _volume(
        np.transpose(x, order), size, stride
    ).transpose(back)


def _by_channel(x, size=2, stride=2):
    return np.dstack(
        [max_pool_in_loops(x[:, :, c], size, stride) for c in range(x.shape[2])]
    )


def _windows_of_volume(x, size=2, stride=2):
    windows = sliding_window_view(x, (size, size), axis=(0, 1))
    return windows[::stride, ::stride].max(axis=(3, 4))


EXERCISE = FunctionExercise(
    __name__,
    title="Pool a whole volume",
    difficulty=2,
    points=2,
    place=50,
    reference=_volume,
    cases=(
        Case((VOLUME,)),
        Case((VOLUME,), {"size": 3, "stride": 2}),
        Case((DEEP / 4,)),
        Case((DEEP,), {"size": 2, "stride": 3}),
    ),
    draw=lambda random: Case((draw_pixels(random, 3),), draw_settings(random)),
    misconceptions=(
        Misconception(
            "pooled over the channels",
            "You return one map for all the channels. Each channel is pooled for itself.",
            lambda x, size=2, stride=2: _one_map(x, size, stride),
        ),
        Misconception(
            "same maximum in every channel",
            "All your channels are alike: you take one maximum over all of them. Each "
            "channel has maxima of its own.",
            lambda x, size=2, stride=2: np.repeat(
                _one_map(x, size, stride)[:, :, None], x.shape[2], axis=2
            ),
        ),
        Misconception(
            "first channel only",
            "You pool the first channel and forget the others.",
            lambda x, size=2, stride=2: _volume(x, size, stride)[:, :, :1],
        ),
        Misconception(
            "channels believed to come first",
            "You pool along the width and the channels, as if the order were (C, H, W). "
            "It is (H, W, C).",
            _along((1, 2, 0)),
        ),
        Misconception(
            "channels returned first",
            "You stack the pooled maps along the first axis. The channels belong last.",
            lambda x, size=2, stride=2: np.moveaxis(_volume(x, size, stride), 2, 0),
        ),
        Misconception(
            "never below zero",
            "Your maxima start at zero. A window may hold negative values only.",
            lambda x, size=2, stride=2: np.maximum(_volume(x, size, stride), 0),
        ),
        Misconception(
            "average instead of maximum",
            "You take the mean of each window. Keep the largest value.",
            lambda x, size=2, stride=2: ops.pool2d(x, size, stride, "average"),
        ),
        Misconception(
            "stride equal to the size",
            "Your windows always lie side by side. When stride differs from size, they "
            "overlap or leave gaps.",
            lambda x, size=2, stride=2: _volume(x, size, size),
        ),
    ),
    alternatives=(
        Alternative("channel after channel, then stacked", _by_channel),
        Alternative(
            "the largest of each window in a view of them all", _windows_of_volume
        ),
        Alternative("the largest of shifted copies, channels and all", max_of_shifted),
    ),
)
