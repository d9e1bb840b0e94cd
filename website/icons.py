"""Icons as drawings in the pages, in place of Font Awesome's script of 1.5 MB."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from website.pages import Page

DRAWING = re.compile(
    r'[{,]"?(?P<name>[a-z][\w-]*)"?:\[(?P<width>\d+),(?P<height>\d+),\[[^\]]*\],'
    r'"[0-9a-f]+","(?P<outline>[^"]*)"\]'
)
"""An icon in the script of Font Awesome: its width, height and outline."""


@cache
def drawings(script: Path) -> dict[str, str]:
    """Return all icons of the script, each as the inside of a drawing."""
    return {
        f"fa-{icon['name']}": (
            f'viewBox="0 0 {icon["width"]} {icon["height"]}" aria-hidden="true"'
            f'><path fill="currentColor" d="{icon["outline"]}"/></svg>'
        )
        for icon in DRAWING.finditer(script.read_text("utf-8"))
    }


def draw_icons(page: Page) -> int:
    """Draw the icons that a page names."""
    found = page.tree.css("i[class*=fa-]")
    script = Path(page.builder.outdir) / "_static" / "scripts" / "fontawesome.js"
    for icon in found:
        classes = icon.attributes["class"].split()
        known = [drawings(script)[n] for n in classes if n in drawings(script)]
        if not known:
            raise ValueError(f"{page.name}: Font Awesome has no icon {classes}")
        others = {k: v for k, v in icon.attributes.items() if k != "class"}
        given = "".join(
            f" {name}={json.dumps(value)}" for name, value in others.items()
        )
        names = " ".join(["svg-inline--fa", *classes])
        svg = f'<svg class="{names}"{given} {known[0]}'
        icon.replace_with(LexborHTMLParser(svg, is_fragment=True).root)
    return len(found)
