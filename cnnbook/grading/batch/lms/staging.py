"""Put what one student handed in together, with zips opened and clutter left out."""

from __future__ import annotations

import hashlib
import re
import shutil
from pathlib import Path

from cnnbook.grading.batch.lms.archives import (
    FULL,
    MAX_DEPTH,
    MEGABYTE,
    OF_A_STUDENT,
    OTHER_ARCHIVES,
    ArchiveError,
    unpack,
)
from cnnbook.grading.batch.lms.clutter import is_checkpoint, walk
from cnnbook.grading.batch.lms.pieces import Piece, printable
from cnnbook.grading.batch.notebooks import is_notebook

MAX_FILES = 5000
MAX_BYTES = 500 * MEGABYTE
COPY = re.compile(r"-copy\d*$| - copy| copy( \d+)?$|^copy of | ?\(\d+\)$|-checkpoint$")


class Stage:
    """What one student handed in, put together in a folder.

    Parameters
    ----------
    folder : Path
        For the student's files; it is made when it is needed.

    Attributes
    ----------
    problems : list of str
        What can't be used, and why.
    notes : list of str
        What was opened, and what was passed over.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[str] = []
        self.notes: list[str] = []
        self._left = MAX_BYTES

    def fill(self, pieces: list[Piece]) -> None:
        """Copy the pieces of one attempt, open zips, and drop copies.

        Parameters
        ----------
        pieces : list of Piece
            Files, and folders.
        """
        self.folder.mkdir(parents=True)
        for piece in pieces:
            if piece.path.is_dir() and not piece.path.is_symlink():
                self._copy_tree(piece.path)
            else:
                self._copy(piece.path, piece.inside)
        self._open_zips()
        self._drop_copies()
        self._explain_if_empty()

    def _copy_tree(self, folder: Path) -> None:
        found = list(walk(folder))
        self._note_clutter(folder, [path for path, passed in found if passed])
        files = [path for path, passed in found if not passed]
        if len(files) > MAX_FILES:
            self.problems.append(
                f"there are more than {MAX_FILES} files: only notebooks are read"
            )
            files = [path for path in files if is_notebook(path)]
        for path in files[:MAX_FILES]:
            self._copy(path, str(path.relative_to(folder)))

    def _note_clutter(self, folder: Path, clutter: list[Path]) -> None:
        names = sorted(
            printable(path.relative_to(folder).as_posix())
            for path in clutter
            if path.is_dir() and path.name not in (".git", ".ipynb_checkpoints")
        )
        if names:
            self.notes.append(f"Passed over: {', '.join(names)}.")

    def _copy(self, path: Path, inside: str) -> None:
        target = _free(self.folder / inside)
        shown = printable(inside)
        try:
            if path.is_symlink():
                self.problems.append(f"{shown}: it is a symbolic link")
                return
            if path.is_dir():
                self.problems.append(
                    f"{shown}: a folder that can't be read, or too deep"
                )
                return
            if not path.is_file():
                self.problems.append(f"{shown}: it is not an ordinary file")
                return
            self._left -= path.stat().st_size
            if self._left < 0:
                text = f"{shown}: too large, with more than {MAX_BYTES >> 20} MB in all"
                self.problems.append(text)
                self._left += path.stat().st_size
                return
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
        except OSError as error:
            if error.errno in FULL:  # that is not the student's fault
                raise
            self.problems.append(f"{shown}: {error.strerror or 'it can not be read'}")

    @property
    def holds_notebooks(self) -> bool:
        """Whether there is anything to grade."""
        return bool(self._notebooks())

    def _open_zips(self) -> None:
        """Unpack every zip into a folder beside it, and the zips in that."""
        for _ in range(MAX_DEPTH):
            if not self._open_those_here():
                return
        for path in self._files(".zip"):
            words = f"it lies in more than {MAX_DEPTH} zips, one in another"
            self.problems.append(f"{self._shown(path)}: {words}")
            path.unlink()

    def _open_those_here(self) -> bool:
        found = self._files(".zip")
        for path in found:
            shown = self._shown(path)
            into = _free(path.with_suffix(""))
            try:
                left_out = unpack(path, into, OF_A_STUDENT)
            except ArchiveError as error:
                self.problems.append(f"{shown}: {error}")
            else:
                self.problems += [f"{shown}: {problem}" for problem in left_out]
                self.notes.append(f"{shown} was opened.")
                clutter = [inside for inside, passed in walk(into) if passed]
                self._note_clutter(into, clutter)
                for inside in clutter:
                    if inside.is_dir():
                        shutil.rmtree(inside, ignore_errors=True)
                    else:
                        inside.unlink(missing_ok=True)
            path.unlink()
        return bool(found)

    def _drop_copies(self) -> None:
        """Drop Jupyter's checkpoints, and notebooks that are the same to the byte."""
        for path in filter(is_checkpoint, self._notebooks()):
            self.notes.append(f"Passed over: {self._shown(path)}, a checkpoint.")
            path.unlink()
        seen: dict[bytes, Path] = {}
        found = self._notebooks()
        for path in sorted(found, key=lambda p: (is_copy(p), len(p.parts), p)):
            digest = hashlib.sha256(path.read_bytes()).digest()
            same = seen.setdefault(digest, path)
            if same != path:
                words = f"Passed over: {self._shown(path)}, a copy of"
                self.notes.append(f"{words} {self._shown(same)}.")
                path.unlink()

    def _explain_if_empty(self) -> None:
        if self._notebooks():
            return
        for path in self._files(*OTHER_ARCHIVES):
            self.problems.append(
                f"{self._shown(path)}: such an archive is not opened here; ask for a "
                "zip, or for the notebook"
            )
        names = [self._shown(path) for path in self._files()]
        if names and not self.problems:
            more = f" and {len(names) - 3} more" if len(names) > 3 else ""
            self.problems.append(f"what is there: {', '.join(names[:3])}{more}")

    def _notebooks(self) -> list[Path]:
        return [path for path in self._files() if is_notebook(path)]

    def _files(self, *suffixes: str) -> list[Path]:
        found = [path for path, passed in walk(self.folder) if not passed]
        return [p for p in found if not suffixes or p.suffix.lower() in suffixes]

    def _shown(self, path: Path) -> str:
        return printable(path.relative_to(self.folder).as_posix())


def is_copy(path: Path) -> bool:
    """Whether a name is one that a program gives to a copy.

    Examples
    --------
    >>> is_copy(Path("hw-Copy1.ipynb")), is_copy(Path("hw (2).ipynb"))
    (True, True)
    >>> is_copy(Path("hw-2.ipynb"))
    False
    """
    return COPY.search(path.stem.lower()) is not None


def needs_a_stage(folder: Path) -> bool:
    """Whether there is anything in a student's folder to open, or to leave out."""
    notebooks = []
    for path, passed_over in walk(folder):
        if passed_over and not path.name.startswith("."):
            return True
        suffix = path.suffix.lower()
        if suffix == ".zip" or suffix in OTHER_ARCHIVES:
            return True
        if is_notebook(path):
            notebooks.append(path)
    return any(is_copy(path) for path in notebooks) or not notebooks


def _free(path: Path) -> Path:
    """Return a path at which nothing lies yet."""
    free, number = path, 2
    while free.exists() or free.is_symlink():
        free = path.with_name(f"{path.stem}_{number}{path.suffix}")
        number += 1
    return free
