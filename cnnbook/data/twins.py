"""Find pictures that look alike, so that no copy of one is in the test of another."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnnbook._arrays import as_array

ROWS = 8
"""Rows of a hash, and bits in each: 64 together, which one number holds."""
ALIKE = 10
"""Twins differ in at most so many bits; copies of the book's photographs saved in low
quality do in 13 at most, and nine of ten in no more than 4."""
TOGETHER = 0.9
"""And their grey values go along with each other: so much correlation. On a plain
ground the bits alone are not enough: chance decides which neighbour is brighter."""


def shrunk(picture: ArrayLike) -> NDArray[np.float64]:
    """Return a picture as 8 rows of 9 grey values, each the mean of its place.

    Parameters
    ----------
    picture : array_like, shape (H, W, 3) or (H, W)
        Values from 0 to 255.
    """
    from PIL import Image  # only pictures need it

    array = as_array("picture", picture, {2: "(H, W)", 3: "(H, W, 3)"}, finite=True)
    if array.ndim == 3 and array.shape[2] != 3:
        raise ValueError(
            f"picture must have the axes (H, W, 3), got shape {array.shape}"
        )
    grey = Image.fromarray(np.clip(array, 0, 255).astype(np.uint8)).convert("L")
    small = grey.resize((ROWS + 1, ROWS), Image.Resampling.BOX)
    return np.asarray(small, float)


def brighter(values: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return where the right one of two neighbours is brighter."""
    found: NDArray[np.bool_] = values[..., 1:] > values[..., :-1]
    return found


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
    return brighter(shrunk(picture))


def as_numbers(bits: NDArray[np.bool_]) -> NDArray[np.uint64]:
    """Return the 64 bits of each hash as one number."""
    packed = np.packbits(bits.reshape(len(bits), -1), axis=1)
    return packed.view(np.uint64)[:, 0]


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
    alike : int, default 10
        Two pictures are twins if at most so many of the 64 bits of their difference
        hashes differ, and their small grey copies have a correlation of 0.9 or more, as
        they are or with one of them in a mirror. So are those that have a twin in
        common.

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
    array = np.asarray(pictures)
    if array.ndim != 4 or not len(array):
        raise ValueError(
            f"pictures must have the axes (N, H, W, 3), got shape {array.shape}"
        )
    small = np.stack([shrunk(picture) for picture in array])
    hashes = as_numbers(brighter(small))
    mirrored = small[..., ::-1]
    ways = (small, hashes), (mirrored, as_numbers(brighter(mirrored)))
    groups = np.arange(len(array))
    for n in range(len(array)):
        near = np.zeros(len(array), bool)
        for values, of_way in ways:
            bits = bits_apart(hashes[n : n + 1], of_way)[0]
            near |= (bits <= alike) & _go_along(small[n], values)
        groups = joined(groups, near)
    return groups


def _go_along(
    one: NDArray[np.float64], others: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """Return with which of the others the values of one go up and down together."""
    a = one.ravel() - one.mean()
    b = others.reshape(len(others), -1)
    equal = (b == one.ravel()).all(axis=1)  # also if all of it is one grey
    b = b - b.mean(axis=1, keepdims=True)
    lengths = np.sqrt((a @ a) * (b * b).sum(axis=1))
    together: NDArray[np.bool_] = equal | (b @ a > TOGETHER * np.maximum(lengths, 1))
    return together


def joined(groups: NDArray[np.int64], which: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Put all groups that hold one of these pictures together.

    Examples
    --------
    >>> joined(np.array([0, 0, 2, 3]), np.array([False, True, True, False])).tolist()
    [0, 0, 0, 3]
    """
    of = groups[which]
    return np.where(np.isin(groups, of), of.min(), groups) if of.size else groups
