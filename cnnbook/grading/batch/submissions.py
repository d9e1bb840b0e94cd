"""Find what a class has handed in."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from cnnbook.grading.batch.lms.pieces import printable
from cnnbook.grading.batch.notebooks import (
    Notebook,
    NotebookError,
    is_notebook,
    read_file,
    read_notebook,
)
from cnnbook.grading.batch.student_files import (
    StudentFile,
    TooManyFilesError,
    chosen_files,
    contents,
    left_out_note,
    walk,
)

MAX_NOTEBOOKS = 40
NOT_HANDED_IN = {"__MACOSX", "Thumbs.db", "desktop.ini"}


@dataclass(frozen=True)
class Submission:
    """What one student handed in.

    Attributes
    ----------
    name : str
        Of the notebook without its suffix, or of the student's folder.
    notebooks : tuple of Notebook
        Those that could be read.
    problems : tuple of str
        What could not, and why.
    digest : str
        Changes when a file does.
    files : tuple of StudentFile
        What lies beside the notebooks for their code to use.
    notes : tuple of str
        What else the student should know, in sentences.
    """

    name: str
    notebooks: tuple[Notebook, ...]
    problems: tuple[str, ...]
    digest: str
    files: tuple[StudentFile, ...] = ()
    notes: tuple[str, ...] = ()


def find_submissions(folder: Path) -> list[tuple[str, Path]]:
    """Return the names and paths of all submissions in a folder, sorted by name.

    Parameters
    ----------
    folder : Path
        Of notebooks, or of student folders; hidden files are passed over.

    Raises
    ------
    ValueError
        If it is no folder, or there is nothing in it.
    """
    if not folder.is_dir():
        what = "is a file" if folder.exists() else "does not exist"
        raise ValueError(f"the folder of submissions {what}: {folder}")
    entries = [
        Path(entry.path)
        for entry in os.scandir(folder)
        if not entry.name.startswith(".") and entry.name not in NOT_HANDED_IN
    ]
    if not entries:
        raise ValueError(f"there are no submissions in {folder}")
    return named(entries)


def named(entries: Iterable[Path]) -> list[tuple[str, Path]]:
    """Return the names of submissions beside their paths, sorted by name.

    Parameters
    ----------
    entries : iterable of Path
        Of one folder. No two get the same name.
    """
    entries = sorted(entries)
    stems = {path: _stem(path) for path in entries}
    times = Counter(stems.values())
    found: dict[str, Path] = {}
    for path in entries:
        shown = printable(stems[path] if times[stems[path]] == 1 else path.name)
        while shown in found:
            shown += "_"
        found[shown] = path
    return sorted(found.items())


def read_submission(name: str, path: Path) -> Submission:
    """Read everything that one student handed in.

    Parameters
    ----------
    name : str
        Of the submission.
    path : Path
        A notebook or a folder.
    """
    digest = hashlib.sha256()
    notebooks: list[Notebook] = []
    all_files, problem = _files_of(path)
    found = [file for file in all_files if is_notebook(file.path)] or all_files
    problems = [problem] if problem else []
    if path.is_dir() and not problem:
        problems += _wrong_number(found)
        found = [] if problems else found
    for file in found:
        inside = printable(file.inside)
        folder = file.inside.rpartition("/")[0]
        try:
            content = read_file(file.path)
            digest.update(f"{inside}\0{len(content)}\0".encode())
            digest.update(content)
            notebook = read_notebook(file.path.name, content)
            notebooks.append(replace(notebook, folder=folder))
        except NotebookError as error:
            digest.update(f"{inside}\0{error}\0".encode())
            problems.append(f"{inside}: {error}" if inside else str(error))
    submission = Submission(name, tuple(notebooks), tuple(problems), digest.hexdigest())
    return with_files(submission, all_files) if path.is_dir() else submission


def with_files(submission: Submission, files: list[StudentFile]) -> Submission:
    """Return a submission with what its notebooks will find beside them.

    Parameters
    ----------
    submission : Submission
        Of which the notebooks have been read.
    files : list of StudentFile
        All that were handed in.
    """
    code = "\n".join(notebook.code for notebook in submission.notebooks)
    used, left_out = chosen_files(files, code)
    if not submission.notebooks or not (used or left_out):
        return submission
    digest = hashlib.sha256(submission.digest.encode())
    for inside, content in contents(used):
        digest.update(f"{printable(inside)}\0{len(content)}\0".encode())
        digest.update(content)
    note = left_out_note(left_out)
    return replace(
        submission,
        files=tuple(used),
        notes=(*submission.notes, note) if note else submission.notes,
        digest=digest.hexdigest(),
    )


def _files_of(path: Path) -> tuple[list[StudentFile], str]:
    """Return everything of a submission, or what is wrong with all of it."""
    if path.is_symlink():
        return [], "it is a symbolic link"
    if not path.is_dir():
        if is_notebook(path) or not path.is_file():
            return [StudentFile("", path)], ""
        ends = path.suffix or "nothing"
        return [], f"it is no notebook: its name ends in {ends}, not in .ipynb"
    try:
        return list(walk(path)), ""
    except TooManyFilesError as error:
        return [], str(error)


def _wrong_number(found: list[StudentFile]) -> list[str]:
    """Say why the notebooks of a folder are not read, if they are not."""
    number = sum(is_notebook(file.path) for file in found)
    if number > MAX_NOTEBOOKS:
        return [f"there are more than {MAX_NOTEBOOKS} notebooks in the folder"]
    if number:
        return []
    names = ", ".join(printable(file.inside) for file in found[:3])
    more = f" and {len(found) - 3} more" if len(found) > 3 else ""
    there = f"; there is {names}{more}" if found else ""
    return [f"there is no notebook in the folder{there}"]


def _stem(path: Path) -> str:
    if path.is_dir():
        return path.name
    if is_notebook(path):
        return path.name[: path.name.lower().rindex(".ipynb")]
    return path.stem if path.suffix.lower() == ".zip" else path.name
