"""A second look of each picture for the dark: paper and ink change places.

What has a colour keeps its hue. Photographs, maps of grey and other pictures in a
picture stay as they are, since their white and black mean something.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image

PAPER, INK = 18, 232
"""How light white paper and black ink become, of 255."""
LEAST = 40
"""Dots: what is smaller, one way or the other, is a letter or a line."""
FULL = 0.6
"""How much of its place a picture fills; a grid of white cells fills less."""

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
    return LIGHTNESS[turned + colours]


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


def pictures_in(figure: NDArray[np.uint8]) -> list[tuple[slice, slice]]:
    """Return where pictures stand on the white paper of a figure."""
    from scipy import ndimage

    ink = (figure < 250).any(2)
    parts, _ = ndimage.label(ink, np.ones((3, 3)))
    found = []
    for number, place in enumerate(ndimage.find_objects(parts), start=1):
        if min(side.stop - side.start for side in place) < LEAST:
            continue
        is_full = (parts[place] == number).mean() > FULL
        has_corners = ink[place][[2, 2, -3, -3], [2, -3, 2, -3]].all()
        if is_full and has_corners and is_picture(figure[place]):
            found.append(place)
    return found


def darkened(figure: Image.Image) -> Image.Image:
    """Return the look of a figure in the dark."""
    colours = np.asarray(figure.convert("RGB"))
    dark = swapped(colours)
    for place in pictures_in(colours):
        dark[place] = colours[place]
    return Image.fromarray(dark)
