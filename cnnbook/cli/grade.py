"""``cnnbook grade``: grade a class."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

from cnnbook.grading.batch.cell_errors import count_cell_errors
from cnnbook.grading.batch.grade import grade
from cnnbook.grading.batch.own_numbers import borrowed
from cnnbook.grading.batch.packages import require_packages
from cnnbook.grading.batch.seed import seed_for
from cnnbook.grading.batch.settings import Settings
from cnnbook.grading.sandbox.isolation import choose

MAX_ERRORS = 5
"""Exceptions that stopped cells, as the terminal shows them; the report has all."""


def settings(options: argparse.Namespace) -> Settings:
    """Return how to grade, from the options that the commands share."""
    return Settings(
        seed=options.seed or 0,
        jobs=getattr(options, "jobs", 1),
        limit=options.time_limit,
        exercises=options.exercises,
        isolation=options.isolation,
        scheduler=getattr(options, "scheduler", ""),
        follow_up_share=options.follow_up_share,
        regrade=getattr(options, "regrade", False),
        lms=getattr(options, "lms", ""),
        course=getattr(options, "course", None),
        overrides=getattr(options, "overrides", None),
        gradebook=getattr(options, "gradebook", None),
        assignment=getattr(options, "assignment", ""),
        column=getattr(options, "column", ""),
        roster=getattr(options, "roster", None),
        similarity=getattr(options, "similarity", False),
        anonymous=getattr(options, "anonymous", False),
        show_answers=getattr(options, "show_answers", False),
    )


def run(options: argparse.Namespace) -> int:
    """Grade, say what is taken for what, and where the results are.

    Returns 1 if this machine failed at a submission, so that it has no result; a
    notebook that can't be read has one.
    """
    if options.packages:
        require_packages(options.packages)
    how = replace(settings(options), own_code=False)
    if options.roster and options.seed is None:
        raise ValueError(
            "everybody's numbers come from the seed: give --seed as for cnnbook assign"
        )
    how = replace(how, seed=seed_for(options.out, options.seed))
    isolation = choose(how.isolation)
    if isolation.gaps:
        print(f"Isolation: {isolation}", file=sys.stderr)
    columns = ("Grading", BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("", total=None)
        results = grade(
            options.folder,
            options.out,
            how,
            lambda done, total: bar.update(task, completed=done, total=total),
            lambda line: print(line, flush=True),
        )
    unread = [result for result in results if not result.graded]
    number = f"{len(results)} submission{'s' * (len(results) != 1)}"
    print(f"{number}, {len(unread)} of them could not be read.")
    for result in unread:
        print(f"  {result.name}: {result.status}")
    for error in count_cell_errors(results)[:MAX_ERRORS]:
        print(f"  {error.in_words}")
    if others := {one.result.name for one in borrowed(results)}:
        print(f"  with another student's numbers: {len(others)}, see the report")
    print(f"Grades: {options.out / 'grades.csv'}")
    print(f"Report: {options.out / 'report.html'}")
    return 1 if any(result.status.startswith("not graded") for result in results) else 0
