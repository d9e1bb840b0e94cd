"""Try a demand, or what a mistake shows, on a design or on a model's record."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from cnnbook.exercises.base import Demand
from cnnbook.exercises.mistakes import Misconception


def meets(demand: Demand, value: Any) -> bool:
    """Return whether a demand is met; what it can't even be tried on does not meet it.

    Parameters
    ----------
    demand : Demand
        The demand.
    value : ndarray or ModelRecord
        What was handed in.

    Examples
    --------
    >>> meets(Demand("two rows", lambda array: len(array) == 2, ""), 7)
    False
    """
    try:
        with np.errstate(all="ignore"):
            return bool(demand.test(value))
    except Exception:  # an answer that the demand did not reckon with
        return False


def meets_all(demands: Iterable[Demand], value: Any) -> bool:
    """Return whether every demand is met; the first that is not ends it."""
    return all(meets(demand, value) for demand in demands)


def shows(mistake: Misconception, value: Any) -> bool:
    """Return whether a mistake is there to see, whatever else is wrong.

    Parameters
    ----------
    mistake : Misconception
        The mistake.
    value : ndarray or ModelRecord
        What was handed in.
    """
    if mistake.shows is None:
        return False
    try:
        with np.errstate(all="ignore"):
            return bool(mistake.shows(value))
    except Exception:  # as above: what can't be tried is not seen
        return False


def shown(mistakes: Iterable[Misconception], value: Any) -> set[str]:
    """Return the names of the mistakes that are there to see."""
    return {mistake.name for mistake in mistakes if shows(mistake, value)}
