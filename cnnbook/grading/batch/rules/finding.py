"""Find the rules of a course, and the marks changed by hand, where they usually lie."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from cnnbook.grading.batch.rules.applying import Rules
from cnnbook.grading.batch.rules.course import Assignment, read_course
from cnnbook.grading.batch.rules.overrides import read_overrides
from cnnbook.grading.batch.settings import Settings

COURSE, OVERRIDES = "course.toml", "overrides.csv"


def find_rules(folder: Path, out: Path, settings: Settings) -> tuple[Rules, list[str]]:
    """Return the rules, and say where they were found.

    Parameters
    ----------
    folder : Path
        What was handed in. `course.toml` may lie in it, beside it, or where the command
        is given; `overrides.csv` also among the results.
    out : Path
        The folder of all results.
    settings : Settings
        May name the files.

    Raises
    ------
    ValueError
        If a file that was named is not there, or is not in order.
    """
    around = [folder, folder.resolve().parent, Path.cwd()]
    course_file = _found(settings.course, COURSE, around)
    overrides_file = _found(settings.overrides, OVERRIDES, [out, *around])
    words = []
    course, assignment = None, Assignment("")
    if course_file:
        course = read_course(course_file)
        assignment = course.assignment(settings.assignment)
        words.append(f"Rules of the course: {course_file}, {assignment.name}.")
    elif settings.assignment:
        raise ValueError(
            f"--assignment {settings.assignment} needs a {COURSE}; name it with "
            "--course"
        )
    overrides = read_overrides(overrides_file) if overrides_file else []
    if overrides_file:
        words.append(f"Marks changed by hand: {overrides_file}, {len(overrides)}.")
    return Rules(course, assignment, tuple(overrides)), words


def _found(named: Path | None, name: str, places: Iterable[Path]) -> Path | None:
    if named:
        if not named.is_file():
            raise ValueError(f"there is no file {named}")
        return named
    return next((p / name for p in places if (p / name).is_file()), None)
