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


def later(seed: int, drawn: int) -> np.random.Generator:
    """Return a seed's generator as it is when other exercises have drawn from it.

    The cases of some exercises come from one generator in turn, so each keeps its own
    when another is left alone.
    """
    random = np.random.default_rng(seed)
    random.integers(0, 2**32, drawn, np.uint32)
    return random
