"""Find what was handed in beside a notebook: helper modules, data, pictures."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from cnnbook.grading.batch.notebooks import (
    SUFFIXES,
    NotebookError,
    is_notebook,
    read_file,
)

MAX_WALKED = 5000
"""Files and folders of one submission that are looked at."""
MAX_USED, MAX_USED_BYTES = 300, 32 << 20
"""Files that a notebook finds beside it, and their bytes together."""
PASSED_OVER = {"__macosx", "__pycache__", "node_modules", "site-packages"}
"""Folders that nobody writes by hand, beside hidden ones and virtual environments."""


@dataclass(frozen=True)
class StudentFile:
    """A file that was handed in.

    Attributes
    ----------
    inside : str
        Its path in the submission, such as ``"data/patch.csv"``.
    path : Path
        Where it lies here.
    """

    inside: str
    path: Path


class TooManyFilesError(ValueError):
    """There are more files than are looked at."""


def walk(folder: Path) -> Iterator[StudentFile]:
    """Yield every file below a folder, in the order of their names.

    Hidden files, virtual environments and what tools leave behind are passed over. A
    notebook with no name before its `.ipynb` is none of these.

    Parameters
    ----------
    folder : Path
        Of one student.

    Raises
    ------
    TooManyFilesError
        If there are more than `MAX_WALKED` files and folders.
    """
    seen = 0
    for here, folders, files in os.walk(folder):
        folders[:] = sorted(
            name for name in folders if not _is_passed_over(Path(here, name))
        )
        seen += len(folders) + len(files)
        if seen > MAX_WALKED:
            words = f"there are more than {MAX_WALKED} files in the folder"
            raise TooManyFilesError(words)
        for name in sorted(files):
            path = Path(here, name)
            if not name.startswith((".", "~$")) or name.lower() in SUFFIXES:
                yield StudentFile(path.relative_to(folder).as_posix(), path)


def beside(notebook: Path, code: str) -> list[StudentFile]:
    """Return what lies beside a notebook and is named in its code.

    So nothing else is taken from the folder that somebody works in.

    Parameters
    ----------
    notebook : Path
        The notebook.
    code : str
        All of its code.
    """
    words = set(re.findall(r"\w+", code))
    found: list[StudentFile] = []
    with contextlib.suppress(TooManyFilesError, OSError):
        for file in walk(notebook.absolute().parent):
            parts = (*Path(file.inside).parts[:-1], file.path.stem)
            is_module = file.path.suffix == ".py" and words & set(parts)
            if file.path.name != notebook.name and (
                is_module or file.path.name in code
            ):
                found.append(file)
    return found


def chosen_files(
    files: Iterable[StudentFile], code: str
) -> tuple[list[StudentFile], list[StudentFile]]:
    """Return the files that notebooks will find beside them, and those left out.

    Parameters
    ----------
    files : iterable of StudentFile
        All that were handed in. Of notebooks only those are taken whose names the code
        has; of others Python's own come first, then the smaller ones.
    code : str
        Of the notebooks.
    """
    sizes = {}
    for file in files:
        if is_notebook(file.path) and file.path.name not in code:
            continue
        with contextlib.suppress(OSError):
            if not file.path.is_symlink():
                sizes[file] = file.path.stat().st_size
    used: list[StudentFile] = []
    left_out: list[StudentFile] = []
    total = 0
    for file in sorted(sizes, key=lambda f: (f.path.suffix != ".py", sizes[f])):
        if len(used) < MAX_USED and total + sizes[file] <= MAX_USED_BYTES:
            used.append(file)
            total += sizes[file]
        else:
            left_out.append(file)
    return used, left_out


def contents(files: Iterable[StudentFile]) -> tuple[tuple[str, bytes], ...]:
    """Read files; those that can't be read are not there.

    Parameters
    ----------
    files : iterable of StudentFile
        Those that a notebook finds beside it.
    """
    found, left = [], MAX_USED_BYTES
    for file in files:
        with contextlib.suppress(NotebookError):
            content = read_file(file.path)
            left -= len(content)
            if left >= 0:  # it may have grown since it was looked at
                found.append((file.inside, content))
    return tuple(found)


def left_out_note(files: list[StudentFile]) -> str:
    """Say which files are not used; empty if all are."""
    if not files:
        return ""
    names = ", ".join(file.inside for file in files[:3])
    more = f" and {len(files) - 3} more" if len(files) > 3 else ""
    return (
        f"Handed in with it, but not used: {names}{more}. At most {MAX_USED} files of "
        f"{MAX_USED_BYTES >> 20} MB together are."
    )


def _is_passed_over(folder: Path) -> bool:
    name = folder.name.lower()
    if name.startswith(".") or name in PASSED_OVER:
        return True
    return (folder / "pyvenv.cfg").exists() or (folder / "conda-meta").exists()
