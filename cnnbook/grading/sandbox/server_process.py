"""The warm process behind a fork server: started in its sandbox, and given orders."""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import socket
import subprocess
import tempfile
from pathlib import Path

from cnnbook.grading.sandbox import mounts
from cnnbook.grading.sandbox.environment import (
    Environment,
    remove_folder,
    worker_command,
)
from cnnbook.grading.sandbox.isolation import Isolation

MODULE = "cnnbook.grading.runtime.server"
REPORT_TIMEOUT = 2.0
"""Seconds to wait for the report on a notebook that has ended."""


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
            self._scratch = tempfile.mkdtemp(prefix="cnnbook-")
            if user:
                os.chown(self._scratch, user, user)
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
            complaint = self._process.communicate()[1].decode(errors="replace").strip()
            self.close()
            raise RuntimeError(
                f"the process for students' code did not start: {complaint}"
            )
        self.control.settimeout(None)

    def start_notebook(self, stream: socket.socket, seconds: float) -> None:
        """Order a process for a notebook, which takes its request from `stream`."""
        order = json.dumps({"seconds": seconds}).encode()
        socket.send_fds(self.control, [order], [stream.fileno()])

    def end_notebook(self, by_itself: bool) -> float | None:
        """Wait for the end of the notebook's process.

        Parameters
        ----------
        by_itself : bool
            Give it a moment before it is killed.

        Returns
        -------
        float or None
            The processor time of all notebooks so far; nothing if something of this one
            is left, so that the server must not be used again.
        """
        with contextlib.suppress(OSError):
            if not (by_itself and self._reports_within(0.2)):
                self.control.send(b"end")
        try:
            self.control.settimeout(REPORT_TIMEOUT)
            report = json.loads(self.control.recv(1 << 12))
            return float(report["seconds"]) if report["clean"] else None
        except (OSError, ValueError):
            return None

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
