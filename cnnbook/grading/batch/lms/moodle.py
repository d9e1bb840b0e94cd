"""Moodle: a folder, or a file, for each student and each way to hand in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from cnnbook.grading.batch.lms.pieces import TEXT, WORK, Piece, printable

ENTRY = re.compile(
    r"(?P<name>.+?)_(?P<id>\d+)_assignsubmission_(?P<way>[a-z]+)(?:_(?P<rest>.*))?",
    re.DOTALL,
)
REASON = "entries named like NAME_1234567_assignsubmission_file"


def matches(path: Path) -> bool:
    """Whether an entry of the download is named as this system names it."""
    return ENTRY.fullmatch(path.name) is not None


def pieces(paths: Iterable[Path]) -> Iterator[Piece]:
    """Yield what these entries of the download hold."""
    for path in paths:
        match = ENTRY.fullmatch(path.name)
        assert match
        person = printable(match["name"])
        yield Piece(
            f"{person}_{match['id']}",
            path,
            "" if path.is_dir() else match["rest"] or path.name,
            WORK if match["way"] == "file" else TEXT,
            id=match["id"],
            person=person,
            named=f"{match['name']}_{match['id']}_assignsubmission_file_",
        )
