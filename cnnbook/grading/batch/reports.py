"""Write what an instructor opens: grades, a view of the class, feedback for each."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import jinja2

from cnnbook.exercises import REGISTRY
from cnnbook.exercises.base import Exercise
from cnnbook.grading.batch.marking import Mark
from cnnbook.grading.batch.results import Result, file_name, write_atomically
from cnnbook.grading.judging.feedback import STARS

TEMPLATES = jinja2.Environment(
    loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
    undefined=jinja2.StrictUndefined,
)
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Row:
    """One exercise in the view of the class."""

    exercise: Exercise
    stars: str
    passed: int
    missing: int
    blank: int
    mean: float
    percent: int


@dataclass(frozen=True)
class RunFacts:
    """How a class was graded.

    Attributes
    ----------
    seed, hidden : int
        Of the hidden cases, and how many each function had.
    limit : str
        The time limit in words.
    """

    seed: int
    hidden: int
    limit: str


def write_reports(
    results: list[Result], ids: list[str], facts: RunFacts, out: Path
) -> None:
    """Write ``grades.csv``, ``report.html`` and a page of feedback for each result.

    Parameters
    ----------
    results : list of Result
        In the order of the table.
    ids : list of str
        The exercises, which become its columns.
    facts : RunFacts
        For the report.
    out : Path
        The folder to write to.
    """
    for result in results:
        page = TEMPLATES.get_template("feedback.html").render(
            result=result, exercises=REGISTRY, stars=STARS, format_points=format_points
        )
        write_atomically(out, f"feedback/{file_name(result.name, '.html')}", page)
    write_atomically(out, "report.html", _class_page(results, ids, facts))
    write_atomically(out, "grades.csv", table(results, ids))


def table(results: list[Result], ids: list[str]) -> str:
    r"""Return the grades as comma-separated values.

    Examples
    --------
    >>> table([Result("student-01", "graded", (), "limits", (), "")], ["conv2d"])
    'submission,conv2d,total,status\nstudent-01,0,0,graded\n'
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["submission", *ids, "total", "status"])
    for result in results:
        points = {mark.exercise: mark.points for mark in result.marks}
        cells = [format_points(points.get(identifier, 0)) for identifier in ids]
        name, status = _safe(result.name), _safe(result.status)
        writer.writerow([name, *cells, format_points(result.total), status])
    return text.getvalue()


def format_points(value: float) -> str:
    """Write points without needless zeros.

    Examples
    --------
    >>> format_points(4.0), format_points(2.67)
    ('4', '2.67')
    """
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _safe(text: str) -> str:
    """Keep spreadsheets from taking a name for a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _class_page(results: list[Result], ids: list[str], facts: RunFacts) -> str:
    graded = [result for result in results if result.graded]
    return TEMPLATES.get_template("report.html").render(
        results=results,
        rows=[_row(identifier, results) for identifier in ids],
        misconceptions=_misconceptions(results),
        unread=[result for result in results if not result.graded],
        stopped=[result for result in graded if result.status != "graded"],
        library=_answered_by_the_library(results),
        most=sum(REGISTRY[identifier].points for identifier in ids),
        mean=sum(result.total for result in results) / len(results),
        facts=facts,
        used=sorted({result.isolation for result in results} - {""}),
        format_points=format_points,
        link=lambda result: quote(f"feedback/{file_name(result.name, '.html')}"),
    )


def _answered_by_the_library(results: list[Result]) -> list[tuple[Result, Mark]]:
    return [
        (result, mark) for result in results for mark in result.marks if mark.library
    ]


def _misconceptions(results: list[Result]) -> list[tuple[tuple[str, str], int]]:
    """Return exercise and name of each, with how many made it, most frequent first."""
    seen = Counter(
        (mark.exercise, mark.feedback.misconception)
        for result in results
        for mark in result.marks
        if mark.feedback.misconception
    )
    return sorted(seen.items(), key=lambda item: (-item[1], item[0]))


def _row(identifier: str, results: list[Result]) -> Row:
    exercise = REGISTRY[identifier]
    marks = [m for r in results for m in r.marks if m.exercise == identifier]
    passed = sum(1 for mark in marks if mark.feedback)
    return Row(
        exercise,
        STARS[exercise.difficulty],
        passed,
        missing=sum(mark.missing for mark in marks) + len(results) - len(marks),
        blank=sum(mark.blank for mark in marks),
        mean=sum(mark.points for mark in marks) / len(results),
        percent=round(100 * passed / len(results)),
    )
