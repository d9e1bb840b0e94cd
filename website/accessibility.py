"""Names and landmarks for those who do not see a page, where the theme gives none."""

from __future__ import annotations

import re

from website.pages import Page


def name_sidebar(page: Page) -> int:
    """Make a landmark of the contents of the book."""
    found = page.tree.css("div.bd-sidebar-primary")
    for sidebar in found:
        sidebar.attrs["role"] = "complementary"
        sidebar.attrs["aria-label"] = "Contents of the book"
    return len(found)


def name_folds(page: Page) -> int:
    """Say of the buttons in the contents below which page they open what."""
    found = page.tree.css("summary:has(> .toctree-toggle)")
    for fold in found:
        above = fold.parent.parent.css_first("a").text().strip()
        fold.attrs["aria-label"] = f"Pages below {above}"
    return len(found)


def name_code_folds(page: Page) -> int:
    """Let folds of code go by their words, and mark those that hold a solution."""
    found = page.tree.css("details.hide > summary[aria-label]")
    for summary in found:
        del summary.attrs["aria-label"]
        if page.name.startswith("solutions/"):
            fold = summary.parent
            fold.attrs["class"] = f"{fold.attributes['class']} solution"
    return len(found)


def name_buttons(page: Page) -> int:
    """Name buttons that are a picture alone by what they do, as their titles say."""
    found = page.tree.css("button.sidebar-toggle[title]")
    for button in found:
        is_first = "primary-toggle" in button.attributes["class"]
        name = "Contents of the book" if is_first else "Contents of this page"
        button.attrs["title"] = button.attrs["aria-label"] = name
    return len(found)


def name_links(page: Page) -> int:
    """Give links a name that makes sense alone, where their text is too short for that.

    Words of the glossary, exercises and bare numbers of chapters often have the name of
    something else as well.
    """
    found = 0
    for link in page.tree.css("a[class][href]"):
        text = link.text()
        file, _, part = link.attributes["href"].partition("#")
        if "glossary-link" in link.attributes["class"]:
            more = "in the glossary"
        elif "exercises/" in file and part:
            more = "an exercise"
        elif part and re.fullmatch(r"[Cc]hapter \d+", text):
            more = part.replace("-", " ")
        else:
            continue
        link.attrs["aria-label"] = f"{text}, {more}"
        found += 1
    return found


def name_backlinks(page: Page) -> int:
    """Tell apart the links that lead from a source back to its citations."""
    found = page.tree.css("a[role=doc-backlink]")
    for link in found:
        number = link.attributes["href"].partition("#")[2].removeprefix("id")
        link.attrs["aria-label"] = f"{link.text()}, back to citation {number}"
    return len(found)


def list_sources(page: Page) -> int:
    """Make plain items of the sources: the role that docutils gives is deprecated."""
    found = page.tree.css("[role=doc-biblioentry]")
    for source in found:
        source.attrs["role"] = "listitem"
    return len(found)
