"""Run one notebook in a process of its own, where nothing is forked.

Run as ``python -m cnnbook.grading.runtime.one_shot CONFIG``; the request comes on
standard input, the answers leave on standard output.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
from typing import Any

from cnnbook.grading.runtime import lockdown
from cnnbook.grading.runtime.notebook import leave, read_request, serve
from cnnbook.grading.runtime.shell import new_shell


class Pipes:
    """A `ByteStream` of two file descriptors."""

    def __init__(self, incoming: int, outgoing: int) -> None:
        self.incoming, self.outgoing = incoming, outgoing

    def recv(self, size: int, /) -> bytes:
        """Return what has come."""
        return os.read(self.incoming, size)

    def sendall(self, content: bytes, /) -> None:
        """Send everything."""
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(self.outgoing, rest) :]


def main(config: dict[str, Any]) -> None:
    """Serve one request."""
    for name in config["preload"]:
        importlib.import_module(name)
    shell = new_shell()
    if sys.platform == "win32":
        import msvcrt

        for standard in (0, 1):
            msvcrt.setmode(standard, os.O_BINARY)
    stream = Pipes(os.dup(0), os.dup(1))
    null = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(null, standard)
    request = read_request(stream)
    lockdown.confine(config, request.header["seconds"])
    try:
        serve(request, shell, stream)
    finally:
        leave()


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
