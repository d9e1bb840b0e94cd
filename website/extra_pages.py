"""The page for lost readers, and the list of all pages for search engines."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import jinja2
from sphinx.application import Sphinx

from sphinxext.metadata import ADDRESS

ROOT = Path(__file__).resolve().parent.parent


def home(address: str = ADDRESS) -> str:
    """Return where the book begins on its server, for links from any depth."""
    return urlsplit(address).path.rstrip("/") + "/"


def lost_page(address: str = ADDRESS) -> str:
    """Return the page for lost readers, which loads nothing but itself."""
    template = (ROOT / "_templates" / "404.html").read_text("utf-8")
    return jinja2.Template(template).render(home=home(address)) + "\n"


def sitemap(pages: list[str], address: str) -> str:
    """Return the list of all pages for search engines.

    By hand, since sphinx-sitemap (2.9, tried) lists what this build has written: after
    an edit of a chapter that chapter alone, beside the search and an empty index.
    """
    rows = [f"<url><loc>{address}/{page}.html</loc></url>" for page in pages]
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            f'<urlset xmlns="{space}">',
            *rows,
            "</urlset>\n",
        ]
    )


def write_extra_pages(app: Sphinx) -> None:
    """Write the page for lost readers, and the sitemap where the address is known."""
    out = Path(app.outdir)
    (out / "404.html").write_text(lost_page(), encoding="utf-8")
    if ADDRESS:
        pages = sorted(app.env.found_docs)
        (out / "sitemap.xml").write_text(sitemap(pages, ADDRESS), encoding="utf-8")
