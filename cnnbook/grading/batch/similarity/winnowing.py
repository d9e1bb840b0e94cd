"""Choose fingerprints of a text by winnowing.

After S. Schleimer, D. S. Wilkerson and A. Aiken, "Winnowing: Local Algorithms for
Document Fingerprinting", Proceedings of SIGMOD 2003, pp. 76-85. Of every window of
hashes the smallest is kept, the rightmost of equal ones. So whatever two texts have in
common is found if it is at least ``NOISE + WINDOW - 1`` tokens long, and nothing that
has fewer than ``NOISE`` is.
"""

from __future__ import annotations

import zlib
from collections.abc import Collection, Sequence

NOISE = 14
"""Tokens in a row that are hashed together: anything shorter is a turn of phrase."""
WINDOW = 6


def grams(tokens: Sequence[str]) -> list[int]:
    """Return the hash of each stretch of `NOISE` tokens, by its place.

    Parameters
    ----------
    tokens : sequence of str
        Of one statement.
    """
    return [
        zlib.crc32("\0".join(tokens[place : place + NOISE]).encode())
        for place in range(len(tokens) - NOISE + 1)
    ]


def winnow(hashes: Sequence[int], known: Collection[int] = ()) -> list[tuple[int, int]]:
    """Return the fingerprints of a statement: hash and place of each.

    Parameters
    ----------
    hashes : sequence of int
        As `grams` gives them.
    known : collection of int
        Hashes that everybody was given. They are chosen never.

    Examples
    --------
    >>> winnow([77, 74, 42, 17, 98, 50, 17, 98, 8])
    [(17, 3), (17, 6), (8, 8)]
    >>> winnow([77, 74, 42, 17, 98, 50, 17, 98, 8], known={17})
    [(42, 2), (8, 8)]
    """
    own = [(value, place) for place, value in enumerate(hashes) if value not in known]
    chosen: dict[int, int] = {}
    for start in range(max(1, len(own) - WINDOW + 1)):
        window = own[start : start + WINDOW]
        if window:
            value, place = min(window, key=lambda one: (one[0], -one[1]))
            chosen[place] = value
    return [(value, place) for place, value in sorted(chosen.items())]
