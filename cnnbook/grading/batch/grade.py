"""Grade a class: every submission gets a result, and nothing is lost on the way."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from cnnbook.exercises import REGISTRY
from cnnbook.exercises.base import Exercise
from cnnbook.grading.batch.aggregate import aggregate
from cnnbook.grading.batch.crew import grade_all
from cnnbook.grading.batch.reports import RunFacts, write_reports
from cnnbook.grading.batch.results import PARTIAL, Result, save
from cnnbook.grading.batch.resume import (
    earlier_results,
    fingerprint,
    with_other_marks,
)
from cnnbook.grading.batch.settings import Settings
from cnnbook.grading.batch.submissions import (
    Submission,
    find_submissions,
    read_submission,
)
from cnnbook.grading.judging.answer_key import DRAWN_CASES
from cnnbook.grading.sandbox.isolation import choose

Progress: TypeAlias = Callable[[int, int], None]


def grade(
    folder: Path, out: Path, settings: Settings, progress: Progress | None = None
) -> list[Result]:
    """Grade every submission in a folder; go on where an earlier run was interrupted.

    Parameters
    ----------
    folder : Path
        Of notebooks, or of student folders.
    out : Path
        Takes ``grades.csv``, ``report.html``, ``feedback/`` and ``results/``.
    settings : Settings
        How to grade.
    progress : callable, optional
        Is told how many are done, of how many.

    Returns
    -------
    list of Result
        In the order of the names.

    Raises
    ------
    ValueError
        If there is nothing to grade, or `out` is no place for results.
    """
    _check_out(folder, out)
    chosen = settings.chosen  # an unknown exercise, or isolation, is refused at once
    choose(settings.isolation, own_code=settings.own_code)
    submissions = [read_submission(*found) for found in find_submissions(folder)]
    fingerprints = {s.name: fingerprint(s, settings) for s in submissions}
    done = {} if settings.regrade else earlier_results(fingerprints, out)
    left = [s for s in submissions if s.name not in done]
    report_progress = progress or (lambda done, total: None)
    report_progress(len(done), len(submissions))
    for submission, result in _run(left, settings, fingerprints):
        if isinstance(result, Exception):  # without a fingerprint it is none to keep
            kind = type(result).__name__
            why = result if isinstance(result, RuntimeError) else f"{kind}: {result}"
            status = f"not graded, run again: {why}"
            result = Result(submission.name, status, (), "", (), "")
        else:
            result = replace(result, seed=settings.seed)
            if settings.regrade:
                result = with_other_marks(result, chosen, out)
            save(result, out)
        done[submission.name] = result
        report_progress(len(done), len(submissions))
    results = [done[s.name] for s in submissions]
    _write(results, chosen, settings, out)
    return results


def grade_notebook(path: Path, settings: Settings) -> Result:
    """Grade one notebook, and write nothing.

    Parameters
    ----------
    path : Path
        The notebook.
    settings : Settings
        How to grade.

    Raises
    ------
    ValueError
        If there is no such file.
    """
    if not path.exists():
        raise ValueError(f"there is no notebook {path}")
    submission = read_submission(path.stem, path)
    settings = replace(settings, jobs=1)
    ((_, result),) = _run([submission], settings, {submission.name: ""})
    if isinstance(result, Exception):
        raise result
    return result


def _run(
    submissions: list[Submission], settings: Settings, fingerprints: Mapping[str, str]
) -> Iterator[tuple[Submission, Result | Exception]]:
    """Yield every submission with its result, or what kept us from it."""
    readable = [s for s in submissions if s.notebooks]
    for submission in submissions:
        if not submission.notebooks:
            fingerprint = fingerprints[submission.name]
            yield submission, aggregate(submission, [], [], fingerprint)
    if not readable:
        return
    yield from grade_all(readable, settings, fingerprints)


def _write(
    results: list[Result], chosen: list[Exercise], settings: Settings, out: Path
) -> None:
    """Write the reports; the exercises that were chosen, or seen, are their columns."""
    seen = {mark.exercise for result in results for mark in result.marks}
    seen = seen if settings.regrade or not chosen else set()
    seen |= {exercise.id for exercise in chosen}
    ids = REGISTRY.in_order(seen)
    facts = RunFacts(
        settings.seed, DRAWN_CASES, settings.limit_in_words, settings.follow_up_share
    )
    write_reports(results, ids, facts, out)
    shutil.rmtree(out / PARTIAL, ignore_errors=True)


def _check_out(folder: Path, out: Path) -> None:
    inside, around = out.resolve(), folder.resolve()
    if inside.is_relative_to(around):
        raise ValueError(
            f"the results would lie among the submissions: {out}; name another folder"
        )
    if out.exists() and not out.is_dir():
        raise ValueError(f"the results need a folder, and this is a file: {out}")
