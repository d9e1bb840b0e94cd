"""The warm process behind a fork server: started in its sandbox, and given orders."""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import socket
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cnnbook.grading.runtime.watch import ASKS
from cnnbook.grading.sandbox import mounts
from cnnbook.grading.sandbox.environment import (
    Environment,
    remove_folder,
    worker_command,
)
from cnnbook.grading.sandbox.isolation import Isolation

MODULE = "cnnbook.grading.runtime.server"
REPORT_TIMEOUT = 10.0
"""Seconds to wait for an answer, on a busy machine."""


@dataclass(frozen=True)
class Report:
    """What is told of a notebook that has ended.

    Attributes
    ----------
    clean : bool
        Nothing is left of it, so that the server can be used again.
    over : str
        What it took too much of, if it was ended for that.
    seconds, spent : float
        Processor time of all notebooks so far, and of this one.
    waited : float
        Seconds in which it could run and others did.
    """

    clean: bool = False
    over: str = ""
    seconds: float = 0.0
    spent: float = 0.0
    waited: float = 0.0


class ServerProcess:
    """A process that forks another one for each notebook.

    Parameters
    ----------
    isolation : Isolation
        How it is shut in.
    package : Path
        The stripped package.
    environment : Environment
        What it finds.
    user : int, optional
        Whom it becomes, if the grader is root.

    Attributes
    ----------
    control : socket
        To give orders to it; readable when it has to report, or has ended.

    Raises
    ------
    RuntimeError
        If it does not start.
    """

    def __init__(
        self,
        isolation: Isolation,
        package: Path,
        environment: Environment,
        user: int | None,
    ) -> None:
        self._wrapped = isolation.kind == "bubblewrap"
        self._scratch = mounts.SCRATCH_MOUNT
        if not self._wrapped:
            # Beside the package, which is removed even after a grader that was killed.
            self._scratch = tempfile.mkdtemp(prefix="scratch-", dir=package.parent)
            if user:
                os.chown(self._scratch, user, user)
        self._early: dict[str, Any] | None = None
        self.control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        command, variables = worker_command(
            MODULE,
            isolation,
            package,
            environment,
            self._scratch,
            as_root=isolation.root,
            control=theirs.fileno(),
            user=user,
            private_pids=self._wrapped,
            reads_all=not self._wrapped and not mounts.open_to_all(),
        )
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            pass_fds=(theirs.fileno(),),
            env=variables,
            cwd="/",
            start_new_session=True,
        )
        theirs.close()
        self._await_ready(environment.startup_timeout)

    def _await_ready(self, timeout: float) -> None:
        self.control.settimeout(timeout)
        try:
            ready = self.control.recv(64) == b"ready"
        except OSError:
            ready = False
        if not ready:
            self._process.kill()
            complaint = self._process.communicate()[1].decode(errors="replace")
            self.close()
            raise RuntimeError(why_not_started(complaint))
        self.control.settimeout(None)

    def start_notebook(
        self, stream: socket.socket, seconds: float, beside: float
    ) -> None:
        """Order a process for a notebook, which takes its request from `stream`."""
        order = json.dumps({"seconds": seconds, "beside": beside}).encode()
        socket.send_fds(self.control, [order], [stream.fileno()])

    def waited(self) -> float:
        """Ask for how many seconds the notebook could run, and others did."""
        try:
            self.control.send(ASKS)
            answer = self._answer()
        except (OSError, ValueError):
            return 0.0
        if "clean" in answer:  # it has ended in this moment
            self._early = answer
        return float(answer["waited"])

    def end_notebook(self, by_itself: bool) -> Report:
        """Wait for the end of the notebook's process.

        Parameters
        ----------
        by_itself : bool
            Give it a moment before it is killed.

        Returns
        -------
        Report
            What is told of it, or that nothing is.
        """
        answer, self._early = self._early, None
        try:
            if answer is None:
                if not (by_itself and self._reports_within(0.2)):
                    self.control.send(b"end")
                answer = self._answer()
            return Report(**answer)
        except (OSError, ValueError, TypeError):
            return Report()

    def _answer(self) -> dict[str, Any]:
        self.control.settimeout(REPORT_TIMEOUT)
        answer: dict[str, Any] = json.loads(self.control.recv(1 << 12))
        return answer

    def _reports_within(self, seconds: float) -> bool:
        with selectors.DefaultSelector() as selector:
            selector.register(self.control, selectors.EVENT_READ)
            return bool(selector.select(seconds))

    def close(self) -> None:
        """End the process and everything below it."""
        self.control.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            # It ends its children when we go away.
            self._process.wait(0.5 if self._wrapped else 2.0)
        self._process.kill()
        self._process.wait()
        if self._process.stderr:
            self._process.stderr.close()
        if not self._wrapped:
            remove_folder(self._scratch)


def why_not_started(complaint: str) -> str:
    """Say in one line why the process for students' code did not start.

    Parameters
    ----------
    complaint : str
        What it left behind, perhaps a traceback.
    """
    last = complaint.strip().rpartition("\n")[2]
    words = f"the process for students' code did not start: {last}"
    if last.startswith("ModuleNotFoundError") and os.environ.get("PYTHONPATH"):
        words += " (what is on PYTHONPATH is not there; install the package)"
    return words
