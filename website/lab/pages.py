"""JupyterLab in the browser beside the book, and the links that lead to it."""

from __future__ import annotations

import re
from pathlib import Path

from sphinx.application import Sphinx

from website.lab import contents
from website.solve.gather import LAB, put
from website.solve.pages import PAGE

FOLDER = "lite"
START = re.compile(r"<p>Replace each .*?</p>", re.DOTALL)
LINK = (
    '<p><a class="open-lab" href="../{folder}/lab/index.html?path={path}.ipynb">'
    "Open in JupyterLab, in this browser</a></p>"
)


def link_lab(app: Sphinx, page, template, context, doctree) -> None:
    """Put the link to JupyterLab behind the first words of a page of exercises."""
    if app.config.python_in_pages and PAGE.fullmatch(page):
        link = LINK.format(folder=FOLDER, path=page)
        body = context.get("body", "")
        context["body"] = START.sub(lambda found: f"{found[0]}\n{link}", body, count=1)


def write_lab(app: Sphinx, error: Exception | None) -> None:
    """Write JupyterLab into the site, if there are exercises and Python for them."""
    if error is not None or app.builder.name != "html":
        return
    files: dict[str, bytes] = {}
    if app.config.python_in_pages and any(map(PAGE.fullmatch, app.env.found_docs)):
        for path in LAB.rglob("*"):
            if path.is_file():
                files[path.relative_to(LAB).as_posix()] = path.read_bytes()
        files |= contents.files(Path(app.confdir))
    put(Path(app.outdir) / FOLDER, files)
