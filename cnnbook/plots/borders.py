"""Where two pictures differ, shown on a third."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from matplotlib import colors
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from cnnbook._arrays import as_array
from cnnbook.plots.style import ORANGE, PHONE_WIDTH, new_figure


def marked(picture: ArrayLike, marks: Mapping[str, ArrayLike]) -> Figure:
    """Draw a grey picture once for each mask, with the mask's pixels in orange.

    Parameters
    ----------
    picture : array_like, shape (H, W)
        The picture, from 0 to 1.
    marks : mapping of str to array_like of bool, shape (H, W)
        Title of each copy, and which of its pixels are marked; it says how many columns
        that are.

    Returns
    -------
    matplotlib.figure.Figure
        The figure.

    Raises
    ------
    TypeError, ValueError
        If the picture is no grid of numbers, or a mask has another shape.

    Examples
    --------
    >>> figure = marked([[0.2, 0.8, 1.0]], {"one": [[True, False, False]]})
    >>> figure.axes[0].get_xlabel()
    '1 of 3 columns'
    """
    picture = as_array("picture", picture, {2: "(H, W)"})
    columns = len(marks)
    side = PHONE_WIDTH / columns
    high = side * picture.shape[0] / picture.shape[1]
    figure, axes = new_figure(PHONE_WIDTH, high + 0.55, columns=columns)
    for ax, (title, mask) in zip(axes, marks.items(), strict=True):
        where = np.asarray(mask, dtype=bool)
        if where.shape != picture.shape:
            raise ValueError(
                f"{title} must have the shape {picture.shape}, got {where.shape}"
            )
        shown = np.repeat(picture[..., None], 3, axis=2).astype(float)
        shown[where] = 0.25 * shown[where] + 0.75 * np.array(colors.to_rgb(ORANGE))
        ax.imshow(shown, vmin=0, vmax=1, interpolation="nearest")
        count = where.any(axis=0).sum()
        ax.set(title=title, xticks=[], yticks=[])
        ax.set_xlabel(f"{count} of {where.shape[1]} columns")
        ax.spines[:].set(visible=False)
    return figure
