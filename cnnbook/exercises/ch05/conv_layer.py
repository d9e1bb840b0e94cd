"""A convolution layer: volumes in, a map from each filter."""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from cnnbook import ops
from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception
from cnnbook.exercises.ch05._shared import FLIPPED, integers


def wrong_layer(
    x,
    w,
    b,
    stride=1,
    *,
    turn=lambda w: w,
    channels=slice(None),
    scale=1,
    bias=1,
    steps=(True, True),
    missing=0,
):
    """Apply a layer with one step done wrong."""
    x = x[: x.shape[0] - missing, : x.shape[1] - missing, channels]
    w = turn(w)[:, :, channels]
    step = tuple(stride if kept else 1 for kept in steps)
    return scale * ops.conv_layer(x, w, stride=step) + bias * b


def _layer_with(**mistake):
    return lambda x, w, b, stride=1: wrong_layer(x, w, b, stride, **mistake)


def _map_per_channel(x, w, b, stride=1):
    """Add up the filters instead of the channels."""
    c_in = x.shape[2]
    each = [
        ops.conv_layer(x[:, :, [c]], w[:, :, [c]], b, 0, stride) for c in range(c_in)
    ]
    return np.stack([z.sum(axis=2) for z in each], axis=2)


def _spread_bias(x, w, b, stride=1):
    """Add all the biases to every map."""
    return ops.conv_layer(x, w, stride=stride) + b.sum()


def _layer_window(case, index):
    f_h, f_w = case.args[1].shape[:2]
    stride = case.kwargs.get("stride", 1)
    top, left = (i * stride for i in index[:2])
    return (
        f"filter {index[2]} stands on rows {top} to {top + f_h - 1} and columns {left} "
        f"to {left + f_w - 1} of all channels, counted from 0"
    )


def _draw_layer(random: np.random.Generator) -> Case:
    f_h, f_w, c_in, c_out = (int(n) for n in random.integers(2, 4, 4))
    c_out += c_in  # never as many filters as channels
    height = f_h + int(random.integers(3, 6))
    width = height + int(random.integers(1, 3))
    return Case(
        (
            integers(random, -9, 10, height, width, c_in),
            integers(random, -4, 5, f_h, f_w, c_in, c_out),
            integers(random, 1, 9, c_out) * random.choice([-1, 1], c_out),
        ),
        {"stride": int(random.integers(1, 4))},
    )


_random = np.random.default_rng(505)

_X = integers(_random, -5, 10, 4, 5, 3)
_W = integers(_random, -3, 4, 2, 3, 3, 2)
_B = np.array([2, -7])


def _layer_loops(x, w, b, stride=1):
    f_h, f_w, _, c_out = w.shape
    rows = range(0, x.shape[0] - f_h + 1, stride)
    columns = range(0, x.shape[1] - f_w + 1, stride)
    return [
        [
            [
                (x[i : i + f_h, j : j + f_w] * w[..., k]).sum() + b[k]
                for k in range(c_out)
            ]
            for j in columns
        ]
        for i in rows
    ]


def _layer_planes(x, w, b, stride=1):
    from scipy.signal import correlate2d

    def one(k):
        planes = [
            correlate2d(x[:, :, c], w[:, :, c, k], "valid") for c in range(x.shape[2])
        ]
        return np.sum(planes, axis=0)[::stride, ::stride] + b[k]

    return np.stack([one(k) for k in range(w.shape[3])], axis=-1)


def _layer_einsum(x, w, b, stride=1, **ignored):
    windows = sliding_window_view(x.astype("float32"), w.shape[:2], axis=(0, 1))
    return np.einsum("ijcuv,uvck->ijk", windows[::stride, ::stride], w) + b


def _layer_columns(x, w, b, stride=1):
    windows = sliding_window_view(x, w.shape[:3])[::stride, ::stride, 0]
    matrix = windows.reshape(-1, w[..., 0].size)
    return (matrix @ w.reshape(-1, w.shape[3]) + b).reshape(*windows.shape[:2], -1)


