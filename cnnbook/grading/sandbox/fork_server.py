"""Run notebooks in processes that are forked from a warm one: no start for each."""

from __future__ import annotations

import selectors
import socket
from pathlib import Path
from typing import Any

from cnnbook.grading.sandbox import mounts
from cnnbook.grading.sandbox.environment import MEGABYTE, Environment
from cnnbook.grading.sandbox.isolation import Isolation
from cnnbook.grading.sandbox.server_process import ServerProcess
from cnnbook.grading.sandbox.worker import Countdown, Transcript


class ForkServer:
    """A `Worker` with a warm process in a sandbox, started when it is needed.

    Parameters
    ----------
    isolation : Isolation
        How it is shut in.
    package : Path
        The stripped package, see `cnnbook.grading.sandbox.stripped_package`.
    environment : Environment
        What it finds.
    number : int
        Tells the servers of one run apart.

    Attributes
    ----------
    starts : int
        How often it had to be started.
    seconds : float
        Processor time that notebooks have taken since the last start.
    """

    def __init__(
        self,
        isolation: Isolation,
        package: Path,
        environment: Environment,
        number: int = 0,
    ) -> None:
        self.isolation, self.package, self.environment = isolation, package, environment
        self.user = mounts.FIRST_USER + number if isolation.root else None
        self.starts, self.seconds = 0, 0.0
        self._process: ServerProcess | None = None

    def run(
        self, request: bytes, idle_timeout: float, deadline: float, beside: float
    ) -> Transcript:
        """Run one notebook and return what came back; see `Worker.run`."""
        process = self._started()
        ours, theirs = socket.socketpair()
        with ours:
            try:
                with theirs:
                    process.start_notebook(theirs, deadline, beside)
                ours.settimeout(idle_timeout)
                ours.sendall(request)
            except OSError:
                pass  # it is gone already, which listening will tell
            countdown = Countdown(idle_timeout, deadline)
            transcript = _listen(ours, process, countdown)
        report = process.end_notebook(transcript.ending in ("done", "died"))
        countdown.excuse(report.waited)
        transcript.seconds = countdown.charged()
        if report.over != "beside":
            transcript.seconds = max(transcript.seconds, report.spent)
        if transcript.ending == "died" and report.over == "seconds":
            transcript.ending = "deadline"
        elif transcript.ending == "died":
            transcript.over = report.over
        if report.clean:
            self.seconds = report.seconds
        else:
            self.close()
        return transcript

    def _started(self) -> ServerProcess:
        if self._process is None:
            self.starts += 1
            self._process = ServerProcess(
                self.isolation, self.package, self.environment, self.user
            )
        return self._process

    def close(self) -> None:
        """End the process and everything below it."""
        if self._process is not None:
            self._process.close()
            self._process = None

    def __enter__(self) -> ForkServer:
        return self

    def __exit__(self, *error: Any) -> None:
        self.close()


def _listen(
    stream: socket.socket, process: ServerProcess, countdown: Countdown
) -> Transcript:
    """Take what a notebook's process sends until it has ended, or has to be."""
    transcript, control = Transcript(), process.control
    with selectors.DefaultSelector() as selector:
        selector.register(stream, selectors.EVENT_READ)
        selector.register(control, selectors.EVENT_READ)
        while not transcript.ending:
            left = countdown.left()
            ready = {key.fileobj for key, _ in selector.select(max(left, 0))}
            if stream in ready:
                transcript.feed(_received(stream))
                countdown.restart()
                if not transcript.ending and countdown.past_deadline():
                    transcript.ending = "deadline"
            elif control in ready:
                transcript.ending = "died"
            elif left <= 0:
                countdown.excuse(process.waited())
                if countdown.left() <= 0:
                    transcript.ending = countdown.ending()
    return transcript


def _received(stream: socket.socket) -> bytes:
    try:
        return stream.recv(MEGABYTE)
    except OSError:
        return b""
