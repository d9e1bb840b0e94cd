"""What runs one notebook after the other, and what comes back of each."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Literal, Protocol, TypeAlias

from cnnbook.grading.runtime.protocol import Decoder, Frame, ProtocolError

Ending: TypeAlias = Literal[
    "", "done", "died", "idle", "deadline", "invalid", "starved"
]
"""How a notebook ended; nothing while it runs."""
LOOSELY = 30.0
"""How many times longer than its limits a notebook may take on a busy machine."""


@dataclass
class Transcript:
    """What came back for one notebook.

    Attributes
    ----------
    frames : list of Frame
        In the order of their coming.
    ending : str
        ``"done"``, ``"died"``, ``"idle"`` (nothing came for too long), ``"deadline"``,
        ``"invalid"`` (what came makes no sense) or ``"starved"`` (others had the
        machine for so long that it had to be ended).
    seconds : float
        What it is charged with: its time without what it had to wait for others, or
        the processor time of all its processes, if that is more.
    over : str
        What it held too much of, if it was ended for that: ``"memory"``,
        ``"processes"``, ``"disk"`` or ``"beside"``, the processor for what it had
        started beside its own process; of that last time, it is charged with nothing.
    """

    frames: list[Frame] = field(default_factory=list)
    ending: Ending = ""
    seconds: float = 0.0
    over: str = ""
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

    def run(
        self, request: bytes, idle_timeout: float, deadline: float, beside: float
    ) -> Transcript:
        """Run one notebook and return what came back.

        Parameters
        ----------
        request : bytes
            A frame, see `cnnbook.grading.runtime.notebook.serve`.
        idle_timeout : float
            Seconds without a word after which it is ended, not counting those in which
            it could run and others did.
        deadline : float
            Seconds after which it is ended in any case, counted alike.
        beside : float
            Seconds of the processor for what it starts beside its own process. A
            worker that never says ``over`` does not watch this either.
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
        self._idle_timeout, self._deadline = idle_timeout, deadline
        self._begin = self._last_word = time.monotonic() + startup
        self._excused = self._excused_at_word = 0.0

    def restart(self) -> None:
        """Begin to wait for the next word."""
        self._last_word, self._excused_at_word = time.monotonic(), self._excused

    def excuse(self, seconds: float) -> None:
        """Leave out the seconds since its start in which only others could run."""
        self._excused = max(self._excused, seconds)

    def left(self) -> float:
        """Return the seconds that are left, below 0 if it is too late."""
        return min(self._end_of_waiting(), self._end(), self._loose_end()) - (
            time.monotonic()
        )

    def charged(self) -> float:
        """Return the seconds since the start that are not excused."""
        return max(0.0, time.monotonic() - self._begin - self._excused)

    def past_deadline(self) -> bool:
        """Whether the last word came too late."""
        return self._last_word > min(self._end(), self._loose_end())

    def ending(self) -> Ending:
        """Return what ends the waiting."""
        ends: list[tuple[float, Ending]] = [
            (self._end_of_waiting(), "idle"),
            (self._end(), "deadline"),
            (self._loose_end(), "starved"),
        ]
        return min(ends)[1]

    def _end_of_waiting(self) -> float:
        excused = self._excused - self._excused_at_word
        return self._last_word + self._idle_timeout + excused

    def _end(self) -> float:
        return self._begin + self._deadline + self._excused

    def _loose_end(self) -> float:
        longest = self._last_word + LOOSELY * self._idle_timeout
        return min(longest, self._begin + LOOSELY * self._deadline)
