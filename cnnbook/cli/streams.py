"""Print what a console or a pipe can't show as it is, so that nothing is lost."""

from __future__ import annotations

import codecs
import sys

PLAIN = {
    "★": "*",
    "…": "...",
    "→": "->",
    "≥": ">=",
    "≤": "<=",
    "×": "x",
    "·": ".",
    "−": "-",
    "–": "-",
    "—": "-",
    "✓": "yes",
    "✗": "no",
    "’": "'",
    "“": '"',
    "”": '"',
    "°": " degrees",
    "\u00a0": " ",
}
"""Signs of the book's own, and what stands for them where they can't be shown."""
HANDLER = "cnnbook-plain"


def show_everywhere() -> None:
    """Let standard output and standard error take any text, whatever their encoding.

    A Windows pipe, for one, takes 256 characters and raises an error at any other. Here
    a sign of the book's own becomes a plain one, and of a name the code is printed.
    """
    codecs.register_error(HANDLER, _plain)
    for stream in (sys.stdout, sys.stderr):
        encoding = getattr(stream, "encoding", None) or ""
        if hasattr(stream, "reconfigure") and not encoding.lower().startswith("utf"):
            stream.reconfigure(errors=HANDLER)


def _plain(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    wrong = error.object[error.start : error.end]
    shown = "".join(
        PLAIN.get(c) or c.encode("ascii", "backslashreplace").decode() for c in wrong
    )
    return shown, error.end
