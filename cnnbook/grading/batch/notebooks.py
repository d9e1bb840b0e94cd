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

from cnnbook.exercises import REGISTRY, Exercise

SIZE_MOST = 50 << 20
CELLS_MOST = 2000
SOURCE_MOST = 4 << 20
CHECK = re.compile(r"""\bcheck\(\s*["']([\w-]{1,60})["']""")
CHAPTERS = tuple(dict.fromkeys(exercise.chapter for exercise in REGISTRY.values()))


class Unreadable(ValueError):  # noqa: N818
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
        return [e for e in REGISTRY.values() if e.chapter == self.chapter]


def content(path: Path) -> bytes:
    """Return the bytes of a file that is an ordinary one, and not huge.

    Raises
    ------
    Unreadable
        If it is not.
    """
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    if path.is_symlink():
        raise Unreadable("it is a symbolic link")
    try:
        opened = os.open(path, flags | getattr(os, "O_BINARY", 0))
    except OSError as error:
        raise Unreadable(error.strerror or "it can't be opened") from error
    with os.fdopen(opened, "rb") as file:
        about = os.fstat(opened)
        if not stat.S_ISREG(about.st_mode):
            raise Unreadable("it is not an ordinary file")
        if about.st_size > SIZE_MOST:
            raise Unreadable(
                f"it is too large: {about.st_size >> 20} MB, and at most "
                f"{SIZE_MOST >> 20} MB are read"
            )
        return file.read(SIZE_MOST + 1)[:SIZE_MOST]


def read_notebook(name: str, whole: bytes) -> Notebook:
    """Return the code cells and the chapter of a notebook.

    Parameters
    ----------
    name : str
        The file's name.
    whole : bytes
        Its content.

    Raises
    ------
    Unreadable
        If it is no notebook.

    Examples
    --------
    >>> read_notebook("x.ipynb", b"[1")
    Traceback (most recent call last):
        ...
    cnnbook.grading.batch.notebooks.Unreadable: it is not JSON (line 1, column 3)
    """
    if not whole.strip():
        raise Unreadable("it is empty")
    try:
        notebook = json.loads(whole)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise Unreadable(f"it is not JSON ({where})") from error
    except (ValueError, RecursionError) as error:
        raise Unreadable("it is not JSON that can be read") from error
    found = _cells(notebook)
    if found is None:
        raise Unreadable("it is JSON, but no notebook")
    cells = [source for cell in found if (source := _source(cell)).strip()]
    if len(cells) > CELLS_MOST or sum(map(len, cells)) > SOURCE_MOST:
        raise Unreadable("it has too many cells, or too much code in them")
    return Notebook(tuple(cells), _chapter(notebook, name, cells))


def _cells(notebook: Any) -> list[Any] | None:
    """Return the cells, whichever version of the format it is."""
    if not isinstance(notebook, dict):
        return None
    if isinstance(notebook.get("cells"), list):
        return notebook["cells"]
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
    about = notebook.get("metadata")
    about = about.get("cnnbook") if isinstance(about, dict) else None
    named = about.get("chapter") if isinstance(about, dict) else None
    if isinstance(named, str) and named in CHAPTERS:
        return named
    begins = re.match(r"\d\d(?!\d)", name)
    if begins and begins[0] in CHAPTERS:
        return begins[0]
    code = "\n".join(cells)
    checked = Counter(
        REGISTRY[identifier].chapter
        for identifier in CHECK.findall(code)
        if identifier in REGISTRY
    )
    defined = Counter(
        exercise.chapter
        for exercise in REGISTRY.values()
        if re.search(rf"^(def )?{exercise.answer} *[(=]", code, re.MULTILINE)
    )
    most = (checked or defined).most_common(1)
    return most[0][0] if most else ""
