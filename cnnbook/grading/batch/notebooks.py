"""Read the code of a notebook that may be anything at all."""

from __future__ import annotations

import contextlib
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
from cnnbook.grading.batch.outputs import without_outputs
from cnnbook.grading.batch.unreadable import why_no_notebook, why_not_json

MAX_FILE_BYTES = 256 << 20
"""Of a notebook with its outputs; these are passed over before anything is read."""
MAX_NOTEBOOK_BYTES = 50 << 20
"""Of one without."""
SUFFIXES = (".ipynb", ".ipynb.txt", ".ipynb.json", ".ipynb.download")
"""How the names of notebooks end; some browsers add to it."""
MAX_CELLS = 2000
MAX_CODE = 4 << 20
CODE_PAGES = ("cp1252", "cp932", "gb18030", "cp949", "latin-1")
"""What a file may be written in that is not UTF-8: the first that fits is taken."""
OTHER_LANGUAGES = {"r", "julia", "javascript", "typescript", "scala", "octave", "bash"}
OTHER_LANGUAGES |= {"matlab", "c++", "java", "kotlin", "rust", "sql", "go", "ruby"}
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
    python : str
        The version of Python that it was last run with, if it says so.
    language : str
        What it is written in, if it says so, in small letters.
    folder : str
        Where it lies in its submission; empty if at the top.
    student : str
        Whose handout it is, if it says that it is one.
    marks : tuple of (str, str)
        Of the numbers in a handout, by exercise.
    """

    cells: tuple[str, ...]
    chapter: str
    python: str = ""
    language: str = ""
    folder: str = ""
    student: str = ""
    marks: tuple[tuple[str, str], ...] = ()

    @property
    def code(self) -> str:
        """All cells together."""
        return "\n".join(self.cells)

    def exercises(self) -> list[Exercise]:
        """Return the exercises that it counts for."""
        return REGISTRY.chapter(self.chapter)


def is_notebook(path: Path) -> bool:
    """Whether a file is a notebook by its name, or was one before it was downloaded.

    Examples
    --------
    >>> [is_notebook(Path(name)) for name in ("a.ipynb", "a.ipynb.txt", "a.py")]
    [True, True, False]
    """
    return path.name.lower().rstrip().endswith(SUFFIXES)


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
        if about.st_size > MAX_FILE_BYTES:
            raise NotebookError(
                f"it is too large: {about.st_size >> 20} MB, and at most "
                f"{MAX_FILE_BYTES >> 20} MB are read: clear its outputs, save it, and "
                "hand it in again"
            )
        try:
            return file.read(MAX_FILE_BYTES)
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
    if len(content) > MAX_NOTEBOOK_BYTES:
        content = without_outputs(content)
    if len(content) > MAX_NOTEBOOK_BYTES:
        raise NotebookError(
            f"it is too large: {len(content) >> 20} MB without its outputs, and at "
            f"most {MAX_NOTEBOOK_BYTES >> 20} MB are read"
        )
    notebook = _document(content)
    found = _cells(notebook)
    if found is None:
        raise NotebookError(why_no_notebook(notebook))
    cells = [source for cell in found if (source := _source(cell)).strip()]
    if len(cells) > MAX_CELLS or sum(map(len, cells)) > MAX_CODE:
        raise NotebookError("it has too many cells, or too much code in them")
    about = _written_with(notebook)
    if about[1] in OTHER_LANGUAGES:
        language = about[1].capitalize()
        raise NotebookError(f"it is a notebook in {language}, not in Python")
    chapter, student = _chapter(notebook, name, cells), _student(notebook)
    marks = _marks(notebook) if student else ()
    return Notebook(tuple(cells), chapter, *about, student=student, marks=marks)


def _document(content: bytes) -> Any:
    """Return the JSON in a file, in whatever code page Windows has saved it."""
    try:
        document = json.loads(content)
    except UnicodeDecodeError as error:
        document = _in_a_code_page(content)
        if document is None:
            raise NotebookError(why_not_json(content, error)) from error
    except (ValueError, RecursionError) as error:
        raise NotebookError(why_not_json(content, error)) from error
    inner = document.get("content") if isinstance(document, dict) else None
    if isinstance(inner, dict) and document.get("type") == "notebook":
        return inner  # as Jupyter's server hands it out
    return document


def _in_a_code_page(content: bytes) -> Any:
    """Return JSON that an editor has saved as Windows writes texts, if it is that."""
    for encoding in CODE_PAGES:
        with contextlib.suppress(ValueError, RecursionError):
            return json.loads(content.decode(encoding))
    return None


def _written_with(notebook: dict[str, Any]) -> tuple[str, str]:
    """Return the version of Python, and the language, that a notebook names."""
    metadata = notebook.get("metadata")
    about = metadata if isinstance(metadata, dict) else {}
    info, kernel = about.get("language_info"), about.get("kernelspec")
    info = info if isinstance(info, dict) else {}
    kernel = kernel if isinstance(kernel, dict) else {}
    language = info.get("name") or kernel.get("language") or ""
    language = language.lower()[:30] if isinstance(language, str) else ""
    version = info.get("version")
    if not isinstance(version, str) or not re.fullmatch(r"[\d.]{1,20}", version):
        version = ""
    return version if language in ("", "python", "ipython") else "", language


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


def _ours(notebook: dict[str, Any]) -> dict[str, Any]:
    """Return what the book has written into a notebook's metadata."""
    metadata = notebook.get("metadata")
    ours = metadata.get("cnnbook") if isinstance(metadata, dict) else None
    return ours if isinstance(ours, dict) else {}


def _student(notebook: dict[str, Any]) -> str:
    """Return whose handout it says that it is."""
    ours = _ours(notebook)
    named = ours.get("student") if ours.get("role") == "handout" else None
    return named[:200] if isinstance(named, str) and named.isprintable() else ""


def _marks(notebook: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """Return what a handout says of its numbers, as far as it is that."""
    said = _ours(notebook).get("numbers")
    known = said.items() if isinstance(said, dict) else ()
    return tuple((i, mark) for i, mark in known if isinstance(mark, str))


def _chapter(notebook: dict[str, Any], name: str, cells: list[str]) -> str:
    """Return the chapter: by the metadata, else the file's name, else the checks."""
    named = _ours(notebook).get("chapter")
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
