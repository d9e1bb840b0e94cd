"""A separable convolution: first the windows, then the channels."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Circle, Rectangle
from numpy.typing import ArrayLike

from cnnbook import ops
from cnnbook._arrays import as_array
from cnnbook.plots.style import (
    BLUE,
    DARK_GREY,
    GREEN,
    KERNEL_FILL,
    ORANGE,
    OUTPUT_FILL,
    PHONE_WIDTH,
    WINDOW_FILL,
    new_figure,
    number_text,
)

CHANNELS = {"red": "#D00000", "green": "#2E9E2E", "blue": "#2040D0"}
GAP, RADIUS, FAN = 1.5, 1.35, 8.0
"""Between grids, of a number's circle, and for the mixture's lines; in cells."""


def separable(image: ArrayLike, slices: ArrayLike, mix: ArrayLike) -> Axes:
    """Draw the first value of a separable convolution, and all that goes into it.

    Parameters
    ----------
    image : array_like, shape (H, W, 3)
        The image, a row of the figure for each channel.
    slices : array_like, shape (f_H, f_W, 3)
        The kernel of each channel.
    mix : array_like, shape (3, C_out)
        The weights that mix the three maps, a column for each map that comes out.

    Returns
    -------
    matplotlib.axes.Axes
        The axes. The depthwise step stays in its row; the pointwise one joins all rows.

    Raises
    ------
    TypeError, ValueError
        If the arrays do not fit together.

    Examples
    --------
    >>> ones = np.ones((2, 2, 3))
    >>> axes = separable(ones, ones[:1, :1], [[1], [2], [3]])
    >>> [text.get_text() for text in axes.texts if "×" in text.get_text()]
    ['×1', '×2', '×3']
    """
    image = as_array("image", image, {3: "(H, W, 3)"})
    slices = as_array("slices", slices, {3: "(f_H, f_W, 3)"})
    mix = as_array("mix", mix, {2: "(3, C_out)"})
    names = list(CHANNELS)
    if not image.shape[2] == slices.shape[2] == len(mix) == len(names):
        depths = image.shape[2], slices.shape[2], len(mix)
        raise ValueError(f"image, slices and mix must have 3 channels, got {depths}")
    maps = [ops.conv2d(image[..., c], slices[..., c]) for c in range(3)]
    firsts = np.array([plane[0, 0] for plane in maps])
    (h, w), (f_h, f_w), (m, n) = image.shape[:2], slices.shape[:2], maps[0].shape
    at_kernel = w + GAP
    at_map = at_kernel + f_w + GAP
    at_sum = at_map + n + GAP + RADIUS
    at_mixed = at_sum + 2 * RADIUS + FAN
    at_out = at_mixed + RADIUS + GAP
    length, pitch = at_out + n, h + 2.0
    unit = PHONE_WIDTH / (length + 1.2)
    tall = 3 * pitch + 2.2
    _, (ax,) = new_figure(PHONE_WIDTH, unit * tall)
    levels = [pitch * c + h / 2 for c in range(3)]
    for c, name in enumerate(names):
        top = pitch * c
        bar = Rectangle((-0.75, top), 0.5, h, color=CHANNELS[name], lw=0)
        ax.add_patch(bar)
        ax.text(-0.5, top - 0.15, name, ha="left", va="bottom", fontsize=10)
        _cells(ax, 0, top, h, w, "white", (f_h, f_w, WINDOW_FILL, ORANGE))
        kernel = levels[c] - f_h / 2
        _cells(ax, at_kernel, kernel, f_h, f_w, KERNEL_FILL, (f_h, f_w, None, BLUE))
        _cells(ax, at_map, levels[c] - m / 2, m, n, "white", (1, 1, OUTPUT_FILL, GREEN))
        _arrow(ax, w, at_kernel, levels[c])
        _arrow(ax, at_kernel + f_w, at_map, levels[c])
        _lead(ax, (at_map + 1, levels[c] - m / 2 + 0.5), (at_sum - RADIUS, levels[c]))
    middles = np.linspace(levels[0], levels[-1], mix.shape[1] + 2)[1:-1]
    for out, (middle, value) in enumerate(zip(middles, firsts @ mix, strict=True)):
        for c, level in enumerate(levels):
            start, end = np.array([at_sum, level]), np.array([at_mixed, middle])
            ax.plot(*np.c_[start, end], color=BLUE, lw=1.4, zorder=1)
            place = start + (0.38 + 0.14 * (out - c % 2)) * (end - start)
            text = f"×{number_text(mix[c, out])}"
            box = {"facecolor": "white", "edgecolor": "none", "pad": 0.8}
            style = {"color": BLUE, "fontsize": 10, "bbox": box}
            ax.text(*place, text, ha="center", va="center", **style)
        top = middle - m / 2
        _cells(ax, at_out, top, m, n, "white", (1, 1, OUTPUT_FILL, GREEN))
        _lead(ax, (at_mixed + RADIUS, middle), (at_out, top + 0.5))
        _number(ax, at_mixed, middle, value)
    for level, value in zip(levels, firsts, strict=True):
        _number(ax, at_sum, level, value)
    heads = {
        w / 2: "image",
        at_kernel + f_w / 2: "kernels",
        at_map + n / 2: "maps",
        (at_sum + at_mixed) / 2: "pointwise",
        at_out + n / 2: "mixtures",
    }
    for x, words in heads.items():
        ax.text(x, 3 * pitch - 1.5, words, ha="center", va="top", fontweight="bold")
    ax.set(xlim=(-1, length + 0.2), ylim=(3 * pitch + 0.5, -1.7), aspect="equal")
    ax.axis("off")
    return ax


def _cells(ax, left, top, high, wide, fill, first):
    """Draw empty cells, and a frame around those at the upper left."""
    f_h, f_w, inner, edge = first
    for i, j in np.ndindex(high, wide):
        inside = i < f_h and j < f_w and inner
        cell = Rectangle((left + j, top + i), 1, 1, facecolor=inner if inside else fill)
        cell.set(edgecolor=DARK_GREY, lw=0.6)
        ax.add_patch(cell)
    ax.add_patch(Rectangle((left, top), f_w, f_h, fill=False, edgecolor=edge, lw=2.2))


def _arrow(ax, start, end, level):
    style = {"arrowstyle": "-|>", "color": DARK_GREY, "shrinkA": 1, "shrinkB": 1}
    ax.annotate("", (end, level), (start, level), arrowprops=style)


def _lead(ax, start, end):
    """Draw a line between a value's cell and its number."""
    ax.plot(*zip(start, end, strict=True), color=GREEN, lw=1.2)


def _number(ax, x, y, value):
    circle = Circle((x, y), RADIUS, facecolor=OUTPUT_FILL, edgecolor=GREEN, zorder=2)
    ax.add_patch(circle)
    ax.text(x, y, number_text(value), ha="center", va="center", zorder=3)
