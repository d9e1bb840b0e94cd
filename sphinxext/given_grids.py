"""A Sphinx extension: small grids of numbers that an exercise gives are shown as grids.

Exercises are stored without outputs. What a given cell shows is stored in the notebook
of the solutions, and stands below the cell as tables where it is made of grids alone;
so do the arrays of a cell that does nothing but name them.
"""

from __future__ import annotations

import ast
import json
import re

import nbformat
import numpy as np

from sphinxext.book_text import notebook
from sphinxext.generated import add_writer, written

PAGE = re.compile(r"exercises/(\d\d)-[\w-]+")
LIST = re.compile(r"\[\s*([^\[\]]+?),?\s*\]")
NUMBER = re.compile(r"-?\d+\.?\d*")
Grid = list[list[str]]
LARGEST = 12
"""How many numbers a row of a grid may have."""


def grids(text: str) -> list[tuple[str, list[Grid]]]:
    r"""Return the rows of grids in an output, each with the word above it.

    Examples
    --------
    >>> grids("[[1 0]\n [2 3]]")
    [('', [[['1', '0'], ['2', '3']]])]
    >>> grids("[1]    [2]\n\nkernel\n[-1.]")
    [('', [[['1']], [['2']]]), ('kernel', [[['-1']]])]
    """
    found: list[tuple[str, list[Grid]]] = []
    title, beside = "", 0
    for line in text.splitlines():
        rows = [
            [number.rstrip(".") for number in NUMBER.findall(part)]
            for part in LIST.findall(line)
        ]
        if rows and len(rows) == beside:
            for grid, row in zip(found[-1][1], rows, strict=True):
                grid.append(row)
        elif rows:
            found.append((title, [[row] for row in rows]))
        title = "" if rows else line.strip()
        beside = 0 if "]]" in line else len(rows)
    return found


def drawn(text: str) -> str:
    """Return the grids of an output as HTML, or nothing if one is no small grid."""
    lines = grids(text)
    for _, beside in lines:
        for grid in beside:
            wide = {len(row) for row in grid}
            if len(wide) != 1 or len(grid) < 2 or not 2 <= wide.pop() <= LARGEST:
                return ""
    shown = (
        f'<div class="given-grids">{"".join(_table(g, title) for g in beside)}</div>'
        for title, beside in lines
    )
    return "\n".join(shown)


def named(code: str) -> str:
    r"""Return the arrays of a cell that names numbers, and does nothing else, as HTML.

    Examples
    --------
    >>> named("import numpy as np") + named("a = np.array([[1, 2], [3, 4]]) + 1")
    ''
    >>> "<caption>b</caption><tbody><tr><td>9</td><td>−7</td></tr>" in named(
    ...     "a = np.array([[1, 2], [3, 4]])\nb = np.array([9, -7])"
    ... )
    True
    """
    tables = []
    for statement in ast.parse(code).body:
        match statement:
            case ast.Assign(
                targets=[ast.Name(id=name)],
                value=ast.Call(
                    func=ast.Attribute(value=ast.Name(id="np"), attr="array"),
                    args=[ast.List() as numbers],
                ),
            ):
                array = np.array(ast.literal_eval(numbers))
            case _:
                return ""
        if array.ndim > 2 or array.shape[-1] > LARGEST:
            return ""
        grid = [[f"{number}" for number in row] for row in np.atleast_2d(array)]
        tables.append(_table(grid, name))
    return f'<div class="given-grids">{"".join(tables)}</div>' if tables else ""


def _table(grid: Grid, title: str) -> str:
    rows = ("".join(f"<td>{_signed(number)}</td>" for number in row) for row in grid)
    cells = "".join(f"<tr>{row}</tr>" for row in rows)
    caption = f"<caption>{title}</caption>" if title else ""
    return f"<table>{caption}<tbody>{cells}</tbody></table>"


def _signed(number: str) -> str:
    return number.replace("-", "−")


def given(chapter: str) -> str:
    """Return, as JSON, what stands below each given cell of a chapter's exercises."""
    asked, solved = (
        nbformat.read(notebook(folder, chapter), as_version=4).cells
        for folder in ("exercises", "solutions")
    )
    shown = {cell.source: _said(cell) for cell in solved if cell.cell_type == "code"}
    below = {
        cell.source: drawn(shown.get(cell.source, "")) or _named(cell.source)
        for cell in asked
        if cell.cell_type == "code"
    }
    return json.dumps({source: html for source, html in below.items() if html})


def _named(code: str) -> str:
    try:
        return named(code)
    except (SyntaxError, ValueError):  # a line of IPython, or no bare numbers
        return ""


def _said(cell: nbformat.NotebookNode) -> str:
    """Return what a cell has printed, or the array that it shows."""
    texts = [
        output.get("text") or output.get("data", {}).get("text/plain", "")
        for output in cell.outputs
    ]
    return "\n".join(texts)


def with_grids(text: str, below: dict[str, str]) -> str:
    """Return a notebook with the grids below the cells that they belong to."""
    book = json.loads(text)
    cells = []
    for cell in book["cells"]:
        cells.append(cell)
        if html := below.get("".join(cell["source"])):
            shown = {
                "cell_type": "markdown",
                "id": f"grid-{len(cells):03d}",
                "metadata": {},
                "source": html,
            }
            cells.append(shown)
    book["cells"] = cells
    return json.dumps(book)


def read(app, docname: str, content: list[str]) -> None:
    """Put the grids below the given cells of an exercise page."""
    if page := PAGE.fullmatch(docname):
        below = json.loads(written(app.env, docname, "given-grids", page[1]))
        content[0] = with_grids(content[0], below)


def setup(app):
    """Connect to Sphinx."""
    add_writer(app, "given-grids", given)
    app.connect("source-read", read)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
