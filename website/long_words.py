"""Names in the text that are longer than a line of a phone."""

from __future__ import annotations

from website.pages import Page

LONG = 25
"""Characters that fit into a line."""


def mark_long_words(page: Page) -> int:
    """Let the style sheet know the names that it may break."""
    found = [w for w in page.tree.css("span.pre") if len(w.text()) >= LONG]
    for word in found:
        word.attrs["class"] = f"{word.attributes['class']} long"
    return len(found)


def mark_drawn(page: Page) -> int:
    """Mark output that is drawn with lines: all of it takes letters that have them."""
    found = [block for block in page.tree.css("pre") if "│" in block.text()]
    for block in found:
        block.attrs["class"] = f"{block.attributes.get('class') or ''} drawn".strip()
    return len(found)
