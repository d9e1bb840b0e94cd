r"""Cut the code of a cell into statements, and tell which of them stand alone.

An import, a definition and a plain value need nothing from the statements before them.
So they count whatever became of these.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from IPython.core.inputtransformer2 import TransformerManager

from cnnbook.grading.runtime.statement_kinds import Kind, kind_of, names_bound

PARSING_ERRORS = (SyntaxError, ValueError, RecursionError, MemoryError)
RUNS_ITS_BODY = "time|capture|prun|memit|mprun|lprun|snakeviz|pyinstrument|heat"
WRAPPER = re.compile(
    rf"\A(?:[ \t]*(?:#[^\n]*)?\n)*%%(?:{RUNS_ITS_BODY})\b[^\n]*(?:\n|\Z)"
)
"""A cell magic that runs the cell as it stands, and does something beside it."""
GOES_ON = re.compile(r"[ \t)\]}#]|(?:else|elif|except|finally)\b|\Z")
"""How a line begins that belongs to the statement above."""
MAX_JOINED, MAX_TRIED = 60, 1500
"""Pieces of a broken cell that are put together to a statement, and tries at it."""


@dataclass(frozen=True)
class Statement:
    """One statement of a cell.

    Attributes
    ----------
    code : str
        The code, without magics.
    kind : str
        ``"import"``, ``"definition"``, ``"plain"`` or ``"other"``.
    binds : tuple of str
        Names that it gives something to, as far as that can be seen.
    parts : tuple of Statement
        Of an import of several things, each of these; of a statement that holds others,
        those inside that stand alone.
    """

    code: str
    kind: Kind
    binds: tuple[str, ...]
    parts: tuple[Statement, ...] = ()


def bare(source: str) -> str:
    r"""Return a cell without a magic that only times or captures what is below it.

    Examples
    --------
    >>> bare("%%time\nx = 1")
    'x = 1'
    """
    return WRAPPER.sub("", source, count=1)


def statements_of(source: str) -> list[Statement] | None:
    r"""Return the statements of a cell, or None if it is not Python.

    Parameters
    ----------
    source : str
        The cell, with magics.

    Examples
    --------
    >>> one, two = statements_of("import a, b as c\nx = f(1)")
    >>> one.kind, [part.code for part in one.parts], two.kind, two.binds
    ('import', ['import a', 'import b as c'], 'other', ('x',))
    """
    try:
        return [_statement(node, node.code) for node in _parsed(source)]  # type: ignore[attr-defined]
    except PARSING_ERRORS:
        return None


def alone(source: str) -> list[Statement]:
    r"""Return the imports, definitions and plain values of a cell, broken or not.

    Parameters
    ----------
    source : str
        The cell.

    Examples
    --------
    >>> [s.code for s in alone("x = 3\ny = f(x)\nwhile True:\n    pass\ndef g(): pass")]
    ['x = 3', 'def g(): pass']
    >>> [s.code for s in alone("x = 3\ny = = 4\nz = 5")]
    ['x = 3', 'z = 5']
    """
    whole = statements_of(source)
    pieces = [whole] if whole is not None else map(statements_of, _pieces(source))
    return [
        part
        for piece in pieces
        for statement in piece or []
        for part in statement.parts or (statement,)
        if part.kind != "other"
    ]


def blank_names(source: str) -> set[str]:
    r"""Return the names that a cell gives no answer to, as it was handed out.

    Parameters
    ----------
    source : str
        The cell.

    Examples
    --------
    >>> sorted(blank_names("x = ...\ndef f(a):\n    'Say a.'\n    ...\ny = 1"))
    ['f', 'x']
    """
    if "..." not in source:
        return set()
    try:
        nodes = _parsed(source)
    except PARSING_ERRORS:
        return set()
    return {name for node in nodes if _is_blank(node) for name in names_bound(node)}


def tried_imports(source: str) -> list[Statement]:
    r"""Return what a cell imports inside of ``try``, where one failure hides the rest.

    Parameters
    ----------
    source : str
        The cell.

    Examples
    --------
    >>> cell = "try:\n    import a, b\nexcept ImportError:\n    pass"
    >>> [s.code for s in tried_imports(cell)]
    ['import a', 'import b']
    """
    if "try" not in source:
        return []
    try:
        nodes = _parsed(source)
    except PARSING_ERRORS:
        return []
    inside = [node for one in nodes if isinstance(one, ast.Try) for node in one.body]
    imports = [n for n in inside if isinstance(n, ast.Import | ast.ImportFrom)]
    return [one for node in imports for one in _parts(node) or [_statement(node)]]


def _parsed(source: str) -> list[ast.stmt]:
    """Return the statements of a cell, whatever transformers the notebook has added."""
    code = TransformerManager().transform_cell(bare(source))
    tree = ast.parse(code)
    lines = [line.encode() for line in re.split(r"\r\n|\r|\n", code)]
    for node in tree.body:
        node.code = _segment(lines, node)  # type: ignore[attr-defined]
    return tree.body


def _segment(lines: list[bytes], node: ast.stmt) -> str:
    """Return the code of a statement; of positions in a line Python counts bytes."""
    decorators = getattr(node, "decorator_list", [])
    first = (decorators[0].lineno if decorators else node.lineno) - 1
    last, end = node.end_lineno or node.lineno, node.end_col_offset
    found = lines[first:last]
    found[-1] = found[-1][:end]
    if not decorators:
        found[0] = found[0][node.col_offset :]
    return b"\n".join(found).decode()


def _statement(node: ast.stmt, code: str = "") -> Statement:
    parts = tuple(_parts(node))
    return Statement(
        code or ast.unparse(node), kind_of(node), tuple(names_bound(node)), parts
    )


def _parts(node: ast.stmt) -> list[Statement]:
    if isinstance(node, ast.Import | ast.ImportFrom):
        several = len(node.names) > 1
        return [_import_of(node, alias) for alias in node.names] if several else []
    runs = isinstance(node, ast.With | ast.Try) or (
        isinstance(node, ast.If) and _holds(node.test)
    )
    found: list[Statement] = []
    for one in node.body if runs else ():  # type: ignore[attr-defined]
        parts = _parts(one)
        found += parts or ([] if kind_of(one) == "other" else [_statement(one)])
    return found


def _import_of(node: ast.Import | ast.ImportFrom, alias: ast.alias) -> Statement:
    one: ast.stmt = ast.Import([alias])
    if isinstance(node, ast.ImportFrom):
        one = ast.ImportFrom(node.module, [alias], node.level)
    return _statement(one)


def _holds(test: ast.expr) -> bool:
    """Whether a condition is true in a notebook, whatever ran before."""
    if isinstance(test, ast.Constant):
        return bool(test.value)
    return ast.unparse(test) == "__name__ == '__main__'"


def _is_blank(node: ast.stmt) -> bool:
    if isinstance(node, ast.Assign):
        return isinstance(node.value, ast.Constant) and node.value.value is ...
    if not isinstance(node, ast.FunctionDef):
        return False
    return all(
        isinstance(part, ast.Expr) and isinstance(part.value, ast.Constant)
        for part in node.body
    )


def _pieces(source: str) -> Iterator[str]:
    """Yield the pieces of a broken cell that are Python, in their order."""
    lines = bare(source).splitlines()
    starts = [n for n, line in enumerate(lines) if not GOES_ON.match(line)]
    starts = [n for n in starts if not (n and lines[n - 1].startswith("@"))]
    ends = [*starts[1:], len(lines)]
    place = tried = 0
    while place < len(starts) and tried < MAX_TRIED:
        for end in range(place, min(place + MAX_JOINED, len(starts))):
            tried += 1
            piece = "\n".join(lines[starts[place] : ends[end]])
            if _is_python(piece):
                yield piece
                place = end
                break
        place += 1


def _is_python(source: str) -> bool:
    try:
        ast.parse(TransformerManager().transform_cell(source))
    except PARSING_ERRORS:
        return False
    return True
