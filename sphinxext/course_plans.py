"""A Sphinx extension: plans of a course with the book.

```{course-plan} 12
```

The plans are in ``book/course_plans.yml``. Minutes that do not add up to the length of
a session, a chapter that is left out, or an exercise that is not there fail the build.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from cnnbook.exercises import REGISTRY
from sphinxext.book_text import (
    ROOT,
    lines,
    link,
    notebook,
    prompts,
    table,
    texts,
)
from sphinxext.generated import add_text

LENGTH = 90
SOURCE = ROOT / "book" / "course_plans.yml"
CHAPTERS = sorted(path.name[:2] for path in (ROOT / "chapters" / "md").glob("*.md"))
LECTURE = CHAPTERS[: CHAPTERS.index("12") + 1]
"""Those that the lecture has; what follows goes beyond it."""


def read() -> dict[int, list[dict[str, Any]]]:
    """Return the plans by their number of sessions."""
    return yaml.safe_load(SOURCE.read_text(encoding="utf-8"))


def problems(plan: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return what is wrong with a plan, in words."""
    found = []
    if [c for session in plan for c in session["chapters"]] not in (LECTURE, CHAPTERS):
        wanted = f"01 to 12 or to {CHAPTERS[-1]}"
        found.append(f"the chapters are not {wanted}, once each and in order")
    for number, session in enumerate(plan, start=1):
        total = sum(minutes for part in session["plan"] for minutes in part)
        if total != LENGTH:
            found.append(f"session {number} takes {total} minutes, not {LENGTH}")
        for name in session["class"] + session["home"]:
            chapter = REGISTRY[name].chapter if name in REGISTRY else None
            if chapter not in session["chapters"]:
                found.append(f"session {number} has no exercise {name!r}")
    return found


def exercises(session: Mapping[str, Any], when: str) -> list[str]:
    """Return links to a session's exercises, in class or at home."""
    asked = [p for chapter in session["chapters"] for p in prompts(chapter)]
    return [p.link for p in asked if p.exercise.id in session[when]]


def row(number: int, session: Mapping[str, Any]) -> list[str]:
    """Write a session as a row."""
    names = [f"**Session {number}**"]
    for chapter in session["chapters"]:
        path = notebook("chapters", chapter)
        title = texts(path)[0].splitlines()[0].removeprefix("# ")
        names.append(link(title, path))
    shown = [f"**{m}** {what}" for part in session["plan"] for m, what in part.items()]
    read_at_home = [f"Read {session['read']}."] if "read" in session else []
    return [
        lines(names),
        lines(shown),
        lines(exercises(session, "class")),
        lines([*exercises(session, "home"), *read_at_home]),
    ]


def course_plan(sessions: str) -> str:
    """Return the plan with so many sessions as a table, or complain about it."""
    plan = read()[int(sessions)]
    if wrong := problems(plan):
        raise ValueError("the course plan: " + "; ".join(wrong))
    header = ["session", "minutes, and what to show", "in class", "at home"]
    return table(header, [row(n, s) for n, s in enumerate(plan, start=1)])


def setup(app):
    """Connect to Sphinx."""
    add_text(app, "course-plan", course_plan)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
