"""Find out how students' code can be shut in on this machine."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from cnnbook.grading.runtime import landlock, seccomp
from cnnbook.grading.sandbox.mounts import FIRST_USER, bubblewrap_command

PREFERENCES = ("auto", "bubblewrap", "limits")


@dataclass(frozen=True)
class Isolation:
    """How students' code is shut in.

    Attributes
    ----------
    kind : str
        ``"bubblewrap"`` or ``"limits"``.
    root : bool
        The grader is root, so that the code runs as another user.
    summary : str
        What is in force, in a sentence.
    gaps : str
        What it can't prevent; empty for bubblewrap.
    """

    kind: str
    root: bool
    summary: str
    gaps: str = ""

    def __str__(self) -> str:
        gaps = f" What this can't prevent: {self.gaps}" if self.gaps else ""
        return f"{self.summary}{gaps}"


def choose(preference: str = "auto", own_code: bool = True) -> Isolation:
    """Return the isolation in force.

    Parameters
    ----------
    preference : {"auto", "bubblewrap", "limits"}
        ``"auto"`` takes bubblewrap where it works.
    own_code : bool, default True
        The code is of the user who runs it, as when students check their own notebook.
        For that of others ``"auto"`` takes no isolation that can't hold.

    Raises
    ------
    RuntimeError
        If bubblewrap was asked for and does not work here, or nothing that can hold.
    """
    if preference not in PREFERENCES:
        raise ValueError(
            f"isolation must be one of {', '.join(PREFERENCES)}, got {preference!r}"
        )
    if preference != "limits":
        for root in _as_root():
            if not _problem_with_bubblewrap(root):
                return Isolation("bubblewrap", root, _bubblewrap_summary())
        if preference == "bubblewrap":
            raise RuntimeError(f"bubblewrap does not work here: {why_no_bubblewrap()}")
    limits = _limits()
    if preference == "auto" and limits.gaps and not (own_code or limits.root):
        raise RuntimeError(
            f"bubblewrap does not work here: {why_no_bubblewrap()}. Without it "
            "students' code runs as you, and what it can do to you is bounded less "
            f"well: {limits.gaps} To run the risk, say --isolation limits"
        )
    return limits


def why_no_bubblewrap() -> str:
    """Return why bubblewrap does not work here, or nothing if it does."""
    if sys.platform != "linux":
        return "it exists on Linux only"
    if not shutil.which("bwrap"):
        return "it is not installed (Debian, Ubuntu, Fedora: the package bubblewrap)"
    problems = [_problem_with_bubblewrap(root) for root in _as_root()]
    return "" if "" in problems else problems[-1]


def _as_root() -> list[bool]:
    """Return the ways to try: as root, or not."""
    return [True, False] if hasattr(os, "geteuid") and os.geteuid() == 0 else [False]


@functools.cache
def _problem_with_bubblewrap(root: bool) -> str:
    """Try bubblewrap and return what it says against it."""
    if sys.platform != "linux" or not shutil.which("bwrap"):
        return "it is not installed"
    import numpy

    code = "import os, sys; sys.dont_write_bytecode = True; "
    if root:
        code += f"os.setgroups([]); os.setresuid(*[{FIRST_USER}] * 3); "
    code += f"os.listdir({str(Path(numpy.__file__).parent)!r}); import ssl, csv"
    command = [*bubblewrap_command(root), sys.executable, "-c", code]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=20)
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    if done.returncode == 0:
        return ""
    return (done.stderr.strip().splitlines() or ["it ended without a word"])[-1]


def _bubblewrap_summary() -> str:
    return (
        "bubblewrap: no network, a private and read-only file system without the "
        "exercises' references, processes of its own, and limits on time, memory, "
        "processes, file size and output"
        + (", no key rings and queues of the kernel." if seccomp.supported() else ".")
    )


def _limits() -> Isolation:
    root = _as_root()[0]
    summary = "limits: a process with limits on time, memory, file size and output"
    if landlock.version():
        summary += ", and Landlock, which leaves it only Python's own files"
        gaps = "It shares the room for temporary files."
        if seccomp.supported():
            summary += ", without sockets, key rings and queues of the kernel"
        else:
            gaps += (
                " It can use sockets, and so what listens on them for you (an agent "
                "for keys, a terminal), and change the rights of your files."
            )
        if landlock.version() < 6:
            gaps += " It can send signals to processes of the same user."
    else:
        gaps = (
            "students' code can read and change the files of the user who grades, the "
            "exercises' references among them, and use the network."
        )
    if sys.platform == "win32":
        summary = summary.replace("time, memory, file size", "time")
    if root:
        summary += ", as a user without rights"
    return Isolation("limits", root, f"{summary}.", gaps)
