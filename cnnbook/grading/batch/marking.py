"""Give points to what an exercise of a notebook gave."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from cnnbook.exercises import REGISTRY
from cnnbook.exercises.base import Exercise, ModelExercise
from cnnbook.grading.batch.answer_code import answer_code
from cnnbook.grading.batch.job_builder import checked_name
from cnnbook.grading.judging.answer_key import AnswerKey
from cnnbook.grading.judging.borne_out import doubt_about
from cnnbook.grading.judging.feedback import STARS, Feedback
from cnnbook.grading.judging.judge import judge
from cnnbook.grading.judging.words import not_yet
from cnnbook.grading.runtime.outcome import Failure, ModelOutcome, Outcome
from cnnbook.grading.sandbox.job import JobResult

CELL_PROBLEMS = {
    "slow": "was stopped at the time limit",
    "died": "ended the whole process",
    "syntax": "is not Python: a syntax error",
    "error": "raised an error",
}
GIVES = (
    r"^[^\w#\n\"']*(?:(?:async +)?(?:def|class) +{0}\b|(?:from|import)\b[^#\n]*\b{0}\b"
    r"|(?:\w+ *[,=] *){{0,20}}{0} *(?:,[\w ,*)]{{0,200}})?[=:](?!=))"
)
"""A line that would give a name something: what can't be seen may stand before it."""


TOO_LARGE = Failure("This is too large to be the answer.", "type")


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
    remark : str
        Which of two answers counts, as a sentence, if it is not the one at the end.
    out_of : float or None
        What the course says it is worth; the book's points, if it says nothing.
    extra : bool
        It counts on top of what can be had.
    graded : float or None
        The points that the grader gave, if they were changed by hand.
    why : str
        Why they were changed.
    numbers_of : tuple of str
        Other students for whose numbers the answer, which is wrong, is right.
    asked_of : tuple of str
        Other students whose problem stands in the notebook.
    doubt : str
        Why the answers of a network, which are right, are not known to come from its
        layers.
    code : str
        What the student wrote for it, see `answer_code`.
    """

    exercise: str
    points: float
    missing: bool
    blank: bool
    slow: bool
    library: bool
    feedback: Feedback
    remark: str = ""
    out_of: float | None = None
    extra: bool = False
    graded: float | None = None
    why: str = ""
    numbers_of: tuple[str, ...] = ()
    asked_of: tuple[str, ...] = ()
    doubt: str = ""
    code: str = ""

    @property
    def most(self) -> float:
        """What can be had for it."""
        return REGISTRY[self.exercise].points if self.out_of is None else self.out_of

    @property
    def by_hand(self) -> str:
        """In words, that its points were changed by hand, and why; empty if not."""
        if self.graded is None:
            return ""
        points = "point" if self.points == 1 else "points"
        return f"{self.points:g} {points} by hand, not {self.graded:g}: {self.why}"

    @property
    def begun(self) -> bool:
        """Whether there is an answer, right or wrong."""
        return not (self.missing or self.blank)


def mark_better(
    exercise: Exercise,
    result: JobResult,
    key: AnswerKey,
    cells: Sequence[str] = (),
    too_large: bool = False,
) -> Mark:
    """Mark an answer as it is at the end of the notebook, or as its check got it.

    Parameters
    ----------
    exercise, result, key, cells, too_large : object
        See `mark_exercise`. If what the check got is worth more, its outcomes take the
        place of the others in `result`.
    """
    last = mark_exercise(exercise, result, key, cells, too_large)
    last = replace(last, code=answer_code(cells, exercise.answer))
    name = checked_name(exercise.id)
    outcomes = result.outcomes.get(name, [])
    if too_large or not outcomes or outcomes[0].kind in ("same", "missing"):
        return last
    checked = result.as_checked(name, exercise.id)
    mark = mark_exercise(exercise, checked, key, cells)
    if mark.points <= last.points:
        return last
    for kind in ("outcomes", "printed", "uses"):
        getattr(result, kind)[exercise.id] = getattr(checked, kind)[exercise.id]
    cell = result.checked_in.get(name)
    remark = _which_counts(exercise, cell)
    hint = f"{remark} {mark.feedback.hint}".strip()
    feedback = replace(mark.feedback, hint=hint)
    code = answer_code(cells, exercise.answer, cell)
    return replace(mark, remark=remark, feedback=feedback, code=code)


def _which_counts(exercise: Exercise, cell: int | None) -> str:
    where = "" if cell is None else f" in code cell {cell + 1}"
    return (
        f"What counts is what cb.check got{where}: at the end of the notebook "
        f"{exercise.answer} is something else, which would earn less."
    )


def mark_exercise(
    exercise: Exercise,
    result: JobResult,
    key: AnswerKey,
    cells: Sequence[str] = (),
    too_large: bool = False,
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
    too_large : bool, default False
        Judging it has taken too much already: it is not tried again.
    """
    outcomes = [TOO_LARGE] if too_large else result.outcomes[exercise.id]
    printed = result.printed.get(exercise.id, "")
    try:
        with np.errstate(all="ignore"):
            feedback = judge(exercise, outcomes, printed, key)
    except MemoryError:
        feedback = not_yet(exercise, hint=TOO_LARGE.problem)
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
        doubt=_doubt(exercise, outcomes[0]) if feedback.passed else "",
    )


def _doubt(exercise: Exercise, outcome: Outcome) -> str:
    if not (isinstance(exercise, ModelExercise) and exercise.by_answers):
        return ""
    if not isinstance(outcome, ModelOutcome):
        return ""
    return doubt_about(exercise, outcome.value)


def _where_it_was_lost(
    exercise: Exercise, result: JobResult, cells: Sequence[str]
) -> str:
    """Say which cell would have given an answer, had it not failed."""
    binds = re.compile(GIVES.format(re.escape(exercise.answer)), re.MULTILINE)
    for number in sorted(result.cell_problems):
        if number < len(cells) and binds.search(cells[number]):
            where = f"Code cell {number + 1}, where {exercise.answer} stands"
            return f"{where}, {cell_problem(result, number)}."
    return ""


def cell_problem(result: JobResult, cell: int) -> str:
    """Say what became of a cell that failed, and which exceptions it raised.

    Parameters
    ----------
    result : JobResult
        What the notebook gave.
    cell : int
        The cell's number, from 0.

    Examples
    --------
    >>> errors = {0: ("KeyError: 3",)}
    >>> cell_problem(JobResult(cell_problems={0: "error"}, cell_errors=errors), 0)
    'raised an error: KeyError: 3'
    """
    problem = result.cell_problems[cell]
    errors = [error.rstrip(".") for error in result.cell_errors.get(cell, ())]
    between = ": " if problem == "error" else ". It says: "
    return between.join(filter(None, [CELL_PROBLEMS[problem], "; ".join(errors)]))
