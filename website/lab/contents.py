"""The notebooks of JupyterLab in the browser: the exercises, and the explorers."""

from __future__ import annotations

import json
import re
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from cnnbook import explorers
from cnnbook.exercises import REGISTRY, ModelExercise

KERNEL = {"name": "python", "display_name": "Python (Pyodide)", "language": "python"}
LINK = re.compile(r"\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\((?!https?:|#)[^)\s]+\)")
WORDS = (
    "*This notebook runs in your browser, on your own device. What you change is kept "
    "in this browser alone; download a notebook to have it elsewhere.*"
)
NO_KERAS = (
    "*Keras does not run in a browser. The exercises that ask for it can be done in "
    "JupyterLab on a computer, or in Colab.*"
)
START = "import cnnbook as cb"
HOW = (
    "Run a cell with Shift and Enter. Each picture can be played with, and Python "
    "knows what you set in it: give it a name, as in "
    "`one = cb.explorers.SizeExplorer()`, and ask for `one.n`."
)


def exercises(path: Path) -> nbformat.NotebookNode:
    """Return a notebook of exercises as it stands in JupyterLab in the browser.

    All is installed there, and what a link leads to is not there.

    Parameters
    ----------
    path : Path
        The notebook.
    """
    notebook = nbformat.read(path, as_version=4)
    notebook.cells = [
        cell
        for cell in notebook.cells
        if "install" not in cell.metadata.get("tags", [])
    ]
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = LINK.sub(r"\1", cell.source)
    asked = REGISTRY.chapter(path.name[:2])
    keras = any(isinstance(exercise, ModelExercise) for exercise in asked)
    words = f"{WORDS}\n\n{NO_KERAS}" if keras else WORDS
    notebook.cells.insert(1, new_markdown_cell(words, id="in-the-browser"))
    notebook.metadata["kernelspec"] = KERNEL
    return notebook


def all_explorers() -> nbformat.NotebookNode:
    """Return a notebook with every explorer in a cell of its own."""
    cells = [
        new_markdown_cell(f"# Explorers\n\n{HOW}\n\n{WORDS}", id="explorers"),
        new_code_cell(START, id="start"),
    ]
    cells += [
        new_code_cell(f"cb.explorers.{name}()", id=name) for name in explorers.__all__
    ]
    return new_notebook(cells=cells, metadata={"kernelspec": KERNEL})


def entry(path: str, kind: str, size: int | None = None) -> dict[str, object]:
    """Return how a folder lists a file, in the form of Jupyter's own server."""
    return {
        "name": path.rpartition("/")[2],
        "path": path,
        "type": kind,
        "format": None,
        "content": None,
        "mimetype": None,
        "size": size,
        "writable": True,
        "created": "2026-01-01T00:00:00Z",
        "last_modified": "2026-01-01T00:00:00Z",
    }


def listing(path: str, entries: list[dict[str, object]]) -> bytes:
    """Return a folder with what is in it."""
    folder = entry(path, "directory") | {"format": "json", "content": entries}
    return json.dumps(folder).encode()


def files(book: Path) -> dict[str, bytes]:
    """Return the notebooks and the lists of them, by their paths in JupyterLite.

    Parameters
    ----------
    book : Path
        The folder that has the folder of exercises.
    """
    paths = sorted((book / "exercises").glob("*.ipynb"))
    notebooks = {f"exercises/{path.name}": exercises(path) for path in paths}
    notebooks["explorers.ipynb"] = all_explorers()
    written = {name: nbformat.writes(n).encode() for name, n in notebooks.items()}
    listed = {n: entry(n, "notebook", len(content)) for n, content in written.items()}
    top = [entry("exercises", "directory"), listed.pop("explorers.ipynb")]
    return {
        **{f"files/{name}": content for name, content in written.items()},
        "api/contents/exercises/all.json": listing("exercises", [*listed.values()]),
        "api/contents/all.json": listing("", top),
    }
