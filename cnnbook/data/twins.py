"""Find pictures that look alike, so that no copy of one is in the test of another."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnnbook._arrays import as_array

ROWS = 8
"""Rows of a hash, and bits in each: 64 together, which one number holds."""
ALIKE = 8
"""Twins differ in at most so many bits. Of the book's 186 photographs no two differ in
fewer than 11, seen in a mirror 9; a copy saved in low quality differs in 6 at most."""


def difference_hash(picture: ArrayLike) -> NDArray[np.bool_]:
    """Say of each place of a picture whether it gets brighter to the right.

    Parameters
    ----------
    picture : array_like, shape (H, W, 3) or (H, W)
        Values from 0 to 255.

    Returns
    -------
    ndarray of bool, shape (8, 8)
        The picture is shrunk to 8 rows of 9 grey values; a bit is true where the right
        one of two neighbours is brighter.

    Raises
    ------
    TypeError, ValueError
        If it is no picture.

    Notes
    -----
    What changes all of a picture alike, such as its size, its brightness or how it was
    saved, leaves nearly all bits as they are. Another cut changes many.

    Examples
    --------
    >>> difference_hash(np.arange(90).reshape(1, 90)).all()
    np.True_
    """
    from PIL import Image  # only pictures need it

    picture = as_array("picture", picture, {2: "(H, W)", 3: "(H, W, 3)"}, finite=True)
    if picture.ndim == 3 and picture.shape[2] != 3:
        raise ValueError(
            f"picture must have the axes (H, W, 3), got shape {picture.shape}"
        )
    pixels = np.clip(picture, 0, 255).astype(np.uint8)
    grey = Image.fromarray(pixels).convert("L")
    small = grey.resize((ROWS + 1, ROWS), Image.Resampling.BOX)
    values = np.asarray(small, int)
    found: NDArray[np.bool_] = values[:, 1:] > values[:, :-1]
    return found


def as_number(bits: NDArray[np.bool_]) -> np.uint64:
    """Return the 64 bits of a hash as one number."""
    number: np.uint64 = np.packbits(bits).view(np.uint64)[0]
    return number


def bits_apart(one: NDArray[np.uint64], other: NDArray[np.uint64]) -> NDArray[np.uint8]:
    """Return in how many bits each hash of one list differs from each of another."""
    found: NDArray[np.uint8] = np.bitwise_count(one[:, None] ^ other)
    return found


def twins(pictures: ArrayLike, alike: int = ALIKE) -> NDArray[np.int64]:
    """Give pictures that look alike the same number.

    Parameters
    ----------
    pictures : array_like, shape (N, H, W, 3)
        Values from 0 to 255.
    alike : int, default 8
        Two pictures are twins if at most so many of the 64 bits of their difference
        hashes differ, as they are or with one of them in a mirror. So are those that
        have a twin in common.

    Returns
    -------
    ndarray of int, shape (N,)
        For each picture the first one of its group.

    Raises
    ------
    TypeError, ValueError
        If these are no pictures.

    Examples
    --------
    >>> ramp = np.tile(np.arange(0, 180, 2), (40, 1))
    >>> wave = 90 + 90 * np.sin(ramp / 9)
    >>> pictures = np.stack([ramp, wave, ramp[:, ::-1]])[..., None].repeat(3, -1)
    >>> twins(pictures).tolist()
    [0, 1, 0]
    """
    pictures = as_array("pictures", pictures, {4: "(N, H, W, 3)"})
    kinds = [difference_hash(picture) for picture in pictures]
    mirrored = [difference_hash(picture[:, ::-1]) for picture in pictures]
    hashes = np.array([as_number(bits) for bits in kinds], np.uint64)
    others = np.array([as_number(bits) for bits in mirrored], np.uint64)
    groups = np.arange(len(pictures))
    for n in range(len(pictures)):
        near = bits_apart(hashes[n : n + 1], hashes)[0]
        near = np.minimum(near, bits_apart(hashes[n : n + 1], others)[0])
        groups = joined(groups, near <= alike)
    return groups


def joined(groups: NDArray[np.int64], which: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Put all groups that hold one of these pictures together.

    Examples
    --------
    >>> joined(np.array([0, 0, 2, 3]), np.array([False, True, True, False])).tolist()
    [0, 0, 0, 3]
    """
    of = groups[which]
    return np.where(np.isin(groups, of), of.min(), groups) if of.size else groups
