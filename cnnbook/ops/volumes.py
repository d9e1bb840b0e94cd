"""Check what every layer over volumes takes."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnnbook._arrays import as_array

VOLUME_AXES = {3: "(H, W, C_in)", 4: "(N, H, W, C_in)"}


def as_volume(x: ArrayLike) -> NDArray[Any]:
    """Return `x` as one image with channels, or as a batch, which may be empty."""
    return as_array("x", x, VOLUME_AXES, batched=(4,))


def as_filters(name: str, w: ArrayLike, axes: str) -> NDArray[Any]:
    """Return `w` as an array of four axes and finite weights."""
    return as_array(name, w, {4: axes}, finite=True)


def as_biases(b: ArrayLike | None, count: int) -> NDArray[Any]:
    """Return `b` as an array of `count` numbers; zeros for None."""
    b = np.zeros(count, np.int64) if b is None else b
    b = as_array("b", b, {1: "(C_out,)"}, finite=True)
    if b.shape != (count,):
        raise ValueError(f"b must have one entry per filter, {count}, got {b.shape}")
    return b
