"""Read what the process of students' code sent, believing none of it.

It may be forged. A forged outcome is worth as much as a function that returns a
constant: what is right is not known in that process.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from typing import Any, TypeGuard

from cnnbook.grading.runtime.outcome import (
    ArrayOutcome,
    Failure,
    ModelOutcome,
    Outcome,
)
from cnnbook.grading.runtime.output import MAX_PRINTED
from cnnbook.grading.runtime.protocol import Frame, ProtocolError
from cnnbook.grading.runtime.replying import MAX_PROBLEM, Task
from cnnbook.grading.runtime.sent_calls import MAX_CALL_BYTES
from cnnbook.grading.runtime.stand_ins import MAX_ASKED
from cnnbook.grading.sandbox.job import AskedCall, Job, JobResult
from cnnbook.grading.sandbox.unpacking import read_record, unpacked

OUTCOME_KINDS = {"value", "blank", "nothing", "type", "raised", "slow", "missing"}
OUTCOME_KINDS |= {"not asked", "asked", "changed", "same"}
MAX_ERRORS, MAX_ERROR_TEXT = 6, 320
"""Errors of one cell that are kept, and the characters of each."""


@dataclass(frozen=True)
class Step:
    """Where a notebook was when it ended.

    Attributes
    ----------
    cell : int or None
        In this cell, or not in any,
    exercise : str
        but in a call of this exercise's answer, or else before everything.
    """

    cell: int | None = None
    exercise: str = ""


def parse_replies(frames: list[Frame], job: Job, result: JobResult) -> Step:
    """Put what was sent into `result`; return the step at which it broke off.

    Parameters
    ----------
    frames : list of Frame
        In the order of their coming.
    job : Job
        What was asked for.
    result : JobResult
        Takes the outcomes of exercises that have all of them, or that broke off; those
        from an earlier attempt stay.

    Raises
    ------
    ProtocolError
        If it makes no sense.
    """
    step = Step()
    tasks = {
        task["exercise"]: task
        for task in job.tasks
        if task["exercise"] not in result.outcomes
    }
    for frame in frames:
        header = frame.header
        if header.get("step") == "cell":
            step = Step(cell=_index(header.get("cell"), len(job.cells)))
        elif header.get("step") == "call" and _known(header.get("exercise"), tasks):
            step = Step(exercise=header["exercise"])
        elif _known(header.get("library"), tasks):
            result.library.add(header["library"])
        elif _known(header.get("uses"), tasks):
            _add_used(frame, tasks[header["uses"]], result)
        elif _known(header.get("asked"), tasks):
            _add_asked(frame, tasks[header["asked"]], result)
        elif "failed" in header:
            number = _index(header["failed"], len(job.cells))
            why = header.get("why")
            result.cell_problems[number] = why if why in ("slow", "syntax") else "error"
            result.cell_errors[number] = _errors(header.get("errors", []))
        elif _known(header.get("checked"), tasks):
            cell = _index(header.get("cell"), len(job.cells))
            result.checked_in[header["checked"]] = cell
        elif _known(header.get("outcome"), tasks):
            _add_outcome(frame, tasks[header["outcome"]], result)
        elif header.get("end") is not True:
            raise ProtocolError("a frame says nothing")
    return step


def _add_used(frame: Frame, task: Task, result: JobResult) -> None:
    """Take which other answers a function uses: only those that it was asked about."""
    names = frame.header.get("names")
    if not isinstance(names, list) or not all(
        _known(name, task.get("others", ())) for name in names
    ):
        raise ProtocolError("names that were not asked about")
    result.uses[task["exercise"]] = set(names)


def _add_asked(frame: Frame, task: Task, result: JobResult) -> None:
    """Take a call that it wants to know the result of."""
    name = frame.header.get("of")
    if not _known(name, task.get("stand_ins", {})):
        raise ProtocolError("a call of a function that nothing stands in for")
    too_large = sum(array.nbytes for array in frame.arrays) > MAX_CALL_BYTES
    if too_large or len(result.asked) >= MAX_ASKED:
        raise ProtocolError("too much is asked")
    call = unpacked(frame.header.get("call"), frame.arrays)
    if not isinstance(call, tuple) or list(map(type, call)) != [tuple, dict]:
        raise ProtocolError("a call that is none")
    args, kwargs = call
    if not all(isinstance(key, str) for key in kwargs):
        raise ProtocolError("an argument without a name")
    result.asked.append(AskedCall(name, args, kwargs))


def _add_outcome(frame: Frame, task: Task, result: JobResult) -> None:
    exercise = task["exercise"]
    outcomes = result.outcomes.setdefault(exercise, [])
    if len(outcomes) >= task["calls"] or frame.header.get("case") != len(outcomes):
        raise ProtocolError("an outcome too many")
    outcomes.append(_outcome(frame, task))
    printed = result.printed.get(exercise, "") + _text(frame, "printed", MAX_PRINTED)
    result.printed[exercise] = printed[:MAX_PRINTED]


def _outcome(frame: Frame, task: Task) -> Outcome:
    kind = frame.header.get("kind")
    if not isinstance(kind, str) or kind not in OUTCOME_KINDS:
        raise ProtocolError("an outcome of no known kind")
    if kind == "same" and not task.get("checked"):
        raise ProtocolError("an outcome that stands for nothing")
    if kind == "asked" and not task.get("stand_ins"):
        raise ProtocolError("an outcome that nothing is missing for")
    if kind != "value":
        joined = frame.arrays[0] if len(frame.arrays) == 1 else None
        return Failure(_text(frame, "problem", MAX_PROBLEM), kind, joined)
    if task["kind"] == "model":
        return ModelOutcome(read_record(frame))
    if len(frame.arrays) != 1:
        raise ProtocolError("an outcome without its array")
    return ArrayOutcome(frame.arrays[0])


def _known(value: Any, tasks: Container[str]) -> TypeGuard[str]:
    return isinstance(value, str) and value in tasks


def _index(value: Any, count: int) -> int:
    if type(value) is not int or not 0 <= value < count:
        raise ProtocolError("a cell that is not there")
    return value


def _errors(value: Any) -> tuple[str, ...]:
    """Return the errors of a cell, each in one line that any terminal may show."""
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise ProtocolError("errors that are none")
    texts = [one[:MAX_ERROR_TEXT] for one in value[:MAX_ERRORS]]
    return tuple("".join(c if c.isprintable() else " " for c in t) for t in texts)


def _text(frame: Frame, name: str, max_characters: int) -> str:
    text = frame.header.get(name, "")
    if not isinstance(text, str):
        raise ProtocolError("a text that is none")
    return text[:max_characters].encode("utf-8", "replace").decode("utf-8")
