"""How a trained network did: its course, its answers, its mistakes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Polygon, Rectangle
from numpy.typing import ArrayLike

from cnnbook._arrays import as_array
from cnnbook.plots.connections import STROKES
from cnnbook.plots.style import (
    BLUE,
    DARK_GREY,
    GREEN,
    ORANGE,
    OUTPUT_FILL,
    PADDING_FILL,
    PHONE_WIDTH,
    WINDOW_FILL,
    new_figure,
)

MAX_STACKS_IN_ROW = 5
"""How many stacks of maps stand side by side."""


def map_stacks(
    shapes: Mapping[str, Sequence[int]],
    *,
    windows: Mapping[str, int] | None = None,
    picture: ArrayLike | None = None,
) -> Axes:
    """Draw a network as what flows through it: stacks of maps, then columns of units.

    Parameters
    ----------
    shapes : mapping of str to (H, W, C) or (units,)
        What each step is called, and its shape. Maps are drawn to scale; a column is as
        high as its units are many, on a scale of its own.
    windows : mapping of str to int, optional
        For a step that looks at the one before through windows, the size of a window.
        One is framed, and joined to the value that it gives; columns are joined whole.
    picture : array_like, shape (H, W), optional
        What to show on the first map; the largest value is drawn black.

    Returns
    -------
    matplotlib.axes.Axes
        The axes.

    Raises
    ------
    ValueError
        If a shape has neither one number nor three.

    Examples
    --------
    >>> axes = map_stacks({"image": (6, 6, 1), "maps": (4, 4, 2), "units": (3,)})
    >>> len(axes.patches)
    4
    """
    for name, shape in shapes.items():
        if len(shape) not in (1, 3):
            raise ValueError(f"{name} needs (H, W, C) or (units,), got {tuple(shape)}")
    most = max((s[0] for s in shapes.values() if len(s) == 1), default=1)
    largest = max((s[0] for s in shapes.values() if len(s) == 3), default=most)
    stacks = [_stack(shape, largest, most) for shape in shapes.values()]
    columns = -(-len(stacks) // -(-len(stacks) // MAX_STACKS_IN_ROW))
    slots = [max(wide, 0.6 * largest) for _, wide, _ in stacks]
    lines = [
        range(len(stacks))[n : n + columns] for n in range(0, len(stacks), columns)
    ]
    length = max(sum(slots[n] + 5 for n in line) for line in lines)
    _, (ax,) = new_figure(PHONE_WIDTH, 1)
    level, names = 0.0, list(shapes)
    fronts: dict[str, tuple[float, float, float, float]] = {}
    for line in lines:
        top = max(stacks[n][2] for n in line) / 2
        level -= top
        left, gap = 0.0, (length - sum(slots[n] for n in line)) / len(line)
        for n in line:
            squares, wide, _ = stacks[n]
            middle = left + slots[n] / 2
            look = {"facecolor": "white", "edgecolor": DARK_GREY, "lw": 0.8}
            for x, y, width, height in squares:
                corner = (middle - wide / 2 + x, level + y)
                ax.add_patch(Rectangle(corner, width, height, **look))
            fronts[names[n]] = (*corner, width, height)
            if n == 0 and picture is not None:
                left_low, right_up = corner, (corner[0] + width, corner[1] + height)
                sides = zip(left_low, right_up, strict=True)
                extent = [side for pair in sides for side in pair]
                shown = {"cmap": "gray_r", "vmin": 0, "interpolation": "nearest"}
                shown["zorder"] = 1.5  # on the square, below its window
                ax.imshow(np.asarray(picture), extent=extent, **shown)
            label = names[n] + "\n" + "×".join(map(str, shapes[names[n]]))
            ax.text(middle, level - top - 2, label, ha="center", va="top")
            left += slots[n] + gap
        level -= top + 0.5 * largest
    for line in lines:
        for before, after in pairwise([names[n] for n in line]):
            size = (windows or {}).get(after)
            columns = len(shapes[before]) == len(shapes[after]) == 1
            _link(ax, fronts[before], fronts[after], size, columns)
        for n in line[-1:]:  # the window of the next line, which begins anew
            size = (windows or {}).get(names[n + 1]) if n + 1 < len(names) else None
            if size:
                _frame_square(ax, fronts[names[n]], size, ORANGE, WINDOW_FILL)
        if line[0] and (windows or {}).get(names[line[0]]):
            _frame_square(ax, fronts[names[line[0]]], 1, GREEN, OUTPUT_FILL)
    ax.set(xlim=(-1, length - 4), ylim=(level + 2, 1), aspect="equal")
    ax.figure.set_size_inches(PHONE_WIDTH, PHONE_WIDTH * -level / length)
    ax.axis("off")
    return ax


def _frame_square(ax, front, size, colour, fill):
    """Mark a square of a map, near its upper right corner, and return where it is."""
    left, low, wide, high = front
    x, y = left + 0.62 * (wide - size), low + 0.72 * (high - size)
    if size > 1:
        tint = Rectangle((x, y), size, size, facecolor=fill, alpha=0.6, lw=0, zorder=2)
        ax.add_patch(tint)
    frame = Rectangle((x, y), size, size, fill=size == 1, facecolor=colour, zorder=3)
    frame.set(edgecolor=colour, lw=1.6 if size > 1 else 1)
    ax.add_patch(frame)
    return x, y


def _link(ax, before, after, size, columns):
    """Join a window to its value, or two columns unit by unit."""
    if size:
        x, y = _frame_square(ax, before, size, ORANGE, WINDOW_FILL)
        to_x, to_y = _frame_square(ax, after, 1, GREEN, OUTPUT_FILL)
        for up in (0, 1):
            ends = ([x + size, to_x], [y + up * size, to_y + up])
            ax.plot(*ends, color=ORANGE, lw=1)
    elif columns:
        left, low, wide, high = before
        to, bottom, _, top = after
        corners = [(left + wide, low), (left + wide, low + high)]
        corners += [(to, bottom + top), (to, bottom)]
        ax.add_patch(Polygon(corners, facecolor=BLUE, alpha=0.15, lw=0))


def _stack(shape, largest, most):
    """Return the squares of a stack, or the bar of a column, and how wide and high.

    A square is (left, bottom, width, height) of a map; all is centred on a level.
    """
    if len(shape) == 1:
        high = max(1.4 * largest * shape[0] / most, 2.0)
        return [(0, -high / 2, 2.0, high)], 2.0, high
    height, width, channels = shape
    step = min(1.3, 24 / channels)
    run = step * (channels - 1)
    top = (height + run) / 2 - height
    squares = [(step * c, top - step * c, width, height) for c in range(channels)]
    return squares, width + run, height + run


def connection_table(joined: ArrayLike) -> Axes:
    """Draw which maps of one layer are joined to which maps of the next.

    Parameters
    ----------
    joined : array_like of bool, shape (maps before, maps after)
        Whether a map of the next layer (a column) looks at a map of the one before.

    Returns
    -------
    matplotlib.axes.Axes
        The axes, with the number of connections of each column below it.

    Raises
    ------
    TypeError, ValueError
        If the table is none.

    Examples
    --------
    >>> axes = connection_table([[1, 0], [1, 1]])
    >>> [text.get_text() for text in axes.texts if text.get_text().isdigit()]
    ['2', '1']
    """
    joined = as_array("joined", joined, {2: "(maps before, maps after)"}) != 0
    rows, columns = joined.shape
    side = min(0.38, (PHONE_WIDTH - 0.6) / columns)
    _, (ax,) = new_figure(side * columns + 0.6, side * rows + 0.8)
    for row in range(rows):
        for column in range(columns):
            fill = WINDOW_FILL if joined[row, column] else "white"
            ax.add_patch(
                Rectangle((column, row), 1, 1, facecolor=fill, edgecolor=PADDING_FILL)
            )
            if joined[row, column]:
                ax.text(column + 0.5, row + 0.5, "×", ha="center", va="center")
    for column, count in enumerate(joined.sum(axis=0)):
        ax.text(
            column + 0.5,
            rows + 0.45,
            str(count),
            ha="center",
            va="center",
            color=DARK_GREY,
        )
    ax.set(xlim=(0, columns), ylim=(rows + 0.9, 0), aspect="equal")
    ax.set(xticks=np.arange(columns) + 0.5, xticklabels=range(columns))
    ax.set(yticks=np.arange(rows) + 0.5, yticklabels=range(rows))
    ax.xaxis.tick_top()
    ax.xaxis.set_label_position("top")
    ax.set(xlabel="map of C3", ylabel="map of S2")
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    return ax


def epoch_curves(
    panels: Mapping[str, Mapping[str, ArrayLike]], label: str = "accuracy (%)"
) -> Figure:
    """Draw scores against the epochs: the mean of several runs, and their spread.

    Parameters
    ----------
    panels : mapping of str to mapping of str to array_like, shape (runs, epochs)
        For each panel, by its title, its lines by their names. The band reaches from
        the lowest to the highest run.
    label : str
        What is measured.

    Returns
    -------
    matplotlib.figure.Figure
        The figure; its panels share their axes.

    Raises
    ------
    TypeError, ValueError
        If the scores of a line are not made of runs and epochs.

    Examples
    --------
    >>> figure = epoch_curves({"net": {"training": [[50, 60], [52, 66]]}})
    >>> [float(y) for y in figure.axes[0].lines[0].get_ydata()]
    [51.0, 63.0]
    """
    figure, axes = new_figure(PHONE_WIDTH, 2.8, columns=len(panels), sharey=True)
    for ax, (title, lines) in zip(axes, panels.items(), strict=True):
        for (name, runs), (colour, dashes) in zip(lines.items(), STROKES, strict=False):
            runs = as_array(name, runs, {2: "(runs, epochs)"})
            epochs = np.arange(1, runs.shape[1] + 1)
            ax.plot(epochs, runs.mean(axis=0), color=colour, ls=dashes, label=name)
            ax.fill_between(
                epochs, runs.min(axis=0), runs.max(axis=0), color=colour, alpha=0.15
            )
        ax.set(title=title, xlabel="epoch")
        ax.legend(loc="best")
    axes[0].set_ylabel(label)
    return figure


def fit_against_new(networks: Mapping[str, tuple[ArrayLike, ArrayLike]]) -> Axes:
    """Draw how well networks do on new pictures against how well they fit the old ones.

    Parameters
    ----------
    networks : mapping of str to (array_like, array_like), each of shape (runs, epochs)
        For each network its training and its validation accuracy, from 0 to 1. The line
        joins the means of the epochs, in their order.

    Returns
    -------
    matplotlib.axes.Axes
        The axes, in per cent.

    Raises
    ------
    TypeError, ValueError
        If the scores of a network are not made of runs and epochs.

    Examples
    --------
    >>> axes = fit_against_new({"net": ([[0.5, 0.9]], [[0.5, 0.8]])})
    >>> [float(y) for y in axes.lines[0].get_ydata()]
    [50.0, 80.0]
    """
    _, (ax,) = new_figure(PHONE_WIDTH, 3.4)
    for (name, (fit, new)), (colour, dashes), marker in zip(
        networks.items(), STROKES, "os^D", strict=False
    ):
        fit = as_array(name, fit, {2: "(runs, epochs)"}).mean(axis=0)
        new = as_array(name, new, {2: "(runs, epochs)"}).mean(axis=0)
        style = {"color": colour, "ls": dashes, "marker": marker, "markersize": 4}
        ax.plot(100 * fit, 100 * new, label=name, **style)
    ax.set_xlabel("accuracy on the training pictures (%)")
    ax.set_ylabel("accuracy on new pictures (%)")
    ax.legend(loc="lower right")
    return ax


def confusion_table(matrix: ArrayLike, names: Sequence[str]) -> Axes:
    """Draw a confusion matrix, with its numbers.

    Parameters
    ----------
    matrix : array_like of int, shape (classes, classes)
        A row for each true class, a column for each answer.
    names : sequence of str
        What the classes are called.

    Returns
    -------
    matplotlib.axes.Axes
        The axes. Right answers stand in frames, and zeros are left out.

    Raises
    ------
    TypeError, ValueError
        If the matrix is not square, or has not as many rows as there are names.

    Examples
    --------
    >>> axes = confusion_table([[8, 2], [0, 9]], ["coat", "bag"])
    >>> [text.get_text() for text in axes.texts]
    ['8', '2', '9']
    """
    matrix = as_array("matrix", matrix, {2: "(classes, classes)"})
    if matrix.shape != (len(names), len(names)):
        raise ValueError(
            f"matrix must be {len(names)}×{len(names)}, as there are names; "
            f"got shape {matrix.shape}"
        )
    _, (ax,) = new_figure(PHONE_WIDTH, 4.5)
    wrong = np.where(np.eye(len(names), dtype=bool), 0, matrix)
    ax.imshow(wrong, cmap="Oranges", vmin=0, vmax=max(wrong.max(), 1) * 1.6)
    for (row, column), count in np.ndenumerate(matrix):
        if row == column:
            frame = Rectangle(
                (column - 0.5, row - 0.5), 1, 1, fill=False, edgecolor=BLUE, lw=1.5
            )
            ax.add_patch(frame)
        if count:
            weight = "bold" if row == column else "normal"
            ax.text(
                column,
                row,
                f"{count:g}",
                ha="center",
                va="center",
                fontweight=weight,
                fontsize=11.5,
            )
    places = range(len(names))
    ax.set(xticks=places, xticklabels=names, yticks=places, yticklabels=names)
    ax.tick_params(length=0)
    ax.tick_params(axis="x", rotation=45)
    for text in ax.get_xticklabels():
        text.set(ha="right", rotation_mode="anchor")
    ax.set(xlabel="answer of the network", ylabel="true class")
    ax.spines[:].set_visible(False)
    return ax


def captioned(pictures: ArrayLike, captions: Sequence[str], columns: int = 4) -> Figure:
    """Draw small grey pictures, each with a few lines below it.

    Parameters
    ----------
    pictures : array_like, shape (N, H, W)
        The pictures; 0 is drawn white, the largest value of all black.
    captions : sequence of str
        What to write below each.
    columns : int, default 4
        How many pictures stand in a row.

    Returns
    -------
    matplotlib.figure.Figure
        The figure.

    Raises
    ------
    TypeError, ValueError
        If this is no batch of pictures, or there is not one caption for each.

    Examples
    --------
    >>> figure = captioned(np.eye(4).reshape(1, 4, 4), ["a line"])
    >>> figure.axes[0].get_xlabel()
    'a line'
    """
    pictures = as_array("pictures", pictures, {3: "(N, H, W)"})
    if len(captions) != len(pictures):
        raise ValueError(
            f"{len(pictures)} pictures need as many captions, got {len(captions)}"
        )
    columns = min(columns, len(pictures))
    rows = -(-len(pictures) // columns)
    lines = max(caption.count("\n") + 1 for caption in captions)
    side = (PHONE_WIDTH - 0.2) / max(columns, 3)
    figure, axes = new_figure(
        side * columns + 0.2, rows * (side + 0.18 * lines), columns, rows
    )
    for ax, picture, caption in zip(axes, pictures, captions, strict=False):
        ax.imshow(
            picture, cmap="gray_r", vmin=0, vmax=pictures.max(), interpolation="nearest"
        )
        ax.set(xticks=[], yticks=[])
        ax.set_xlabel(caption, fontsize=10)
        ax.spines[:].set(visible=True, color=PADDING_FILL)
    for ax in axes[len(pictures) :]:
        ax.axis("off")
    return figure


def answer_bars(
    picture: ArrayLike, probabilities: ArrayLike, names: Sequence[str]
) -> Figure:
    """Draw a picture, and beside it what a network says to it.

    Parameters
    ----------
    picture : array_like, shape (H, W)
        From 0 (white) to 255 (black).
    probabilities : array_like, shape (classes,)
        From 0 to 1.
    names : sequence of str
        What the classes are called.

    Returns
    -------
    matplotlib.figure.Figure
        The figure; the bar of the answer is orange and hatched.

    Raises
    ------
    TypeError, ValueError
        If there is not one probability for each name.

    Examples
    --------
    >>> figure = answer_bars([[0, 255]], [0.25, 0.75], ["coat", "bag"])
    >>> [text.get_text() for text in figure.axes[1].texts]
    ['25%', '75%']
    """
    picture = as_array("picture", picture, {2: "(H, W)"})
    shares = as_array("probabilities", probabilities, {1: "(classes,)"})
    if len(shares) != len(names):
        raise ValueError(
            f"{len(names)} names need as many probabilities, got {len(shares)}"
        )
    figure, (left, right) = new_figure(PHONE_WIDTH, 2.5, columns=2, width_ratios=[2, 3])
    left.imshow(picture, cmap="gray_r", vmin=0, vmax=255, interpolation="nearest")
    left.set(xticks=[], yticks=[])
    left.spines[:].set(visible=True, color=PADDING_FILL)
    bars = right.barh(range(len(names)), 100 * shares, color=BLUE)
    best = bars[int(shares.argmax())]
    best.set(facecolor=ORANGE, hatch="//", edgecolor="white")
    for place, share in enumerate(shares):
        right.text(100 * share + 1.5, place, f"{share:.0%}", va="center", fontsize=10)
    right.set(yticks=range(len(names)), yticklabels=names, xlim=(0, 115), xticks=[])
    right.invert_yaxis()
    right.tick_params(length=0)
    right.spines["bottom"].set_visible(False)
    right.set_title("what the network says")
    return figure


def runs_side_by_side(
    scores: Mapping[str, ArrayLike], label: str = "accuracy (%)"
) -> Axes:
    """Draw the scores of several runs, a row for each network, and their mean.

    Parameters
    ----------
    scores : mapping of str to array_like, shape (runs,)
        The scores of each network, from 0 to 1.
    label : str
        What is measured.

    Returns
    -------
    matplotlib.axes.Axes
        The axes, in per cent; a ring is one run, a stroke the mean.

    Raises
    ------
    TypeError, ValueError
        If the scores of a network are no list of numbers.

    Examples
    --------
    >>> axes = runs_side_by_side({"net": [0.8, 0.9]})
    >>> [text.get_text() for text in axes.texts]
    ['85.0']
    """
    _, (ax,) = new_figure(PHONE_WIDTH, 0.5 * len(scores) + 0.7)
    for row, (name, runs) in enumerate(scores.items()):
        runs = 100 * as_array(name, runs, {1: "(runs,)"})
        mean = runs.mean()
        ax.plot(runs, [row] * len(runs), "o", mfc="none", color=BLUE)
        ax.plot([mean, mean], [row - 0.3, row + 0.3], color=ORANGE, lw=2.5)
        ax.text(mean, row - 0.36, f"{mean:.1f}", ha="center", va="bottom", fontsize=10)
    ax.set(yticks=range(len(scores)), yticklabels=list(scores), xlabel=label)
    ax.set_ylim(len(scores) - 0.5, -0.85)
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    return ax
