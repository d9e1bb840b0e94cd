"""Maps of labels, kernels that are pasted, and a network in the shape of a U."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import ListedColormap
from matplotlib.figure import Figure
from matplotlib.patches import Patch, Rectangle
from numpy.typing import ArrayLike

from cnnbook._arrays import as_array
from cnnbook.ops import conv_transpose
from cnnbook.plots.grids import grid
from cnnbook.plots.style import (
    BLUE,
    DARK_GREY,
    KERNEL_FILL,
    ORANGE,
    OUTPUT_FILL,
    PHONE_WIDTH,
    new_figure,
    number_text,
)

LABEL_COLOURS = ("#E8E8E8", BLUE, "#F2B27A", "#1A1A1A", "#009E73")
"""Fills of the classes, which differ in lightness too; the first is background."""


def label_maps(
    scenes: ArrayLike,
    maps: Mapping[str, ArrayLike],
    kinds: Sequence[str],
    *,
    title: str = "scene",
    side: float = 1.6,
) -> Figure:
    """Draw scenes, a row for each, and beside them maps of what their pixels show.

    Parameters
    ----------
    scenes : array_like, shape (N, H, W)
        The scenes, from 0 (black) to 1 (white).
    maps : mapping of str to array_like, shape (N, H, W)
        By their titles, maps of labels: 0 and up, a number for each kind.
    kinds : sequence of str
        What the numbers stand for, at most five.
    title : str, default "scene"
        Title of the scenes.
    side : float, default 1.6
        Width of each in inches, at most; three of them fit on a phone.

    Returns
    -------
    matplotlib.figure.Figure
        The figure, with a legend below.

    Raises
    ------
    TypeError, ValueError
        If a map is not as large as the scenes, or holds a label without a kind.

    Examples
    --------
    >>> figure = label_maps(np.zeros((1, 2, 2)), {"truth": [[[0, 1], [1, 0]]]}, "ab")
    >>> [ax.get_title() for ax in figure.axes]
    ['scene', 'truth']
    """
    scenes = as_array("scenes", scenes, {3: "(N, H, W)"})
    if len(kinds) > len(LABEL_COLOURS):
        raise ValueError(f"at most {len(LABEL_COLOURS)} kinds have a colour")
    given = {name: as_array(name, m, {3: "(N, H, W)"}) for name, m in maps.items()}
    for name, labels in given.items():
        if labels.shape != scenes.shape:
            raise ValueError(
                f"{name} must be as large as the scenes, {scenes.shape}, "
                f"got {labels.shape}"
            )
        if not np.isin(labels, range(len(kinds))).all():
            raise ValueError(f"{name} must hold whole numbers below {len(kinds)}")
    columns, rows = 1 + len(given), len(scenes)
    side = min((PHONE_WIDTH - 0.1) / columns, side)
    across = len(kinds) if columns * side > 4.2 else 2  # of the legend
    height = rows * (side + 0.08) + 0.35 + 0.25 * -(-len(kinds) // across)
    figure, axes = new_figure(columns * side, height, columns, rows)
    colours = ListedColormap(LABEL_COLOURS[: len(kinds)])
    for row, scene in enumerate(scenes):
        line = axes[row * columns : (row + 1) * columns]
        shades = np.round(scene * 32) / 32  # the file stays small
        line[0].imshow(shades, cmap="gray", vmin=0, vmax=1, interpolation="nearest")
        for ax, labels in zip(line[1:], given.values(), strict=True):
            span = {"vmin": -0.5, "vmax": len(kinds) - 0.5}
            ax.imshow(labels[row], cmap=colours, interpolation="nearest", **span)
    for ax, name in zip(axes, [title, *given], strict=False):
        ax.set_title(name, fontsize=11, fontweight="normal", pad=4)
    for ax in axes:
        ax.set(xticks=[], yticks=[])
        ax.spines[:].set_visible(False)
    legend = [
        Patch(facecolor=colour, edgecolor=DARK_GREY, label=kind)
        for colour, kind in zip(LABEL_COLOURS, kinds, strict=False)
    ]
    figure.legend(
        handles=legend,
        loc="outside lower center",
        ncols=across,
        fontsize=10,
        handlelength=1,
        columnspacing=1,
        frameon=False,
    )
    return figure


def pasted(values: ArrayLike, kernel: ArrayLike, stride: int = 2) -> Figure:
    """Draw how each value of a small map pastes the kernel, and the sum of it all.

    Parameters
    ----------
    values : array_like, shape (H, W)
        The map, of a few values.
    kernel : array_like, shape (f_H, f_W)
        What is pasted, times each value.
    stride : int, default 2
        By how many pixels the places lie apart.

    Returns
    -------
    matplotlib.figure.Figure
        The figure: a panel for each value, with what it pastes framed, and the sum.

    Raises
    ------
    TypeError, ValueError
        As for `cnnbook.conv_transpose`.

    Examples
    --------
    >>> figure = pasted([[3, 1]], [[1, 2, 1]])
    >>> [ax.get_title() for ax in figure.axes]
    ['3 · kernel', '1 · kernel', 'added up']
    """
    values = as_array("values", values, {2: "(H, W)"})
    kernel = as_array("kernel", kernel, {2: "(f_H, f_W)"})
    weights = kernel[:, :, None, None]

    def paste(part: ArrayLike) -> np.ndarray:
        return conv_transpose(np.asarray(part)[..., None], weights, stride=stride)[
            ..., 0
        ]

    total = paste(values)
    count = values.size + 1
    columns = min(count, 3)
    rows = -(-count // columns)
    side = PHONE_WIDTH / columns
    high = side * total.shape[0] / total.shape[1] + 0.32
    figure, axes = new_figure(PHONE_WIDTH, rows * high, columns, rows)
    for ax, ((i, j), value) in zip(axes, np.ndenumerate(values), strict=False):
        alone = np.zeros_like(values)
        alone[i, j] = value
        place = (i * stride, j * stride, *kernel.shape)
        shown = np.where(_covered(total.shape, place), paste(alone), np.nan)
        name = f"{number_text(value)} · kernel"
        grid(shown, window=place, title=name, ax=ax)
    grid(total, output=(0, 0, *total.shape), title="added up", ax=axes[count - 1])
    for ax in axes[count:]:
        ax.axis("off")
    for ax in axes:
        ax.title.set(fontsize=11, fontweight="normal")
    return figure


def u_net(
    down: Sequence[tuple[int, ...]],
    up: Sequence[tuple[int, ...]],
    output: tuple[int, ...],
) -> Axes:
    """Draw a network that goes down, comes up again, and has skip connections.

    Parameters
    ----------
    down : sequence of (int, int, int)
        Shapes of the maps on the way down, from the largest to the smallest.
    up : sequence of (int, int, int)
        Shapes on the way up, from small to large; one fewer than `down`.
    output : (int, int, int)
        Shape of the answers.

    Returns
    -------
    matplotlib.axes.Axes
        The axes.

    Raises
    ------
    ValueError
        If there is not a shape on the way up for each on the way down but the last.

    Examples
    --------
    >>> axes = u_net([(8, 8, 4), (4, 4, 6)], [(8, 8, 4)], (8, 8, 3))
    >>> [text.get_text() for text in axes.texts][:2]
    ['8×8×4', '4×4×6']
    """
    if len(up) != len(down) - 1:
        raise ValueError(f"{len(down)} shapes down need {len(down) - 1} up")
    levels, wide, high, lean = len(down), 1.25, 0.5, 0.36
    right = 2 * lean * (levels - 1) + 2.9
    _, (ax,) = new_figure(PHONE_WIDTH, 0.86 * levels + 0.25)

    def box(x: float, level: int, shape: tuple[int, ...], fill: str) -> None:
        frame = Rectangle((x - wide / 2, -level - high / 2), wide, high)
        frame.set(facecolor=fill, edgecolor=DARK_GREY, lw=1)
        ax.add_patch(frame)
        text = "×".join(map(str, shape))
        ax.text(x, -level, text, ha="center", va="center", fontsize=10)

    def arrow(start: tuple[float, float], end: tuple[float, float], **style) -> None:
        pointed = {"arrowstyle": "-|>", "shrinkA": 0, "shrinkB": 0, "lw": 1.4}
        ax.annotate("", end, start, arrowprops=pointed | style)

    places = [lean * level for level in range(levels - 1)]
    across = [right - place for place in places]
    middle = right / 2
    for level, shape in enumerate(down):
        x = middle if level == levels - 1 else places[level]
        box(x, level, shape, KERNEL_FILL)
    for level, shape in enumerate(reversed(up)):
        box(across[level], level, shape, OUTPUT_FILL)
    for level in range(levels - 2):
        x = places[level] + lean / 2
        gap = (-level - high / 2, -level - 1 + high / 2)
        arrow((x, gap[0]), (x, gap[1]), color=BLUE)
        arrow((right - x, gap[1]), (right - x, gap[0]), color=ORANGE)
    last = levels - 2
    x, y = places[last] + wide / 4, -last - high / 2
    arrow((x, y), (middle - wide / 2, 1 - levels), color=BLUE)
    arrow((middle + wide / 2, 1 - levels), (right - x, y), color=ORANGE)
    for level in range(levels - 1):
        ends = (places[level] + wide / 2, across[level] - wide / 2)
        arrow((ends[0], -level), (ends[1], -level), color=DARK_GREY, ls="--")
        ax.text(middle, -level + 0.08, "skip", ha="center", va="bottom", fontsize=10)
    end = right + wide / 2
    arrow((end, 0), (end + 0.3, 0), color=ORANGE)
    box(end + 0.3 + wide / 2, 0, output, "white")
    ax.set(xlim=(-wide / 2 - 0.1, end + 0.4 + wide), ylim=(0.5 - levels, 0.45))
    ax.axis("off")
    return ax


def _covered(shape: tuple[int, ...], place: tuple[int, int, int, int]) -> np.ndarray:
    """Return which pixels lie in a window."""
    top, left, height, width = place
    found = np.zeros(shape, dtype=bool)
    found[top : top + height, left : left + width] = True
    return found
