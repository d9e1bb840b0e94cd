"""Padding, stride and what they do to sizes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator

from cnnbook.arithmetic import output_size
from cnnbook.plots.grids import grid
from cnnbook.plots.style import (
    BLUE,
    LIGHT_GREY,
    ORANGE,
    PADDING_FILL,
    PHONE_WIDTH,
    WINDOW_FILL,
    new_figure,
)


def usage(n: int, f: int, p: int = 0, s: int = 1) -> np.ndarray:
    """Count in how many windows each pixel of an n×n image lies.

    Parameters
    ----------
    n, f, p, s : int
        Image size, kernel size, padding and stride, in pixels.

    Returns
    -------
    ndarray of int, shape (n, n)
        The counts, without the padding.

    Raises
    ------
    TypeError, ValueError
        As for `cnnbook.output_size`.

    Notes
    -----
    See chapter 4.

    Examples
    --------
    >>> usage(4, 3)
    array([[1, 2, 2, 1],
           [2, 4, 4, 2],
           [2, 4, 4, 2],
           [1, 2, 2, 1]])
    """
    starts = s * np.arange(output_size(n, f, p, s)) - p
    pixels = np.arange(n)[:, None]
    along = ((starts <= pixels) & (pixels < starts + f)).sum(axis=1)
    return np.outer(along, along)


def usage_maps(n: int, f: int, settings: Mapping[str, tuple[int, int]]) -> Figure:
    """Draw how often each pixel is used, for several paddings and strides.

    Parameters
    ----------
    n, f : int
        Image size and kernel size, in pixels.
    settings : mapping of str to (int, int)
        Title of each map, and its (padding, stride). Unused pixels are hatched.

    Returns
    -------
    matplotlib.figure.Figure
        The figure.

    Raises
    ------
    TypeError, ValueError
        As for `cnnbook.output_size`.

    Examples
    --------
    >>> figure = usage_maps(6, 3, {"valid": (0, 1), "same": (1, 1)})
    >>> len(figure.axes)
    2
    """
    columns = min(2, len(settings))
    rows = -(-len(settings) // columns)
    side = min(4.6 / columns, 0.42 * n)
    figure, axes = new_figure(
        columns * (side + 0.2), rows * (side + 0.4), columns=columns, rows=rows
    )
    for ax, (title, (p, s)) in zip(axes, settings.items(), strict=False):
        counts = usage(n, f, p, s)
        unused = counts == 0
        grid(counts, shade="count", vmax=f * f, unused=unused, title=title, ax=ax)
    for ax in axes[len(settings) :]:
        ax.axis("off")
    return figure


def axis_windows(n: int, f: int, p: int | tuple[int, int] = 0, s: int = 1) -> Axes:
    """Draw one axis of an image and every window on it.

    Parameters
    ----------
    n, f : int
        Size of the image and of the kernel along the axis, in pixels.
    p : int or (int, int), default 0
        Padding in pixels, drawn grey: at each end, or (before, after).
    s : int, default 1
        Stride in pixels.

    Returns
    -------
    matplotlib.axes.Axes
        The axes. Pixels that no window reaches are hatched.

    Raises
    ------
    TypeError, ValueError
        As for `cnnbook.output_size`.

    Examples
    --------
    >>> axis_windows(10, 3, s=2).get_title()
    'n = 10, f = 3, p = 0, s = 2: 4 windows'
    """
    count = output_size(n, f, p, s)
    before, after = p if isinstance(p, tuple | list) else (p, p)
    total = before + n + after
    wide = max(total, 7)
    width = min(0.6 * wide, PHONE_WIDTH)
    _, (ax,) = new_figure(width, 0.5 + 0.3 * (count + 1.6))
    reach = (count - 1) * s + f
    for pixel in range(total):
        real = before <= pixel < before + n
        used = pixel < reach and (pixel % s < f or pixel >= (count - 1) * s)
        fill = PADDING_FILL if not real else "white"
        cell = Rectangle((pixel, 0), 1, 1, facecolor=fill, edgecolor=LIGHT_GREY, lw=0.8)
        cell.set_hatch(None if used else "////")
        ax.add_patch(cell)
        label = str(pixel - before) if real else "pad"
        size = 10 if real else 8
        ax.text(pixel + 0.5, 0.5, label, ha="center", va="center", fontsize=size)
    for number in range(count):
        at = (number * s, 1.3 + number)
        bar = Rectangle(at, f, 0.75, facecolor=WINDOW_FILL, edgecolor=ORANGE, lw=1.5)
        ax.add_patch(bar)
        middle = (at[0] + f / 2, at[1] + 0.375)
        ax.text(*middle, f"window {number}", ha="center", va="center", fontsize=9.5)
    ax.set(xlim=(-0.1, wide + 0.1), ylim=(count + 1.4, -0.1))
    ax.axis("off")
    shown = f"({before}, {after})" if before != after else before
    plural = "" if count == 1 else "s"
    ax.set_title(f"n = {n}, f = {f}, p = {shown}, s = {s}: {count} window{plural}")
    return ax


def shrinking(n: int, sizes: Sequence[int], layers: int) -> Axes:
    """Draw how an image shrinks, layer after layer, without padding.

    Parameters
    ----------
    n : int
        Height and width of the image, in pixels.
    sizes : sequence of int
        Kernel sizes to compare, in pixels.
    layers : int
        The most layers to draw; a line ends where the kernel no longer fits.

    Returns
    -------
    matplotlib.axes.Axes
        The axes.

    Raises
    ------
    TypeError, ValueError
        As for `cnnbook.output_size`.

    Examples
    --------
    >>> shrinking(28, [3, 5], layers=10).get_xlabel()
    'convolution layers'
    """
    _, (ax,) = new_figure(PHONE_WIDTH, 3.2)
    for f, marker, colour in zip(
        sizes, "os^D", (BLUE, ORANGE, "#009E73", "black"), strict=False
    ):
        line = [n]
        while line[-1] >= f and len(line) <= layers:
            line.append(output_size(line[-1], f))
        ax.plot(line, marker=marker, color=colour, label=f"{f}×{f} kernel")
    ax.set(xlabel="convolution layers", ylabel="height and width (pixels)", ylim=0)
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.legend()
    return ax
