"""Give points to what an exercise of a notebook gave."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cnnbook.exercises import REGISTRY
from cnnbook.exercises.base import Exercise
from cnnbook.grading.judging.answer_key import AnswerKey
from cnnbook.grading.judging.feedback import STARS, Feedback
from cnnbook.grading.judging.judge import judge
from cnnbook.grading.judging.words import not_yet
from cnnbook.grading.sandbox.job import JobResult

CELL_PROBLEMS = {
    "slow": "was stopped at the time limit",
    "died": "ended the whole process",
    "syntax": "is not Python: a syntax error",
    "error": "raised an error",
}


@dataclass(frozen=True)
class Mark:
    """What one exercise of one submission earned.

    Attributes
    ----------
    exercise : str
        Its id.
    points : float
        Rounded to hundredths.
    missing : bool
        The notebook has no such name, and no cell that failed would have given it.
    blank : bool
        It is as it was handed out.
    slow : bool
        A call did not come back in time.
    library : bool
        The answer is a function of the book's own package.
    feedback : Feedback
        The same hints as in the notebook.
    out_of : float or None
        What the course says it is worth; the book's points, if it says nothing.
    extra : bool
        It counts on top of what can be had.
    graded : float or None
        The points that the grader gave, if they were changed by hand.
    why : str
        Why they were changed.
    """

    exercise: str
    points: float
    missing: bool
    blank: bool
    slow: bool
    library: bool
    feedback: Feedback
    out_of: float | None = None
    extra: bool = False
    graded: float | None = None
    why: str = ""

    @property
    def most(self) -> float:
        """What can be had for it."""
        return REGISTRY[self.exercise].points if self.out_of is None else self.out_of

    @property
    def by_hand(self) -> str:
        """In words, that its points were changed by hand, and why; empty if not."""
        if self.graded is None:
            return ""
        return f"{self.points:g} points by hand, not {self.graded:g}: {self.why}"

    @property
    def begun(self) -> bool:
        """Whether there is an answer, right or wrong."""
        return not (self.missing or self.blank)


def mark_exercise(
    exercise: Exercise, result: JobResult, key: AnswerKey, cells: Sequence[str] = ()
) -> Mark:
    """Compare what an exercise gave with what it should have.

    Parameters
    ----------
    exercise : Exercise
        What was asked.
    result : JobResult
        What the notebook gave.
    key : AnswerKey
        The key of the exercise.
    cells : sequence of str
        The notebook's code.
    """
    outcomes = result.outcomes[exercise.id]
    printed = result.printed.get(exercise.id, "")
    try:
        with np.errstate(all="ignore"):
            feedback = judge(exercise, outcomes, printed, key)
    except Exception as error:  # a value that the exercise did not reckon with
        headline = f"Not yet: {exercise.id} {STARS[exercise.difficulty]}."
        words = f"This answer could not be judged ({type(error).__name__})."
        feedback = Feedback(exercise.id, False, headline, hint=words)
    lost = _where_it_was_lost(exercise, result, cells)
    if outcomes[0].kind == "missing" and lost:
        feedback = not_yet(exercise, hint=lost)
    kinds = {outcome.kind for outcome in outcomes}
    return Mark(
        exercise.id,
        round(exercise.points * feedback.share, 2),
        missing="missing" in kinds and not lost,
        blank=outcomes[0].kind == "blank",
        slow="slow" in kinds,
        library=exercise.id in result.library,
        feedback=feedback,
    )


def _where_it_was_lost(
    exercise: Exercise, result: JobResult, cells: Sequence[str]
) -> str:
    """Say which cell would have given an answer, had it not failed."""
    name = re.escape(exercise.answer)
    for number in sorted(result.cell_problems):
        if number < len(cells) and re.search(
            rf"^ *(?:def {name}\b|{name} *[=:])", cells[number], re.MULTILINE
        ):
            problem = CELL_PROBLEMS[result.cell_problems[number]]
            return f"Code cell {number + 1}, where {exercise.answer} stands, {problem}."
    return ""
