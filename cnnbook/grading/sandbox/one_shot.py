"""A process for each notebook, where the system has no fork to speak of."""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from cnnbook.grading.runtime.protocol import Decoder, Garbled
from cnnbook.grading.sandbox.environment import MEGABYTE, Flavour, environ, settings_for
from cnnbook.grading.sandbox.fork_server import Transcript
from cnnbook.grading.sandbox.isolation import Isolation
from cnnbook.grading.sandbox.mounts import SCRATCH, bubblewrap
from cnnbook.grading.sandbox.removing import remove


class SingleHost:
    """Stands in for `Host` on Windows and macOS: slower, since nothing is warm.

    Parameters
    ----------
    isolation : Isolation
        How the process is shut in.
    room : Path
        The stripped package.
    flavour : Flavour
        What it imports first.
    job : int
        Unused here.
    """

    def __init__(
        self, isolation: Isolation, room: Path, flavour: Flavour, job: int = 0
    ) -> None:
        self.isolation, self.room, self.flavour = isolation, room, flavour

    def run(self, request: bytes, pause: float, overall: float) -> Transcript:
        """Run one notebook and return what came back; see `Host.run`."""
        wrapped = self.isolation.kind == "bubblewrap"
        scratch = SCRATCH if wrapped else tempfile.mkdtemp(prefix="cnnbook-")
        settings = settings_for(self.isolation, self.room, self.flavour, scratch)
        module = "cnnbook.grading.runtime.one_shot"
        line = [sys.executable, "-P", "-m", module, json.dumps(settings)]
        if wrapped:
            line = bubblewrap(False, self.room) + line
        process = subprocess.Popen(
            line,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environ("/room" if wrapped else str(self.room), scratch),
            cwd="/" if wrapped else scratch,
        )
        try:
            return self._talk(process, request, pause, overall)
        finally:
            process.kill()
            process.wait()
            process.stdout.close()
            if not wrapped:
                remove(scratch)

    def _talk(self, process, request, pause, overall) -> Transcript:
        arrived: queue.Queue[bytes] = queue.Queue(maxsize=64)
        for task in (_write, _read):
            threading.Thread(
                target=task, args=(process, request, arrived), daemon=True
            ).start()
        transcript, decoder = Transcript(), Decoder()
        last = time.monotonic() + self.flavour.start  # it has to import everything
        end = last + overall
        while not transcript.ending:
            left = min(last + pause, end) - time.monotonic()
            try:
                more = arrived.get(timeout=max(left, 0.001))
                decoder.feed(more)
                transcript.frames += decoder
            except queue.Empty:
                transcript.ending = "overtime" if end < last + pause else "silent"
                break
            except Garbled:
                transcript.ending = "garbled"
                break
            last = time.monotonic()
            if any(frame.header.get("end") for frame in transcript.frames[-1:]):
                transcript.ending = "done"
            elif not more:
                transcript.ending = "died"
            elif last > end:
                transcript.ending = "overtime"
        return transcript

    def close(self) -> None:
        """Do nothing: each notebook's process has ended already."""


def _write(process, request: bytes, arrived) -> None:
    try:
        process.stdin.write(request)
        process.stdin.close()
    except OSError:
        return


def _read(process, request: bytes, arrived) -> None:
    while True:
        try:
            more = process.stdout.read1(MEGABYTE)
        except (OSError, ValueError):
            more = b""
        try:
            arrived.put(more, timeout=10)
        except queue.Full:
            return
        if not more:
            return
