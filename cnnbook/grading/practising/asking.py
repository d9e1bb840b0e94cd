"""Ask for practice where the learner works: this is `cnnbook.practice`."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from html import escape

from cnnbook.exercises import find
from cnnbook.exercises.drawing import Drawn, drawn, problem_of, with_problems
from cnnbook.exercises.showing import as_html, as_text
from cnnbook.grading.judging.feedback import STARS
from cnnbook.grading.practising.current import CURRENT

MOST = 99_999
"""Numbers of problems that are drawn afresh go up to it, so that they can be told."""
TRIES = 40
FEW = "You have had this one: this kind has few problems, and you have seen them."


@dataclass(frozen=True)
class Practice:
    """A problem to practise: HTML in a notebook, else text.

    Attributes
    ----------
    exercise : str
        The exercise's id.
    number : int
        Draws the same problem again; 0 is the book's own.
    why : str
        Why it is asked now.
    """

    exercise: str
    number: int
    why: str = ""

    @property
    def problem(self) -> Drawn | None:
        """The problem; None for the book's own, which stands in the book."""
        return drawn(self.exercise, self.number) if self.number else None

    @property
    def headline(self) -> str:
        """The exercise, its title, and which problem it is."""
        exercise = self.problem.exercise if self.problem else find(self.exercise)
        stars = STARS[exercise.difficulty]
        which = f"problem {self.number}" if self.number else "the book's own problem"
        return f"{exercise.title} ({exercise.id} {stars}, {which})"

    @property
    def below(self) -> str:
        """How to go on."""
        if self.number:
            return f'cb.check("{self.exercise}", your_answer) looks at your answer.'
        chapter = int(find(self.exercise).chapter)
        return f"It stands in the exercises of chapter {chapter}; checks mean it again."

    def __repr__(self) -> str:
        text = as_text(self.problem) if self.problem else ""
        parts = [f"{self.headline}. {self.why}".strip(), text, self.below]
        return "\n\n".join(filter(None, parts))

    def _repr_html_(self) -> str:
        problem = as_html(self.problem) if self.problem else ""
        why = f" {escape(self.why)}" if self.why else ""
        code = f'cb.check("{self.exercise}", your_answer)'
        below = escape(self.below)
        below = below.replace(escape(code), f"<code>{escape(code)}</code>")
        return (
            f'<div class="cb-practice"><p><strong>{escape(self.headline)}.</strong>'
            f"{why}</p>{problem}<p>{below}</p></div>"
        )


def practice(exercise: str | None = None, number: int | None = None) -> Practice:
    """Ask a problem with fresh numbers; `cnnbook.check` then knows which is meant.

    Parameters
    ----------
    exercise : str, optional
        An exercise's id, e.g. ``"one-window"``. Without it the one is asked that was
        got wrong, or has not been seen for longest; of those that are new, the first of
        the book.
    number : int, optional
        Asks the same problem again; 0 goes back to the book's own. Drawn at random
        unless given.

    Returns
    -------
    Practice
        What to work out: grids in a notebook, plain text in a terminal.

    Raises
    ------
    ValueError
        If there is no such exercise, or it has no other numbers.

    Examples
    --------
    >>> practice("count-windows", 5)  # doctest: +ELLIPSIS
    How many windows? (count-windows ★, problem 5).
    <BLANKLINE>
    In how many places can a kernel ...
    >>> practice("count-windows", 0)  # doctest: +ELLIPSIS
    How many windows? (count-windows ★, the book's own problem).
    ...
    """
    why = ""
    if exercise is None:
        if number is not None:
            raise ValueError(f"problem {number} of which exercise? Give its id first")
        exercise, why = CURRENT.record.choose(with_problems())
    problem_of(exercise)
    if number is None:
        number, new = fresh(exercise)
        why = why if new else f"{why} {FEW}".strip()
    elif number != 0 or isinstance(number, bool):
        drawn(exercise, number)
    CURRENT.ask(exercise, number)
    return Practice(exercise, number, why)


def fresh(exercise: str) -> tuple[int, bool]:
    """Draw a problem that was not asked in this session, as far as there is one.

    Parameters
    ----------
    exercise : str
        The exercise's id.

    Returns
    -------
    (int, bool)
        The problem's number, and whether it is new.
    """
    for _ in range(TRIES):
        number = secrets.randbelow(MOST) + 1
        if CURRENT.is_new(drawn(exercise, number)):
            return number, True
    return number, False
