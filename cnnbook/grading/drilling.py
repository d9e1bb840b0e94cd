"""Ten problems of one kind, one after the other: this is `cnnbook.drill`."""

from __future__ import annotations

import difflib
from html import escape
from typing import Any

from cnnbook.exercises.drawing import drawn
from cnnbook.exercises.showing import as_html, as_text
from cnnbook.grading.check_answer import check
from cnnbook.grading.judging.feedback import Feedback
from cnnbook.grading.practising.asking import fresh
from cnnbook.grading.practising.current import CURRENT

TEN = 10
TOPICS = {
    "windows": ("one-window", "next-value", "count-windows", "conv2d"),
    "output sizes": ("output-size", "same-padding", "layers-until-gone", "tf-same"),
    "parameters": ("conv-parameters", "dense-weights", "multiply-adds"),
    "pooling": ("max-pool", "pool-size", "global-average", "average-pool"),
    "traces": ("trace-a-network", "lenet-shapes", "lenet-parameters"),
    "receptive fields": ("jump", "receptive-field", "which-layer"),
}
"""Exercises that a drill draws from, in turn: of chapters 2, 4, 5, 6, 7 and 9."""


class Drill:
    """A drill in progress: shows where it stands, and takes answers.

    Parameters
    ----------
    topic : str
        One of `TOPICS`.
    numbers : sequence of int
        Of the problems, in their order.

    Attributes
    ----------
    right : int
        Problems that were right at the first try.

    Examples
    --------
    >>> one = Drill("output sizes", range(1, 11))
    >>> one.answer(0)  # doctest: +ELLIPSIS
    Not yet: output-size ★, problem 1.
    ...
    """

    def __init__(self, topic: str, numbers: Any) -> None:
        self.topic, self.right = topic, 0
        ids = TOPICS[topic]
        numbers = [int(n) for n in numbers]
        self.problems = [(ids[n % len(ids)], seed) for n, seed in enumerate(numbers)]
        self._at, self._first = 0, True
        self._said: Feedback | None = None
        self.mistakes: list[str] = []

    @property
    def done(self) -> bool:
        """Whether the last problem has been solved or left out."""
        return self._at == len(self.problems)

    def answer(self, value: Any) -> Drill:
        """Check an answer to the problem that is shown, and go on if it is right.

        Parameters
        ----------
        value : object
            The answer.
        """
        if self.done:
            self._said = None  # it is about the last problem, not about this answer
            return self
        exercise, number = self.problems[self._at]
        self._said = check(exercise, value, problem=number)
        if self._first and self._said.begun:
            CURRENT.record.add(exercise, bool(self._said))
            self.right += bool(self._said)
            if self._said.misconception:
                self.mistakes.append(self._said.misconception)
            self._first = False
        if self._said:
            self._next()
        return self

    def skip(self) -> Drill:
        """Leave out the problem that is shown, and go on."""
        if not self.done:
            if self._first:
                CURRENT.record.add(self.problems[self._at][0], right=False)
            self._said = None
            self._next()
        return self

    def _next(self) -> None:
        self._at, self._first = self._at + 1, True

    @property
    def headline(self) -> str:
        """Which problem of how many, or how it went."""
        if not self.done:
            exercise, _ = self.problems[self._at]
            at = f"{self._at + 1} of {len(self.problems)}"
            return f"Drill: {self.topic}, {at} ({exercise})."
        line = f"Done: {self.right} of {len(self.problems)} right at the first try."
        if self.mistakes:
            line += f" What was seen: {'; '.join(dict.fromkeys(self.mistakes))}."
        return line

    def __repr__(self) -> str:
        parts = [repr(self._said)] if self._said is not None else []
        parts.append(self.headline)
        if not self.done and (self._said is None or self._said):
            parts.append(as_text(drawn(*self.problems[self._at])))
        return "\n\n".join(parts)

    def _repr_html_(self) -> str:
        parts = [self._said._repr_html_()] if self._said is not None else []
        parts.append(f"<p><strong>{escape(self.headline)}</strong></p>")
        if not self.done:
            parts.append(as_html(drawn(*self.problems[self._at])))
        return f'<div class="cb-practice">{"".join(parts)}</div>'


def drill(topic: str = "") -> Drill:
    """Begin a drill of ten problems of one kind.

    Parameters
    ----------
    topic : str, optional
        ``"windows"``, ``"output sizes"``, ``"parameters"``, ``"pooling"``,
        ``"traces"`` or ``"receptive fields"``.

    Returns
    -------
    Drill
        Shows the first problem; its `answer` takes the answer and shows the next one.

    Raises
    ------
    ValueError
        If there is no such drill, or none is named: the message lists them.

    Examples
    --------
    >>> drill("windows")  # doctest: +ELLIPSIS
    Drill: windows, 1 of 10 (one-window).
    ...
    """
    if topic not in TOPICS:
        near = difflib.get_close_matches(str(topic), TOPICS, n=1, cutoff=0.5)
        ask = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(TOPICS)}"
        what = f"there is no drill {topic!r}" if topic else "name a drill"
        raise ValueError(f"{what}; {ask}")
    ids = TOPICS[topic]
    return Drill(topic, [fresh(ids[place % len(ids)])[0] for place in range(TEN)])
