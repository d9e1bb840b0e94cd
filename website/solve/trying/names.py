"""What it takes to use a name: where it is defined, and what that needs."""

from __future__ import annotations

import ast
from functools import cache

from website.solve.trying.reach import (
    DATA,
    LARGE,
    PLAIN_DATA,
    PYTHON,
    imports,
    libraries,
    parsed,
)


@cache
def definition(module: str, name: str) -> tuple[str, ast.AST | None]:
    """Return the module that defines a name, and its code; another may hand it on."""
    tree = parsed(module)
    if tree is None:
        return module, None
    for statement in reversed(tree.body):  # what is overloaded comes last
        if getattr(statement, "name", None) == name:
            return module, statement
    for keyword in (n for n in ast.walk(tree) if isinstance(n, ast.keyword)):
        if keyword.arg == "submod_attrs":
            for own, names in ast.literal_eval(keyword.value).items():
                if name in names:
                    return definition(f"{module}.{own}", name)
    for origin, own, here in imports(tree, inside=True):
        if here == name and own:
            return definition(origin, own)
    return module, None


def hides(module: str, name: str) -> bool:
    """Say whether a package has something of the name of one of its modules.

    >>> hides("cnnbook.plots", "pooling"), hides("cnnbook", "plots")
    (True, False)
    """
    tree = parsed(module)
    found = imports(tree, inside=False) if tree else ()
    return any(own == name == here and origin != module for origin, own, here in found)


@cache
def needs(path: str) -> frozenset[str]:
    """Return the libraries that a name takes, as in ``cnnbook.plots.grid``.

    Those that its module imports count, and those that it imports when it is called,
    itself or by its neighbours; not what it calls elsewhere, which may depend on what
    it is given.

    Examples
    --------
    >>> sorted(needs("cnnbook.conv2d")), sorted(needs("cnnbook.models.lenet5"))
    (['lazy_loader', 'numpy'], ['keras', 'lazy_loader', 'numpy'])
    >>> sorted(needs("cnnbook.data.fashion_mnist"))
    ['large data', 'lazy_loader', 'numpy']
    """
    module, *rest = path.split(".")
    found: frozenset[str] = frozenset()
    if module == "cnnbook":
        while rest and parsed(f"{module}.{rest[0]}") and not hides(module, rest[0]):
            module, rest = f"{module}.{rest[0]}", rest[1:]
        if module == DATA and rest and rest[0] not in PLAIN_DATA:
            return libraries(module) | {LARGE}
        if rest:
            module, code = definition(module, rest[0])
            found = when_called(module, code) if code else found
    return found | libraries(module)


def when_called(module: str, code: ast.AST) -> frozenset[str]:
    """Return the libraries that a function imports, itself or by its neighbours."""
    tree = parsed(module)
    near = {getattr(s, "name", ""): s for s in (tree.body if tree else [])}
    found: set[str] = set()
    left, seen = [code], set()
    while left:
        one = left.pop()
        seen.add(one)
        found |= {name.partition(".")[0] for name, _, _ in imports(one, inside=True)}
        named = {n.id for n in ast.walk(one) if isinstance(n, ast.Name)}
        left += [near[n] for n in named & near.keys() if near[n] not in seen]
    return frozenset(found - PYTHON - {"cnnbook"})
