"""Numbers that no rounding survives, for answers that lose digits on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np

from cnnbook.exercises.case import Case
from cnnbook.exercises.mistakes import Misconception

MILLION = 1_000_000
"""What numbers are divided by."""
ONE_IN = 5
"""So many draws come between two with numbers that are."""


def _rounded_by_numpy(result: Any, digits: int) -> Any:
    return np.round(result, digits)


def _rounded_by_python(result: Any, digits: int) -> Any:
    """Round each number by itself: of 0.15 other digits are left than by NumPy."""
    numbers = [round(float(number), digits) for number in np.ravel(result)]
    return np.reshape(numbers, np.shape(result))


ROUNDINGS = (_rounded_by_numpy, _rounded_by_python)
"""Ways to round: each takes the result and how many digits are left."""

FEW_DIGITS = (
    *(
        Misconception(
            "rounded to a few digits",
            "Your values are rounded. Leave them as they come out.",
            after=partial(way, digits=digits),
        )
        for way in ROUNDINGS
        for digits in (1, 2, 3, 4)
    ),
    Misconception(
        "numbers of 16 bits",
        "Your values have lost some of their digits: float16 has three or four. Take an "
        "array of floats as NumPy makes them.",
        after=lambda result: np.asarray(result).astype(np.float16),
    ),
)
"""Mistakes that show with fractions of any size."""


def in_16_bits(names: Iterable[str]) -> tuple[Misconception, ...]:
    """Return the mistake of giving an argument the type float16, for each of them."""

    def halved(name: str) -> Misconception:
        def before(**given: Any) -> dict[str, Any]:
            return {name: np.asarray(given[name]).astype(np.float16).astype(float)}

        return replace(FEW_DIGITS[-1], before=before, after=None)

    return tuple(halved(name) for name in names)


def finely(case: Case, names: Sequence[str], scaled: str) -> Case:
    """Return a call with some of its arrays divided by a million.

    Parameters
    ----------
    case : Case
        The call.
    names : sequence of str
        Names of its positional arguments, in their order.
    scaled : str
        Which of them are divided, with spaces in between.

    Examples
    --------
    >>> finely(Case((np.array([2, 5]), 3)), ("x", "size"), "x").args
    (array([2.e-06, 5.e-06]), 3)
    """
    chosen = scaled.split()
    args = zip(names, case.args, strict=False)
    return Case(
        tuple(value / MILLION if name in chosen else value for name, value in args),
        case.kwargs,
    )


def draw_finely(
    draw: Callable[[np.random.Generator], Case],
    names: Sequence[str],
    scaled: Sequence[str],
) -> Callable[[np.random.Generator], Case]:
    """Return what draws the same, now and then with numbers divided by a million.

    Parameters
    ----------
    draw : callable
        Draws a case.
    names : sequence of str
        Names of its positional arguments, in their order.
    scaled : sequence of str
        One of these at a time: names, with spaces in between.
    """

    def drawn(random: np.random.Generator) -> Case:
        case = draw(random)
        if random.integers(ONE_IN):
            return case
        return finely(case, names, scaled[int(random.integers(len(scaled)))])

    return drawn
