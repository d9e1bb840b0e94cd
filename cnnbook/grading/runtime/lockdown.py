"""Limit this process before a student's code runs in it.

Each measure is taken where the system has it: the sandbox does not depend on any of
them, the fallback without a sandbox depends on all.
"""

from __future__ import annotations

import ctypes
import os
import struct
import sys
from pathlib import Path
from typing import Any

from cnnbook.grading.runtime import landlock, seccomp

PR_SET_PDEATHSIG = 1
PR_SET_DUMPABLE = 4
PR_SET_KEEPCAPS = 8
PR_SET_CHILD_SUBREAPER = 36
CAP_DAC_READ_SEARCH = 2
CAPABILITY_VERSION = 0x20080522
MAX_NEW_PROCESSES = 64
PRIORITY = 5
"""By how much students' processes come behind the grader; 19 is the lowest."""


def prctl(option: int, value: int) -> None:
    """Set a property of this process, on Linux."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(option, ctypes.c_ulong(value), 0, 0, 0)


def hide_memory() -> None:
    """Keep processes of the same user from reading this one's memory."""
    prctl(PR_SET_DUMPABLE, 0)


def show_memory() -> None:
    """Undo `hide_memory`."""
    prctl(PR_SET_DUMPABLE, 1)


def leave_key_rings() -> None:
    """Leave the session's key ring of the user who grades for a new one."""
    machine = os.uname().machine if hasattr(os, "uname") else ""
    if sys.platform == "linux" and machine in seccomp.MACHINES:
        number = seccomp.SHARED["keyctl"][seccomp.MACHINES[machine][1]]
        ctypes.CDLL(None).syscall(ctypes.c_long(number), ctypes.c_long(1), None)


def become_user(user: int, reads_all: bool = False) -> None:
    """Turn from root into a user that owns nothing.

    Parameters
    ----------
    user : int
        Its number.
    reads_all : bool, default False
        Keep the right to read every file, for a Python that only root can read.
    """
    prctl(PR_SET_KEEPCAPS, reads_all)
    os.setgroups([])
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)
    if reads_all:
        rights = struct.pack("=6I", *(1 << CAP_DAC_READ_SEARCH,) * 2, 0, 0, 0, 0)
        ctypes.CDLL(None).capset(struct.pack("=Ii", CAPABILITY_VERSION, 0), rights)


def confine(config: dict[str, Any], seconds: float) -> None:
    """Take everything from this process that a student's code does not need.

    Parameters
    ----------
    config : dict
        ``memory`` and ``file_size`` in bytes, the paths that stay ``readable``,
        ``writable`` and ``listable``, or ``rules`` made of them, ``wrapped``: whether
        it is in bubblewrap, and how many ``tasks`` its user runs, if that is known.
    seconds : float
        Processor time of each process.
    """
    tasks = config.get("tasks")
    limit_resources(config["memory"], config["file_size"], seconds, tasks)
    be_first_to_die()
    if hasattr(os, "nice"):
        os.nice(PRIORITY)
    if config.get("rules", -1) >= 0:
        landlock.restrict(config["rules"])
    else:
        landlock.keep_only(config["readable"], config["writable"], config["listable"])
    seccomp.refuse_calls(config["wrapped"])


def limit_resources(
    memory: int, file_size: int, seconds: float, tasks: int | None = None
) -> None:
    """Limit memory, processes, files and processor time, where the system can.

    Parameters
    ----------
    memory, file_size : int
        Bytes of address space, and of any file.
    seconds : float
        Processor time of each process.
    tasks : int, optional
        That this user runs; they are counted, unless given.
    """
    tasks = tasks_of_user() if tasks is None else tasks
    try:
        import resource
    except ImportError:  # Windows
        return
    wanted = {
        "RLIMIT_AS": memory,
        "RLIMIT_FSIZE": file_size,
        "RLIMIT_CPU": int(seconds) + 1,
        "RLIMIT_NOFILE": 256,
        "RLIMIT_CORE": 0,
        "RLIMIT_NPROC": tasks + MAX_NEW_PROCESSES,
        "RLIMIT_MSGQUEUE": 0,
        "RLIMIT_MEMLOCK": 0,
    }
    for name, value in wanted.items():
        if hasattr(resource, name):
            number = getattr(resource, name)
            hard = resource.getrlimit(number)[1]
            most = value if hard == resource.RLIM_INFINITY else min(value, hard)
            try:
                resource.setrlimit(number, (most, most))
            except (ValueError, OSError):  # macOS refuses some
                continue


def lift_soft_limits() -> None:
    """Leave the limits of the process that judges to that process."""
    import resource

    for name in (resource.RLIMIT_CPU, resource.RLIMIT_AS):
        hard = resource.getrlimit(name)[1]
        resource.setrlimit(name, (hard, hard))


def be_first_to_die() -> None:
    """When memory runs out, the kernel should end this process and no other."""
    try:
        Path("/proc/self/oom_score_adj").write_text("1000")
    except OSError:
        return


def tasks_of_user() -> int:
    """Return how many tasks this user runs: the limit on processes counts them all."""
    count = 0
    try:
        for entry in os.scandir("/proc"):
            if entry.name.isdigit() and entry.stat().st_uid == os.getuid():
                count += sum(1 for _ in os.scandir(f"{entry.path}/task"))
    except OSError:
        return max(count, 256)
    return count
