"""Hosts for students' code, one for each thread and flavour."""

from __future__ import annotations

import contextlib
import itertools
import os
import shutil
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

from cnnbook.grading.runtime import lockdown
from cnnbook.grading.sandbox.environment import Flavour
from cnnbook.grading.sandbox.fork_server import Host
from cnnbook.grading.sandbox.isolation import Isolation, choose
from cnnbook.grading.sandbox.one_shot import SingleHost
from cnnbook.grading.sandbox.retry import Answers, Work, collect
from cnnbook.grading.sandbox.stripped_package import build_room

PREFIX = "cnnbook-room-"


class Crew:
    """Everything that runs students' code on one machine.

    Parameters
    ----------
    isolation : {"auto", "bubblewrap", "limits"}
        How the code is shut in.
    jobs : int
        Threads that will ask for answers.
    fork : bool, optional
        Keep warm processes and fork them; where the system can, unless given.

    Examples
    --------
    >>> with Crew() as crew:
    ...     crew.isolation.kind in ("bubblewrap", "limits")
    True
    """

    def __init__(
        self, isolation: str = "auto", jobs: int = 1, fork: bool | None = None
    ) -> None:
        self.jobs = jobs
        self.isolation: Isolation = choose(isolation)
        self.fork = sys.platform == "linux" if fork is None else fork
        self._numbers = itertools.count()
        self._mine = threading.local()
        self.hosts: list[Any] = []
        _sweep()
        self._folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))
        self._folder.chmod(0o755)
        build_room(self._folder / "room")
        # Students' code must not read the references out of this process.
        lockdown.hide_memory()

    def answers(self, work: Work) -> Answers:
        """Run a notebook in the host of this thread."""
        host = self.host(work.flavour)
        try:
            answers = collect(work, host)
        except Exception:  # whatever went wrong with the host: a fresh one, once
            with contextlib.suppress(Exception):
                host.close()
            answers = collect(work, host)
        answers.isolation = str(self.isolation)
        return answers

    def host(self, flavour: Flavour) -> Any:
        """Return the host of this thread for a flavour."""
        if not hasattr(self._mine, "number"):
            self._mine.number, self._mine.hosts = next(self._numbers), {}
        hosts = self._mine.hosts
        if flavour not in hosts:
            sort = Host if self.fork else SingleHost
            room = self._folder / "room"
            hosts[flavour] = sort(self.isolation, room, flavour, self._mine.number)
            self.hosts.append(hosts[flavour])
        return hosts[flavour]

    def close(self) -> None:
        """End every process."""
        for host in self.hosts:
            with contextlib.suppress(OSError):
                host.close()
        shutil.rmtree(self._folder, ignore_errors=True)
        lockdown.show_memory()

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, *error: Any) -> None:
        self.close()


def _sweep() -> None:
    """Remove the rooms of graders that were killed."""
    if os.name != "posix":
        return
    for room in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        owner = room.name.removeprefix(PREFIX).split("-")[0]
        try:
            os.kill(int(owner), 0)
        except ProcessLookupError:
            shutil.rmtree(room, ignore_errors=True)
        except (ValueError, OSError):
            continue
