"""Find the folder in which the students lie: unzipping adds folders around it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from cnnbook.grading.batch.lms.clutter import entries, walk
from cnnbook.grading.batch.lms.pieces import printable
from cnnbook.grading.batch.lms.systems import recognise
from cnnbook.grading.batch.notebooks import is_notebook

MAX_WRAPPERS = 6
WRAPPER = re.compile(
    r"(student[ _-]?)?submissions?|downloads?|exports?|uploads?|abgaben?|entregas?|"
    r"rendus?|handed[ _-]?in|assignment_\d+_export|.+[ _-](submissions?|downloads?)",
    re.IGNORECASE,
)
"""Names that are not a student's."""
PART_OF_A_COURSE = re.compile(
    r"\d\d?\b|(week|chapter|ch|hw|homework|exercise|task|part|lab|data|src|images?)\b"
    r"|(week|chapter|ch|hw|lab|part)[ _-]?\d",
    re.IGNORECASE,
)
BEGINS_WITH_CHAPTER = re.compile(r"\d\d(?!\d)")
OURS = {"course.toml", "overrides.csv"}
LISTS = {".csv", ".tsv", ".xlsx", ".xls", ".toml", ".yml", ".yaml", ".log"}
"""Of tables and settings: no student of a plain folder hands in such a file alone."""


def handed_in(folder: Path) -> list[Path]:
    """Return the entries of a folder that may be a student's."""
    return [path for path in entries(folder) if path.name not in OURS]


def _is_work_file(path: Path) -> bool:
    return is_notebook(path) or path.suffix.lower() == ".zip"


def is_work(path: Path) -> bool:
    """Whether an entry may hold notebooks."""
    return path.is_dir() or _is_work_file(path)


def is_nobodys(path: Path) -> bool:
    """Whether a file is what lies beside students' work, as a list or a readme does."""
    name = path.name.lower()
    named = name.startswith("readme") or name == "index.html"
    return path.is_file() and (named or path.suffix.lower() in LISTS)


def students_folder(
    folder: Path, title: str, unzip: Callable[[Path], Path | None]
) -> tuple[Path, list[str]]:
    """Return the folder whose entries are the students', and what was unwrapped.

    Parameters
    ----------
    folder : Path
        As it was named, or unpacked.
    title : str
        Its name, or that of the zip, without suffix.
    unzip : callable
        Unpacks a zip and returns the folder; None if it can't.
    """
    notes: list[str] = []
    for _ in range(MAX_WRAPPERS):
        here = handed_in(folder)
        work = [path for path in here if is_work(path)]
        if len(work) != 1 or recognise(here) != "plain" or work[0].is_symlink():
            break
        sole: Path | None = work[0]
        assert sole
        name, stem = sole.name, sole.stem
        if not sole.is_dir():
            sole = unzip(sole) if sole.suffix.lower() == ".zip" else None
        if sole is None or not is_wrapper(sole, title, stem):
            break
        folder = sole
        notes.append(f"Unwrapped: {printable(name)}.")
        beside = [printable(path.name) for path in here if path not in work]
        if beside:
            notes.append(f"Beside it, not of a student: {', '.join(beside)}.")
    return folder, notes


def downloads_in(entries: list[Path]) -> list[Path]:
    """Return the entries of several downloads that lie beside each other.

    Parameters
    ----------
    entries : list of Path
        If each is a folder of one and the same system, as with the sections of a
        class, what lies in them; else these.
    """
    folders = [path for path in entries if is_work(path)]
    if len(folders) < 2 or not all(p.is_dir() and not p.is_symlink() for p in folders):
        return entries
    inside = [handed_in(folder) for folder in folders]
    systems = {recognise(found) for found in inside}
    if len(systems) != 1 or systems == {"plain"}:
        return entries
    return [path for found in inside for path in found]


def is_wrapper(folder: Path, title: str, name: str) -> bool:
    """Whether a folder that lies alone holds a class, not what one student handed in.

    Parameters
    ----------
    folder : Path
        The folder.
    title : str
        What the folder, or zip, around it is called.
    name : str
        What it is called itself.
    """
    try:
        here = handed_in(folder)
    except OSError:
        return False
    if not here:
        return False
    if recognise(here) != "plain" or WRAPPER.fullmatch(name) or name == title:
        return True
    folders = [path for path in here if path.is_dir() and not path.is_symlink()]
    if len(here) == 1 and folders:
        return is_wrapper(here[0], title, here[0].name)
    notebooks = [path for path in here if _is_work_file(path)]
    if len(notebooks) > 1:
        return not all(BEGINS_WITH_CHAPTER.match(path.name) for path in notebooks)
    holding = [path for path in folders if _holds_work(path)]
    parts = sum(bool(PART_OF_A_COURSE.match(path.name)) for path in holding)
    return not notebooks and len(holding) > 1 and parts < len(holding)


def _holds_work(folder: Path) -> bool:
    return any(
        _is_work_file(path) and not passed_over for path, passed_over in walk(folder)
    )
