"""A task of one's own: a hash step by step, intervals, and confidence checked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from cnnbook._arrays import as_array
from cnnbook.plots.style import BLUE, DARK_GREY, ORANGE, PHONE_WIDTH, new_figure


def hash_steps(rows: Mapping[str, tuple[ArrayLike, ArrayLike, ArrayLike]]) -> Figure:
    """Draw pictures on their way to a hash: colours, few grey values, bits.

    Parameters
    ----------
    rows : mapping of str to (picture, values, bits)
        For each row, by its name: a picture of shape (H, W, 3) from 0 to 255, its grey
        values from 0 to 255, and whether each gets brighter to the right.

    Returns
    -------
    matplotlib.figure.Figure
        The figure; a dark square is a bit that is true.

    Raises
    ------
    TypeError, ValueError
        If a picture has no three axes, or values or bits have no two.

    Examples
    --------
    >>> row = np.zeros((8, 8, 3)), np.zeros((8, 9)), np.ones((8, 8))
    >>> len(hash_steps({"a": row, "b": row}).axes)
    6
    """
    figure, axes = new_figure(PHONE_WIDTH, 1.72 * len(rows), columns=3, rows=len(rows))
    places = iter(axes)
    for name, (picture, values, bits) in rows.items():
        photo = as_array("picture", picture, {3: "(H, W, 3)"})[::2, ::2]
        next(places).imshow(np.clip(photo, 0, 255).astype(np.uint8))
        values = as_array("values", values, {2: "(rows, columns)"})
        next(places).imshow(values, cmap="gray", vmin=0, vmax=255)
        bits = as_array("bits", bits, {2: "(rows, columns)"})
        next(places).imshow(bits, cmap="Blues", vmin=0, vmax=1.3)
        axes[list(rows).index(name) * 3].set_ylabel(name, fontsize=11)
    titles = ("picture", "8 rows of 9 values", "brighter to the right?")
    for ax, title in zip(axes, titles, strict=False):
        ax.set_title(title, fontsize=11, fontweight="normal")
    for ax in axes:
        ax.set(xticks=[], yticks=[])
        ax.spines[:].set(visible=True, color=DARK_GREY)
    return figure


def score_intervals(
    scores: Mapping[str, tuple[float, float, float]],
    label: str = "right on the test",
) -> Axes:
    """Draw scores with what they leave open: a dot, and a line from low to high.

    Parameters
    ----------
    scores : mapping of str to (float, float, float)
        For each method the score and the ends of its interval, from 0 to 1.
    label : str
        What is measured.

    Returns
    -------
    matplotlib.axes.Axes
        The axes; the first method stands on top.

    Raises
    ------
    ValueError
        If a score does not lie in its interval.

    Examples
    --------
    >>> axes = score_intervals({"head": (0.9, 0.7, 0.97)})
    >>> [text.get_text() for text in axes.get_yticklabels()]
    ['head']
    """
    for name, (score, low, high) in scores.items():
        if not low <= score <= high:
            raise ValueError(f"{name}: {score} does not lie from {low} to {high}")
    _, (ax,) = new_figure(PHONE_WIDTH, 0.7 + 0.42 * len(scores))
    for place, (score, low, high) in enumerate(scores.values()):
        ax.plot([low, high], [place, place], color=BLUE, lw=3, solid_capstyle="butt")
        ax.plot(score, place, "o", color="white", mec=BLUE, mew=2, markersize=8)
    ax.set(yticks=range(len(scores)), yticklabels=list(scores), xlim=(0, 1.02))
    ax.set(ylim=(len(scores) - 0.5, -0.5), xlabel=label)
    ax.xaxis.set_major_formatter(lambda share, _: f"{share:.0%}")
    return ax


def reliability(
    bins: Mapping[str, Sequence[tuple[float, float, int]]],
) -> Axes:
    """Draw how often answers are right against how sure they are.

    Parameters
    ----------
    bins : mapping of str to sequence of (float, float, int)
        For each line, by its name, the bins: mean confidence and share of right
        answers, from 0 to 1, and how many answers there are.

    Returns
    -------
    matplotlib.axes.Axes
        The axes. On the thin diagonal answers are right as often as they are sure; the
        numbers say how many answers a marker stands for.

    Examples
    --------
    >>> axes = reliability({"head": [(0.5, 0.4, 5), (0.9, 0.8, 10)]})
    >>> [text.get_text() for text in axes.texts]
    ['5', '10']
    """
    _, (ax,) = new_figure(PHONE_WIDTH, 3.6)
    ax.plot([0, 1], [0, 1], color=DARK_GREY, lw=1)
    looks = ((BLUE, "-", "o", (6, -12)), (ORANGE, "--", "s", (-14, 6)))
    for (name, row), (colour, dashes, marker, away) in zip(
        bins.items(), looks, strict=False
    ):
        sure, right, _ = zip(*row, strict=True)
        ax.plot(sure, right, color=colour, ls=dashes, marker=marker, label=name)
        for x, y, count in row:
            ax.annotate(str(count), (x, y), away, textcoords="offset points")
    ax.set(xlim=(0, 1.04), ylim=(0, 1.06), xlabel="confidence", ylabel="share right")
    ax.legend(loc="upper left")
    return ax
