"""A process for each notebook, where the system has no fork to speak of."""

from __future__ import annotations

import io
import queue
import subprocess
import tempfile
import threading
from pathlib import Path
from typing import IO, cast

from cnnbook.grading.sandbox.environment import (
    MEGABYTE,
    Environment,
    remove_folder,
    worker_command,
)
from cnnbook.grading.sandbox.isolation import Isolation
from cnnbook.grading.sandbox.mounts import SCRATCH_MOUNT
from cnnbook.grading.sandbox.worker import Countdown, Transcript

MODULE = "cnnbook.grading.runtime.one_shot"


class OneShotWorker:
    """A `Worker` for Windows and macOS: slower, since nothing is warm.

    Parameters
    ----------
    isolation : Isolation
        How the process is shut in.
    package : Path
        The stripped package.
    environment : Environment
        What it finds.
    """

    def __init__(
        self, isolation: Isolation, package: Path, environment: Environment
    ) -> None:
        self.isolation, self.package, self.environment = isolation, package, environment

    def run(
        self, request: bytes, idle_timeout: float, deadline: float, beside: float
    ) -> Transcript:
        """Run one notebook and return what came back; see `Worker.run`."""
        wrapped = self.isolation.kind == "bubblewrap"
        scratch = SCRATCH_MOUNT if wrapped else tempfile.mkdtemp(prefix="cnnbook-")
        command, variables = worker_command(
            MODULE, self.isolation, self.package, self.environment, scratch
        )
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=variables,
            cwd="/" if wrapped else scratch,
        )
        assert process.stdin
        assert process.stdout
        # It has to import everything first.
        startup = self.environment.startup_timeout
        countdown = Countdown(idle_timeout, deadline, startup)
        try:
            stdout = cast(io.BufferedReader, process.stdout)
            transcript = _listen(process.stdin, stdout, request, countdown)
            transcript.seconds = countdown.charged()
            return transcript
        finally:
            process.kill()
            process.wait()
            process.stdout.close()
            if not wrapped:
                remove_folder(scratch)

    def close(self) -> None:
        """Do nothing: each notebook's process has ended already."""


def _listen(
    stdin: IO[bytes], stdout: io.BufferedReader, request: bytes, countdown: Countdown
) -> Transcript:
    """Take what the process sends until it has ended, or has to be."""
    arrived: queue.Queue[bytes] = queue.Queue(maxsize=64)
    threading.Thread(target=_write, args=(stdin, request), daemon=True).start()
    threading.Thread(target=_read, args=(stdout, arrived), daemon=True).start()
    transcript = Transcript()
    while not transcript.ending:
        try:
            content = arrived.get(timeout=max(countdown.left(), 0.001))
        except queue.Empty:
            transcript.ending = countdown.ending()
            break
        transcript.feed(content)
        countdown.restart()
        if not transcript.ending and countdown.past_deadline():
            transcript.ending = "deadline"
    return transcript


def _write(stdin: IO[bytes], request: bytes) -> None:
    try:
        stdin.write(request)
        stdin.close()
    except OSError:
        return


def _read(stdout: io.BufferedReader, arrived: queue.Queue[bytes]) -> None:
    while True:
        try:
            content = stdout.read1(MEGABYTE)
        except (OSError, ValueError):
            content = b""
        try:
            arrived.put(content, timeout=10)
        except queue.Full:
            return
        if not content:
            return
