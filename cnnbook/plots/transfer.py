"""Photographs in rows, what a network says about them, and scores with their spread."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, Rectangle
from numpy.typing import ArrayLike, NDArray

from cnnbook._arrays import as_array
from cnnbook.plots.style import (
    BLUE,
    DARK_GREY,
    LINE_STYLES,
    ORANGE,
    PADDING_FILL,
    PHONE_WIDTH,
    PINK,
    new_figure,
)

PHOTO_AXES = {3: "(H, W, 3)"}


def two_ways() -> Figure:
    """Draw two tasks learnt one by one, and the second learnt with help of the first.

    Returns
    -------
    matplotlib.figure.Figure
        The figure: isolated learning above, transfer below. A square is a picture, a
        bar a layer; layers with the same colour and dashes have the same weights.

    Examples
    --------
    >>> [axes.get_title() for axes in two_ways().axes]
    ['isolated learning', 'transfer learning']
    """
    figure, axes = new_figure(PHONE_WIDTH, 4.4, rows=2, height_ratios=[3.7, 5.1])
    for ax, title in zip(axes, ("isolated learning", "transfer learning"), strict=True):
        moved = title.startswith("transfer")
        for left, task in ((0.0, "A"), (6.6, "B")):
            few = moved and task == "B"
            kept = task == "A" or moved
            _pictures_of(ax, left, 1 if few else 5, BLUE if task == "A" else PINK)
            amount = "few pictures" if few else "many pictures"
            ax.text(
                left + 0.9, -0.35, f"{amount}\nof task {task}", ha="center", va="top"
            )
            _arrow(ax, (left + 1.95, 1.0), (left + 2.6, 1.0))
            _layers(
                ax, left + 2.8, BLUE if kept else PINK, BLUE if task == "A" else PINK
            )
            ax.text(left + 3.5, -0.35, f"network {task}", ha="center", va="top")
        if moved:
            style = {"arrowstyle": "-|>", "connectionstyle": "arc3,rad=-0.35"}
            style |= {"color": ORANGE, "lw": 2.5, "mutation_scale": 18}
            arc = FancyArrowPatch((3.6, 2.25), (10.0, 2.25), **style)
            ax.add_patch(arc)
            ax.text(6.8, 2.65, "what it has learnt", ha="center", va="center")
        ax.set_title(title)
        ax.set(xlim=(-0.3, 11.1), ylim=(-1.5, 3.6 if moved else 2.2), aspect="equal")
        ax.axis("off")
    return figure


def _pictures_of(ax, left, columns, colour):
    """Draw a picture as a small square, five to a column."""
    for column in range(columns):
        for row in range(5):
            at = (left + 0.9 + 0.4 * (column - columns / 2), 0.4 * row)
            tile = Rectangle(at, 0.3, 0.3, facecolor=colour, alpha=0.55, lw=0)
            ax.add_patch(tile)


def _layers(ax, left, base, head):
    """Draw a network as five bars, the last one its head."""
    for layer in range(5):
        colour = head if layer == 4 else base
        hatch = None if colour == BLUE else "////"
        bar = Rectangle((left, 0.4 * layer), 1.4, 0.3, facecolor=colour, hatch=hatch)
        bar.set(edgecolor="white", lw=0)
        ax.add_patch(bar)


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
        ax.set_xlabel(captions[number], fontsize=10)
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
            fontsize=10,
            color=DARK_GREY,
        )
    if named and sum(len(place) + 2 for place in places) > 50:  # they would touch
        ax.set_xticks(at, places, rotation=40, ha="right", rotation_mode="anchor")
    elif named:
        ax.set_xticks(at, places)
    else:
        ax.set_xticks(at, [f"{place:g}" for place in at])
    ax.set(xlabel=xlabel, ylabel="test accuracy (%)", ylim=(None, 101))
    style = {"fontsize": 10, "columnspacing": 1.2}
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


def _arrow(ax, start, end, color=DARK_GREY, lw=1.5):
    style = {"arrowstyle": "-|>", "color": color, "lw": lw, "shrinkA": 0, "shrinkB": 0}
    ax.annotate("", end, start, arrowprops=style)
