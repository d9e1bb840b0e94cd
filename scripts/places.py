"""Note which slide shows what the sections of the chapters teach.

The grader's report names, beside each mistake, the section to read again and its slide.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from cnnbook.exercises import REGISTRY
from sphinxext.slides.reading import OPENING

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "cnnbook" / "grading" / "batch" / "report" / "slides.json"
OPENING_SLIDE = 1
"""Slides before the first of the text: the chapter's title."""


def slides(text: str) -> dict[str, list[int | str]]:
    r"""Return number and title of the first slide of each section that has one.

    Examples
    --------
    >>> slides("% slide: Zero\n\n## Slide\n\n% slide: One\n\n### More\n\n% slide: X")
    {'Slide': [3, 'One'], 'More': [4, 'X']}
    """
    found: dict[str, list[int | str]] = {}
    number, sections = OPENING_SLIDE, [""]
    for line in text.splitlines():
        if heading := re.match(r"(##+) (.*)", line):
            sections = [*sections[: len(heading[1]) - 1], heading[2].strip()]
        elif opening := OPENING.match(line):
            number += 1
            for section in filter(None, sections):
                found.setdefault(section, [number, opening[1].strip()])
    return found


def derived() -> str:
    """Return what the file should hold: of each chapter the sections of exercises."""
    asked: dict[str, dict[str, list[int | str]]] = {}
    for path in sorted((ROOT / "chapters" / "md").glob("*.md")):
        of_all = slides(path.read_text(encoding="utf-8"))
        named = {e.section for e in REGISTRY.chapter(path.name[:2])}
        asked[path.name[:2]] = {s: of_all[s] for s in of_all if s in named}
    return json.dumps(asked, indent=1, ensure_ascii=False) + "\n"


def main() -> None:
    TARGET.write_text(derived(), encoding="utf-8")
    print(TARGET.relative_to(ROOT))


if __name__ == "__main__":
    main()
