"""Get the answers out of a notebook, whatever its code does to its process."""

from __future__ import annotations

import copy

import numpy as np

from cnnbook.grading.runtime.outcome import Failure
from cnnbook.grading.runtime.protocol import ProtocolError, encode
from cnnbook.grading.sandbox.job import Job, JobResult
from cnnbook.grading.sandbox.replies import Step, parse_replies
from cnnbook.grading.sandbox.worker import Ending, Worker

ENDED = Failure("Your code ended the whole process.", "died")
STUCK = Failure(
    "Your function did not come back, and could not be interrupted.", "slow"
)
NOT_REACHED = Failure("The notebook had used up its time before this.", "slow")
UNREADABLE = Failure("What came from this notebook could not be read.", "type")
STARVED = Failure("This machine was too busy to run this.", "slow")
SHARE_BESIDE = 1 / 3
"""Of the seconds of a notebook, what may go to processes that its steps leave running:
past this they are ended with each step, before they have used up its time."""
FAILURE_OF: dict[Ending, Failure] = {
    "died": ENDED,
    "idle": STUCK,
    "deadline": NOT_REACHED,
    "starved": STARVED,
    "invalid": UNREADABLE,
    "done": UNREADABLE,  # it said that this was all, and it was not
}


class _Attempts:
    """What has been learnt from the attempts so far."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.result = JobResult()
        self.run_whole = [True] * len(job.cells)
        self.left_out: set[int] = set()
        self.together, self.settled = True, False
        self.calls = {task["exercise"]: task["calls"] for task in job.tasks}

    def progress(self) -> tuple[int, ...]:
        """Tell whether an attempt has brought anything."""
        left_out = sum(self.run_whole), len(self.left_out)
        return len(self.result.outcomes), *left_out, self.together, self.settled

    def complete(self) -> bool:
        """Whether every exercise has an outcome."""
        return len(self.result.outcomes) == len(self.calls)

    def request(self, deadline: float) -> bytes:
        """Ask for what has no outcome yet."""
        cells = [
            ("" if number in self.left_out else source, whole)
            for number, (source, whole) in enumerate(
                zip(self.job.cells, self.run_whole, strict=True)
            )
        ]
        tasks = [t for t in self.job.tasks if t["exercise"] not in self.result.outcomes]
        header = {"cells": cells, "tasks": tasks, "limit": self.job.limit}
        header |= {"files": [name for name, _ in self.job.files]}
        header |= {"folder": self.job.folder}
        header |= {"seconds": deadline, "together": self.together}
        header |= {"settled": self.settled}
        contents = (np.frombuffer(content, np.uint8) for _, content in self.job.files)
        return encode(header, (*self.job.arrays, *contents))

    def one_by_one(self) -> None:
        """Have each outcome sent at once next time: some got lost this time."""
        self.together = False
        for exercise, outcomes in list(self.result.outcomes.items()):
            over = outcomes and outcomes[-1].kind in ("slow", "died")
            if len(outcomes) < self.calls[exercise] and not over:
                del self.result.outcomes[exercise]
                self.result.printed.pop(exercise, None)

    def settle(self) -> None:
        """Have what each step leaves running ended next time: it was too much."""
        self.settled = True
        self.one_by_one()

    def go_back(self, known: JobResult, step: Step) -> None:
        """Keep of a settled attempt who took too much: others need what it has ended.

        Parameters
        ----------
        known : JobResult
            What was known before.
        step : Step
            Who it was.
        """
        if step.exercise in self.result.outcomes:
            known.outcomes[step.exercise] = self.result.outcomes[step.exercise]
        if step.cell is not None:
            known.cell_problems[step.cell] = self.result.cell_problems[step.cell]
        known.seconds, self.result = self.result.seconds, known
        self.settled = False

    def learn(self, step: Step, ending: Ending) -> None:
        """Leave out next time what ended the process this time."""
        if step.exercise and self.together:
            self.one_by_one()
        elif step.exercise:
            outcomes = self.result.outcomes.setdefault(step.exercise, [])
            if len(outcomes) < self.calls[step.exercise]:
                outcomes.append(FAILURE_OF[ending])
        elif step.cell is not None:
            problem = "slow" if ending == "idle" else "died"
            self.result.cell_problems[step.cell] = problem
            if self.run_whole[step.cell]:
                self.run_whole[step.cell] = False
            else:
                self.left_out.add(step.cell)

    def fill_up(self, failure: Failure) -> None:
        """Let what is still open have failed."""
        for exercise, calls in self.calls.items():
            outcomes = self.result.outcomes.setdefault(exercise, [])
            if not outcomes or (len(outcomes) < calls and outcomes[-1].kind == "value"):
                outcomes.append(failure)
                self.result.tampered = self.result.tampered or failure is UNREADABLE


def collect(job: Job, worker: Worker) -> JobResult:
    """Run a notebook until every exercise has an outcome.

    When its process ends too early, the cell or the call that did it is left out the
    next time: of a cell, imports, definitions and plain values are kept at first.

    Parameters
    ----------
    job : Job
        What to run.
    worker : Worker
        Where to run it.
    """
    attempts = _Attempts(job)
    idle_timeout = 1.25 * job.limit + 1
    failure = NOT_REACHED
    while (left := job.seconds - attempts.result.seconds) > 0:
        before, known = attempts.progress(), attempts.result
        if attempts.settled:
            attempts.result = copy.deepcopy(known)
        result = attempts.result
        beside = left if attempts.settled else left * SHARE_BESIDE
        transcript = worker.run(attempts.request(left), idle_timeout, left, beside)
        if transcript.ending == "died" and not transcript.frames:
            raise RuntimeError("a notebook's process ended before its first cell")
        result.seconds += transcript.seconds
        result.starved = result.starved or transcript.ending == "starved"
        ending = transcript.ending
        try:
            step = parse_replies(transcript.frames, job, result)
        except ProtocolError:
            step, ending = Step(), "invalid"
        if ending == "invalid" and attempts.together:
            attempts.one_by_one()
            continue
        if transcript.over and not attempts.settled:  # by this step, or by one before
            attempts.settle()
            continue
        result.tampered = result.tampered or ending == "invalid"
        if ending not in ("died", "idle"):
            failure = FAILURE_OF[ending]
            break
        attempts.learn(step, ending)
        learnt = attempts.progress() != before
        if transcript.over and learnt:
            attempts.go_back(known, step)
        if not learnt or attempts.complete():
            failure = FAILURE_OF[ending]
            break
    attempts.fill_up(failure)
    return attempts.result
