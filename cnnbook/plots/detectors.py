"""Kernels, what they answer, and which edges they answer to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from cnnbook import kernels as named
from cnnbook import ops
from cnnbook._arrays import as_array
from cnnbook.plots.grids import grid
from cnnbook.plots.style import (
    LIGHT_GREY,
    LINE_STYLES,
    PHONE_WIDTH,
    STYLE_FILE,
    new_figure,
)


def pictures(
    images: Mapping[str, ArrayLike],
    *,
    signed: bool = False,
    low: float | None = None,
    high: float | None = None,
    columns: int = 3,
) -> Figure:
    """Draw images or feature maps side by side, in shades of grey.

    Parameters
    ----------
    images : mapping of str to array_like, shape (H, W)
        The images by their titles.
    signed : bool, default False
        Draw 0 in middle grey, positive values brighter and negative ones darker; black
        and white are reached by one value in a hundred.
    low, high : float, optional
        What is drawn black and white; 0 and 1 unless given, and each image's own when
        `signed`.
    columns : int, default 3
        How many images stand in a row.

    Returns
    -------
    matplotlib.figure.Figure
        The figure.

    Raises
    ------
    TypeError, ValueError
        If an image is not made of numbers in two axes.

    Examples
    --------
    >>> figure = pictures({"left": [[0, 1]], "right": [[1, 0]]}, columns=2)
    >>> [axes.get_title() for axes in figure.axes]
    ['left', 'right']
    """
    columns = min(columns, len(images))
    rows = -(-len(images) // columns)
    side = min(2.5, PHONE_WIDTH / columns)
    shapes = [np.shape(image) for image in images.values()]
    tall = max((s[0] / s[1] for s in shapes if len(s) == 2), default=1)
    figure, axes = new_figure(
        side * columns, (side * tall + 0.2) * rows, columns=columns, rows=rows
    )
    for ax, (title, image) in zip(axes, images.items(), strict=False):
        _picture(ax, image, title, signed, low, high)
    for ax in axes[len(images) :]:
        ax.axis("off")
    return figure


def kernels_and_maps(
    image: ArrayLike,
    kernels: Mapping[str, ArrayLike],
    *,
    order: Sequence[int] | None = None,
    numbered: bool = False,
) -> Figure:
    """Draw kernels in rows of two, and below each what it makes of an image.

    Parameters
    ----------
    image : array_like, shape (H, W)
        The image, from 0 (black) to 1 (white).
    kernels : mapping of str to array_like, shape (f, f)
        The kernels by their titles. A map is drawn with 0 in middle grey when the
        weights add up to 0, and from 0 to their sum otherwise.
    order : sequence of int, optional
        Which kernel's map stands at each place, for a riddle.
    numbered : bool, default False
        Number the maps from 1.

    Returns
    -------
    matplotlib.figure.Figure
        The figure.

    Raises
    ------
    TypeError, ValueError
        If a kernel does not fit into the image.

    Examples
    --------
    >>> figure = kernels_and_maps([[0, 1, 2]], {"A": [[1, -1]], "B": [[1, 0]]})
    >>> [axes.get_title() for axes in figure.axes[:2]]
    ['A', 'B']
    """
    titles, weights = list(kernels), [np.asarray(k) for k in kernels.values()]
    order = range(len(weights)) if order is None else order
    columns = min(2, len(weights))
    blocks = -(-len(weights) // columns)
    figure, axes = new_figure(
        2.5 * columns,
        4 * blocks,
        columns,
        2 * blocks,
        height_ratios=[1.4, 2.3] * blocks,
    )
    for place in range(blocks * columns):
        block, column = divmod(place, columns)
        above = axes[2 * block * columns + column]
        below = axes[(2 * block + 1) * columns + column]
        if place >= len(weights):
            above.axis("off")
            below.axis("off")
            continue
        shown = np.round(weights[place].astype(float), 2)
        grid(shown, shade="sign", title=titles[place], ax=above)
        kernel = weights[order[place]]
        total = kernel.sum()
        signed = bool(np.isclose(total, 0))
        number = f"picture {place + 1}" if numbered else ""
        feature_map = ops.conv2d(image, kernel)
        _picture(below, feature_map, number, signed, 0, None if signed else total)
    return figure


def kernel_row(
    kernels: Mapping[str, ArrayLike],
    *,
    columns: int = 3,
    digits: int = 1,
    vmax: float | None = None,
) -> Figure:
    """Draw kernels as coloured grids of numbers.

    Parameters
    ----------
    kernels : mapping of str to array_like, shape (f_H, f_W)
        The kernels by their titles.
    columns : int, default 3
        How many stand in a row.
    digits : int, default 1
        Decimals to show.
    vmax : float, optional
        The weight with the strongest colour; each kernel's largest unless given.

    Returns
    -------
    matplotlib.figure.Figure
        The figure.

    Raises
    ------
    TypeError, ValueError
        If a kernel is no grid of numbers.

    Examples
    --------
    >>> figure = kernel_row({"one": [[1, 0]], "two": [[0.26, 1]]})
    >>> [text.get_text() for text in figure.axes[1].texts]
    ['0.3', '1']
    """
    columns = min(columns, len(kernels))
    rows = -(-len(kernels) // columns)
    figure, axes = new_figure(1.65 * columns, 1.8 * rows, columns=columns, rows=rows)
    for ax, (title, weights) in zip(axes, kernels.items(), strict=False):
        rounded = np.round(np.asarray(weights, float), digits) + 0.0  # no minus zero
        grid(rounded, shade="sign", vmax=vmax, title=title, ax=ax)
    for ax in axes[len(kernels) :]:
        ax.axis("off")
    return figure


def gradient_arrows(
    image: ArrayLike,
    right: ArrayLike,
    up: ArrayLike,
    *,
    step: int = 8,
    weakest: float = 0.3,
) -> Axes:
    """Draw arrows on an image that point to where it gets brighter.

    Parameters
    ----------
    image : array_like, shape (H, W)
        The image, from 0 (black) to 1 (white).
    right, up : array_like, shape (H, W)
        How fast the brightness grows to the right and upwards.
    step : int, default 8
        One arrow for each square of `step` pixels: the strongest in it.
    weakest : float, default 0.3
        Leave out arrows shorter than this part of the longest.

    Returns
    -------
    matplotlib.axes.Axes
        The axes.

    Raises
    ------
    TypeError, ValueError
        If the three arrays differ in shape.

    Examples
    --------
    >>> ramp = np.linspace(0, 1, 16) * np.ones((16, 1))
    >>> axes = gradient_arrows(ramp, ramp * 0 + 1, ramp * 0)
    >>> len(axes.collections[0].get_offsets())
    4
    """
    image = as_array("image", image, {2: "(H, W)"})
    right, up = np.asarray(right, float), np.asarray(up, float)
    if not right.shape == up.shape == image.shape:
        raise ValueError(
            f"image, right and up must have one shape, got {image.shape}, "
            f"{right.shape} and {up.shape}"
        )
    length = np.hypot(right, up)
    places = []
    for i in range(0, image.shape[0], step):
        for j in range(0, image.shape[1], step):
            square = length[i : i + step, j : j + step]
            row, column = np.unravel_index(square.argmax(), square.shape)
            if square[row, column] > weakest * length.max():
                places.append((i + row, j + column))
    rows, columns = np.array(places, dtype=int).reshape(-1, 2).T
    _, (ax,) = new_figure(3.7, 3.9)
    _picture(ax, image, "", False, 0, 1)
    ax.quiver(
        columns,
        rows,
        right[rows, columns],
        up[rows, columns],
        color="#FFB000",
        edgecolor="black",
        linewidth=0.6,
        width=0.009,
        headwidth=3.6,
        headlength=4,
        headaxislength=4,
        scale=length.max() * 10,
    )
    return ax


def polar_responses(kernels: Mapping[str, ArrayLike], *, peaks: bool = False) -> Axes:
    """Draw how strongly kernels answer to edges at every angle.

    Parameters
    ----------
    kernels : mapping of str to array_like, shape (f, f), f odd
        The kernels by their names. Each answers to `cnnbook.kernels.step_edge` at every
        whole degree; the strongest answer of each is drawn as 1, and negative answers
        are left out.
    peaks : bool, default False
        Mark the angle of each strongest answer, and write it into the legend.

    Returns
    -------
    matplotlib.axes.Axes
        Polar axes: 0° to the right, 90° at the top.

    Raises
    ------
    TypeError, ValueError
        If a kernel is not square or its size is not odd.

    Examples
    --------
    >>> axes = polar_responses({"vertical": named.kernel("edge-vertical")}, peaks=True)
    >>> axes.get_legend().get_texts()[0].get_text()
    'vertical: 90°'
    """
    angles = np.arange(361)
    with plt.style.context(STYLE_FILE):
        figure = plt.figure(figsize=(3.6, 3.9))
        ax = figure.add_subplot(projection="polar")
    for (name, weights), (colour, dashes, _) in zip(
        kernels.items(), LINE_STYLES, strict=False
    ):
        answers = _answers(weights, angles)
        answers = np.maximum(answers / answers.max(), 0)
        peak = int(answers.argmax())
        label = f"{name}: {peak}°" if peaks else name
        ax.plot(np.deg2rad(angles), answers, dashes, color=colour, label=label)
        if peaks:
            ax.plot(np.deg2rad(peak), 1, "o", color=colour)
    ax.set(rticks=[0.5, 1], rmax=1.08, thetagrids=range(0, 360, 30))
    ax.set_rlabel_position(255)
    ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.12), frameon=False)
    return ax


def direction_errors(pairs: Mapping[str, tuple[ArrayLike, ArrayLike]]) -> Axes:
    """Draw by how much pairs of kernels misjudge the angle of an edge.

    Parameters
    ----------
    pairs : mapping of str to (array_like, array_like)
        Vertical and horizontal kernel by the name of the pair. The angle is measured on
        `cnnbook.kernels.step_edge`, for every degree from 0 to 90.

    Returns
    -------
    matplotlib.axes.Axes
        The axes.

    Raises
    ------
    TypeError, ValueError
        If a kernel is not square or its size is not odd.

    Examples
    --------
    >>> pair = named.kernel("sobel-vertical"), named.kernel("sobel-horizontal")
    >>> direction_errors({"Sobel": pair}).get_ylabel()
    'error (degrees)'
    """
    angles = np.arange(91)
    _, (ax,) = new_figure(5.0, 2.8)
    ax.axhline(0, color=LIGHT_GREY, lw=0.8)
    for (name, pair), (colour, dashes, _) in zip(
        pairs.items(), LINE_STYLES, strict=False
    ):
        vertical, horizontal = (_answers(kernel, angles) for kernel in pair)
        error = np.rad2deg(np.arctan2(vertical, horizontal)) - angles
        ax.plot(angles, error, dashes, color=colour, label=name)
    ax.set(xlabel="angle of the edge (degrees)", ylabel="error (degrees)")
    ax.set_xticks(range(0, 91, 15))
    ax.legend(loc="center left", bbox_to_anchor=(1.0, 0.5), frameon=False)
    return ax


def _answers(kernel, angles):
    kernel = np.asarray(kernel, float)
    if kernel.ndim != 2 or kernel.shape[0] != kernel.shape[1]:
        raise ValueError(f"a kernel must be square, got shape {kernel.shape}")
    edges = [named.step_edge(int(angle), kernel.shape[0]) for angle in angles]
    return np.array([(edge * kernel).sum() for edge in edges])


def _picture(ax, image, title, signed, low, high):
    image = as_array("image", image, {2: "(H, W)"})
    if signed:
        high = np.percentile(np.abs(image), 99) or 1
        low = -high
    low, high = 0 if low is None else low, 1 if high is None else high
    # A pixel stays a pixel, and 64 shades are enough: the file stays small.
    shades = mpl.colormaps["gray"].resampled(64)
    ax.imshow(image, cmap=shades, vmin=low, vmax=high, interpolation="nearest")
    ax.axis("off")
    if title:
        ax.set_title(title)
