"""What it takes to use a name: libraries, and files, told from the sources alone."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
DRAWS = frozenset({"matplotlib", "PIL"})
HAS = frozenset({"numpy", "lazy_loader"}) | DRAWS
"""Libraries that a page can have."""
NOT_ALONE = {"csv", "io", "os", "pathlib", "shutil", "subprocess", "tempfile", "urllib"}
"""Parts of Python that a chapter takes to reach files, which a page does not have."""
PYTHON = {*sys.stdlib_module_names, ""}
PICTURES = {"photo": "photos", "painting": "paintings"}
"""What returns a picture of the package by its name, and the folder of its file."""
LARGE = "large data"
DATA = "cnnbook.data"
PLAIN_DATA = {"FASHION", "manifest", "painting_names", "photo_names", *PICTURES}
"""Of the data, what is small: a picture is ten kilobytes, the others are megabytes."""


@cache
def parsed(module: str) -> ast.Module | None:
    """Return the source of a module of the package, if there is one of that name."""
    place = ROOT / module.replace(".", "/")
    for path in (place / "__init__.py", place.with_suffix(".py")):
        if path.exists():
            return ast.parse(path.read_text("utf-8"))
    return None


def imports(node: ast.AST, *, inside: bool) -> Iterator[tuple[str, str, str]]:
    r"""Yield each name that is imported: the module, its name there, and the name here.

    What can be missing, as it says itself, is left out.

    Parameters
    ----------
    node : ast.AST
        Some code.
    inside : bool
        Look into functions too, whose imports wait until they are called.

    Examples
    --------
    >>> list(imports(ast.parse("from a import b as c\nimport d.e"), inside=False))
    [('a', 'b', 'c'), ('d.e', '', 'd')]
    """
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            for alias in child.names:
                here = alias.asname or alias.name.partition(".")[0]
                yield alias.name, "", here
        elif isinstance(child, ast.ImportFrom) and child.module:
            for alias in child.names:
                yield child.module, alias.name, alias.asname or alias.name
        elif is_left_out(child):
            continue
        elif inside or not isinstance(child, ast.FunctionDef | ast.Lambda):
            yield from imports(child, inside=inside)


def is_left_out(node: ast.AST) -> bool:
    """Say whether code is only there for types, or tries what can be missing."""
    if isinstance(node, ast.If):
        return "TYPE_CHECKING" in ast.unparse(node.test)
    return isinstance(node, ast.Try) and "ImportError" in ast.unparse(node)


@cache
def libraries(module: str) -> frozenset[str]:
    """Return the libraries that come with the import of a module, all the way down.

    Examples
    --------
    >>> sorted(libraries("cnnbook.ops")), sorted(libraries("keras.layers"))
    (['lazy_loader', 'numpy'], ['keras'])
    """
    found: set[str] = set()
    left, seen = [module], set()
    while left:
        name = left.pop()
        if name in seen:
            continue
        seen.add(name)
        top = name.partition(".")[0]
        tree = parsed(name)
        if top != "cnnbook":
            found.add(top)
        elif tree is not None:
            for origin, own, _ in imports(tree, inside=False):
                left += [origin, f"{origin}.{own}"] if own else [origin]
            left.append(name.rpartition(".")[0])
    return frozenset(found - PYTHON)
