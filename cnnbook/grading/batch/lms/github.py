"""GitHub Classroom: a clone for each student, named ASSIGNMENT-USER."""

from __future__ import annotations

import contextlib
import csv
import io
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from cnnbook.grading.batch.lms.clutter import entries
from cnnbook.grading.batch.lms.pieces import Piece, common_head, printable
from cnnbook.grading.batch.rules.overrides import as_text

REASON = "clones named like ASSIGNMENT-USER, in ASSIGNMENT-submissions or with .git"
ROSTER = {"github_username", "student_repository_name"}


def matches(path: Path) -> bool:
    """Whether an entry of the download is named as this system names it."""
    if path.is_symlink():
        return False
    if path.is_dir():
        task = path.parent.name.removesuffix("-submissions")
        in_place = task != path.parent.name and path.name.startswith(f"{task}-")
        cloned = "-" in path.name and (path / ".git").exists()
        return in_place or cloned or bool(_inside(path))
    return path.suffix.lower() == ".csv" and bool(_table(path))


def pieces(paths: Iterable[Path]) -> Iterator[Piece]:
    """Yield what these entries of the download hold."""
    paths = list(paths)
    folders = [path for path in paths if path.is_dir()]
    clones = [clone for path in folders for clone in _inside(path) or [path]]
    rows: dict[str, list[dict[str, str]]] = {}
    for path in paths:
        for row in [] if path.is_dir() else _table(path):
            rows.setdefault(row["student_repository_name"].casefold(), []).append(row)
    for path in clones:
        beside = [clone.name for clone in clones if clone.parent == path.parent]
        user = path.name[len(_task(beside, path.parent.name)) :]
        for row in rows.get(path.name.casefold(), [{}]):  # a team has several
            name = row.get("github_username") or user
            yield Piece(
                printable(name),
                path,
                "",
                id=row.get("roster_identifier") or name,
                submitted=_time(row.get("submission_timestamp") or ""),
                named=path.name,
            )


def remarks(paths: Iterable[Path]) -> list[str]:
    """Say who is in the classroom's table and has no clone, or no time to be read."""
    paths = list(paths)
    rows = [row for path in paths if not path.is_dir() for row in _table(path)]
    there = {piece.named.casefold() for piece in pieces(paths)}
    missing, unread = [], []
    for row in rows:
        name = row["github_username"] or row["student_repository_name"]
        when = row.get("submission_timestamp")
        if row["student_repository_name"].casefold() not in there:
            missing.append(name)
        elif when and _time(when) is None:
            unread.append(f"{name} ({when})")
    words = []
    if missing:
        words.append(f"In the classroom's table without a clone: {', '.join(missing)}.")
    if unread:
        words.append(
            "Times in the classroom's table that can't be read, so nobody knows "
            f"whether these are late: {', '.join(unread)}."
        )
    return words


def _inside(folder: Path) -> list[Path]:
    """Return the clones in a folder that holds those of an assignment."""
    task = folder.name.removesuffix("-submissions")
    if task == folder.name or folder.is_symlink():
        return []
    found = [path for path in entries(folder) if path.is_dir()]
    return [path for path in found if path.name.startswith(f"{task}-")]


def _task(names: list[str], folder: str) -> str:
    """Return what all names begin with: the assignment and a hyphen, or nothing."""
    task = folder.removesuffix("-submissions") + "-"
    if folder != task[:-1] and all(name.startswith(task) for name in names):
        return task
    head = common_head(names, "-") if len(names) > 1 else ""
    return f"{head}-" if head else ""


def _table(path: Path) -> list[dict[str, str]]:
    """Return the rows of the grades that the classroom's page offers."""
    try:
        text = as_text(path.read_bytes())
        delimiter = max(",;\t", key=text.partition("\n")[0].count)
        reader = csv.DictReader(
            io.StringIO(text, newline=""), delimiter=delimiter, restval=""
        )
        if not set(reader.fieldnames or ()) >= ROSTER:
            return []
        return [row for row in reader if row["student_repository_name"]]
    except (OSError, csv.Error):
        return []


def _time(text: str) -> datetime | None:
    """Return a time as the classroom writes it, ``2026-11-02 21:30:00 UTC``."""
    with contextlib.suppress(ValueError):
        text = re.sub(r" (?=[+-]\d\d:?\d\d$)", "", text.replace(" UTC", "+00:00"))
        return datetime.fromisoformat(text)
    return None
