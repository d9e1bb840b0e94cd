"""Right and wrong answers to every exercise, as students hand them in.

A module for each exercise, ``tests/answers/chNN/<exercise>.py``, holds `ANSWERS`::

    ANSWERS = Answers("output-size")

    @ANSWERS.right("with divmod")
    def _(n, f, p=0, s=1): ...

    @ANSWERS.wrong("the padding counted once")
    def _(n, f, p=0, s=1): ...

    ANSWERS.right("as a list")([12, 0])

They are written from the prompt alone: by somebody who has not read how it is checked.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Answer:
    """One answer.

    Attributes
    ----------
    value : object
        What is handed in: a function, a number, an array, a model or what makes one.
    right : bool
        Whether it does what the prompt asks.
    words : str
        Of a right answer the way it is written, of a wrong one its true mistake.
    names : tuple of str
        Names of misconceptions that are true of it: the check may say one of these.
    """

    value: Any
    right: bool
    words: str
    names: tuple[str, ...] = ()


@dataclass
class Answers:
    """The answers to one exercise.

    Parameters
    ----------
    exercise : str
        Its id.
    """

    exercise: str
    all: list[Answer] = field(default_factory=list)

    def right(self, way: str) -> Callable[[Any], Any]:
        """Take a right answer, with the way it is written in a few words."""
        return self._take(True, way, ())

    def wrong(self, mistake: str, names: tuple[str, ...] = ()) -> Callable[[Any], Any]:
        """Take a wrong answer, with its true mistake in a few words."""
        return self._take(False, mistake, names)

    def _take(self, right: bool, words: str, names: tuple[str, ...]):
        def keep(value: Any) -> Any:
            self.all.append(Answer(value, right, words, names))
            return value

        return keep


def every() -> list[Answers]:
    """Return the answers to all exercises, in the order of the chapters."""
    found = []
    for module in pkgutil.walk_packages(__path__, f"{__name__}."):
        loaded = importlib.import_module(module.name)
        if hasattr(loaded, "ANSWERS"):
            found.append(loaded.ANSWERS)
    return found
