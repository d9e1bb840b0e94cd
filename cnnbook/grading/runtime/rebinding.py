"""Run an answer again with other functions in the place of those that it calls."""

from __future__ import annotations

import contextlib
import dis
import types
from collections.abc import Callable, Iterator, Mapping
from typing import Any

TAKEN = {"LOAD_ATTR", "LOAD_METHOD", "IMPORT_FROM"}
"""Instructions that take something from a module."""


def names_in(code: types.CodeType) -> Iterator[str]:
    """Yield every global name that some code, or code inside it, may look up."""
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from names_in(constant)


def called_by(function: Any, names: Mapping[str, Any]) -> set[str]:
    """Return which of `names` a function uses, itself or by another of its module.

    Parameters
    ----------
    function : callable
        A learner's.
    names : mapping
        Names of global functions to look for.

    Examples
    --------
    >>> def double(x):
    ...     return 2 * x
    >>> def four_times(x):
    ...     return double(double(x))
    >>> called_by(four_times, {"double": None})
    {'double'}
    """
    found: set[str] = set()
    seen: set[int] = set()
    left = [function]
    while left:
        one = left.pop()
        if not isinstance(one, types.FunctionType) or id(one) in seen:
            continue
        if one.__globals__ is not function.__globals__:
            continue  # of a library, whose names are no learner's
        seen.add(id(one))
        if one is not function:  # it may go by another name
            found |= {name for name in names if one.__globals__.get(name) is one}
        for name in names_in(one.__code__):
            if name in names:
                found.add(name)
            left.append(one.__globals__.get(name))
        with contextlib.suppress(ValueError):  # a variable that is not there yet
            left += [cell.cell_contents for cell in one.__closure__ or ()]
    return found


def attributes_used(function: Any, names: tuple[str, ...]) -> tuple[str, ...]:
    """Return which of `names` a function takes from a module, as in ``cb.conv2d``.

    Parameters
    ----------
    function : callable
        A learner's.
    names : tuple of str
        Names to look for.

    Examples
    --------
    >>> attributes_used(lambda x: np.convolve(x, [1]), ("convolve", "correlate"))
    ('convolve',)
    """
    code = getattr(function, "__code__", None)
    if not isinstance(code, types.CodeType):
        return ()
    used = {i.argval for i in _instructions(code) if i.opname in TAKEN}
    return tuple(name for name in names if name in used)


def _instructions(code: types.CodeType) -> Iterator[dis.Instruction]:
    yield from dis.get_instructions(code)
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from _instructions(constant)


def with_others(
    function: types.FunctionType, others: Mapping[str, Callable[..., Any]]
) -> types.FunctionType:
    """Return a function that finds other functions under some global names.

    Parameters
    ----------
    function : function
        A learner's. It is left as it is, and so are its globals.
    others : mapping
        What to find under which name.

    Examples
    --------
    >>> def half(x):
    ...     return x / 3
    >>> def quarter(x):
    ...     return half(half(x))
    >>> with_others(quarter, {"half": lambda x: x / 2})(8)
    2.0
    """
    known = function.__globals__
    world = dict(known) | dict(others)
    for name, value in known.items():
        meant = [other for other in others if known.get(other) is value]
        if meant and callable(value):
            world[name] = others[meant[0]]
            continue
        own = isinstance(value, types.FunctionType) and (value.__globals__ is known)
        if own and name not in others:
            world[name] = _moved(value, world)
    return _moved(function, world)


def _moved(function: types.FunctionType, world: dict[str, Any]) -> types.FunctionType:
    moved = types.FunctionType(
        function.__code__,
        world,
        function.__name__,
        function.__defaults__,
        function.__closure__,
    )
    moved.__kwdefaults__ = function.__kwdefaults__
    return moved
