"""Tell what a statement is, and which names it gives something to.

An import, a definition and a plain value, which has numbers and texts alone, need
nothing from the statements before them.
"""

from __future__ import annotations

import ast
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["import", "definition", "plain", "other"]

MAKERS = {"array", "asarray", "zeros", "ones", "full", "eye", "identity", "arange"}
MAKERS |= {"linspace", "diag", "outer", "float32", "float64", "int32", "int64"}
NUMPY, PLAIN_CALLS = {"np", "numpy"}, {"list", "tuple", "dict", "set", "float", "int"}
OPERATORS = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod)


def kind_of(node: ast.stmt) -> Kind:
    """Return what a statement is; all but ``"other"`` stand alone.

    Parameters
    ----------
    node : ast.stmt
        The statement.

    Examples
    --------
    >>> [kind_of(one) for one in ast.parse("import a; x = [1, 2]; y = f(x)").body]
    ['import', 'plain', 'other']
    """
    if isinstance(node, ast.Import | ast.ImportFrom):
        return "import"
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return "definition"
    if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
        if isinstance(node.value, ast.Lambda):
            return "definition"
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        if all(map(_is_name, targets)) and _is_plain(node.value):
            return "plain"
    return "other"


def _is_name(target: ast.expr) -> bool:
    if isinstance(target, ast.Tuple | ast.List):
        return all(map(_is_name, target.elts))
    if isinstance(target, ast.Starred):
        return _is_name(target.value)
    return isinstance(target, ast.Name)


def _is_plain(value: ast.expr) -> bool:
    """Whether an expression has numbers and texts, and little to do with them."""
    if isinstance(value, ast.Constant):
        return True
    if isinstance(value, ast.Tuple | ast.List | ast.Set):
        return all(map(_is_plain, value.elts))
    if isinstance(value, ast.Dict):
        return all(key and _is_plain(key) for key in value.keys) and all(
            map(_is_plain, value.values)
        )
    if isinstance(value, ast.UnaryOp):
        return _is_plain(value.operand)
    if isinstance(value, ast.BinOp):
        sides = (value.left, value.right)
        return isinstance(value.op, OPERATORS) and all(map(_is_plain, sides))
    if isinstance(value, ast.Attribute):  # a type, as in dtype=np.float32
        return _of_numpy(value)
    if isinstance(value, ast.Name):
        return value.id in PLAIN_CALLS
    if isinstance(value, ast.Call):
        given = [*value.args, *(keyword.value for keyword in value.keywords)]
        return _makes_plain(value.func) and all(map(_is_plain, given))
    return False


def _of_numpy(value: ast.Attribute) -> bool:
    root = value.value
    return isinstance(root, ast.Name) and root.id in NUMPY and value.attr in MAKERS


def _makes_plain(function: ast.expr) -> bool:
    if isinstance(function, ast.Attribute):
        if function.attr in ("reshape", "astype"):
            return _is_plain(function.value)
        return _of_numpy(function)
    return isinstance(function, ast.Name) and function.id in PLAIN_CALLS


def names_bound(node: ast.stmt) -> list[str]:
    """Return the names that a statement gives something to, as far as can be seen.

    Parameters
    ----------
    node : ast.stmt
        The statement.

    Examples
    --------
    >>> names_bound(ast.parse("import numpy.linalg, os as system").body[0])
    ['numpy', 'system']
    """
    if isinstance(node, ast.Import | ast.ImportFrom):
        return [(name.asname or name.name).split(".")[0] for name in node.names]
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return [node.name]
    return [
        name.id
        for name in ast.walk(node)
        if isinstance(name, ast.Name) and isinstance(name.ctx, ast.Store)
    ]
