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

from benchmarks.record import Record
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
BAD = (1, 2, 3, 4, 10)
"""Those that should not be, and those that are no help."""
NUMBERS = {"rejected": 1, "accepted": 2, "raised": 3, "wrong_names": 4}


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
        exercise = find(exercise_id)
        slips = getattr(exercise, "slips", ())
        known = [m.name for m in (*exercise.misconceptions, *slips)]
        said = {name for name in known if name in feedback.misconception}
        fits = said & set(answer.names)
        return f"wrong, {'its mistake named' if fits else 'named as another mistake'}"
    if feedback.follows_from:
        return "wrong, follows from another"
    reordered = "the order of its parameters" in feedback.hint
    if feedback.condition or feedback.table or reordered:
        return "wrong, told in which calls or entries, or in which way"
    if "Seen:" in feedback.hint:
        return "wrong, told what was seen and what is needed"
    generic = ("is not right", "is wrong.", "not right;", "None of the values")
    text = f"{feedback.hint} {feedback.where}"
    if any(words in text for words in generic):
        return "wrong, told no more than that it is wrong"
    return "wrong, told that it is no number, of another shape, or raises"


def share(counts: Counter[str], start: str, end: int, kind: str) -> float:
    """Return which part of the answers of a kind fared in one of some ways."""
    ways = ORDER[ORDER.index(start) : ORDER.index(start) + end]
    total = sum(n for verdict, n in counts.items() if verdict.startswith(kind))
    return sum(counts[way] for way in ways) / max(total, 1)


def main(words: list[str]) -> None:
    """Print the table and, for some exercises, what did not fare well."""
    ids = () if "--json" in words else tuple(w for w in words if w != "-v")
    tried = trials(ids)
    for trial in tried if ids else ():
        if ORDER.index(trial.verdict) in BAD or "-v" in words:
            print(f"== {trial.exercise}: {trial.answer.words}\n-> {trial.verdict}")
            print(trial.feedback, "\n")
    record = Record("answers")
    counts = Counter(trial.verdict for trial in tried)
    rows = [[verdict, f"{counts[verdict]}"] for verdict in ORDER]
    record.table("answers", ["answers that are", "how many"], rows)
    record.number("exercises", len({trial.exercise for trial in tried}))
    for key, place in NUMBERS.items():
        record.number(key, counts[ORDER[place]])
    record.number("generic_percent", 100 * share(counts, ORDER[-1], 1, "wrong"))
    record.number("named_percent", 100 * share(counts, ORDER[5], 1, "wrong"))
    record.save()


if __name__ == "__main__":
    main(sys.argv[1:])
