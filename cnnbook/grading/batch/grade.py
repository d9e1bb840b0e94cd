"""Grade a class: every submission gets a result, and nothing is lost on the way."""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from cnnbook.exercises import REGISTRY
from cnnbook.exercises.base import Exercise
from cnnbook.grading.batch.aggregate import aggregate
from cnnbook.grading.batch.crew import grade_all
from cnnbook.grading.batch.handed_out import (
    check_exercises,
    check_version,
    drawn_otherwise,
    of_nobody,
    without_roster,
)
from cnnbook.grading.batch.keras_here import why_not_graded
from cnnbook.grading.batch.lms.describe import describe
from cnnbook.grading.batch.lms.hand_back import hand_back, withdraw
from cnnbook.grading.batch.lms.intake import put_together, take
from cnnbook.grading.batch.lms.pieces import HandedIn, Intake, Piece, listed
from cnnbook.grading.batch.lock import only_run
from cnnbook.grading.batch.own_numbers import (
    as_it_asks,
    asked_in,
    check_seed,
    match,
    unknown,
)
from cnnbook.grading.batch.reports import (
    SIMILARITY,
    RunFacts,
    write_reports,
    write_similarity,
)
from cnnbook.grading.batch.results import PARTIAL, Result, save
from cnnbook.grading.batch.resume import (
    earlier_results,
    fingerprint,
    with_other_marks,
)
from cnnbook.grading.batch.rules.applying import Rules
from cnnbook.grading.batch.rules.finding import find_rules
from cnnbook.grading.batch.settings import Settings
from cnnbook.grading.batch.student_files import beside
from cnnbook.grading.batch.submissions import (
    Submission,
    read_submission,
    with_files,
)
from cnnbook.grading.handouts.numbers import OwnNumbers
from cnnbook.grading.handouts.roster import read_roster
from cnnbook.grading.judging.answer_key import DRAWN_CASES
from cnnbook.grading.sandbox.isolation import choose

Progress: TypeAlias = Callable[[int, int], None]
Say: TypeAlias = Callable[[str], None]


def grade(
    folder: Path,
    out: Path,
    settings: Settings,
    progress: Progress | None = None,
    say: Say | None = None,
) -> list[Result]:
    """Grade a class; go on where an earlier run was interrupted.

    Parameters
    ----------
    folder : Path
        What a system handed over, a zip or a folder; or a folder of notebooks, zips or
        student folders.
    out : Path
        Takes ``grades.csv``, ``report.html``, ``feedback/`` and ``results/``, and what
        else there is to write.
    settings : Settings
        How to grade.
    progress : callable, optional
        Is told how many are done, of how many.
    say : callable, optional
        Is told, line by line, what was taken for what before anything is graded, and
        what did not fit in the end.

    Returns
    -------
    list of Result
        In the order of the names.

    Raises
    ------
    ValueError
        If there is nothing to grade, `out` is no place for results, or the rules of
        the course are not in order.
    RuntimeError
        If another run is grading into `out`.
    """
    _check_out(folder, out)
    rules, words = find_rules(folder, out, settings)
    if rules.assignment.exercises and not settings.exercises:
        settings = replace(settings, exercises=rules.assignment.exercises)
    gradebook = None
    if settings.gradebook:
        from cnnbook.grading.batch.lms.gradebook import Gradebook

        gradebook = Gradebook(settings.gradebook, settings.column)
    chosen = settings.chosen  # an unknown exercise, or isolation, is refused at once
    choose(settings.isolation, own_code=settings.own_code)
    tell = say or (lambda line: None)
    with only_run(out), _emptied(out / PARTIAL) as stage:
        ours = [
            p for p in (settings.gradebook, settings.course, settings.overrides) if p
        ]
        intake = take(folder, stage, settings.lms, ours)
        told, unread = intake.system == "canvas", list[str]()
        if gradebook and intake.system == "moodle":
            from cnnbook.grading.batch.lms.gradebook import with_lateness

            intake.students = with_lateness(intake.students, gradebook.lateness())
            told, unread = gradebook.tells_late, gradebook.unread()
        words = [*words, *describe(intake), *unread]
        words += rules.on_times(intake.students, intake.system, told)
        if settings.roster:
            settings, more = _with_numbers(settings, intake.students)
            chosen = settings.chosen
            words += more
        submissions = [_read(student) for student in intake.students]
        if not settings.roster:
            words += without_roster(submissions)
        for line in words:
            tell(line)
        rules.check(intake.students)
        graded = _grade(submissions, settings, out, progress, tell)
        results, more = rules.apply(graded, intake.students)
        words += more
        for raw, result in zip(graded, results, strict=True):
            if raw.fingerprint:
                save(raw, out, result)
        ids = _columns(results, chosen)
        facts = _facts(settings, rules, words, intake, ids)
        write_reports(results, ids, facts, out)
        if settings.similarity:
            pairs = write_similarity(submissions, facts, out)
            more.append(
                f"Pairs of submissions that are alike: {pairs}, see {SIMILARITY}."
            )
        else:  # of another class, perhaps
            (out / SIMILARITY).unlink(missing_ok=True)
        more += withdraw({result.name for result in results}, out)
        more += hand_back(intake, results, rules, facts.most, gradebook, out)
        for line in more:
            tell(line)
    return results


