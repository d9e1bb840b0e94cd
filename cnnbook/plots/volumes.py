"""Images with channels, filters as deep as they are, and what a layer costs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from numpy.typing import ArrayLike

from cnnbook import ops
from cnnbook._arrays import as_array
from cnnbook.arithmetic import Conv, trace
from cnnbook.plots.grids import grid
from cnnbook.plots.sliding import values_up_to
from cnnbook.plots.style import (
    BLUE,
    KERNEL_FILL,
    LIGHT_GREY,
    ORANGE,
    OUTPUT_FILL,
    PHONE_WIDTH,
    new_figure,
)

CHANNELS = ("red", "green", "blue")
VOLUME_AXES = {3: "(H, W, C)"}


def planes(image: ArrayLike) -> Figure:
    """Draw a colour image, and its three planes as grids of numbers.

    Parameters
    ----------
    image : array_like, shape (H, W, 3)
        Red, green and blue, from 0 up. The largest number is drawn brightest.

    Returns
    -------
    matplotlib.figure.Figure
        The figure: the picture, and one grid per channel.

    Raises
    ------
    TypeError, ValueError
        If `image` has not three channels of numbers.

    Examples
    --------
    >>> figure = planes([[[1, 2, 3], [3, 0, 1]]])
    >>> [axes.get_title() for axes in figure.axes]
    ['picture', 'red', 'green', 'blue']
    """
    image = _colour(image)
    height, width, _ = image.shape
    side = 2.3 * height / width
    figure, axes = new_figure(PHONE_WIDTH, 2 * side + 0.7, columns=2, rows=2)
    _picture(image, image.max(), axes[0])
    axes[0].set_title("picture")
    for channel, name in enumerate(CHANNELS):
        plane = image[:, :, channel]
        grid(plane, title=name, ax=axes[channel + 1])
    return figure


def volume_step(
    image: ArrayLike, weights: ArrayLike, position: tuple[int, int] = (0, 0)
) -> Figure:
    """Draw a window through all channels, the filter's slices, and the map so far.

    Parameters
    ----------
    image : array_like, shape (H, W, 3)
        The image.
    weights : array_like, shape (f_H, f_W, 3)
        One filter, a slice for each channel.
    position : (int, int), default (0, 0)
        Row and column of the output value that is being computed.

    Returns
    -------
    matplotlib.figure.Figure
        The figure: each slice below its plane, and the one feature map below them all.

    Raises
    ------
    TypeError, ValueError
        If the filter is not as deep as the image or does not fit into it, or there is
        no such position.

    Examples
    --------
    >>> figure = volume_step([[[1, 2, 3], [4, 5, 6]]], [[[1, 0, 2]]])
    >>> [axes.get_title() for axes in figure.axes[5:]]
    ['blue slice', 'feature map']
    """
    image = _colour(image)
    weights = as_array("weights", weights, {3: "(f_H, f_W, C)"})
    result = values_up_to(ops.conv_layer(image, weights[..., None])[:, :, 0], position)
    height, width, _ = image.shape
    heights = [height, weights.shape[0], result.shape[0]]
    cell = (PHONE_WIDTH - 0.3) / (3 * width)
    figure, axes = new_figure(
        *(PHONE_WIDTH, cell * sum(heights) + 1.0),
        columns=3,
        rows=3,
        height_ratios=heights,
    )
    window = (*position, *weights.shape[:2])
    for channel, name in enumerate(CHANNELS):
        above, below = axes[channel], axes[3 + channel]
        grid(image[:, :, channel], window=window, title=f"{name} plane", ax=above)
        grid(weights[:, :, channel], title=f"{name} slice", ax=below)
    grid(result, output=(*position, 1, 1), title="feature map", ax=axes[7])
    for empty in (axes[6], axes[8]):
        empty.remove()
    return figure


def volumes(*parts: tuple[str, Sequence[int]] | str) -> Axes:
    """Draw volumes as stacks of planes, with the signs between them.

    Parameters
    ----------
    *parts : (str, (int, int, int)) or str
        A volume, as its name and its shape (H, W, C), or a sign such as "⋆".

    Returns
    -------
    matplotlib.axes.Axes
        The axes.

    Raises
    ------
    ValueError
        If a shape has not three sizes.

    Examples
    --------
    >>> axes = volumes(("image", (6, 6, 3)), "⋆", ("filter", (3, 3, 3)))
    >>> [text.get_text().split() for text in axes.texts]
    [['image', '6×6×3'], ['filter', '3×3×3'], ['⋆']]
    """
    fills = iter(["white", KERNEL_FILL, KERNEL_FILL, OUTPUT_FILL])
    left, step, gap = 0.0, 0.45, 0.9
    drawn, signs = [], []
    for part in parts:
        if isinstance(part, str):
            signs.append((left + 0.1, part))
            left += 0.2 + gap
            continue
        name, shape = part
        if len(shape) != 3:
            raise ValueError(f"a volume needs (H, W, C), got {tuple(shape)}")
        drawn.append((left, name, tuple(shape)))
        left += shape[1] + step * (shape[2] - 1) + gap
    highest = max(h + step * (c - 1) for _, _, (h, _, c) in drawn)
    unit = min(0.42, (PHONE_WIDTH - 0.2) / left)
    label = 0.45 / unit  # two lines of text
    _, (ax,) = new_figure(unit * left + 0.2, unit * (highest + label) + 0.1)
    for (x, name, (h, w, c)), fill in zip(drawn, fills, strict=False):
        top = (highest - h - step * (c - 1)) / 2
        for channel in reversed(range(c)):  # the last channel lies at the back
            at = (x + step * channel, top + step * (c - 1 - channel))
            for i, j in np.ndindex(h, w):
                corner = (at[0] + j, at[1] + i)
                cell = Rectangle(corner, 1, 1, facecolor=fill, edgecolor="#6A6A6A")
                cell.set_linewidth(0.7)
                ax.add_patch(cell)
        middle = x + (w + step * (c - 1)) / 2
        below = highest + 0.3
        text = f"{name}\n{h}×{w}×{c}"
        ax.text(middle, below, text, ha="center", va="top", fontsize=10)
    for x, sign in signs:
        ax.text(x, highest / 2, sign, ha="center", va="center", fontsize=22)
    ax.set(xlim=(-0.2, left - gap + 0.4), ylim=(highest + label, -0.2), aspect="equal")
    ax.axis("off")
    return ax


def answers(
    images: Mapping[str, ArrayLike], filters: Mapping[str, ArrayLike]
) -> Figure:
    """Draw images, and below them what filters answer to each, behind a ReLU.

    Parameters
    ----------
    images : mapping of str to array_like, shape (H, W, 3)
        Title and image; numbers from 0 to 1. A title breaks into two lines at " | ".
    filters : mapping of str to array_like, shape (f_H, f_W, 3)
        Name and weights of each filter. There is no bias.

    Returns
    -------
    matplotlib.figure.Figure
        The figure: a row of images, and a row of feature maps for each filter.

    Raises
    ------
    TypeError, ValueError
        If an image has not three channels, or a filter does not fit.

    Examples
    --------
    >>> figure = answers({"red": [[[1, 0, 0]]]}, {"red - blue": [[[1, 0, -1]]]})
    >>> [text.get_text() for text in figure.axes[1].texts]
    ['1', 'red - blue']
    """
    columns, rows = len(images), len(filters) + 1
    side = min(1.45, PHONE_WIDTH / columns)
    figure, axes = new_figure(
        side * columns, 1.12 * side * rows + 0.3, columns=columns, rows=rows
    )
    for column, (title, image) in enumerate(images.items()):
        image = _colour(image)
        _picture(image, 1, axes[column])
        axes[column].set_title(title.replace(" | ", " |\n"), fontsize=10)
        for row, weights in enumerate(filters.values(), start=1):
            ax = axes[row * columns + column]
            z = ops.conv_layer(image, np.asarray(weights)[..., None])[:, :, 0]
            grid(ops.relu(z), shade="count", vmax=6, ax=ax)
    for row, name in enumerate(filters, start=1):
        ax = axes[row * columns]
        ax.text(
            *(-0.12, 0.5), name, rotation=90, transform=ax.transAxes, ha="right"
        ).set(va="center", fontweight="bold")
    return figure


def parameters_and_work(
    sizes: Sequence[tuple[int, int]], f: int, c_in: int, c_out: int
) -> Figure:
    """Draw the parameters and the multiply-adds of one layer on images of many sizes.

    Parameters
    ----------
    sizes : sequence of (int, int)
        Height and width of each image, in pixels.
    f, c_in, c_out : int
        Kernel size, channels of the image, and number of filters. There is no padding,
        and the stride is 1.

    Returns
    -------
    matplotlib.figure.Figure
        The figure; both halves have the same logarithmic axis.

    Raises
    ------
    TypeError, ValueError
        As for `cnnbook.trace`.

    Examples
    --------
    >>> figure = parameters_and_work([(6, 6), (28, 28)], f=3, c_in=3, c_out=10)
    >>> [text.get_text() for text in figure.axes[1].texts]
    ['4,320', '182,520']
    """
    traces = [trace((*size, c_in), [Conv(c_out, f)]) for size in sizes]
    names = [f"{height:,}×{width:,}" for height, width in sizes]
    figure, axes = new_figure(PHONE_WIDTH, 0.62 * len(sizes) + 1.6, rows=2, sharex=True)
    counts = {
        "parameters": ([t.parameters for t in traces], BLUE, "o"),
        "multiply-adds": ([t.multiply_adds for t in traces], ORANGE, "s"),
    }
    # dots: on a logarithmic axis the length of a bar would mean nothing
    for ax, (title, (values, colour, mark)) in zip(axes, counts.items(), strict=True):
        ax.plot(values, names, mark, color=colour, markersize=8)
        for row, value in enumerate(values):
            ax.text(value * 2, row, f"{value:,}", va="center", fontsize=10).set_bbox(
                {"color": "white", "pad": 1}
            )
        ax.set(title=title, xscale="log", xlim=(1, max(values) * 1500))
        ax.set_xticks([1, 10**3, 10**6, 10**9])
        ax.grid(axis="x", color="0.85")
        ax.minorticks_off()
        ax.set_ylabel("image (pixels)")
        ax.set_ylim(len(names) - 0.5, -0.5)
        ax.tick_params(labelbottom=True)  # on a slide they stand side by side
        ax.set_xlabel("number, each mark × 1000")
    return figure


def _colour(image):
    image = as_array("image", image, VOLUME_AXES)
    if image.shape[-1] != len(CHANNELS):
        raise ValueError(
            f"image must have 3 channels on its last axis, got shape {image.shape}"
        )
    return image


def _picture(image, most, ax):
    height, width, _ = image.shape
    ax.imshow(image / most, extent=(0, width, height, 0), interpolation="nearest")
    ax.add_patch(Rectangle((0, 0), width, height, fill=False, edgecolor=LIGHT_GREY))
    ax.set(xlim=(-0.06, width + 0.06), ylim=(height + 0.06, -0.06), aspect="equal")
    ax.axis("off")
