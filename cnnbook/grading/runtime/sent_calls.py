"""Write a call down so that it can be sent and found again."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cnnbook.grading.runtime.protocol import Decoder, encode, pack, unpack
from cnnbook.grading.runtime.replying import Arrays

MAX_CALL_BYTES, MAX_CALL_TEXT = 1 << 16, 1 << 14
"""What the arrays of a call may have, and everything else of it."""


@dataclass(frozen=True)
class SentCall:
    """A call that can be sent.

    Attributes
    ----------
    packed : object
        Its arguments as JSON, see `pack`.
    arrays : tuple of ndarray
        That these refer to.
    content : bytes
        All of it: two calls with the same are the same.
    """

    packed: Any
    arrays: Arrays
    content: bytes


def as_sent(args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> SentCall | None:
    """Return a call as it is sent, or None if it can't be.

    Examples
    --------
    >>> as_sent((1,), {}).content == as_sent((1,), {}).content
    True
    >>> as_sent((print,), {}) is None
    True
    """
    arrays: list[Any] = []
    decoder = Decoder(MAX_CALL_TEXT)
    with contextlib.suppress(Exception):
        packed = pack((args, dict(kwargs)), arrays)
        content = encode({"call": packed}, tuple(arrays))
        decoder.feed(content)
        for frame in decoder:  # whatever can't be read there is noticed here
            unpack(frame.header["call"], frame.arrays)
            if sum(array.nbytes for array in frame.arrays) <= MAX_CALL_BYTES:
                return SentCall(packed, tuple(arrays), content)
    return None
