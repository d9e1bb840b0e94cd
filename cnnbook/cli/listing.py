"""``cnnbook list``: the exercises of the book."""

from __future__ import annotations

from cnnbook.exercises import REGISTRY
from cnnbook.grading.judging.feedback import STARS


def run(chapter: str | None) -> int:
    """Print every exercise, or those of a chapter."""
    chapters = list(dict.fromkeys(e.chapter for e in REGISTRY.values()))
    if chapter is not None and chapter not in chapters:
        raise ValueError(
            f"there are no exercises of chapter {chapter!r}; the chapters are "
            f"{', '.join(chapters)}"
        )
    for exercise in REGISTRY.values():
        if chapter in (None, exercise.chapter):
            points = f"{exercise.points} point{'s' * (exercise.points != 1)}"
            print(
                f"{exercise.chapter}  {exercise.id:<24} {STARS[exercise.difficulty]:<4}"
                f"{points:<9}  {exercise.title}"
            )
    return 0
