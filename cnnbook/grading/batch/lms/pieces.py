"""What lies in a download: pieces, each of one student and one attempt."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

WORK, RECEIPT, TEXT = "work", "receipt", "text entry"
"""What a piece is: handed in, written by the system, or typed into a form."""


@dataclass(frozen=True)
class Piece:
    """One file, or one folder, of a download.

    Attributes
    ----------
    student : str
        The name of the student's row.
    path : Path
        Where it lies.
    inside : str
        Its name as the student gave it.
    kind : str
        `WORK`, `RECEIPT` or `TEXT`.
    id : str
        What the system knows the student by; empty if the download doesn't say.
    person : str
        The student's name alone, if the download says it.
    attempt : str
        Sorts the attempts of a student in time.
    submitted : datetime or None
        When; without a time zone it is the course's.
    late : bool
        The system itself says so.
    named : str
        What a file of feedback has to be called, or the folder that takes it.
    """

    student: str
    path: Path
    inside: str
    kind: str = WORK
    id: str = ""
    person: str = ""
    attempt: str = ""
    submitted: datetime | None = None
    late: bool = False
    named: str = ""


@dataclass(frozen=True)
class HandedIn:
    """What one student handed in, as far as the download tells.

    Attributes
    ----------
    name : str
        Of the student's row.
    path : Path
        The notebook, or the folder, that counts.
    id, person, named : str
        See `Piece`.
    submitted : datetime or None
        When the attempt that counts was handed in.
    late : bool
        The system itself says that it was late.
    lateness : timedelta or None
        By how much, if it says that too.
    attempt, attempts : int
        Which one counts, from 1, and how many there are; 0 if nobody says.
    problems : tuple of str
        What of it can't be used, and why.
    notes : tuple of str
        What was opened, and passed over.
    inside : tuple of str
        Names of files as the student gave them, where the system has added to them.
    """

    name: str
    path: Path
    id: str = ""
    person: str = ""
    named: str = ""
    submitted: datetime | None = None
    late: bool = False
    lateness: timedelta | None = None
    attempt: int = 0
    attempts: int = 0
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()


@dataclass
class Intake:
    """All that was taken from a download.

    Attributes
    ----------
    system : str
        A key of `cnnbook.grading.batch.lms.systems.SYSTEMS`.
    reason : str
        What it was recognised by.
    students : list of HandedIn
        In the order of their names.
    apart : list of (str, str)
        What was not graded: what it is, and its name.
    notes : list of str
        About the download as a whole.
    """

    system: str
    reason: str
    students: list[HandedIn] = field(default_factory=list)
    apart: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def alike(name: str) -> str:
    """Return what two ways to write one name have in common, to compare them.

    Examples
    --------
    >>> alike("Jose\u0301  Ng") == alike("José ng")
    True
    """
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def distinct(names: Iterable[str]) -> dict[str, str]:
    """Return a row's name for each name; they differ by more than capital letters.

    Files are called like the rows, and macOS and Windows take ``Ann`` for ``ann``.

    Examples
    --------
    >>> distinct(["Ann", "ann", "Bob"])
    {'Ann': 'Ann', 'Bob': 'Bob', 'ann': 'ann_'}
    """
    taken: set[str] = set()
    rows = {}
    for name in sorted(names):
        row = name
        while alike(row) in taken:
            row += "_"
        taken.add(alike(row))
        rows[name] = row
    return rows


def common_head(names: list[str], separator: str) -> str:
    """Return what all names begin with, up to a separator, without it.

    Examples
    --------
    >>> common_head(["hw_2_ann", "hw_2_bob"], "_")
    'hw_2'
    """
    first, last = min(names, default=""), max(names, default="")
    same = 0
    while same < min(len(first), len(last)) and first[same] == last[same]:
        same += 1
    return first[:same].rpartition(separator)[0]


def listed(names: Sequence[str], most: int = 5000) -> str:
    """Return names in a line, with semicolons between them where one holds a comma.

    Examples
    --------
    >>> listed(["ada", "alan", "grace"], 2), listed(["müller, jan", "m2"])
    ('ada, alan, …', 'müller, jan; m2')
    """
    mark = "; " if any("," in name for name in names) else ", "
    return mark.join([*names[:most], *(["…"] if len(names) > most else [])])


def printable(name: str) -> str:
    r"""Return a file's name as text in one line, as it is but for control characters.

    Examples
    --------
    >>> printable("山田\u3000太郎\n")
    '山田\u3000太郎�'
    """
    text = os.fsencode(name).decode("utf-8", "replace")
    return "".join(
        "\N{REPLACEMENT CHARACTER}"
        if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp")
        else c
        for c in text
    )
