"""A window on its way over an image."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from cnnbook import ops
from cnnbook._arrays import as_array
from cnnbook.plots.grids import grid
from cnnbook.plots.style import PHONE_WIDTH, new_figure, number_text


def convolution_step(
    image: ArrayLike, kernel: ArrayLike, position: tuple[int, int] = (0, 0)
) -> Figure:
    """Draw the image with its window, the kernel, and the feature map so far.

    Parameters
    ----------
    image : array_like, shape (H, W)
        The image.
    kernel : array_like, shape (f_H, f_W)
        The kernel; its weights are written into the window too.
    position : (int, int), default (0, 0)
        Row and column of the output value that is being computed.

    Returns
    -------
    matplotlib.figure.Figure
        The figure.

    Raises
    ------
    TypeError, ValueError
        If the kernel does not fit into the image, or there is no such position.

    Examples
    --------
    >>> figure = convolution_step([[1, 2, 3], [4, 5, 6]], [[1, 0], [0, 1]], (0, 1))
    >>> [axes.get_title() for axes in figure.axes]
    ['image', 'kernel', 'feature map']
    """
    image, kernel = np.asarray(image), np.asarray(kernel)
    result = values_up_to(ops.conv2d(image, kernel), position)
    places = _places(image.shape, kernel.shape, result.shape)
    width = max(left + wide for left, _, wide, _ in places)
    height = max(top + tall for _, top, _, tall in places)
    figure, axes = new_figure(width, height, columns=3)
    figure.set_layout_engine("none")
    for ax, (left, top, wide, tall) in zip(axes, places, strict=True):
        bottom = height - top - tall
        ax.set_position(
            [left / width, bottom / height, wide / width, tall / height],
        )
    window = (*position, *kernel.shape)
    grid(image, window=window, weights=kernel, title="image", ax=axes[0])
    grid(kernel, title="kernel", ax=axes[1])
    grid(result, output=(*position, 1, 1), title="feature map", ax=axes[2])
    return figure


def _places(image, kernel, result, cell=0.42, title=0.32, gap=0.45):
    """Return left, top, width and height, in inches, of three grids of one cell size.

    The kernel and the feature map stand one above the other, right of the image.
    """
    sizes = [(cell * (w + 0.12), cell * (h + 0.12)) for h, w in (image, kernel, result)]
    right = sizes[0][0] + gap
    below = title + sizes[1][1]
    corners = [(0, title), (right, title), (right, below + title)]
    return [(*corner, *size) for corner, size in zip(corners, sizes, strict=True)]


def window_strip(
    image: ArrayLike, kernel: ArrayLike, positions: Sequence[tuple[int, int]]
) -> Figure:
    """Draw one small picture of image and window for each position.

    Parameters
    ----------
    image : array_like, shape (H, W)
        The image.
    kernel : array_like, shape (f_H, f_W)
        The kernel.
    positions : sequence of (int, int)
        Rows and columns of output values, drawn in rows of three.

    Returns
    -------
    matplotlib.figure.Figure
        The figure; each picture's title is the value that its window gives.

    Raises
    ------
    TypeError, ValueError
        If the kernel does not fit into the image, or there is no such position.

    Examples
    --------
    >>> figure = window_strip([[1, 2, 3]], [[1, 1]], [(0, 0), (0, 1)])
    >>> [axes.get_title() for axes in figure.axes]
    ['row 0, column 0: 3', 'row 0, column 1: 5']
    """
    image, kernel = np.asarray(image), np.asarray(kernel)
    result = ops.conv2d(image, kernel)
    columns = min(3, len(positions))
    rows = -(-len(positions) // columns)
    side = PHONE_WIDTH / columns if columns > 1 else 2.3
    height = rows * ((side - 0.1) * image.shape[0] / image.shape[1] + 0.35)
    figure, axes = new_figure(side * columns, height, columns=columns, rows=rows)
    for ax, (row, column) in zip(axes, positions, strict=False):
        value = values_up_to(result, (row, column))[row, column]
        title = f"row {row}, column {column}: {number_text(value)}"
        grid(image, window=(row, column, *kernel.shape), title=title, ax=ax)
    for ax in axes[len(positions) :]:
        ax.axis("off")
    return figure


def flips(kernel: ArrayLike) -> Figure:
    """Draw a kernel beside its half turn, its transpose and its mirror images.

    Parameters
    ----------
    kernel : array_like, shape (f_H, f_W)
        The kernel.

    Returns
    -------
    matplotlib.figure.Figure
        The figure.

    Raises
    ------
    TypeError, ValueError
        If `kernel` is no grid of numbers.

    Examples
    --------
    >>> len(flips([[1, 2], [3, 4]]).axes)
    4
    """
    kernel = as_array("kernel", kernel, {2: "(f_H, f_W)"})
    figure, axes = new_figure(3.8, 3.9, columns=2, rows=2)
    versions = {
        "as it is": kernel,
        "both axes flipped": kernel[::-1, ::-1],
        "only mirrored": kernel[:, ::-1],
        "transposed": kernel.T,
    }
    for ax, (title, version) in zip(axes, versions.items(), strict=True):
        grid(version, shade="sign", title=title, ax=ax)
    return figure


def values_up_to(result, position):
    """Return the result with everything after `position` left empty."""
    height, width = result.shape
    row, column = position
    if not (0 <= row < height and 0 <= column < width):
        raise ValueError(
            f"position must be inside the {height}×{width} feature map, got {position}"
        )
    number = np.arange(result.size).reshape(result.shape)
    return np.where(number <= row * width + column, result, np.nan)
