"""A window on its way over an image."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from cnnbook import ops
from cnnbook._arrays import as_array
from cnnbook.plots.grids import grid
from cnnbook.plots.style import new_figure


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
    result = _so_far(ops.conv2d(image, kernel), position)
    widths = [image.shape[1], kernel.shape[1], result.shape[1]]
    figure, axes = new_figure(7.2, 2.9, columns=3, width_ratios=widths)
    window = (*position, *kernel.shape)
    grid(image, window=window, weights=kernel, title="image", ax=axes[0])
    grid(kernel, title="kernel", ax=axes[1])
    grid(result, window=(*position, 1, 1), title="feature map", ax=axes[2])
    for ax in axes[1:]:  # cells of one size: the same room as for the image
        spare = (image.shape[0] - abs(np.diff(ax.get_ylim())[0])) / 2
        bottom, top = ax.get_ylim()
        ax.set_ylim(bottom + spare, top - spare)
    return figure


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
        Rows and columns of output values; six fill two rows of three.

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
    height = rows * (2.2 * image.shape[0] / image.shape[1] + 0.35)
    figure, axes = new_figure(2.4 * columns, height, columns=columns, rows=rows)
    for ax, (row, column) in zip(axes, positions, strict=False):
        value = _so_far(result, (row, column))[row, column]
        title = f"row {row}, column {column}: {value:g}".replace("-", "−")
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
    figure, axes = new_figure(7.2, 2.1, columns=4)
    versions = {
        "as it is": kernel,
        "both axes flipped": kernel[::-1, ::-1],
        "only mirrored": kernel[:, ::-1],
        "transposed": kernel.T,
    }
    for ax, (title, version) in zip(axes, versions.items(), strict=True):
        grid(version, shade="sign", title=title, ax=ax)
    return figure


def _so_far(result, position):
    """Return the result with everything after `position` left empty."""
    height, width = result.shape
    row, column = position
    if not (0 <= row < height and 0 <= column < width):
        raise ValueError(
            f"position must be inside the {height}×{width} feature map, got {position}"
        )
    number = np.arange(result.size).reshape(result.shape)
    return np.where(number <= row * width + column, result, np.nan)
