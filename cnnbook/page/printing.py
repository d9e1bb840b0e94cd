"""Send what is printed to the page while it is printed, and not too much of it."""

from __future__ import annotations

import io
import time
from collections.abc import Callable

MAX_PRINTED = 20_000
"""Characters that are shown; a page with more could not be scrolled."""
AT_ONCE = 200
"""Pieces that are sent as they come, so that nothing is lost if the next line hangs."""
SECONDS = 0.1
"""Between two pieces after these: each one costs the page some work."""


class Stream(io.TextIOBase):
    """A stream for `print` that is sent in pieces.

    Parameters
    ----------
    send : callable
        Takes each piece.

    Examples
    --------
    >>> stream = Stream(lambda text: print(repr(text)))
    >>> stream.write("one line")
    'one line'
    8
    """

    def __init__(self, send: Callable[[str], object]) -> None:
        self._send = send
        self._waiting: list[str] = []
        self._kept = self._pieces = 0
        self._sent = 0.0

    def writable(self) -> bool:
        """Say that it can be written to."""
        return True

    def write(self, text: str) -> int:
        """Take a text; what is too much is dropped."""
        if self._kept < MAX_PRINTED:
            self._waiting.append(text[: MAX_PRINTED - self._kept])
            self._kept += len(text)
            if self._kept >= MAX_PRINTED:
                self._waiting.append("\n… more was printed, and is not shown.")
            self._pieces += 1
            if self._pieces <= AT_ONCE or time.monotonic() > self._sent + SECONDS:
                self.finish()
        return len(text)

    def finish(self) -> None:
        """Send what waits."""
        if self._waiting:
            self._send("".join(self._waiting))
            self._waiting.clear()
            self._sent = time.monotonic()
