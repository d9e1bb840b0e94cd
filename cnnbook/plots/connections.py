"""Layers drawn as connections, and what shuffling does to pictures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle
from numpy.typing import ArrayLike

from cnnbook._arrays import as_array
from cnnbook.arithmetic import output_size
from cnnbook.plots.style import (
    BLUE,
    DARK_GREY,
    GREEN,
    ORANGE,
    OUTPUT_FILL,
    PADDING_FILL,
    PHONE_WIDTH,
    new_figure,
    number_text,
)

STROKES = ((BLUE, "-"), (ORANGE, "--"), (GREEN, ":"), ("black", "-."))
"""Colour and dashes of shared weights: each is told apart without its colour."""


def dense_layer(weights: ArrayLike, inputs: ArrayLike, biases: ArrayLike) -> Axes:
    """Draw a dense layer: its inputs, weights, biases and outputs, with their numbers.

    Parameters
    ----------
    weights : array_like, shape (m, n)
        One row for each output; draws best with two or three rows and columns.
    inputs : array_like, shape (n,)
        The numbers going in.
    biases : array_like, shape (m,)
        What is added to each output.

    Returns
    -------
    matplotlib.axes.Axes
        The axes.

    Raises
    ------
    TypeError, ValueError
        If the arrays are not made of numbers, or do not fit together.

    Examples
    --------
    >>> axes = dense_layer([[1, 0, -2], [3, 1, 2]], [5, 2, 1], [4, -6])
    >>> [text.get_text() for text in axes.texts][-2:]
    ['7', '13']
    """
    weights = as_array("weights", weights, {2: "(m, n)"})
    inputs = as_array("inputs", inputs, {1: "(n,)"})
    biases = as_array("biases", biases, {1: "(m,)"})
    m, n = weights.shape
    if inputs.size != n or biases.size != m:
        raise ValueError(
            f"weights of shape {weights.shape} need {n} inputs and {m} biases, "
            f"got {inputs.size} and {biases.size}"
        )
    _, (ax,) = new_figure(4.4, 0.85 * max(m, n) + 0.5)
    left, right = _spread(n, max(m, n)), _spread(m, max(m, n))
    for row, (colour, dashes) in zip(range(m), STROKES * m, strict=False):
        for column in range(n):
            start, end = (0, left[column]), (4, right[row])
            ax.plot(*zip(start, end, strict=True), color=colour, ls=dashes, zorder=1)
            along = 0.22 + 0.16 * row
            at = [a + along * (b - a) for a, b in zip(start, end, strict=True)]
            _label(ax, *at, weights[row, column], color=colour)
    for y, value in zip(left, inputs, strict=True):
        _node(ax, 0, y, value, "white")
    for y, bias in zip(right, biases, strict=True):
        sign = "+" if bias >= 0 else "−"
        ax.text(4, y - 0.38, f"bias {sign} {abs(bias):g}", ha="center")
    for y, value in zip(right, weights @ inputs + biases, strict=True):
        _node(ax, 4, y, value, OUTPUT_FILL)
    ax.set_title("inputs, weights, outputs")
    ax.set(xlim=(-0.5, 4.7), ylim=(max(m, n) - 0.4, -0.6), aspect="equal")
    ax.axis("off")
    return ax


def connections(n: int, f: int) -> Figure:
    """Draw one layer on a row of pixels three times: dense, local and shared.

    Parameters
    ----------
    n : int
        Pixels in the row.
    f : int
        Pixels in a window, at most 4; there are n − f + 1 windows.

    Returns
    -------
    matplotlib.figure.Figure
        The figure. Weights of one value have one colour and one kind of dashes.

    Raises
    ------
    TypeError, ValueError
        As for `cnnbook.output_size`, or if `f` is more than 4.

    Examples
    --------
    >>> [axes.get_title().splitlines() for axes in connections(8, 3).axes]
    [['dense', '48 weights'], ['local', '18 weights'], ['shared', '3 weights']]
    """
    m = output_size(n, f)
    if f > len(STROKES):
        raise ValueError(f"f must be at most {len(STROKES)}, got {f}")
    figure, axes = new_figure(5.0, 0.34 * n + 0.6, columns=3)
    counts = {"dense": m * n, "local": m * f, "shared": f}
    for ax, (kind, count) in zip(axes, counts.items(), strict=True):
        inputs, outputs = _spread(n, n), _spread(m, n)
        for unit in range(m):
            for pixel in range(n):
                if kind != "dense" and not unit <= pixel < unit + f:
                    continue
                colour, dashes = DARK_GREY, "-"
                if kind == "shared":
                    colour, dashes = STROKES[pixel - unit]
                ends = ([0, 4], [inputs[pixel], outputs[unit]])
                width = 0.8 if kind == "dense" else 1.6
                ax.plot(*ends, color=colour, ls=dashes, lw=width, zorder=1)
        for x, places, fill in ((0, inputs, "white"), (4, outputs, OUTPUT_FILL)):
            for y in places:
                ax.add_patch(
                    Circle((x, y), 0.28, facecolor=fill, edgecolor=DARK_GREY, zorder=2)
                )
        ax.set_title(f"{kind}\n{count} weights")
        ax.set(xlim=(-0.5, 4.5), ylim=(n - 0.5, -0.6), aspect="equal")
        ax.axis("off")
    return figure


def picture_rows(
    rows: Mapping[str, ArrayLike],
    names: Sequence[str] | None = None,
    *,
    width: float = PHONE_WIDTH,
) -> Figure:
    """Draw rows of small grey pictures, one batch to a row.

    Parameters
    ----------
    rows : mapping of str to array_like, shape (N, H, W)
        What each row is called, and its pictures. The largest value is drawn black.
    names : sequence of str, optional
        What to write above the pictures of the first row.
    width : float, default 5.0
        Width of the figure in inches.

    Returns
    -------
    matplotlib.figure.Figure
        The figure.

    Raises
    ------
    TypeError, ValueError
        If a row is no batch of pictures, or the rows differ in length.

    Examples
    --------
    >>> figure = picture_rows({"noise": np.eye(4).reshape(1, 4, 4)}, names=["a line"])
    >>> figure.axes[0].get_title()
    'a line'
    """
    batches = [as_array(row, rows[row], {3: "(N, H, W)"}) for row in rows]
    count = len(batches[0])
    if any(len(batch) != count for batch in batches):
        raise ValueError(
            "the rows must have the same number of pictures, got "
            + ", ".join(str(len(batch)) for batch in batches)
        )
    side = (width - 0.2) / count
    figure, axes = new_figure(
        width, len(batches) * (side + 0.12) + 0.25, columns=count, rows=len(batches)
    )
    for start, (row, batch) in enumerate(zip(rows, batches, strict=True)):
        for column, picture in enumerate(batch):
            ax = axes[start * count + column]
            ax.imshow(picture, cmap="gray_r", vmin=0, interpolation="nearest")
            ax.set(xticks=[], yticks=[])
            ax.spines[:].set(visible=True, color=PADDING_FILL)
            if column == 0:
                ax.set_ylabel(row)
            if start == 0 and names is not None:
                ax.set_title(names[column], fontsize=10, fontweight="normal")
    return figure


def before_and_after(
    panels: Mapping[str, Mapping[str, ArrayLike]], labels: Sequence[str]
) -> Figure:
    """Draw how scores change between two conditions, a line for each run.

    Parameters
    ----------
    panels : mapping of str to mapping of str to array_like, shape (runs, 2)
        For each panel, by its title, the name of each model and its scores from 0 to 1
        under the two conditions.
    labels : sequence of str
        Names of the two conditions.

    Returns
    -------
    matplotlib.figure.Figure
        The figure, in per cent; all panels have the same axis, from 0 to 100.

    Raises
    ------
    TypeError, ValueError
        If the scores of a model are not made of pairs.

    Examples
    --------
    >>> figure = before_and_after({"moved": {"CNN": [[0.9, 0.8]]}}, ["whole", "cut"])
    >>> [float(end) for end in figure.axes[0].get_ylim()]
    [0.0, 100.0]
    """
    figure, axes = new_figure(PHONE_WIDTH, 3.2, columns=len(panels), sharey=True)
    for ax, (title, scores) in zip(axes, panels.items(), strict=True):
        for (name, runs), (colour, dashes), marker in zip(
            scores.items(), STROKES, "os^D", strict=False
        ):
            runs = as_array(name, runs, {2: "(runs, 2)"})
            if runs.shape[1] != 2:
                raise ValueError(
                    f"{name} must have two scores for each run, got {runs.shape[1]}"
                )
            style = {"color": colour, "ls": dashes, "marker": marker}
            lines = ax.plot([0, 1], 100 * runs.T, **style)
            lines[0].set_label(name)
        ax.set(xlim=(-0.3, 1.3), xticks=[0, 1], xticklabels=labels, title=title)
    axes[0].set(ylabel="test accuracy (%)", ylim=(0, 100))
    axes[0].legend(loc="lower left")
    return figure


def _spread(count, slots):
    """Return the heights of `count` nodes, centred where `slots` nodes would stand."""
    return np.arange(count) + (slots - count) / 2


def _node(ax, x, y, value, fill):
    ax.add_patch(Circle((x, y), 0.26, facecolor=fill, edgecolor=DARK_GREY, zorder=2))
    ax.text(x, y, number_text(value), ha="center", va="center", zorder=3)


def _label(ax, x, y, value, **style):
    box = {"facecolor": "white", "edgecolor": "none", "pad": 1.0}
    text = f"×{number_text(value)}"
    ax.text(x, y, text, ha="center", va="center", bbox=box, **style)
