"""Whole networks: their volumes, what each layer costs, and how they learn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Polygon
from numpy.typing import ArrayLike

from cnnbook._arrays import as_array
from cnnbook.arithmetic.tracing import Trace
from cnnbook.plots.style import (
    BLUE,
    ORANGE,
    PADDING_FILL,
    PHONE_WIDTH,
    WINDOW_FILL,
    new_figure,
)

FILLS = {
    "Input": "white",
    "Conv": "#CFE3F1",
    "Pool": "#D9EFE7",
    "GlobalPool": "#D9EFE7",
    "Flatten": PADDING_FILL,
    "Dense": WINDOW_FILL,
}
SLANT = 0.35
"""How far a volume's width runs up and to the right, by pixel."""
MAX_COLUMNS = 6
"""How many volumes stand side by side."""


def network(trace: Trace) -> Axes:
    """Draw the volumes that a network makes of one image, as boxes in rows.

    Parameters
    ----------
    trace : Trace
        What `cnnbook.trace` returns.

    Returns
    -------
    matplotlib.axes.Axes
        The axes. Height and width of a box are to scale; its thickness grows with the
        root of the channels, and a flat layer is as high as its number is long.

    Examples
    --------
    >>> import cnnbook as cb
    >>> axes = network(cb.trace((6, 6, 3), [cb.Conv(2, 3), cb.Flatten()]))
    >>> [text.get_text() for text in axes.texts if text.get_text()]
    ['Input', '6×6×3', 'Conv', '4×4×2', 'Flatten', '32']
    """
    largest = max(max(row.shape[:2]) for row in trace if len(row.shape) == 3)
    boxes = [_box(row.shape, largest) for row in trace]
    slot = max(0.82, *(width + run for width, _, run in boxes)) + 0.1
    columns = -(-len(boxes) // -(-len(boxes) // MAX_COLUMNS))
    length = slot * columns
    unit = min(1.0, PHONE_WIDTH / length)
    longest = max(len(_shape(row.shape)) for row in trace)
    size = min(10.5, max(7.5, 72 * unit * slot / (0.79 * longest)))
    _, (ax,) = new_figure(1, 1)
    bottom = 0.0
    for number, (row, (width, high, run)) in enumerate(zip(trace, boxes, strict=True)):
        place = number % columns
        if place == 0:
            top = max(high + run for _, high, run in boxes[number : number + columns])
            bottom -= top + 0.85
        middle = slot * (place + 0.5)
        left = middle - (width + run) / 2
        low = bottom + (top - high - run) / 2
        for corners, shade in _faces(left, low, width, high, run):
            face = Polygon(corners, facecolor=FILLS[row.layer], edgecolor="#5A5A5A")
            face.set(linewidth=0.8, zorder=shade)
            ax.add_patch(face)
        style = {"ha": "center", "fontsize": size}
        name = {"va": "bottom", "fontweight": "bold", **style}
        ax.text(middle, bottom + top + 0.1, row.layer, **name)
        ax.text(middle, bottom - 0.1, _shape(row.shape), va="top", **style)
        if number:
            arrow = {"arrowstyle": "->", "color": "#5A5A5A"}
            start, level = slot * place - 0.07, bottom + top + 0.18
            ax.annotate("", (start + 0.14, level), (start, level), arrowprops=arrow)
    ax.set(xlim=(-0.08, length), ylim=(bottom - 0.4, -0.45))
    ax.figure.set_size_inches(unit * length, unit * -bottom)
    ax.axis("off")
    return ax


def shares_by_layer(trace: Trace) -> Figure:
    """Draw each layer's share of the parameters and of the multiply-adds.

    Parameters
    ----------
    trace : Trace
        What `cnnbook.trace` returns; layers that have neither are left out.

    Returns
    -------
    matplotlib.figure.Figure
        The figure: two bar charts, one below the other, in per cent.

    Raises
    ------
    ValueError
        If no layer has anything to learn.

    Examples
    --------
    >>> import cnnbook as cb
    >>> layers = [cb.Conv(2, 3), cb.Flatten(), cb.Dense(10)]
    >>> figure = shares_by_layer(cb.trace((6, 6, 3), layers))
    >>> [text.get_text() for text in figure.axes[0].texts]
    ['56: 14.5 %', '330: 85.5 %']
    """
    rows = [row for row in trace if row.parameters or row.multiply_adds]
    if not rows:
        raise ValueError("trace must have a layer with something to learn")
    names = [f"{row.layer}, {_shape(row.shape)}" for row in rows]
    figure, axes = new_figure(
        PHONE_WIDTH, 0.6 * len(rows) + 1.7, rows=2, sharex=True, sharey=True
    )
    charts = [
        ("parameters", [row.parameters for row in rows], BLUE, None),
        ("multiply-adds", [row.multiply_adds for row in rows], ORANGE, "///"),
    ]
    places = np.arange(len(rows))
    for ax, (title, counts, colour, hatch) in zip(axes, charts, strict=True):
        shares = 100 * np.array(counts) / sum(counts)
        for bar in ax.barh(places, shares, color=colour, height=0.6):
            bar.set(hatch=hatch, edgecolor="white")
        for place, count, share in zip(places, counts, shares, strict=True):
            words = f"{count:,}: {share:.1f} %"
            ax.text(share + 2, place, words, va="center", fontsize=10)
        ax.set(title=title, xlim=(0, 108), xticks=[0, 20, 40, 60])
        ax.tick_params(labelbottom=True)  # on a slide they stand side by side
        ax.set_xlabel("share (%)")
    axes[0].set_yticks(places, names)
    axes[0].invert_yaxis()
    return figure


def loss_curves(
    curves: Mapping[str, Sequence[ArrayLike]],
    *,
    columns: int = 2,
    max_loss: float = 2.6,
) -> Figure:
    """Draw the loss on training and validation pictures, epoch by epoch.

    Parameters
    ----------
    curves : mapping of str to (array_like, array_like)
        Title, and the losses of each epoch on the training and on the validation
        pictures.
    columns : int, default 2
        How many stand in a row.
    max_loss : float, default 2.6
        Loss at the upper end of the axes.

    Returns
    -------
    matplotlib.figure.Figure
        The figure. Training is solid with round markers, validation dashed with
        squares; only some epochs are marked.

    Raises
    ------
    TypeError, ValueError
        If there are not two rows of numbers.

    Examples
    --------
    >>> figure = loss_curves({"a": ([2.3, 1.1], [2.2, 1.3]), "b": ([1, 1], [1, 1])})
    >>> [axes.get_title() for axes in figure.axes]
    ['a', 'b']
    """
    columns = min(columns, len(curves))
    rows = -(-len(curves) // columns)
    figure, axes = new_figure(
        PHONE_WIDTH, 2.0 * rows, columns=columns, rows=rows, sharey=True
    )
    looks = [
        ("training", {"color": BLUE, "ls": "-", "marker": "o"}),
        ("validation", {"color": ORANGE, "ls": "--", "marker": "s"}),
    ]
    for number, (ax, (title, pair)) in enumerate(
        zip(axes, curves.items(), strict=False)
    ):
        both = as_array(title, pair, {2: "(2, epochs)"})
        if len(both) != 2:
            raise ValueError(f"{title} must have two rows of losses, got {len(both)}")
        epochs = np.arange(1, both.shape[1] + 1)
        every = max(1, len(epochs) // 8)
        for (name, look), losses in zip(looks, both, strict=True):
            ax.plot(epochs, losses, label=name, markevery=every, markersize=4, **look)
        ax.set(title=title, ylim=(0, max_loss), xlim=(0.5, len(epochs) + 0.5))
        ax.xaxis.get_major_locator().set_params(integer=True)
        if number % columns == 0:
            ax.set_ylabel("loss")
        if number >= len(curves) - columns:
            ax.set_xlabel("epoch")
    handles, names = axes[0].get_legend_handles_labels()
    figure.legend(handles, names, loc="outside upper center", ncols=2)
    for ax in axes[len(curves) :]:
        ax.axis("off")
    return figure


def _shape(shape):
    return "×".join(map(str, shape))


def _box(shape, largest):
    """Return thickness, height and slanted width of a box, in inches."""
    if len(shape) == 1:
        return 0.12, 0.12 + 0.3 * np.log10(shape[0]), 0.0
    height, width, channels = shape
    scale = 1.15 / largest
    return 0.04 + 0.045 * channels**0.5, scale * height, SLANT * scale * width


def _faces(left, low, width, high, run):
    """Yield the corners of the faces that can be seen, the front one last."""
    right, up = left + width, low + high
    if run:
        far = right + run
        roof = [(left, up), (right, up), (far, up + run), (left + run, up + run)]
        yield roof, 1
        yield [(right, low), (far, low + run), (far, up + run), (right, up)], 1
    yield [(left, low), (right, low), (right, up), (left, up)], 2
