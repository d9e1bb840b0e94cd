"""Run one student's notebook and send what its answers give."""

from __future__ import annotations

import os
import socket
from typing import Any

from cnnbook.grading.runtime.answers import send_answer
from cnnbook.grading.runtime.protocol import Decoder, Frame, encode
from cnnbook.grading.runtime.shell import Shell, blanks, essence, run_cell
from cnnbook.grading.runtime.timeout import TooSlow

REQUEST_MOST = 1 << 27
EXIT = os._exit  # a notebook may put something else in its place


def read_request(line: socket.socket) -> Frame:
    """Read the one request of this process.

    Parameters
    ----------
    line : socket
        To the grader.
    """
    decoder = Decoder(header_most=REQUEST_MOST)
    while True:
        more = line.recv(1 << 20)
        if not more:
            raise EOFError("the grader went away")
        decoder.feed(more)
        for frame in decoder:
            return frame


def serve(request: Frame, shell: Shell, line: socket.socket) -> None:
    """Run the cells of `request` and send the answers; the last word is ``end``.

    Parameters
    ----------
    request : Frame
        ``cells`` (each with its source and whether to run only its essence) and
        ``tasks``.
    shell : Shell
        A fresh one.
    line : socket
        To the grader.
    """
    send, names = line.sendall, shell.user_ns
    write, process, home = encode, os.getpid, os.getpid()

    def say(header: dict[str, Any], arrays: tuple[Any, ...] = ()) -> None:
        if process() != home:  # a process that the notebook forked ends here
            leave()
        send(write(header, arrays))

    answers = {task["answer"] for task in request.header["tasks"]}
    _run_cells(request.header, shell, say, answers)
    for task in request.header["tasks"]:
        send_answer(task, request.arrays, names, say)
    say({"end": True})


def _run_cells(about: dict[str, Any], shell: Shell, say, answers: set[str]) -> None:
    failed, limit = [], about["limit"]
    for number, (source, whole) in enumerate(about["cells"]):
        say({"step": "cell", "cell": number})
        before = {name: shell.user_ns.get(name) for name in answers}
        error = run_cell(shell, source if whole else essence(source), limit)
        if error is not None:
            failed.append((number, source, error))
        # A second copy of a cell, as it was handed out, takes no answer away.
        for name in answers & blanks(source):
            if before[name] is not None:
                shell.user_ns[name] = before[name]
    for number, source, error in failed:
        # Cells may have been run in another order, so one that missed a name has
        # another try; of what still fails, the imports and definitions count.
        say({"step": "cell", "cell": number})
        if isinstance(error, NameError):
            error = run_cell(shell, source, limit)
        if error is not None:
            say({"failed": number, "why": _why(error)})
            run_cell(shell, essence(source, shell.user_ns), limit)


def _why(error: BaseException) -> str:
    if isinstance(error, TooSlow):
        return "slow"
    return "syntax" if isinstance(error, SyntaxError) else "error"


def leave(status: int = 0) -> None:
    """End this process at once, whatever threads and exit handlers there are."""
    EXIT(status)
