"""Write what an instructor opens: grades, a view of the class, feedback for each."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import jinja2

from cnnbook.exercises import REGISTRY
from cnnbook.exercises.base import Exercise
from cnnbook.exercises.drawing import problem_of, with_problems
from cnnbook.grading.batch.cell_errors import count_cell_errors
from cnnbook.grading.batch.marking import Mark
from cnnbook.grading.batch.own_numbers import borrowed
from cnnbook.grading.batch.report.mistakes import to_teach
from cnnbook.grading.batch.report.naming import in_order, namer
from cnnbook.grading.batch.report.overview import SIGNS, cells, need_a_word, spread
from cnnbook.grading.batch.report.own_problem import handed_in, own_problem
from cnnbook.grading.batch.results import (
    Result,
    file_name,
    harmless,
    write_atomically,
)
from cnnbook.grading.batch.similarity.book import book
from cnnbook.grading.batch.similarity.compare import alike, prints
from cnnbook.grading.batch.similarity.page import listed
from cnnbook.grading.batch.similarity.winnowing import NOISE, WINDOW
from cnnbook.grading.batch.student_files import contents
from cnnbook.grading.batch.submissions import Submission
from cnnbook.grading.handouts.numbers import OwnNumbers
from cnnbook.grading.judging.feedback import STARS

TEMPLATES = jinja2.Environment(
    loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
    undefined=jinja2.StrictUndefined,
)
SIMILARITY = "similarity.html"
MORE: dict[str, Callable[[Result], str]] = {
    "student_id": lambda result: result.delivery.student_id,
    "submitted": lambda result: result.delivery.submitted,
    "attempt": lambda result: result.delivery.attempt,
    "late": lambda result: result.delivery.late,
    "late_deduction": lambda r: format_points(r.deduction) if r.deduction else "",
    "by_hand": lambda result: "; ".join(
        f"{mark.exercise}: {mark.by_hand}" for mark in result.marks if mark.by_hand
    ),
}
"""Columns behind the others, each only where there is something in it."""


@dataclass(frozen=True)
class Row:
    """One exercise in the view of the class."""

    exercise: Exercise
    most: float
    stars: str
    passed: int
    percent: int
    following: int
    wrong: int
    not_begun: int
    not_handed_in: int
    mean: float


@dataclass(frozen=True)
class RunFacts:
    """How a class was graded.

    Attributes
    ----------
    seed, hidden : int
        Of the hidden cases, and how many each function had.
    limit : str
        The time limit in words.
    follow_up_share : float
        What an answer earns that is wrong only since it calls another one that is.
    most : float
        Points that can be had, without extra credit.
    course : str
        Its name, and the assignment's.
    intake : tuple of str
        What was taken for what, and what could not be applied or matched.
    apart : tuple of (str, str)
        What was put aside: what it is, and its name.
    anonymous : bool
        The report numbers students instead of naming them.
    numbers : OwnNumbers or None
        Everybody's own, if they had such.
    show_answers : bool
        The feedback names the right value beside a wrong answer to them.
    """

    seed: int
    hidden: int
    limit: str
    follow_up_share: float
    most: float
    course: str = ""
    intake: tuple[str, ...] = ()
    apart: tuple[tuple[str, str], ...] = ()
    anonymous: bool = False
    numbers: OwnNumbers | None = None
    show_answers: bool = False

    def title(self, exercise: Exercise) -> str:
        """Return what an exercise was called where it was asked."""
        drawn = self.numbers is not None and exercise.id in with_problems()
        return (drawn and problem_of(exercise.id).title) or exercise.title

    @property
    def follow_up_rule(self) -> str:
        """What such an answer earns, as a sentence."""
        percent = f"{100 * self.follow_up_share:.4g} %"
        return (
            "An answer that is wrong only because it calls another one that is wrong "
            f"earns {percent} of its points."
        )


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
            result=result,
            exercises=REGISTRY,
            stars=STARS,
            facts=facts,
            about=_about(result, facts),
            own=partial(own_problem, facts.numbers, result),
            format_points=format_points,
        )
        write_atomically(out, f"feedback/{file_name(result.name, '.html')}", page)
    write_atomically(out, "report.html", _class_page(results, ids, facts))
    text = table(results, ids)
    # Excel needs the mark to read anything but ASCII; others do better without it.
    write_atomically(out, "grades.csv", text if text.isascii() else f"\ufeff{text}")


def write_similarity(
    submissions: Sequence[Submission], facts: RunFacts, out: Path
) -> int:
    """Write ``similarity.html``; return how many pairs are on it.

    Parameters
    ----------
    submissions : sequence of Submission
        What was handed in.
    facts : RunFacts
        For the heading.
    out : Path
        The folder to write to.
    """
    known = book()
    compared = [prints(one.name, _code(one), known) for one in submissions]
    pairs = alike(compared)
    page = TEMPLATES.get_template("similarity.html").render(
        facts=facts,
        number=len(compared),
        pairs=listed(pairs),
        noise=NOISE,
        window=WINDOW,
    )
    write_atomically(out, SIMILARITY, page)
    return len(pairs)


def _code(submission: Submission) -> list[str]:
    """Return the cells of all notebooks, and the modules beside them."""
    cells = [cell for notebook in submission.notebooks for cell in notebook.cells]
    modules = [
        content.decode("utf-8", "replace")
        for name, content in contents(submission.files)
        if name.endswith(".py")
    ]
    return [*cells, *modules]


def table(results: list[Result], ids: list[str]) -> str:
    r"""Return the grades as comma-separated values.

    Examples
    --------
    >>> table([Result("student-01", "graded", (), "limits", (), "")], ["conv2d"])
    'submission,conv2d,total,status\nstudent-01,0,0,graded\n'
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    more = {name: of for name, of in MORE.items() if any(map(of, results))}
    writer.writerow(["submission", *ids, "total", "status", *more])
    for result in results:
        points = {mark.exercise: mark.points for mark in result.marks}
        cells = [format_points(points.get(identifier, 0)) for identifier in ids]
        name, status = harmless(result.name), harmless(result.status)
        others = [harmless(of(result)) for of in more.values()]
        writer.writerow([name, *cells, format_points(result.total), status, *others])
    return text.getvalue()


