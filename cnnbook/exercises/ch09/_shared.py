"""What several exercises of chapter 9 use."""

from __future__ import annotations

import numpy as np


def strides_of(layers):
    return np.array([s for _, s in layers])


def draw_layers(random: np.random.Generator) -> list[tuple[int, int]]:
    """Draw four to six layers whose strides and kernel sizes differ."""
    count = int(random.integers(4, 7))
    sizes = random.integers(2, 8, count)
    strides = random.permutation([2, 3, 1, 2, 1, 1][:count])
    return [(int(f), int(s)) for f, s in zip(sizes, strides, strict=True)]


LENET = [(5, 1), (2, 2), (5, 1), (2, 2), (5, 1)]
PLAIN = [(3, 1), (3, 1), (3, 1)]
MIXED = [(7, 2), (3, 2), (4, 1), (2, 3), (3, 1)]
STEEP = [(2, 3), (5, 1), (3, 2), (6, 2)]


def field_of(layers, start=1, less=1, jump=lambda jump, s: jump * s):
    """Add up a receptive field, with a place for every mistake."""
    field, step = start, 1
    for f, s in layers:
        field += (f - less) * step
        step = jump(step, s)
    return field


def field_with_own_stride(layers):
    field, step = 1, 1
    for f, s in layers:
        step *= s
        field += (f - 1) * step
    return field


def field_by_counting(layers):
    places = {0}
    for f, s in reversed(layers):
        places = {place * s + k for place in places for k in range(f)}
    return len(range(min(places), max(places) + 1))
