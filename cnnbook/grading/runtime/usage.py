"""See what processes take: processor time, memory, and how long they had to wait."""

from __future__ import annotations

import itertools
import os
import struct
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
NUMBER = struct.Struct("d")
WAITED, ASKED, ANSWERED = range(0, 3 * NUMBER.size, NUMBER.size)
"""Where the two tell each other something."""
PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096

MAX_SETTLING = 5.0
"""Seconds to wait for the process above, on a busy machine."""

_notice: Any = None


@dataclass(frozen=True)
class Process:
    """One process, as `/proc` tells.

    Attributes
    ----------
    pid, parent : int
        Its number, and that of the process above it.
    seconds : float
        Processor time, with that of its children that have ended.
    resident : int
        Bytes of memory.
    ended : bool, default False
        It runs no more, and nobody has waited for it yet.
    """

    pid: int
    parent: int
    seconds: float
    resident: int
    ended: bool = False


def read_process(pid: int) -> Process | None:
    """Return what `/proc` tells of a process; None if it has gone."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return None
    fields = stat.rpartition(")")[2].split()
    seconds = sum(map(int, fields[11:15])) / TICKS
    resident, ended = int(fields[21]) * PAGE, fields[0] in "ZX"
    if ended and int(fields[17]) > 1:  # its first thread has ended, and others go on
        resident, ended = _resident_by_threads(pid), False
    return Process(pid, int(fields[1]), seconds, resident, ended)


def _resident_by_threads(pid: int) -> int:
    """Return the bytes of memory of a process, as its threads tell that go on."""
    most = 0
    try:
        for thread in os.listdir(f"/proc/{pid}/task"):  # noqa: PTH208
            stat = Path(f"/proc/{pid}/task/{thread}/stat").read_text()
            most = max(most, int(stat.rpartition(")")[2].split()[21]) * PAGE)
    except OSError:
        pass
    return most


def below(top: int) -> list[Process]:
    """Return the processes below one, whatever sessions they have founded.

    Parameters
    ----------
    top : int
        Its number. It has to take in orphans, or those of them are not found.
    """
    children: dict[int, list[Process]] = defaultdict(list)
    for name in os.listdir("/proc"):  # noqa: PTH208
        process = read_process(int(name)) if name.isdigit() else None
        if process:
            children[process.parent].append(process)
    found: list[Process] = []
    left = [top]
    while left:
        here = children.pop(left.pop(), [])
        found += here
        left += [process.pid for process in here]
    return found


def waited(pid: int | str = "self") -> float:
    """Return for how many seconds a process could have run, and others did.

    That of its thread that had to wait for longest; 0 where the system does not tell.
    """
    longest = 0
    try:
        for thread in os.listdir(f"/proc/{pid}/task"):  # noqa: PTH208
            words = Path(f"/proc/{pid}/task/{thread}/schedstat").read_text().split()
            longest = max(longest, int(words[1]))
    except (OSError, ValueError, IndexError):
        pass
    return longest / 1e9


def share_notice() -> None:
    """Make a place where a notebook's process and the one above tell each other."""
    import mmap

    global _notice
    _notice = mmap.mmap(-1, 3 * NUMBER.size)  # a forked process has the same


def notice(seconds: float) -> None:
    """Tell a notebook for how long it, or what it has started, has waited for others.

    Parameters
    ----------
    seconds : float
        Since its start.
    """
    _write(WAITED, seconds)


def noticed() -> float:
    """Return what the process above has told; 0 if there is none that tells."""
    return _read(WAITED)


def asked_to_settle() -> float:
    """Return how often the notebook has asked for it."""
    return _read(ASKED)


def has_settled(number: float) -> None:
    """Tell a notebook that nothing beside it is running any more.

    Parameters
    ----------
    number : float
        How often it had asked for it.
    """
    _write(ANSWERED, number)


def settle() -> None:
    """Have the process above end all that this one has started and left running."""
    number = _read(ASKED) + 1
    _write(ASKED, number)
    end = time.monotonic() + MAX_SETTLING
    while _notice is not None and _read(ANSWERED) < number and time.monotonic() < end:
        time.sleep(0.005)


def _write(place: int, number: float) -> None:
    if _notice is not None:
        NUMBER.pack_into(_notice, place, number)


def _read(place: int) -> float:
    return 0.0 if _notice is None else float(NUMBER.unpack_from(_notice, place)[0])


def free_bytes(folder: str) -> int:
    """Return what the disk of a folder has left; 0 if it can't be told."""
    try:
        disk = os.statvfs(folder)
    except (AttributeError, OSError):
        return 0
    return disk.f_bavail * disk.f_frsize


def folder_size(folder: str, most_bytes: int, most_entries: int) -> tuple[int, int]:
    """Return bytes and entries of a folder, counted no further than to these limits."""
    size = entries = 0
    left = [folder]
    while left and size <= most_bytes and entries <= most_entries:
        try:
            with os.scandir(left.pop()) as found:
                for entry in itertools.islice(found, most_entries + 1 - entries):
                    entries += 1
                    if entry.is_dir(follow_symlinks=False):
                        left.append(entry.path)
                    else:
                        size += entry.stat(follow_symlinks=False).st_blocks * 512
        except OSError:
            continue
    return size, entries
