"""The matrix that does what a kernel does."""

from __future__ import annotations

import numpy as np

from cnnbook import ops
from cnnbook.exercises.base import Alternative, Case, FunctionExercise, Misconception


def _toeplitz(kernel, height, width, place=None, window=None, count=None):
    """Write a kernel as a matrix, with a place for every mistake.

    `place` numbers the pixels, `window` the windows, from row and column.
    """
    f_h, f_w = kernel.shape
    rows, columns = height - f_h + 1, width - f_w + 1
    place = place or (lambda i, j: i * width + j)
    window = window or (lambda i, j: i * columns + j)
    matrix = np.zeros((rows * columns, height * width), kernel.dtype)
    for i, j in np.ndindex(rows, columns):
        for (u, v), weight in np.ndenumerate(kernel):
            matrix[window(i, j), place(i + u, j + v)] = weight
    return matrix


def _columnwise(kernel, height, width):
    return _toeplitz(kernel, height, width, place=lambda i, j: j * height + i)


def _windows_columnwise(kernel, height, width):
    rows = height - kernel.shape[0] + 1
    return _toeplitz(kernel, height, width, window=lambda i, j: j * rows + i)


def _wrapping(kernel, height, width):
    """Move the pattern by one place in every row, also at the image's edge."""
    f_h, f_w = kernel.shape
    pattern = np.zeros((f_h, width), kernel.dtype)
    pattern[:, :f_w] = kernel
    pattern = pattern.ravel()[: (f_h - 1) * width + f_w]
    starts = height * width - len(pattern) + 1
    return np.stack(
        [np.pad(pattern, (start, starts - 1 - start)) for start in range(starts)]
    )


def _side_by_side(kernel, height, width):
    f_h, f_w = kernel.shape
    rows, columns = height - f_h + 1, width - f_w + 1
    matrix = np.zeros((rows * columns, height * width), kernel.dtype)
    for number, (i, j) in enumerate(np.ndindex(rows, columns)):
        start = i * width + j
        matrix[number, start : start + kernel.size] = kernel.ravel()
    return matrix


def _padded(kernel, height, width):
    """Let the map be as large as the image."""
    spots = np.eye(height * width, dtype=kernel.dtype).reshape(-1, height, width)
    return ops.conv2d(spots, kernel, "same").reshape(height * width, -1).T


def _draw_toeplitz(random: np.random.Generator) -> Case:
    f_h, f_w = (int(n) for n in random.permutation([2, 3]))
    height, width = (int(n) for n in random.permutation([4, 5, 6, 7])[:2])
    kernel = random.permutation(np.arange(1, 18))[: f_h * f_w].reshape(f_h, f_w)
    return Case((kernel * random.choice([-1, 1], kernel.shape), height, width))


def _window(case, index):
    kernel, _, width = case.args
    columns = width - kernel.shape[1] + 1
    i, j = divmod(index[0], columns)
    row, column = divmod(index[1], width)
    return (
        f"the window begins in row {i}, column {j} of the image, and the weight is that of "
        f"the pixel in row {row}, column {column}"
    )


def _by_impulses(kernel, height, width):
    from scipy.signal import correlate2d

    spots = np.eye(height * width).reshape(-1, height, width)
    columns = [correlate2d(spot, kernel, "valid").ravel() for spot in spots]
    return np.array(columns).T


def _by_blocks(kernel, height, width):
    f_h, f_w = kernel.shape
    rows, columns = height - f_h + 1, width - f_w + 1
    matrix = 0
    for u in range(f_h):
        band = sum(
            kernel[u, v] * np.eye(columns, width, k=v, dtype=kernel.dtype)
            for v in range(f_w)
        )
        matrix = matrix + np.kron(np.eye(rows, height, k=u, dtype=int), band)
    return matrix


EXERCISE = FunctionExercise(
    __name__,
    title="A kernel as a matrix",
    difficulty=2,
    points=3,
    place=40,
    reference=_toeplitz,
    cases=(
        Case((np.array([[1, 2], [-1, 3]]), 3, 3)),
        Case((np.array([[1, -2, 4], [3, 5, -7]]), 4, 5)),
        Case((np.array([[2, 1], [7, -3], [4, 5]]), 5, 4)),
        Case((np.array([[0.5, -1.5, 2.0]]), 2, 6)),
    ),
    draw=_draw_toeplitz,
    locate=_window,
    misconceptions=(
        Misconception(
            "flipped kernel",
            "Your kernel is turned by 180°. Slide it as it is.",
            lambda k, h, w: _toeplitz(k[::-1, ::-1], h, w),
        ),
        Misconception(
            "image column by column",
            "You number the pixels column by column. The image is written row after row.",
            _columnwise,
        ),
        Misconception(
            "map column by column",
            "Your rows are right but in another order: you slide down the columns. Slide "
            "along the rows.",
            _windows_columnwise,
        ),
        Misconception(
            "transposed",
            "You have a row for each pixel. A row belongs to a value of the map.",
            lambda k, h, w: _toeplitz(k, h, w).T,
        ),
        Misconception(
            "windows over the edge",
            "You move the pattern by one place in every row. At the right edge of the "
            "image the window goes on to the next row.",
            _wrapping,
        ),
        Misconception(
            "weights side by side",
            "All your weights stand side by side. The second row of the kernel lies on "
            "the next row of the image.",
            _side_by_side,
        ),
        Misconception(
            "padded",
            "You have a row for each pixel. Without padding there are fewer windows.",
            _padded,
        ),
        Misconception(
            "ones for weights",
            "You mark the pixels under the window with 1. Their weights are wanted.",
            lambda k, h, w: _toeplitz(np.ones_like(k), h, w),
        ),
    ),
    alternatives=(
        Alternative(
            "the convolution is asked what it makes of every single pixel", _by_impulses
        ),
        Alternative(
            "each row of the kernel becomes a band, and the bands blocks", _by_blocks
        ),
    ),
)
