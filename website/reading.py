"""What a reader is told in place, and on a phone at the head of a page."""

from __future__ import annotations

from html import escape

from sphinxext.glossary_links import meanings
from website.figures import fragment
from website.pages import Page


def explain_terms(page: Page) -> int:
    """Give the words of the glossary what they mean; reading.js shows it."""
    said = meanings(page.builder.env)
    found = page.tree.css("a.glossary-link[href]")
    for link in found:
        term, meaning = said[link.attributes["href"].partition("#")[2]]
        link.attrs["data-term"], link.attrs["data-means"] = term, meaning
    return len(found)


def name_page(page: Page) -> int:
    """Put the name of the page into its header, for screens without the contents."""
    title = page.tree.css_first("article h1, .bd-search-container h1")
    start = page.tree.css_first(".header-article-items__start")
    if title is None or start is None:
        return 0
    name = title.text().strip().removesuffix("#").strip()
    shown = f'<span class="page-name" aria-hidden="true">{escape(name)}</span>'
    start.insert_after(fragment(shown))
    return 1
