"""GitHub Classroom: a clone for each student, named ASSIGNMENT-USER."""

from __future__ import annotations

import contextlib
import csv
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from cnnbook.grading.batch.lms.pieces import Piece, common_head, printable

REASON = "clones named like ASSIGNMENT-USER, in ASSIGNMENT-submissions or with .git"
ROSTER = {"github_username", "student_repository_name"}


def matches(path: Path) -> bool:
    """Whether an entry of the download is named as this system names it."""
    if path.is_symlink():
        return False
    if path.is_dir():
        task = path.parent.name.removesuffix("-submissions")
        in_place = task != path.parent.name and path.name.startswith(f"{task}-")
        return in_place or ("-" in path.name and (path / ".git").exists())
    return path.suffix.lower() == ".csv" and bool(_table(path))


def pieces(paths: Iterable[Path]) -> Iterator[Piece]:
    """Yield what these entries of the download hold."""
    paths = list(paths)
    clones = [path for path in paths if path.is_dir()]
    rows = {
        row["student_repository_name"]: row
        for path in paths
        if not path.is_dir()
        for row in _table(path)
    }
    task = _task([path.name for path in clones], clones[0].parent.name)
    for path in clones:
        row = rows.get(path.name, {})
        user = row.get("github_username") or path.name[len(task) :]
        yield Piece(
            printable(user),
            path,
            "",
            id=row.get("roster_identifier") or user,
            submitted=_time(row.get("submission_timestamp") or ""),
            named=path.name,
        )


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
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            if not set(reader.fieldnames or ()) >= ROSTER:
                return []
            return [row for row in reader if row["student_repository_name"]]
    except (OSError, UnicodeError, csv.Error):
        return []


def _time(text: str) -> datetime | None:
    """Return a time as the classroom writes it, ``2026-11-02 21:30:00 UTC``."""
    with contextlib.suppress(ValueError):
        return datetime.fromisoformat(text.replace(" UTC", "+00:00"))
    return None
