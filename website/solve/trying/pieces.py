"""Which statements before it a cell needs, told from the names that they share."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

SCOPES = (ast.FunctionDef, ast.ClassDef, ast.Lambda, ast.ListComp, ast.SetComp)
SCOPES += (ast.DictComp, ast.GeneratorExp)
"""What has names of its own, and reads those around it."""
CERTAIN = (ast.Assign, ast.AnnAssign, ast.Import, ast.ImportFrom, ast.With)
CERTAIN += (ast.FunctionDef, ast.ClassDef)
STATE = {"default_rng", "RandomState", "iter"}
"""What returns something that is another after each use."""


@dataclass
class Piece:
    """One statement of a cell, on its own.

    Attributes
    ----------
    cell : int
        The place of its cell in the notebook.
    code : str
        Its source.
    binds, uses, touches : set of str
        The names that it gives a value, those that it reads, and those whose value it
        changes.
    certain : bool
        Whether what it binds is bound anew, whatever happens.
    late : bool
        Whether what it uses is used when it is called, as by a function.
    stateful : bool
        Whether what it binds changes with each use.
    """

    cell: int
    code: str
    binds: set[str] = field(default_factory=set)
    uses: set[str] = field(default_factory=set)
    touches: set[str] = field(default_factory=set)
    certain: bool = True
    late: bool = False
    stateful: bool = False


def note(node: ast.AST, piece: Piece) -> None:
    """Note the names that code binds and reads in its own scope."""
    if isinstance(node, ast.Name):
        binds = isinstance(node.ctx, ast.Store | ast.Del)
        (piece.binds if binds else piece.uses).add(node.id)
    elif isinstance(node, ast.Import | ast.ImportFrom):
        for alias in node.names:
            piece.binds.add(alias.asname or alias.name.partition(".")[0])
    elif isinstance(node, SCOPES):
        inner = Piece(0, "")
        for child in ast.iter_child_nodes(node):
            note(child, inner)
        own = {n.arg for n in ast.walk(node) if isinstance(n, ast.arg)}
        piece.uses |= inner.uses - inner.binds - own
        piece.binds |= {getattr(node, "name", None)} - {None}
    else:
        if isinstance(node, ast.ExceptHandler):
            piece.binds |= {node.name} - {None}
        for child in ast.iter_child_nodes(node):
            note(child, piece)


def root(node: ast.AST) -> str | None:
    """Return the name at the beginning of ``a.b[c].d``."""
    while isinstance(node, ast.Attribute | ast.Subscript | ast.Call):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else None


def is_method(node: ast.AST) -> bool:
    """Say whether something is a call of a method."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)


def changed(statement: ast.stmt) -> set[str]:
    """Return the names whose values a statement changes in their place.

    >>> changed(ast.parse("a[0] = 1").body[0]), changed(ast.parse("b.sort()").body[0])
    ({'a'}, {'b'})
    """
    found: set[str | None] = set()
    for node in ast.walk(statement):
        store = isinstance(getattr(node, "ctx", None), ast.Store)
        if store and isinstance(node, ast.Subscript | ast.Attribute):
            found.add(root(node))
        elif isinstance(node, ast.AugAssign):
            found.add(root(node.target))
        elif isinstance(node, ast.Expr) and is_method(node.value):
            found.add(root(node.value))
    return {name for name in found if name}


def pieces(cell: int, code: str) -> list[Piece]:
    """Return the statements of a cell.

    >>> [sorted(p.uses) for p in pieces(0, "a = [b + c for c in d]; e = lambda f: a")]
    [['b', 'd'], ['a']]
    """
    found = []
    for statement in ast.parse(code).body:
        piece = Piece(cell, ast.get_source_segment(code, statement) or "")
        if isinstance(statement, ast.FunctionDef | ast.ClassDef):
            piece.code = ast.unparse(statement)  # with its decorators
        note(statement, piece)
        piece.touches = changed(statement)
        piece.certain = isinstance(statement, CERTAIN)
        calls = [n for n in ast.walk(statement) if isinstance(n, ast.Call)]
        named = {ast.unparse(call.func).rpartition(".")[2] for call in calls}
        piece.stateful = bool(named & STATE) and isinstance(statement, ast.Assign)
        piece.late = isinstance(statement, ast.FunctionDef) or (
            isinstance(getattr(statement, "value", None), ast.Lambda)
        )
        found.append(piece)
    return found
