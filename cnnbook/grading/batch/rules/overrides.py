"""Marks changed by hand, in a table that survives every run: `overrides.csv`."""

from __future__ import annotations

import codecs
import csv
import io
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from cnnbook.exercises import find
from cnnbook.grading.batch.rules.reading import MOST

EXCELS = re.compile(r"\ufeff?\"?sep=.\"?\s*", re.IGNORECASE)
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
    line : int
        Where it stands in the table.
    earlier : tuple of int
        Lines before it for the same mark, which do not count.
    """

    student: str
    exercise: str
    points: float
    why: str
    line: int = field(default=0, compare=False)
    earlier: tuple[int, ...] = field(default=(), compare=False)


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
    first, _, rest = text.partition("\n")
    ahead = EXCELS.fullmatch(first) is not None  # it tells Excel the delimiter
    if ahead:
        text, first = rest, rest.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.DictReader(
        io.StringIO(text, newline=""), delimiter=delimiter, strict=True
    )
    names = [str(name).strip().lower() for name in reader.fieldnames or ()]
    missing = [column for column in COLUMNS if column not in names]
    if missing:
        raise ValueError(
            f"{path.name}, line 1: there is no column {', '.join(missing)}; write "
            f"{','.join(COLUMNS)}"
        )
    for column in COLUMNS:
        if names.count(column) > 1:
            raise ValueError(f"{path.name}, line 1: {column} stands there twice")
    reader.fieldnames = names
    found: dict[tuple[str, str], Override] = {}
    for row in _rows(reader, path.name):
        values = {name: str(row.get(name) or "").strip() for name in COLUMNS}
        if any(values.values()):
            line = reader.line_num + ahead
            where = f"{path.name}, line {line}"
            if any(map(str.strip, row.get(None) or ())):
                raise ValueError(
                    f"{where}: it has more columns than the first line; put what "
                    f'holds a {delimiter!r} in quotes, as in "right, but late", and '
                    "write 2.5, not 2,5"
                )
            one = _read(values, where)
            key = one.student, one.exercise
            before = found.pop(key, None)  # the order is that of the lines that count
            earlier = (*before.earlier, before.line) if before else ()
            found[key] = replace(one, line=line, earlier=earlier)
    return list(found.values())


def _rows(reader: csv.DictReader[str], name: str) -> Iterator[dict[Any, Any]]:
    line = reader.line_num + 1
    try:
        for row in reader:
            yield row
            line = reader.line_num + 1
    except csv.Error as error:
        raise ValueError(
            f"{name}, line {line}: a quote in it has no second one, or text follows "
            'that; write "said ""no""" for said "no"'
        ) from error


def as_text(content: bytes) -> str:
    """Return the text of a table, whichever program wrote it."""
    utf_16 = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if utf_16 else ("utf-8-sig", "cp1252"):
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
        points = float(values["points"].replace(",", ".").replace("_", "?"))
    except ValueError:
        points = math.nan
    if not 0 <= points <= MOST:
        raise ValueError(
            f"{where}: points {values['points']!r}: write a number, 0 or more, "
            f"and at most {MOST:.0f}"
        )
    if not values["why"]:
        raise ValueError(f"{where}: why is empty; say it, the student will read it")
    return Override(values["student"], exercise, points, values["why"])
