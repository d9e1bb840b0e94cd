"""A photograph in colour, and the maps that a filter makes of its channels."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from cnnbook._arrays import as_array
from cnnbook.plots.style import PHONE_WIDTH, new_figure


def colour_maps(
    photo: ArrayLike,
    maps: Mapping[str, ArrayLike],
    *,
    columns: int = 3,
    scale: float | None = None,
) -> Figure:
    """Draw a colour photograph, and after it feature maps on one scale.

    Parameters
    ----------
    photo : array_like, shape (H, W, 3)
        The photograph, from 0 to 1.
    maps : mapping of str to array_like, shape (H, W)
        The maps by their titles.
    columns : int, default 3
        How many pictures stand in a row.
    scale : float, optional
        The size of a value that is drawn white, or black where it is negative; 0 is
        middle grey. The largest of all maps unless given.

    Returns
    -------
    matplotlib.figure.Figure
        The figure.

    Raises
    ------
    TypeError, ValueError
        If the photograph has not three channels, or a map is no grid of numbers.

    Examples
    --------
    >>> figure = colour_maps(np.zeros((2, 2, 3)), {"red": [[0, 1]], "blue": [[0, -3]]})
    >>> [axes.get_title() for axes in figure.axes]
    ['photograph', 'red', 'blue']
    >>> figure.axes[1].images[0].get_clim() == (-3, 3)
    True
    """
    photo = as_array("photo", photo, {3: "(H, W, 3)"})
    if photo.shape[2] != 3:
        raise ValueError(f"photo must have 3 channels, got {photo.shape[2]}")
    shown = {title: as_array(title, m, {2: "(H, W)"}) for title, m in maps.items()}
    scale = scale or max(float(np.abs(m).max()) for m in shown.values()) or 1.0
    columns = min(columns, len(shown) + 1)
    rows = -(-(len(shown) + 1) // columns)
    side = PHONE_WIDTH / columns
    figure, axes = new_figure(PHONE_WIDTH, (side + 0.15) * rows, columns, rows)
    axes[0].imshow(photo, interpolation="nearest")
    axes[0].set_title("photograph")
    for ax, (title, values) in zip(axes[1:], shown.items(), strict=False):
        ax.imshow(values, cmap="gray", vmin=-scale, vmax=scale, interpolation="nearest")
        ax.set_title(title)
    for ax in axes:
        ax.axis("off")
    return figure
