"""A convolution layer: volumes in, a map from each filter."""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from cnnbook.exercises.base import Alternative, Case, FunctionExercise
from cnnbook.exercises.ch05._layer_mistakes import LAYER_MISTAKES, layer_in_steps
from cnnbook.exercises.ch05._shared import integers


def _layer_window(case, index):
    f_h, f_w = case.args[1].shape[:2]
    stride = case.kwargs.get("stride", 1)
    top, left = (i * stride for i in index[:2])
    rows, columns = (
        f"{word} {start}" if n == 1 else f"{word}s {start} to {start + n - 1}"
        for word, start, n in (("row", top, f_h), ("column", left, f_w))
    )
    return (
        f"filter {index[2]} stands on {rows} and {columns} of all channels, counted from "
        "0"
    )


def _draw(random: np.random.Generator) -> Case:
    """Draw a small layer: whole numbers, fractions or bytes, each with each."""
    f_h, f_w, c_in, c_out = (int(n) for n in random.integers(1, [4, 4, 5, 4]))
    height, width = f_h + int(random.integers(0, 4)), f_w + int(random.integers(0, 4))
    x = integers(random, -5, 10, height, width, c_in)
    w = integers(random, -4, 5, f_h, f_w, c_in, c_out)
    b = integers(random, -9, 10, c_out)
    if random.integers(8) == 0:  # filters that look the same from all sides
        w = w[:1, :1] + np.zeros((f_h, f_w, 1, 1), int)
    kind = random.integers(8)
    if kind == 0:
        x = integers(random, 0, 256, height, width, c_in).astype(np.uint8)
    if kind in (1, 2):
        x = x * 0.5
    if kind in (2, 3):
        w = w * 0.5
    if kind in (1, 3, 4, 5):
        b = b * 0.5
    stride = int(random.choice([1, 1, 2, 3, 3]))
    plain = stride == 1 and random.integers(2)
    return Case((x, w, b), {} if plain else {"stride": stride})


def _about(x, w, b, stride=1):
    rows, columns = ((x.shape[i] - w.shape[i]) // stride + 1 for i in (0, 1))
    return {
        ("the maps are square", "the maps are not square"): rows == columns,
        ("there are as many filters as channels", "filters and channels differ"): (
            w.shape[2] == w.shape[3]
        ),
    }


_random = np.random.default_rng(505)


def _case(height, width, f_h, f_w, c_in, c_out, scales=(1, 1, 1), **settings):
    x = integers(_random, -5, 10, height, width, c_in) * scales[0]
    w = integers(_random, -3, 4, f_h, f_w, c_in, c_out) * scales[1]
    return Case((x, w, np.array([2, -7, 4])[:c_out] * scales[2]), settings)


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

    x = x.astype(float)

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
    look=(
        "Take an image of 1×1 pixel with the channels 1, 20 and 300, one filter with the "
        "weights 1, 2 and 3, and the bias 5, and work out z on paper. Then print the "
        "shape of your result for two filters, and for a stride of 2."
    ),
    section="The whole layer",
    reference=layer_in_steps,
    library=("conv_layer",),
    cases=(
        Case(
            (np.array([[[1, 20, 300]]]), np.array([[[[1], [2], [3]]]]), np.array([5]))
        ),
        _case(1, 2, 1, 1, 4, 2),
        _case(2, 3, 2, 2, 2, 2),
        _case(3, 4, 1, 2, 3, 2, stride=2),
        _case(4, 5, 2, 3, 3, 3),
        _case(3, 2, 2, 2, 2, 2, scales=(1, 0.5, 1)),
        _case(4, 3, 2, 1, 2, 3, scales=(0.5, 1, 1)),
        _case(3, 3, 2, 1, 1, 2, scales=(1, 1, 0.25)),
        _case(4, 6, 1, 2, 2, 2, stride=3),
        Case(
            (
                np.array([[[300, -200], [7, 8], [-100, 50]]]),
                np.array([[[[90, -80, 1, 2, 150, 3], [4, 5, 60, 7, -80, -9]]]]),
                np.array([1, 2, 3, 4, 5, 6]),
            ),
            {"stride": 2},
        ),
        Case(
            (
                np.array([[[1, 2, 3, 4, 50]]]),
                np.array([[[[1], [0], [2], [0], [3]]]]),
                np.array([-1]),
            )
        ),
    ),
    draw=_draw,
    fine=("x b", "w b"),
    locate=_layer_window,
    axes={"w": ("height", "width", "number of channels", "number of filters")},
    features=_about,
    misconceptions=LAYER_MISTAKES,
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
