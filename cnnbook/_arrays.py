"""Check the arrays that every subpackage takes as arguments."""

from __future__ import annotations

from collections.abc import Container
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnnbook._checks import describe


def as_array(
    name: str,
    value: ArrayLike,
    layouts: dict[int, str] | None = None,
    *,
    finite: bool = False,
    batched: Container[int] = (),
) -> NDArray[Any]:
    """Return `value` as an array of real numbers with an allowed rank.

    Parameters
    ----------
    name : str
        The argument's name, for the message.
    value : array_like
        What the caller passed.
    layouts : dict of int to str, optional
        The ranks allowed and what their axes mean, e.g. ``{2: "(H, W)"}``; any unless
        given.
    finite : bool, default False
        Refuse NaN and infinity.
    batched : container of int, optional
        The ranks whose first axis counts the images of a batch: it may be of length 0.

    Returns
    -------
    ndarray
        Floats keep their type; bools and whole numbers, signed or not, become int64,
        so that sums of small types such as uint8 do not overflow.

    Raises
    ------
    TypeError
        If `value` does not hold real numbers.
    ValueError
        If it is ragged, empty, of another rank or, when asked, not finite; or if a
        whole number is too large for int64.

    Examples
    --------
    >>> as_array("image", [[1, 2], [3]], {2: "(H, W)"})
    Traceback (most recent call last):
        ...
    ValueError: image must be rectangular, but its rows have lengths 2, 1
    """
    array = _numbers(name, value)
    if layouts and array.ndim not in layouts:
        allowed = " or ".join(layouts.values())
        raise ValueError(
            f"{name} must have the axes {allowed}, got shape {array.shape}"
        )
    if array.size == 0 and not (array.ndim in batched and all(array.shape[1:])):
        raise ValueError(f"{name} must not be empty, got shape {array.shape}")
    if finite and not np.isfinite(array).all():
        bad = array[~np.isfinite(array)][0]
        raise ValueError(f"{name} must be finite: it holds {bad}")
    return array


def common_dtype(*arrays: NDArray[Any]) -> np.dtype[Any]:
    """Return the type to compute in: the widest float, or int64 without floats.

    Whole numbers never widen a float: a float32 image stays float32 under a kernel
    written in ints.

    Examples
    --------
    >>> common_dtype(np.zeros(2, "float32"), np.zeros(2, "int64"))
    dtype('float32')
    """
    floats = [a.dtype for a in arrays if a.dtype.kind == "f"]
    return np.result_type(*floats) if floats else np.dtype(np.int64)


def _numbers(name: str, value: ArrayLike) -> NDArray[Any]:
    try:
        array = np.asarray(value)
    except ValueError:
        raise ValueError(
            f"{name} must be rectangular, but {_raggedness(value)}"
        ) from None
    if array.dtype == np.uint64:
        _refuse_too_large(name, array.max(initial=0), "uint64")
    if array.dtype.kind in "biu":
        return array.astype(np.int64)
    if array.dtype.kind == "f":
        return array
    if array.dtype.kind == "O":  # so does NumPy hold whole numbers beyond uint64
        whole = [n for n in array.flat if isinstance(n, int)]
        if whole and len(whole) == array.size:
            _refuse_too_large(name, max(whole, key=abs), "int")
    raise TypeError(f"{name} must hold real numbers, got {describe(value)}")


def _refuse_too_large(name: str, largest: int, type_name: str) -> None:
    """Refuse a whole number that int64 can't hold, instead of wrapping it around."""
    limits = np.iinfo(np.int64)
    if not limits.min <= largest <= limits.max:
        raise ValueError(
            f"{name} must hold whole numbers of at most {limits.max}, the largest of "
            f"int64, got {largest} ({type_name}): give them as floats, "
            f"np.asarray({name}, float)"
        )


def _raggedness(value: Any) -> str:
    lengths = [len(row) if hasattr(row, "__len__") else 1 for row in value]
    if len(set(lengths)) == 1:
        return "some of its inner rows differ in length"
    shown = ", ".join(map(str, lengths[:8])) + (", …" if len(lengths) > 8 else "")
    return f"its rows have lengths {shown}"
