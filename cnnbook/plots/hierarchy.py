"""Why convolutions work: shared weights, shifts, and what each layer sees."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import cycle

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator
from numpy.typing import ArrayLike
from PIL import Image

from cnnbook._arrays import as_array
from cnnbook.plots.style import (
    BLUE,
    COUNTS,
    GREEN,
    LIGHT_GREY,
    LINE_STYLES,
    ORANGE,
    PADDING_FILL,
    PHONE_WIDTH,
    STYLE_FILE,
    new_figure,
    number_text,
)


def weight_matrix(matrix: ArrayLike, width: int) -> Axes:
    """Draw a layer's weights as a matrix: a row per output, a column per pixel.

    Parameters
    ----------
    matrix : array_like, shape (outputs, pixels)
        The weights. Zeros are left empty; each other weight has a shade of its own.
    width : int
        How many pixels make a row of the image; lines mark where the next begins.

    Returns
    -------
    matplotlib.axes.Axes
        The axes. Weights are written where they fit; in a wide matrix a
        row of squares above it says which shade is which weight.

    Raises
    ------
    TypeError, ValueError
        If `matrix` is not made of numbers in two axes.

    Examples
    --------
    >>> axes = weight_matrix([[1, 2, 0], [0, 1, 2]], width=3)
    >>> [text.get_text() for text in axes.texts]
    ['1', '2', '1', '2']
    """
    matrix = as_array("matrix", matrix, {2: "(outputs, pixels)"})
    rows, columns = matrix.shape
    side = min(0.3, (PHONE_WIDTH - 0.5) / columns)
    written = side > 0.18
    above = 0.25 if written else 0.5
    _, (ax,) = new_figure(side * columns + 0.5, side * rows + 0.45 + above)
    different = np.unique(matrix[matrix != 0])
    shades = COUNTS(np.linspace(0.3, 1, max(len(different), 2)))
    cells = [(j, i, 1, matrix[i, j]) for i, j in np.argwhere(matrix)]
    if not written:
        key = 0.22 / side  # cells along a square of the key
        start = columns - key * len(different)
        cells += [
            (start + key * place, -1.3 * key, key, weight)
            for place, weight in enumerate(different)
        ]
        ax.text(start - 0.5, -0.8 * key, "weight", ha="right", va="center")
    for x, y, size, weight in cells:
        shade = int(np.searchsorted(different, weight))
        face = {"facecolor": shades[shade], "lw": 0, "clip_on": False}
        ax.add_patch(Rectangle((x, y), size, size, **face))
        if written or size > 1:
            at = {"ha": "center", "va": "center", "fontsize": 10}
            ax.text(x + size / 2, y + size / 2, number_text(weight), **at)
    for j in range(columns + 1):
        strong = j % width == 0
        ax.axvline(
            j, color=LIGHT_GREY if strong else PADDING_FILL, lw=1.2 if strong else 0.5
        )
    for i in range(rows + 1):
        ax.axhline(i, color=PADDING_FILL, lw=0.5)
    ax.set(xlim=(-0.1, columns + 0.1), ylim=(rows + 0.1, -0.1), aspect="equal")
    ax.set(xlabel="pixel of the image", ylabel="value of the map")
    marks = range(0, columns, width)
    ax.set_xticks([mark + 0.5 for mark in marks], marks)
    ax.set_yticks([0.5, rows - 0.5], [0, rows - 1])
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    return ax


def shift_curves(
    curves: Mapping[str, Mapping[int, ArrayLike]],
    label: str,
    *,
    per_cent: bool = False,
) -> Axes:
    """Draw how something changes with a shift, a line for each name.

    Parameters
    ----------
    curves : mapping of str to mapping of int to float or array_like, shape (runs,)
        For each name, a value for each shift in pixels, or one for each run: then the
        line is their mean, and a bar reaches a standard deviation up and down.
    label : str
        What the values are.
    per_cent : bool, default False
        The values are shares, to be drawn from 0 to 100 per cent.

    Returns
    -------
    matplotlib.axes.Axes
        The axes.

    Examples
    --------
    >>> axes = shift_curves({"one": {0: [0.9, 0.7], 1: [0.4, 0.2]}}, "accuracy")
    >>> [round(float(y), 1) for y in axes.lines[0].get_ydata()]
    [0.8, 0.3]
    """
    figure, (ax,) = new_figure(PHONE_WIDTH, 3.2)
    scale = 100 if per_cent else 1
    for (name, values), (colour, dashes, marker) in zip(
        curves.items(), LINE_STYLES, strict=False
    ):
        shifts = list(values)
        runs = scale * np.array([np.atleast_1d(values[shift]) for shift in shifts])
        mean = runs.mean(axis=1)
        style = {"color": colour, "ls": dashes, "marker": marker, "ms": 5}
        ax.plot(shifts, mean, label=name, **style)
        if runs.shape[1] > 1:
            spread = runs.std(axis=1, ddof=1)
            ax.vlines(shifts, mean - spread, mean + spread, color=colour, lw=1.2)
    ax.set(xlabel="shift (pixels)", ylabel=f"{label} (%)" if per_cent else label)
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    if per_cent:
        ax.set_ylim(0, 100)
    else:
        ax.set_ylim(bottom=0)
    figure.legend(loc="outside upper center", ncols=2 if len(curves) != 3 else 3)
    return ax


def sensitivity(gradients: Mapping[str, ArrayLike]) -> Figure:
    """Draw how much one output value minds each pixel, and frame the pixels it sees.

    Parameters
    ----------
    gradients : mapping of str to array_like, shape (H, W)
        The gradients of one output value with respect to the image, by their titles.
        Each is drawn by size, white for 0, darkest for its largest.

    Returns
    -------
    matplotlib.figure.Figure
        The figure. Below each image stands the size of the frame.

    Raises
    ------
    TypeError, ValueError
        If a gradient is not made of numbers in two axes.

    Examples
    --------
    >>> figure = sensitivity({"one": [[0, 1, 2], [0, 0, 1]]})
    >>> figure.axes[0].get_xlabel()
    '2 × 2 pixels'
    """
    columns = min(len(gradients), 3)
    rows = -(-len(gradients) // columns)
    side = PHONE_WIDTH / columns
    figure, axes = new_figure(PHONE_WIDTH, rows * (side + 0.45), columns, rows)
    for ax in axes[len(gradients) :]:
        ax.axis("off")
    for ax, (title, gradient) in zip(axes, gradients.items(), strict=False):
        gradient = np.abs(as_array("gradient", gradient, {2: "(H, W)"}))
        ax.imshow(gradient, cmap="Blues", vmin=0, interpolation="nearest")
        ax.set(xticks=[], yticks=[], title=title)
        ax.spines[:].set(visible=True, color=LIGHT_GREY)
        seen = np.argwhere(gradient)
        if len(seen):
            (top, left), (bottom, right) = seen.min(axis=0), seen.max(axis=0)
            height, width = bottom - top + 1, right - left + 1
            at = (left - 0.5, top - 0.5)
            frame = Rectangle(at, width, height, fill=False, edgecolor=ORANGE, lw=2)
            ax.add_patch(frame)
            frame.set_clip_on(False)
            ax.set_xlabel(f"{height} × {width} pixels")
    return figure


def feature_maps(
    rows: Mapping[str, ArrayLike], photo: ArrayLike | None = None
) -> Figure:
    """Draw feature maps, a row for each layer.

    Parameters
    ----------
    rows : mapping of str to array_like, shape (H, W, N)
        Maps by the name of their layer, as many for each. In every map the smallest
        value is black and the largest white.
    photo : array_like, shape (h, w, 3), optional
        The photograph they were made from, with values from 0 to 255; drawn above
        them.

    Returns
    -------
    matplotlib.figure.Figure
        The figure.

    Raises
    ------
    TypeError, ValueError
        If the maps of a layer are not made of numbers in three axes, or the layers
        have different numbers of maps.

    Examples
    --------
    >>> figure = feature_maps({"conv": np.ones((4, 4, 3))})
    >>> figure.axes[0].get_ylabel(), len(figure.axes)
    ('conv', 3)
    """
    stacks = [as_array(name, rows[name], {3: "(H, W, N)"}) for name in rows]
    maps = [list(np.moveaxis(stack, 2, 0)) for stack in stacks]
    shades = mpl.colormaps["gray"].resampled(32)  # so the file stays small
    above = [] if photo is None else [_reduced(photo, 96)]
    return _rows(dict(zip(rows, maps, strict=True)), above, cmap=shades)


def patch_rows(rows: Mapping[str, Sequence[ArrayLike]], max_side: int = 56) -> Figure:
    """Draw rows of small colour pictures, such as patches that excite a channel.

    Parameters
    ----------
    rows : mapping of str to sequence of array_like, shape (h, w, 3)
        Pictures with values from 0 to 255 by the name of their row, as many for each.
    max_side : int, default 56
        Pictures with more pixels along a side are drawn with this many. Colours are
        reduced to 24 to a picture; so the file stays small.

    Returns
    -------
    matplotlib.figure.Figure
        The figure.

    Raises
    ------
    ValueError
        If the rows have different numbers of pictures.

    Examples
    --------
    >>> figure = patch_rows({"reds": [np.full((3, 3, 3), [255, 0, 0])] * 4})
    >>> len(figure.axes)
    4
    """
    reduced = {
        name: [_reduced(picture, max_side) for picture in pictures]
        for name, pictures in rows.items()
    }
    return _rows(reduced)


def scores_by_layer(
    scores: Mapping[str, float],
    levels: Mapping[str, float],
    label: str,
    *,
    beside: Mapping[str, Sequence[float]] | None = None,
) -> Axes:
    """Draw a score for each layer, first layer first.

    Parameters
    ----------
    scores : mapping of str to float
        Shares from 0 to 1 by the name of the layer.
    levels : mapping of str to float
        Shares to compare with, drawn as level lines with their names.
    label : str
        What the shares are.
    beside : mapping of str to sequence of float, optional
        Shares of the same layers under another condition, by its name.

    Returns
    -------
    matplotlib.axes.Axes
        The axes, in per cent.

    Examples
    --------
    >>> axes = scores_by_layer({"a": 0.2, "b": 0.9}, {"guessing": 0.1}, "right")
    >>> axes.get_ylabel(), axes.texts[-1].get_text()
    ('right (%)', 'guessing')
    """
    _, (ax,) = new_figure(PHONE_WIDTH, 3.0)
    heights = [100 * score for score in scores.values()]
    ax.plot(range(len(scores)), heights, "-o", color=BLUE)
    for place, height in enumerate(heights):
        ax.text(place, height + 3, f"{height:.0f}", ha="center", color=BLUE)
    looks = cycle([("--s", ORANGE), (":^", GREEN)])
    for (name, shares), (line, colour) in zip(
        (beside or {}).items(), looks, strict=False
    ):
        others = [100 * share for share in shares]
        ax.plot(
            range(len(scores)), others, line, color=colour, markersize=4, label=name
        )
    if beside:
        ax.legend(loc="upper left")
    for (name, level), dashes in zip(levels.items(), ["--", ":"], strict=False):
        ax.axhline(100 * level, color=LIGHT_GREY, ls=dashes, lw=1.2)
        at = {"ha": "left", "va": "bottom", "color": "#5A5A5A", "fontsize": 10}
        ax.text(-0.35, 100 * level + 0.5, name, **at)
    ax.set(xlim=(-0.4, len(scores) - 0.6), ylim=(0, 106), ylabel=f"{label} (%)")
    ax.set_xticks(range(len(scores)), scores, fontsize=9.5)
    return ax


def _rows(rows, above=(), **style):
    """Draw rows of pictures, as many in each, perhaps with a large one above them."""
    counts = {len(pictures) for pictures in rows.values()}
    if len(counts) != 1:
        raise ValueError(f"the rows must be of one length, got {sorted(counts)}")
    (columns,) = counts
    side = (PHONE_WIDTH - 0.4) / columns
    heights = [2 * side] * len(above)
    heights += [side * _aspect(pictures) for pictures in rows.values()]
    with plt.style.context(STYLE_FILE):
        figure = plt.figure(figsize=(PHONE_WIDTH, sum(heights) + 0.08 * len(heights)))
    places = figure.add_gridspec(len(heights), columns, height_ratios=heights)
    for picture in above:
        _small(figure.add_subplot(places[0, :]), picture)
    for row, (name, pictures) in enumerate(rows.items(), start=len(above)):
        for column, picture in enumerate(pictures):
            ax = figure.add_subplot(places[row, column])
            _small(ax, picture, **style)
            if column == 0:
                ax.set_ylabel(name, fontsize=10)
    return figure


def _small(ax, picture, **style):
    ax.imshow(picture, interpolation="nearest", **style)
    ax.set(xticks=[], yticks=[])
    ax.spines[:].set(visible=True, color=PADDING_FILL)


def _aspect(pictures):
    return max(np.shape(picture)[0] / np.shape(picture)[1] for picture in pictures)


def _reduced(picture, max_side):
    image = Image.fromarray(np.asarray(picture, np.uint8))
    if max(image.size) > max_side:
        image.thumbnail((max_side, max_side))
    if max(image.size) > 24:
        image = image.quantize(24, dither=Image.Dither.NONE).convert("RGB")
    return np.asarray(image)
