"""Tell calls that are about as large as the book's own from those that would cost much.

The book's functions run in the grader. Nothing that students' code asks may fill its
memory: a padding of a million, or an image of 0 by 10,000,000 pixels.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import numpy as np

from cnnbook.exercises.base import Case
from cnnbook.exercises.mistakes import parameters

PLAIN, ENTRIES, LARGEST = 10, 16, 10_000
"""How many times as large as in the book's own calls may be a plain number, the entries
of an array, and the numbers in it."""
LEAST_PLAIN, LEAST_ENTRIES = 16, 1000
"""What they may be in any case."""


class Modesty:
    """Knows how large the arguments of a function usually are.

    Parameters
    ----------
    function : callable
        One of the book's own.
    cases : iterable of Case
        Calls of it.

    Examples
    --------
    >>> modesty = Modesty(lambda x, padding=0: x, [Case((np.ones(3),), {"padding": 2})])
    >>> modesty.allows((np.ones(100), 3), {}), modesty.allows((np.ones(3), 10**6), {})
    (True, False)
    """

    def __init__(self, function: Callable[..., Any], cases: Iterable[Case]) -> None:
        self._names = list(parameters(function))
        self._sizes = {name: _Size() for name in self._names}
        for case in cases:
            for name, value in self._named(case.args, case.kwargs).items():
                self._sizes[name].learn(value)

    def allows(self, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> bool:
        """Return whether a call is not far larger than those.

        Parameters
        ----------
        args, kwargs : object
            Arguments that the function can be called with, whatever they hold.
        """
        given = self._named(args, kwargs)
        return all(self._sizes[name].allows(value) for name, value in given.items())

    def _named(
        self, args: tuple[Any, ...], kwargs: Mapping[str, Any]
    ) -> dict[str, Any]:
        return dict(zip(self._names, args, strict=False)) | dict(kwargs)


class _Size:
    """How large one argument was."""

    def __init__(self) -> None:
        self.plain = self.largest = 0.0
        self.entries = 0
        self.array = False

    def learn(self, value: Any) -> None:
        largest = max((abs(float(n)) for n in _numbers(value)), default=0.0)
        self.entries = max(self.entries, _entries(value))
        if _holds_array(value):
            self.array, self.largest = True, max(self.largest, largest)
        else:
            self.plain = max(self.plain, largest)

    def allows(self, value: Any) -> bool:
        if _holds_array(value) and not self.array and self.entries <= 1:
            return False  # an array where a number belongs
        if _entries(value) > max(LEAST_ENTRIES, ENTRIES * self.entries):
            return False
        most = max(LEAST_PLAIN, PLAIN * self.plain)
        if self.array:
            most = max(most, LARGEST * max(1.0, self.largest))
        return all(abs(number) <= most for number in _numbers(value))  # not for a NaN


def _entries(value: Any) -> int:
    """Count numbers; an axis of length 0 counts as 1, so that none hides the others."""
    if isinstance(value, np.ndarray):
        return math.prod(max(n, 1) for n in value.shape)
    if isinstance(value, dict):
        return _entries(list(value.values()))
    return sum(map(_entries, value)) if isinstance(value, list | tuple) else 1


def _numbers(value: Any) -> Iterator[Any]:
    if isinstance(value, np.ndarray | np.generic):
        yield from np.ravel(value).tolist()
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _numbers(one)
    elif isinstance(value, dict):
        yield from _numbers(list(value.values()))
    elif isinstance(value, bool | int | float):
        yield value


def _holds_array(value: Any) -> bool:
    if isinstance(value, list | tuple):
        return any(map(_holds_array, value))
    return isinstance(value, np.ndarray)
