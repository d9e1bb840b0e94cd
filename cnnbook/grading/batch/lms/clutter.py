"""Tell what nobody hands in on purpose: environments, checkpoints, system files."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from cnnbook.grading.batch.notebooks import SUFFIXES

FOLDERS = {"__macosx", "__pycache__", "node_modules", "site-packages", "$recycle.bin"}
ENVIRONMENT_MARKS = ("pyvenv.cfg", "conda-meta")
ENVIRONMENT_NAMES = {"venv", "env", "virtualenv", "myenv", "anaconda3", "miniconda3"}
FILES = {"thumbs.db", "desktop.ini", "icon\r"}
MAX_DEPTH = 60
"""Folders in folders that are looked into."""
CHECKPOINT = re.compile(r"(.+)-checkpoint\.ipynb$", re.IGNORECASE)


def is_clutter(path: Path) -> bool:
    """Whether a file or folder is passed over.

    Parameters
    ----------
    path : Path
        It need not exist; a folder is looked into for the marks of an environment.
    """
    name = path.name.lower()
    if name in SUFFIXES and not path.is_dir():
        return False  # a notebook without a name is still somebody's work
    if name.startswith(".") or name in FILES or name.startswith("~$"):
        return True
    if path.is_symlink() or not path.is_dir():
        return False
    if name in FOLDERS:
        return True
    if any((path / mark).exists() for mark in ENVIRONMENT_MARKS):
        return True
    inside = ("lib", "Lib", "bin", "Scripts", "include")
    return name in ENVIRONMENT_NAMES and sum((path / i).is_dir() for i in inside) > 1


def entries(folder: Path) -> list[Path]:
    """Return what lies in a folder but for clutter, sorted by name."""
    found = sorted(Path(entry.path) for entry in os.scandir(folder))
    return [path for path in found if not is_clutter(path)]


def walk(folder: Path, depth: int = 0) -> Iterator[tuple[Path, bool]]:
    """Yield every file below a folder, and each thing that is passed over.

    Parameters
    ----------
    folder : Path
        Of a student.
    depth : int
        Folders around it that are a student's too.

    Yields
    ------
    path : Path
        A file, or a link of any kind; a folder that can't be read, or that lies too
        deep; of clutter, the folder itself.
    passed_over : bool
        Whether it is clutter.
    """
    try:
        found = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        yield folder, False
        return
    for entry in found:
        path = Path(entry.path)
        if is_clutter(path):
            yield path, True
        elif entry.is_dir(follow_symlinks=False) and depth < MAX_DEPTH:
            yield from walk(path, depth + 1)
        else:
            yield path, False


def is_checkpoint(path: Path) -> bool:
    """Whether Jupyter kept this copy of a notebook that lies beside it.

    Parameters
    ----------
    path : Path
        Of a notebook.
    """
    match = CHECKPOINT.match(path.name)
    return match is not None and path.with_name(f"{match[1]}.ipynb").exists()
