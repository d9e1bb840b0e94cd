"""The option ``--chapter`` that several commands have."""

from __future__ import annotations

from cnnbook.grading.batch.notebooks import chapters


def chosen_chapters(chapter: str | None) -> tuple[str, ...]:
    """Return the chapters that a command is about: one, or all that have exercises.

    Raises
    ------
    ValueError
        If the chapter has none.
    """
    if chapter is None:
        return chapters()
    if chapter not in chapters():
        raise ValueError(
            f"there are no exercises of chapter {chapter!r}; the chapters are "
            f"{', '.join(chapters())}"
        )
    return (chapter,)
