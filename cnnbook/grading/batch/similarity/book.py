"""Know what the book itself gives: its starters, solutions and chapters, as hashes."""

from __future__ import annotations

import functools
import sys
from array import array
from collections.abc import Iterable
from pathlib import Path

from cnnbook.grading.batch.similarity.tokens import pieces
from cnnbook.grading.batch.similarity.winnowing import grams

BOOK = Path(__file__).with_name("book_code.bin")
"""Written by ``scripts/book_code.py``: sorted hashes of 32 bits, small end first."""


def hashes(cells: Iterable[str]) -> set[int]:
    """Return the hashes of all that stands in code.

    Parameters
    ----------
    cells : iterable of str
        The code of notebooks.

    Examples
    --------
    >>> len(hashes(["x = [1, 2, 3, 4, 5, 6, 7, 8]"]))
    6
    """
    found: set[int] = set()
    for cell in cells:
        for piece in pieces([cell]):
            found.update(grams([token.text for token in piece.tokens]))
    return found


@functools.cache
def book() -> frozenset[int]:
    """Return the hashes of the book's own code."""
    values = array("I", BOOK.read_bytes())
    if sys.byteorder == "big":
        values.byteswap()
    return frozenset(values)
