"""Gradescope: a folder for each submission, and a file that says whose they are."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cnnbook.grading.batch.lms.pieces import Piece, printable

METADATA = "submission_metadata.yml"
FOLDER = re.compile(r"submission_\d+")
LISTED = re.compile(rb"^(submission_\d+):", re.MULTILINE)
NOTHING = {"", "~", "null"}
REASON = f"folders named like submission_123456, or {METADATA}"


def matches(path: Path) -> bool:
    """Whether an entry of the download is named as this system names it."""
    return path.name == METADATA or (
        FOLDER.fullmatch(path.name) is not None and path.is_dir()
    )


def pieces(paths: Iterable[Path]) -> Iterator[Piece]:
    """Yield what these entries of the download hold.

    A group's submission is each one's of its members.
    """
    paths = list(paths)
    about: dict[str, Any] = {}
    for path in paths:
        if path.name == METADATA:
            about = _read(path)
    for path in paths:
        if path.name != METADATA:
            facts = about.get(path.name)
            facts = facts if isinstance(facts, dict) else {}
            number = path.name.rpartition("_")[2]
            submitted = _time(facts.get(":created_at"))
            attempt = submitted.isoformat() if submitted else ""
            for name, identifier in _submitters(facts) or [(path.name, number)]:
                yield Piece(
                    f"{name}_{identifier}" if name != path.name else name,
                    path,
                    "",
                    id=identifier,
                    person="" if name == path.name else name,
                    attempt=f"{attempt}#{number.zfill(20)}",
                    submitted=submitted,
                    late=_is_late(facts),
                    named=path.name,
                )


def remarks(paths: Iterable[Path]) -> list[str]:
    """Say whose work is missing, or has no name."""
    paths = list(paths)
    lists = [path for path in paths if path.name == METADATA]
    if not lists:
        return [f"There is no {METADATA}: nobody knows who handed in what, and when."]
    there = {path.name for path in paths}
    told = dict.fromkeys(
        name.decode() for path in lists for name in LISTED.findall(path.read_bytes())
    )
    words = []
    if missing := [name for name in told if name not in there]:
        words.append(f"In {METADATA}, and not in the download: {', '.join(missing)}.")
    if unknown := sorted(there - {*told, METADATA}):
        words.append(f"In the download, and not in {METADATA}: {', '.join(unknown)}.")
    return words


def _read(path: Path) -> dict[str, Any]:
    """Return what the metadata say; texts, whatever they look like."""
    import yaml

    try:
        with path.open("rb") as file:
            quick = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
            found = yaml.load(file, Loader=quick)
    except (yaml.YAMLError, OSError, RecursionError, ValueError) as error:
        where = str(error).splitlines()[-1].strip()
        raise ValueError(
            f"{path.name} can't be read ({where}): download the submissions again, or "
            "take the file away, and students are called as their folders"
        ) from error
    return found if isinstance(found, dict) else {}


def _submitters(facts: dict[str, Any]) -> list[tuple[str, str]]:
    found = []
    listed = facts.get(":submitters")
    for one in listed if isinstance(listed, list) else []:
        if isinstance(one, dict):
            sid, email, name = (_text(one, key) for key in (":sid", ":email", ":name"))
            identifier = printable(sid or email)
            name = printable(name or identifier)
            if name:
                found.append((name, identifier or name))
    return found


def _text(facts: dict[str, Any], key: str) -> str:
    value = facts.get(key)
    return "" if not isinstance(value, str) or value in NOTHING else value


def _time(text: Any) -> datetime | None:
    if isinstance(text, dict):  # a time of Ruby's with its zone
        text = text.get("utc")
    match = re.match(
        r"(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?:\.\d+)? ?(Z|[+-]\d\d:?\d\d)?",
        str(text or ""),
    )
    if not match:
        return None
    zone = "+00:00" if match[3] in (None, "Z") else match[3]
    with contextlib.suppress(ValueError, OverflowError):
        return datetime.fromisoformat(f"{match[1]}T{match[2]}{zone}").astimezone(UTC)
    return None


def _is_late(facts: dict[str, Any]) -> bool:
    lateness = str(facts.get(":lateness") or facts.get(":late") or "")
    return lateness.lower() not in ("", "false", "0", "00:00:00")
