"""Find what a class has handed in."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from cnnbook.grading.batch.lms.pieces import printable
from cnnbook.grading.batch.notebooks import (
    Notebook,
    NotebookError,
    read_file,
    read_notebook,
)

MAX_FILES = 5000
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
    """

    name: str
    notebooks: tuple[Notebook, ...]
    problems: tuple[str, ...]
    digest: str


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
    files, problem = _notebooks_of(path)
    problems = [problem] if problem else []
    for file in files:
        inside = _printable(str(file.relative_to(path))) if file != path else ""
        try:
            content = read_file(file)
            digest.update(f"{inside}\0{len(content)}\0".encode())
            digest.update(content)
            notebooks.append(read_notebook(file.name, content))
        except NotebookError as error:
            digest.update(f"{inside}\0{error}\0".encode())
            problems.append(f"{inside}: {error}" if inside else str(error))
    return Submission(name, tuple(notebooks), tuple(problems), digest.hexdigest())


def _notebooks_of(path: Path) -> tuple[list[Path], str]:
    if path.is_symlink():
        return [], "it is a symbolic link"
    if not path.is_dir():
        if path.suffix.lower() == ".ipynb" or not path.is_file():
            return [path], ""
        return [], f"it is no notebook: its name ends in {path.suffix or 'nothing'}"
    found: list[Path] = []
    seen = 0
    for here, folders, files in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        seen += len(folders) + len(files)
        if seen > MAX_FILES:
            return [], f"there are more than {MAX_FILES} files in the folder"
        names = sorted(n for n in files if n.lower().endswith(".ipynb"))
        found += [Path(here) / name for name in names if not name.startswith(".")]
    if len(found) > MAX_NOTEBOOKS:
        return [], f"there are more than {MAX_NOTEBOOKS} notebooks in the folder"
    return found, "" if found else "there is no notebook in the folder"


def _stem(path: Path) -> str:
    shortened = path.suffix.lower() in (".ipynb", ".zip") and not path.is_dir()
    return path.stem if shortened else path.name


def _printable(name: str) -> str:
    """Return a file's name as text that can be written down, in one line."""
    text = os.fsencode(name).decode("utf-8", "replace")
    return "".join(c if c.isprintable() else "�" for c in text)
