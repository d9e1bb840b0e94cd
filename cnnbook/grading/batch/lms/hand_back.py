"""Write what goes back to the system, and take away what nobody handed in any more."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cnnbook.grading.batch.lms.feedback_zip import TAKEN_BY, feedback_zip
from cnnbook.grading.batch.lms.pieces import Intake, listed
from cnnbook.grading.batch.lms.systems import TITLES
from cnnbook.grading.batch.results import (
    Result,
    file_name,
    harmless,
    write_bytes_atomically,
)
from cnnbook.grading.batch.rules.applying import Rules

if TYPE_CHECKING:  # not every run needs them
    from cnnbook.grading.batch.lms.gradebook import Filled, Gradebook


def hand_back(
    intake: Intake,
    results: Sequence[Result],
    rules: Rules,
    most: float,
    gradebook: Gradebook | None,
    out: Path,
) -> list[str]:
    """Write the gradebook, the zip of feedback and the list of what was handed in.

    Parameters
    ----------
    intake : Intake
        What was taken from the download.
    results : sequence of Result
        In the order of its students.
    rules : Rules
        Those of the course.
    most : float
        Points that can be had.
    gradebook : Gradebook or None
        To be filled.
    out : Path
        The folder of all results.

    Returns
    -------
    list of str
        What was written, and who was not found.
    """
    words = []
    told = any(student.notes or student.problems for student in intake.students)
    if intake.system != "plain" or intake.apart or told:
        write_bytes_atomically(out, "handed-in.csv", _list(intake))
    if intake.system in TAKEN_BY:
        pages = [
            out / "feedback" / file_name(result.name, ".html") for result in results
        ]
        name = f"feedback-{intake.system}.zip"
        content = feedback_zip(intake.system, intake.students, pages)
        write_bytes_atomically(out, name, content)
        words.append(f"Feedback for {TITLES[intake.system]}: {out / name}")
    if gradebook:
        total = rules.assignment.total
        factor = total / most if total and most else 1.0
        points = [
            (student, round(result.total * factor, 2) if result.fingerprint else None)
            for student, result in zip(intake.students, results, strict=True)
        ]
        filled = gradebook.fill(points, intake.system, total or most)
        inside = f"gradebook/{gradebook.path.name}"
        write_bytes_atomically(out, inside, gradebook.sheet.content())
        words += _in_words(filled, gradebook, out / inside)
    return words


def _in_words(filled: Filled, gradebook: Gradebook, where: Path) -> list[str]:
    column = gradebook.column
    students = f"{filled.matched} student{'s' * (filled.matched != 1)}"
    words = [f"Gradebook: {where}, column {column}, {students}."]
    if filled.without_row:
        names = listed(filled.without_row)
        words.append(f"Not in the gradebook ({len(filled.without_row)}): {names}")
    if filled.without_submission:
        names = listed(filled.without_submission)
        number = len(filled.without_submission)
        words.append(f"In the gradebook without a submission ({number}): {names}")
    return [*words, *filled.words]


def _list(intake: Intake) -> bytes:
    """Return a table of what was handed in and what was put aside."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(["what", "name", "student_id", "submitted", "attempt", "notes"])
    for one in intake.students:
        submitted = one.submitted.isoformat(" ") if one.submitted else ""
        attempt = f"{one.attempt} of {one.attempts}" if one.attempt else ""
        notes = " ".join([*one.notes, *(f"{problem}." for problem in one.problems)])
        row = ["graded", one.name, one.id, submitted, attempt, notes]
        writer.writerow([harmless(cell) for cell in row])
    for kind, name in intake.apart:
        writer.writerow([kind, harmless(name), "", "", "", ""])
    return text.getvalue().encode("utf-8-sig")


def withdraw(names: set[str], out: Path) -> list[str]:
    """Take away page and result of whoever is not among the submissions any more.

    Parameters
    ----------
    names : set of str
        Of the submissions.
    out : Path
        The folder of all results. Only files that the grader wrote go.
    """
    keep = {file_name(name, ".json") for name in names}
    gone = []
    for path in sorted((out / "results").glob("*.json")):
        if path.name not in keep and (name := _name_in(path)):
            (out / "feedback" / file_name(name, ".html")).unlink(missing_ok=True)
            path.unlink()
            gone.append(name)
    if not gone:
        return []
    return [f"No longer handed in, page and result taken away: {', '.join(gone)}"]


def _name_in(path: Path) -> str:
    """Return whose result a file is; empty if it isn't one of ours."""
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        name = document["extra_data"]["cnnbook"]["name"]
    except (OSError, ValueError, KeyError, TypeError):
        return ""
    return (
        name if isinstance(name, str) and file_name(name, ".json") == path.name else ""
    )
