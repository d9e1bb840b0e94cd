"""A Sphinx extension: where the book teaches and practises each item of the lecture.

```{lecture-map}
```

The rows are in ``book/lecture_map.yml``. One that is missing, a section that no chapter
has, or an exercise that does not exist fails the build.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from sphinxext.book_text import (
    ROOT,
    headings,
    lines,
    link,
    notebook,
    prompts,
    table,
)
from sphinxext.generated import add_text

ITEMS = [f"L{number:02}" for number in range(1, 44)]
SOURCE = ROOT / "book" / "lecture_map.yml"


def read() -> list[dict[str, Any]]:
    """Return the rows of the map."""
    return yaml.safe_load(SOURCE.read_text(encoding="utf-8"))


def sections_of(row: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the chapters and headings that a row names.

    >>> sections_of({"sections": ["04 Stride", "04 The floor"]})
    [('04', 'Stride'), ('04', 'The floor')]
    """
    return [(text[:2], text[3:]) for text in row["sections"]]


def problems(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return what is wrong with the map, in words."""
    found = []
    ids = [row["id"] for row in rows]
    if ids != ITEMS:
        missing = ", ".join(i for i in ITEMS if i not in ids)
        found.append(
            f"it should have L01 to L43 once each and in order; missing: {missing}"
        )
    for row in rows:
        if not row["item"] or not row["sections"] or not row["exercises"]:
            found.append(f"{row['id']} lacks its words, its sections or its exercises")
        for chapter, heading in sections_of(row):
            path = notebook("chapters", chapter)
            if path is None or heading not in headings(path):
                found.append(
                    f"{row['id']}: chapter {chapter} has no section {heading!r}"
                )
        known = [p.exercise.id for c, _ in sections_of(row) for p in prompts(c)]
        found += [
            f"{row['id']}: its chapters have no exercise {name!r}"
            for name in row["exercises"]
            if name not in known
        ]
    return found


def line(row: Mapping[str, Any]) -> list[str]:
    """Write a row of the map: the item, its sections and its exercises."""
    chapters = dict.fromkeys(chapter for chapter, _ in sections_of(row))
    sections, exercises = [], []
    for chapter in chapters:
        path = notebook("chapters", chapter)
        sections.append(f"*Chapter {int(chapter)}*")
        sections += [link(h, path, h) for c, h in sections_of(row) if c == chapter]
        exercises += [
            p.link for p in prompts(chapter) if p.exercise.id in row["exercises"]
        ]
    return [row["id"], row["item"], lines(sections), lines(exercises)]


def lecture_map() -> str:
    """Return the map as a table, or complain about it."""
    rows = read()
    if wrong := problems(rows):
        raise ValueError("the map of the lecture: " + "; ".join(wrong))
    header = ["no.", "the lecture", "is taught in", "and practised in"]
    return table(header, [line(row) for row in rows])


def setup(app):
    """Connect to Sphinx."""
    add_text(app, "lecture-map", lecture_map)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
