"""``cnnbook list``: the exercises of the book."""

from __future__ import annotations

from cnnbook.exercises import REGISTRY
from cnnbook.exercises.drawing import with_problems
from cnnbook.grading.batch.chapters import chosen_chapters
from cnnbook.grading.judging.feedback import STARS


def run(chapter: str | None, drawn: bool = False) -> int:
    """Print every exercise, or those of a chapter, or those with other numbers."""
    wanted = chosen_chapters(chapter)
    for exercise in REGISTRY.values():
        if exercise.chapter in wanted and (not drawn or exercise.id in with_problems()):
            points = f"{exercise.points} point{'s' * (exercise.points != 1)}"
            print(
                f"{exercise.chapter}  {exercise.id:<24} {STARS[exercise.difficulty]:<4}"
                f"{points:<9}  {exercise.title}"
            )
    return 0
