"""What the pages of exercises need to answer, written beside the book's other files."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import nbformat
import numpy as np
from sphinx.application import Sphinx

from cnnbook.exercises import (
    DesignExercise,
    Exercise,
    ModelExercise,
    ValueExercise,
    find,
)
from cnnbook.exercises.drawing import with_problems
from website.scripts import load
from website.solve.bundle import IN_THE_PAGE
from website.solve.gather import GATHERED
from website.solve.progress import chapters
from website.solve.trying.marks import of_pages

HERE = Path(__file__).resolve().parent
SITE = GATHERED / "site"
PAGE = re.compile(r"exercises/(\d\d)-[\w-]+")
NOT_OFFLINE = (
    "slides/",
    "_sources/",
    "_static/locales/",
    "_static/vendor/",
    "lite/",
    ".",
)
"""What no page of the book loads, the slides, and JupyterLab."""
CHECK = re.compile(r'\n*^cb\.check\("([\w-]+)".*\)$', re.MULTILINE)


def is_there() -> bool:
    """Return whether Python was gathered for the pages."""
    return (SITE / "solve.js").exists()


def kind(exercise: Exercise) -> str:
    """Return how an exercise is answered on its page: code, fields, or not at all.

    >>> [kind(find(name)) for name in ("conv2d", "one-window", "build-lenet")]
    ['code', 'fields', 'keras']
    """
    if isinstance(exercise, ModelExercise):
        return "keras"
    if isinstance(exercise, ValueExercise | DesignExercise):
        return "fields"
    return "code"


def shape(exercise: Exercise) -> list[int]:
    """Return the shape of the fields of an exercise, empty for one field.

    >>> shape(find("pad-by-hand")), shape(find("design-oblique"))
    ([2, 2], [3, 3])
    """
    if isinstance(exercise, DesignExercise):
        return [*exercise.shape]
    if isinstance(exercise, ValueExercise):
        return [*np.shape(exercise.reference)]
    return []


def other_numbers(exercise: Exercise) -> bool:
    """Return whether the fields of an exercise take answers to other numbers too.

    >>> other_numbers(find("pad-by-hand")), other_numbers(find("which-option"))
    (True, False)
    """
    return kind(exercise) == "fields" and exercise.id in with_problems()


def described(notebook: nbformat.NotebookNode, chapter: str) -> dict[str, Any]:
    """Return what a page has to know of its exercises, from their notebook.

    Parameters
    ----------
    notebook : NotebookNode
        The notebook of the exercises.
    chapter : str
        Two digits.

    Returns
    -------
    dict
        The exercises, each with its starter, and the cells that the page gives.
    """
    exercises, given = [], []
    for cell in notebook.cells:
        if cell.cell_type != "code" or "install" in cell.metadata.get("tags", []):
            continue
        check = CHECK.search(cell.source)
        if not check:
            given.append({"code": cell.source})
            continue
        exercise = find(check[1])
        exercises.append(
            {
                "id": exercise.id,
                "name": exercise.answer,
                "kind": kind(exercise),
                "shape": shape(exercise),
                "labels": [*getattr(exercise, "labels", ())],
                "drawn": other_numbers(exercise),
                "starter": CHECK.sub("", cell.source).strip() + "\n",
            }
        )
    return {"chapter": chapter, "exercises": exercises, "given": given}


def add_loader(app: Sphinx, page, template, context, doctree) -> None:
    """Load on a page of exercises what puts a button below each of them."""
    if app.config.python_in_pages and PAGE.fullmatch(page):
        load(app, context, "solve/solve.js")


def kept_offline(out: Path) -> dict[str, Any]:
    """Return which files a reader keeps who asks for the book offline, and their size.

    Parameters
    ----------
    out : Path
        The folder of the site.
    """
    found = sorted(
        path.relative_to(out).as_posix()
        for path in out.rglob("*")
        if path.is_file()
        and path.name not in ("404.html", "offline.js", "offline.json")
    )
    files = [name for name in found if not name.startswith(NOT_OFFLINE)]
    return {"files": files, "bytes": sum((out / name).stat().st_size for name in files)}


def write_python(app: Sphinx, error: Exception | None) -> None:
    """Write Python, and what each page asks, if there are exercises in the book."""
    pages = [page for page in app.env.found_docs if PAGE.fullmatch(page)]
    if error is not None or app.builder.name != "html":
        return
    folder = Path(app.outdir) / "_static" / "solve"
    files: dict[str, bytes] = {}
    if app.config.python_in_pages and pages:
        found = [path for path in SITE.iterdir() if path.name not in IN_THE_PAGE]
        files = {path.name: path.read_bytes() for path in found}
        files["progress.json"] = json.dumps(chapters(app.env)).encode()
        files |= of_pages(app.env)
    for page in pages if files else ():
        notebook = nbformat.read(app.env.doc2path(page), as_version=4)
        chapter = PAGE.fullmatch(page)[1]
        files[f"{chapter}.json"] = json.dumps(described(notebook, chapter)).encode()
    if files:
        folder.mkdir(parents=True, exist_ok=True)
    for path in folder.glob("*"):
        if path.name not in {*files, "offline.json"}:
            path.unlink()
    for name, content in files.items():
        write_changed(folder / name, content)
    out = Path(app.outdir)
    if not files:
        (out / "offline.js").unlink(missing_ok=True)
    else:
        # At the top of the site: a service worker sees to its own folder and below.
        write_changed(out / "offline.js", (HERE / "js" / "offline.js").read_bytes())
        listed = json.dumps(kept_offline(out)).encode()
        write_changed(folder / "offline.json", listed)


def write_changed(path: Path, content: bytes) -> None:
    """Write a file, unless it is as it should be."""
    if not path.exists() or path.read_bytes() != content:
        path.write_bytes(content)
