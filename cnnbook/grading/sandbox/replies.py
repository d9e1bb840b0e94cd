"""Read what the process of students' code sent, believing none of it.

It may be forged. A forged outcome is worth as much as a function that returns a
constant: what is right is not known in that process.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from cnnbook.grading.runtime.outcome import Outcome
from cnnbook.grading.runtime.protocol import Frame, Garbled, unpack
from cnnbook.models.record import LayerRecord, ModelRecord

if TYPE_CHECKING:
    from cnnbook.grading.sandbox.retry import Answers, Work

KINDS = {"value", "blank", "type", "raised", "slow", "missing"}
BROKEN = (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError)


def told(frames: list[Frame], work: Work, answers: Answers) -> dict[str, Any]:
    """Put what was sent into `answers`; return the step at which it broke off.

    Parameters
    ----------
    frames : list of Frame
        In the order of their coming.
    work : Work
        What was asked for.
    answers : Answers
        Takes the outcomes of exercises that have all of them, or that broke off; those
        from an earlier attempt stay.

    Raises
    ------
    Garbled
        If it makes no sense.
    """
    step: dict[str, Any] = {}
    tasks = {
        t["exercise"]: t for t in work.tasks if t["exercise"] not in answers.outcomes
    }
    for frame in frames:
        header = frame.header
        if header.get("step") == "cell":
            step = {"cell": _index(header.get("cell"), len(work.cells))}
        elif header.get("step") == "call" and _known(header.get("exercise"), tasks):
            step = {"exercise": header["exercise"]}
        elif _known(header.get("library"), tasks):
            answers.library.add(header["library"])
        elif "failed" in header:
            number = _index(header["failed"], len(work.cells))
            why = header.get("why")
            answers.cells[number] = why if why in ("slow", "syntax") else "error"
        elif _known(header.get("outcome"), tasks):
            _add(frame, tasks[header["outcome"]], answers)
        elif header.get("end") is not True:
            raise Garbled("a frame says nothing")
    return step


def _add(frame: Frame, task: dict[str, Any], answers: Answers) -> None:
    identifier = task["exercise"]
    heard = answers.outcomes.setdefault(identifier, [])
    if len(heard) >= task["calls"] or frame.header.get("case") != len(heard):
        raise Garbled("an outcome too many")
    heard.append(_outcome(frame, task["sort"]))
    before = answers.printed.get(identifier, "")
    answers.printed[identifier] = (before + _text(frame, "printed", 2000))[:2000]


def _outcome(frame: Frame, sort: str) -> Outcome:
    kind = frame.header.get("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        raise Garbled("an outcome of no known kind")
    if kind != "value":
        return Outcome(None, _text(frame, "problem", 1000), kind)
    if sort == "model":
        return Outcome(_record(frame))
    if len(frame.arrays) != 1:
        raise Garbled("an outcome without its array")
    return Outcome(frame.arrays[0])


def _record(frame: Frame) -> ModelRecord:
    try:
        fields = unpack(frame.header["record"], frame.arrays)
        layers = tuple(_layer(layer) for layer in fields["layers"])
        shapes = [_shape(fields[name]) for name in ("input_shape", "output_shape")]
        predictions = tuple(map(_numbers, fields["predictions"]))
        training = {str(key): _plain(v) for key, v in fields["training"].items()}
    except BROKEN as error:
        raise Garbled("a model's record that is none") from error
    return ModelRecord(*shapes, layers, predictions, training)


def _layer(fields: dict[str, Any]) -> LayerRecord:
    settings = {str(key): _plain(value) for key, value in fields["settings"].items()}
    counts = [fields["parameters"], fields["trainable_parameters"]]
    if not isinstance(fields["kind"], str) or any(type(n) is not int for n in counts):
        raise Garbled("a layer's record that is none")
    weights = tuple(map(_numbers, fields["weights"]))
    return LayerRecord(
        fields["kind"], settings, _shape(fields["output_shape"]), *counts, weights
    )


def _shape(value: Any) -> tuple[int | None, ...]:
    shape = tuple(value)
    if any(n is not None and type(n) is not int for n in shape):
        raise Garbled("a shape that is none")
    return shape


def _numbers(value: Any) -> np.ndarray:
    if not isinstance(value, np.ndarray):
        raise Garbled("numbers that are none")
    return value


def _plain(value: Any) -> Any:
    if isinstance(value, tuple | list):
        return tuple(map(_plain, value))
    if value is None or isinstance(value, str | bool | int | float):
        return value
    raise Garbled("a setting that is not plain")


def _known(value: Any, tasks: dict[str, Any]) -> bool:
    return isinstance(value, str) and value in tasks


def _index(value: Any, most: int) -> int:
    if type(value) is not int or not 0 <= value < most:
        raise Garbled("a cell that is not there")
    return value


def _text(frame: Frame, name: str, most: int) -> str:
    text = frame.header.get(name, "")
    if not isinstance(text, str):
        raise Garbled("a text that is none")
    return text[:most].encode("utf-8", "replace").decode("utf-8")
