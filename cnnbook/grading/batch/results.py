"""Keep the result of each submission in a file of its own, in Gradescope's form."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from cnnbook.exercises import REGISTRY
from cnnbook.grading.batch.marking import Mark

PARTIAL = ".partial"
WAITS = (0.1, 0.4) if os.name == "nt" else ()
"""Seconds until a file that another program holds is tried once more."""
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
FORBIDDEN = re.compile(r'[/\\:*?"<>|]')
RESERVED = re.compile(r"con|prn|aux|nul|(com|lpt)[0-9¹²³]", re.IGNORECASE)
DERIVED = {"delivery", "deduction"}
"""What of a result is not kept for the next run, but worked out anew."""


@dataclass(frozen=True)
class Delivery:
    """How and when a submission came in, in words.

    Attributes
    ----------
    student_id, person : str
        As the system knows the student.
    submitted : str
        When, in the course's time zone.
    attempt : str
        Which one counts, of how many.
    late : str
        How late; empty if it was in time, or nobody knows.
    percent : float
        What that costs.
    """

    student_id: str = ""
    person: str = ""
    submitted: str = ""
    attempt: str = ""
    late: str = ""
    percent: float = 0.0


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
    errors : tuple of str
        The exceptions that stopped cells, each once.
    delivery : Delivery
        How it came in. Neither this nor what follows from it is kept for the next run.
    deduction : float
        Points that lateness costs.
    digest : str
        Of what was handed in.
    seed : int
        Of the hidden cases.
    graded_on : str
        The day, as in ``"2026-11-02"``.
    """

    name: str
    status: str
    notes: tuple[str, ...]
    isolation: str
    marks: tuple[Mark, ...]
    fingerprint: str
    errors: tuple[str, ...] = ()
    delivery: Delivery = Delivery()
    deduction: float = 0.0
    digest: str = ""
    seed: int = 0
    graded_on: str = ""

    @property
    def total(self) -> float:
        """All points together, less what lateness costs."""
        earned = sum(mark.points for mark in self.marks)
        return round(max(0.0, earned - self.deduction), 2)

    @property
    def graded(self) -> bool:
        """Whether there was a notebook to grade."""
        return self.status.startswith("graded")


def file_name(name: str, suffix: str) -> str:
    """Return the name of a submission's file: at most 255 bytes, and one for each.

    It is a name that Windows takes too.

    Examples
    --------
    >>> file_name("student-01", ".json")
    'student-01.json'
    """
    safe = FORBIDDEN.sub("_", name)
    if RESERVED.fullmatch(safe.partition(".")[0]):
        safe = f"_{safe}"
    if safe != name:
        safe = f"{safe}-{hashlib.sha256(name.encode()).hexdigest()[:6]}"
    if len(safe.encode()) > 240:
        short = safe.encode()[:200].decode(errors="ignore")
        safe = f"{short}-{hashlib.sha256(name.encode()).hexdigest()[:12]}"
    return safe + suffix


def harmless(text: str) -> str:
    """Keep spreadsheets from taking a text for a formula.

    Examples
    --------
    >>> harmless("=1+1")
    "'=1+1"
    """
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


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
    write_bytes_atomically(out, inside, text.encode())


def write_bytes_atomically(out: Path, inside: str, content: bytes) -> None:
    """Write bytes as `write_atomically` writes text."""
    path = out / inside
    path.parent.mkdir(parents=True, exist_ok=True)
    (out / PARTIAL).mkdir(exist_ok=True)
    partial = out / PARTIAL / f"{os.getpid()}"
    with partial.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    _put(partial, path)


def _put(partial: Path, path: Path) -> None:
    """Move a file to its place, where another program may hold the one before it.

    On Windows a spreadsheet does that for as long as it shows a table, and a virus
    scanner for a moment.
    """
    for wait in (*WAITS, None):
        try:
            partial.replace(path)
            return
        except OSError as error:
            if wait is None or not isinstance(error, PermissionError):
                raise _in_words(error, path) from error
            time.sleep(wait)


def _in_words(error: OSError, path: Path) -> OSError:
    what = "it is a folder" if path.is_dir() else error.strerror
    return OSError(
        f"{path} can't be written: {what}. If another program shows it, such as a "
        "spreadsheet, close it there. Then give the same command again; what is graded "
        "is kept"
    )


def save(result: Result, out: Path, shown: Result | None = None) -> None:
    """Write a result where Gradescope, and the next run, will find it.

    Parameters
    ----------
    result : Result
        As it was graded, for the next run.
    out : Path
        The folder of all results.
    shown : Result, optional
        With the rules of the course applied, for everybody else.
    """
    text = as_json(result, shown or result)
    inside = f"results/{file_name(result.name, '.json')}"
    with contextlib.suppress(OSError):
        if (out / inside).read_bytes() == text.encode():
            return
    write_atomically(out, inside, text)


def as_json(result: Result, shown: Result) -> str:
    """Return a result in Gradescope's form; for the parameters see `save`."""
    kept = {key: value for key, value in asdict(result).items() if key not in DERIVED}
    result = shown
    document = {
        "score": result.total,
        "output": "\n".join([f"Status: {result.status}.", *result.notes]),
        "output_format": "text",
        "stdout_visibility": "hidden",
        "visibility": "visible",
        "tests": [_gradescope_test(mark) for mark in result.marks],
        "extra_data": {"cnnbook": kept},
    }
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def _gradescope_test(mark: Mark) -> dict[str, Any]:
    exercise, by_hand = REGISTRY[mark.exercise], mark.by_hand
    return {
        "name": f"{exercise.id}: {exercise.title}",
        "score": mark.points,
        "max_score": 0 if mark.extra else mark.most,
        "status": "passed" if mark.feedback else "failed",
        "output": f"{mark.feedback}\n\n{by_hand}" if by_hand else str(mark.feedback),
        "output_format": "text",
        "visibility": "visible",
    }
