"""Judge a designed array, or a model, by what it does."""

from __future__ import annotations

from typing import Any

import numpy as np

from cnnbook.exercises.base import Demand, DesignExercise, ModelExercise
from cnnbook.exercises.demanded import meets, meets_all, shows
from cnnbook.grading.judging.feedback import Feedback
from cnnbook.grading.judging.recognise import MAX_EXPLANATIONS
from cnnbook.grading.judging.words import not_yet, passed
from cnnbook.models import ModelRecord


def judge_design(exercise: DesignExercise, array: Any) -> Feedback:
    """Return feedback on a designed array.

    Parameters
    ----------
    exercise : DesignExercise
        What was asked.
    array : ndarray
        The learner's.
    """
    if array.shape != exercise.shape:
        wanted = f"It should have shape {exercise.shape}, but has {array.shape}."
        return not_yet(exercise, hint=wanted)
    if not np.isfinite(array).all():
        return not_yet(exercise, hint="Some of it is not a finite number.")
    return judge_demands(exercise, array)


def judge_model(
    exercise: ModelExercise, record: ModelRecord, printed: str = ""
) -> Feedback:
    """Return feedback on a model's record, if it can be one.

    Parameters
    ----------
    exercise : ModelExercise
        What was asked.
    record : ModelRecord
        The learner's.
    printed : str
        What the learner's function printed.
    """
    flaw = flaw_of(exercise, record)
    if flaw:
        return not_yet(exercise, hint=flaw, printed=printed)
    return judge_demands(exercise, record, printed)


def fits(exercise: DesignExercise | ModelExercise, value: Any) -> bool:
    """Return whether a design or a model's record meets all demands, and no more.

    Parameters
    ----------
    exercise : DesignExercise or ModelExercise
        What was asked.
    value : ndarray or ModelRecord
        What was handed in.
    """
    if isinstance(exercise, DesignExercise) and np.shape(value) != exercise.shape:
        return False
    if isinstance(value, ModelRecord) != isinstance(exercise, ModelExercise):
        return False
    return meets_all(exercise.demands, value)


def flaw_of(exercise: ModelExercise, record: ModelRecord) -> str:
    """Say what no network can be like, or nothing.

    Parameters
    ----------
    exercise : ModelExercise
        What was asked.
    record : ModelRecord
        From students' code.
    """
    for layer in record.layers:
        held = sum(array.size for array in layer.weights)
        if layer.weights and held != layer.parameters:
            return "The layers do not hold as many numbers as they say."
    answers, probes = (
        record.predictions,
        exercise.probes() if record.predictions else (),
    )
    if answers and len(answers) != len(probes):
        return "It was asked several times, and did not answer as often."
    for answer, probe in zip(answers, probes, strict=True):
        if answer.ndim < 1 or len(answer) != len(probe):
            shape = f"an array of shape {answer.shape}"
            return (
                f"A network gives one answer for each picture. To {len(probe)} "
                f"pictures yours gives {shape}."
            )
        wanted = record.output_shape
        if answer.ndim != 1 + len(wanted) or any(
            n not in (None, got)
            for n, got in zip(wanted, answer.shape[1:], strict=True)
        ):
            return (
                f"It says that an answer has shape {wanted}, and gives answers of "
                f"shape {answer.shape[1:]}."
            )
    return ""


def judge_demands(
    exercise: DesignExercise | ModelExercise, value: Any, printed: str = ""
) -> Feedback:
    """Return feedback on an array or on a model's record, demand by demand.

    The first demand that is not met says what was seen and what is needed. A mistake is
    named only where one of the misconceptions shows.

    Parameters
    ----------
    exercise : DesignExercise or ModelExercise
        What was asked.
    value : ndarray or ModelRecord
        The learner's.
    printed : str
        What the learner's function printed.
    """
    met = [meets(demand, value) for demand in exercise.demands]
    total = len(met)
    if all(met):
        return passed(exercise, f"all {total} demands met", printed=printed)
    number = met.index(False)  # those before it earn their share, in their order
    failed = exercise.demands[number]
    shown = [m for m in exercise.misconceptions if shows(m, value)]
    seen = _seen(failed, value)
    needed = f"Not met: {failed.text}." + (f" Seen: {seen}." if seen else "")
    return not_yet(
        exercise,
        f"the first {number} of {total} demands met"
        if number
        else f"the first of {total} demands is not met",
        explanations=[tuple(shown)] if 0 < len(shown) <= MAX_EXPLANATIONS else [],
        hint=f"{needed} {failed.hint}".strip(),
        printed=printed,
        share=number / total,
    )


def _seen(demand: Demand, value: Any) -> str:
    if demand.seen is None:
        return ""
    try:
        with np.errstate(all="ignore"):
            return demand.seen(value)
    except Exception as error:
        return f"something that could not be tried ({type(error).__name__})"
