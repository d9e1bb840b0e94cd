"""Say what went wrong in a reader's code: the traceback, without what is not theirs."""

from __future__ import annotations

import linecache
import traceback

MAX_CHARACTERS = 4000
"""Of a report: the beginning and the end of a longer one are kept."""


def show_source(name: str, code: str) -> None:
    """Let tracebacks show the lines of some code.

    Parameters
    ----------
    name : str
        What the code is called.
    code : str
        The code.
    """
    lines = code.splitlines(keepends=True)
    linecache.cache[name] = (len(code), None, lines, name)


def report(error: BaseException) -> str:
    """Return the traceback of an error, from the reader's own code on.

    Examples
    --------
    >>> try:
    ...     1 / 0
    ... except ZeroDivisionError as error:
    ...     print(report(error).splitlines()[-1])
    ZeroDivisionError: division by zero
    """
    try:
        told = traceback.TracebackException.from_exception(error, compact=True)
        told.stack = traceback.StackSummary.from_list(
            [f for f in told.stack if "/" not in f.filename or "site-" in f.filename]
        )
        text = "".join(told.format()).rstrip()
    except Exception:  # an exception of the reader's own may refuse to be printed
        text = type(error).__name__
    if len(text) <= MAX_CHARACTERS:
        return text
    half = MAX_CHARACTERS // 2
    return f"{text[:half]}\n…\n{text[-half:]}"
