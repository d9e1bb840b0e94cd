"""``cnnbook check``: a student's own verdict, as the grader will see it."""

from __future__ import annotations

import argparse

from cnnbook.cli.grade import settings
from cnnbook.exercises import REGISTRY
from cnnbook.grading.batch.grade import grade_notebook
from cnnbook.grading.batch.reports import format_points
from cnnbook.grading.batch.results import as_json


def run(options: argparse.Namespace) -> int:
    """Print the feedback on a notebook; 0 if everything passed, 1 if not yet."""
    result = grade_notebook(options.notebook, settings(options))
    if options.json:
        options.json.write_text(as_json(result, result), encoding="utf-8")
    for mark in result.marks:
        print(mark.feedback.more().more() if options.more else mark.feedback)
        if mark.begun and not mark.feedback:
            most = REGISTRY[mark.exercise].points
            print(f"{format_points(mark.points)} of {most} points.")
        print()
    for note in result.notes:
        print(note)
    print(f"{format_points(result.total)} points; {result.status}.")
    passed = bool(result.marks) and all(mark.feedback for mark in result.marks)
    return 0 if passed and result.graded else 1
