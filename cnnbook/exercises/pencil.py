"""Numbers that are small enough for a pencil."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray


def grid(random: np.random.Generator, *shape: int, low: int = 0, high: int = 9) -> Any:
    """Return whole numbers of a shape, from `low` to `high`."""
    return random.integers(low, high + 1, shape)


def weights(random: np.random.Generator, *shape: int, most: int = 4) -> NDArray[Any]:
    """Return weights of a kernel: some negative, some positive, at most one of them 0."""
    while True:
        found = random.integers(-most, most + 1, shape)
        if (found < 0).any() and (found > 0).any() and (found == 0).sum() <= 1:
            return found


def whole(random: np.random.Generator, low: int, high: int) -> int:
    """Return one whole number from `low` to `high`."""
    return int(random.integers(low, high + 1))


def two(random: np.random.Generator, low: int, high: int) -> tuple[int, int]:
    """Return two different whole numbers from `low` to `high`."""
    one, other = random.choice(np.arange(low, high + 1), 2, replace=False)
    return int(one), int(other)
