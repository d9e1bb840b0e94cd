"""What the pages name: by it their style sheet and their fonts are cut."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from selectolax.lexbor import LexborHTMLParser

VARIABLE = re.compile(r"--[\w-]+")


def note_names(tree: LexborHTMLParser) -> dict[str, Any]:
    """Return the classes and ids, the variables, and the formulas' signs of a page."""
    words: set[str] = set()
    variables: set[str] = set()
    for element in tree.css("[class], [id], [style]"):
        given = element.attributes
        for name in ("class", "id"):
            words.update((given.get(name) or "").split())
        variables.update(VARIABLE.findall(given.get("style") or ""))
    signs = {sign for formula in tree.css("math") for sign in formula.text()}
    return {
        "words": sorted(words),
        "variables": sorted(variables),
        "signs": "".join(sorted(signs)),
    }


def all_of(pages: Iterable[dict[str, Any]], kind: str) -> set[str]:
    """Return what any page names."""
    return {name for page in pages for name in page.get(kind, ())}
