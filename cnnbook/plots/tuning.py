"""What moves and what is frozen, scores that depend on it, and statistics adrift."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from numpy.typing import ArrayLike

from cnnbook._arrays import as_array
from cnnbook.plots.style import (
    BLUE,
    ORANGE,
    PADDING_FILL,
    PHONE_WIDTH,
    WINDOW_FILL,
    new_figure,
)

PARTS = ("Conv1", "to block 5", "to block 12", "block 13 up", "head")
OPTIONS = {
    "option 1, feature extraction": 1,
    "option 2, fine-tuning of the top only": 2,
    "option 2, fine-tuning of everything": 5,
}
"""How many of the parts move, counted from the head."""


GAIN_FILL = "#D6E6F4"


def two_options() -> Axes:
    """Draw a base and its head three times, with less or more of it moving.

    Returns
    -------
    matplotlib.axes.Axes
        A row for each option; parts that stand still are hatched.

    Examples
    --------
    >>> len(two_options().patches)
    15
    """
    _, (ax,) = new_figure(PHONE_WIDTH, 3.2)
    for row, (name, moving) in enumerate(OPTIONS.items()):
        ax.text(0.04, 0.36 - row, name, ha="left", va="bottom")
        for column, part in enumerate(PARTS):
            moves = column >= len(PARTS) - moving
            style = {"facecolor": WINDOW_FILL} if moves else {"facecolor": PADDING_FILL}
            ax.add_patch(
                Rectangle(
                    (column + 0.04, -row - 0.32),
                    0.92,
                    0.64,
                    hatch=None if moves else "////",
                    edgecolor=ORANGE if moves else "#B5B5B5",
                    linewidth=2 if moves else 1,
                    **style,
                )
            )
            ax.text(
                column + 0.5,
                -row,
                f"{part}\n{'moves' if moves else 'frozen'}",
                ha="center",
                va="center",
                fontsize=9.5,
                fontweight="bold" if moves else "normal",
                bbox={"facecolor": style["facecolor"], "edgecolor": "none", "pad": 1},
            )
    ax.set(xlim=(0, len(PARTS)), ylim=(0.6 - len(OPTIONS), 0.6))
    ax.axis("off")
    return ax


def score_table(
    runs: ArrayLike, rows: Sequence[str], columns: Sequence[str], xlabel: str = ""
) -> Axes:
    """Draw mean scores as a table whose cells are the darker, the better they are.

    Parameters
    ----------
    runs : array_like, shape (rows, columns, runs)
        Scores from 0 to 1; NaN where there is none.
    rows, columns : sequence of str
        What the rows and columns are called.
    xlabel : str, optional
        What the columns are.

    Returns
    -------
    matplotlib.axes.Axes
        The axes; each cell holds the mean and half the range of its runs, in per cent.

    Raises
    ------
    TypeError, ValueError
        If the scores and the names do not fit together.

    Examples
    --------
    >>> ax = score_table([[[0.9, 0.8], [0.5, 0.5]]], ["head"], ["2", "5"])
    >>> [text.get_text() for text in ax.texts]
    ['85 ± 5', '50 ± 0']
    """
    runs = 100 * as_array("runs", runs, {3: "(rows, columns, runs)"})
    if runs.shape[:2] != (len(rows), len(columns)):
        raise ValueError(
            f"{len(rows)} rows and {len(columns)} columns need as many scores, got "
            f"shape {runs.shape}"
        )
    _, (ax,) = new_figure(PHONE_WIDTH, 0.7 + 0.48 * len(rows))
    known = ~np.isnan(runs).all(axis=2)
    means = np.full(known.shape, np.nan)
    means[known] = np.nanmean(runs[known], axis=1)
    span = max(np.nanmax(means) - np.nanmin(means), 10)
    light = {"vmin": np.nanmin(means) - 0.3 * span, "vmax": np.nanmax(means) + 2 * span}
    ax.imshow(means, cmap="Blues", aspect="auto", **light)
    for row, column in np.argwhere(known):
        cell = runs[row, column]
        half = (np.nanmax(cell) - np.nanmin(cell)) / 2
        text = f"{means[row, column]:.0f} ± {half:.0f}"
        best = means[row, column] == np.nanmax(means[:, column])
        weight = "bold" if best and len(rows) > 1 else "normal"
        ax.text(column, row, text, ha="center", va="center", fontweight=weight)
    for row, column in np.argwhere(~known):
        ax.text(column, row, "–", ha="center", va="center")
    ax.set_xticks(range(len(columns)), columns)
    ax.set_yticks(range(len(rows)), rows)
    ax.xaxis.tick_top()
    ax.xaxis.set_label_position("top")
    ax.set_xlabel(xlabel)
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    return ax


def score_square(
    scores: Mapping[str, ArrayLike],
    rows: Sequence[str],
    columns: Sequence[str],
    xlabel: str = "",
) -> Axes:
    """Draw a square of cells, each with the scores of several ways to learn.

    A cell is blue where the second way is ahead of the first, orange where it is
    behind, and grey where nothing was measured.

    Parameters
    ----------
    scores : mapping of str to array_like, shape (rows, columns, runs)
        What each way is called, at least two, and its scores from 0 to 1; NaN where
        there are none.
    rows, columns : sequence of str
        What the rows and columns are called.
    xlabel : str, optional
        What the columns are.

    Returns
    -------
    matplotlib.axes.Axes
        The axes; a line in a cell holds mean and standard deviation, in per cent.

    Raises
    ------
    TypeError, ValueError
        If the scores and the names do not fit together.

    Examples
    --------
    >>> runs = {"scratch": [[[0.5, 0.5]]], "frozen": [[[0.9, 0.7]]]}
    >>> ax = score_square(runs, ["near"], ["5"])
    >>> [text.get_text() for text in ax.texts]
    ['scratch 50 ± 0', 'frozen 80 ± 14']
    """
    runs = {
        name: 100 * as_array(name, values, {3: "(rows, columns, runs)"})
        for name, values in scores.items()
    }
    if len(runs) < 2 or any(
        r.shape[:2] != (len(rows), len(columns)) for r in runs.values()
    ):
        raise ValueError(
            f"two ways or more must have scores for {len(rows)} rows and "
            f"{len(columns)} columns, got shapes {[r.shape for r in runs.values()]}"
        )
    _, (ax,) = new_figure(PHONE_WIDTH, 0.8 + 0.27 * (len(runs) + 1) * len(rows))
    for row, column in np.ndindex(len(rows), len(columns)):
        means = {name: values[row, column].mean() for name, values in runs.items()}
        first, second, *_ = means.values()
        fill = PADDING_FILL
        if not np.isnan(first + second):
            fill = GAIN_FILL if second >= first else WINDOW_FILL
        corner = column + 0.03, row + 0.05
        ax.add_patch(Rectangle(corner, 0.94, 0.9, facecolor=fill, edgecolor="none"))
        for line, (name, mean) in enumerate(means.items(), start=1):
            if np.isnan(mean):
                continue
            spread = runs[name][row, column].std(ddof=1)
            ax.text(
                column + 0.5,
                row + line / (len(runs) + 1),
                f"{name} {mean:.0f} ± {spread:.0f}",
                ha="center",
                va="center",
                fontsize=9.5,
                fontweight="bold" if mean == np.nanmax([*means.values()]) else "normal",
            )
    ax.set(xlim=(0, len(columns)), ylim=(len(rows), 0))
    ax.set_xticks(np.arange(len(columns)) + 0.5, columns)
    ax.set_yticks(np.arange(len(rows)) + 0.5, rows)
    ax.xaxis.tick_top()
    ax.xaxis.set_label_position("top")
    ax.set_xlabel(xlabel)
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    return ax


def drift_lines(
    drifts: Mapping[str, ArrayLike], scores: Mapping[str, ArrayLike], epochs: ArrayLike
) -> Figure:
    """Draw how far statistics have moved, and what became of the score.

    Parameters
    ----------
    drifts, scores : mapping of str to array_like, shape (epochs,)
        For each recipe, how far, and a score from 0 to 1.
    epochs : array_like of float
        When they were measured.

    Returns
    -------
    matplotlib.figure.Figure
        The figure: the drift on the left, the scores on the right.

    Raises
    ------
    TypeError, ValueError
        If a line has not a value for each epoch.

    Examples
    --------
    >>> figure = drift_lines({"a": [0, 0.1]}, {"a": [0.9, 0.8]}, [0, 5])
    >>> figure.axes[1].lines[0].get_ydata().round(1).tolist()
    [90.0, 80.0]
    """
    figure, (left, right) = new_figure(PHONE_WIDTH, 2.6, columns=2)
    looks = ((ORANGE, "--", "s"), (BLUE, "-", "o"))
    at = as_array("epochs", epochs, {1: "(epochs,)"})
    for ax, lines, factor in ((left, drifts, 1), (right, scores, 100)):
        for (name, values), (colour, dashes, marker) in zip(
            lines.items(), looks, strict=False
        ):
            values = factor * as_array(name, values, {1: "(epochs,)"})
            if len(values) != len(at):
                raise ValueError(
                    f"{name} must have {len(at)} values, one for each epoch, "
                    f"got {len(values)}"
                )
            ax.plot(at, values, color=colour, ls=dashes, marker=marker, label=name)
        ax.set_xlabel("epochs")
    left.set_ylabel("largest move of a mean (sd)")
    right.set_ylabel("test accuracy (%)")
    right.set_ylim(0, 102)  # so that a point or two look like what they are
    figure.legend(
        *left.get_legend_handles_labels(),
        loc="lower center",
        bbox_to_anchor=(0.5, 1.0),
        ncols=2,
    )
    return figure
