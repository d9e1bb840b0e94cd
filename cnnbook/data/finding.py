"""Find the pictures in a folder of kinds, and say what is wrong with the folder."""

from __future__ import annotations

import difflib
import os
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from cnnbook._checks import describe
from cnnbook.data.photographs import OF_CAMERAS, SUFFIXES, is_picture, shown

LAYOUT = "make a folder for each kind, and put its pictures right in it"
OF_SYSTEMS = frozenset(
    ("thumbs.db", "desktop.ini", "__macosx", "@eadir", "$recycle.bin")
)
"""What systems put beside pictures, in small letters; so do they with hidden files."""
PACKED = frozenset((".zip", ".7z", ".rar", ".tar", ".gz", ".tgz"))


def checked_folder(path: object) -> Path:
    """Return a path that is a folder, or say what it is instead."""
    if not isinstance(path, str | os.PathLike):
        raise TypeError(f"path must be the path of a folder, got {describe(path)}")
    if path == "":
        raise ValueError("path is empty: give the folder that holds the kinds")
    folder = Path(path).expanduser()
    if folder.is_dir():
        return folder
    if not folder.exists():
        beside = folder.parent if folder.parent.is_dir() else Path()
        names = [other.name for other in beside.iterdir() if other.is_dir()]
        near = difflib.get_close_matches(folder.name, names, n=1)
        meant = f"; did you mean {shown(near[0])}?" if near else ""
        raise FileNotFoundError(
            f"there is no folder {shown(folder)}, seen from {shown(Path.cwd())}{meant}"
        )
    if folder.suffix.lower() in PACKED:
        raise NotADirectoryError(
            f"{shown(folder)} is packed: unpack it, and give the folder that comes out"
        )
    raise NotADirectoryError(
        f"{shown(folder)} is a file: give the folder that holds the kinds"
    )


def kinds_in(folder: Path) -> tuple[dict[str, list[Path]], list[str], list[str]]:
    """Return the files of each kind, notes, and what is wrong, both in words.

    Parameters
    ----------
    folder : Path
        What holds a folder for each kind.

    Returns
    -------
    kinds : dict of str to list of Path
        Files that are, or should be, pictures, by the name of their kind.
    notes : list of str
        What was left out.
    faults : list of str
        What has to be mended before the folder can be read.
    """
    kinds: dict[str, list[Path]] = {}
    loose, others, faults = [], [], []
    for path in _seen(folder):
        if path.is_dir():
            files, left_out, fault = _one_kind(path, folder)
            name = unicodedata.normalize("NFC", shown(path.name))
            kinds[name] = kinds.get(name, []) + files
            others += left_out
            faults += fault
        elif _should_be_picture(path):
            loose.append(shown(path.name))
        else:
            others.append(shown(path.name))
    notes = [f"no pictures, left out: {listed(others)}"] if others else []
    if loose and kinds:
        notes.append(f"left out, since in no kind: {listed(loose)}; {LAYOUT}")
    elif loose:
        faults.append(f"{listed(loose)} in no kind: {LAYOUT}")
    elif not kinds:
        faults.append(f"the folder is empty: {LAYOUT}")
    if len(kinds) == 1 and not faults:
        faults.append(
            f"there is only one kind, {next(iter(kinds))}: put pictures of what it is "
            "to be told from into a second folder"
        )
    return kinds, notes, faults


def _one_kind(path: Path, folder: Path) -> tuple[list[Path], list[str], list[str]]:
    """Return the pictures of a kind, the other files, and what is wrong with it."""
    name, files, others, inner = shown(path.name), [], [], []
    for file in _seen(path):
        if file.is_dir():
            inner += [file] if _with_pictures(file) else []
        elif _should_be_picture(file):
            files.append(file)
        else:
            others.append(relative(file, folder))
    if inner and not files:
        fault = (
            f"{name} holds no picture itself, but the folders "
            f"{listed([shown(file.name) for file in inner])}. If these are the kinds, "
            f"ask for folder({shown(path)!r}). There should be one folder for each "
            "kind; training, validation and test are made from it here"
        )
    elif inner:
        deep = relative(_with_pictures(inner[0]) or inner[0], folder)
        fault = (
            f"{deep} lies deeper than a kind: move its pictures, so that they lie "
            f"right in {name}, or make a kind of it beside {name}"
        )
    elif not files:
        instead = f" (but {listed(others)})" if others else ""
        fault = (
            f"{name} holds no picture{instead}: put some in, or take the folder away"
        )
    else:
        return files, others, []
    return files, others, [fault]


def _seen(folder: Path) -> list[Path]:
    """Return what is in a folder, in order, without what is hidden."""
    return sorted(
        path
        for path in folder.iterdir()
        if not path.name.startswith((".", "~$")) and path.name.lower() not in OF_SYSTEMS
    )


def _should_be_picture(path: Path) -> bool:
    """Return whether a file has the name of a picture, or is one."""
    if path.suffix.lower() in SUFFIXES | OF_CAMERAS:
        return path.is_file() or path.is_symlink()
    return path.is_file() and is_picture(path)


def _with_pictures(folder: Path) -> Path | None:
    """Return a folder that holds pictures, this one or one in it; None without any."""
    for path, names, files in os.walk(folder):
        names[:] = sorted(name for name in names if not name.startswith("."))
        if any(Path(file).suffix.lower() in SUFFIXES for file in files):
            return Path(path)
    return None


def relative(path: Path, folder: Path) -> str:
    """Return where a file lies in its folder, as text."""
    return shown(path.relative_to(folder).as_posix())


def listed(names: Sequence[str], most: int = 3) -> str:
    """Name a few, and count the others.

    Examples
    --------
    >>> listed(["a", "b", "c", "d", "e"])
    'a, b, c and 2 more'
    """
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more
