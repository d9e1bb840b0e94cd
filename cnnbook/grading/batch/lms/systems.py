"""Recognise the system that a download comes from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Protocol, cast

from cnnbook.grading.batch.lms import (
    blackboard,
    canvas,
    d2l,
    github,
    gradescope,
    moodle,
    plain,
)
from cnnbook.grading.batch.lms.pieces import Piece


class System(Protocol):
    """What each module of a system has."""

    REASON: str

    def matches(self, path: Path) -> bool:
        """Whether an entry is named as the system names it."""
        ...

    def pieces(self, paths: Iterable[Path]) -> Iterable[Piece]:
        """Yield what entries hold that match."""
        ...


TITLES = {
    "gradescope": "Gradescope",
    "moodle": "Moodle",
    "blackboard": "Blackboard",
    "d2l": "D2L Brightspace",
    "canvas": "Canvas",
    "github": "GitHub Classroom",
    "plain": "no system",
}
"""Their names, in the order in which they are tried."""
SYSTEMS = {
    name: cast(System, module)
    for name, module in {
        "gradescope": gradescope,
        "moodle": moodle,
        "blackboard": blackboard,
        "d2l": d2l,
        "canvas": canvas,
        "github": github,
        "plain": plain,
    }.items()
}


def recognise(entries: Sequence[Path]) -> str:
    """Return the system that half of a folder's entries, or more, speak for.

    Parameters
    ----------
    entries : sequence of Path
        Of the folder, without clutter.

    Returns
    -------
    str
        A key of `SYSTEMS`; ``"plain"`` if it is none of the others.
    """
    for name, system in SYSTEMS.items():
        times = sum(map(system.matches, entries))
        if times and 2 * times >= len(entries):
            return name
    return "plain"
