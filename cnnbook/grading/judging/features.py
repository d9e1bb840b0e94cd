"""Say what a call has and has not: its settings, sizes, signs and types."""

from __future__ import annotations

import itertools
import numbers
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnbook.exercises.mistakes import parameters


@dataclass(frozen=True)
class Flag:
    """Something that a call has or has not, in words for both.

    Attributes
    ----------
    yes, no : str
        E.g. ``"image is square"`` and ``"image is not square"``.
    """

    yes: str
    no: str


@dataclass(frozen=True)
class Count:
    """A whole number of a call.

    Attributes
    ----------
    name : str
        E.g. ``"stride"`` or ``"the number of channels of x"``.
    """

    name: str


AXES = ("height", "width", "number of channels")
"""Of an array, unless its exercise calls them otherwise."""

Features = dict[Flag | Count, int]


def arguments(
    function: Callable[..., Any], args: tuple[Any, ...], kwargs: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the arguments of a call by their names, defaults among them.

    Keyword-only arguments are left out: they are steps of the book's own functions.

    Examples
    --------
    >>> arguments(lambda n, f, p=0, s=1: ..., (6, 3), {"p": 1})
    {'n': 6, 'f': 3, 'p': 1, 's': 1}
    """
    known = parameters(function)
    return dict(known) | dict(zip(known, args, strict=False)) | dict(kwargs)


def features(
    given: Mapping[str, Any], axes: Mapping[str, tuple[str, ...]] | None = None
) -> Features:
    """Return what a call has.

    Parameters
    ----------
    given : mapping
        Its arguments by name.
    axes : mapping, optional
        What the axes of an array are called, by the name of the argument; height, width
        and number of channels, unless given. Of a list of rows, what their numbers are.

    Examples
    --------
    >>> found = features({"image": np.ones((2, 3)), "stride": 2})
    >>> found[Flag("image is square", "image is not square")]
    0
    >>> found[Count("stride")]
    2
    """
    found: Features = {}
    for name, value in given.items():
        called = (axes or {}).get(name, ())
        found.update(_of_one(name, value, called))
    whole = {n: v for n, v in given.items() if _is_whole(v)}
    for (a, x), (b, y) in itertools.combinations(whole.items(), 2):
        found[Flag(f"{a} equals {b}", f"{a} and {b} differ")] = x == y
        found[Flag(f"{a} is larger than {b}", f"{a} is not larger than {b}")] = x > y
        if y > 1:
            found[Flag(f"{b} divides {a}", f"{b} does not divide {a}")] = x % y == 0
    arrays = {n: v for n, v in given.items() if isinstance(v, np.ndarray)}
    if len(arrays) > 1:
        kinds = {array.dtype.kind for array in arrays.values()}
        names = " and ".join(arrays)
        one, several = f"{names} are of one type", f"{names} are of different types"
        found[Flag(several, one)] = len(kinds) > 1
    return found


def _of_one(
    name: str, value: Any, axes: tuple[str, ...]
) -> Iterator[tuple[Flag | Count, int]]:
    if isinstance(value, bool | np.bool_):
        yield Flag(f"{name} is True", f"{name} is False"), bool(value)
    elif isinstance(value, str):
        yield Flag(f"{name} is {value!r}", f"{name} is not {value!r}"), True
    elif _is_whole(value):
        yield Count(name), int(value)
    elif isinstance(value, numbers.Real):
        yield Flag(f"{name} is negative", f"{name} is not negative"), value < 0
        yield Flag(f"{name} is a whole number", f"{name} is a fraction"), value % 1 == 0
    elif isinstance(value, np.ndarray):
        yield from _of_array(name, value, axes or AXES)
    elif isinstance(value, list | tuple):
        yield Count(f"the length of {name}"), len(value)
        yield from _of_list(name, value, axes)


def _of_list(
    name: str, value: Any, columns: tuple[str, ...]
) -> Iterator[tuple[Flag | Count, int]]:
    """Say of a list of numbers, or of rows of numbers, what is in it."""
    flat = [
        x for row in value for x in (row if isinstance(row, list | tuple) else [row])
    ]
    if not flat or not all(isinstance(x, numbers.Real) for x in flat):
        return
    some, none = f"{name} has a negative number", f"{name} has no negative number"
    yield Flag(some, none), any(x < 0 for x in flat)
    rows = [row for row in value if isinstance(row, list | tuple)]
    if rows and len(rows) == len(value) and len({len(row) for row in rows}) == 1:
        for place in range(len(rows[0])):
            column = [row[place] for row in rows]
            where = f"number {place + 1} of an entry of {name}"
            yes, no = f"{where} is above 1", f"{where} is never above 1"
            if place < len(columns):
                yes, no = (f"{one} {columns[place]} is above 1" for one in ("a", "no"))
            yield Flag(yes, no), any(x > 1 for x in column)
    elif not rows:
        twice = len(set(flat)) < len(flat)
        yield (
            Flag(f"{name} holds a number twice", f"{name} holds no number twice"),
            twice,
        )


def _of_array(
    name: str, array: NDArray[Any], axes: tuple[str, ...]
) -> Iterator[tuple[Flag | Count, int]]:
    if array.dtype.kind not in "biuf" or not array.size:
        return
    kind = array.dtype.kind
    some = (
        f"{name} holds fractions"  # before the type: it says more, where both are true
    )
    yield Flag(some, f"{name} holds whole numbers only"), bool((array % 1 != 0).any())
    if kind != "b":
        yield Flag(f"{name} holds floats", f"{name} holds integers"), kind == "f"
    yield Flag(f"{name} is 8-bit", f"{name} is not 8-bit"), array.dtype.itemsize == 1
    some, none = f"{name} has a negative value", f"{name} has no negative value"
    yield Flag(some, none), bool((array < 0).any())
    some, none = f"{name} holds a value twice", f"{name} holds no value twice"
    yield Flag(some, none), np.unique(array).size < array.size
    some, none = f"{name} holds a 0", f"{name} holds no 0"
    yield Flag(some, none), bool((array == 0).any())
    for axis, size in enumerate(array.shape):
        yield Count(_axis(name, axis, array.ndim, axes)), size
    if array.ndim >= 2 and {"height", "width"} <= set(axes[: array.ndim]):
        down, across = axes.index("height"), axes.index("width")
        height, width = array.shape[down], array.shape[across]
        square, other = f"{name} is square", f"{name} is not square"
        yield Flag(square, other), height == width
        tall, other = f"{name} is higher than wide", f"{name} is not higher than wide"
        yield Flag(tall, other), height > width
        alone = height == width == 1
        yield Flag(f"{name} is 1×1", f"{name} is larger than 1×1"), alone
        turned_over = array.swapaxes(down, across)
        symmetric = height == width and np.array_equal(array, turned_over)
        same = f"{name} is symmetric about its diagonal"
        other = f"{name} is not symmetric about its diagonal"
        yield Flag(same, other), symmetric
        turned = np.array_equal(array, np.flip(array, (down, across)))
        same = f"{name} looks the same turned by 180°"
        yield Flag(same, f"{name} looks different turned by 180°"), turned


def _axis(name: str, axis: int, dimensions: int, axes: tuple[str, ...]) -> str:
    if dimensions == 1:
        return f"the length of {name}"
    if dimensions > len(axes):
        return f"size {axis + 1} of {name}"
    return f"the {axes[axis]} of {name}"


def _is_whole(value: Any) -> bool:
    return isinstance(value, numbers.Integral) and not isinstance(value, bool)
