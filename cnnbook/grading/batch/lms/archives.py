"""Open zips that anybody may have made, within limits, and say what is wrong."""

from __future__ import annotations

import contextlib
import errno
import shutil
import stat
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath

from cnnbook.grading.batch.lms.clutter import FOLDERS
from cnnbook.grading.batch.lms.clutter import MAX_DEPTH as FOLDERS_DEEP
from cnnbook.grading.batch.lms.pieces import printable
from cnnbook.grading.batch.notebooks import SUFFIXES

MEGABYTE = 1 << 20
CHUNK = 1 << 20
MAX_DEPTH = 3
"""Zips within a student's zip."""
MAX_NAME = 240
"""Bytes in one part of a file's path."""
FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
"""Numbers of errors that say that this machine has no room."""
OTHER_ARCHIVES = (".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".zipx")


class ArchiveError(ValueError):
    """An archive can't be opened; the message says why."""


@dataclass(frozen=True)
class Limits:
    """What an archive may hold.

    Attributes
    ----------
    files : int
        Files and folders.
    size : int
        Bytes, unpacked.
    ratio : int
        Unpacked for packed bytes, where there are more than 100 MB.
    """

    files: int
    size: int
    ratio: int = 200


OF_A_STUDENT = Limits(20_000, 500 * MEGABYTE)
OF_A_CLASS = Limits(500_000, 20_000 * MEGABYTE)


def unpack(archive: Path, into: Path, limits: Limits = OF_A_STUDENT) -> list[str]:
    """Unpack a zip; return what in it was left out, and why.

    Parameters
    ----------
    archive : Path
        The zip.
    into : Path
        A folder, which is made; nothing is written outside it.
    limits : Limits
        What it may hold.

    Raises
    ------
    ArchiveError
        If it is broken, encrypted or over a limit; then nothing is left in `into`.
    """
    problems: list[str] = []
    try:
        with zipfile.ZipFile(archive) as opened:
            members = without_clutter(opened.infolist())
            _check(members, limits)
            into.mkdir(parents=True)
            for member in members:
                problem = _problem_with(member)
                if problem:
                    problems.append(f"{printable(_name_of(member))}: {problem}")
                elif not member.is_dir():
                    _write(opened, member, into)
    except ArchiveError:
        shutil.rmtree(into, ignore_errors=True)
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
        shutil.rmtree(into, ignore_errors=True)
        if isinstance(error, OSError) and error.errno in FULL:
            raise  # that is not the student's fault
        raise ArchiveError(f"it is a broken zip ({error})") from error
    except (NotImplementedError, RuntimeError, ValueError) as error:
        shutil.rmtree(into, ignore_errors=True)
        raise ArchiveError(f"it is a zip that can't be opened ({error})") from error
    return problems


def without_clutter(members: list[zipfile.ZipInfo]) -> list[zipfile.ZipInfo]:
    """Return what of a zip is not an environment, a cache or a system's own file.

    Parameters
    ----------
    members : list of ZipInfo
        All files in it.
    """
    roots = [
        name.rpartition(mark)[0]
        for name in map(_path_of, members)
        for mark in ("pyvenv.cfg", "conda-meta/history")
        if name.endswith(f"/{mark}")
    ]
    return [
        member
        for member in members
        if not _path_of(member).startswith(tuple(roots))
        and not any(
            part.lower() in FOLDERS or _is_hidden(part)
            for part in _path_of(member).split("/")
        )
    ]


def _is_hidden(part: str) -> bool:
    """Whether a part of a path is hidden; a notebook without a name is not."""
    return (
        part.startswith(".") and bool(part.strip(".")) and part.lower() not in SUFFIXES
    )


def _name_of(member: zipfile.ZipInfo) -> str:
    """Return the name of a file, with slashes.

    Some programs write UTF-8 and do not say so; it is then read as a code page.
    """
    name = member.filename
    if not member.flag_bits & 0x800 and not name.isascii():
        with contextlib.suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return name


def _path_of(member: zipfile.ZipInfo) -> str:
    return _name_of(member).replace("\\", "/")


def _check(members: list[zipfile.ZipInfo], limits: Limits) -> None:
    if not members:
        raise ArchiveError("it is an empty zip")
    if len(members) > limits.files:
        raise ArchiveError(f"there are {len(members)} files in it, over {limits.files}")
    if any(member.flag_bits & 1 for member in members):
        raise ArchiveError("it is encrypted: ask for it without a password")
    size = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if size > limits.size:
        raise ArchiveError(_too_large(limits))
    if size > 100 * MEGABYTE and size > limits.ratio * max(packed, 1):
        raise ArchiveError(
            f"it is a zip bomb: {packed} bytes would become {size >> 20} MB"
        )


def _too_large(limits: Limits) -> str:
    return f"it unpacks to more than {limits.size // MEGABYTE} MB"


def _problem_with(member: zipfile.ZipInfo) -> str:
    """Return why a file of a zip is left out; empty if it isn't."""
    name = _path_of(member)
    windows = PureWindowsPath(name)
    if name.startswith("/") or windows.drive or windows.root:
        return "it has an absolute name"
    if ".." in name.split("/"):
        return "its name leads out of the zip"
    if name.count("/") > FOLDERS_DEEP:
        return f"it lies in more than {FOLDERS_DEEP} folders, one in another"
    kind = stat.S_IFMT(member.external_attr >> 16)
    if kind == stat.S_IFLNK:
        return "it is a symbolic link"
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        return "it is not an ordinary file"
    return ""


def _write(opened: zipfile.ZipFile, member: zipfile.ZipInfo, into: Path) -> None:
    """Write one file, under a name of its own.

    No more is read than the zip says, and that was compared with the limit; a zip that
    lies does not fit its checksum.
    """
    parts = _path_of(member).split("/")
    kept = [_short(part) for part in parts if part not in ("", ".")]
    path = into.joinpath(*kept)
    path.parent.mkdir(parents=True, exist_ok=True)
    number = 2
    while path.exists():
        path = path.with_name(f"{Path(kept[-1]).stem}_{number}{path.suffix}")
        number += 1
    with opened.open(member) as source, path.open("wb") as target:
        shutil.copyfileobj(source, target, CHUNK)


def _short(part: str) -> str:
    """Shorten a name that no file system takes."""
    clean = part.replace("\0", "_")
    if len(clean.encode("utf-8", "surrogateescape")) <= MAX_NAME:
        return clean
    suffix = Path(clean).suffix[:20]
    return clean.encode("utf-8", "replace")[:200].decode("utf-8", "ignore") + suffix
