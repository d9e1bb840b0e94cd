r"""Write questions as GIFT, the plain text that several course systems read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from cnnbook.grading.handouts.questions import Pool, Question

SIGNS = re.compile(r"([~=#{}:\\])")
"""What has a meaning in GIFT."""


def gift(pools: Sequence[Pool], course: str = "cnnbook") -> bytes:
    """Return the questions as a text file; a category for each exercise is a pool.

    Parameters
    ----------
    pools : sequence of Pool
        The questions.
    course : str
        The category around those of the exercises.
    """
    around = course.replace("/", "//")
    blocks = []
    for pool in pools:
        title = pool.title.replace("/", "//")
        blocks.append(f"$CATEGORY: $course$/top/{around}/{title}")
        blocks += [_question(question) for question in pool.questions]
    return ("\n\n".join(blocks) + "\n").encode()


def plain(text: str) -> str:
    r"""Escape what has a meaning in GIFT, in one line.

    Examples
    --------
    >>> print(plain("a = {b}: 1\n~"))
    a \= \{b\}\: 1 \~
    """
    return SIGNS.sub(r"\\\1", " ".join(text.split()))


def _question(question: Question) -> str:
    start = f"// {question.ident}\n::{plain(question.title)}::[html]"
    body = f"{start}{plain(question.html)} {{"
    if question.numerical:
        body += "#"
        answers = [
            f"=%{100 * answer.right}%{answer.value}:{answer.tolerance}"
            f"#{_shown(answer.feedback)}"
            for answer in question.answers
        ]
    else:
        answers = [
            f"{'=' if answer.right else '~'}{_shown(answer.value)}"
            f"#{_shown(answer.feedback)}"
            for answer in question.answers
        ]
    general = f"####{_shown(question.look)}" if question.look else ""
    lines = [body, *answers, *([general] if general else [])]
    return "\n".join(lines) + "\n}"


def _shown(text: str) -> str:
    """Return words for a question that is HTML."""
    return plain(escape(text, quote=False))
