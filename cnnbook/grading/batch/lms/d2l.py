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
    r"(?P<id>\d+-\d+) - (?P<name>.+?) ?- (?P<when>[^-]*\d{1,2}[^-]*\b\d{4}\b[^-]*?)"
    r"(?: - (?P<rest>.+))?",
    re.DOTALL,
)
TIME = re.compile(
    r"(?:(?P<month>[A-Za-z]{3,9})\.? (?P<day>\d{1,2})|(?P<day2>\d{1,2})\.? "
    r"(?P<month2>[A-Za-z]{3,9})\.?),? (?P<year>\d{4}),? (?P<hour>\d{1,2}?)[:_.]?"
    r"(?P<minute>\d\d) ?(?:(?P<half>[AaPp])\.?[Mm]\.?)?"
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
        person, when = printable(match["name"].strip()), _time(match["when"].strip())
        yield Piece(
            f"{person}_{match['id']}",
            path,
            match["rest"] or "",
            id=match["id"].partition("-")[0],
            person=person,
            attempt=when.isoformat() if when else match["when"].strip(),
            submitted=when,
            named=path.name,
        )


def _time(text: str) -> datetime | None:
    match = TIME.fullmatch(text)
    if not match:
        return None
    month = (match["month"] or match["month2"])[:3].lower()
    hour = int(match["hour"])
    if match["half"]:
        hour = hour % 12 + 12 * (match["half"] in "Pp")
    try:
        return datetime(
            int(match["year"]),
            MONTHS.index(month) + 1,
            int(match["day"] or match["day2"]),
            hour,
            int(match["minute"]),
        )
    except ValueError:
        return None
