"""What several exercises of chapter 6 use."""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from cnnbook.exercises.case import Case
from cnnbook.exercises.mistakes import Misconception


def step(name, hint, **steps):
    """Return the mistake of somebody who does a step of the work in another way."""
    return Misconception(name, hint, steps=steps)


def after(name, hint, change):
    """Return the mistake of somebody who changes the right result in the end."""
    return Misconception(name, hint, after=change)


def pool_in_steps(
    x,
    size=2,
    stride=2,
    *,
    keep=lambda windows: windows.max(axis=(-2, -1)),
    grid=None,
    border=None,
    count_only=False,
    missing=(0, 0),
    dtype=None,
):
    """Pool a map (H, W) or a volume (H, W, C), one step after another.

    Parameters
    ----------
    x, size, stride
        As for `cnnbook.ops.pool2d`.
    keep : callable
        Makes a value of each window; the windows' rows and columns are the last axes.
    grid : callable, optional
        Takes size and stride and returns the window's height and width and its steps
        downwards and to the right.
    border : callable, optional
        Takes the map, the size and the stride and returns the padded map.
    count_only : bool
        The stride says how many windows there are, but they move by one pixel.
    missing : tuple of int
        Rows and columns of pixels, before the last start, at which no window begins.
    dtype : dtype, optional
        Type of the result.
    """
    f_h, f_w, down, across = (grid or _as_given)(size, stride)
    if border:
        x = border(x, size, stride)
    every = sliding_window_view(x, (f_h, f_w), axis=(0, 1))
    rows, columns = (every.shape[axis] - missing[axis] for axis in (0, 1))
    windows = every[:rows:down, :columns:across]
    if count_only:
        windows = every[: windows.shape[0], : windows.shape[1]]
    pooled = keep(windows)
    return pooled if dtype is None else pooled.astype(dtype)


def _as_given(size, stride):
    return size, size, stride, stride


def beyond(x, size, stride, value):
    """Add what the last windows lack, below and on the right."""
    sides = [(0, 0)] * x.ndim
    for axis, n in enumerate(x.shape[:2]):
        sides[axis] = (0, max((n - 1) // stride * stride + size - n, 0))
    kind = np.result_type(x, float) if np.isinf(value) else x.dtype
    return np.pad(x.astype(kind), sides, constant_values=value)


def lowest_beyond(x, size, stride):
    """Let the last windows hang over the edge, where there is nothing."""
    return beyond(x, size, stride, -np.inf)


def zeros_beyond(x, size, stride):
    """Let the last windows hang over the edge, where there are zeros."""
    return beyond(x, size, stride, 0)


def same_border(value):
    """Return a border that makes ⌈n / stride⌉ windows, on both sides."""

    def border(x, size, stride):
        sides = [(0, 0)] * x.ndim
        for axis, n in enumerate(x.shape[:2]):
            total = max((-(-n // stride) - 1) * stride + size - n, 0)
            sides[axis] = (total // 2, total - total // 2)
        kind = np.result_type(x, float) if np.isinf(value) else x.dtype
        return np.pad(x.astype(kind), sides, constant_values=value)

    return border


def draw_settings(random):
    """Draw size and stride, or one of them, or neither."""
    size = int(random.choice([1, 2, 2, 3, 3, 4, 5]))
    stride = int(random.choice([1, 1, 2, 2, 3, 3, 4]))
    both = {"size": size, "stride": stride}
    return [{}, {"size": size}, {"stride": stride}, both, both][random.integers(5)]


def draw_pixels(random, *depth, size=2):
    """Draw a small map or volume: dark, bright or both, whole numbers or fractions."""
    shape = tuple(max(int(n), size) for n in random.integers(2, 7, 2))
    x = random.integers(-60, 60, (*shape, *depth))
    ways = (
        lambda x: x,
        lambda x: x - 90,
        lambda x: x * 0.25,
        lambda x: (x - 90) * 0.25,
        lambda x: (x - 62) * 2**34,
        lambda x: x // 30,  # with ties
        lambda x: (x + 60).astype(np.uint8) * 2,
        lambda x: x * 25 - 1300,
        lambda x: (x - 75) * 10**5,
        lambda x: (x - 75) * 2**26,
    )
    return ways[random.integers(len(ways))](x)


_random = np.random.default_rng(606)

MAP = _random.permutation(70)[:20].reshape(4, 5) - 20
DARK = _random.permutation(60)[:12].reshape(3, 4) - 170
VOLUME = _random.permutation(90)[:30].reshape(3, 5, 2) - 40
DEEP = _random.permutation(90)[:36].reshape(4, 3, 3) - 220


def pool_cases(x, dark):
    """Return calls of a pooling function, the plainest first."""
    return (
        Case((x[:2, :3],)),
        Case((dark,)),
        Case((dark / 4,)),
        Case((x,), {"size": 3}),
        Case((x,), {"size": 3, "stride": 1}),
        Case((x.swapaxes(0, 1),), {"stride": 3}),
        Case((dark,), {"stride": 1}),
        Case((x,), {"size": 1}),
    )


def max_pool_in_loops(x, size=2, stride=2):
    rows = range(0, len(x) - size + 1, stride)
    columns = range(0, len(x[0]) - size + 1, stride)
    return [
        [
            max(float(x[i + a][j + b]) for a in range(size) for b in range(size))
            for j in columns
        ]
        for i in rows
    ]


def max_of_shifted(x, size=2, stride=2):
    rows, columns = ((n - size) // stride + 1 for n in x.shape[:2])
    best = None
    for a in range(size):
        for b in range(size):
            part = x[a::stride, b::stride][:rows, :columns]
            best = part if best is None else np.maximum(best, part)
    return best
