"""Say what was taken for what."""

from __future__ import annotations

from collections import Counter

from cnnbook.grading.batch.lms.pieces import HandedIn, Intake, listed
from cnnbook.grading.batch.lms.systems import TITLES


def _noted(students: list[HandedIn], words: str) -> int:
    return sum(any(words in note for note in student.notes) for student in students)


def describe(intake: Intake) -> list[str]:
    """Say what was taken for what, a line each.

    Parameters
    ----------
    intake : Intake
        What `take` found.
    """
    if intake.system == "plain":
        lines = [f"Taken for no system's download: {intake.reason}."]
    else:
        lines = [f"Taken for a download from {TITLES[intake.system]}: {intake.reason}."]
    lines[0] += " --lms NAME takes it for another."
    students = intake.students
    counts = [
        f"{len(students)} student{'s' * (len(students) != 1)}",
        f"{sum(s.late for s in students)} marked late by the system",
        f"{sum(s.attempts > 1 for s in students)} with several attempts",
        f"{_noted(students, 'was opened')} with a zip that was opened",
        f"{_noted(students, 'Passed over')} with files that were passed over",
        f"{sum(bool(s.problems) for s in students)} with files that can't be used",
    ]
    lines.append(", ".join(part for part in counts if not part.startswith("0 ")) + ".")
    kinds = Counter(kind for kind, _ in intake.apart)
    for kind, times in sorted(kinds.items()):
        names = [name for other, name in intake.apart if other == kind]
        lines.append(f"Put aside, not graded ({times}, {kind}): {listed(names, 5)}")
    return lines + intake.notes
