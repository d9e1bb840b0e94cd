"""Go on where an earlier run was interrupted: know what still holds of its results."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import importlib.metadata
import json
import os
import pkgutil
import re
import sys
from collections.abc import Collection, Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from cnnbook.exercises import REGISTRY
from cnnbook.exercises.base import Exercise
from cnnbook.grading.batch.marking import Mark
from cnnbook.grading.batch.results import DERIVED, Result, file_name
from cnnbook.grading.batch.settings import Settings
from cnnbook.grading.batch.submissions import Submission
from cnnbook.grading.judging.feedback import Feedback
from cnnbook.grading.sandbox.stripped_package import PACKAGE

LARGE, TEXTS = 1 << 15, (".py", ".csv", ".js", ".json")


def fingerprint(submission: Submission, settings: Settings) -> str:
    """Return a short text that changes with anything that the result depends on.

    That is the submission, the settings, everything in the package `cnnbook`, Python
    and the packages that students' code could import.

    Parameters
    ----------
    submission : Submission
        What was handed in.
    settings : Settings
        How it is graded.
    """
    parts = [
        submission.name,
        submission.digest,
        settings.seed,
        settings.limit,
        settings.follow_up_share,
        [exercise.id for exercise in settings.chosen],
        *([settings.numbers.told(submission.name)] if settings.numbers else []),
        settings.isolation,
        package_digest(),
        sys.version,
        installed_packages(),
    ]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:32]


@functools.cache
def package_digest() -> str:
    """Return a checksum of the whole package.

    Of code its content counts, of large data its size and the time of its last change;
    the manifest, which counts as code does, has a checksum of each file's content.
    """
    digest = hashlib.sha256()
    left = [str(PACKAGE)]
    while left:
        for entry in sorted(os.scandir(left.pop()), key=lambda entry: entry.name):
            if entry.is_dir():
                left += [] if entry.name == "__pycache__" else [entry.path]
                continue
            about = entry.stat()
            name = entry.path.removeprefix(str(PACKAGE))
            digest.update(f"{name}\0{about.st_size}\0".encode())
            if about.st_size > LARGE and not name.endswith(TEXTS):
                digest.update(f"{about.st_mtime_ns}\0".encode())
            else:
                digest.update(Path(entry.path).read_bytes())
    return digest.hexdigest()


@functools.cache
def installed_packages() -> tuple[str, ...]:
    """Return the names and versions of the installed packages, and of lone modules."""
    found = {_name_and_version(one) for one in importlib.metadata.distributions()}
    places = [p for p in sys.path if p.endswith(("site-packages", "dist-packages"))]
    return (*sorted(found), *sorted({m.name for m in pkgutil.iter_modules(places)}))


def earlier_results(fingerprints: Mapping[str, str], out: Path) -> dict[str, Result]:
    """Return the results of an earlier run that still hold, by their names.

    Parameters
    ----------
    fingerprints : mapping of str to str
        Of the submissions, by their names.
    out : Path
        The folder of all results.
    """
    found = {name: _load(name, out) for name in fingerprints}
    return {
        name: result
        for name, result in found.items()
        if result and result.fingerprint == fingerprints[name]
    }


def with_other_marks(result: Result, chosen: Collection[Exercise], out: Path) -> Result:
    """Return a result with the marks that an earlier run gave to other exercises.

    Parameters
    ----------
    result : Result
        Of some exercises that were graded again.
    chosen : collection of Exercise
        These.
    out : Path
        The folder of all results.
    """
    earlier = _load(result.name, out)
    if not (chosen and earlier and earlier.digest == result.digest):
        return result
    ids = {exercise.id for exercise in chosen}
    marks = {m.exercise: m for m in earlier.marks if m.exercise not in ids}
    marks |= {mark.exercise: mark for mark in result.marks}
    in_order = tuple(marks[identifier] for identifier in REGISTRY.in_order(marks))
    return replace(result, marks=in_order)


def _name_and_version(package: importlib.metadata.Distribution) -> str:
    """Read two lines: the attributes parse all of a package's metadata, for 0.2 s."""
    metadata = package.read_text("METADATA") or package.read_text("PKG-INFO") or ""
    header = metadata.partition("\n\n")[0]
    return " ".join(re.findall(r"^(?:Name|Version): *(.*)$", header, re.MULTILINE))


def _load(name: str, out: Path) -> Result | None:
    """Return the result of an earlier run, if there is one that can be read."""
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        path = out / "results" / file_name(name, ".json")
        document = json.loads(path.read_text(encoding="utf-8"))
        kept = document["extra_data"]["cnnbook"]
        kept["marks"] = tuple(_mark(mark) for mark in kept["marks"])
        kept["notes"] = tuple(kept["notes"])
        kept["errors"] = tuple(kept["errors"])
        if set(kept) == {field.name for field in fields(Result)} - DERIVED:
            return Result(**kept)
    return None


def _mark(kept: dict[str, Any]) -> Mark:
    feedback = kept["feedback"]
    rows = tuple(tuple(row) for row in feedback["table"])  # JSON has lists alone
    others = {name: tuple(kept[name]) for name in ("numbers_of", "asked_of")}
    told = Feedback(**{**feedback, "table": rows})
    return Mark(**{**kept, **others, "feedback": told})
