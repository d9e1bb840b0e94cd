"""Say what an exception is, in one short line that can be counted over a class."""

from __future__ import annotations

from collections.abc import Container

from cnnbook.grading.runtime.outcome import describe_error
from cnnbook.grading.runtime.timeout import CallTimeout, time_limit

NAMES_ITSELF = (
    FileNotFoundError,
    PermissionError,
    FileExistsError,
    IsADirectoryError,
    NotADirectoryError,
)
"""Errors of the system whose class says all but which file it was."""
NO_ANSWER = "EOFError: input() gets no answer while grading"
FOLLOWS = ": what would give it has failed"
LONGEST = 320
"""Characters of it."""
NAMING_SECONDS = 0.1
"""An exception's text may be made by a student's code."""


def name_error(error: BaseException, lost: Container[str] = ()) -> str:
    r"""Return the class of an exception and what it says.

    Parameters
    ----------
    error : BaseException
        What ended a statement.
    lost : container of str
        Names that are missing since something was that is not here.

    Examples
    --------
    >>> name_error(FileNotFoundError(2, "No such file or directory", "photo.png"))
    'FileNotFoundError: photo.png'
    >>> name_error(ValueError("no\n"))
    'ValueError: no'
    """
    try:
        with time_limit(NAMING_SECONDS):
            words = _named(error)
            follows = isinstance(error, NameError) and error.name in lost
            words = f"{words}{FOLLOWS}" if follows else words
    except BaseException:
        words = type(error).__name__
    return words if len(words) <= LONGEST else words[: LONGEST - 1] + "…"


def _named(error: BaseException) -> str:
    if isinstance(error, CallTimeout):
        return ""
    if isinstance(error, SyntaxError) and error.msg:
        line = f", line {error.lineno}" if error.lineno else ""
        return f"{type(error).__name__}: {error.msg}{line}"
    if isinstance(error, NAMES_ITSELF) and error.filename:
        return f"{type(error).__name__}: {error.filename}"
    if isinstance(error, EOFError) and "reading a line" in str(error):
        return NO_ANSWER
    return describe_error(error)
