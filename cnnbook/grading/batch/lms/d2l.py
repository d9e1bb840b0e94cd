"""D2L Brightspace: a folder, or a file, for each student and time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from cnnbook.grading.batch.lms.pieces import Piece, printable

MONTHS = ["jan", "feb", "mar", "apr", "may", "jun"]
MONTHS += ["jul", "aug", "sep", "oct", "nov", "dec"]
ENTRY = re.compile(
    r"(?P<id>\d+-\d+) - (?P<name>.+?) ?- (?P<month>[A-Za-z]{3,9})\.? "
    r"(?P<day>\d{1,2}), (?P<year>\d{4}) (?P<hour>\d{1,2})[:_]?(?P<minute>\d\d) ?"
    r"(?P<half>[AaPp])\.?[Mm]\.?"
    r"(?: - (?P<rest>.+))?",
    re.DOTALL,
)
REASON = "entries named like 12345-67890 - NAME - Nov 2, 2026 1130 PM"


def matches(path: Path) -> bool:
    """Whether an entry of the download is named as this system names it."""
    match = ENTRY.fullmatch(path.name)
    return match is not None and (path.is_dir() or bool(match["rest"]))


def pieces(paths: Iterable[Path]) -> Iterator[Piece]:
    """Yield what these entries of the download hold."""
    for path in paths:
        match = ENTRY.fullmatch(path.name)
        assert match
        person, when = printable(match["name"].strip()), _time(match)
        yield Piece(
            f"{person}_{match['id']}",
            path,
            match["rest"] or "",
            id=match["id"].partition("-")[0],
            person=person,
            attempt=when.isoformat() if when else "",
            submitted=when,
            named=path.name,
        )


def _time(match: re.Match[str]) -> datetime | None:
    short = match["month"][:3].lower()
    hour = int(match["hour"]) % 12 + 12 * (match["half"] in "Pp")
    try:
        return datetime(
            int(match["year"]),
            MONTHS.index(short) + 1,
            int(match["day"]),
            hour,
            int(match["minute"]),
        )
    except ValueError:
        return None
