"""Read the values of options."""

from __future__ import annotations

import argparse
import math
from collections.abc import Callable
from pathlib import Path


def int_at_least(least: int) -> Callable[[str], int]:
    """Return what reads a whole number of at least so much."""

    def read(text: str) -> int:
        if not text.isdecimal() or int(text) < least:
            raise argparse.ArgumentTypeError(
                f"a whole number of at least {least}, not {text!r}"
            )
        return int(text)

    return read


def number_between(least: float, most: float, unit: str = "") -> Callable[[str], float]:
    """Return what reads a number between two others."""

    def read(text: str) -> float:
        try:
            number = float(text)
        except ValueError:
            number = math.nan
        if not least <= number <= most:
            raise argparse.ArgumentTypeError(
                f"{least:g} to {most:g}{unit}, not {text!r}"
            )
        return number

    return read


def a_place(text: str) -> Path:
    """Read where to write; no name at all is an empty variable of the shell."""
    if not text.strip():
        raise argparse.ArgumentTypeError(f"the name of a place, not {text!r}")
    return Path(text)


def ids(text: str) -> tuple[str, ...]:
    """Read names with commas between them.

    Examples
    --------
    >>> ids("conv2d, max-pool,")
    ('conv2d', 'max-pool')
    """
    return tuple(part.strip() for part in text.split(",") if part.strip())
