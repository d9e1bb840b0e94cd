"""Say where the book teaches what an exercise asks for: its section, and its slide."""

from __future__ import annotations

import functools
import json
from pathlib import Path

from cnnbook.exercises.base import Exercise

SLIDES = Path(__file__).with_name("slides.json")
"""Written by ``scripts/places.py``."""


def places(exercise: Exercise) -> list[tuple[str, str]]:
    """Return kind and name of each place that teaches an exercise.

    Parameters
    ----------
    exercise : Exercise
        Of the book.

    Examples
    --------
    >>> from cnnbook.exercises import find
    >>> places(find("one-window"))  # doctest: +NORMALIZE_WHITESPACE
    [('Section', '“One window” in chapter 2'),
     ('Slide', '3 of chapter 2, “One window, one number”')]
    """
    chapter = f"chapter {int(exercise.chapter)}"
    found = []
    if exercise.section:
        found.append(("Section", f"“{exercise.section}” in {chapter}"))
    slide = _slides().get(exercise.chapter, {}).get(exercise.section)
    if slide:
        number, title = slide
        found.append(("Slide", f"{number} of {chapter}, “{title}”"))
    return found


@functools.cache
def _slides() -> dict[str, dict[str, tuple[int, str]]]:
    return dict(json.loads(SLIDES.read_text(encoding="utf-8")))
