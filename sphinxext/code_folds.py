"""A Sphinx extension: code that a reader can skip is folded under a word for it.

Set-up, the drawing of pictures, the reading of stored tables and checks without
anything else are folded in every chapter, so that what is open is code to read. A cell
with the tag ``open`` stays open.
"""

from __future__ import annotations

import ast
import re

from docutils import nodes

from sphinxext.figure_numbers import Figure

CHAPTER = re.compile(r"chapters/\d\d|book/[A-Z]-")
SETTING_UP = "Imports and data"
READING = "The code that reads what is stored"
CHECKING = "The checks of these numbers"
DRAWING = "The code of this picture"
OTHER = "The code behind this"


def statements(code: str) -> list[ast.stmt]:
    """Return the statements of some code, or none where it is not plain Python."""
    try:
        return ast.parse(code).body
    except SyntaxError:
        return []


def sets_up(code: str) -> bool:
    r"""Say whether code imports before anything else, and defines no function.

    Examples
    --------
    >>> sets_up("import numpy as np\n\nx = np.ones(2)"), sets_up("x = 1\nimport os")
    (True, False)
    """
    found = statements(code)
    begins = bool(found) and isinstance(found[0], ast.Import | ast.ImportFrom)
    return begins and not any(isinstance(s, ast.FunctionDef) for s in found)


def checks_only(code: str) -> bool:
    r"""Say whether code asserts, in loops too, and does nothing else.

    In a loop there may be as many assignments as assertions.

    Examples
    --------
    >>> checks_only("assert 1\nassert 2"), checks_only("x = 1\nassert x")
    (True, False)
    >>> loop = "for n in 1, 2:\n    p = n - 1\n    assert p < n"
    >>> checks_only(loop), checks_only(loop.replace("p =", "q = n\n    p ="))
    (True, False)
    """
    found = statements(code)
    return bool(found) and all(map(_checks, found))


def _checks(statement: ast.stmt) -> bool:
    """Say whether a statement is an assertion, or a loop of little else."""
    if not isinstance(statement, ast.For):
        return isinstance(statement, ast.Assert)
    asserts = [isinstance(s, ast.Assert) for s in statement.body]
    others = [isinstance(s, ast.Assign) for s in statement.body]
    return sum(asserts) >= sum(others) and sum(asserts + others) == len(asserts)


def draws_only(code: str) -> bool:
    r"""Say whether code ends by showing a picture, and asserts and defines nothing.

    Examples
    --------
    >>> draws_only("cb.plots.grid([[1]])\nplt.show()"), draws_only("x = 1")
    (True, False)
    >>> draws_only("def f():\n    pass\nplt.show()")
    False
    """
    found = statements(code)
    shows = bool(found) and ast.unparse(found[-1]) == "plt.show()"
    argues = (ast.Assert, ast.FunctionDef, ast.ClassDef)
    return shows and not any(isinstance(s, argues) for s in found)


def reads_stored(code: str) -> bool:
    r"""Say whether code begins by reading a stored table.

    Examples
    --------
    >>> reads_stored('with open("data/a.csv") as file:\n    a = list(file)')
    True
    >>> reads_stored("a = 1"), reads_stored('import csv\nwith open("data/a.csv"): ...')
    (False, True)
    """
    lines = (s for s in statements(code) if not isinstance(s, ast.Import))
    first = next(lines, None)
    opened = first.items[0] if isinstance(first, ast.With) else None
    return opened is not None and ast.unparse(opened).startswith("open('data/")


def word(cell: nodes.container, code: str, is_first: bool) -> str | None:
    """Return what the fold of a cell says, or nothing where the cell stays open."""
    hidden = cell.get("hide_mode") == "input"
    picture = next(iter(cell.findall(Figure)), None)
    if is_first and sets_up(code):
        return SETTING_UP
    if picture is not None and (hidden or draws_only(code)):
        return f"The code of Figure {picture['ids'][0][7:].replace('-', '.')}"
    if hidden or draws_only(code):
        return DRAWING if any(cell.findall(nodes.image)) else OTHER
    if reads_stored(code):
        return READING
    return CHECKING if checks_only(code) else None


def fold_code(app, doctree: nodes.document) -> None:
    """Fold the code of a chapter's cells, where there is a word for it."""
    if not CHAPTER.match(app.env.docname):
        return
    cells = [c for c in doctree.findall(nodes.container) if _is_code(c)]
    for number, cell in enumerate(cells):
        code = cell[0].astext()
        said = word(cell, code, number == 0)
        if said and "tag_open" not in cell["classes"]:
            cell["hide_mode"] = "input"
            cell["prompt_show"] = cell["prompt_hide"] = said


def _is_code(node: nodes.container) -> bool:
    """Say whether a container is a cell with code that is not wholly hidden already."""
    return (
        node.get("nb_element") == "cell_code"
        and bool(node.children)
        and node[0].get("nb_element") == "cell_code_source"
        and node.get("hide_mode") in (None, "input")
    )


def setup(app):
    """Connect to Sphinx."""
    app.connect("doctree-read", fold_code, priority=600)  # when figures have numbers
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
