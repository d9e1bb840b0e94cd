"""Arrays drawn as grids of numbers."""

from __future__ import annotations

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from numpy.typing import ArrayLike

from cnnbook._arrays import as_array
from cnnbook.plots.style import (
    BLUE,
    COUNTS,
    GREEN,
    LIGHT_GREY,
    ORANGE,
    OUTPUT_FILL,
    PADDING_FILL,
    SIGNS,
    WINDOW_FILL,
    new_figure,
    number_text,
)

Window = tuple[int, int, int, int]

NUMBER, WEIGHT = (0.6, 10, 14), (0.36, 8.5, 12)
"""Letters of a number, of a weight: share of the cell, least and most points."""
ROOM = 0.94
"""Share of a cell that a number may be wide."""
DIGIT = 0.56
"""How wide a digit is, as a share of the letters' height."""


class _InCell(Text):
    """A number as large as its cell allows, however large that is drawn."""

    def __init__(self, *args, like=NUMBER, **kwargs):
        super().__init__(*args, **kwargs)
        self.like = like

    def draw(self, renderer):
        corners = self.axes.transData.transform([(0, 0), (1, 0)])
        cell = abs(corners[1] - corners[0])[0] * 72 / self.figure.dpi
        widest = ROOM * cell / (DIGIT * len(self.get_text()))
        share, least, most = self.like
        self.set_fontsize(min(max(share * cell, least), most, widest))
        super().draw(renderer)


def grid(
    array: ArrayLike,
    *,
    window: Window | None = None,
    output: Window | None = None,
    weights: ArrayLike | None = None,
    padding: int = 0,
    shade: str | None = None,
    vmax: float | None = None,
    unused: ArrayLike | None = None,
    title: str = "",
    ax: Axes | None = None,
) -> Axes:
    """Draw an array as a grid of its numbers.

    Parameters
    ----------
    array : array_like, shape (H, W)
        The numbers. A NaN is left empty: a value that is not known yet.
    window : (int, int, int, int), optional
        Top row, left column, height and width of a window to frame, in orange.
    output : (int, int, int, int), optional
        The same of what a window has given, in green.
    weights : array_like, shape (height, width) of the window, optional
        Weights to write small into the window's cells, as "×2".
    padding : int, default 0
        How many outer rows and columns are padding, to be drawn grey.
    shade : {"count", "sign"}, optional
        Colour the cells by their value: from 0 up, or from negative to positive.
    vmax : float, optional
        The value with the strongest colour; the largest of the array unless given.
    unused : array_like of bool, shape (H, W), optional
        Cells to hatch.
    title : str, optional
        Title of the axes.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a figure of its own unless given.

    Returns
    -------
    matplotlib.axes.Axes
        The axes drawn on.

    Raises
    ------
    TypeError, ValueError
        If `array` is not made of numbers in two axes, or `shade` is not known.

    Examples
    --------
    >>> axes = grid([[1, 2], [3, 4]], window=(0, 0, 2, 1), title="Two by two")
    >>> axes.get_title()
    'Two by two'
    """
    array = as_array("array", array, {2: "(H, W)"})
    if shade not in (None, "count", "sign"):
        raise ValueError(f'shade must be "count", "sign" or None, got {shade!r}')
    height, width = array.shape
    if ax is None:
        _, (ax,) = new_figure(
            0.42 * width + 0.4, 0.42 * height + (0.5 if title else 0.2)
        )
    colours = _colours(array, shade, vmax)
    for (i, j), value in np.ndenumerate(array):
        inside = window is not None and _inside(window, i, j)
        border = min(i, j, height - 1 - i, width - 1 - j) < padding
        fill = PADDING_FILL if border and shade is None else colours[i, j]
        if inside and shade is None:
            fill = WINDOW_FILL
        elif output is not None and _inside(output, i, j) and shade is None:
            fill = OUTPUT_FILL
        hatch = "////" if unused is not None and np.asarray(unused)[i, j] else None
        cell = Rectangle((j, i), 1, 1, facecolor=fill, edgecolor=LIGHT_GREY, lw=0.8)
        cell.set_hatch(hatch)
        ax.add_patch(cell)
        if not np.isnan(value):
            aside = 0.12 if inside and weights is not None else 0  # room for a weight
            at = (j + 0.5 - aside, i + 0.5 - aside)
            style = {"ha": "center", "va": "center_baseline"}
            ax.add_artist(_InCell(*at, number_text(value, ".3g"), **style))
    for place, colour in ((window, ORANGE), (output, GREEN)):
        if place is not None:
            top, left, *high_and_wide = place
            frame = Rectangle((left, top), *high_and_wide[::-1], fill=False)
            frame.set(edgecolor=colour, lw=2.5)
            ax.add_patch(frame)
    if window is not None and weights is not None:
        for (i, j), weight in np.ndenumerate(np.asarray(weights)):
            at = (window[1] + j + 0.95, window[0] + i + 0.96)
            style = {"ha": "right", "va": "bottom", "color": BLUE, "like": WEIGHT}
            ax.add_artist(_InCell(*at, f"×{number_text(weight, '.3g')}", **style))
    _frame(ax, height, width, title)
    return ax


def _colours(array, shade, vmax):
    if shade is None:
        return np.full(array.shape, "white", dtype=object)
    if shade == "count":
        norm, colours = mpl.colors.Normalize(0, vmax or np.nanmax(array)), COUNTS
    else:
        vmax = vmax or np.nanmax(np.abs(array)) or 1
        norm, colours = mpl.colors.Normalize(-vmax, vmax), SIGNS
    rgba = colours(norm(array.astype(float)))
    out = np.empty(array.shape, dtype=object)
    for index in np.ndindex(array.shape):
        out[index] = tuple(rgba[index])
    return out


def _inside(window: Window, i: int, j: int) -> bool:
    top, left, height, width = window
    return top <= i < top + height and left <= j < left + width


def _frame(ax: Axes, height: int, width: int, title: str) -> None:
    ax.set(xlim=(-0.06, width + 0.06), ylim=(height + 0.06, -0.06), aspect="equal")
    ax.axis("off")
    if title:
        ax.set_title(title)
