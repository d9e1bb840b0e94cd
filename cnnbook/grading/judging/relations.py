"""Say how wrong results are related to the right ones, where they all are alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cnnbook.grading.judging.compare import LESS_THAN_ONE

Numbers = NDArray[Any]


def _rows(
    change: Callable[[Numbers], Numbers], axes: int = 2
) -> Callable[[Numbers], Numbers]:
    """Return a change that only what has rows and columns can undergo, or one axis."""

    def changed(want: Numbers) -> Numbers:
        if want.ndim != axes:
            raise ValueError(f"it has other than {axes} axes")
        return change(want)

    return changed


def _alone(want: Numbers) -> Numbers:
    if want.size != 1 or not want.ndim:
        raise ValueError("it is not an array of one number")
    return want.reshape(())


def _nothing(want: Numbers) -> Numbers:
    """Return 0 for what lies between 0 and 1: it may be cut off, or not be there."""
    if not want.any() or not ((want >= 0) & (want < 1)).all():
        raise ValueError("it is no fraction")
    return np.zeros_like(want)


def _wrapped(bits: int) -> Callable[[Numbers], Numbers]:
    """Return what an array of whole numbers with a sign, of so many bits, makes."""
    half = 2 ** (bits - 1)
    return lambda want: (want + half) % (2 * half) - half


RELATIONS: tuple[tuple[str, Callable[[Numbers], Numbers]], ...] = (
    ("the sign is reversed", np.negative),
    ("negative values have become 0", lambda want: np.maximum(want, 0)),
    ("negative values have lost their sign", np.abs),
    (
        "0 stands for a number between 0 and 1. Are fractions cut off, by //, by int "
        "or by the type of an array, or is something overlooked?",
        _nothing,
    ),
    ("fractions are cut off, by //, by int or by the type of an array", np.trunc),
    ("fractions are rounded", np.round),
    ("fractions are rounded down", np.floor),
    ("fractions are rounded up", np.ceil),
    (
        "values below 0 or above 255 wrap around, as in an array of uint8",
        lambda w: w % 256,
    ),
    (
        "values below 0 or above 65,535 wrap around, as in an array of uint16",
        lambda w: w % 2**16,
    ),
    (
        "values below −128 or above 127 wrap around, as in an array of int8",
        _wrapped(8),
    ),
    (
        "values below −32,768 or above 32,767 wrap around, as in an array of int16",
        _wrapped(16),
    ),
    (
        "values beyond ±2,147,483,647 wrap around, as in an array of int32",
        _wrapped(32),
    ),
    ("rows and columns are exchanged", _rows(np.transpose)),
    ("it is upside down: the first row should be the last", _rows(lambda w: w[::-1])),
    ("left and right are exchanged", _rows(lambda w: w[:, ::-1])),
    ("it is turned by 180°", _rows(lambda w: w[::-1, ::-1])),
    ("the order is reversed", _rows(lambda w: w[::-1], 1)),
    ("the last value is missing", _rows(lambda w: w[:-1], 1)),
    ("the first value is missing", _rows(lambda w: w[1:], 1)),
    ("the last row is missing", _rows(lambda w: w[:-1])),
    ("the last column is missing", _rows(lambda w: w[:, :-1])),
    ("the first row is missing", _rows(lambda w: w[1:])),
    ("the first column is missing", _rows(lambda w: w[:, 1:])),
    ("the last row and the last column are missing", _rows(lambda w: w[:-1, :-1])),
    ("the first row and the first column are missing", _rows(lambda w: w[1:, 1:])),
    ("there is an axis of length 1 too many in front", lambda w: w[None]),
    ("there is an axis of length 1 too many at the end", lambda w: w[..., None]),
    ("it is one long row of numbers: the shape is lost", np.ravel),
    ("the number is right, but stands alone: it should be in an array of one", _alone),
    ("all axes of length 1 are gone, as after np.squeeze", np.squeeze),
    ("only the sum of it is there", np.sum),
    ("only the mean of it is there", np.mean),
    ("all are squared", np.square),
    ("the square root was taken", lambda w: np.sqrt(np.maximum(w, 0))),
    ("it is half of the square of what it should be", lambda w: np.square(w) / 2),
)
"""What results may be, in words, beside what they would be if it were so."""


LARGEST_SHOWN = 1e4
"""Amounts and factors beyond it say nothing to a reader."""
MIN_ALIKE = 4
"""Calls with different right results before their being alike is worth a word."""
LITTLE = 0.01
"""Of the largest value: what is off by less may have lost digits."""
ENDS = {1: ("value",), 2: ("row", "column"), 3: ("row", "column", "channel")}
"""What lies side by side along each axis of a result, by the number of its axes."""
MAX_SIZE = 1 << 16
"""Numbers of a result that are looked at."""


class Pair(NamedTuple):
    """What came out of a call, and what should have.

    Attributes
    ----------
    got, want : ndarray
        Both as floats.
    whole : bool
        Counts were asked for.
    """

    got: Numbers
    want: Numbers
    whole: bool


def close(got: Numbers, want: Numbers, whole: bool = False) -> bool:
    """Return whether two arrays are the same numbers in the same shape.

    Of what is counted, as what is `whole`, nothing may be lost.
    """
    if got.shape != want.shape:
        return False
    slack = _slack(Pair(got, want, whole))
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
    alike = [
        Pair(g.astype(float), w.astype(float), w.dtype.kind in "biu") for g, w in pairs
    ]
    if not all(np.isfinite(pair.got).all() for pair in alike):
        return ""
    ways = (
        _constant,
        _exchanged,
        _offset_or_factor,
        _known,
        _moved,
        _nearly,
        _edge,
        _direction,
    )
    return next(filter(None, (way(alike) for way in ways)), "")


def _constant(pairs: Sequence[Pair]) -> str:
    first, others = pairs[0].got, pairs[1:]
    if len(pairs) < MIN_ALIKE or len({p.want.tobytes() for p in pairs}) < MIN_ALIKE:
        return ""
    if any(p.got.shape != first.shape or (p.got != first).any() for p in others):
        return ""
    zero = "" if first.any() else ": 0" if first.size else ": nothing at all"
    return f"the result is the same, whatever it is given{zero}"


def _moved(pairs: Sequence[Pair]) -> str:
    if any(p.got.size != p.want.size for p in pairs):
        return ""
    if all(p.got.size < 2 for p in pairs):
        return ""
    if any(p.got.shape != p.want.shape for p in pairs):
        flat = all(close(p.got.ravel(), p.want.ravel(), p.whole) for p in pairs)
        return "the values are the right ones, in another shape" if flat else ""
    sorted_pairs = [(np.sort(p.got.ravel()), np.sort(p.want.ravel())) for p in pairs]
    if all(close(*both, pairs[0].whole) for both in sorted_pairs):
        return "the values are the right ones, in other places"
    return ""


def _nearly(pairs: Sequence[Pair]) -> str:
    """Ask for lost digits where all is off by little, in both directions."""
    gaps = [p.got - p.want if p.got.shape == p.want.shape else np.inf for p in pairs]
    if any(
        np.max(np.abs(gap), initial=0) > LITTLE * np.abs(p.want).max(initial=0)
        for gap, p in zip(gaps, pairs, strict=True)
    ):
        return ""
    beyond = [gap / _slack(p) for gap, p in zip(gaps, pairs, strict=True) if _slack(p)]
    every = np.concatenate([np.ravel(gap) for gap in beyond])
    if len(pairs) < MIN_ALIKE or every.min() >= -1 or every.max() <= 1:
        return ""
    return (
        "it is off by less than a hundredth, now too large, now too small. Are digits "
        "lost on the way, by rounding or in a type of few bits?"
    )


def _edge(pairs: Sequence[Pair]) -> str:
    """Say that nothing but the first or the last of an axis is wrong."""
    (axes, *others) = {p.want.ndim for p in pairs}
    shapes = {p.want.shape for p in pairs}
    if others or axes not in ENDS or (axes == 1 and len(shapes) == 1):
        return ""  # a short list of numbers has a place for each
    if any(p.got.shape != p.want.shape for p in pairs):
        return ""
    wrong = [np.abs(p.got - p.want) > _slack(p) for p in pairs]
    for axis, name in enumerate(ENDS[axes]):
        if sum(w.shape[axis] > 1 for w in wrong) < MIN_ALIKE:
            continue
        for end, place in ((-1, "last"), (0, "first")):
            if any(np.delete(w, end, axis).any() for w in wrong):
                continue
            if all(w.take(end, axis).all() for w in wrong):
                return f"only the {place} {name} is wrong"
            return f"all that is wrong lies in the {place} {name}"
    return ""


def _direction(pairs: Sequence[Pair]) -> str:
    if any(p.got.shape != p.want.shape or not p.got.size for p in pairs):
        return ""
    numbers = "every value" if any(p.got.size > 1 for p in pairs) else "the result"
    if all((p.got > p.want + _slack(p)).all() for p in pairs):
        return f"{numbers} is too large"
    if all((p.got < p.want - _slack(p)).all() for p in pairs):
        return f"{numbers} is too small"
    return ""


def _offset_or_factor(pairs: Sequence[Pair]) -> str:
    if any(p.got.shape != p.want.shape or not p.got.size for p in pairs):
        return ""
    numbers = "every value" if any(p.got.size > 1 for p in pairs) else "the result"
    gap = float((pairs[0].got - pairs[0].want).ravel()[0])
    if gap and all(close(p.got - gap, p.want, p.whole) for p in pairs):
        if abs(gap) > LARGEST_SHOWN or all(abs(gap) <= _slack(p) for p in pairs):
            return ""
        size = f"{abs(gap):,.0f}" if gap == round(gap) else f"{abs(gap):.4g}"
        return f"{numbers} is {size} too {'large' if gap > 0 else 'small'}"
    got = np.concatenate([p.got.ravel() for p in pairs])
    want = np.concatenate([p.want.ravel() for p in pairs])
    slack = np.concatenate([np.full(p.want.size, _slack(p)) for p in pairs])
    there = np.abs(want) > slack  # what is less may be left of 0 by rounding
    if there.sum() < 2:
        return ""
    ratio = got[there] / want[there]
    if ratio[0] in (0, -1) or np.ptp(ratio) > 1e-5 * abs(ratio[0]):
        return ""
    if not all(close(p.got, p.want * ratio[0], p.whole) for p in pairs):
        return ""
    number = abs(ratio[0])
    if not 1 / LARGEST_SHOWN <= number <= LARGEST_SHOWN:
        return ""
    times = f"{number:.4g} times what it should be"
    if times.startswith("1 times"):
        return ""
    if number < 1 and abs(1 / number - round(1 / number)) < 1e-4:
        times = f"the right one divided by {round(1 / number)}"
    return f"{numbers} is {'minus ' if ratio[0] < 0 else ''}{times}"


def _slack(pair: Pair) -> float:
    slack = 1e-5 * float(np.abs(pair.want).max(initial=0))
    return min(slack, LESS_THAN_ONE) if pair.whole else slack


def _exchanged(pairs: Sequence[Pair]) -> str:
    """Say of zeros and ones, of both, that each stands for the other."""
    if any(p.got.shape != p.want.shape for p in pairs):
        return ""
    if any(not np.isin(p.want, (0, 1)).all() for p in pairs):
        return ""
    if len({value for p in pairs for value in p.want.flat}) < 2:
        return ""
    if not all(np.array_equal(p.got, 1 - p.want) for p in pairs):
        return ""
    return "there is a 1 where a 0 should be, and a 0 where a 1 should be"


def _known(pairs: Sequence[Pair]) -> str:
    for words, change in RELATIONS:
        if all(_is(change, pair) for pair in pairs):
            return words
    return ""


def _is(change: Callable[[Numbers], Numbers], pair: Pair) -> bool:
    try:
        with np.errstate(all="ignore"):
            return close(pair.got, np.asarray(change(pair.want), float), pair.whole)
    except (ValueError, IndexError):
        return False
