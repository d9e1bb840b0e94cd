"""Stands in for `cnnbook.grading` while grading: checks answer nothing."""

from __future__ import annotations

from typing import Any


class Unchecked:
    """What `check` returns here: true, so that an assertion does not stop a cell."""

    def __bool__(self) -> bool:
        return True

    def __repr__(self) -> str:
        return "Not checked while grading."

    def __getattr__(self, name: str) -> str:
        if name.startswith("_"):
            raise AttributeError(name)
        return ""  # a hint, a headline

    def more(self) -> Unchecked:
        """Say no more."""
        return self


def check(exercise_id: str, answer: Any = None, *more: Any, **others: Any) -> Unchecked:
    """Say nothing about an answer, but remember it.

    Examples
    --------
    >>> check("conv2d", None)
    Not checked while grading.
    """
    from cnnbook.grading.runtime.checked import CHECKS

    CHECKS.add(exercise_id, answer)
    return Unchecked()


def practice(*asked: Any, **others: Any) -> Unchecked:
    """Ask nothing.

    Examples
    --------
    >>> practice("one-window")
    Not checked while grading.
    """
    return Unchecked()


def progress(*asked: Any, **others: Any) -> Unchecked:
    """Know of no progress.

    Examples
    --------
    >>> progress()
    Not checked while grading.
    """
    return Unchecked()


class Drill(Unchecked):
    """A drill that asks nothing and takes every answer."""

    def answer(self, value: Any = None) -> Drill:
        """Say nothing about an answer."""
        return self

    def skip(self) -> Drill:
        """Go on."""
        return self


def drill(*asked: Any, **others: Any) -> Drill:
    """Ask nothing.

    Examples
    --------
    >>> drill("windows").answer(3)
    Not checked while grading.
    """
    return Drill()
