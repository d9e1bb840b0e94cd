"""What exercises of several chapters use."""

from __future__ import annotations

from functools import partial

import numpy as np

from cnnbook.exercises.fine import ROUNDINGS
from cnnbook.exercises.mistakes import Misconception


def ints(*numbers) -> tuple[int, ...]:
    """Return whole numbers of NumPy as Python's own, for the arguments of a case."""
    return tuple(int(n) for n in numbers)


def rounded(*digits: int) -> tuple[Misconception, ...]:
    """Return the mistake of rounding the result, to each of these numbers of digits."""
    return tuple(
        Misconception(
            "rounded",
            "You round the result. Return it as it comes out.",
            after=partial(way, digits=number),
        )
        for number in digits
        for way in ROUNDINGS
    )


def _of_python(counts):
    """Return counts as whole numbers without a limit, in the shape that they have."""
    return np.asarray(counts).astype(object)


def in_bits(*bits: int) -> tuple[Misconception, ...]:
    """Return the mistake of counting in whole numbers, or floats, of too few bits.

    Whether they are whole numbers with a sign or without one makes no difference to the
    words. At 32 bits there are the floats besides.

    Examples
    --------
    >>> [mistake.name for mistake in in_bits(16)]
    ['counted in 16 bits', 'counted in 16 bits']
    >>> in_bits(16)[0].after(40_000)
    -25536
    """
    whole = tuple(
        Misconception(
            f"counted in {number} bits",
            f"Large counts come out wrong: they do not fit into a whole number of {number} "
            "bits. Python's own numbers have no such limit.",
            after=lambda counts, number=number, low=low: (
                (_of_python(counts) + low) % 2**number - low
            ),
        )
        for number in bits
        for low in (2 ** (number - 1), 0)
    )
    floats = Misconception(
        "counted in floats of 32 bits",
        "Your large counts are off by a little: a float32 holds whole numbers up to "
        "16,777,216 only. Count with Python's own numbers.",
        after=lambda counts: np.asarray(counts, np.float32),
    )
    return (*whole, floats) if 32 in bits else whole


def later(seed: int, drawn: int) -> np.random.Generator:
    """Return a seed's generator as it is when other exercises have drawn from it.

    The cases of some exercises come from one generator in turn, so each keeps its own
    when another is left alone.
    """
    random = np.random.default_rng(seed)
    random.integers(0, 2**32, drawn, np.uint32)
    return random
