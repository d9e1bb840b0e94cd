"""Chapter 4: counting instead of formulas, floats, other designs."""

import math

import numpy as np


def until_gone(n, f):
    layers = 0
    while n >= f:
        n, layers = n - f + 1, layers + 1
    return layers


def usage(height, width, f, s=1):
    def along(n):
        return [sum(0 <= i - t < f for t in range(0, n - f + 1, s)) for i in range(n)]

    return np.outer(along(height), along(width))


def tf_same(n, f, s):
    total = max(f - s, 0) if n % s == 0 else max(f - n % s, 0)
    return total // 2, total - total // 2


RIGHT = [
    ("output-size", lambda n, f, p=0, s=1: len(range(f, n + 2 * p + 1, s))),
    ("output-size", lambda n, f, p=0, s=1: math.floor((n + 2 * p - f) / s + 1)),
    ("output-size", lambda n, f, p=0, s=1: np.floor((n + 2 * p - f) / s) + 1),
    ("same-padding", lambda f: f // 2),
    ("layers-until-gone", until_gone),
    ("pixel-usage", usage),
    ("tf-same", tf_same),
    ("inverse-design", [[3, 0, 1], [7, 1, 2], [7, 3, 2], [29, 14, 1]]),
    (
        "inverse-design",
        np.array([[5, 1, 1], [5, 0, 2], [3, 1, 2], [5, 2, 1]], "float32"),
    ),
]
