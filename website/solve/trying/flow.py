"""Which statements before a cell it needs, told from the names that they share."""

from __future__ import annotations

from collections.abc import Iterable

from website.solve.trying.pieces import Piece


def needed(all_pieces: list[Piece], names: Iterable[str], place: int) -> list[int]:
    r"""Return the numbers of the pieces before a place that names come from.

    Parameters
    ----------
    all_pieces : list of Piece
        Of a notebook, in its order.
    names : iterable of str
        What is read at the place.
    place : int
        The number of the piece there.

    Examples
    --------
    >>> from website.solve.trying.pieces import pieces
    >>> code = "a = [1]\nb = 2\na.append(b)\nc = 3\ndef f(): return d\nd = c"
    >>> needed(pieces(0, code), ["a"], 6), needed(pieces(0, code), ["f"], 6)
    ([0, 1, 2], [3, 4, 5])
    """
    found: set[int] = set()
    left, seen = [(name, place) for name in names], set()
    while left:
        name, before = left.pop()
        if (name, before) in seen:
            continue
        seen.add((name, before))
        makers, users = [], []
        for number in range(before - 1, -1, -1):
            piece = all_pieces[number]
            if name in piece.binds:
                makers.append(number)
                if piece.stateful:
                    makers += users
                if piece.certain:
                    break
            elif name in piece.touches:
                makers.append(number)
            elif name in piece.uses:
                users.append(number)
        for number in makers:
            found.add(number)
            piece = all_pieces[number]
            at = before if piece.late else number
            left += [(used, at) for used in piece.uses | piece.touches]
            left += [(bound, number) for bound in piece.binds if not piece.certain]
    return sorted(found)
