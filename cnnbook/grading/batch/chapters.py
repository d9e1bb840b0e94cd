"""The chapters that have exercises."""

from __future__ import annotations

import functools

from cnnbook.exercises import REGISTRY


@functools.cache
def chapters() -> tuple[str, ...]:
    """Return the chapters that have exercises, two digits each."""
    return tuple(REGISTRY.chapters())


def chosen_chapters(chapter: str | None) -> tuple[str, ...]:
    """Return the chapters that somebody asks for: one, or all if none is named.

    Raises
    ------
    ValueError
        If the chapter has no exercises.
    """
    if chapter is None:
        return chapters()
    if chapter not in chapters():
        raise ValueError(
            f"there are no exercises of chapter {chapter!r}; the chapters are "
            f"{', '.join(chapters())}"
        )
    return (chapter,)
