"""A window that moves by more than one pixel, in both directions."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from numpy.typing import ArrayLike

from cnnbook import ops
from cnnbook.plots.grids import grid
from cnnbook.plots.style import BLUE, GREEN, ORANGE, PINK, new_figure

COLOURS = (ORANGE, BLUE, GREEN, PINK)


def strided_windows(image: ArrayLike, kernel: ArrayLike, stride: int) -> Figure:
    """Draw an image with the windows of a strided convolution, and its feature map.

    Parameters
    ----------
    image : array_like, shape (H, W)
        The image.
    kernel : array_like, shape (f_H, f_W)
        The kernel.
    stride : int
        Step of the window in pixels.

    Returns
    -------
    matplotlib.figure.Figure
        The figure. A window and its value have frames of one colour; pixels that no
        window reaches are hatched.

    Raises
    ------
    TypeError, ValueError
        As for `cnnbook.conv2d`.

    Examples
    --------
    >>> figure = strided_windows([[1, 2, 3, 4, 5]], [[1, 0, -1]], stride=2)
    >>> [text.get_text() for text in figure.axes[1].texts]
    ['−2', '−2']
    """
    image, kernel = np.asarray(image), np.asarray(kernel)
    result = ops.conv2d(image, kernel, stride=stride)
    seen = np.zeros(image.shape, dtype=bool)
    f_h, f_w = kernel.shape
    for i, j in np.ndindex(result.shape):
        seen[i * stride : i * stride + f_h, j * stride : j * stride + f_w] = True
    height, width = max(image.shape[0], 2), image.shape[1] + result.shape[1]
    figure, (left, right) = new_figure(
        0.42 * width + 1.0,
        0.42 * height + 0.5,
        columns=2,
        width_ratios=[image.shape[1], result.shape[1]],
    )
    grid(image, unused=~seen, title=f"image, s = {stride}", ax=left)
    grid(result, title="feature map", ax=right)
    for number, (i, j) in enumerate(np.ndindex(result.shape)):
        colour = COLOURS[(i % 2 * 2 + j % 2) % len(COLOURS)]
        inset = 0.04 + 0.05 * (number % 4)
        _frame(left, i * stride, j * stride, (f_h, f_w), colour, inset)
        _frame(right, i, j, (1, 1), colour, 0.06)
    return figure


def _frame(ax, top, left, size, colour, inset):
    at, wide, tall = (left + inset, top + inset), size[1], size[0]
    sides = wide - 2 * inset, tall - 2 * inset
    ax.add_patch(Rectangle(at, *sides, facecolor=colour, alpha=0.13, lw=0))
    ax.add_patch(Rectangle(at, *sides, fill=False, edgecolor=colour, lw=2))
