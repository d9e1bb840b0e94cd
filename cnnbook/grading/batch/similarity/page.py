"""Show pairs of submissions side by side, on a page of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from cnnbook.grading.batch.answer_code import readable
from cnnbook.grading.batch.similarity.compare import Pair, Prints
from cnnbook.grading.batch.similarity.tokens import Piece
from cnnbook.grading.batch.similarity.winnowing import NOISE

MAX_PAIRS = 60
"""Pairs that are shown in full; all are listed."""
MAX_ROWS = 40
"""Statements of a pair that are shown."""


@dataclass(frozen=True)
class Line:
    """A line of code.

    Attributes
    ----------
    text : str
        As it was handed in.
    alike : bool
        Something in it is like the other side.
    """

    text: str
    alike: bool


Row = tuple[list[Line], list[Line]]


def side_by_side(pair: Pair) -> list[Row]:
    """Return the statements of two submissions that belong together.

    Parameters
    ----------
    pair : Pair
        The two.

    Returns
    -------
    list of (list of Line, list of Line)
        In the order of the first one.
    """
    ones, others = (_by_statement(prints, pair) for prints in (pair.one, pair.other))
    rows: list[Row] = []
    for number in sorted(ones):
        common = Counter(
            {
                other: len(ones[number].keys() & there.keys())
                for other, there in others.items()
            }
        )
        ((partner, shared),) = common.most_common(1)
        if shared and len(rows) < MAX_ROWS:
            rows.append(
                (
                    _lines(pair.one.pieces[number], ones[number]),
                    _lines(pair.other.pieces[partner], others[partner]),
                )
            )
    return rows


def listed(pairs: Sequence[Pair]) -> list[tuple[Pair, list[Row]]]:
    """Return pairs with what is to be shown of each; nothing of those too far down."""
    return [
        (pair, side_by_side(pair) if number < MAX_PAIRS else [])
        for number, pair in enumerate(pairs)
    ]


def _by_statement(prints: Prints, pair: Pair) -> dict[int, dict[int, list[int]]]:
    """Return the fingerprints in common, and their places, by statement."""
    found: dict[int, dict[int, list[int]]] = {}
    for value in pair.shared:
        for number, place in prints.places[value]:
            found.setdefault(number, {}).setdefault(value, []).append(place)
    return found


def _lines(piece: Piece, prints: dict[int, list[int]]) -> list[Line]:
    covered = {
        piece.tokens[token].line
        for places in prints.values()
        for place in places
        for token in range(place, place + NOISE)
    }
    shown = readable(piece.source).splitlines()
    return [Line(text, number in covered) for number, text in enumerate(shown)]