def _with_numbers(
    settings: Settings, students: list[HandedIn]
) -> tuple[Settings, list[str]]:
    """Return the settings with everybody's own numbers, and what there is to say."""
    assert settings.roster is not None
    roster = read_roster(settings.roster)
    by_name, words = match(roster, students)
    numbers = OwnNumbers(settings.seed, tuple(s.id for s in roster), by_name)
    submissions = [*map(_read, students)]
    check_seed(submissions, numbers)
    exercises = settings.exercises or asked_in(submissions)
    check_version(submissions, numbers, exercises)
    if not exercises:
        raise ValueError(
            "no notebook checks a problem with numbers of its own; name the exercises "
            "with --exercises"
        )
    words += of_nobody(submissions, by_name, numbers.students)
    words += drawn_otherwise(submissions, numbers)
    words += check_exercises(exercises, asked_in(submissions))
    handed_in = set(by_name.values())
    missing = [student.id for student in roster if student.id not in handed_in]
    if missing:
        shown = listed(missing, 10)
        words.append(f"Of the roster {len(missing)} handed in nothing: {shown}.")
    return replace(settings, numbers=numbers, exercises=exercises), words


def _grade(
    submissions: list[Submission],
    settings: Settings,
    out: Path,
    progress: Progress | None,
    tell: Say,
) -> list[Result]:
    """Grade what no earlier run has graded; return everything."""
    if settings.numbers:
        submissions = [unknown(s, settings.numbers) for s in submissions]
    fingerprints = {s.name: fingerprint(s, settings) for s in submissions}
    done = {} if settings.regrade else earlier_results(fingerprints, out)
    left = [s for s in submissions if s.name not in done]
    report_progress = progress or (lambda done, total: None)
    report_progress(len(done), len(submissions))
    today = datetime.date.today().isoformat()
    for submission, result in _run(left, settings, fingerprints, tell):
        if isinstance(result, Exception):  # without a fingerprint it is none to keep
            status = f"not graded, run again: {why_not_graded(result)}"
            result = Result(submission.name, status, (), "", (), "")
        else:
            result = replace(result, seed=settings.seed, graded_on=today)
            if settings.regrade:
                result = with_other_marks(result, settings.chosen, out)
            save(result, out)
        done[submission.name] = result
        report_progress(len(done), len(submissions))
    return [done[s.name] for s in submissions]


def _read(student: HandedIn) -> Submission:
    """Read a submission, with what was wrong while it was taken from the download."""
    submission = read_submission(student.name, student.path)
    if not student.problems:
        return submission
    problems = (*submission.problems, *student.problems)
    digest = hashlib.sha256("\0".join([submission.digest, *problems]).encode())
    return replace(submission, problems=problems, digest=digest.hexdigest())


def grade_notebook(path: Path, settings: Settings) -> Result:
    """Grade one notebook, or the folder of one student, and write nothing.

    Parameters
    ----------
    path : Path
        The notebook, or the folder.
    settings : Settings
        How to grade.

    Raises
    ------
    ValueError
        If there is no such file.
    """
    if not path.exists():
        raise ValueError(f"there is no notebook {path}")
    settings = replace(settings, jobs=1)
    with tempfile.TemporaryDirectory() as stage:
        piece = Piece(path.resolve().stem, path, "")
        student = put_together([piece], Path(stage) / "one", "plain")
        submission = _read(student)
        if student.path == path and not path.is_dir():
            code = "\n".join(notebook.code for notebook in submission.notebooks)
            submission = with_files(submission, beside(path, code))
        settings = as_it_asks(settings, submission)
        ((_, result),) = _run([submission], settings, {submission.name: ""})
    if isinstance(result, Exception):
        raise result
    return result


def _run(
    submissions: list[Submission],
    settings: Settings,
    fingerprints: Mapping[str, str],
    tell: Say = lambda line: None,
) -> Iterator[tuple[Submission, Result | Exception]]:
    """Yield every submission with its result, or what kept us from it."""
    readable = [s for s in submissions if s.notebooks]
    for submission in submissions:
        if not submission.notebooks:
            fingerprint = fingerprints[submission.name]
            yield submission, aggregate(submission, [], [], fingerprint)
    if not readable:
        return
    yield from grade_all(readable, settings, fingerprints, tell)


def _columns(results: list[Result], chosen: list[Exercise]) -> list[str]:
    """Return the exercises that were chosen, or seen."""
    seen = {mark.exercise for result in results for mark in result.marks}
    asked = {exercise.id for exercise in chosen}
    return REGISTRY.in_order(asked | seen)


def _facts(
    settings: Settings,
    rules: Rules,
    words: list[str],
    intake: Intake,
    ids: list[str],
) -> RunFacts:
    course = rules.course.title if rules.course else ""
    titles = [text for text in (course, rules.assignment.name) if text]
    plain = intake.system == "plain" and not intake.notes and not intake.apart
    return RunFacts(
        settings.seed,
        DRAWN_CASES,
        settings.limit_in_words,
        settings.follow_up_share,
        rules.assignment.most(ids),
        course=", ".join(titles),
        intake=() if plain and len(words) <= 2 else tuple(words),
        apart=tuple(intake.apart),
        anonymous=settings.anonymous,
        numbers=settings.numbers,
        show_answers=settings.show_answers,
    )


@contextlib.contextmanager
def _emptied(folder: Path) -> Iterator[Path]:
    """Lend a folder that is not there before, and is gone afterwards."""
    shutil.rmtree(folder, ignore_errors=True)
    try:
        yield folder / "handed-in"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _check_out(folder: Path, out: Path) -> None:
    inside, around = out.resolve(), folder.resolve()
    if inside.is_relative_to(around):
        raise ValueError(
            f"the results would lie among the submissions: {out}; name another folder"
        )
    if out.exists() and not out.is_dir():
        raise ValueError(f"the results need a folder, and this is a file: {out}")
