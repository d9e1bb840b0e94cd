"""Marks changed by hand, in a table that survives every run: `overrides.csv`."""

from __future__ import annotations

import csv
import io
import math
from dataclasses import dataclass
from pathlib import Path

from cnnbook.exercises import find

COLUMNS = ("student", "exercise", "points", "why")


@dataclass(frozen=True)
class Override:
    """One mark that was changed by hand.

    Attributes
    ----------
    student : str
        Row, id or name.
    exercise : str
        Its id.
    points : float
        What it earns instead.
    why : str
        For the student to read.
    """

    student: str
    exercise: str
    points: float
    why: str


def read_overrides(path: Path) -> list[Override]:
    """Read the table; of two lines for the same mark the later counts.

    Parameters
    ----------
    path : Path
        Of comma- or semicolon-separated values, with a first line that names them.

    Raises
    ------
    ValueError
        If a line is bad; the message names file, line, value and fix.
    """
    text = as_text(path.read_bytes())
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    names = [str(name).strip().lower() for name in reader.fieldnames or ()]
    missing = [column for column in COLUMNS if column not in names]
    if missing:
        raise ValueError(
            f"{path.name}, line 1: there is no column {', '.join(missing)}; write "
            f"{','.join(COLUMNS)}"
        )
    reader.fieldnames = names
    found: dict[tuple[str, str], Override] = {}
    for row in reader:
        values = {name: str(row.get(name) or "").strip() for name in COLUMNS}
        if any(values.values()):
            where = f"{path.name}, line {reader.line_num}"
            if any(map(str.strip, row.get(None) or ())):
                raise ValueError(
                    f"{where}: it has more columns than the first line; put what "
                    f'holds a {delimiter!r} in quotes, as in "right, but late", and '
                    "write 2.5, not 2,5"
                )
            one = _read(values, where)
            found[one.student, one.exercise] = one
    return list(found.values())


def as_text(content: bytes) -> str:
    """Return the text of a table, whichever program wrote it."""
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def _read(values: dict[str, str], where: str) -> Override:
    if not values["student"]:
        raise ValueError(f"{where}: student is empty; write the row's name, or the id")
    try:
        exercise = find(values["exercise"]).id
    except ValueError as error:
        raise ValueError(
            f"{where}: exercise {values['exercise']!r}: {error}"
        ) from error
    try:
        points = float(values["points"].replace(",", "."))
    except ValueError:
        points = math.nan
    if not 0 <= points < math.inf:
        raise ValueError(
            f"{where}: points {values['points']!r}: write a number, 0 or more"
        )
    if not values["why"]:
        raise ValueError(f"{where}: why is empty; say it, the student will read it")
    return Override(values["student"], exercise, points, values["why"])
