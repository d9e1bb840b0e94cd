"""A Sphinx extension: the exercises as tables, and the mistakes that they know.

Below *Practise* in a chapter, and at the top of an exercise page, stands a table of the
chapter's exercises. It is put into the text while the book is built, so the notebooks
hold nothing of it. On other pages

```{misconceptions}
```

gives the named mistakes of all exercises, chapter by chapter.
"""

from __future__ import annotations

import json
import re

from cnnbook.exercises import REGISTRY, Exercise
from sphinxext.book_text import (
    DIFFICULTY,
    escape,
    link,
    notebook,
    prompts,
    table,
    texts,
)
from sphinxext.generated import add_text, add_writer, written

PAGE = re.compile(r"(chapters|exercises)/(\d\d)-[\w-]+")
PRACTISE = re.compile(r"^## (Practise|Exercises)\n+(.+?)(?=\n\n|\Z)", re.M | re.S)
TITLE = re.compile(r"^# .+\n+(.+?)(?=\n\n|\Z)", re.M | re.S)
HEADER = ["exercise", "difficulty", "what you hand in", "points"]


def overview(chapter: str) -> str:
    """Write the table of a chapter's exercises, and the links below it."""
    asked = prompts(chapter)
    rows = [
        [p.link, DIFFICULTY[p.exercise.difficulty], p.kind, str(p.exercise.points)]
        for p in asked
    ]
    total = sum(p.exercise.points for p in asked)
    path = notebook("exercises", chapter)
    solutions = link("The solutions", notebook("solutions", chapter))
    return (
        f"{table(HEADER, rows)}\n"
        f"{len(asked)} exercises, {total} points in all: "
        f"{{download}}`download the notebook <../exercises/{path.name}>` and open it "
        f"in JupyterLab. {solutions} are folded up in the last part of the book.\n"
    )


def insert(docname: str, text: str) -> str:
    """Put the table into the text of a notebook, after the words that announce it."""
    folder, chapter = PAGE.fullmatch(docname).groups()
    place = PRACTISE if folder == "chapters" else TITLE
    book = json.loads(text)
    for cell in book["cells"]:
        source = "".join(cell["source"])
        found = place.search(source)
        if cell["cell_type"] == "markdown" and found:
            at = found.end()
            cell["source"] = f"{source[:at]}\n\n{overview(chapter)}{source[at:]}"
            return json.dumps(book)
    raise ValueError(f"{docname} has no place for the table of its exercises")


def read(app, docname: str, content: list[str]) -> None:
    """Change what Sphinx reads of a chapter or an exercise page."""
    if page := PAGE.fullmatch(docname):
        written(app.env, docname, "exercise-table", page[2])
        content[0] = insert(docname, content[0])


def mistakes(exercise: Exercise) -> list[tuple[str, str]]:
    """Return the mistakes of an exercise, each with its hint, and never an answer."""
    return list({m.name: m.hint for m in exercise.misconceptions}.items())


def fold(chapter: str) -> str:
    """Write the mistakes of a chapter, folded up under its title."""
    title = re.match(r"# (.+)", texts(notebook("chapters", chapter))[0])[1]
    known = [(p.link, [n for n, _ in mistakes(p.exercise)]) for p in prompts(chapter)]
    rows = [[link, "; ".join(map(escape, names))] for link, names in known]
    said = table(["exercise", "mistakes with a name"], rows)
    total = sum(len(names) for _, names in known)
    return f":::{{dropdown}} {title}: {total} mistakes\n\n{said}\n:::\n"


def misconceptions() -> str:
    """Return the named mistakes of every exercise, in a fold for each chapter."""
    return "\n".join(fold(c) for c in sorted({e.chapter for e in REGISTRY.values()}))


def setup(app):
    """Connect to Sphinx."""
    add_text(app, "misconceptions", misconceptions)
    add_writer(app, "exercise-table", overview)
    app.connect("source-read", read)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
