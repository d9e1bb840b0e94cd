"""Compare all submissions of a class with each other, by their fingerprints."""

from __future__ import annotations

import itertools
import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from cnnbook.grading.batch.similarity.tokens import Piece, pieces
from cnnbook.grading.batch.similarity.winnowing import NOISE, grams, winnow

NEARLY_ALL = 0.95
"""A pair that shares so much of the smaller one's own code needs less of it."""
ENOUGH, ENOUGH_OF_PART = 100.0, 130.0
"""Tokens that two have in common and hardly anybody else, before they are shown."""
MOSTLY = 0.6
"""Which part of a statement has to be the same, so that it counts."""
MORE_FOR_TWICE, FEW = 5.0, 12
"""So many more for a class of twice the size: the more pairs, the more chance."""
MAX_HOLDERS = 60
"""A fingerprint that more submissions have says nothing about any two of them."""

Place: TypeAlias = tuple[int, int]
Weights: TypeAlias = Mapping[int, float]


@dataclass(frozen=True)
class Prints:
    """What a submission can be compared by.

    Attributes
    ----------
    name : str
        Of the submission.
    pieces : list of Piece
        Its statements.
    own : dict of int to int
        Tokens that are not in the book, by the statement.
    places : dict of int to list of (int, int)
        Of each fingerprint: statement and token.
    """

    name: str
    pieces: list[Piece]
    own: dict[int, int]
    places: dict[int, list[Place]]


@dataclass(frozen=True)
class Pair:
    """Two submissions that are alike.

    Attributes
    ----------
    one, other : Prints
        The two.
    score : float
        Tokens in common; those that others have too count less.
    share : float
        Which part of the smaller one's own tokens the other one has, whoever else does.
    shared : frozenset of int
        The fingerprints in common.
    """

    one: Prints
    other: Prints
    score: float
    share: float
    shared: frozenset[int]


def prints(name: str, cells: Sequence[str], known: Collection[int]) -> Prints:
    """Return what a submission can be compared by.

    Parameters
    ----------
    name : str
        Of the submission.
    cells : sequence of str
        The code of its notebooks.
    known : collection of int
        Hashes of what the book gives.
    """
    found = pieces(cells)
    places: dict[int, list[Place]] = {}
    own: dict[int, int] = {}
    for number, piece in enumerate(found):
        hashes = grams([token.text for token in piece.tokens])
        tokens: set[int] = set()
        for value, place in winnow(hashes, known):
            places.setdefault(value, []).append((number, place))
            tokens.update(range(place, place + NOISE))
        own[number] = len(tokens)
    return Prints(name, found, own, places)


def alike(submissions: Sequence[Prints]) -> list[Pair]:
    """Return the pairs that are worth a look, the most alike first.

    Parameters
    ----------
    submissions : sequence of Prints
        Of the class.
    """
    holders: dict[int, list[int]] = {}
    for number, one in enumerate(submissions):
        for value in one.places:
            holders.setdefault(value, []).append(number)
    weights = {
        value: weight(len(who), len(submissions))
        for value, who in holders.items()
        if 1 < len(who) <= MAX_HOLDERS
    }
    in_common: dict[tuple[int, int], list[int]] = {}
    for value, who in holders.items():
        if weights.get(value):
            for two in itertools.combinations(who, 2):
                in_common.setdefault(two, []).append(value)
    more = MORE_FOR_TWICE * math.log2(max(1.0, len(submissions) / FEW))
    pairs = []
    for (first, second), values in in_common.items():
        if len(values) * NOISE < ENOUGH + more:
            continue
        pair = _pair(submissions[first], submissions[second], values, weights)
        enough = ENOUGH if pair.share >= NEARLY_ALL else ENOUGH_OF_PART
        if pair.score >= enough + more:
            pairs.append(pair)
    return sorted(pairs, key=lambda p: (-p.score, p.one.name, p.other.name))


def weight(holders: int, number: int) -> float:
    """Return how much it says that two have something in common which more have.

    Parameters
    ----------
    holders : int
        Who has it, at least two.
    number : int
        Submissions in the class.

    Examples
    --------
    >>> weight(2, 2), weight(2, 30), round(weight(5, 30), 2), weight(30, 30)
    (1.0, 1.0, 0.66, 0.0)
    """
    if holders == 2:
        return 1.0
    return math.log(number / holders) / math.log(number / 2)


def _pair(one: Prints, other: Prints, values: list[int], weights: Weights) -> Pair:
    score = min(_covered(prints, values, weights) for prints in (one, other))
    smaller = min(one, other, key=lambda prints: sum(prints.own.values()))
    shared = one.places.keys() & other.places.keys()
    share = _covered(smaller, shared, dict.fromkeys(shared, 1.0))
    share /= sum(smaller.own.values())
    return Pair(one, other, score, share, frozenset(shared))


def _covered(prints: Prints, values: Iterable[int], weights: Weights) -> float:
    """Return how many tokens fingerprints cover, each by its weight.

    Statements that are alike in passing do not count: large submissions have many.
    """
    tokens: dict[int, dict[int, float]] = {}
    for value in values:
        for number, place in prints.places[value]:
            there = tokens.setdefault(number, {})
            for token in range(place, place + NOISE):
                there[token] = max(there.get(token, 0.0), weights[value])
    return sum(
        sum(there.values())
        for number, there in tokens.items()
        if len(there) >= MOSTLY * prints.own[number]
    )
