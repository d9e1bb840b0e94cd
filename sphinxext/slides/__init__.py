"""A Sphinx extension: lecture slides of the chapters and appendices, linked there.

The slides are written when the book is built, from the stored notebooks. Each chapter's
are one file, `slides/NN-name.html`, that carries all it needs.
"""

from __future__ import annotations

import re
from pathlib import Path

from sphinxext.page_records import records

from .reading import read
from .writing import page

__all__ = ["page", "read", "setup"]

PAGE = re.compile(r"(?:chapters/(?=\d\d-)|book/(?=[A-Z]-))")
"""What stands before the name of a chapter, or of an appendix."""


def address(pagename: str) -> str:
    """Return where the slides of a chapter stand in the site.

    >>> address("chapters/02-by-hand"), address("book/B-training")
    ('slides/02-by-hand.html', 'slides/B-training.html')
    """
    return f"slides/{PAGE.sub('', pagename)}.html"


def write(app, pagename, templatename, context, doctree) -> None:
    """Write the slides of a chapter with its page, and link them at its head."""
    if app.builder.name != "html" or not PAGE.match(pagename):
        return
    deck = read(Path(app.srcdir) / f"{pagename}.ipynb")
    target = Path(app.outdir) / address(pagename)
    records(app).of(pagename)["slides"] = bool(deck.slides)
    if deck.slides:
        target.parent.mkdir(exist_ok=True)
        target.write_text(page(deck), encoding="utf-8")
        link = {
            "type": "link",
            "url": f"../{address(pagename)}",
            "text": "Slides",
            "tooltip": "Lecture slides of this chapter",
            "label": "slides-button",
        }
        context["header_buttons"].insert(0, link)


def setup(app):
    """Connect to Sphinx."""
    # After the theme has made its own buttons.
    app.connect("html-page-context", write, priority=510)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
