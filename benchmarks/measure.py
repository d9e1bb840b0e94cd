"""Time calls side by side: in one run, in turn, several times, as medians."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping
from time import perf_counter
from typing import Any

import numpy as np


def side_by_side(
    calls: Mapping[str, Callable[[], Any]], rounds: int = 7, least: float = 0.02
) -> dict[str, float]:
    """Return the median seconds of each call.

    Parameters
    ----------
    calls : mapping of str to callable
        What to time. Each is called once before it counts.
    rounds : int, default 7
        How often each is timed, in turn with the others, so that a busy moment of the
        machine falls on all of them.
    least : float, default 0.02
        Seconds that one timing takes at least; short calls are repeated.
    """
    repeats = {}
    for name, call in calls.items():
        call()
        start = perf_counter()
        call()
        once = perf_counter() - start
        repeats[name] = max(1, round(least / max(once, 1e-7)))
    seconds: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(rounds):
        for name, call in calls.items():
            start = perf_counter()
            for _ in range(repeats[name]):
                call()
            seconds[name].append((perf_counter() - start) / repeats[name])
    return {name: statistics.median(times) for name, times in seconds.items()}


def exponent(sizes: list[float], seconds: list[float]) -> float:
    """Return b of the power law a·size^b that fits best in logarithms."""
    return float(np.polyfit(np.log(sizes), np.log(seconds), 1)[0])


def show(seconds: float) -> str:
    """Write seconds with a unit that suits them.

    Examples
    --------
    >>> show(0.00123), show(2.5), show(0.1234)
    ('1.2 ms', '2.5 s', '120 ms')
    """
    for unit, factor in (("s", 1), ("ms", 1e3), ("µs", 1e6)):
        if seconds * factor >= 1:
            return f"{float(f'{seconds * factor:.2g}'):g} {unit}"
    return f"{seconds * 1e9:.0f} ns"
