"""Fonts that are cut to the characters that the book uses."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterable
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from sphinx.application import Sphinx

from sphinxext.page_records import records
from website.cache import Cache
from website.names import all_of

logging.getLogger("fontTools").setLevel("WARNING")  # it tells of every table
BESIDES = "0123456789√"  # the root sign stands in no formula's text
ITALIC = {"h": "ℎ"}  # the one letter that Unicode keeps elsewhere
CAPITAL, SMALL = 0x1D434, 0x1D44E  # where its other letters begin


def cut(source: Path, characters: Iterable[str], cache: Cache) -> bytes:
    """Return a font with these characters, and what they grow into, as WOFF2."""

    def make() -> bytes:
        from fontTools import subset  # takes long, and most builds cut nothing anew

        features = {"layout_features": ["ssty", "kern"], "hinting": False}
        options = subset.Options(flavor="woff2", **features)
        font = subset.load_font(str(source), options)
        subsetter = subset.Subsetter(options)
        subsetter.populate(text="".join(sorted(characters)))
        subsetter.subset(font)
        target = io.BytesIO()
        subset.save_font(font, target, options)
        return target.getvalue()

    made_of = [source.read_bytes(), sorted(characters), version("fonttools")]
    return cache.get(made_of, make)


def italic(letter: str) -> str:
    """Return the slanted letter by which a browser draws a variable."""
    if letter in ITALIC or not (letter.isascii() and letter.isalpha()):
        return ITALIC.get(letter, letter)
    first, base = ("A", CAPITAL) if letter.isupper() else ("a", SMALL)
    return chr(base + ord(letter) - ord(first))


def write_formula_font(app: Sphinx) -> None:
    """Write the part of STIX Two Math that the formulas of all pages need.

    The font is taken from the package ziamath, which brings it whole.
    """
    used = all_of(records(app).pages.values(), "signs") | set(BESIDES)
    package = Path(find_spec("ziamath").origin).parent  # to import it takes long
    whole = package / "fonts" / "STIXTwoMath-Regular.ttf"
    font = cut(whole, used | set(map(italic, used)), app.site_cache)
    (Path(app.outdir) / "_static" / "formulas.woff2").write_bytes(font)
