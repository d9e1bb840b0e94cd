"""Grade a class: every submission gets a result, and nothing is lost on the way."""

from __future__ import annotations

import functools
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from pathlib import Path
from typing import Any

from cnnbook.exercises import REGISTRY
from cnnbook.grading.batch.aggregate import settle
from cnnbook.grading.batch.marking import HIDDEN, KERAS_LIMIT, LIMIT, Marking, warm_for
from cnnbook.grading.batch.reports import Facts, write_reports
from cnnbook.grading.batch.results import PARTIAL, Result, fingerprint, load, save
from cnnbook.grading.batch.settings import Settings
from cnnbook.grading.batch.submissions import (
    Submission,
    find_submissions,
    read_submission,
)
from cnnbook.grading.sandbox.isolation import choose
from cnnbook.grading.sandbox.pool import Crew
from cnnbook.grading.sandbox.retry import Answers
from cnnbook.grading.sandbox.stripped_package import PACKAGE

Progress = Callable[[int, int], None]


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
    chosen = settings.chosen
    choose(settings.isolation)
    submissions = [read_submission(*one) for one in find_submissions(folder)]
    prints = {one.name: _fingerprint(one, settings) for one in submissions}
    done = {}
    for one in submissions:
        before = load(one.name, out)
        if before and before.fingerprint == prints[one.name]:
            done[one.name] = before
    left = [one for one in submissions if one.name not in done]
    report = progress or (lambda done, total: None)
    report(len(done), len(submissions))
    marking = Marking(settings.seed, settings.limit)
    for one, answers in _all_answers(left, settings, marking):
        if isinstance(answers, Exception):
            why = f"not graded, run again: {type(answers).__name__}: {answers}"
            result = Result(one.name, why, (), "", (), "")
        else:
            asked = [settings.asked(notebook) for notebook in one.notebooks]
            result = settle(one, asked, answers, marking, prints[one.name])
            save(result, out)
        done[one.name] = result
        report(len(done), len(submissions))
    results = [done[one.name] for one in submissions]
    seen = {mark.exercise for result in results for mark in result.marks}
    ids = [e.id for e in chosen] or [i for i in REGISTRY if i in seen]
    write_reports(results, ids, _facts(settings), out)
    shutil.rmtree(out / PARTIAL, ignore_errors=True)
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
    one = read_submission(path.stem, path)
    marking = Marking(settings.seed, settings.limit)
    (answers,) = (found for _, found in _all_answers([one], settings, marking))
    if isinstance(answers, Exception):
        raise answers
    asked = [settings.asked(notebook) for notebook in one.notebooks]
    return settle(one, asked, answers, marking, "")


def _all_answers(
    submissions: list[Submission], settings: Settings, marking: Marking
) -> Iterator[tuple[Submission, list[Answers] | Exception]]:
    """Yield every submission with its answers, or what kept us from them."""
    unreadable = [one for one in submissions if not one.notebooks]
    yield from ((one, []) for one in unreadable)
    left = iter([one for one in submissions if one.notebooks])
    warm = warm_for(note.code for one in submissions for note in one.notebooks)
    if len(unreadable) == len(submissions):
        return
    running: dict[Future[list[Answers]], Submission] = {}
    with _runner(settings) as runner, ThreadPoolExecutor(runner.jobs) as pool:
        try:
            while True:
                for one in left:
                    works = [
                        marking.work(note.cells, settings.asked(note), warm)
                        for note in one.notebooks
                    ]
                    running[pool.submit(_answers, runner, works)] = one
                    if len(running) > 2 * runner.jobs:
                        break
                if not running:
                    return
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    failed = future.exception()
                    if failed and not isinstance(failed, Exception):
                        raise failed
                    yield running.pop(future), failed or future.result()
        finally:
            for future in running:
                future.cancel()


def _answers(runner: Any, works: list[Any]) -> list[Answers]:
    return [runner.answers(work) for work in works]


def _runner(settings: Settings) -> Any:
    if settings.scheduler:
        from cnnbook.grading.sandbox.dask_pool import Cluster

        return Cluster(settings.scheduler, settings.isolation)
    return Crew(settings.isolation, settings.jobs or os.cpu_count() or 1)


def _check_out(folder: Path, out: Path) -> None:
    inside, around = out.resolve(), folder.resolve()
    if inside.is_relative_to(around):
        raise ValueError(
            f"the results would lie among the submissions: {out}; name another folder"
        )
    if out.exists() and not out.is_dir():
        raise ValueError(f"the results need a folder, and this is a file: {out}")


def _fingerprint(submission: Submission, settings: Settings) -> str:
    return fingerprint(
        [
            submission.name,
            submission.digest,
            settings.seed,
            settings.limit,
            [exercise.id for exercise in settings.chosen],
            settings.isolation,
            _version_of_rooms(),
        ]
    )


@functools.cache
def _version_of_rooms() -> str:
    """Return a checksum of what grades, so that a new version grades anew."""
    digest = hashlib.sha256()
    for room in ("exercises", "grading", "ops"):
        for path in sorted((PACKAGE / room).rglob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _facts(settings: Settings) -> Facts:
    limit = f"at most {LIMIT:g} s for a cell or a call, {KERAS_LIMIT:g} s with Keras"
    if settings.limit:
        limit = f"at most {settings.limit:g} s for a cell or a call"
    return Facts(settings.seed, HIDDEN, limit)
