"""Run one student's notebook and send what its answers give."""

from __future__ import annotations

import os
import time
from typing import Any, NoReturn, Protocol

from cnnbook.grading.runtime.answers import send_answer
from cnnbook.grading.runtime.cells import run_cells
from cnnbook.grading.runtime.handed_in import lay_out
from cnnbook.grading.runtime.protocol import Decoder, Frame, encode
from cnnbook.grading.runtime.replying import Arrays
from cnnbook.grading.runtime.shell import Shell
from cnnbook.grading.runtime.usage import settle

MAX_REQUEST = 1 << 27
MAX_WAITING, MAX_WAIT = 1 << 20, 0.2
"""Bytes of outcomes that wait to be sent together, and for how many seconds."""
EXIT = os._exit  # a notebook may put something else in its place


class ByteStream(Protocol):
    """Carries bytes to the grader and from it, as a connected socket does."""

    def recv(self, size: int, /) -> bytes:
        """Return what has come, at most `size` bytes; nothing at the end."""

    def sendall(self, content: bytes, /) -> None:
        """Send everything."""


def read_request(stream: ByteStream) -> Frame:
    """Read the one request of this process.

    Parameters
    ----------
    stream : ByteStream
        From the grader.
    """
    decoder = Decoder(max_header=MAX_REQUEST)
    while True:
        more = stream.recv(1 << 20)
        if not more:
            raise EOFError("the grader went away")
        decoder.feed(more)
        for frame in decoder:
            return frame


def serve(request: Frame, shell: Shell, stream: ByteStream) -> None:
    """Run the cells of `request` and send the answers; the last frame says ``end``.

    Parameters
    ----------
    request : Frame
        ``cells`` (each with its source and whether to run all of it, or only its
        definitions), ``tasks``, whether the outcomes of an exercise are sent
        ``together`` (it is quicker, but those of one that ends the process are lost),
        whether every step is ``settled`` before the next one (what it has left running
        is ended, so that no other step is blamed for what that takes),
        and the names of ``files`` that were handed in beside it, whose bytes are the
        last arrays, with the ``folder`` among them where the notebook lay.
    shell : Shell
        A fresh one.
    stream : ByteStream
        To the grader.
    """
    send_bytes, names = stream.sendall, shell.user_ns
    encode_frame, process, home = encode, os.getpid, os.getpid()
    together, waiting = request.header.get("together", False), bytearray()
    clock, last = time.monotonic, [0.0]

    def send(header: dict[str, Any], arrays: Arrays) -> None:
        if process() != home:  # a process that the notebook forked ends here
            leave()
        if together and "case" in header:
            if header.get("step") and header["case"]:
                return  # where it ended has to be known of the exercise alone
            waiting.extend(encode_frame(header, arrays))
            soon = len(waiting) < MAX_WAITING and clock() - last[0] < MAX_WAIT
            if "outcome" in header and soon:
                return
        else:
            waiting.extend(encode_frame(header, arrays))
        send_bytes(bytes(waiting))
        waiting.clear()
        last[0] = clock()

    header = request.header
    files = header.get("files", [])
    first = len(request.arrays) - len(files)
    contents = [array.tobytes() for array in request.arrays[first:]]
    lay_out(dict(zip(files, contents, strict=True)), header.get("folder", ""))
    answers = {task["answer"] for task in header["tasks"]}
    after_each = settle if header.get("settled") else _go_on
    run_cells(header["cells"], shell, header["limit"], answers, send, after_each)
    for task in header["tasks"]:
        send_answer(task, request.arrays, names, send)
        after_each()
    send({"end": True}, ())


def _go_on() -> None:
    """Wait for nothing."""


def leave(status: int = 0) -> NoReturn:
    """End this process at once, whatever threads and exit handlers there are."""
    EXIT(status)
