"""Get the answers out of a notebook, whatever its code does to its process."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any

from numpy.typing import NDArray

from cnnbook.grading.runtime.outcome import Outcome
from cnnbook.grading.runtime.protocol import Garbled, encode
from cnnbook.grading.sandbox.environment import Flavour
from cnnbook.grading.sandbox.fork_server import Host
from cnnbook.grading.sandbox.replies import told

BUDGET = 10
"""How many times the limit one notebook may take in all, and `EXTRA` seconds more."""
EXTRA = 20.0
ENDED = Outcome(None, "Your code ended the whole process.", "died")
STUCK = Outcome(
    None, "Your function did not come back, and could not be interrupted.", "slow"
)
UNREACHED = Outcome(None, "The notebook had used up its time before this.", "slow")
FORGED = Outcome(None, "What came from this notebook could not be read.", "type")
ENDINGS = {"died": ENDED, "silent": STUCK, "overtime": UNREACHED, "garbled": FORGED}


@dataclass(frozen=True)
class Work:
    """A notebook to run: plain data, so that it can travel.

    Attributes
    ----------
    cells : tuple of str
        Sources.
    tasks : tuple of dict
        See `cnnbook.grading.runtime.answers.send_answer`.
    arrays : tuple of ndarray
        That the tasks refer to.
    flavour : Flavour
        What to import first.
    limit : float
        Seconds for each cell and each call.
    """

    cells: tuple[str, ...]
    tasks: tuple[dict[str, Any], ...]
    arrays: tuple[NDArray[Any], ...]
    flavour: Flavour
    limit: float


@dataclass
class Answers:
    """What a notebook gave.

    Attributes
    ----------
    outcomes : dict
        Those of each exercise, by its id.
    printed : dict
        What its function printed.
    library : set
        Exercises answered by a function of the book's own package.
    cells : dict
        What was wrong with a cell, by its number from 0: ``"slow"``, ``"syntax"``,
        ``"error"`` or how it ended the process.
    garbled : bool
        It sent something that makes no sense, as if to forge its results.
    isolation : str
        What was in force.
    """

    outcomes: dict[str, list[Outcome]] = field(default_factory=dict)
    printed: dict[str, str] = field(default_factory=dict)
    library: set[str] = field(default_factory=set)
    cells: dict[int, str] = field(default_factory=dict)
    garbled: bool = False
    isolation: str = ""


class _Progress:
    """What has been learnt from the attempts so far."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.answers = Answers()
        self.whole = [True] * len(work.cells)
        self.dropped: set[int] = set()
        self.calls = {task["exercise"]: task["calls"] for task in work.tasks}

    def state(self) -> tuple[int, ...]:
        """Tell whether an attempt has brought anything."""
        return len(self.answers.outcomes), sum(self.whole), len(self.dropped)

    def finished(self) -> bool:
        """Whether every exercise has been heard of."""
        return len(self.answers.outcomes) == len(self.calls)

    def request(self, overall: float) -> bytes:
        """Ask for what has not been heard of."""
        done = self.answers.outcomes
        cells = [
            ("" if number in self.dropped else source, whole)
            for number, (source, whole) in enumerate(
                zip(self.work.cells, self.whole, strict=True)
            )
        ]
        tasks = [task for task in self.work.tasks if task["exercise"] not in done]
        header = {"cells": cells, "tasks": tasks, "limit": self.work.limit}
        return encode(header | {"seconds": overall}, self.work.arrays)


def collect(work: Work, host: Host) -> Answers:
    """Run a notebook until every exercise has an outcome.

    When its process ends too early, the cell or the call that did it is left out the
    next time: of a cell, imports, definitions and plain values are kept at first.

    Parameters
    ----------
    work : Work
        What to run.
    host : Host
        Where to run it.
    """
    progress = _Progress(work)
    answers = progress.answers
    pause = 1.25 * work.limit + 1
    end = time.monotonic() + BUDGET * work.limit + EXTRA
    unheard = UNREACHED
    while (left := end - time.monotonic()) > 0:
        known = progress.state()
        transcript = host.run(progress.request(left), pause, left)
        ending = transcript.ending
        try:
            step = told(transcript.frames, work, answers)
        except Garbled:
            ending = "garbled"
        answers.garbled = answers.garbled or ending == "garbled"
        if ending not in ("died", "silent"):
            unheard = FORGED if ending == "done" else ENDINGS[ending]
            break
        _learn(progress, step, ending)
        if progress.state() == known or progress.finished():
            unheard = ENDINGS[ending]
            break
    for task in work.tasks:
        heard = answers.outcomes.setdefault(task["exercise"], [])
        if not heard or (len(heard) < task["calls"] and heard[-1].kind == "value"):
            heard.append(unheard)
            answers.garbled = answers.garbled or unheard is FORGED
    return answers


def _learn(progress: _Progress, step: dict[str, Any], ending: str) -> None:
    if "exercise" in step:
        heard = progress.answers.outcomes.setdefault(step["exercise"], [])
        if len(heard) < progress.calls[step["exercise"]]:
            heard.append(ENDINGS[ending])
        return
    if "cell" not in step:
        return
    number = step["cell"]
    progress.answers.cells[number] = "slow" if ending == "silent" else ending
    if progress.whole[number]:
        progress.whole[number] = False
    else:
        progress.dropped.add(number)
