"""Gradient descent over two weights: the valley, the way down and the loss."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke
from numpy.typing import ArrayLike

from cnnbook._arrays import as_array
from cnnbook.plots.style import BLUE, DARK_GREY, ORANGE, PHONE_WIDTH, new_figure

HALO = withStroke(linewidth=3, foreground="white")
"""Paper around a name that lies on lines."""
FINEST = 81
"""Points along each axis at which the loss is computed."""


def valley(
    loss: Callable[[float, float], float],
    path: ArrayLike,
    *,
    marks: Mapping[str, tuple[float, float]] | None = None,
    across: tuple[float, float] = (-1.0, 1.0),
    up: tuple[float, float] = (-1.0, 1.0),
    labels: tuple[str, str] = ("first weight", "second weight"),
) -> Figure:
    """Draw the loss over two weights from above, the way down, and its loss by step.

    Parameters
    ----------
    loss : callable
        Takes the two weights and returns the loss.
    path : array_like, shape (steps + 1, 2)
        The two weights before the first step and after each.
    marks : mapping of str to (float, float), optional
        Other places to mark, by the names to write beside them.
    across, up : (float, float)
        The smallest and the largest of either weight.
    labels : (str, str)
        What the weights are called.

    Returns
    -------
    matplotlib.figure.Figure
        The figure. On every line of the map the loss is the same; from one line to the
        next the height above the lowest point doubles.

    Raises
    ------
    TypeError, ValueError
        If the path is not made of pairs of numbers.

    Examples
    --------
    >>> bowl = lambda a, b: a * a + b * b + 0.01
    >>> figure = valley(bowl, [(0.8, 0.8), (0.4, 0.4)], marks={"goal": (0, 0)})
    >>> [float(y) for y in figure.axes[1].lines[0].get_ydata().round(2)]
    [1.29, 0.33]
    """
    path = as_array("path", path, {2: "(steps + 1, 2)"})
    if path.shape[1] != 2:
        raise ValueError(f"path must have two weights for each step, got {path.shape}")
    figure, (left, right) = new_figure(PHONE_WIDTH, 2.9, columns=2, width_ratios=[3, 2])
    first, second = np.linspace(*across, FINEST), np.linspace(*up, FINEST)
    heights = np.array([[loss(a, b) for a in first] for b in second])
    lowest, highest = heights.min(), heights.max()
    levels = lowest + (highest - lowest) * 2.0 ** np.arange(-9, 0)
    left.contourf(
        first,
        second,
        heights,
        np.append(lowest, levels),
        cmap="Blues",
        alpha=0.5,
        extend="max",
    )
    left.contour(first, second, heights, levels, colors=DARK_GREY, linewidths=0.6)
    left.plot(*path.T, "o-", color=ORANGE, ms=3, lw=1.2)
    for name, (a, b) in (marks or {}).items():
        left.plot(a, b, "x", color="black", ms=7, mew=1.8)
        below = (path[:, 1] < b) & (path[:, 1] > b - 0.15 * (up[1] - up[0]))
        aside = (path[below, 0] - a) / (across[1] - across[0])
        before = np.sum((aside > -0.3) & (aside < 0))  # steps that a name would hide
        behind = np.sum((aside > 0) & (aside < 0.3))
        ha, shift = ("right", -5) if before <= behind else ("left", 5)
        style = {"ha": ha, "va": "top", "fontsize": 10, "path_effects": [HALO]}
        left.annotate(name, (a, b), (shift, -3), textcoords="offset points", **style)
    left.set(xlim=across, ylim=up, xlabel=labels[0], ylabel=labels[1])
    right.plot([loss(a, b) for a, b in path], color=BLUE)
    right.set(xlabel="step", title="loss", ylim=0)
    return figure
