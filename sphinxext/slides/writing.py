"""Write a chapter's slides as one HTML file that works without a network."""

from __future__ import annotations

import base64
import re
from dataclasses import replace
from functools import cache
from math import ceil
from pathlib import Path

import jinja2
import sphinx_revealjs
from pygments.formatters import HtmlFormatter

from cnnbook.explorers import bundling

from .parts import Part, inline, parts_of, rendered
from .reading import Deck, Slide

HERE = Path(__file__).parent
REVEAL = Path(sphinx_revealjs.__file__).parent / "_static" / "revealjs"

FONTS = HERE.parents[1] / "book" / "assets" / "fonts"
LETTERS = {
    "text": 'font-family: "Fira Sans"; font-weight: 400',
    "text-bold": 'font-family: "Fira Sans"; font-weight: 600 700',
    "code": 'font-family: "Fira Mono"',
}
"""The fonts of the book that slides need, and what they are for."""

ROOM = (1184, 560)
"""Width and height under a slide's title, in pixels."""
HALVES = (430, 720)
"""Widths of words and picture where they stand side by side."""
BORDER = 38
"""Width of the line beside code and outputs, and of the room about them, in pixels."""
WORTH_A_CUT = 1.15
"""How many times as large a picture must get for its halves to lose their places."""
SIZES = range(26, 17, -2)
"""Sizes of letters that code may have, in pixels, the best first."""


def page(deck: Deck) -> str:
    """Return the slides as one HTML document."""
    slides = [_slide(slide) for slide in deck.slides]
    body = "".join(part.html for slide in slides for part in slide["parts"])
    used = bundling.used_in(body)
    explorers = [bundling.common(), *map(bundling.classic, used)] if used else []
    return _template().render(
        deck=deck,
        slides=slides,
        styles=[*_styles(), _deck_style()],
        scripts=[
            _inlined(script)
            for script in [*explorers, *_scripts(), (HERE / "deck.js").read_text()]
        ],
    )


@cache
def _template() -> jinja2.Template:
    loader = jinja2.FileSystemLoader(HERE)
    options = {"trim_blocks": True, "lstrip_blocks": True}
    return jinja2.Environment(loader=loader, **options).get_template("deck.html")


@cache
def _deck_style() -> str:
    """Return how slides look, with their letters, and how things stand on them."""
    own = [(HERE / f"{name}.css").read_text("utf-8") for name in ("deck", "layouts")]
    return "\n".join([*(_letters(*font) for font in LETTERS.items()), *own])


def _letters(name: str, properties: str) -> str:
    """Return a font of the book as a rule that holds all of it."""
    font = base64.b64encode((FONTS / f"{name}.woff2").read_bytes()).decode()
    source = f'src: url("data:font/woff2;base64,{font}") format("woff2")'
    return f"@font-face {{ {properties}; {source}; }}"


@cache
def _styles() -> list[str]:
    """Return the styles of reveal.js, and of code in the light and in the dark."""
    own = [
        (REVEAL / "dist" / f"{name}.css").read_text() for name in ("reset", "reveal")
    ]
    code = [
        HtmlFormatter(style=f"a11y-high-contrast-{look}").get_style_defs(
            f'[data-theme="{look}"] .code'
        )
        for look in ("light", "dark")
    ]
    return own + code


@cache
def _scripts() -> list[str]:
    names = ["dist/reveal.js", "plugin/notes/notes.js"]
    return [(REVEAL / name).read_text("utf-8") for name in names]


def _inlined(script: str) -> str:
    """Hide from the HTML parser what would end, or change, a script element."""
    return re.sub(r"<(?=/script|!--|script)", r"\\x3c", script, flags=re.IGNORECASE)


def _slide(slide: Slide) -> dict:
    """Return what the template needs to know of a slide."""
    cells = zip(slide.cells, slide.is_step, strict=True)
    parts = [part for cell, step in cells for part in parts_of(cell, step)]
    parts, layout, size, scale = _arranged(f"{slide.body}\n{slide.answer}", parts)
    for part in parts:
        if part.kind == "picture":
            width, height = (round(side * scale) for side in (part.width, part.height))
            shape = f'<img width="{width}" height="{height}" '
            part.html = part.html.replace("<img ", shape)
    return {
        "title": inline(slide.title),
        "body": rendered(slide.body),
        "answer": rendered(slide.answer),
        "notes": rendered(slide.notes),
        "layout": layout,
        "size": size,
        "parts": parts,
    }


def _arranged(body: str, parts: list[Part]) -> tuple[list[Part], str, int, float]:
    """Return the parts, tall pictures in halves if they get larger so, and where."""
    layout = _layout(body.strip(), parts)
    others = [
        replace(other, step=part.step) if (other := part.beside()) else part
        for part in parts
    ]
    wide = _layout(body.strip(), others)
    if others != parts and wide[2] > WORTH_A_CUT * layout[2]:
        return others, *wide
    return parts, *layout


def _layout(body: str, parts: list[Part]) -> tuple[str, int, float]:
    """Return a slide's class, the size of its code, and the scale of its pictures.

    A picture stands beside the words or below them, wherever it can be larger. Code
    gets smaller until all lines have room, and a picture below it can be read.
    """
    pictures = [part for part in parts if part.kind == "picture"]
    texts = [part for part in parts if part.kind in ("code", "output")]
    if not parts:
        return "words", SIZES[0], 1
    needed = 240 if pictures else 0
    for size in SIZES:
        below = ROOM[1] - _height(body, texts, size)
        # A letter is as wide as a whole number of pixels.
        letters = max((part.width for part in texts), default=0)
        widest = letters * ceil(size * 0.6) + BORDER if texts else 0
        if below >= needed and widest <= ROOM[0]:
            break
    if not pictures:
        return "below", size, 1
    wide = sum(part.width for part in pictures)
    high = max(part.height for part in pictures)
    scale = min(ROOM[0] / wide, max(below, 100) / high, 1)
    beside = min(HALVES[1] / wide, ROOM[1] / high, 1)
    if (body or texts) and beside > scale and widest <= HALVES[0]:
        return "beside", size, beside
    return "below", size, scale


def _height(body: str, texts: list[Part], size: int) -> float:
    """Return about how high words, code and outputs are, in pixels."""
    lines = sum(ceil(len(line) / 72) for line in body.splitlines())
    return lines * 50 + sum(part.height * size * 1.36 + 40 for part in texts)
