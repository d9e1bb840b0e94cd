"""Look after the processes of one notebook while it runs, from the one above them."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from typing import Any

from cnnbook.grading.runtime.usage import (
    Process,
    asked_to_settle,
    below,
    folder_size,
    free_bytes,
    has_settled,
    notice,
    read_process,
    waited,
)

ASKS = b"time"
"""What the grader sends to know how long a notebook had to wait."""
MAX_PROCESSES = 48
"""Processes of one notebook at a time."""
MAX_SCRATCH_BYTES, MAX_SCRATCH_ENTRIES = 256 << 20, 10_000
"""What a notebook may leave in its folder."""
MAX_UNSEEN_BYTES = 2 << 30
"""By how much the disk may fill while a notebook runs: a file that was deleted while it
is open is in no folder. Others may have written it; so whoever was ended for this is
graded once more, alone."""
MAX_ROUNDS = 100
"""How often to look for what others have started before they were ended."""
LOWEST = 19
"""The priority of processes that a notebook starts beside its own."""


class Watch:
    """Knows what a notebook has taken, and says when it is too much.

    Parameters
    ----------
    pid : int
        The notebook's process, below this one.
    seconds, beside : float
        Processor time that all its processes may take together, and those that it
        starts beside its own.
    memory : int
        Bytes that they may hold together, beyond what they were forked with.
    scratch : str
        Its folder.
    often : float
        Seconds between two looks.
    """

    def __init__(
        self,
        pid: int,
        seconds: float,
        beside: float,
        memory: int,
        scratch: str,
        often: float,
    ) -> None:
        self.pid, self.seconds, self.beside = pid, seconds, beside
        self.memory = memory
        self.scratch, self.often = scratch, often
        own = read_process(os.getpid())
        self._forked_with = own.resident if own else 0
        free = free_bytes(scratch)
        self._least_free = free - max(
            MAX_SCRATCH_BYTES, min(MAX_UNSEEN_BYTES, free // 2)
        )
        self._next = time.monotonic() + often
        self._waited, self._answered = 0.0, 0.0
        self._own_waiting, self._waited_for_this = waited(), 0.0

    def look(self) -> str:
        """Return what it takes too much of, or nothing.

        Returns
        -------
        str
            ``"seconds"``, ``"beside"``, ``"memory"``, ``"processes"`` or ``"disk"``.
        """
        asked = asked_to_settle()
        self._count_own_waiting(asked != self._answered)
        if asked == self._answered and time.monotonic() < self._next:
            return ""
        found = below(os.getpid())
        if sum(not process.ended for process in found) > MAX_PROCESSES:
            return "processes"
        self._excuse(found)
        for process in found:
            if process.pid != self.pid:  # what it starts beside its own comes last
                with contextlib.suppress(OSError):
                    os.setpriority(os.PRIO_PROCESS, process.pid, LOWEST)
        if sum(process.seconds for process in found) > self.seconds:
            return "seconds"
        if sum(p.seconds for p in found if p.pid != self.pid) > self.beside:
            return "beside"
        more = [max(0, process.resident - self._forked_with) for process in found]
        if sum(more) > self.memory:
            return "memory"
        limits = MAX_SCRATCH_BYTES, MAX_SCRATCH_ENTRIES
        size, entries = folder_size(self.scratch, *limits)
        if size > MAX_SCRATCH_BYTES or entries > MAX_SCRATCH_ENTRIES:
            return "disk"
        if free_bytes(self.scratch) < self._least_free:
            return "disk"
        if asked != self._answered:
            self._end_others()
            self._count_own_waiting(True)
            self._answered = asked
            has_settled(asked)
        self._next = time.monotonic() + self.often
        return ""

    def _count_own_waiting(self, is_waited_for: bool) -> None:
        """Excuse the notebook while it sleeps until this process has ended others."""
        before, self._own_waiting = self._own_waiting, waited()
        if is_waited_for:
            self._waited_for_this += self._own_waiting - before

    def _end_others(self) -> None:
        """End what the notebook has started beside its own process."""
        ended = {self.pid}
        for _ in range(MAX_ROUNDS):
            started = {process.pid for process in below(os.getpid())} - ended
            for pid in started:
                with contextlib.suppress(OSError):
                    os.kill(pid, signal.SIGKILL)
            ended |= started
            if not started:
                return

    def _excuse(self, found: list[Process]) -> None:
        """Take what it has started for its own, where that did not wait for itself."""
        started = [waited(p.pid) for p in found if p.pid != self.pid]
        for_others = max(started, default=0.0) - sum(p.seconds for p in found)
        self._waited = max(self.waited(), for_others)
        notice(self._waited)

    def waited(self) -> float:
        """Return for how many seconds the notebook could have run, and others did."""
        self._waited = max(self._waited, waited(self.pid) + self._waited_for_this)
        notice(self._waited)
        return self._waited

    def told(self) -> dict[str, Any]:
        """Return what the grader may ask for."""
        return {"waited": self.waited()}
