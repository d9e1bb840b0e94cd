"""One call of a learner's function, to make and to show."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

T = TypeVar("T")

WIDTH = 72
"""Columns of a call that is shown in one line."""

NARROW = np.dtype(np.int_).itemsize < 8
"""Whether NumPy's whole numbers have 32 bits unless told otherwise: in a browser."""
SMALL = 2**11
"""Below it, products and sums of the book's sizes fit in 32 bits."""


@dataclass(frozen=True)
class Case:
    """One call of a learner's function.

    Attributes
    ----------
    args : tuple
        Positional arguments.
    kwargs : mapping
        Keyword arguments.
    """

    args: tuple[Any, ...]
    kwargs: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if NARROW:
            object.__setattr__(self, "args", as_usual(self.args))
            object.__setattr__(self, "kwargs", as_usual(dict(self.kwargs)))

    def call(self, function: Callable[..., T]) -> T:
        """Call `function` on deep copies, so that nothing it changes is kept."""
        kwargs = {name: _copied(value) for name, value in self.kwargs.items()}
        return function(*map(_copied, self.args), **kwargs)

    def by_position(self, settings: Mapping[str, Any]) -> Case:
        """Return the same call without keywords.

        Parameters
        ----------
        settings : mapping
            The parameters that may be named, with their defaults, in their order.

        Examples
        --------
        >>> Case((6, 3), {"s": 2}).by_position({"p": 0, "s": 1}).show("output_size")
        'output_size(6, 3, 0, 2)'
        """
        named = [self.kwargs.get(name, value) for name, value in settings.items()]
        return Case((*self.args, *named))

    def show(self, name: str) -> str:
        """Write the call as Python that can be pasted.

        Examples
        --------
        >>> print(Case((np.array([1, 2]), [np.array([3])]), {"stride": 2}).show("f"))
        f(np.array([1, 2]), [np.array([3])], stride=2)
        """
        shown = [literal(a) for a in self.args]
        shown += [f"{key}={literal(value)}" for key, value in self.kwargs.items()]
        line = f"{name}({', '.join(shown)})"
        if len(line) <= WIDTH and "\n" not in line:
            return line
        inside = "".join(f"{argument},\n" for argument in shown)
        lines = "".join(f"    {text}\n" for text in inside.splitlines())
        return f"{name}(\n{lines})"


def as_usual(value: Any) -> Any:
    """Give arrays of whole numbers the type in which answers fare as elsewhere.

    Where NumPy's own type has 32 bits, small numbers get that, for they may be indices,
    which can't have more there; large ones get 64 bits.

    Examples
    --------
    >>> as_usual(([np.array([2**30], np.int32)], 2))[0][0].dtype
    dtype('int64')
    """
    if isinstance(value, np.ndarray):
        if value.dtype not in (np.int32, np.int64):
            return value
        small = not value.size or int(np.abs(value).max()) < SMALL
        return value.astype(np.int_ if small else np.int64)
    if isinstance(value, dict):
        return {key: as_usual(item) for key, item in value.items()}
    if type(value) in (list, tuple):
        return type(value)(map(as_usual, value))
    return value


def _copied(value: Any) -> Any:
    """Return a deep copy, quickly of what most arguments are: numbers and arrays."""
    if value is None or isinstance(value, int | float | str):
        return value
    if type(value) is np.ndarray and not value.dtype.hasobject:
        return value.copy("K")
    return copy.deepcopy(value)


def literal(value: Any) -> str:
    """Write a value as Python that needs ``import numpy as np`` and no more.

    Examples
    --------
    >>> literal({"w": np.float32([0.5]), "sizes": (3,)})
    "{'w': np.array([0.5], np.float32), 'sizes': (3,)}"
    """
    if isinstance(value, np.ndarray):
        return _array(value)
    if isinstance(value, np.generic):
        return repr(value.item())
    if isinstance(value, dict):
        pairs = (f"{literal(k)}: {literal(v)}" for k, v in value.items())
        return f"{{{', '.join(pairs)}}}"
    if type(value) in (list, tuple):
        inside = ", ".join(literal(item) for item in value)
        if isinstance(value, list):
            return f"[{inside}]"
        return f"({inside},)" if len(value) == 1 else f"({inside})"
    return repr(value)


def _array(array: NDArray[Any]) -> str:
    usual = array.dtype in (np.int_, np.int64, np.float64, np.bool_)
    kind = "" if usual else f", np.{array.dtype}"
    rows = [str(row) for row in array.tolist()] if array.ndim else []
    numbers = f"[{', '.join(rows)}]" if array.ndim else str(array.tolist())
    if array.ndim > 1 and len(numbers) > WIDTH - 20:
        numbers = "[\n    " + ",\n    ".join(rows) + ",\n]"
    return f"np.array({numbers}{kind})"
