"""Cut a font to the characters that the book uses."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from fontTools import subset


def cut(source: Path, target: Path, characters: Iterable[str]) -> None:
    """Write a font with these characters, and what they grow into, as WOFF2."""
    features = {"layout_features": ["ssty", "kern"], "hinting": False}
    options = subset.Options(flavor="woff2", **features)
    font = subset.load_font(str(source), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(text="".join(characters))
    subsetter.subset(font)
    subset.save_font(font, str(target), options)
