"""Pooling: windows, their winners, and what a shift does to them."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, Rectangle
from matplotlib.ticker import MaxNLocator
from numpy.typing import ArrayLike

from cnnbook import ops
from cnnbook._arrays import as_array
from cnnbook.plots.grids import grid
from cnnbook.plots.style import BLUE, GREEN, ORANGE, PHONE_WIDTH, PINK, new_figure

COLOURS = (ORANGE, BLUE, GREEN, PINK)


def pooling(
    x: ArrayLike,
    size: int = 2,
    stride: int | None = None,
    mode: str = "max",
    position: tuple[int, int] | None = None,
) -> Figure:
    """Draw a map with its pooling windows, and the pooled map beside it.

    Parameters
    ----------
    x : array_like, shape (H, W)
        The map.
    size : int, default 2
        Height and width of a window, in pixels.
    stride : int, optional
        Step of the window in pixels; the size unless given.
    mode : {"max", "average"}, default "max"
        What to keep of a window. Maxima are circled.
    position : (int, int), optional
        Row and column of one output value: only its window is drawn, and the values
        after it are left empty. Every window unless given.

    Returns
    -------
    matplotlib.figure.Figure
        The figure. A window and its output value have frames of one colour.

    Raises
    ------
    TypeError, ValueError
        As for `cnnbook.pool2d`, and if there is no such position.

    Examples
    --------
    >>> figure = pooling([[1, 2, 5, 3], [0, 4, 1, 1]])
    >>> [text.get_text() for text in figure.axes[1].texts]
    ['4', '5']
    """
    x = as_array("x", x, {2: "(H, W)"})
    stride = size if stride is None else stride
    result = ops.pool2d(x, size, stride, mode).astype(float)
    places = list(np.ndindex(result.shape))
    if position is not None:
        if position not in places:
            raise ValueError(
                f"position must be inside the {result.shape[0]}×{result.shape[1]} "
                f"pooled map, got {position}"
            )
        for later in places[places.index(position) + 1 :]:
            result[later] = np.nan
    figure, axes = new_figure(
        0.42 * (x.shape[1] + result.shape[1]) + 1.2,
        0.42 * x.shape[0] + 0.6,
        columns=2,
        width_ratios=[x.shape[1], max(result.shape[1], 2)],
    )
    grid(x, title="map", ax=axes[0])
    grid(result, title=f"{mode} pooling", ax=axes[1])
    for number, (i, j) in enumerate(places):
        if position in (None, (i, j)):
            colour = COLOURS[number % len(COLOURS)]
            top, left = i * stride, j * stride
            # Windows may overlap: the frames are set in, each by another amount.
            inset = 0.05 + 0.05 * (number % len(COLOURS)) * (stride < size)
            _window(axes[0], top, left, size, colour, inset)
            _window(axes[1], i, j, 1, colour, 0.05)
            if mode == "max":
                window = x[top : top + size, left : left + size]
                for a, b in np.argwhere(window == window.max()):
                    centre = (left + b + 0.5, top + a + 0.5)
                    ring = Circle(centre, 0.33, fill=False, edgecolor="black", lw=1.5)
                    axes[0].add_patch(ring)
    _centre(axes[1], x.shape[0])
    return figure


def shifted_pooling(scene: ArrayLike, size: int = 2) -> Figure:
    """Draw two views of a scene, one pixel apart, each with its max pooling.

    Parameters
    ----------
    scene : array_like, shape (H, W + 1)
        The scene. The first view leaves out the first column, the second the last
        one: there, everything stands one pixel further to the right.
    size : int, default 2
        Height, width and stride of the window, in pixels.

    Returns
    -------
    matplotlib.figure.Figure
        The figure. Pooled values that the shift has changed are in dashed frames.

    Raises
    ------
    TypeError, ValueError
        As for `cnnbook.pool2d`.

    Examples
    --------
    >>> figure = shifted_pooling([[0, 3, 0, 0, 5], [0, 0, 0, 0, 0]])
    >>> figure.axes[3].get_title()
    '1 of 2 values changed'
    """
    scene = as_array("scene", scene, {2: "(H, W + 1)"})
    views = scene[:, 1:], scene[:, :-1]
    pooled = [ops.pool2d(view, size) for view in views]
    changed = pooled[0] != pooled[1]
    height, width = views[0].shape
    cell = (PHONE_WIDTH - 0.4) / (2 * width)
    figure, axes = new_figure(
        PHONE_WIDTH,
        cell * (height + pooled[0].shape[0]) + 1.0,
        columns=2,
        rows=2,
        height_ratios=[height, pooled[0].shape[0]],
    )
    count = f"{changed.sum()} of {changed.size} values changed"
    titles = "view", "one pixel further right", "pooled", count
    for number in range(2):
        grid(views[number], title=titles[number], ax=axes[number])
        for i, j in np.ndindex(pooled[number].shape):
            _window(axes[number], i * size, j * size, size, ORANGE, 0.05, lw=1.5)
        _light_up(axes[number], views[number])
        below = axes[2 + number]
        grid(pooled[number], title=titles[2 + number], ax=below)
        _light_up(below, pooled[number])
        below.set_xlim(*_around(below.get_xlim(), width))
    for i, j in np.argwhere(changed):
        _window(axes[3], i, j, 1, BLUE, 0.05, ls="--")
    return figure


def changes_by_window(measured: Mapping[int, float]) -> Axes:
    """Draw which share of max-pooled noise changes, against the window's size.

    Parameters
    ----------
    measured : mapping of int to float
        Window size in pixels, and the share of values that a shift by one changed.

    Returns
    -------
    matplotlib.axes.Axes
        The axes, with the line 2 / (f + 1) that theory gives.

    Examples
    --------
    >>> changes_by_window({2: 0.66, 3: 0.51}).get_xlabel()
    'window size f (pixels)'
    """
    _, (ax,) = new_figure(PHONE_WIDTH, 3.2)
    sizes = np.linspace(min(measured), max(measured), 100)
    ax.plot(sizes, 2 / (sizes + 1), color=ORANGE, label="2/(f + 1)")
    ax.plot(*zip(*measured.items(), strict=True), "o", color=BLUE, label="counted")
    ax.set(
        xlabel="window size f (pixels)",
        ylabel="share of values changed",
        ylim=(0, 0.75),
    )
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.legend()
    return ax


def _window(ax, top, left, size, colour, inset, **line):
    """Frame and tint a square of cells."""
    side = size - 2 * inset
    at = (left + inset, top + inset)
    tint = Rectangle(at, side, side, facecolor=colour, alpha=0.15, lw=0)
    ax.add_patch(tint)
    line = {"lw": 2.2} | line
    ax.add_patch(Rectangle(at, side, side, fill=False, edgecolor=colour, **line))


def _light_up(ax, values):
    """Write the numbers that are not zero in bold."""
    for text, value in zip(ax.texts, values.flat, strict=True):
        text.set_fontweight("bold" if value else "normal")
        text.set_color("black" if value else "#6A6A6A")


def _around(limits, length):
    """Return limits of a given length with the same middle."""
    middle = sum(limits) / 2
    return middle - length / 2 - 0.06, middle + length / 2 + 0.06


def _centre(ax, height):
    """Give an axis the length of `height` cells, so that all cells are of one size."""
    low, high = _around(ax.get_ylim(), height)
    ax.set_ylim(high, low)