EXERCISE = FunctionExercise(
    __name__,
    title="Write a convolution layer",
    difficulty=2,
    points=4,
    place=30,
    reference=lambda x, w, b, stride=1: ops.conv_layer(x, w, b, stride=stride),
    cases=(
        Case(
            (np.array([[[1, 20, 300]]]), np.array([[[[1], [2], [3]]]]), np.array([5]))
        ),
        Case((_X, _W, _B)),
        Case((_X, _W, _B), {"stride": 2}),
        Case(
            (
                integers(_random, -4, 5, 6, 5, 2) * 0.5,
                integers(_random, -3, 4, 3, 2, 2, 3),
                np.array([0.25, 1.0, -3.5]),
            ),
            {"stride": 3},
        ),
        Case(
            (
                integers(_random, -4, 5, 3, 6, 4),
                integers(_random, -3, 4, 2, 2, 4, 2),
                np.array([-1, 4]),
            )
        ),
    ),
    draw=_draw_layer,
    locate=_layer_window,
    misconceptions=(
        Misconception(
            "one map per channel",
            "You get as many maps as there are input channels. A filter adds up all its "
            "channels, and each filter makes one map.",
            _map_per_channel,
        ),
        Misconception(
            "first channel only",
            "Only the first channel enters your sums. The window goes through all of "
            "them.",
            _layer_with(channels=slice(1)),
        ),
        Misconception(
            "first slice used for every channel",
            "You use a filter's first slice on all channels. Each channel has its own "
            "slice.",
            _layer_with(turn=lambda w: np.repeat(w[:, :, :1], w.shape[2], axis=2)),
        ),
        Misconception(
            "bias forgotten",
            "Each map is off by a constant of its own. What is added to a map at the end?",
            _layer_with(bias=0),
        ),
        Misconception(
            "bias once per channel",
            "You add the bias inside the loop over the channels. It is added once, to "
            "the sum of them all.",
            lambda x, w, b, stride=1: wrong_layer(x, w, b, stride, bias=w.shape[2]),
        ),
        Misconception(
            "all biases added to every map",
            "You add the sum of the biases to every map. Each filter has its own bias.",
            _spread_bias,
        ),
        Misconception(
            "mean over the channels",
            "You average over the channels. Add them up and divide by nothing.",
            lambda x, w, b, stride=1: wrong_layer(
                x, w, b, stride, scale=1 / w.shape[2]
            ),
        ),
        Misconception(
            "ReLU applied",
            "You return a, behind the ReLU. Here z is wanted, with its negative numbers.",
            lambda x, w, b, stride=1: ops.relu(wrong_layer(x, w, b, stride)),
        ),
        Misconception(
            "flipped filters", FLIPPED, _layer_with(turn=lambda w: w[::-1, ::-1])
        ),
        Misconception(
            "channels in the reverse order",
            "Your first slice meets the last channel. Slice and channel have the same "
            "number.",
            _layer_with(turn=lambda w: w[:, :, ::-1]),
        ),
        Misconception(
            "stride ignored",
            "Your window always moves by one pixel.",
            _layer_with(steps=(False, False)),
        ),
        Misconception(
            "stride in one direction only",
            "Your window moves by stride pixels downwards, but by one to the right.",
            _layer_with(steps=(True, False)),
        ),
        Misconception(
            "last window missing",
            "You stop one pixel too early, in both directions. Where does the last "
            "window start, if it ends on the last pixel?",
            _layer_with(missing=1),
        ),
        Misconception(
            "maps on the first axis",
            "Your maps are numbered by the first axis. In this book, as in Keras, the "
            "channels are the last one.",
            lambda x, w, b, stride=1: np.moveaxis(
                ops.conv_layer(x, w, b, stride=stride), -1, 0
            ),
        ),
    ),
    alternatives=(
        Alternative("loops; nested lists come back", _layer_loops),
        Alternative(
            "SciPy correlates each plane, and the planes are added up", _layer_planes
        ),
        Alternative("einsum over a view of all windows, in float32", _layer_einsum),
        Alternative(
            "windows become the rows of a matrix, as in fast libraries", _layer_columns
        ),
    ),
)
