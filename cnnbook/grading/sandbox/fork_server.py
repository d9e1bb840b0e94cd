"""Keep the process that runs students' code, and talk with it."""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cnnbook.grading.runtime.protocol import Decoder, Frame, Garbled
from cnnbook.grading.sandbox import mounts as paths
from cnnbook.grading.sandbox.environment import MEGABYTE, Flavour, environ, settings_for
from cnnbook.grading.sandbox.isolation import Isolation
from cnnbook.grading.sandbox.removing import remove


@dataclass
class Transcript:
    """What came back for one notebook.

    Attributes
    ----------
    frames : list of Frame
        In the order of their coming.
    ending : str
        ``"done"``, ``"died"``, ``"silent"`` (too slow), ``"overtime"`` or
        ``"garbled"``.
    """

    frames: list[Frame] = field(default_factory=list)
    ending: str = ""


class Host:
    """A warm process in its sandbox, started when it is needed.

    Parameters
    ----------
    isolation : Isolation
        How it is shut in.
    room : Path
        The stripped package, see `cnnbook.grading.sandbox.stripped_package`.
    flavour : Flavour
        What it imports first.
    job : int
        Tells the hosts of one run apart.

    Attributes
    ----------
    starts : int
        How often it had to be started.
    seconds : float
        Processor time that notebooks have taken since the last start.
    """

    def __init__(
        self, isolation: Isolation, room: Path, flavour: Flavour, job: int = 0
    ) -> None:
        self.isolation, self.room, self.flavour = isolation, room, flavour
        self.user = paths.NOBODY + job if isolation.root else None
        self.starts, self.seconds = 0, 0.0
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._scratch = ""

    def run(self, request: bytes, pause: float, overall: float) -> Transcript:
        """Run one notebook and return what came back.

        Parameters
        ----------
        request : bytes
            A frame, see `cnnbook.grading.runtime.notebook.serve`.
        pause : float
            Seconds without a word after which it is ended.
        overall : float
            Seconds after which it is ended in any case.
        """
        self.start()
        ours, theirs = socket.socketpair()
        with ours:
            try:
                order = json.dumps({"seconds": overall}).encode()
                socket.send_fds(self._control, [order], [theirs.fileno()])
                theirs.close()
                ours.settimeout(pause)
                ours.sendall(request)
            except OSError:
                pass  # it is gone already, which listening will tell
            transcript = self._listen(ours, pause, overall)
        if transcript.ending != "died":
            self._dismiss(transcript.ending == "done")
        return transcript

    def _listen(self, line: socket.socket, pause: float, overall: float) -> Transcript:
        transcript, decoder = Transcript(), Decoder()
        last = time.monotonic()
        end = last + overall
        with selectors.DefaultSelector() as selector:
            selector.register(line, selectors.EVENT_READ)
            selector.register(self._control, selectors.EVENT_READ)
            while not transcript.ending:
                left = min(last + pause, end) - time.monotonic()
                ready = {key.fileobj for key, _ in selector.select(max(left, 0))}
                if line in ready:
                    self._take(line, decoder, transcript)
                    last = time.monotonic()
                elif self._control in ready:
                    transcript.ending = "died"
                    self._hear_report()
                elif left <= 0:
                    transcript.ending = "overtime" if end < last + pause else "silent"
                if line in ready and not transcript.ending and end < last:
                    transcript.ending = "overtime"
        return transcript

    def _take(
        self, line: socket.socket, decoder: Decoder, transcript: Transcript
    ) -> None:
        try:
            more = line.recv(MEGABYTE)
            decoder.feed(more)
            for frame in decoder:
                transcript.frames.append(frame)
                if frame.header.get("end"):
                    transcript.ending = "done"
                    return
        except Garbled:
            transcript.ending = "garbled"
        except OSError:
            more = b""
        if not more and not transcript.ending:
            transcript.ending = "died"
            self._dismiss(ending_by_itself=True)

    def _dismiss(self, ending_by_itself: bool) -> None:
        """End the notebook's process, and the host too if something is left of it."""
        with contextlib.suppress(OSError):
            if not (ending_by_itself and self._reports(0.2)):
                self._control.send(b"end")
        self._hear_report()

    def _reports(self, seconds: float) -> bool:
        with selectors.DefaultSelector() as selector:
            selector.register(self._control, selectors.EVENT_READ)
            return bool(selector.select(seconds))

    def _hear_report(self) -> None:
        try:
            self._control.settimeout(2.0)
            report = json.loads(self._control.recv(1 << 12))
            clean, self.seconds = report["clean"], float(report["seconds"])
        except (OSError, ValueError):
            clean = False
        if not clean:
            self.close()

    def start(self) -> None:
        """Start the process, unless it runs."""
        if self._process is not None:
            return
        self.starts += 1
        self._scratch = paths.SCRATCH
        if self.isolation.kind != "bubblewrap":
            self._scratch = tempfile.mkdtemp(prefix="cnnbook-")
            if self.user:
                os.chown(self._scratch, self.user, self.user)
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        line, environment = self._command(theirs.fileno())
        self._process = subprocess.Popen(
            line,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            pass_fds=(theirs.fileno(),),
            env=environment,
            cwd="/",
            start_new_session=True,
        )
        theirs.close()
        self._control = ours
        ours.settimeout(self.flavour.start)
        try:
            hello = ours.recv(64)
        except OSError:
            hello = b""
        if hello != b"ready":
            self._process.kill()
            said = self._process.stderr.read().decode(errors="replace").strip()
            self.close()
            raise RuntimeError(f"the process for students' code did not start: {said}")
        ours.settimeout(None)

    def _command(self, control: int) -> tuple[list[str], dict[str, str]]:
        wrapped = self.isolation.kind == "bubblewrap"
        room = "/room" if wrapped else str(self.room)
        environment = environ(room, self._scratch)
        settings = settings_for(self.isolation, self.room, self.flavour, self._scratch)
        settings |= {"control": control, "user": self.user, "alone": wrapped}
        settings["reads_all"] = not wrapped and not paths.open_to_all()
        module = "cnnbook.grading.runtime.server"
        line = [sys.executable, "-P", "-m", module, json.dumps(settings)]
        if wrapped:
            line = paths.bubblewrap(self.isolation.root, self.room) + line
        return line, environment

    def close(self) -> None:
        """End the process and everything below it."""
        if self._control is not None:
            self._control.close()
            self._control = None
        if self._process is not None:
            patience = 0.5 if self.isolation.kind == "bubblewrap" else 2.0
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(patience)  # it ends its children when we go away
            self._process.kill()
            self._process.wait()
            self._process.stderr.close()
            self._process = None
        if self._scratch not in ("", paths.SCRATCH):
            remove(self._scratch)

    def __enter__(self) -> Host:
        return self

    def __exit__(self, *error: Any) -> None:
        self.close()
