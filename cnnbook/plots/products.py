"""Where the flip comes from, and one operation on numbers and on a photograph."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from cnnbook import ops
from cnnbook._arrays import as_array
from cnnbook.plots.grids import grid
from cnnbook.plots.style import BLUE, PHONE_WIDTH, new_figure, number_text


def antidiagonals(first: ArrayLike, second: ArrayLike) -> Axes:
    """Draw all products of two lists; those that are added stand on one oblique line.

    Parameters
    ----------
    first, second : array_like, shape (n,) and (m,)
        The two lists: a row for each number of the first, which stands on its right, a
        column for each of the second.

    Returns
    -------
    matplotlib.axes.Axes
        The axes, with the sum at the lower end of each line, where it leaves the grid.

    Raises
    ------
    TypeError, ValueError
        If one of them is no list of numbers.

    Examples
    --------
    >>> axes = antidiagonals([1, 2], [3, 4])
    >>> [text.get_text() for text in axes.texts if text.get_color() == BLUE]
    ['3', '10', '8']
    """
    first = as_array("first", first, {1: "(n,)"})
    second = as_array("second", second, {1: "(m,)"})
    n, m = len(first), len(second)
    _, (ax,) = new_figure(0.55 * (m + 2) + 0.4, 0.5 * (n + 2))
    products = np.outer(first, second)
    grid(products, ax=ax)
    style = {"ha": "center", "va": "center"}
    for row, value in enumerate(first):
        ax.text(m + 0.5, row + 0.5, number_text(value), fontweight="bold", **style)
    for column, value in enumerate(second):
        ax.text(column + 0.5, -0.5, number_text(value), fontweight="bold", **style)
    for power, total in enumerate(np.convolve(first, second)):
        row = min(power, n - 1)  # where the line leaves the grid, below or on the left
        column = power - row
        start = (min(power, m - 1) + 0.95, power - min(power, m - 1) + 0.05)
        end = (column - 0.15, row + 1.15)
        ax.plot(*zip(start, end, strict=True), color=BLUE, lw=1.2, alpha=0.6)
        place = (end[0] - 0.25, end[1] + 0.3)
        ax.text(*place, number_text(total), color=BLUE, fontsize=11, **style)
    ax.set(xlim=(-0.9, m + 0.9), ylim=(n + 0.9, -0.9))
    return ax


def numbers_and_photograph(
    image: ArrayLike, kernel: ArrayLike, photo: ArrayLike, weights: ArrayLike
) -> Figure:
    """Draw a small image, its kernel and its map above the same for a photograph.

    Parameters
    ----------
    image, photo : array_like, shape (H, W)
        Drawn as numbers, and in shades of grey from 0 to 1.
    kernel, weights : array_like, shape (f, f)
        What slides over either.

    Returns
    -------
    matplotlib.figure.Figure
        The figure.

    Raises
    ------
    TypeError, ValueError
        If a kernel does not fit into its image.

    Examples
    --------
    >>> photo = np.zeros((8, 8))
    >>> figure = numbers_and_photograph([[1, 2, 3]], [[1, 1]], photo, np.ones((5, 5)))
    >>> [axes.get_title() for axes in figure.axes]
    ['image', 'kernel', 'feature map', 'photograph', '5×5 kernel', 'feature map']
    """
    weights, photo = np.asarray(weights), np.asarray(photo)
    figure, axes = new_figure(PHONE_WIDTH, 3.9, columns=3, rows=2)
    grid(image, title="image", ax=axes[0])
    grid(kernel, title="kernel", ax=axes[1])
    result = ops.conv2d(image, kernel)
    grid(result, shade="sign", title="feature map", ax=axes[2])
    size = f"{weights.shape[0]}×{weights.shape[1]} kernel"
    shown = {"photograph": photo, size: None, "feature map": ops.conv2d(photo, weights)}
    for ax, (title, picture) in zip(axes[3:], shown.items(), strict=True):
        ax.set_title(title)
        if picture is None:
            grid(np.full(weights.shape, np.nan), title=title, ax=ax)
            note = f"{weights.size} times 1/{round(1 / weights.flat[0])}"
            box = {"facecolor": "white", "edgecolor": "none"}
            middle = (weights.shape[1] / 2, weights.shape[0] / 2)
            ax.text(*middle, note, ha="center", va="center", fontsize=10, bbox=box)
            continue
        ax.imshow(picture, cmap="gray", vmin=0, vmax=1, interpolation="nearest")
        ax.axis("off")
    return figure
