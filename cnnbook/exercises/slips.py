"""Slips of the pen in a sum of products: what else a wrong number may come from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnbook.exercises.mistakes import Misconception

SMALL = (0, 1, 2, 10)
"""By so much a number is off that was added up carelessly: no slip can be told there."""

UNNAMED = ""
"""Name of a product that is one step off in its table, as 6 · 4 = 20, and of a sum with
two of its digits exchanged: they have none."""

HINTS = {
    "one product left out": (
        "This is what comes out when one product is missing from one of the sums."
    ),
    "one product counted twice": (
        "This is what comes out when a product stands in one of the sums twice."
    ),
    "one sign lost": (
        "This is what comes out when a product is added that should be taken away."
    ),
    "one sign too many": (
        "This is what comes out when a product is taken away that should be added."
    ),
    "times 0 taken as times 1": (
        "This is what comes out when one product with 0 is taken for its other factor. "
        "It is 0."
    ),
    "one weight added to its pixel": (
        "This is what comes out when one weight is added to its pixel instead of "
        "multiplied by it."
    ),
}


def slips_in_sums(
    pixels: Sequence[NDArray[Any]],
    weights: Sequence[NDArray[Any]],
    value: NDArray[Any],
    finish: Callable[[NDArray[Any]], NDArray[Any]] = lambda sums: sums,
) -> tuple[Misconception, ...]:
    """Return every slip with a single product of a single sum.

    Those that are `UNNAMED` are there for what they make doubtful.

    Parameters
    ----------
    pixels, weights : sequence of ndarray
        What is multiplied for each sum, in the order of the sums.
    value : ndarray
        The right sums, with what is added to them, before what comes last.
    finish : callable
        Comes last, such as a ReLU.

    Returns
    -------
    tuple of Misconception
        With what somebody hands in who makes no other mistake.

    Examples
    --------
    >>> found = slips_in_sums([np.array([5, 0])], [np.array([4, 7])], np.array(20))
    >>> [(slip.name, int(slip.answer)) for slip in found]  # doctest: +ELLIPSIS
    [('one product left out', 0), ('one product counted twice', 40), ...
    """
    value = np.asarray(value)
    made: dict[tuple[str, bytes], Misconception] = {}
    for number, (row, other) in enumerate(zip(pixels, weights, strict=True)):
        swapped = [(UNNAMED, gap) for gap in _swapped_digits(int(value.flat[number]))]
        for name, change in (*_changes(np.ravel(row), np.ravel(other)), *swapped):
            sums = value.copy()
            sums.flat[number] += change
            wrong, right = finish(sums), finish(value)
            hidden = wrong.flat[number] != sums.flat[number]
            if hidden or np.abs(wrong - right).max() in SMALL:
                continue
            slip = Misconception(name, HINTS.get(name, ""), wrong)
            made.setdefault((name, wrong.tobytes()), slip)
    return tuple(made.values())


def _swapped_digits(number: int) -> Iterator[int]:
    """Yield by how much a number is off whose digits are written in another order."""
    digits = str(abs(number))
    for k in range(len(digits) - 1):
        swapped = digits[:k] + digits[k + 1] + digits[k] + digits[k + 2 :]
        yield int(np.sign(number)) * (int(swapped) - abs(number))


def _changes(
    pixels: NDArray[Any], weights: NDArray[Any]
) -> Iterator[tuple[str, float]]:
    """Yield by how much a sum is off after each slip."""
    for pixel, weight in zip(pixels.tolist(), weights.tolist(), strict=True):
        product = pixel * weight
        yield "one product left out", -product
        yield "one product counted twice", product
        for step in (pixel, -pixel, weight, -weight):
            yield UNNAMED, step
        if product:
            name = "one sign lost" if product < 0 else "one sign too many"
            yield name, -2 * product
            yield "one weight added to its pixel", pixel + weight - product
        else:
            yield "times 0 taken as times 1", pixel + weight
