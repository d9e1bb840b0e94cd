"""What several exercises of chapter 1 use."""

from __future__ import annotations

import numpy as np


def inverse(permutation):
    return np.argsort(permutation)


def draw_permutation(random: np.random.Generator, n: int) -> np.ndarray:
    """Draw an order that is not its own inverse."""
    while True:
        permutation = random.permutation(n)
        if not np.array_equal(permutation, inverse(permutation)):
            return permutation
