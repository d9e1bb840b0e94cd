"""What some code takes: libraries, pictures, and what no page has."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from website.solve.trying.names import needs
from website.solve.trying.reach import LARGE, NOT_ALONE, PICTURES, imports


def modules_of(codes: Iterable[str]) -> dict[str, list[str]]:
    """Return what each imported name stands for, as a path.

    >>> modules_of(["import numpy as np", "from cnnbook import data", "import os.path"])
    {'np': ['numpy'], 'data': ['cnnbook', 'data'], 'os': ['os']}
    """
    found = {}
    for code in codes:
        for module, name, here in imports(ast.parse(code), inside=True):
            path = [*module.split("."), *([name] if name else [])]
            # "import a.b" gives the name a.
            found[here] = path[:1] if not name and here == path[0] else path
    return found


def chains(node: ast.AST) -> list[tuple[list[str], ast.AST | None]]:
    """Return the dotted names in some code, each with its first argument if called.

    >>> [names for names, _ in chains(ast.parse("a.b(c).d"))]
    [['a', 'b'], ['c']]
    """
    found: list[tuple[list[str], ast.AST | None]] = []
    seen: set[ast.AST] = set()
    for one in ast.walk(node):
        call = one if isinstance(one, ast.Call) else None
        at, names = (call.func if call else one), []
        while isinstance(at, ast.Attribute):
            names.insert(0, at.attr)
            at = at.value
        if isinstance(at, ast.Name) and at not in seen:
            seen.add(at)
            first = call.args[0] if call and call.args else None
            found.append(([at.id, *names], first))
    return found


def taken(code: str, modules: dict[str, list[str]], pictures: set[str]) -> set[str]:
    """Return what some code takes itself, and note the pictures that it asks for."""
    tree, found = ast.parse(code), set()
    for module, name, _ in imports(tree, inside=True):
        top = module.partition(".")[0]
        found |= {module} if top in NOT_ALONE else set()
        found |= needs(f"{module}.{name}" if name else module)
    for names, argument in chains(tree):
        path = [*modules.get(names[0], []), *names[1:]]
        if names[0] in modules:
            found |= needs(".".join(path))
        if path[:1] == ["cnnbook"] and path[-1] in PICTURES:
            name = getattr(argument, "value", None)
            if isinstance(name, str):
                pictures.add(f"{PICTURES[path[-1]]}/{name}.jpg")
            else:
                found.add(LARGE)
    return found
