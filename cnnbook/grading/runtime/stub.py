"""Stands in for `cnnbook.grading` while grading: checks answer nothing."""

from __future__ import annotations

from typing import Any


class Unchecked:
    """What `check` returns here: true, so that an assertion does not stop a cell."""

    def __bool__(self) -> bool:
        return True

    def __repr__(self) -> str:
        return "Not checked while grading."


def check(exercise_id: str, answer: Any = None, *more: Any, **others: Any) -> Unchecked:
    """Say nothing about an answer.

    Examples
    --------
    >>> check("conv2d", None)
    Not checked while grading.
    """
    return Unchecked()
