"""Carry plain data between the grader and the process that runs students' code.

A frame is a header of JSON and the bytes of its arrays. Nothing is unpickled, and what
arrives is believed only after its lengths have been checked.
"""

from __future__ import annotations

import json
import math
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy import asarray, ascontiguousarray, generic, ndarray
from numpy.typing import NDArray

LENGTHS = struct.Struct(">II")
MAX_HEADER = 1 << 20
MAX_PAYLOAD = 1 << 26
MAX_TOTAL = 1 << 27
MAX_FRAMES = 20_000
MAX_HEADERS = 1 << 23
"""Bytes that all headers may have together, which are larger as plain data."""
MAX_ANSWER, MAX_RECORD, MAX_ANSWERS = 1 << 24, 1 << 25, 1 << 26
"""Bytes that one answer may have, a network's record, and all answers together."""
DTYPES = frozenset(
    ["|b1", "|i1", "|u1"]
    + [f"<{kind}{size}" for kind in "iu" for size in (2, 4, 8)]
    + ["<f2", "<f4", "<f8"]
)


class ProtocolError(ValueError):
    """What arrived makes no sense."""


@dataclass(frozen=True)
class Frame:
    """One message.

    Attributes
    ----------
    header : dict
        Plain data.
    arrays : tuple of ndarray
        The arrays that came with it.
    """

    header: dict[str, Any]
    arrays: tuple[NDArray[Any], ...] = ()


def encode(header: dict[str, Any], arrays: tuple[NDArray[Any], ...] = ()) -> bytes:
    r"""Write a frame.

    Examples
    --------
    >>> frame = encode({"step": 1}, (np.arange(3, dtype=np.uint8),))
    >>> frame[-3:]
    b'\x00\x01\x02'
    """
    plain = [ascontiguousarray(a, a.dtype.newbyteorder("<")) for a in arrays]
    described = [
        {"dtype": p.dtype.str, "shape": list(a.shape)}
        for p, a in zip(plain, arrays, strict=True)
    ]
    text = json.dumps({**header, "arrays": described}).encode()
    payload = b"".join(a.tobytes() for a in plain)
    return LENGTHS.pack(len(text), len(payload)) + text + payload


class Decoder:
    """Cut a stream of bytes into frames.

    Parameters
    ----------
    max_header : int
        Bytes that a header may have.

    Examples
    --------
    >>> decoder = Decoder()
    >>> decoder.feed(encode({"step": 1}, (np.arange(3),)))
    >>> [(frame.header["step"], frame.arrays[0].sum()) for frame in decoder]
    [(1, np.int64(3))]
    """

    def __init__(self, max_header: int = MAX_HEADER) -> None:
        self._max_header = max_header
        self._bytes = bytearray()
        self._max_headers = max(MAX_HEADERS, max_header)
        self._total = self._frames = self._headers = 0

    def feed(self, more: bytes) -> None:
        """Take bytes as they come."""
        self._total += len(more)
        if self._total > MAX_TOTAL:
            raise ProtocolError("too many bytes")
        self._bytes += more

    def __iter__(self) -> Iterator[Frame]:
        """Yield the frames that are complete."""
        while len(self._bytes) >= LENGTHS.size:
            header, payload = LENGTHS.unpack_from(self._bytes)
            if header > self._max_header or payload > MAX_PAYLOAD:
                raise ProtocolError("a frame announces too many bytes")
            end = LENGTHS.size + header + payload
            if len(self._bytes) < end:
                return
            self._frames, self._headers = self._frames + 1, self._headers + header
            if self._frames > MAX_FRAMES or self._headers > self._max_headers:
                raise ProtocolError("too many frames")
            whole = bytes(self._bytes[:end])
            del self._bytes[:end]
            yield _frame(whole[LENGTHS.size :], header)


def _frame(content: bytes, length: int) -> Frame:
    try:
        header = json.loads(content[:length])
    except (ValueError, RecursionError) as error:
        raise ProtocolError("a header is not JSON") from error
    described = header.pop("arrays", None) if isinstance(header, dict) else None
    if not isinstance(described, list):
        raise ProtocolError("a header does not describe its arrays")
    arrays, place = [], length
    for one in described:
        dtype, shape = _dtype_and_shape(one)
        size = math.prod(shape) * dtype.itemsize
        if size > len(content) - place:
            raise ProtocolError("an array is shorter than it says")
        flat = np.frombuffer(content, dtype, math.prod(shape), place)
        arrays.append(flat.reshape(shape))
        place += size
    if place != len(content):
        raise ProtocolError("bytes are left over")
    return Frame(header, tuple(arrays))


def _dtype_and_shape(one: Any) -> tuple[np.dtype[Any], tuple[int, ...]]:
    dtype = one.get("dtype") if isinstance(one, dict) else None
    shape = one.get("shape") if isinstance(one, dict) else None
    if not isinstance(dtype, str) or dtype not in DTYPES:
        raise ProtocolError("an array is not made of numbers")
    if not isinstance(shape, list) or len(shape) > 32:
        raise ProtocolError("an array has no shape")
    if not all(type(n) is int and 0 <= n <= MAX_PAYLOAD for n in shape):
        raise ProtocolError("an array has no sensible shape")
    return np.dtype(dtype), tuple(shape)


def pack(value: Any, arrays: list[NDArray[Any]]) -> Any:
    """Write a value as JSON; its arrays go to `arrays`.

    Examples
    --------
    >>> arrays = []
    >>> pack({"a": (1, np.ones(2))}, arrays), len(arrays)
    ({'dict': [['a', {'tuple': [1, {'array': 0}]}]]}, 1)
    """
    if isinstance(value, ndarray | generic):
        arrays.append(asarray(value))
        return {"array" if isinstance(value, ndarray) else "number": len(arrays) - 1}
    if isinstance(value, tuple | list):
        return {type(value).__name__: [pack(one, arrays) for one in value]}
    if isinstance(value, dict):
        return {"dict": [[key, pack(one, arrays)] for key, one in value.items()]}
    if value is None or isinstance(value, bool | int | float | str):
        return value
    raise TypeError(f"a {type(value).__name__} can't be sent")


def unpack(packed: Any, arrays: tuple[NDArray[Any], ...]) -> Any:
    """Read a value that `pack` wrote; its arrays are fresh copies."""
    if not isinstance(packed, dict):
        return packed
    ((kind, content),) = packed.items()
    if kind == "array":
        return arrays[content].copy()
    if kind == "number":
        return arrays[content][()]
    if kind == "dict":
        return {key: unpack(one, arrays) for key, one in content}
    return {"tuple": tuple, "list": list}[kind](unpack(one, arrays) for one in content)