def format_points(value: float) -> str:
    """Write points without needless zeros.

    Examples
    --------
    >>> format_points(4.0), format_points(2.67)
    ('4', '2.67')
    """
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _about(result: Result, facts: RunFacts) -> list[tuple[str, str]]:
    """Return what stands at the head of a page of feedback: name and value of each."""
    handed_in = result.delivery
    rows = [
        ("Course", facts.course),
        ("Handed in", ", ".join(filter(None, (handed_in.submitted, handed_in.late)))),
        ("Attempt", handed_in.attempt),
        ("Graded on", result.graded_on),
        ("Status", result.status),
    ]
    return [(name, value) for name, value in rows if value]


def _class_page(results: list[Result], ids: list[str], facts: RunFacts) -> str:
    results = in_order(results, facts.anonymous)
    totals = [result.total for result in results]
    return TEMPLATES.get_template("report.html").render(
        results=results,
        rows=[_row(identifier, results) for identifier in ids],
        lessons=to_teach(ids, results, facts.anonymous),
        own=partial(own_problem, facts.numbers),
        handed_in=handed_in,
        drawn=with_problems(),
        misconceptions=_counted(results, lambda mark: mark.feedback.misconception),
        following=_counted(results, lambda mark: mark.feedback.follows_from),
        unread=[result for result in results if not result.graded],
        cell_errors=count_cell_errors(results),
        checked=[(r, m) for r in results for m in r.marks if m.remark],
        stopped=[r for r in results if r.graded and r.status != "graded"],
        library=_answered_by_the_library(results),
        doubted=[(r, mark) for r in results for mark in r.marks if mark.doubt],
        most=facts.most,
        borrowed=borrowed(results),
        of_all=partial(_of_all, ids),
        late=[result for result in results if result.delivery.late],
        by_hand=[(r, mark) for r in results for mark in r.marks if mark.by_hand],
        spread=spread(totals, facts.most),
        words=need_a_word(results, ids, facts.most),
        facts=facts,
        used=sorted({result.isolation for result in results} - {""}),
        days=sorted({result.graded_on for result in results} - {""}),
        format_points=format_points,
        cells=lambda result: cells(result, ids),
        signs=SIGNS,
        stars=STARS,
        who=namer(results, facts.anonymous),
        plain=namer(results, facts.anonymous, link=False),
        by_name={result.name: result for result in results},
        status=partial(_status, anonymous=facts.anonymous),
    )


def _of_all(ids: Sequence[str], some: Sequence[str]) -> str:
    """Return some exercises by their names, or say that it is all of them."""
    everything = 1 < len(some) == len(ids)
    return f"all {len(ids)} exercises" if everything else ", ".join(some)


def _status(result: Result, anonymous: bool) -> str:
    """Return a status; names of files, which may be a student's, only with names."""
    return result.status.partition(":")[0] if anonymous else result.status


def _answered_by_the_library(results: list[Result]) -> list[tuple[Result, Mark]]:
    return [
        (result, mark) for result in results for mark in result.marks if mark.library
    ]


def _counted(
    results: list[Result], words: Callable[[Mark], str]
) -> list[tuple[tuple[str, str], int]]:
    """Return exercise and words of marks, with how many have them, the most first."""
    seen = Counter(
        (mark.exercise, words(mark))
        for result in results
        for mark in result.marks
        if words(mark)
    )
    return sorted(seen.items(), key=lambda item: (-item[1], item[0]))


def _row(identifier: str, results: list[Result]) -> Row:
    exercise = REGISTRY[identifier]
    marks = [m for r in results for m in r.marks if m.exercise == identifier]
    passed = sum(1 for mark in marks if mark.feedback)
    following = sum(1 for mark in marks if mark.feedback.follows_from)
    not_begun = sum(not mark.begun for mark in marks)
    return Row(
        exercise,
        marks[0].most if marks else exercise.points,
        STARS[exercise.difficulty],
        passed,
        percent=round(100 * passed / len(results)),
        following=following,
        wrong=len(marks) - passed - following - not_begun,
        not_begun=not_begun,
        not_handed_in=len(results) - len(marks),
        mean=sum(mark.points for mark in marks) / len(results),
    )
