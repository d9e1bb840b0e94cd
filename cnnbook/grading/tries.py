"""Remember how often an exercise was tried, to say more from time to time."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from cnnbook.exercises import REGISTRY, Exercise
from cnnbook.grading.judging.feedback import LAST_STEP, STARS, Feedback

TRIES_PER_STEP = 3
"""Wrong answers before the next step of the hints is shown."""


class Tries:
    """The tries of one session.

    Examples
    --------
    >>> from cnnbook.exercises import find
    >>> tries, wrong = Tries(), Feedback("conv2d", False, "Not yet.")
    >>> [tries.counted(find("conv2d"), wrong).step for _ in range(7)]
    [1, 1, 2, 2, 2, 3, 3]
    """

    def __init__(self) -> None:
        self._wrong: Counter[str] = Counter()
        self.passed: set[str] = set()

    def forget(self) -> None:
        """Begin anew."""
        self._wrong.clear()
        self.passed.clear()

    def counted(self, exercise: Exercise, feedback: Feedback) -> Feedback:
        """Count a try; return its feedback with what is due to be said.

        Parameters
        ----------
        exercise : Exercise
            What was asked.
        feedback : Feedback
            On this try.
        """
        if feedback:
            self.passed.add(exercise.id)
            del self._wrong[exercise.id]
            line = f"{feedback.headline}{self._next(exercise)}"
            return replace(feedback, headline=line)
        return self._stepped(exercise, feedback)

    def again(self, exercise: Exercise, feedback: Feedback) -> Feedback:
        """Count a try at a problem for practice; no exercise is done by it.

        Parameters
        ----------
        exercise : Exercise
            What was asked.
        feedback : Feedback
            On this try.
        """
        if feedback:
            del self._wrong[exercise.id]
            return feedback
        return self._stepped(exercise, feedback)

    def _stepped(self, exercise: Exercise, feedback: Feedback) -> Feedback:
        self._wrong[exercise.id] += 1
        step = 1 + self._wrong[exercise.id] // TRIES_PER_STEP
        return replace(feedback, step=min(max(step, feedback.step), LAST_STEP))

    def _next(self, exercise: Exercise) -> str:
        """Name the next exercise of the chapter that has not been passed."""
        here = REGISTRY.chapter(exercise.chapter)
        after = [e for e in here if (e.place, e.id) > (exercise.place, exercise.id)]
        left = [e for e in (*after, *here) if e.id not in self.passed]
        if not left:
            return f" That was the last of chapter {int(exercise.chapter)}."
        return f" Next: {left[0].id} {STARS[left[0].difficulty]}."


TRIES = Tries()
"""Those of this process."""
PRACTISED = Tries()
"""Those at problems with other numbers."""
