"""Blackboard: a flat folder, with a receipt beside each attempt."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from cnnbook.grading.batch.lms.pieces import (
    RECEIPT,
    WORK,
    Piece,
    common_head,
    printable,
)

FILE = re.compile(
    r"(?P<head>.+?_.+?)_[^\W\d_]+_(?P<time>\d{4}(?:-\d\d){5})"
    r"(?:_(?P<rest>.+)|(?P<receipt>\.txt))",
    re.DOTALL,
)
"""The word before the time is ``attempt``, in the language of the system. The first
time counts: a student may hand in what Blackboard itself has named."""
WHO = re.compile(r"^[^\W\d_]+ *: *(.*?) *\(([^()\s]+)\) *$", re.MULTILINE)
REASON = "files named like TASK_USER_attempt_2026-01-31-23-59-59_FILE"
RECEIPT_BYTES = 4000


def matches(path: Path) -> bool:
    """Whether an entry of the download is named as this system names it."""
    return FILE.fullmatch(path.name) is not None and not path.is_dir()


def pieces(paths: Iterable[Path]) -> Iterator[Piece]:
    """Yield what these entries of the download hold."""
    found = [(path, match) for path in paths if (match := FILE.fullmatch(path.name))]
    known = dict(_people(found))
    tasks = {head[: -len(user) - 1] for head, (user, _) in known.items()}
    if not tasks:
        tasks = {common_head([match["head"] for _, match in found], "_")}
    for path, match in found:
        user, person = known.get(match["head"], ("", ""))
        user = user or _user(match["head"], tasks)
        yield Piece(
            printable(user),
            path,
            match["rest"] or path.name,
            RECEIPT if match["receipt"] else WORK,
            id=user,
            person=printable(person),
            attempt=match["time"],
            submitted=_time(match["time"]),
            named=path.name,
        )


def remarks(paths: Iterable[Path]) -> list[str]:
    """Say what makes it unclear who handed in what."""
    found = [(path, match) for path in paths if (match := FILE.fullmatch(path.name))]
    known = dict(_people(found))
    tasks = sorted({head[: -len(user) - 1] for head, (user, _) in known.items()})
    if len(tasks) > 1:
        return [
            f"These are files of {len(tasks)} assignments: {', '.join(tasks)}. They "
            "count as attempts at one: grade each assignment by itself."
        ]
    if not known:
        return [
            "There are no receipts of Blackboard's: users are read from the names of "
            "files, and may have lost what they all begin with."
        ]
    return []


def _people(
    found: list[tuple[Path, re.Match[str]]],
) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield user and name that a receipt tells, with the head of its file's name."""
    for path, match in found:
        if match["receipt"] and not path.is_symlink() and path.is_file():
            with path.open("rb") as file:
                text = file.read(RECEIPT_BYTES).decode("utf-8-sig", "replace")
            who = WHO.search(text.replace("\r\n", "\n"))
            if who and match["head"].endswith(f"_{who[2]}"):
                yield match["head"], (who[2], who[1])


def _user(head: str, tasks: set[str]) -> str:
    """Return the user: after the task, or after the last underscore."""
    for task in tasks:
        if task and head.startswith(f"{task}_"):
            return head[len(task) + 1 :]
    return head.rpartition("_")[2]


def _time(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, "%Y-%m-%d-%H-%M-%S")  # in the course's zone
    except ValueError:
        return None
