"""Remember how practice went, and choose what to ask next.

An exercise climbs a step with each problem that is right at the first try, and falls to
the lowest with one that is not; the higher it stands, the longer it rests.
"""

from __future__ import annotations

import contextlib
import json
import math
import os
import time
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

from cnnbook.grading.record import in_a_notebook, place

DAY = 86_400
LATEST = 1e11
"""Seconds: no time is later, thirty centuries from now."""
RESTS = (0, 1, 3, 7, 21)
"""Days until an exercise is asked again, by its step."""
UNREADABLE = (
    OSError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    OverflowError,
    RecursionError,
)
"""What comes of a file that holds something else."""


def usual_file() -> Path | None:
    """Return where the record is kept, beside progress; none outside a notebook."""
    progress = place() if in_a_notebook() else None
    return progress and progress.with_stem(f"{progress.stem}-practice")


class Record:
    """What was practised, and when.

    Parameters
    ----------
    file : Path, optional
        Keeps it from one session to the next. What can't be read of it counts for
        nothing, and one that can't be written is no error: the session remembers.
    clock : callable
        Returns the time in seconds.

    Examples
    --------
    >>> now = [0.0]
    >>> record = Record(clock=lambda: now[0])
    >>> record.add("conv2d", right=True)
    >>> record.choose(["conv2d", "max-pool"])
    ('max-pool', 'New to you.')
    >>> record.add("max-pool", right=True)
    >>> now[0] = 2.0 * DAY
    >>> record.choose(["conv2d", "max-pool"])
    ('conv2d', 'Not practised for 2 days.')
    """

    def __init__(
        self, file: Path | None = None, clock: Callable[[], float] = time.time
    ) -> None:
        self._file, self._clock = file, clock
        self._seen: dict[str, tuple[int, float]] = {}
        self._last = ""
        self._take_in()

    def add(self, exercise: str, right: bool) -> None:
        """Take down how the first try at a problem went.

        Parameters
        ----------
        exercise : str
            Its id.
        right : bool
            Whether it was right.
        """
        self._take_in()
        step = self._seen.get(exercise, (0, 0.0))[0]
        step = min(step + 1, len(RESTS) - 1) if right else 0
        self._seen[exercise] = (step, self._clock())
        self._save()

    def choose(self, exercises: Collection[str]) -> tuple[str, str]:
        """Return what to ask next, and why, in a few words.

        First what is due, the weakest before the others; then what is new; then what
        will be due soonest. The same kind is not asked twice running.

        Parameters
        ----------
        exercises : collection of str
            Ids, in the order in which new ones come. At least one.
        """
        self._take_in()
        asked = [name for name in exercises if name != self._last] or list(exercises)
        seen = [name for name in asked if name in self._seen]
        due = [name for name in seen if self._due(name) <= self._clock()]
        new = [name for name in asked if name not in self._seen]
        if due:
            found = min(due, key=lambda name: (self._seen[name][0], self._due(name)))
        elif new:
            found = new[0]
        else:
            found = min(seen, key=self._due)
        self._last = found
        return found, self._why(found)

    def _due(self, exercise: str) -> float:
        step, when = self._seen[exercise]
        return when + RESTS[step] * DAY

    def _why(self, exercise: str) -> str:
        if exercise not in self._seen:
            return "New to you."
        step, when = self._seen[exercise]
        if step == 0:
            return "Not right last time."
        days = int((self._clock() - when) // DAY)
        if days < 1:
            return "To keep it fresh."
        return f"Not practised for {days} day{'s' * (days != 1)}."

    def _take_in(self) -> None:
        """Take in what is later in the file: another notebook writes into it too."""
        if self._file is None:
            return
        kept: dict[str, Any] = {}
        with contextlib.suppress(*UNREADABLE):
            kept = dict(json.loads(self._file.read_text(encoding="utf-8"))["seen"])
        for name, entry in kept.items():
            with contextlib.suppress(*UNREADABLE):
                step, when = int(entry[0]), float(entry[1])
                known = self._seen.get(name, (0, -math.inf))[1]
                if known < when < LATEST:
                    self._seen[name] = min(max(step, 0), len(RESTS) - 1), when

    def _save(self) -> None:
        if self._file is None:
            return
        text = json.dumps({"seen": self._seen}, indent=1, sort_keys=True)
        new = self._file.with_name(f"{self._file.name}.{os.getpid()}.new")
        with contextlib.suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            new.write_text(text, encoding="utf-8")
            new.replace(self._file)
