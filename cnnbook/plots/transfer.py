"""Photographs in rows, what a network says about them, and scores with their spread."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch
from numpy.typing import ArrayLike, NDArray

from cnnbook._arrays import as_array
from cnnbook.plots.style import (
    DARK_GREY,
    LINE_STYLES,
    ORANGE,
    PADDING_FILL,
    PHONE_WIDTH,
    WINDOW_FILL,
    new_figure,
)

PHOTO_AXES = {3: "(H, W, 3)"}


def two_ways() -> Figure:
    """Draw two tasks learnt one by one, and the second learnt with help of the first.

    Returns
    -------
    matplotlib.figure.Figure
        The figure: isolated learning above, transfer below.

    Examples
    --------
    >>> [axes.get_title() for axes in two_ways().axes]
    ['isolated learning', 'transfer learning']
    """
    figure, axes = new_figure(4.9, 5.4, rows=2)
    for ax, title in zip(axes, ("isolated learning", "transfer learning"), strict=True):
        small = title.startswith("transfer")
        _box(ax, 0.0, 2.2, 1.7, 1.1, "much data\nfor task A", PADDING_FILL)
        _box(ax, 2.6, 2.2, 1.7, 1.1, "network A", WINDOW_FILL)
        text = "a little data\nfor task B" if small else "much data\nfor task B"
        _box(
            ax,
            0.0,
            0.4 if small else 0.2,
            1.7,
            0.7 if small else 1.1,
            text,
            PADDING_FILL,
        )
        _box(ax, 2.6, 0.2, 1.7, 1.1, "network B", WINDOW_FILL)
        _arrow(ax, (1.75, 2.75), (2.55, 2.75))
        _arrow(ax, (1.75, 0.75), (2.55, 0.75))
        if small:
            _arrow(ax, (3.45, 2.15), (3.45, 1.38), color=ORANGE, lw=2.5)
            ax.text(3.3, 1.76, "what it has learnt", ha="right", va="center")
        ax.set_title(title)
        ax.set(xlim=(-0.1, 4.4), ylim=(-0.4 if ax is axes[0] else 0, 3.4))
        ax.axis("off")
    return figure


def photo_rows(rows: Mapping[str, Sequence[ArrayLike]], side: int = 40) -> Figure:
    """Draw rows of small colour photographs, with a name above each row.

    Parameters
    ----------
    rows : mapping of str to sequence of array_like, shape (H, W, 3)
        What each row is called, and its photographs, from 0 to 255.
    side : int, default 40
        Pixels that are left of each side: small pictures make light pages.

    Returns
    -------
    matplotlib.figure.Figure
        The figure.

    Raises
    ------
    TypeError, ValueError
        If a photograph has not three channels.

    Examples
    --------
    >>> red = np.full((8, 8, 3), (255, 0, 0))
    >>> figure = photo_rows({"red": [red, red], "dark red": [red // 2]})
    >>> len(figure.axes), figure.axes[2].get_title(loc="left")
    (4, 'dark red')
    """
    columns = max(len(photos) for photos in rows.values())
    cell = PHONE_WIDTH / columns
    figure, axes = new_figure(
        PHONE_WIDTH, len(rows) * (cell + 0.2), columns=columns, rows=len(rows)
    )
    for row, (name, photos) in enumerate(rows.items()):
        for column in range(columns):
            ax = axes[row * columns + column]
            if column >= len(photos):
                ax.axis("off")
                continue
            _photo(ax, photos[column], side)
            if column == 0:
                ax.set_title(name, loc="left", fontsize=10, fontweight="normal", pad=3)
    return figure


def photo_grid(
    photos: Sequence[ArrayLike],
    captions: Sequence[str],
    *,
    wrong: Collection[int] = (),
    columns: int = 4,
    side: int = 72,
) -> Figure:
    """Draw colour photographs with a caption below each.

    Parameters
    ----------
    photos : sequence of array_like, shape (H, W, 3)
        From 0 to 255.
    captions : sequence of str
        One for each photograph.
    wrong : collection of int, optional
        Numbers of the photographs to frame by a thick dashed line.
    columns : int, default 4
        How many stand in a row, 4.9 inches wide: it fits on a phone.
    side : int, default 72
        Pixels that are left of each side.

    Returns
    -------
    matplotlib.figure.Figure
        The figure.

    Raises
    ------
    TypeError, ValueError
        If a photograph has not three channels, or captions are missing.

    Examples
    --------
    >>> figure = photo_grid([np.zeros((8, 8, 3))], ["night: 99 %"])
    >>> figure.axes[0].get_xlabel()
    'night: 99 %'
    """
    if len(photos) != len(captions):
        raise ValueError(
            f"{len(photos)} photographs need as many captions, got {len(captions)}"
        )
    rows = max(-(-len(photos) // columns), 1)
    cell = 4.7 / max(columns, 3)
    lines = max((caption.count("\n") + 1 for caption in captions), default=1)
    figure, axes = new_figure(
        cell * columns + 0.2,
        rows * (cell + 0.17 * lines + 0.08),
        columns=columns,
        rows=rows,
    )
    for number, ax in enumerate(axes):
        if number >= len(photos):
            ax.axis("off")
            continue
        _photo(ax, photos[number], side)
        ax.set_xlabel(captions[number], fontsize=9)
        if number in wrong:
            ax.spines[:].set(color=ORANGE, linewidth=2.5, linestyle="--")
    return figure


def score_lines(
    scores: Mapping[str, ArrayLike],
    places: Sequence[float] | Sequence[str],
    xlabel: str,
    *,
    chance: float | None = None,
    width: float = 7.2,
) -> Axes:
    """Draw mean scores over places, with one standard deviation up and down.

    Parameters
    ----------
    scores : mapping of str to array_like, shape (places, runs)
        What each line is called, and its scores from 0 to 1; NaN where there is none.
    places : sequence of float or of str
        Where the scores stand: numbers, or names at equal distances.
    xlabel : str
        What the places are.
    chance : float, optional
        What guessing gets; a thin line marks it.
    width : float, default 7.2
        Width of the figure in inches; up to 4.9 it fits on a phone.

    Returns
    -------
    matplotlib.axes.Axes
        The axes, in per cent.

    Raises
    ------
    TypeError, ValueError
        If a line has not a row of scores for each place.

    Examples
    --------
    >>> axes = score_lines({"CNN": [[0.5, 0.7], [0.8, 0.9]]}, [1, 10], "photographs")
    >>> axes.lines[0].get_ydata().round(1).tolist()
    [60.0, 85.0]
    """
    named = all(isinstance(place, str) for place in places)
    at = np.arange(len(places)) if named else np.asarray(places, float)
    _, (ax,) = new_figure(width, 4.0)
    for (name, runs), (colour, dashes, marker) in zip(
        scores.items(), LINE_STYLES, strict=False
    ):
        runs = 100 * as_array(name, runs, {2: "(places, runs)"})
        if len(runs) != len(at):
            raise ValueError(
                f"{name} must have scores for {len(at)} places, got {len(runs)}"
            )
        known = ~np.isnan(runs).any(axis=1)
        spread = runs[known].std(axis=1, ddof=min(1, runs.shape[1] - 1))
        ax.errorbar(
            at[known],
            runs[known].mean(axis=1),
            spread,
            color=colour,
            ls=dashes,
            marker=marker,
            capsize=3,
            elinewidth=1,
            label=name,
        )
    if chance is not None:
        ax.axhline(100 * chance, color=DARK_GREY, lw=0.8)
        ax.annotate(
            "guessing",
            (1, 100 * chance),
            (-2, -3),
            xycoords=("axes fraction", "data"),
            textcoords="offset points",
            ha="right",
            va="top",
            fontsize=9,
            color=DARK_GREY,
        )
    if named and sum(len(place) + 2 for place in places) > 50:  # they would touch
        ax.set_xticks(at, places, rotation=40, ha="right", rotation_mode="anchor")
    elif named:
        ax.set_xticks(at, places)
    else:
        ax.set_xticks(at, [f"{place:g}" for place in at])
    ax.set(xlabel=xlabel, ylabel="test accuracy (%)", ylim=(None, 101))
    style = {"fontsize": 9, "columnspacing": 1.2}
    ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=2, **style)
    return ax


def _photo(ax, photo, side):
    ax.imshow(_thumbnail(photo, side), interpolation="nearest")
    ax.set(xticks=[], yticks=[])
    ax.spines[:].set(visible=True, color=PADDING_FILL)


def _thumbnail(photo, side) -> NDArray[np.uint8]:
    """Average over squares of pixels, and keep 64 shades of each colour."""
    photo = as_array("photo", photo, PHOTO_AXES)
    if photo.shape[-1] != 3:
        raise ValueError(
            f"photo must have 3 channels on its last axis, got shape {photo.shape}"
        )
    step = max(min(photo.shape[:2]) // side, 1)
    height, width = (size // step for size in photo.shape[:2])
    kept = photo[: height * step, : width * step].astype(float)
    blocks = kept.reshape(height, step, width, step, 3).mean(axis=(1, 3))
    return (np.clip(blocks, 0, 255) // 4 * 4).astype(np.uint8)


def _box(ax, x, y, width, height, text, fill):
    style = {"boxstyle": "round,pad=0.02,rounding_size=0.08", "edgecolor": DARK_GREY}
    ax.add_patch(FancyBboxPatch((x, y), width, height, facecolor=fill, **style))
    ax.text(x + width / 2, y + height / 2, text, ha="center", va="center")


def _arrow(ax, start, end, color=DARK_GREY, lw=1.5):
    style = {"arrowstyle": "-|>", "color": color, "lw": lw, "shrinkA": 0, "shrinkB": 0}
    ax.annotate("", end, start, arrowprops=style)
