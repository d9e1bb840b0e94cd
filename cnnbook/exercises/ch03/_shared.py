"""What several exercises of chapter 3 use."""

from __future__ import annotations

import numpy as np

from cnnbook import kernels, ops
from cnnbook.exercises.base import Demand

VERTICAL = kernels.kernel("sobel-vertical")
HORIZONTAL = kernels.kernel("sobel-horizontal")


def response(kernel, picture) -> float:
    """Return a kernel's answer, as a part of the largest it could be."""
    weights = np.abs(kernel).sum()
    return float((kernel * picture).sum() / weights) if weights else 0.0


def silent(kernel, pictures) -> bool:
    """Return whether the answers are 0, up to weights rounded to two or three digits."""
    return all(abs(response(kernel, picture)) < 0.002 for picture in pictures)


LEVELS = [np.full((3, 3), level) for level in (0.2, 1.0)]

EVEN = Demand(
    "an even surface gives 0",
    lambda kernel: silent(kernel, LEVELS),
    "Nothing changes on an even surface, yet your kernel answers. What is the sum of its "
    "weights?",
)


def loss_gradient(image, kernel, target, *, error=None, turn=lambda g: g, factor=2.0):
    """Return the gradient of the mean squared error, or one with a mistake in it."""
    gap = ops.conv2d(image, kernel) - target
    gap = gap if error is None else error(gap)
    return factor * turn(ops.conv2d(image, gap)) / gap.size
