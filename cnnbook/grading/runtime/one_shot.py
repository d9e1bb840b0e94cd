"""Run one notebook in a process of its own, where nothing is forked.

Run as ``python -m cnnbook.grading.runtime.one_shot SETTINGS``; the request comes on
standard input, the answers leave on standard output.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
from typing import Any

from cnnbook.grading.runtime import landlock, lockdown
from cnnbook.grading.runtime.notebook import leave, read_request, serve
from cnnbook.grading.runtime.shell import new_shell


class Pipes:
    """Two file descriptors that look like a socket."""

    def __init__(self, incoming: int, outgoing: int) -> None:
        self.incoming, self.outgoing = incoming, outgoing

    def recv(self, most: int) -> bytes:
        """Return what has come."""
        return os.read(self.incoming, most)

    def sendall(self, content: bytes) -> None:
        """Send everything."""
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(self.outgoing, rest) :]


def main(settings: dict[str, Any]) -> None:
    """Serve one request."""
    for name in settings["warm"]:
        importlib.import_module(name)
    shell = new_shell()
    if sys.platform == "win32":
        import msvcrt

        for standard in (0, 1):
            msvcrt.setmode(standard, os.O_BINARY)
    line = Pipes(os.dup(0), os.dup(1))
    null = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(null, standard)
    request = read_request(line)
    lockdown.limit_resources(
        settings["memory"], settings["file_size"], request.header["seconds"]
    )
    lockdown.be_first_to_die()
    landlock.keep_only(settings["readable"], settings["writable"], settings["listable"])
    try:
        serve(request, shell, line)
    finally:
        leave()


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
