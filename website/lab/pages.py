"""JupyterLab in the browser beside the book, and the links that lead to it."""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx

from website.figures import fragment
from website.lab import contents
from website.pages import Page
from website.solve.gather import LAB, put
from website.solve.pages import PAGE

FOLDER = "lite"
LINK = (
    '<p><a class="open-lab" href="../{folder}/lab/index.html?path={path}.ipynb">'
    "Open in JupyterLab, in this browser</a></p>"
)


def link_lab(page: Page) -> int:
    """Put the link to JupyterLab behind the first words of a page of exercises."""
    if not PAGE.fullmatch(page.name):
        return 0
    paragraphs = page.tree.css("article p")
    first = [p for p in paragraphs if p.text().startswith("Replace each ")][:1]
    for paragraph in first:
        if page.builder.config.python_in_pages:
            paragraph.insert_after(fragment(LINK.format(folder=FOLDER, path=page.name)))
    return len(first)


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
