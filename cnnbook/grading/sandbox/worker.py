"""What runs one notebook after the other, and what comes back of each."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Literal, Protocol, TypeAlias

from cnnbook.grading.runtime.protocol import Decoder, Frame, ProtocolError

Ending: TypeAlias = Literal["", "done", "died", "idle", "deadline", "invalid"]
"""How a notebook ended; nothing while it runs."""


@dataclass
class Transcript:
    """What came back for one notebook.

    Attributes
    ----------
    frames : list of Frame
        In the order of their coming.
    ending : str
        ``"done"``, ``"died"``, ``"idle"`` (nothing came for too long), ``"deadline"``
        or ``"invalid"`` (what came makes no sense).
    """

    frames: list[Frame] = field(default_factory=list)
    ending: Ending = ""
    _decoder: Decoder = field(default_factory=Decoder, repr=False)

    def feed(self, content: bytes) -> None:
        """Take bytes as they come; none, if the process has ended."""
        try:
            self._decoder.feed(content)
            for frame in self._decoder:
                self.frames.append(frame)
                if frame.header.get("end"):
                    self.ending = "done"
                    return
        except ProtocolError:
            self.ending = "invalid"
            return
        if not content:
            self.ending = "died"


class Worker(Protocol):
    """Runs notebooks one after the other, in a sandbox."""

    def run(self, request: bytes, idle_timeout: float, deadline: float) -> Transcript:
        """Run one notebook and return what came back.

        Parameters
        ----------
        request : bytes
            A frame, see `cnnbook.grading.runtime.notebook.serve`.
        idle_timeout : float
            Seconds without a word after which it is ended.
        deadline : float
            Seconds after which it is ended in any case.
        """

    def close(self) -> None:
        """End every process."""


class Countdown:
    """Tells how long to wait for a notebook's next word.

    Parameters
    ----------
    idle_timeout, deadline : float
        Seconds without a word, and in all.
    startup : float, default 0
        Seconds before either of them counts.
    """

    def __init__(
        self, idle_timeout: float, deadline: float, startup: float = 0.0
    ) -> None:
        self._idle_timeout = idle_timeout
        self._last_word = time.monotonic() + startup
        self._end = self._last_word + deadline

    def restart(self) -> None:
        """Begin to wait for the next word."""
        self._last_word = time.monotonic()

    def left(self) -> float:
        """Return the seconds that are left, below 0 if it is too late."""
        return min(self._last_word + self._idle_timeout, self._end) - time.monotonic()

    def past_deadline(self) -> bool:
        """Whether the last word came too late."""
        return self._last_word > self._end

    def ending(self) -> Ending:
        """Return which of the two ends the waiting."""
        return (
            "deadline" if self._end < self._last_word + self._idle_timeout else "idle"
        )
