"""D2L Brightspace: a folder, or a file, for each student and time."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from cnnbook.grading.batch.lms.pieces import Piece, printable

MONTHS = [
    ("jan", "ene", "gen"),
    ("feb", "fev"),
    ("mar", "mrt"),
    ("apr", "avr", "abr"),
    ("may", "mai", "mei", "maj", "mag"),
    ("jun", "juin", "giu"),
    ("jul", "juil", "lug"),
    ("aug", "aou", "ago"),
    ("sep", "set"),
    ("oct", "okt", "out", "ott"),
    ("nov",),
    ("dec", "dez", "dic"),
]
"""How months begin in the languages of Western Europe, without accents."""
ENTRY = re.compile(
    r"(?P<id>\d+-\d+) - (?P<name>.+?) ?- "
    r"(?P<when>\d{4}-\d\d-\d\d[^-]*|[^-]*\d{1,2}[^-]*\b\d{4}\b[^-]*?(?:-\d\d\b[^-]*?)?)"
    r"(?: - (?P<rest>.+))?",
    re.DOTALL,
)
TIME = re.compile(
    r"(?:(?P<month>[^\W\d_]{3,10})\.? (?P<day>\d{1,2})|(?P<day2>\d{1,2})\.? "
    r"(?P<month2>[^\W\d_]{3,10})\.?),? (?P<year>\d{4}),? "
    r"(?P<hour>\d{1,2}?)(?: ?h ?|[:_.-])?(?P<minute>\d\d)"
    r" ?(?:(?P<half>[AaPp])\.?[Mm]\.?)?"
)
ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
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
            attempt=when.isoformat() if when else _sorting(match["when"]),
            submitted=when,
            named=path.name,
        )


def _time(text: str) -> datetime | None:
    match = TIME.fullmatch(ISO.sub(_in_words, text))
    if not match:
        return None
    month = _month(match["month"] or match["month2"])
    hour = int(match["hour"])
    if match["half"]:
        hour = hour % 12 + 12 * (match["half"] in "Pp")
    try:
        return datetime(
            int(match["year"]),
            month,
            int(match["day"] or match["day2"]),
            hour,
            int(match["minute"]),
        )
    except ValueError:
        return None


def _in_words(date: re.Match[str]) -> str:
    """Return ``2026-11-02`` as ``02 nov 2026``."""
    month = int(date[2])
    name = MONTHS[month - 1][0] if 0 < month <= len(MONTHS) else ""
    return f"{date[3]} {name} {date[1]}"


def _month(name: str) -> int:
    """Return the number of a month; 0 if it is none that is known."""
    plain = "".join(
        c for c in unicodedata.normalize("NFD", name.lower()) if c.isascii()
    )
    for number, beginnings in enumerate(MONTHS, 1):
        if plain.startswith(beginnings):
            return number
    return 0


def _sorting(when: str) -> str:
    """Return a time that can't be read so that its numbers sort as numbers do."""
    return re.sub(r"\d+", lambda match: match[0].zfill(20), when.strip())
