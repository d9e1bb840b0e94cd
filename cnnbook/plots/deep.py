"""Deep networks: sizes layer by layer, a block and its shortcut, losses by epoch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, FancyArrowPatch, Rectangle
from numpy.typing import ArrayLike

from cnnbook._arrays import as_array
from cnnbook.plots.style import (
    BLUE,
    DARK_GREY,
    KERNEL_FILL,
    LINE_STYLES,
    ORANGE,
    OUTPUT_FILL,
    PHONE_WIDTH,
    new_figure,
    number_text,
)


def sizes_by_layer(panels: Mapping[str, Mapping[str, ArrayLike]]) -> Figure:
    """Draw how large numbers are in each layer of several networks.

    Parameters
    ----------
    panels : mapping of str to mapping of str to array_like, shape (layers,)
        For each panel, by its title, its networks by their names. The axis that tells
        the sizes is logarithmic, and a panel's own.

    Returns
    -------
    matplotlib.figure.Figure
        The figure; its panels stand below each other.

    Raises
    ------
    TypeError, ValueError
        If the sizes of a network are no list of numbers.

    Examples
    --------
    >>> figure = sizes_by_layer({"maps": {"ten": [1, 0.1]}})
    >>> figure.axes[0].get_yscale(), figure.axes[0].lines[0].get_xdata().tolist()
    ('log', [1, 2])
    """
    figure, axes = new_figure(
        PHONE_WIDTH, 0.8 + 2.3 * len(panels), rows=len(panels), sharex=True
    )
    # Between panels more room than within one: there a slide parts them.
    figure.get_layout_engine().set(hspace=0.12)
    for ax, (title, networks) in zip(axes, panels.items(), strict=True):
        for (name, sizes), (colour, dashes, mark) in zip(
            networks.items(), LINE_STYLES, strict=False
        ):
            sizes = as_array(name, sizes, {1: "(layers,)"})
            layers = np.arange(1, len(sizes) + 1)
            look = {"color": colour, "ls": dashes, "marker": mark, "markersize": 4}
            ax.plot(layers, sizes, label=name, **look)
        ax.set(title=title, yscale="log")
        ax.minorticks_off()
        # To be read from the last row: no small exponents.
        ax.tick_params(labelsize=12, labelbottom=True)
        ax.set_xlabel("layer")  # under each: on a slide they stand side by side
        ax.yaxis.set_major_formatter(
            lambda size, _: np.format_float_positional(size, trim="-")
        )
        ax.grid(axis="y", color="0.88")
    axes[-1].xaxis.get_major_locator().set_params(integer=True)
    figure.legend(
        *axes[0].get_legend_handles_labels(),
        loc="lower center",
        bbox_to_anchor=(0.5, 1.0),
        ncols=2,
    )
    return figure


def losses_by_epoch(
    panels: Mapping[str, Mapping[str, ArrayLike]], level: float | None = None
) -> Figure:
    """Draw losses against the epochs, a line for each run's network and its spread.

    Parameters
    ----------
    panels : mapping of str to mapping of str to array_like, shape (runs, epochs)
        For each panel, by its title, its networks by their names. The line joins the
        means, and the band reaches from the lowest run to the highest.
    level : float, optional
        A loss to mark by a thin line, such as that of guessing.

    Returns
    -------
    matplotlib.figure.Figure
        The figure; its panels stand side by side and share their axes.

    Raises
    ------
    TypeError, ValueError
        If the losses of a network are not made of runs and epochs.

    Examples
    --------
    >>> figure = losses_by_epoch({"ten": {"plain": [[2, 1], [2, 2]]}}, level=2.3)
    >>> figure.axes[0].lines[1].get_ydata().tolist()
    [2.0, 1.5]
    """
    figure, axes = new_figure(PHONE_WIDTH, 2.9, columns=len(panels), sharey=True)
    for ax, (title, networks) in zip(axes, panels.items(), strict=True):
        if level is not None:
            ax.axhline(level, color=DARK_GREY, lw=0.8)
        for (name, runs), (colour, dashes, mark) in zip(
            networks.items(), LINE_STYLES, strict=False
        ):
            runs = as_array(name, runs, {2: "(runs, epochs)"})
            epochs = np.arange(1, runs.shape[1] + 1)
            look = {"color": colour, "ls": dashes, "marker": mark, "markersize": 4}
            ax.plot(epochs, runs.mean(axis=0), label=name, **look)
            ax.fill_between(
                epochs, runs.min(axis=0), runs.max(axis=0), color=colour, alpha=0.15
            )
        ax.set(title=title, xlabel="epoch", xticks=epochs)
    axes[0].set_ylabel("training loss")
    figure.legend(
        *axes[0].get_legend_handles_labels(),
        loc="lower center",
        bbox_to_anchor=(0.5, 1.0),
        ncols=2,
    )
    return figure


def shortcut(
    x: Sequence[float],
    made: Sequence[float],
    message: Sequence[float],
    through: Sequence[float],
) -> Axes:
    """Draw a residual block with its numbers: forward above, the way back below.

    Parameters
    ----------
    x : sequence of float
        What comes in.
    made : sequence of float
        What the block makes of it, F(x), as many numbers.
    message : sequence of float
        The derivative of the loss by each value of the sum.
    through : sequence of float
        What of it comes back through F.

    Returns
    -------
    matplotlib.axes.Axes
        The axes; the sums are written at their ends.

    Raises
    ------
    ValueError
        If there are not as many of each.

    Examples
    --------
    >>> ax = shortcut([2, -1], [1.5, -3], [1, 2], [-1.5, 1.5])
    >>> [t.get_text() for t in ax.texts if "3.5" in t.get_text()]
    ['3.5, −4', '−0.5, 3.5']
    """
    lists = [np.asarray(part, float) for part in (x, made, message, through)]
    if len({part.shape for part in lists}) > 1:
        raise ValueError("x, made, message and through must have equally many numbers")
    x, made, message, through = lists
    _, (ax,) = new_figure(PHONE_WIDTH, 3.2)
    forward = x, made, x + made
    back = message, through, message + through
    for level, colour, numbers, title in (
        (3.1, BLUE, forward, "forward"),
        (0.0, ORANGE, back, "back"),
    ):
        ways = (0.4, 2.0, 3.2, 5.2, 7.4, 9.0)  # from, fork, F, F, sum, to
        if title == "back":
            ways = tuple(9.4 - place for place in ways)
        start, fork, before, behind, join, end = ways
        toward = 0.32 if start < end else -0.32
        line = {"color": colour, "lw": 1.8, "ls": "-" if start < end else "--"}
        arrow = {**line, "arrowstyle": "-|>", "mutation_scale": 13}
        arrow |= {"shrinkA": 0, "shrinkB": 0}
        top = level + 1.1
        ax.plot([fork, fork, join, join], [level, top, top, level + 0.5], **line)
        for one, other in (
            ((start, level), (before, level)),
            ((behind, level), (join - toward, level)),
            ((join + toward, level), (end, level)),
            ((join, level + 0.6), (join, level + 0.32)),
        ):
            ax.add_patch(FancyArrowPatch(one, other, **arrow))
        box = Rectangle((min(before, behind), level - 0.45), 2.0, 0.9)
        box.set(facecolor=KERNEL_FILL, edgecolor=DARK_GREY, zorder=3)
        ring = Circle((join, level), 0.32, facecolor=OUTPUT_FILL, zorder=3)
        ring.set_edgecolor(DARK_GREY)
        for patch in (box, ring):
            ax.add_patch(patch)
        middle = {"ha": "center", "va": "center", "zorder": 4}
        ax.text((before + behind) / 2, level, "F", style="italic", **middle)
        ax.text(join, level, "+", **middle)
        enters, inside, leaves = map(_listed, numbers)
        first, last = ("right", "left") if start < end else ("left", "right")
        ax.text(start - toward / 2, level, enters, ha=first, va="center")
        ax.text(end + toward / 2, level, leaves, ha=last, va="center")
        ax.text((fork + join) / 2, top + 0.1, enters, ha="center", va="bottom")
        ax.text((behind + join) / 2, level - 0.25, inside, ha="center", va="top")
        ax.text(-2.0, top + 0.1, title, ha="left", va="bottom", fontweight="bold")
    ax.set(xlim=(-2.1, 11.5), ylim=(-1.0, 4.8), aspect="equal")
    ax.axis("off")
    return ax


def _listed(numbers):
    return ", ".join(number_text(number) for number in numbers)
