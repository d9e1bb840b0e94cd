"""Find in a notebook what a student wrote as the answer to an exercise."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from cnnbook.exercises import REGISTRY

MAX_CELL = 100_000
"""Characters of a cell that is looked into; a longer one is no answer to read."""
MAX_LINES, MAX_SHOWN = 60, 4000
"""Lines and characters that are shown of an answer."""
MAGIC = re.compile(r"^([ \t]*)(?:[%!?].*|[\w.]+\?{1,2}[ \t]*)$", re.MULTILINE)
UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
"""Characters that a reader can't see, or that turn the direction of what follows."""

BINDS = re.compile(r"[^\w#\"']*(?:(?:async +)?(?:def|class) +(\w+)|(\w+)\s*[=:])")
"""What gives a name something in a cell that is no Python, whatever is before it."""


@dataclass(frozen=True)
class Statement:
    """One statement at the top of a cell.

    Attributes
    ----------
    cell : int
        Its cell, from 0.
    binds : frozenset of str
        The names that it gives a value.
    uses : frozenset of str
        The names that it reads, also in functions.
    text : str
        As it stands in the cell.
    blank : bool
        It holds nothing but an ellipsis, as what was handed out does.
    """

    cell: int
    binds: frozenset[str]
    uses: frozenset[str]
    text: str
    blank: bool


def answer_code(cells: Sequence[str], answer: str, cell: int | None = None) -> str:
    r"""Return what a notebook answers an exercise with, and what that needs.

    Parameters
    ----------
    cells : sequence of str
        The notebook's code.
    answer : str
        The name of the function or variable that holds the answer.
    cell : int, optional
        The cell in which the answer was checked that counts; else the last counts.

    Returns
    -------
    str
        The last statements that give the name a value, after helpers and values of the
        student's own that they use. Empty if there are none.

    Examples
    --------
    >>> print(answer_code(["import os\nk = 3", "x = 0\narea = k * k"], "area"))
    k = 3
    area = k * k
    """
    statements = list(_statements(tuple(cells)))
    if cell is not None:
        statements = [one for one in statements if one.cell <= cell]
    binding = [n for n, one in enumerate(statements) if answer in one.binds]
    begun = [n for n in binding if not statements[n].blank] or binding
    if not begun:
        return ""
    place = statements[begun[-1]].cell
    wanted = {n for n in begun if statements[n].cell == place}
    last = {name: n for n, one in enumerate(statements) for name in one.binds}
    others = {exercise.answer for exercise in REGISTRY.values()} - {answer}
    left = list(wanted)
    while left:
        one = statements[left.pop()]
        for name in one.uses - one.binds - others:
            needed = last.get(name)
            if needed is not None and needed not in wanted:
                wanted.add(needed)
                left.append(needed)
    return readable("\n".join(statements[n].text for n in sorted(wanted)))


def readable(text: str) -> str:
    r"""Return code as it can be shown: no odd characters, and not too much of it.

    Examples
    --------
    >>> readable("a = 'x\x00y'")
    "a = 'x�y'"
    """
    text = UNSEEN.sub("\ufffd", text.encode("utf-8", "replace").decode())
    lines = text.splitlines()
    shown = "\n".join(lines[:MAX_LINES])[:MAX_SHOWN]
    if len(lines) <= MAX_LINES and len(text) <= MAX_SHOWN:
        return text.rstrip()
    more = len(lines) - shown.count("\n") - 1
    return f"{shown.rstrip()}\n# … {more} lines more" if more else f"{shown} …"


@lru_cache(maxsize=4)
def _statements(cells: tuple[str, ...]) -> tuple[Statement, ...]:
    """Return all statements at the top of a notebook's cells, but imports."""
    found: list[Statement] = []
    for number, source in enumerate(cells):
        if len(source) <= MAX_CELL:
            found += _of_cell(number, source)
    return tuple(found)


def _of_cell(number: int, source: str) -> Iterator[Statement]:
    body = parsed(source)
    if body is None:
        yield from _of_no_python(number, source)
        return
    kept = [n for n in body if not isinstance(n, ast.Import | ast.ImportFrom)]
    for nodes, text in with_text(kept, source):
        binds, uses = zip(*map(_names, nodes), strict=True)
        blank = all(map(_is_blank, nodes))
        yield Statement(
            number, frozenset().union(*binds), frozenset().union(*uses), text, blank
        )


def with_text(
    body: Iterable[ast.stmt], source: str
) -> Iterator[tuple[list[ast.stmt], str]]:
    """Yield the statements of a cell with their lines; those on one line together.

    Parameters
    ----------
    body : iterable of ast.stmt
        Of the cell.
    source : str
        The cell.
    """
    lines = re.split(r"\r\n|\n|\r", source)  # what Python takes for lines
    groups: list[list[ast.stmt]] = []
    for node in body:
        if groups and node.lineno <= (groups[-1][-1].end_lineno or 0):
            groups[-1].append(node)
        else:
            groups.append([node])
    for nodes in groups:
        above = [one.lineno for one in getattr(nodes[0], "decorator_list", [])]
        first = min([nodes[0].lineno, *above])
        yield nodes, "\n".join(lines[first - 1 : nodes[-1].end_lineno])


def parsed(source: str) -> list[ast.stmt] | None:
    """Return the statements of a cell, magics left out; None if it is no Python.

    Parameters
    ----------
    source : str
        Of the cell. Lines keep their numbers.
    """
    for text in (source, MAGIC.sub(r"\1pass", source)):
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return ast.parse(text).body
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
    return None


def _of_no_python(number: int, source: str) -> Iterator[Statement]:
    """Cut a cell with a syntax error where a line begins at its margin."""
    for text in re.split(r"\n(?=[^\s#)\]}])", source):
        named = BINDS.match(text)
        if named:
            name = named[1] or named[2]
            yield Statement(number, frozenset({name}), frozenset(), text, False)


def _names(node: ast.stmt) -> tuple[frozenset[str], frozenset[str]]:
    """Return the names that a statement binds, and those that it reads."""
    own = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
    binds, uses = ({node.name} if own else set()), set()  # type: ignore[attr-defined]
    for part in ast.walk(node):
        if isinstance(part, ast.Name):
            if isinstance(part.ctx, ast.Load):
                uses.add(part.id)
            elif not own:
                binds.add(part.id)
    return frozenset(binds), frozenset(uses)


def _is_blank(node: ast.stmt) -> bool:
    """Whether a statement holds an ellipsis where there should be code."""
    body = getattr(node, "body", [node])
    last = body[-1] if isinstance(body, list) and body else node
    value = getattr(last, "value", None)
    return isinstance(value, ast.Constant) and value.value is ...
