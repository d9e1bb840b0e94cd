"""Pictures tinted where a map is large: what a network is said to have looked at."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from numpy.typing import ArrayLike, NDArray
from PIL import Image

from cnnbook._arrays import as_array
from cnnbook.plots.style import ORANGE, PHONE_WIDTH, new_figure

PALE = 0.6
"""How bright black is drawn under a tint: the picture must not be taken for the map."""


def tinted(
    picture: ArrayLike,
    maps: Mapping[str, ArrayLike | None],
    *,
    columns: int = 3,
    colours: int = 48,
) -> Figure:
    """Draw a picture once for each map, pale, and orange where the map is large.

    Parameters
    ----------
    picture : array_like, shape (H, W, 3) or (H, W)
        A photograph from 0 to 255, or a grey picture.
    maps : mapping of str to array_like, shape (rows, columns), or None
        The maps by their titles, each drawn on a scale of its own: from 0, which leaves
        the pale picture as it is, to its 99th percentile. Instead of a map, None stands
        for the picture in its own colours.
    columns : int, default 3
        How many stand in a row.
    colours : int, default 48
        How many different colours to keep of each, so that the file stays small.

    Returns
    -------
    matplotlib.figure.Figure
        The figure.

    Raises
    ------
    TypeError, ValueError
        If the picture or a map is not made of numbers, or has other axes.

    Examples
    --------
    >>> figure = tinted(np.zeros((4, 4)), {"as it is": None, "corner": np.eye(2)})
    >>> [axes.get_title() for axes in figure.axes]
    ['as it is', 'corner']
    """
    picture = as_array("picture", picture, {2: "(H, W)", 3: "(H, W, 3)"})
    if picture.ndim == 2:
        picture = np.repeat(picture[..., None], 3, axis=-1)
    if picture.shape[2] != 3:
        raise ValueError(f"a photograph has 3 channels, got shape {picture.shape}")
    columns = min(columns, len(maps))
    rows = -(-len(maps) // columns)
    side = PHONE_WIDTH / max(columns, 3)
    figure, axes = new_figure(side * columns, rows * (side + 0.25), columns, rows)
    for ax, (title, found) in zip(axes, maps.items(), strict=False):
        shown = picture
        if found is not None:
            found = as_array(title, found, {2: "(rows, columns)"})
            share = _stretched(found, picture.shape[:2])[..., None]
            grey = picture.mean(axis=-1, keepdims=True)
            pale = 255 * PALE + (1 - PALE) * grey
            shown = (1 - share) * pale + share * 255 * np.array(to_rgb(ORANGE))
        image = Image.fromarray(np.clip(shown, 0, 255).astype(np.uint8))
        few = image.quantize(colours).convert("RGB")
        ax.imshow(np.asarray(few), interpolation="nearest")
        ax.set_title(title, fontsize=10, fontweight="normal", pad=3)
    for ax in axes:
        ax.axis("off")
    return figure


def _stretched(found: NDArray, shape: tuple[int, ...]) -> NDArray:
    """Return a map from 0 to 1 with a value for each pixel."""
    top = np.percentile(found, 99) or found.max() or 1
    rows, columns = (
        np.arange(length) * places // length
        for length, places in zip(shape, found.shape, strict=True)
    )
    return np.clip(found / top, 0, 1)[rows[:, None], columns]
