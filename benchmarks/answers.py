"""Try the checks with the answers of ``tests/answers``, and count how they fare.

``python -m benchmarks.answers`` prints the table for the whole book, and
``python -m benchmarks.answers conv2d one-window`` every answer that did not fare as it
should, or got no help.
"""

from __future__ import annotations

import sys
import traceback
from collections import Counter
from dataclasses import dataclass

from cnnbook.exercises import find
from cnnbook.grading import check
from cnnbook.grading.judging.feedback import Feedback
from cnnbook.grading.tries import TRIES
from tests.answers import Answer, every

ORDER = (
    "right, accepted",
    "right, rejected",
    "wrong, accepted",
    "wrong, the check raised",
    "wrong, named as another mistake",
    "wrong, its mistake named",
    "wrong, follows from another",
    "wrong, told in which calls or entries, or in which way",
    "wrong, told what was seen and what is needed",
    "wrong, told that it is no number, of another shape, or raises",
    "wrong, told no more than that it is wrong",
)


@dataclass(frozen=True)
class Trial:
    """One answer, and what became of it.

    Attributes
    ----------
    exercise : str
        Its id.
    answer : Answer
        What was handed in.
    verdict : str
        One of `ORDER`.
    feedback : Feedback or None
        None if the check raised.
    """

    exercise: str
    answer: Answer
    verdict: str
    feedback: Feedback | None


def trials(ids: tuple[str, ...] = ()) -> list[Trial]:
    """Check every answer to some exercises, or to all.

    Parameters
    ----------
    ids : tuple of str
        The exercises; all if empty.
    """
    tried = []
    for answers in every():
        if ids and answers.exercise not in ids:
            continue
        for answer in answers.all:
            TRIES.forget()
            try:
                feedback = check(answers.exercise, answer.value)
            except Exception:
                traceback.print_exc()
                verdict, feedback = "wrong, the check raised", None
            else:
                verdict = judged(answers.exercise, answer, feedback)
            tried.append(Trial(answers.exercise, answer, verdict, feedback))
    return tried


def judged(exercise_id: str, answer: Answer, feedback: Feedback) -> str:
    """Say how an answer fared, as one of `ORDER`."""
    if answer.right:
        return f"right, {'accepted' if feedback else 'rejected'}"
    if feedback:
        return "wrong, accepted"
    if feedback.misconception:
        known = [m.name for m in find(exercise_id).misconceptions]
        said = {name for name in known if name in feedback.misconception}
        fits = said & set(answer.names)
        return f"wrong, {'its mistake named' if fits else 'named as another mistake'}"
    if feedback.follows_from:
        return "wrong, follows from another"
    if feedback.condition or feedback.table:
        return "wrong, told in which calls or entries, or in which way"
    if "Seen:" in feedback.hint:
        return "wrong, told what was seen and what is needed"
    generic = ("is not right", "is wrong.", "not right;", "None of the values")
    text = f"{feedback.hint} {feedback.where}"
    if any(words in text for words in generic):
        return "wrong, told no more than that it is wrong"
    return "wrong, told that it is no number, of another shape, or raises"


def main(ids: list[str]) -> None:
    """Print the table and, for some exercises, what did not fare well."""
    tried = trials(tuple(ids))
    if ids:
        for trial in tried:
            number = ORDER.index(trial.verdict)
            if number in (1, 2, 3, 4, 10) or "-v" in sys.argv:
                print(f"== {trial.exercise}: {trial.answer.words}\n-> {trial.verdict}")
                print(trial.feedback, "\n")
    counts = Counter(trial.verdict for trial in tried)
    for verdict in ORDER:
        print(f"{counts[verdict]:5d}  {verdict}")


if __name__ == "__main__":
    main([word for word in sys.argv[1:] if word != "-v"])
