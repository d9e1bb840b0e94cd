"""Where the pages say what a reader has solved: beside the tables, and on welcome.

A script of some hundred bytes stands right behind each place. It runs while the page is
read, so that nothing moves later, and fetches more only where there is something.
"""

from __future__ import annotations

import re
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode
from sphinx.environment import BuildEnvironment

from cnnbook.exercises import REGISTRY
from sphinxext.exercise_tables import HEADER
from website.pages import Page
from website.solve.gather import GATHERED

TABLES = re.compile(r"(?:chapters|exercises)/(\d\d)-[\w-]+")
EXERCISES = re.compile(r"exercises/(\d\d)-[\w-]+")
WELCOME, HOW_TO = "book/welcome", "book/how-to-use"
PLACES = {WELCOME: ".ways-in", HOW_TO: "#solving-on-the-page > p:last-of-type"}
"""Behind what a reader's whole progress is shown."""
ID = "your-progress"


def script(name: str) -> str:
    """Return a script as it stands in a page."""
    code = (GATHERED / "site" / name).read_text("utf-8").strip()
    return f"<script>{code}</script>"


def put_behind(place: LexborNode, *elements: str) -> None:
    """Put elements behind another one, in their order."""
    for html in reversed(elements):
        place.insert_after(LexborHTMLParser(html, is_fragment=True).root)


def mark_exercises(page: Page) -> int:
    """Give each exercise in a table a place for its mark, and the table a line."""
    found = TABLES.fullmatch(page.name)
    ids = [exercise.id for exercise in REGISTRY.chapter(found[1])] if found else []
    for table in page.tree.css("table") if ids else ():
        rows = table.css("tbody tr")
        head = [cell.text(strip=True) for cell in table.css("thead th")]
        if head != HEADER or len(rows) != len(ids):
            continue
        if page.builder.config.python_in_pages:
            for row, name in zip(rows, ids, strict=True):
                cell = row.css_first("td p") or row.css_first("td")
                mark = f'<span class="exercise-state" data-exercise="{name}"></span>'
                cell.insert_child(LexborHTMLParser(mark, is_fragment=True).root)
            box = table.parent if table.parent.tag == "div" else table
            put_behind(box, line(page.builder.env), script("marks.js"))
        return len(ids)
    return 0


def line(env: BuildEnvironment) -> str:
    """Return the line below a table of exercises, which a script fills in."""
    whole = f'<a href="../{WELCOME}.html#{ID}">All your progress</a>'
    link = whole if WELCOME in env.found_docs else ""
    return f'<p class="exercise-progress" hidden><span></span>{link}</p>'


def show_progress(page: Page) -> int:
    """Give the whole progress a place, on the pages that have one."""
    place = page.tree.css_first(PLACES[page.name]) if page.name in PLACES else None
    if place is None:
        return 0
    if page.builder.config.python_in_pages:
        hidden = " hidden" if page.name == WELCOME else ""
        box = (
            f'<div id="{ID}" class="whole-progress"{hidden}>'
            '<p hidden>Go on where you were: <a href="#">the first exercise</a></p>'
            "<details><summary>Your progress</summary><div></div></details></div>"
        )
        put_behind(place, box, script("go-on.js"))
    return 1


def chapters(env: BuildEnvironment) -> list[dict[str, Any]]:
    """Return what the progress is shown of: each chapter, its page and exercises."""
    pages = [EXERCISES.fullmatch(name) for name in sorted(env.found_docs)]
    return [
        {
            "number": found[1],
            "title": title(env, found[0]),
            "page": f"{found[0]}.html",
            "exercises": [{"id": one.id} for one in REGISTRY.chapter(found[1])],
        }
        for found in pages
        if found
    ]


def title(env: BuildEnvironment, page: str) -> str:
    """Return the title of the chapter that a page of exercises belongs to."""
    chapter = page.replace("exercises/", "chapters/")
    return env.titles[chapter if chapter in env.titles else page].astext()
