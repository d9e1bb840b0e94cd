"""Lay the two halves of a tall picture side by side: a slide is wide."""

from __future__ import annotations

import io
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from PIL import Image

PAPER = 250
"""How light a dot of empty paper is, at least, of 255."""
BETWEEN = 24
"""Dots between the halves."""
UNLIKE = 2.2
"""How many times as high as the other a half may be."""


NARROW = 0.5
"""A gap of less than this share of the widest is that of a title and its picture."""


def halved(png: bytes) -> bytes | None:
    """Return a picture with its lower half beside its upper one.

    It is cut where paper goes through from side to side and the halves are most alike
    in height. None if they are too unlike.

    Examples
    --------
    >>> dots = np.full((100, 30, 3), 255, np.uint8)
    >>> dots[:40], dots[60:] = 0, 9
    >>> stored = io.BytesIO()
    >>> Image.fromarray(dots).save(stored, "PNG")
    >>> Image.open(io.BytesIO(halved(stored.getvalue()))).size
    (84, 40)
    """
    dots = np.asarray(Image.open(io.BytesIO(png)).convert("RGB"))
    is_ink = (dots < PAPER).any(axis=(1, 2))
    edges = np.flatnonzero(np.diff(is_ink.astype(np.int8)))
    gaps = [
        (start, end - start) for start, end in pairwise(edges) if not is_ink[start + 1]
    ]
    middle = (gap for start, gap in gaps if 1 / 4 < start / len(dots) < 3 / 4)
    widest = max(middle, default=0)
    cuts = [start for start, gap in gaps if gap >= NARROW * widest]
    pairs = [(_trimmed(dots[: cut + 1]), _trimmed(dots[cut + 1 :])) for cut in cuts]
    if not pairs:
        return None
    first, second = min(pairs, key=_unlikeness)
    if _unlikeness((first, second)) > UNLIKE:
        return None
    high, wide = max(len(first), len(second)), first.shape[1]
    whole = np.full((high, wide + BETWEEN + second.shape[1], 3), 255, np.uint8)
    whole[: len(first), :wide] = first
    whole[: len(second), wide + BETWEEN :] = second
    stored = io.BytesIO()
    Image.fromarray(whole).save(stored, "PNG", optimize=True)
    return stored.getvalue()


def _unlikeness(pair: tuple[NDArray[np.uint8], NDArray[np.uint8]]) -> float:
    heights = sorted(len(half) for half in pair)
    return heights[1] / heights[0]


def _trimmed(dots: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return a picture without the paper around it."""
    is_ink = (dots < PAPER).any(axis=2)
    rows, columns = (np.flatnonzero(is_ink.any(axis=side)) for side in (1, 0))
    return dots[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
