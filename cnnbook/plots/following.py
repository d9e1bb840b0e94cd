"""One value of a small network, followed back to the pixels that it comes from."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import ConnectionPatch
from numpy.typing import ArrayLike

from cnnbook import ops
from cnnbook.plots.grids import Window, grid
from cnnbook.plots.style import ORANGE, PHONE_WIDTH, new_figure, number_text


def follow_back(
    image: ArrayLike,
    kernel: ArrayLike,
    bias: float = 0,
    position: tuple[int, int] = (0, 0),
) -> Figure:
    """Draw convolution, ReLU and 2×2 max pooling, and the way of one pooled value.

    Parameters
    ----------
    image : array_like, shape (H, W)
        The image.
    kernel : array_like, shape (f_H, f_W)
        The kernel; its weights are written into the window that won.
    bias : float, default 0
        What is added to every sum.
    position : (int, int), default (0, 0)
        Row and column of the pooled value.

    Returns
    -------
    matplotlib.figure.Figure
        The figure: four grids, each window joined to the value that it gives. What the
        ReLU sets to 0 is hatched.

    Raises
    ------
    IndexError
        If there is no such position.
    TypeError, ValueError
        If the kernel does not fit into the image.

    Examples
    --------
    >>> figure = follow_back([[1, 2, 3], [4, 0, 0], [0, 0, 9]], [[1, 0], [0, -1]])
    >>> [axes.get_title() for axes in figure.axes]
    ['image', 'z', 'ReLU', 'pooled']
    """
    image, kernel = np.asarray(image), np.asarray(kernel)
    z = ops.conv2d(image, kernel) + bias
    a = ops.relu(z)
    pooled = ops.pool2d(a, 2)
    row, column = position
    block = (2 * row, 2 * column, 2, 2)
    inside = a[2 * row : 2 * row + 2, 2 * column : 2 * column + 2]
    down, right = np.argwhere(inside == pooled[row, column])[0]
    winner = (int(2 * row + down), int(2 * column + right))
    cell = (PHONE_WIDTH - 0.5) / (image.shape[1] + z.shape[1])
    tall = cell * (image.shape[0] + a.shape[0])
    figure, axes = new_figure(
        PHONE_WIDTH,
        tall + 1.0,
        columns=2,
        rows=2,
        height_ratios=[image.shape[0], a.shape[0]],
        width_ratios=[image.shape[1], z.shape[1]],
    )
    figure.get_layout_engine().set(hspace=0.08)  # type: ignore[union-attr]
    one = (*winner, 1, 1)
    sign = "" if not bias else f" {'+' if bias > 0 else '−'} {number_text(abs(bias))}"
    grid(image, window=(*winner, *kernel.shape), weights=kernel, ax=axes[0])
    grid(z, output=one, ax=axes[1])
    grid(a, window=block, unused=z < 0, ax=axes[2])
    grid(pooled, output=(*position, 1, 1), ax=axes[3])
    titles = ["image", f"z{sign and ' = sum' + sign}", "ReLU", "pooled"]
    for ax, title in zip(axes, titles, strict=True):
        ax.set_title(title)
        ax.set_anchor("N")
    axes[3].set(xlim=axes[2].get_xlim(), ylim=axes[2].get_ylim())  # cells of one size
    _join(axes[0], (*winner, *kernel.shape), axes[1], one)
    _join(axes[2], block, axes[3], (*position, 1, 1))
    return figure


def _join(start: Axes, window: Window, end: Axes, value: Window) -> None:
    """Join the right corners of a window to the left ones of the value it gives."""
    for below in (0, 1):
        line = ConnectionPatch(
            (window[1] + window[3], window[0] + below * window[2]),
            (value[1], value[0] + below * value[2]),
            "data",
            axesA=start,
            axesB=end,
            color=ORANGE,
            lw=1.2,
            alpha=0.7,
        )
        line.set_in_layout(False)
        end.figure.add_artist(line)
