"""No system: a notebook, a zip or a folder for each student."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from cnnbook.grading.batch.lms.pieces import Piece
from cnnbook.grading.batch.submissions import named

REASON = "a notebook, a zip or a folder for each student"


def matches(path: Path) -> bool:
    """Whether an entry may be a student's: any may."""
    return True


def pieces(paths: Iterable[Path]) -> Iterator[Piece]:
    """Yield each entry as a student's."""
    for name, path in named(paths):
        yield Piece(name, path, "" if path.is_dir() else path.name)
