"""Keep the result of each submission in a file of its own, in Gradescope's form."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from cnnbook.exercises import REGISTRY
from cnnbook.grading.batch.marking import Mark

PARTIAL = ".partial"


@dataclass(frozen=True)
class Result:
    """What came of one submission.

    Attributes
    ----------
    name : str
        The submission's.
    status : str
        ``"graded"``, perhaps with what was stopped, or ``"could not be read: why"``.
    notes : tuple of str
        What the student should know about the notebook as a whole.
    isolation : str
        In force when it ran.
    marks : tuple of Mark
        In the order of the book.
    fingerprint : str
        Of everything that the result depends on.
    digest : str
        Of what was handed in.
    seed : int
        Of the hidden cases.
    """

    name: str
    status: str
    notes: tuple[str, ...]
    isolation: str
    marks: tuple[Mark, ...]
    fingerprint: str
    digest: str = ""
    seed: int = 0

    @property
    def total(self) -> float:
        """All points together."""
        return round(sum(mark.points for mark in self.marks), 2)

    @property
    def graded(self) -> bool:
        """Whether there was a notebook to grade."""
        return self.status.startswith("graded")


def file_name(name: str, suffix: str) -> str:
    """Return the name of a submission's file: at most 255 bytes, and one for each.

    Examples
    --------
    >>> file_name("student-01", ".json")
    'student-01.json'
    """
    safe = name.replace("/", "_")
    if len(safe.encode()) > 240:
        short = safe.encode()[:200].decode(errors="ignore")
        safe = f"{short}-{hashlib.sha256(name.encode()).hexdigest()[:12]}"
    return safe + suffix


def write_atomically(out: Path, inside: str, text: str) -> None:
    """Write a file so that it is there as a whole or not at all.

    Parameters
    ----------
    out : Path
        The folder of all results.
    inside : str
        The file's path in it.
    text : str
        Its content.
    """
    path = out / inside
    path.parent.mkdir(parents=True, exist_ok=True)
    (out / PARTIAL).mkdir(exist_ok=True)
    partial = out / PARTIAL / f"{os.getpid()}"
    with partial.open("w", encoding="utf-8", newline="") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)


def save(result: Result, out: Path) -> None:
    """Write a result where Gradescope, and the next run, will find it."""
    kept = {**asdict(result), "marks": [asdict(mark) for mark in result.marks]}
    document = {
        "score": result.total,
        "output": "\n".join([f"Status: {result.status}.", *result.notes]),
        "output_format": "text",
        "stdout_visibility": "hidden",
        "visibility": "visible",
        "tests": [_gradescope_test(mark) for mark in result.marks],
        "extra_data": {"cnnbook": kept},
    }
    text = json.dumps(document, indent=1, ensure_ascii=False) + "\n"
    write_atomically(out, f"results/{file_name(result.name, '.json')}", text)


def _gradescope_test(mark: Mark) -> dict[str, Any]:
    exercise = REGISTRY[mark.exercise]
    return {
        "name": f"{exercise.id}: {exercise.title}",
        "score": mark.points,
        "max_score": exercise.points,
        "status": "passed" if mark.feedback else "failed",
        "output": str(mark.feedback),
        "output_format": "text",
        "visibility": "visible",
    }
