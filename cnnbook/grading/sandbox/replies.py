"""Read what the process of students' code sent, believing none of it.

It may be forged. A forged outcome is worth as much as a function that returns a
constant: what is right is not known in that process.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from typing import Any, TypeGuard

import numpy as np
from numpy.typing import NDArray

from cnnbook.grading.runtime.answers import MAX_PROBLEM, Task
from cnnbook.grading.runtime.outcome import (
    ArrayOutcome,
    Failure,
    ModelOutcome,
    Outcome,
)
from cnnbook.grading.runtime.output import MAX_PRINTED
from cnnbook.grading.runtime.protocol import Frame, ProtocolError, unpack
from cnnbook.grading.sandbox.job import Job, JobResult
from cnnbook.models.record import LayerRecord, ModelRecord

OUTCOME_KINDS = {"value", "blank", "nothing", "type", "raised", "slow", "missing"}
OUTCOME_KINDS |= {"not asked"}
UNPACKING_ERRORS = (
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    RecursionError,
)


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
        elif "failed" in header:
            number = _index(header["failed"], len(job.cells))
            why = header.get("why")
            result.cell_problems[number] = why if why in ("slow", "syntax") else "error"
        elif _known(header.get("outcome"), tasks):
            _add_outcome(frame, tasks[header["outcome"]], result)
        elif header.get("end") is not True:
            raise ProtocolError("a frame says nothing")
    return step


def _add_outcome(frame: Frame, task: Task, result: JobResult) -> None:
    exercise = task["exercise"]
    outcomes = result.outcomes.setdefault(exercise, [])
    if len(outcomes) >= task["calls"] or frame.header.get("case") != len(outcomes):
        raise ProtocolError("an outcome too many")
    outcomes.append(_outcome(frame, task["kind"]))
    printed = result.printed.get(exercise, "") + _text(frame, "printed", MAX_PRINTED)
    result.printed[exercise] = printed[:MAX_PRINTED]


def _outcome(frame: Frame, task_kind: str) -> Outcome:
    kind = frame.header.get("kind")
    if not isinstance(kind, str) or kind not in OUTCOME_KINDS:
        raise ProtocolError("an outcome of no known kind")
    if kind != "value":
        return Failure(_text(frame, "problem", MAX_PROBLEM), kind)
    if task_kind == "model":
        return ModelOutcome(_record(frame))
    if len(frame.arrays) != 1:
        raise ProtocolError("an outcome without its array")
    return ArrayOutcome(frame.arrays[0])


def _record(frame: Frame) -> ModelRecord:
    try:
        fields = unpack(frame.header["record"], frame.arrays)
        return ModelRecord(
            layers=tuple(_layer(layer) for layer in fields["layers"]),
            input_shape=_shape(fields["input_shape"]),
            output_shape=_shape(fields["output_shape"]),
            predictions=tuple(map(_array, fields["predictions"])),
            training={str(key): _plain(v) for key, v in fields["training"].items()},
        )
    except UNPACKING_ERRORS as error:
        raise ProtocolError("a model's record that is none") from error


def _layer(fields: dict[str, Any]) -> LayerRecord:
    if not isinstance(fields["kind"], str):
        raise ProtocolError("a layer's record that is none")
    return LayerRecord(
        kind=fields["kind"],
        settings={str(key): _plain(v) for key, v in fields["settings"].items()},
        output_shape=_shape(fields["output_shape"]),
        parameters=_whole_number(fields["parameters"]),
        trainable_parameters=_whole_number(fields["trainable_parameters"]),
        weights=tuple(map(_array, fields["weights"])),
        activation=_word(fields["activation"]),
    )


def _word(value: Any) -> str:
    if not isinstance(value, str):
        raise ProtocolError("a name that is none")
    return value


def _whole_number(value: Any) -> int:
    if type(value) is not int:
        raise ProtocolError("a whole number that is none")
    return value


def _shape(value: Any) -> tuple[int | None, ...]:
    shape = tuple(value)
    if any(n is not None and type(n) is not int for n in shape):
        raise ProtocolError("a shape that is none")
    return shape


def _array(value: Any) -> NDArray[Any]:
    if not isinstance(value, np.ndarray):
        raise ProtocolError("an array that is none")
    return value


def _plain(value: Any) -> Any:
    if isinstance(value, tuple | list):
        return tuple(map(_plain, value))
    if value is None or isinstance(value, str | bool | int | float):
        return value
    raise ProtocolError("a setting that is not plain")


def _known(value: Any, tasks: Container[str]) -> TypeGuard[str]:
    return isinstance(value, str) and value in tasks


def _index(value: Any, count: int) -> int:
    if type(value) is not int or not 0 <= value < count:
        raise ProtocolError("a cell that is not there")
    return value


def _text(frame: Frame, name: str, max_characters: int) -> str:
    text = frame.header.get(name, "")
    if not isinstance(text, str):
        raise ProtocolError("a text that is none")
    return text[:max_characters].encode("utf-8", "replace").decode("utf-8")
