"""A Sphinx extension: what search engines, other sites and lost readers are told.

Each page gets a description and a card. The book's own address is read from CNNBOOK_URL
and the repository's from CNNBOOK_REPOSITORY; without them nothing names an address.
"""

from __future__ import annotations

import os
import re
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

from docutils import nodes

ADDRESS = os.environ.get("CNNBOOK_URL", "").rstrip("/")
REPOSITORY = os.environ.get("CNNBOOK_REPOSITORY", "").rstrip("/")
ABOUT = "Learn convolutional neural networks by hand, in NumPy and in Keras."
CARD = "A 3 by 3 window on a grid of numbers, and the feature map that it fills"
LONGEST = 160
"""Of a description, in characters: what search engines show."""

LOST = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>There is no such page · cnnbook</title>
<style>
  :root {{ color-scheme: light dark; }}
  body {{ font: 1.1rem/1.6 system-ui, sans-serif; margin: 12vh auto; max-width: 34rem;
    padding: 0 1.2rem; }}
  input, button {{ font: inherit; padding: 0.3rem 0.6rem; }}
</style>
<main>
  <h1>There is no such page</h1>
  <p>It may have moved, or the address has a slip. The book begins with its
    <a href="{home}book/welcome.html">welcome page</a>, which leads to all of it.</p>
  <form action="{home}search.html">
    <label>Search the book: <input type="search" name="q"></label>
    <button>Search</button>
  </form>
</main>
</html>
"""


def home(address: str = ADDRESS) -> str:
    """Return where the book begins on its server, for links from any depth."""
    return urlsplit(address).path.rstrip("/") + "/"


def shortened(text: str) -> str:
    """Return as many whole sentences, or else words, as a description may have."""
    text = " ".join(text.split())
    if len(text) <= LONGEST:
        return text
    sentences = re.match(rf"(.{{40,{LONGEST - 1}}}[.?])\s", text)
    return sentences[1] if sentences else text[: LONGEST - 1].rpartition(" ")[0] + "…"


def description(doctree: nodes.document | None) -> str:
    """Return the first paragraph of a page that says something."""
    if doctree is not None:
        for paragraph in doctree.findall(nodes.paragraph):
            text = re.sub(r"^You will learn", "Learn", paragraph.astext())
            if len(text) >= 40 and not any(paragraph.findall(nodes.math)):
                return shortened(text)
    return ABOUT


def tags(page: str, title: str, about: str, address: str = ADDRESS) -> str:
    """Return the elements of a page's head that describe it."""
    title = re.sub("<.*?>", "", title)
    named = {"og:title": title, "og:description": about, "og:site_name": "cnnbook"}
    named["og:type"] = "website" if page == "book/welcome" else "article"
    links = []
    if address:
        named |= {"og:url": f"{address}/{page}.html", "og:image:alt": CARD}
        named |= {"og:image": f"{address}/_static/card.png"}
        named |= {"og:image:width": "1200", "og:image:height": "630"}
        links = [f'<link rel="canonical" href="{address}/{page}.html" />']
        links += ['<meta name="twitter:card" content="summary_large_image" />']
    said = [
        f'<meta property="{name}" content="{escape(text)}" />'
        for name, text in named.items()
    ]
    return "\n".join(
        [
            "",
            f'<meta name="description" content="{escape(about)}" />',
            *said,
            *links,
            "",
        ]
    )


def describe(app, pagename, templatename, context, doctree) -> None:
    """Add the description of a page, and icons for browsers that want dots."""
    context["metatags"] = context.get("metatags", "") + tags(
        pagename, context.get("title", "cnnbook"), description(doctree)
    )
    place = context["pathto"]("_static/icon.png", resource=True)
    context["metatags"] += f'<link rel="icon" type="image/png" href="{place}" />\n'
    context["metatags"] += f'<link rel="apple-touch-icon" href="{place}" />\n'


def sitemap(pages: list[str], address: str) -> str:
    """Return the list of all pages for search engines."""
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


def launch_buttons(app, config) -> None:
    """Offer the notebooks on Binder where the repository's address is known."""
    if REPOSITORY:
        config.html_theme_options |= {
            "repository_provider": "github",
            "repository_url": REPOSITORY,
            "repository_branch": "main",
            "use_repository_button": True,
            "launch_buttons": {
                "binderhub_url": "https://mybinder.org",
                "notebook_interface": "jupyterlab",
            },
        }


def finish(app, error) -> None:
    """Write the page for lost readers, and the sitemap where the address is known."""
    if error is None and app.builder.name == "html":
        out = Path(app.outdir)
        (out / "404.html").write_text(LOST.format(home=home()), encoding="utf-8")
        if ADDRESS:
            pages = sorted(app.env.found_docs)
            (out / "sitemap.xml").write_text(sitemap(pages, ADDRESS), encoding="utf-8")


def setup(app):
    """Connect to Sphinx."""
    app.connect("config-inited", launch_buttons)
    app.connect("html-page-context", describe)
    # After the pages have been lightened: the page for lost readers loads nothing.
    app.connect("build-finished", finish, priority=990)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
