"""What several exercises of chapter 6 use."""

from __future__ import annotations

import math

import numpy as np


def slide(x, size, stride, keep, *, dtype=None, missing=0, ragged=False):
    """Collect what `keep` makes of each window of a map (H, W)."""
    height, width = x.shape
    past = 0 if ragged else size - 1 + missing
    values = [
        [keep(x[i : i + size, j : j + size]) for j in range(0, width - past, stride[1])]
        for i in range(0, height - past, stride[0])
    ]
    return np.array(values, dtype)


def draw_settings(random):
    size, stride = (int(n) for n in random.choice([1, 2, 3, 4], 2, replace=False))
    return {"size": max(size, 2), "stride": stride}


def draw_pixels(random, *depth):
    """Draw a map, or a volume, that is not square and partly negative."""
    shape = (*(int(n) for n in random.choice([5, 6, 7, 8], 2, replace=False)), *depth)
    count = math.prod(shape)
    below = random.choice([0.4, 0.6, 1.0]) * count
    return random.permutation(count).reshape(shape) - below


_random = np.random.default_rng(606)

MAP = _random.permutation(70)[:35].reshape(5, 7) - 20
DARK = _random.permutation(60)[:24].reshape(4, 6) - 70

VOLUME = _random.permutation(150)[:105].reshape(5, 7, 3) - 60
DEEP = _random.permutation(300)[:168].reshape(7, 6, 4) - 320


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
