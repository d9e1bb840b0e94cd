"""Tell the pages of chapters which of their cells run, and what these need."""

from __future__ import annotations

import functools
import json
import re
from pathlib import Path
from typing import Any

import nbformat
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from sphinxext.page_records import digest, digest_of_files
from sphinxext.transforms import MARK
from website.pages import Page
from website.scripts import load
from website.solve.trying.cells import for_page, read

PAGE = re.compile(r"chapters/(\d\d)-[\w-]+")
HERE = Path(__file__).resolve().parent
PACKAGE = HERE.parents[2] / "cnnbook"


@functools.cache
def read_by() -> str:
    """Return the digest of the code that tells what runs."""
    return digest_of_files([HERE, *sorted(PACKAGE.rglob("*.py"))])


def known(env: BuildEnvironment, page: str) -> bytes:
    """Return what a chapter's page has to know of its cells, kept while they last."""
    content = Path(env.doc2path(page)).read_bytes()

    def make() -> bytes:
        return for_page(read(nbformat.reads(content.decode(), as_version=4)))

    return env.app.site_cache.get([read_by(), content], make)


def cells(env: BuildEnvironment, page: str) -> list[dict[str, Any]]:
    """Return the cells of a chapter that run."""
    return json.loads(known(env, page))["cells"]


def mark_cells(page: Page) -> int:
    """Mark each cell on a page that runs, by its place in the notebook."""
    if not PAGE.fullmatch(page.name):
        return 0
    left, found = cells(page.builder.env, page.name), 0
    for element in page.tree.css("div.cell"):
        code = element.css_first(".cell_input pre")
        # The cells come in their order; others stand between them.
        same = [
            n for n, c in enumerate(left) if code and plain(c["code"]) == text(code)
        ]
        if same:
            if page.builder.config.python_in_pages:
                element.attrs["data-try"] = str(left[same[0]]["place"])
            del left[: same[0] + 1]
            found += 1
    return found


def plain(code: str) -> str:
    """Return code as it is compared: without marks, which no page shows."""
    return "".join(MARK.sub("", code).split())


def text(element) -> str:
    """Return the code that stands in an element."""
    return plain(element.text())


def shows(app: Sphinx, page: str) -> str | None:
    """Return the cells that run, which may change when the package does."""
    if not PAGE.fullmatch(page):
        return None
    return digest([cell["place"] for cell in cells(app.env, page)])


def add_try(app: Sphinx, page, template, context, doctree) -> None:
    """Load on a chapter what puts a button beside the cells that run, if some do."""
    here = app.config.python_in_pages and PAGE.fullmatch(page)
    if here and app.builder.name == "html" and cells(app.env, page):
        load(app, context, "solve/try.js")


def of_pages(env: BuildEnvironment) -> dict[str, bytes]:
    """Return what the pages of chapters have to know of their cells, by file."""
    return {
        f"cells-{found[1]}.json": known(env, found[0])
        for found in map(PAGE.fullmatch, sorted(env.found_docs))
        if found
    }
