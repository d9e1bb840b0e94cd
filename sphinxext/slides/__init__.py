"""A Sphinx extension: lecture slides of each chapter, linked from its page.

The slides are written when the book is built, from the stored notebooks. Each chapter's
are one file, `slides/NN-name.html`, that carries all it needs.
"""

from __future__ import annotations

from pathlib import Path

from .reading import read
from .writing import page

__all__ = ["page", "read", "setup"]

CHAPTERS = "chapters/"


def _decks(app) -> dict:
    """Read the slides of the chapters, once a build."""
    if not hasattr(app, "cnnbook_decks"):
        found = {
            name: read(Path(app.srcdir) / f"{name}.ipynb")
            for name in sorted(app.env.found_docs)
            if name.startswith(CHAPTERS)
        }
        app.cnnbook_decks = {name: deck for name, deck in found.items() if deck.slides}
    return app.cnnbook_decks


def add_button(app, pagename, templatename, context, doctree) -> None:
    """Put a link to the slides at the head of a chapter's page."""
    if app.builder.name == "html" and pagename in _decks(app):
        link = {
            "type": "link",
            "url": f"../slides/{pagename.removeprefix(CHAPTERS)}.html",
            "text": "Slides",
            "tooltip": "Lecture slides of this chapter",
            "label": "slides-button",
        }
        context["header_buttons"].insert(0, link)


def write(app, error) -> None:
    """Write the slides when the book is built."""
    if error is None and app.builder.name == "html":
        folder = Path(app.outdir) / "slides"
        for name, deck in _decks(app).items():
            folder.mkdir(exist_ok=True)
            target = folder / f"{name.removeprefix(CHAPTERS)}.html"
            target.write_text(page(deck), encoding="utf-8")


def setup(app):
    """Connect to Sphinx."""
    # After the theme has made its own buttons.
    app.connect("html-page-context", add_button, priority=510)
    # After the site's pages are mended: slides are none of them.
    app.connect("build-finished", write, priority=950)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
