"""Check the whole numbers that every subpackage takes as arguments."""

from __future__ import annotations

import operator
from collections.abc import Sequence


def as_int(name: str, value: object, least: int) -> int:
    """Return `value` as an int of at least `least`.

    Parameters
    ----------
    name : str
        The argument's name, for the message.
    value : object
        What the caller passed.
    least : int
        The smallest value allowed.

    Raises
    ------
    TypeError
        If `value` is not a whole number (a bool or a float is not).
    ValueError
        If `value` is below `least`.

    Examples
    --------
    >>> as_int("stride", 2, least=1)
    2
    >>> as_int("stride", 0, least=1)
    Traceback (most recent call last):
        ...
    ValueError: stride must be a whole number of at least 1, got 0
    """
    wanted = f"{name} must be a whole number of at least {least}"
    try:
        number = operator.index(value)  # type: ignore[arg-type]  # found out here
    except TypeError:
        raise TypeError(f"{wanted}, got {describe(value)}") from None
    if isinstance(value, bool):
        raise TypeError(f"{wanted}, got {value}")
    if number < least:
        raise ValueError(f"{wanted}, got {number}")
    return number


def as_pair(name: str, value: object, least: int) -> tuple[int, int]:
    """Return `value` as (height, width): an int counts for both.

    Parameters
    ----------
    name : str
        The argument's name, for the message.
    value : int or sequence of two int
        What the caller passed.
    least : int
        The smallest value allowed.

    Raises
    ------
    TypeError, ValueError
        As for `as_int`, and if a sequence has not two entries.

    Examples
    --------
    >>> as_pair("stride", 2, least=1), as_pair("stride", (1, 3), least=1)
    ((2, 2), (1, 3))
    """
    if not isinstance(value, Sequence) or isinstance(value, str | bytes):
        number = as_int(name, value, least)
        return number, number
    if len(value) != 2:
        raise ValueError(
            f"{name} must be one whole number or a pair (height, width), "
            f"got {describe(value)}"
        )
    return as_int(name, value[0], least), as_int(name, value[1], least)


def describe(value: object, width: int = 60) -> str:
    """Show `value` and its type in at most about `width` characters.

    Examples
    --------
    >>> describe(2.5), describe("two")
    ('2.5 (float)', "'two' (str)")
    """
    text = repr(value)
    if len(text) > width:
        text = text[: width - 1] + "…"
    return f"{text} ({type(value).__name__})"
