"""Read the code of a notebook that may be anything at all."""

from __future__ import annotations

import json
import os
import re
import stat
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cnnbook.exercises import REGISTRY
from cnnbook.exercises.base import Exercise
from cnnbook.grading.batch.chapters import chapters

MAX_NOTEBOOK_BYTES = 50 << 20
MAX_CELLS = 2000
MAX_CODE = 4 << 20
CHECK_CALL = re.compile(r"""\bcheck\(\s*["']([\w-]{1,60})["']""")


class NotebookError(ValueError):
    """A file is no notebook; the message says why."""


@dataclass(frozen=True)
class Notebook:
    """What counts of a notebook.

    Attributes
    ----------
    cells : tuple of str
        The source of its code cells.
    chapter : str
        Two digits, or nothing if it belongs to no chapter of the book.
    """

    cells: tuple[str, ...]
    chapter: str

    @property
    def code(self) -> str:
        """All cells together."""
        return "\n".join(self.cells)

    def exercises(self) -> list[Exercise]:
        """Return the exercises that it counts for."""
        return REGISTRY.chapter(self.chapter)


def read_file(path: Path) -> bytes:
    """Return the bytes of a file that is an ordinary one, and not huge.

    Raises
    ------
    NotebookError
        If it is not.
    """
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    if path.is_symlink():
        raise NotebookError("it is a symbolic link")
    try:
        opened = os.open(path, flags | getattr(os, "O_BINARY", 0))
    except OSError as error:
        raise NotebookError(error.strerror or "it can't be opened") from error
    with os.fdopen(opened, "rb") as file:
        about = os.fstat(opened)
        if not stat.S_ISREG(about.st_mode):
            raise NotebookError("it is not an ordinary file")
        if about.st_size > MAX_NOTEBOOK_BYTES:
            raise NotebookError(
                f"it is too large: {about.st_size >> 20} MB, and at most "
                f"{MAX_NOTEBOOK_BYTES >> 20} MB are read"
            )
        try:
            return file.read(MAX_NOTEBOOK_BYTES + 1)[:MAX_NOTEBOOK_BYTES]
        except OSError as error:  # of the disk, or of a network's
            why = error.strerror or "an error of the disk"
            raise NotebookError(f"it can't be read: {why}") from error


def read_notebook(name: str, content: bytes) -> Notebook:
    """Return the code cells and the chapter of a notebook.

    Parameters
    ----------
    name : str
        The file's name.
    content : bytes
        Its content.

    Raises
    ------
    NotebookError
        If it is no notebook.

    Examples
    --------
    >>> read_notebook("x.ipynb", b"[1")
    Traceback (most recent call last):
        ...
    cnnbook.grading.batch.notebooks.NotebookError: it is not JSON (line 1, column 3)
    """
    if not content.strip():
        raise NotebookError("it is empty")
    try:
        notebook = json.loads(content)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise NotebookError(f"it is not JSON ({where})") from error
    except (ValueError, RecursionError) as error:
        raise NotebookError("it is not JSON that can be read") from error
    found = _cells(notebook)
    if found is None:
        raise NotebookError("it is JSON, but no notebook")
    cells = [source for cell in found if (source := _source(cell)).strip()]
    if len(cells) > MAX_CELLS or sum(map(len, cells)) > MAX_CODE:
        raise NotebookError("it has too many cells, or too much code in them")
    return Notebook(tuple(cells), _chapter(notebook, name, cells))


def _cells(notebook: Any) -> list[Any] | None:
    """Return the cells, whichever version of the format it is."""
    if not isinstance(notebook, dict):
        return None
    cells = notebook.get("cells")
    if isinstance(cells, list):
        return cells
    sheets = notebook.get("worksheets")  # versions 2 and 3
    if not isinstance(sheets, list):
        return None
    found: list[Any] = []
    for sheet in sheets:
        if isinstance(sheet, dict) and isinstance(sheet.get("cells"), list):
            found += sheet["cells"]
    return found


def _source(cell: Any) -> str:
    if not isinstance(cell, dict) or cell.get("cell_type") != "code":
        return ""
    source = cell.get("source", cell.get("input", ""))
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    return source if isinstance(source, str) else ""


def _chapter(notebook: dict[str, Any], name: str, cells: list[str]) -> str:
    """Return the chapter: by the metadata, else the file's name, else the checks."""
    metadata = notebook.get("metadata")
    ours = metadata.get("cnnbook") if isinstance(metadata, dict) else None
    named = ours.get("chapter") if isinstance(ours, dict) else None
    if isinstance(named, str) and named in chapters():
        return named
    begins = re.match(r"\d\d(?!\d)", name)
    if begins and begins[0] in chapters():
        return begins[0]
    code = "\n".join(cells)
    checked = Counter(
        REGISTRY[identifier].chapter
        for identifier in CHECK_CALL.findall(code)
        if identifier in REGISTRY
    )
    defined = Counter(
        exercise.chapter
        for exercise in REGISTRY.values()
        if re.search(rf"^(def )?{exercise.answer} *[(=]", code, re.MULTILINE)
    )
    most = (checked or defined).most_common(1)
    return most[0][0] if most else ""
