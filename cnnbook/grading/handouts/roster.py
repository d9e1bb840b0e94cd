"""Read who is in a class, from a table that any program may have written."""

from __future__ import annotations

import codecs
import csv
import io
import re
import unicodedata
from dataclasses import dataclass, field, replace
from pathlib import Path

ID_COLUMNS = ("id", "student", "student_id", "student id", "login", "username")
NAME_COLUMNS = ("name", "person", "full name")
MOST_STUDENTS, LONGEST_ID = 5000, 200
SEPARATOR = re.compile(r"sep=([,;\t])\s*$")
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
"""What a file of 16 bits a character begins with."""


@dataclass(frozen=True)
class Student:
    """A line of the roster.

    Attributes
    ----------
    id : str
        What the numbers are drawn from.
    name : str
        For the heading of the handout; may be empty.
    line : int
        Where it stands.
    """

    id: str
    name: str = ""
    line: int = field(default=0, compare=False)


def read_roster(path: Path) -> list[Student]:
    """Read the students of a class, in the order of the file.

    Parameters
    ----------
    path : Path
        Of comma-, semicolon- or tab-separated values, whose first line names the
        columns: ``id``, and perhaps ``name``. Empty lines are passed over.

    Raises
    ------
    ValueError
        If a line is bad; the message names file, line, value and fix.
    """
    text = _text(path)
    first = text.partition("\n")[0]
    named = SEPARATOR.match(first)  # how Excel says what stands between the cells
    delimiter = named[1] if named else max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    header: list[str] = []
    seen: dict[str, tuple[str, int]] = {}
    students: list[Student] = []
    while True:
        where = f"{path.name}, line {reader.line_num + 1}"
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise ValueError(
                f"{where}: {error}; a quotation mark must be closed in its line"
            ) from error
        if cells is None:
            break
        cells = [unicodedata.normalize("NFC", cell).strip() for cell in cells]
        if not any(cells) or (named and reader.line_num == 1):
            continue
        if not header:
            header = _header(cells, where)
            continue
        student = _student(header, cells, where)
        alike = " ".join(student.id.casefold().split())  # as the grader compares names
        earlier = seen.get(alike)
        if earlier:
            raise ValueError(
                f"{where}: the id {student.id!r} stands in line {earlier[1]} already, "
                f"as {earlier[0]!r}; give each student an id of their own"
            )
        seen[alike] = (student.id, reader.line_num)
        students.append(replace(student, line=reader.line_num))
    if not students:
        raise ValueError(f"{path.name}: there is no student in it; write id,name first")
    if len(students) > MOST_STUDENTS:
        raise ValueError(
            f"{path.name}: {len(students)} students, and at most {MOST_STUDENTS} are "
            "taken; cut the file in parts"
        )
    return students


def _text(path: Path) -> str:
    if not path.is_file():
        what = "is a folder" if path.is_dir() else "does not exist"
        raise ValueError(f"the roster {what}: {path}")
    content = path.read_bytes()
    kind = "utf-16" if content.startswith(UTF_16) else "utf-8-sig"
    if b"\0" in content and kind != "utf-16":
        raise ValueError(
            f"{path.name} is no table of text; save it as CSV (UTF-8) and try again"
        )
    try:
        return content.decode(kind)
    except UnicodeDecodeError:
        content = content.removeprefix(codecs.BOM_UTF8)
    try:
        return content.decode("cp1252")  # a spreadsheet on Windows
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ValueError(
            f"{path.name}, line {line}: a sign can't be read; save the file as CSV "
            "(UTF-8) and try again"
        ) from error


def _header(cells: list[str], where: str) -> list[str]:
    names = [cell.lower() for cell in cells]
    if not set(names) & set(ID_COLUMNS):
        raise ValueError(
            f"{where}: there is no column id in {', '.join(cells)!r}; write id,name as "
            "the first line"
        )
    for name in (*ID_COLUMNS, *NAME_COLUMNS):
        if names.count(name) > 1:
            raise ValueError(
                f"{where}: there are {names.count(name)} columns {name}; keep one"
            )
    return names


def _student(header: list[str], cells: list[str], where: str) -> Student:
    if len(cells) > len(header) and any(cells[len(header) :]):
        raise ValueError(
            f"{where}: {len(cells)} values for {len(header)} columns: "
            f"{','.join(cells)!r}; put what holds a comma into quotation marks"
        )
    values = dict(zip(header, cells, strict=False))
    found = next(values.get(name, "") for name in ID_COLUMNS if name in header)
    if not found:
        raise ValueError(f"{where}: the id is empty; give one, or delete the line")
    if not found.isprintable():
        raise ValueError(
            f"{where}: the id {found[:40]!r} has signs that can't be shown; write "
            "another one"
        )
    if len(found.encode()) > LONGEST_ID:
        raise ValueError(
            f"{where}: the id {found[:40]!r}… takes more than {LONGEST_ID} bytes, too "
            "many for the name of a file; write a shorter one"
        )
    return Student(found, next((values[n] for n in NAME_COLUMNS if values.get(n)), ""))
