"""Say how wrong results are related to the right ones, where they all are alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[Any]


def _cut(want: Numbers) -> Numbers:
    return np.trunc(want)


RELATIONS: tuple[tuple[str, Callable[[Numbers], Numbers]], ...] = (
    ("the sign is reversed", np.negative),
    ("negative values have become 0", lambda want: np.maximum(want, 0)),
    ("negative values have lost their sign", np.abs),
    ("fractions are cut off: which type does your array have?", _cut),
    ("fractions are rounded", np.round),
    ("fractions are rounded down", np.floor),
    ("fractions are rounded up", np.ceil),
    (
        "values below 0 or above 255 wrap around, as in an array of uint8",
        lambda w: w % 256,
    ),
    ("rows and columns are exchanged", np.transpose),
    ("it is upside down: the first row should be the last", lambda w: w[::-1]),
    ("left and right are exchanged", lambda w: w[:, ::-1]),
    ("it is turned by 180°", lambda w: w[::-1, ::-1]),
    ("the order is reversed", lambda w: w[::-1]),
    ("the last row is missing", lambda w: w[:-1]),
    ("the last column is missing", lambda w: w[:, :-1]),
    ("the last row and the last column are missing", lambda w: w[:-1, :-1]),
    ("the first row and the first column are missing", lambda w: w[1:, 1:]),
    ("there is an axis of length 1 too many in front", lambda w: w[None]),
    ("there is an axis of length 1 too many at the end", lambda w: w[..., None]),
    ("it is one long row of numbers: the shape is lost", np.ravel),
    ("only the sum of it is there", np.sum),
    ("only the mean of it is there", np.mean),
    ("all are squared", np.square),
    ("the square root was taken", lambda w: np.sqrt(np.maximum(w, 0))),
    ("the square root is missing", np.square),
)
"""What results may be, in words, beside what they would be if it were so."""


MIN_ALIKE = 4
"""Calls with different right results before their being alike is worth a word."""
MAX_SIZE = 1 << 16
"""Numbers of a result that are looked at."""


def close(got: Numbers, want: Numbers) -> bool:
    """Return whether two arrays are the same numbers in the same shape."""
    if got.shape != want.shape:
        return False
    slack = 1e-5 * np.abs(want).max(initial=0)
    with np.errstate(all="ignore"):
        return bool(np.all(np.abs(got - want) <= slack))


def find_relation(pairs: Sequence[tuple[Numbers, Numbers]]) -> str:
    """Say in words what all wrong results have in common with the right ones.

    Parameters
    ----------
    pairs : sequence of (ndarray, ndarray)
        Result and right result of every call that went wrong.

    Returns
    -------
    str
        Empty where no relation holds for all.

    Examples
    --------
    >>> one, other = (np.array([3, 5]), np.array([2, 4])), (np.array(8), np.array(7))
    >>> find_relation([one, other])
    'every value is 1 too large'
    """
    if len(pairs) < 2 or any(got.size > MAX_SIZE for got, _ in pairs):
        return ""
    floats = [(g.astype(float), w.astype(float)) for g, w in pairs]
    if not all(np.isfinite(g).all() for g, _ in floats):
        return ""
    ways = (_constant, _offset_or_factor, _known, _moved, _direction)
    return next(filter(None, (way(floats) for way in ways)), "")


def _constant(pairs: Sequence[tuple[Numbers, Numbers]]) -> str:
    (first, _), *others = pairs
    if len(pairs) < MIN_ALIKE or len({want.tobytes() for _, want in pairs}) < MIN_ALIKE:
        return ""
    if any(got.shape != first.shape or (got != first).any() for got, _ in others):
        return ""
    zero = "" if first.any() else ": 0" if first.size else ": nothing at all"
    return f"the result is the same, whatever it is given{zero}"


def _moved(pairs: Sequence[tuple[Numbers, Numbers]]) -> str:
    if any(g.size != w.size or g.size < 2 for g, w in pairs):
        return ""
    if all(close(np.sort(got.ravel()), np.sort(want.ravel())) for got, want in pairs):
        return "the values are the right ones, in other places"
    return ""


def _direction(pairs: Sequence[tuple[Numbers, Numbers]]) -> str:
    if any(g.shape != w.shape or not g.size for g, w in pairs):
        return ""
    if all((got > want).all() for got, want in pairs):
        return "every value is too large"
    if all((got < want).all() for got, want in pairs):
        return "every value is too small"
    return ""


def _offset_or_factor(pairs: Sequence[tuple[Numbers, Numbers]]) -> str:
    if any(g.shape != w.shape or not g.size for g, w in pairs):
        return ""
    gaps = np.concatenate([(g - w).ravel() for g, w in pairs])
    largest = max(np.abs(w).max() for _, w in pairs)
    if np.ptp(gaps) <= 1e-5 * max(largest, 1e-12):
        size = f"{abs(gaps[0]):.4g}"
        return f"every value is {size} too {'large' if gaps[0] > 0 else 'small'}"
    got = np.concatenate([g.ravel() for g, _ in pairs])
    want = np.concatenate([w.ravel() for _, w in pairs])
    there = want != 0
    if there.sum() < 2 or np.any(got[~there] != 0):
        return ""
    ratio = got[there] / want[there]
    if ratio[0] in (0, -1) or np.ptp(ratio) > 1e-5 * abs(ratio[0]):
        return ""
    number = abs(ratio[0])
    times = f"{number:.4g} times what it should be"
    if number < 1 and abs(1 / number - round(1 / number)) < 1e-4:
        times = f"the right one divided by {round(1 / number)}"
    return f"every value is {'minus ' if ratio[0] < 0 else ''}{times}"


def _known(pairs: Sequence[tuple[Numbers, Numbers]]) -> str:
    for words, change in RELATIONS:
        if all(_is(change, got, want) for got, want in pairs):
            return words
    return ""


def _is(change: Callable[[Numbers], Numbers], got: Numbers, want: Numbers) -> bool:
    try:
        with np.errstate(all="ignore"):
            return close(got, np.asarray(change(want), float))
    except (ValueError, IndexError):
        return False
