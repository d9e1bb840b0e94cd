"""Choose the problems of a paper: as many points as asked, from all its chapters."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np

from cnnbook.exercises import REGISTRY, find

PAPER_POINTS = 2
"""What a point of the book is worth on paper: so half of it is a whole number."""


def worth(exercise: str) -> int:
    """Return what an exercise is worth on paper.

    Examples
    --------
    >>> worth("one-window"), worth("conv2d")
    (2, 8)
    """
    return PAPER_POINTS * find(exercise).points


def choose(exercises: Sequence[str], points: int, seed: int) -> list[str]:
    """Return exercises that are worth so many points, in the order of the book.

    Parameters
    ----------
    exercises : sequence of str
        Those to choose from.
    points : int
        Of the whole paper.
    seed : int
        Another seed chooses others.

    Raises
    ------
    ValueError
        If they are not worth as much, or their points don't add up to it.

    Examples
    --------
    >>> sum(map(worth, choose(["one-window", "conv2d", "output-size"], 12, 1)))
    12
    """
    most = sum(map(worth, exercises))
    if points > most:
        raise ValueError(
            f"{points} points are asked for, and these chapters have problems for "
            f"{most}: ask for at most {most}, or name more chapters"
        )
    order = _mixed(exercises, np.random.default_rng([seed, points]))
    ways: dict[int, tuple[str, ...]] = {0: ()}
    for exercise in order:  # early ones first, so that each chapter has its share
        for total, way in sorted(ways.items(), reverse=True):
            ways.setdefault(total + worth(exercise), (*way, exercise))
    if points not in ways or not points:
        near = min((total for total in ways if total), key=lambda t: abs(t - points))
        raise ValueError(
            f"{points} points can't be made of these problems, each worth an even "
            f"number: ask for {near}"
        )
    return REGISTRY.in_order(ways[points])


def _mixed(exercises: Sequence[str], random: np.random.Generator) -> list[str]:
    """Return exercises in another order, one of each chapter in turn."""
    by_chapter: dict[str, list[str]] = {}
    for place in random.permutation(len(exercises)):
        exercise = exercises[int(place)]
        by_chapter.setdefault(find(exercise).chapter, []).append(exercise)
    turns = itertools.zip_longest(*(by_chapter[key] for key in sorted(by_chapter)))
    return [exercise for turn in turns for exercise in turn if exercise]
