"""Leave out of a question what only code does wrong, and name no code in the rest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from cnnbook.exercises.mistakes import Misconception

IN_CODE = re.compile(
    r"\bloops?\b|(is|does) (a|your)? ?return\b|\breturn stand|\bPython\b(?! counts)"
    r"|NumPy|your function"
    r"|\brange\b|a slice from|np\.|math\.|which type|the type of|_backward|a byte can"
    r"|you round the result|array that you were given|left at 0$|^returned after",
    re.IGNORECASE,
)
"""In a hint, or in a name: who works with a pencil does not do that."""
RETURN = re.compile(r"\b([Yy]ou )return\b|\bReturn\b")


def with_a_pencil(
    mistakes: Iterable[tuple[Misconception, Any]],
) -> Iterator[tuple[Misconception, Any]]:
    """Yield those mistakes, each with its value, that are made on paper.

    Parameters
    ----------
    mistakes : iterable of (Misconception, object)
        Of a problem.

    Examples
    --------
    >>> hints = ["You return per cent.", "Does your loop end too early?"]
    >>> found = [(Misconception("a mistake", hint, 1), 1) for hint in hints]
    >>> [mistake.hint for mistake, _ in with_a_pencil(found)]
    ['You give per cent.']
    """
    for mistake, value in mistakes:
        if not IN_CODE.search(mistake.hint) and not IN_CODE.search(mistake.name):
            yield replace(mistake, hint=RETURN.sub(_give, mistake.hint)), value


def _give(found: re.Match[str]) -> str:
    return f"{found[1]}give" if found[1] else "Give"
