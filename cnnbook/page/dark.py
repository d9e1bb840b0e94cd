"""A second look of a figure for the dark: paper and ink change places.

What has a colour keeps its hue. Photographs, maps of grey and other pictures in a
figure stay as they are, since their white and black mean something.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

PAPER, INK = 18, 232
"""How light white paper and black ink become, of 255."""
FULL = 0.6
"""How much of its place a picture fills; a grid of white cells fills less."""

LIFT = 1.35
"""How much lighter pink becomes than its mirror image, which paper's dark hides."""

LIGHTNESS = np.round(PAPER + np.arange(256) * (INK - PAPER) / 255).astype(np.uint8)


def swapped(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return colours with their lightness turned over, and their hue kept.

    Parameters
    ----------
    picture : numpy.ndarray, shape (H, W, 3)

    Examples
    --------
    >>> swapped(np.array([[[255, 255, 255], [0, 0, 0]]], np.uint8)).tolist()
    [[[18, 18, 18], [232, 232, 232]]]
    """
    colours = picture.astype(np.int16)
    turned = 255 - colours.max(2, keepdims=True) - colours.min(2, keepdims=True)
    turned = turned + colours
    # The palette's other colours are darker than middle grey, so they turn light.
    red, green, blue = np.moveaxis(turned, 2, 0)
    pink = (red > blue) & (5 * (blue - green) > 2 * (red - green))
    turned[pink] = np.minimum(turned[pink] * LIFT, 255)
    return LIGHTNESS[turned]


def commonest(values: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Return the shares of the 64 shades among values, the largest first."""
    counts = np.bincount(values.ravel() // 4, minlength=64)
    return np.sort(counts)[::-1] / values.size


def is_picture(part: NDArray[np.uint8]) -> bool:
    """Say whether a part of a figure is a picture, and no table or curve.

    A picture has much black; or no writing, and more colours than a bar; or many
    shades, of which, if they are coloured, no few make up the most.
    """
    grey = part.mean(2).astype(np.uint8)
    shares = commonest(grey)
    colours = (part.max(2).astype(int) - part.min(2) > 24).mean()
    if (grey < 40).mean() > 0.1:
        return True
    if ((grey < 60) | (grey > 245)).mean() < 0.005:
        return bool((shares > 0.01).sum() > 2)
    many = (shares > 0.002).sum() > 24
    return bool(many and (colours < 0.05 or shares[:8].sum() < FULL))


def darkened(
    figure: NDArray[np.uint8], places: Iterable[tuple[slice, slice]]
) -> NDArray[np.uint8]:
    """Return the look of a figure in the dark.

    Parameters
    ----------
    figure : numpy.ndarray, shape (H, W, 3)
        Drawn on white paper.
    places : iterable of (slice, slice)
        Rows and columns of what may be pictures in it.

    Examples
    --------
    >>> figure = np.full((2, 2, 3), 255, np.uint8)
    >>> figure[0] = 0
    >>> darkened(figure, [(slice(0, 1), slice(0, 2))])[:, 0, 0].tolist()
    [0, 18]
    """
    dark = swapped(figure)
    for place in places:
        if is_picture(figure[place]):
            dark[place] = figure[place]
    return dark
