"""A second look of each picture for the dark: see `cnnbook.page.dark`."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from cnnbook.page import dark

LEAST = 40
"""Dots: what is smaller, one way or the other, is a letter or a line."""


def framed(figure: NDArray[np.uint8]) -> Iterator[tuple[slice, slice]]:
    """Yield where full boxes, which may be pictures, stand on white paper."""
    from scipy import ndimage

    ink = (figure < 250).any(2)
    parts, _ = ndimage.label(ink, np.ones((3, 3)))
    for number, place in enumerate(ndimage.find_objects(parts), start=1):
        if min(side.stop - side.start for side in place) < LEAST:
            continue
        is_full = (parts[place] == number).mean() > dark.FULL
        if is_full and ink[place][[2, 2, -3, -3], [2, -3, 2, -3]].all():
            yield place


def darkened(figure: Image.Image) -> Image.Image:
    """Return the look of a figure in the dark."""
    colours = np.asarray(figure.convert("RGB"))
    return Image.fromarray(dark.darkened(colours, framed(colours)))
