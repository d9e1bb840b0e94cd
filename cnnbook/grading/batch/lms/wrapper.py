"""Find the folder in which the students lie: unzipping adds folders around it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from cnnbook.grading.batch.lms.clutter import entries, walk
from cnnbook.grading.batch.lms.systems import recognise

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


def handed_in(folder: Path) -> list[Path]:
    """Return the entries of a folder that may be a student's."""
    return [path for path in entries(folder) if path.name not in OURS]


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
    unwrapped: list[str] = []
    while len(unwrapped) < MAX_WRAPPERS:
        here = handed_in(folder)
        if len(here) != 1 or recognise(here) != "plain" or here[0].is_symlink():
            break
        sole: Path | None = here[0]
        assert sole
        name, stem = sole.name, sole.stem
        if not sole.is_dir():
            sole = unzip(sole) if sole.suffix.lower() == ".zip" else None
        if sole is None or not is_wrapper(sole, title, stem):
            break
        folder = sole
        unwrapped.append(name)
    return folder, unwrapped


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
    here = handed_in(folder)
    if not here:
        return False
    if recognise(here) != "plain" or WRAPPER.fullmatch(name) or name == title:
        return True
    folders = [path for path in here if path.is_dir() and not path.is_symlink()]
    if len(here) == 1 and folders:
        return is_wrapper(here[0], title, here[0].name)
    notebooks = [path for path in here if path.suffix.lower() in (".ipynb", ".zip")]
    if len(notebooks) > 1:
        return not all(BEGINS_WITH_CHAPTER.match(path.name) for path in notebooks)
    holding = [path for path in folders if _holds_work(path)]
    parts = sum(bool(PART_OF_A_COURSE.match(path.name)) for path in holding)
    return not notebooks and len(holding) > 1 and parts < len(holding)


def _holds_work(folder: Path) -> bool:
    return any(
        path.suffix.lower() in (".ipynb", ".zip") and not passed_over
        for path, passed_over in walk(folder)
    )
