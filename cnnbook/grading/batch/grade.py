"""Grade a class: every submission gets a result, and nothing is lost on the way."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

from cnnbook.exercises import REGISTRY
from cnnbook.exercises.base import Exercise
from cnnbook.grading.batch.aggregate import aggregate
from cnnbook.grading.batch.job_builder import JobBuilder, modules_to_preload
from cnnbook.grading.batch.reports import RunFacts, write_reports
from cnnbook.grading.batch.results import PARTIAL, Result, save
from cnnbook.grading.batch.resume import earlier_results, fingerprint
from cnnbook.grading.batch.settings import Settings
from cnnbook.grading.batch.submissions import (
    Submission,
    find_submissions,
    read_submission,
)
from cnnbook.grading.judging.answer_key import DRAWN_CASES, AnswerKeys
from cnnbook.grading.sandbox.isolation import choose
from cnnbook.grading.sandbox.schedule import JobResults, open_runner, run_all

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
    choose(settings.isolation)
    submissions = [read_submission(*found) for found in find_submissions(folder)]
    fingerprints = {s.name: fingerprint(s, settings) for s in submissions}
    done = {} if settings.regrade else earlier_results(fingerprints, out)
    left = [s for s in submissions if s.name not in done]
    report_progress = progress or (lambda done, total: None)
    report_progress(len(done), len(submissions))
    keys = AnswerKeys(settings.seed)
    for submission, ran in _run(left, settings, keys):
        name = submission.name
        done[name] = _result(submission, ran, settings, keys, fingerprints[name])
        if done[name].fingerprint:
            save(done[name], out)
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
    keys = AnswerKeys(settings.seed)
    ((_, ran),) = _run([submission], settings, keys)
    if isinstance(ran, Exception):
        raise ran
    return _result(submission, ran, settings, keys)


def _run(
    submissions: list[Submission], settings: Settings, keys: AnswerKeys
) -> Iterator[tuple[Submission, JobResults]]:
    """Yield every submission with what its notebooks gave, as soon as it is there."""
    readable = [s for s in submissions if s.notebooks]
    yield from ((s, []) for s in submissions if not s.notebooks)
    if not readable:
        return
    preload = modules_to_preload(n for s in readable for n in s.notebooks)
    builder = JobBuilder(keys, settings.limit, preload)
    work = (
        (s, [builder.build(n.cells, settings.exercises_of(n)) for n in s.notebooks])
        for s in readable
    )
    with open_runner(settings.isolation, settings.jobs, settings.scheduler) as runner:
        yield from run_all(runner, work)


def _result(
    submission: Submission,
    ran: JobResults,
    settings: Settings,
    keys: AnswerKeys,
    fingerprint: str = "",
) -> Result:
    """Return the result of a submission; without a fingerprint it is none to keep."""
    if isinstance(ran, Exception):
        status = f"not graded, run again: {type(ran).__name__}: {ran}"
        return Result(submission.name, status, (), "", (), "")
    asked = [settings.exercises_of(notebook) for notebook in submission.notebooks]
    return aggregate(submission, asked, ran, keys, fingerprint)


def _write(
    results: list[Result], chosen: list[Exercise], settings: Settings, out: Path
) -> None:
    """Write the reports; the exercises that were chosen, or seen, are their columns."""
    seen = {mark.exercise for result in results for mark in result.marks}
    ids = [e.id for e in chosen] or [i for i in REGISTRY if i in seen]
    facts = RunFacts(settings.seed, DRAWN_CASES, settings.limit_in_words)
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
