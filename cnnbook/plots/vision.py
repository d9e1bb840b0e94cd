"""Photographs and what networks say of them: answers, boxes, curves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator
from numpy.typing import ArrayLike
from PIL import Image

from cnnbook._arrays import as_array
from cnnbook._checks import describe
from cnnbook.plots.grids import grid
from cnnbook.plots.style import (
    BLUE,
    GREEN,
    ORANGE,
    PADDING_FILL,
    new_figure,
    number_text,
)

CURVE_STYLES = [(BLUE, "--", "o"), (GREEN, ":", "^"), (ORANGE, "-", "s")]
"""Colour, dashes and marker of each curve."""


def photographs(
    photos: Mapping[str, ArrayLike],
    *,
    columns: int = 2,
    colours: int | None = 96,
    side: float = 2.4,
) -> Figure:
    """Draw colour photographs side by side.

    Parameters
    ----------
    photos : mapping of str to array_like, shape (H, W, 3)
        The photographs by their titles; red, green and blue from 0 to 255.
    columns : int, default 2
        How many stand in a row.
    colours : int or None, default 96
        How many different colours to keep of each, so that the file stays small; with
        None, all of them.
    side : float, default 2.4
        Width of each in inches; two of 2.4 fit on a phone.

    Returns
    -------
    matplotlib.figure.Figure
        The figure.

    Raises
    ------
    TypeError, ValueError
        If a photograph is not made of numbers, or has no three channels.

    Examples
    --------
    >>> figure = photographs({"red": np.full((4, 4, 3), [255, 0, 0])})
    >>> figure.axes[0].get_title()
    'red'
    """
    figure, axes = _panels(len(photos), columns, side, 0.3)
    for ax, (title, photo) in zip(axes, photos.items(), strict=False):
        _photograph(ax, photo, colours)
        ax.set_title(title, fontsize=11, fontweight="normal", pad=4)
    for ax in axes[len(photos) :]:
        ax.axis("off")
    return figure


def confidences(photo: ArrayLike, answers: Mapping[str, float]) -> Figure:
    """Draw a photograph, and beside it how sure a classifier is of each class.

    Parameters
    ----------
    photo : array_like, shape (H, W, 3)
        The photograph, from 0 to 255.
    answers : mapping of str to float
        Probability of each class.

    Returns
    -------
    matplotlib.figure.Figure
        The figure.

    Raises
    ------
    TypeError, ValueError
        If the photograph has no three channels.

    Examples
    --------
    >>> figure = confidences(np.zeros((4, 4, 3)), {"cat": 0.9, "dog": 0.1})
    >>> [text.get_text() for text in figure.axes[1].texts]
    ['0.90', '0.10']
    """
    figure, (left, right) = new_figure(4.9, 2.2, columns=2)
    _photograph(left, photo, 96)
    names, values = list(answers), list(answers.values())
    bars = right.barh(names, values, color=BLUE)
    right.bar_label(bars, [f"{value:.2f}" for value in values], padding=3)
    right.invert_yaxis()
    right.set(xlim=(0, 1.35), xticks=[0, 0.5, 1], xlabel="probability")
    return figure


def answer_places(
    photo: ArrayLike, answers: ArrayLike, *, titles: tuple[str, str] = ("", "")
) -> Figure:
    """Draw a photograph, divided into places, and beside it an answer for each place.

    Parameters
    ----------
    photo : array_like, shape (H, W, 3)
        The photograph, from 0 to 255.
    answers : array_like, shape (rows, columns)
        The answers, to be written with one digit after the point.
    titles : (str, str), optional
        What to write above the photograph and above the answers.

    Returns
    -------
    matplotlib.figure.Figure
        The figure.

    Raises
    ------
    TypeError, ValueError
        If the photograph has no three channels, or `answers` not two axes.

    Examples
    --------
    >>> figure = answer_places(np.zeros((4, 4, 3)), [[0.5, 1.26]])
    >>> [text.get_text() for text in figure.axes[1].texts]
    ['0.5', '1.3']
    """
    answers = np.round(as_array("answers", answers, {2: "(rows, columns)"}), 1)
    figure, (left, right) = _panels(2, 2, 2.4, 0.3)
    _photograph(left, photo, 96)
    height, width = np.shape(photo)[:2]
    rows, columns = answers.shape
    for row in range(1, rows):
        left.axhline(row * height / rows - 0.5, color="white", lw=1)
    for column in range(1, columns):
        left.axvline(column * width / columns - 0.5, color="white", lw=1)
    grid(answers, shade="sign", ax=right)
    for text, value in zip(right.texts, answers[~np.isnan(answers)], strict=True):
        text.set_text(number_text(value + 0.0, ".1f"))
    for ax, title in zip((left, right), titles, strict=True):
        ax.set_title(title, fontsize=10, fontweight="normal", pad=4)
    return figure


def scenes(
    images: Sequence[ArrayLike],
    boxes: Sequence[ArrayLike],
    labels: Sequence[Sequence[str]] | None = None,
    truth: Sequence[ArrayLike] | None = None,
    *,
    titles: Sequence[str] | None = None,
    columns: int = 2,
    side: float = 2.4,
) -> Figure:
    """Draw grey scenes with the boxes found in them.

    Parameters
    ----------
    images : sequence of array_like, shape (H, W)
        The scenes, from 0 (black) to 1 (white).
    boxes : sequence of array_like, shape (N, 4)
        For each scene its boxes, drawn solid: top, left, bottom, right.
    labels : sequence of sequence of str, optional
        What to write at each box; of two that would overlap, the later one gives way.
    truth : sequence of array_like, shape (N, 4), optional
        For each scene the true boxes, drawn dashed.
    titles : sequence of str, optional
        What to write above the scenes.
    columns, side
        As for `photographs`.

    Returns
    -------
    matplotlib.figure.Figure
        The figure.

    Raises
    ------
    TypeError, ValueError
        If a scene is no grid of numbers, or the sequences differ in length.

    Examples
    --------
    >>> figure = scenes([np.zeros((9, 9))], [[[1, 2, 5, 7]]], [["a bag"]])
    >>> [text.get_text() for text in figure.axes[0].texts]
    ['a bag']
    """
    for name, given in {"boxes": boxes, "labels": labels, "truth": truth}.items():
        if given is not None and len(given) != len(images):
            raise ValueError(
                f"{name} must have an entry for each of {len(images)} scenes, "
                f"got {len(given)}"
            )
    figure, axes = _panels(len(images), columns, side, 0.3 if titles else 0.06)
    for number, (ax, image) in enumerate(zip(axes, images, strict=False)):
        image = as_array("image", image, {2: "(H, W)"})
        shades = np.round(np.asarray(image) * 32) / 32  # the file stays small
        ax.imshow(shades, cmap="gray", vmin=0, vmax=1, interpolation="nearest")
        ax.axis("off")
        for box in [] if truth is None else truth[number]:
            _box(ax, box, color="white", ls="--", lw=1.2)
        for box in boxes[number]:
            _box(ax, box, color="#FFB000", ls="-", lw=1.4)
        if labels is not None:
            _tags(ax, boxes[number], labels[number], image.shape, side)
        if titles:
            ax.set_title(titles[number], fontsize=11, pad=4)
    for ax in axes[len(images) :]:
        ax.axis("off")
    return figure


def overlap(a: Sequence[int], b: Sequence[int]) -> Axes:
    """Draw two boxes on a grid of pixels, and number the pixels that both cover.

    Parameters
    ----------
    a, b : sequence of int
        Top, left, bottom, right; the first row and column outside are the last two.

    Returns
    -------
    matplotlib.axes.Axes
        The axes.

    Raises
    ------
    ValueError
        If a box is not made of four whole numbers, or has no pixel.

    Examples
    --------
    >>> axes = overlap((0, 0, 2, 3), (1, 1, 3, 4))
    >>> [text.get_text() for text in axes.texts]
    ['1', '2', 'a', 'b']
    """
    for name, box in {"a": a, "b": b}.items():
        whole = len(box) == 4 and all(int(n) == n for n in box)
        if not whole or box[0] >= box[2] or box[1] >= box[3]:
            raise ValueError(
                f"{name} must be four whole numbers, top < bottom and left < right, "
                f"got {describe(box)}"
            )
    height, width = max(a[2], b[2]) + 1, max(a[3], b[3]) + 1
    _, (ax,) = new_figure(0.36 * width + 0.5, 0.36 * height + 0.4)
    for row in range(height):
        for column in range(width):
            inside = [
                top <= row < bottom and left <= column < right
                for top, left, bottom, right in (a, b)
            ]
            cell = Rectangle(
                (column, row), 1, 1, facecolor="white", edgecolor=PADDING_FILL
            )
            if any(inside):
                cell.set_facecolor("#D6E6F2" if inside[0] else "#FCE3CC")
            if all(inside):
                cell.set_facecolor("#F6C24E")
                number = sum(not text.get_text().isalpha() for text in ax.texts) + 1
                at = (column + 0.5, row + 0.5)
                ax.text(*at, str(number), ha="center", va="center")
            ax.add_patch(cell)
    for (name, box), (colour, dashes, _) in zip(
        {"a": a, "b": b}.items(), [(BLUE, "-", ""), (ORANGE, "--", "")], strict=True
    ):
        top, left, bottom, right = box
        size = (right - left, bottom - top)
        frame = {"fill": False, "edgecolor": colour, "ls": dashes, "lw": 2.5}
        ax.add_patch(Rectangle((left, top), *size, **frame))
        corner = (left, top) if name == "a" else (right - 1, bottom - 1)
        at = (corner[0] + 0.5, corner[1] + 0.5)
        style = {"ha": "center", "va": "center", "fontweight": "bold", "color": colour}
        ax.text(*at, name, **style)
    ax.set(xlim=(0, width), ylim=(height, 0), aspect="equal")
    ax.set_xticks(np.arange(width) + 0.5, range(width), fontsize=10)
    ax.set_yticks(np.arange(height) + 0.5, range(height), fontsize=10)
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    return ax


def precision_recall(
    curves: Mapping[str, tuple[ArrayLike, ArrayLike]],
    marks: Mapping[str, Mapping[str, tuple[float, float]]] | None = None,
    *,
    start: tuple[float, float] = (0, 0),
) -> Axes:
    """Draw precision against recall, a line for each detector.

    Parameters
    ----------
    curves : mapping of str to (recalls, precisions)
        By the name of the detector, from 0 to 1.
    marks : mapping of str to mapping of str to (recall, precision), optional
        For a detector, points on its curve and what to write at them.
    start : (float, float), default (0, 0)
        Recall and precision at which the axes begin.

    Returns
    -------
    matplotlib.axes.Axes
        The axes.

    Raises
    ------
    ValueError
        If a detector has not as many recalls as precisions.

    Examples
    --------
    >>> axes = precision_recall({"A": ([0.5, 1], [1, 0.8])}, {"A": {"0.9": (0.5, 1)}})
    >>> axes.get_legend().get_texts()[0].get_text()
    'A'
    """
    _, (ax,) = new_figure(4.9, 3.4)
    for (name, (recalls, precisions)), (colour, dashes, marker) in zip(
        curves.items(), CURVE_STYLES, strict=False
    ):
        x, y = 100 * np.asarray(recalls), 100 * np.asarray(precisions)
        if x.shape != y.shape:
            raise ValueError(
                f"{name} must have as many recalls as precisions, "
                f"got {x.size} and {y.size}"
            )
        ax.plot(x, y, dashes, color=colour, label=name)
        for text, (recall, precision) in (marks or {}).get(name, {}).items():
            ax.plot(100 * recall, 100 * precision, marker, color=colour)
            ax.annotate(
                text,
                (100 * recall, 100 * precision),
                (7, 0) if recall >= max(recalls) else (-6, -4),
                textcoords="offset points",
                ha="left" if recall >= max(recalls) else "right",
                va="center" if recall >= max(recalls) else "top",
                fontsize=10,
                color=colour,
            )
    low = [100 * value for value in start]
    ax.set(xlabel="recall (%)", ylabel="precision (%)")
    ax.set(xlim=(low[0], 102), ylim=(low[1], 103))
    ax.xaxis.set_major_locator(MaxNLocator(5, integer=True))
    ax.legend(loc="lower left")
    return ax


def _photograph(ax, photo, colours):
    photo = as_array("photo", photo, {3: "(H, W, 3)"})
    if photo.shape[2] != 3:
        raise ValueError(f"a photograph has 3 channels, got shape {photo.shape}")
    image = Image.fromarray(np.clip(photo, 0, 255).astype(np.uint8))
    few = image.quantize(colours).convert("RGB") if colours else image
    ax.imshow(np.asarray(few), interpolation="nearest")
    ax.axis("off")


def _box(ax, box, **style):
    top, left, bottom, right = box
    corner = (left - 0.5, top - 0.5)
    ax.add_patch(Rectangle(corner, right - left, bottom - top, fill=False, **style))


def _tags(ax, boxes, texts, shape, side):
    """Write each text above its box, or below or inside where another one stands."""
    point = shape[1] / (72 * side)  # in pixels of the scene
    ground = {"facecolor": "black", "edgecolor": "none", "pad": 1.0, "alpha": 0.75}
    style = {"fontsize": 9.5, "color": "white", "ha": "left", "va": "top"}
    high, taken = 12.5 * point, []
    for (top, left, bottom, _), text in zip(boxes, texts, strict=True):
        if not text:
            continue
        wide = (5.4 * len(text) + 2) * point
        x = max(min(left, shape[1] - wide), 0)
        places = [
            y
            for y in (top - high, bottom, top, bottom - high)
            if 0 <= y <= shape[0] - high
        ] or [0]
        free = [
            y
            for y in places
            if all(
                abs(y - other) >= high or x + wide <= start or end <= x
                for other, start, end in taken
            )
        ]
        y = (free or places)[0]
        taken.append((y, x, x + wide))
        ax.text(x + point, y + point, text, bbox=ground, **style)


def _panels(count, columns, side, above):
    """Return axes of `side` inches with room above each.

    On a sharp screen 0.8 inches are 160 pixels, so a picture of 160 pixels is drawn
    with whole pixels, and its file stays small.
    """
    rows = -(-count // columns)
    width, height = columns * (side + 0.08), rows * (side + above)
    figure, axes = new_figure(width, height, columns, rows)
    figure.set_layout_engine("none")
    for place, ax in enumerate(axes):
        row, column = divmod(place, columns)
        left, bottom = column * (side + 0.08), height - row * (side + above) - side
        bottom -= above
        ax.set_position([left / width, bottom / height, side / width, side / height])
    return figure, axes
