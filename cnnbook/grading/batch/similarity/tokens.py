"""Cut a notebook into tokens that stay the same when names and layout change."""

from __future__ import annotations

import ast
import builtins
import io
import keyword
import tokenize
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cnnbook.grading.batch.answer_code import MAX_CELL, parsed, with_text

MAX_TOKENS, MAX_STATEMENT = 20_000, 3_000
"""Of a submission, and of a statement in it: what comes after them is not compared."""
SKIPPED = {
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENCODING,
    tokenize.ENDMARKER,
}
KEPT = {*keyword.kwlist, *dir(builtins), "np", "cb", "plt", "keras", "tf"}
"""Names that are nobody's own."""
ANY_NAME, ANY_TEXT = "n", "s"


@dataclass(frozen=True)
class Token:
    """A token of a student's code.

    Attributes
    ----------
    text : str
        As it is compared: a name of one's own is any name, and a text any text.
    exact : str
        As it stands there.
    line : int
        Its line in the statement, from 0.
    """

    text: str
    exact: str
    line: int


@dataclass(frozen=True)
class Piece:
    """A statement at the top of a cell; nothing runs on from it into the next.

    Attributes
    ----------
    source : str
        Its text.
    tokens : tuple of Token
        What it is made of.
    """

    source: str
    tokens: tuple[Token, ...]


def pieces(cells: Iterable[str]) -> list[Piece]:
    """Return the statements of a notebook, but imports and calls of a check.

    Parameters
    ----------
    cells : iterable of str
        Its code.

    Examples
    --------
    >>> (piece,) = pieces(["import os", "x = f(y)  # a remark"])
    >>> [token.text for token in piece.tokens]
    ['n', '=', 'n', '(', 'n', ')']
    """
    found: list[Piece] = []
    left = MAX_TOKENS
    for cell in cells:
        for source in _statements(cell):
            tokens = tuple(_tokens(source))[: min(left, MAX_STATEMENT)]
            left -= len(tokens)
            found.append(Piece(source, tokens))
    return found


def _statements(cell: str) -> Iterator[str]:
    """Yield the statements of a cell; all of it, if it is no Python."""
    if len(cell) > MAX_CELL:
        return
    body = parsed(cell)
    if body is None:
        yield cell
        return
    dropped = (ast.Import, ast.ImportFrom, ast.Pass)
    kept = [n for n in body if not isinstance(n, dropped) and not _is_check(n)]
    for _, text in with_text(kept, cell):
        yield text


def _is_check(node: ast.stmt) -> bool:
    call = getattr(node, "value", None)
    if not (isinstance(node, ast.Expr) and isinstance(call, ast.Call)):
        return False
    function = call.func
    name = getattr(function, "attr", getattr(function, "id", ""))
    return name == "check"


def _tokens(source: str) -> Iterator[Token]:
    before = ""
    begins = True  # a statement: a text here is a docstring
    try:
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            if token.type in SKIPPED:
                begins = begins or token.type in (tokenize.NEWLINE, tokenize.INDENT)
                continue
            exact, line = token.string, token.start[0] - 1
            if token.type == tokenize.STRING and begins:
                continue
            begins = False
            yield Token(_compared(token.type, exact, before), exact, line)
            before = exact
    except (tokenize.TokenError, SyntaxError, ValueError):
        return  # what stands before it counts


def _compared(kind: int, exact: str, before: str) -> str:
    if kind == tokenize.NAME:
        return exact if exact in KEPT or before == "." else ANY_NAME
    if kind == tokenize.STRING:
        return ANY_TEXT
    return exact
