"""Work out what a right function gives, on calls that students' code asks for."""

from __future__ import annotations

import time
from typing import Any

from cnnbook.exercises.base import Case, FunctionExercise
from cnnbook.exercises.mistakes import parameters
from cnnbook.grading.batch.modest import Modesty
from cnnbook.grading.judging.answer_key import AnswerKey
from cnnbook.grading.runtime.outcome import describe_error, guarded
from cnnbook.grading.runtime.output import CapturedOutput
from cnnbook.grading.runtime.sent_calls import as_sent
from cnnbook.grading.runtime.stand_ins import Table
from cnnbook.grading.sandbox.job import AskedCall

SECONDS = 2.0
"""That one call may compute."""
MAX_CALLS, MAX_SECONDS, MAX_BYTES = 4000, 5.0, 1 << 23
"""What all calls of one notebook may take together, results included."""


class Budget:
    """What is left to work out calls for one notebook."""

    def __init__(self) -> None:
        self.calls, self.seconds, self.bytes = MAX_CALLS, MAX_SECONDS, MAX_BYTES

    @property
    def spent(self) -> bool:
        """Whether nothing is left."""
        return min(self.calls, self.seconds, self.bytes) < 0


class RightCalls:
    """What is known of one answer that another one calls.

    Parameters
    ----------
    exercise : FunctionExercise
        Whose answer it is.
    key : AnswerKey
        Its key.
    tried : bool
        See `Table`.

    Attributes
    ----------
    table : Table
        What can be sent.
    """

    def __init__(self, exercise: FunctionExercise, key: AnswerKey, tried: bool) -> None:
        self.exercise = exercise
        self.table: Table = {"tried": tried, "known": []}
        self._modesty = Modesty(exercise.reference, key.cases)
        self._seen: set[bytes] = set()

    def add(self, call: AskedCall, budget: Budget) -> bool:
        """Work out a call; return whether something new is known.

        Parameters
        ----------
        call : AskedCall
            From students' code: anything at all. What is too much to work out stays
            unknown.
        budget : Budget
            What is left; changed.
        """
        sent = as_sent(call.args, call.kwargs)
        if budget.spent or sent is None or sent.content in self._seen:
            return False
        self._seen.add(sent.content)
        value, problem = None, "this is not a call that the function can take"
        if self._can_be_called(call):
            if not self._modesty.allows(call.args, call.kwargs):
                return False
            start = time.thread_time()
            with guarded(SECONDS, CapturedOutput(0)) as failures:
                value, problem = self._result(call)
            budget.seconds -= time.thread_time() - start
            if failures:
                return False
        result = as_sent((value,), {})
        if result is None:
            return False
        budget.calls -= 1
        budget.bytes -= len(sent.content) + len(result.content)
        self.table["known"].append((call.args, call.kwargs, value, problem))
        return True

    def _result(self, call: AskedCall) -> tuple[Any, str]:
        try:
            return Case(call.args, call.kwargs).call(self.exercise.reference), ""
        except Exception as error:
            return None, describe_error(error)

    def _can_be_called(self, call: AskedCall) -> bool:
        """Whether the names fit; a step of the book's own work is no argument."""
        names = list(parameters(self.exercise.reference))
        given = names[: len(call.args)] + list(call.kwargs)
        known = len(call.args) <= len(names) and set(call.kwargs) <= set(names)
        return known and len(given) == len(set(given))
