"""The matrices of the lecture, and what its convolutions and poolings give.

Every array is read-only; take a ``.copy()`` to change one. The results were computed by
hand and are tested against `cnnbook.ops` and SciPy.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray


def _fixed(rows: list[list[float]]) -> NDArray[Any]:
    array = np.array(rows)
    array.setflags(write=False)
    return array


A = _fixed(
    [
        [5, 2, 3, 1, 2, 4],
        [2, 4, 1, 0, 3, 1],
        [5, 1, 0, 2, 8, 3],
        [0, 2, 1, 5, 2, 4],
        [2, 7, 0, 0, 2, 1],
        [1, 3, 2, 8, 7, 0],
    ]
)
"""The 6×6 image of the first worked convolution."""

K = _fixed([[1, 2, -1], [0, 1, 2], [-2, 1, 0]])
"""The asymmetric kernel that goes with A."""

A_CORRELATED_K = _fixed(
    [[3, 6, 11, 10], [12, 7, 19, 11], [14, -4, 5, 27], [11, -5, 17, 0]]
)
"""A ⋆ K: cross-correlation, valid, stride 1."""

A_CONVOLVED_K = _fixed(
    [[1, 11, 11, 14], [18, 8, 7, 16], [15, -6, -5, 19], [18, 14, 22, 2]]
)
"""A ∗ K: true convolution, with K flipped along both axes."""

B = _fixed(
    [
        [1, 1, 1, 0, 0],
        [0, 1, 1, 1, 0],
        [0, 0, 1, 1, 1],
        [0, 0, 1, 1, 0],
        [0, 1, 1, 0, 0],
    ]
)
"""The binary 5×5 image of the sliding-window example."""

F = _fixed([[1, 0, 1], [0, 1, 0], [1, 0, 1]])
"""The symmetric filter that goes with B."""

B_CORRELATED_F = _fixed([[4, 3, 4], [2, 4, 3], [2, 3, 4]])
"""B ⋆ F, the convolved feature."""

C = _fixed(
    [
        [3, 0, 1, 2, 7, 4],
        [1, 5, 8, 9, 3, 1],
        [2, 7, 2, 5, 1, 3],
        [0, 1, 3, 1, 7, 8],
        [4, 2, 1, 6, 2, 8],
        [2, 4, 5, 2, 3, 9],
    ]
)
"""The 6×6 image of the edge-detection slides."""

C_VERTICAL = _fixed(
    [[-5, -4, 0, 8], [-10, -2, 2, 3], [0, -2, -4, -7], [-3, -2, -3, -16]]
)
"""C ⋆ the vertical edge kernel."""

C_SOBEL = _fixed(
    [[-12, -8, 5, 16], [-10, 0, 3, 5], [-3, -2, -8, -14], [0, -6, -4, -18]]
)
"""C ⋆ the Sobel kernel for vertical edges."""

C_SCHARR = _fixed(
    [[-64, -40, 35, 80], [-30, 8, 13, 23], [-21, -6, -40, -70], [12, -34, -16, -62]]
)
"""C ⋆ the Scharr kernel for vertical edges."""

GRID = _fixed(
    [
        [1, 2, 9, 8, 7],
        [1, 6, 5, 0, 0],
        [2, 2, 3, 1, 0],
        [1, 1, -3, 0, -1],
        [1, -2, 2, 2, 3],
    ]
)
"""The 5×5 grid of the grid-size slide; its top left 3×3 corner is the smaller one."""

P = _fixed([[4, 3, 1, 5], [1, 3, 4, 8], [4, 5, 4, 3], [6, 5, 9, 4]])
"""The 4×4 map of the pooling slides."""

P_MAX = _fixed([[4, 8], [6, 9]])
"""P after 2×2 max pooling at stride 2."""

P_AVERAGE = _fixed([[2.75, 4.5], [5.0, 5.0]])
"""P after 2×2 average pooling at stride 2; the slide prints 5.3 for the third value."""
