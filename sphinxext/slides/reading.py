"""Read the slides that a notebook's comments and tags describe.

In a Markdown cell, ``% slide: TITLE`` opens a slide, and the comments right below it
are its body. A code cell with the tag ``slide`` puts its output on the slide opened
last; with ``slide-code``, its source as well. The prose around becomes speaker notes.

What answers a question comes as a step: the words below ``% answer`` in a body, the
cells in a fold of the chapter (``sphinxext/answers.py``), and the output of a code cell
with the tag ``slide-answer``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

import nbformat

from sphinxext.notebook_markdown import in_myst

OPENING = re.compile(r"^%\s*slide:\s*(.*)$")
HEADING = re.compile(r"^#{1,6}\s.*$", re.MULTILINE)
DIRECTIVE = re.compile(r"^:{3,}(?:\{[\w-]+\}[ \t]*(.*))?$", re.MULTILINE)
OPTION = re.compile(r"^:[\w-]+:.*\n", re.MULTILINE)
ANSWER = re.compile(r"^answer$\n?", re.MULTILINE)
FOLD = re.compile(r"(?:\A|\n\n)% answer(?: (?P<ends>ends)|:.*)?(?=\n|\Z)")
TAGS = {"slide", "slide-code", "slide-answer"}


@dataclass
class Slide:
    """One idea: a title, a few words, what code gave, and what the speaker says."""

    title: str
    body: str = ""
    answer: str = ""
    notes: str = ""
    cells: list[nbformat.NotebookNode] = field(default_factory=list)
    is_step: list[bool] = field(default_factory=list)


@dataclass
class Deck:
    """A chapter's title and its slides."""

    title: str
    slides: list[Slide]


def read(path: Path) -> Deck:
    """Return the slides of a notebook.

    Raises
    ------
    ValueError
        If a slide has no title, or a cell has a slide's tag before any slide is open.
    """
    title, slides, folded = path.stem, [], False
    for cell in in_myst(nbformat.read(path, as_version=4)).cells:
        if cell.cell_type == "markdown":
            if heading := re.match(r"# (.*)", cell.source):
                title = heading[1].strip()
            slides += slides_of(cell.source)
            for mark in FOLD.finditer(cell.source):
                folded = not mark["ends"]
        elif tags := TAGS & set(cell.metadata.get("tags", [])):
            if not slides:
                raise ValueError(f"{path.name}: no slide is open for\n{cell.source}")
            slides[-1].cells.append(cell)
            slides[-1].is_step.append(folded or "slide-answer" in tags)
    for number, slide in enumerate(slides, start=1):
        if not slide.title:
            raise ValueError(f"{path.name}: slide {number} has no title")
    return Deck(title, slides)


def slides_of(source: str) -> list[Slide]:
    r"""Return the slides in a Markdown cell, each with the prose that it stands under.

    Examples
    --------
    >>> (slide,) = slides_of("Nine products.\n\n% slide: One sum\n% - 6 + 6 = **12**")
    >>> slide.title, slide.body, slide.notes
    ('One sum', '- 6 + 6 = **12**', 'Nine products.')
    >>> (slide,) = slides_of("% slide: One sum\n% - 6 + 6\n% answer\n% - 12")
    >>> slide.body, slide.answer
    ('- 6 + 6', '- 12')
    """
    slides: list[Slide] = []
    stretches: list[list[str]] = [[]]  # of prose: before, between and after the slides
    in_body = False
    for line in source.splitlines():
        if opening := OPENING.match(line):
            slides.append(Slide(opening[1].strip()))
            stretches.append([])
            in_body = True
        elif line.startswith("%"):
            if in_body:
                slides[-1].body += line[1:].removeprefix(" ") + "\n"
        else:
            in_body = False
            stretches[-1].append(line)
    if not slides:
        return []
    prose = [_prose("\n".join(lines)) for lines in stretches]
    if not prose[0]:  # the first slide stands on top: each comes before its prose
        prose = prose[1:]
    else:
        prose[-2:] = ["\n\n".join(prose[-2:]).strip()]
    for slide, notes in zip(slides, prose, strict=True):
        slide.body, _, slide.answer = map(str.strip, _parted(slide.body))
        slide.notes = notes or "\n\n".join(filter(None, prose))
    return slides


def _parted(body: str) -> tuple[str, str, str]:
    """Return what a slide shows at first, the mark, and what comes as a step."""
    mark = ANSWER.search(body)
    if mark is None:
        return body, "", ""
    return body[: mark.start()], mark[0], body[mark.end() :]


def _prose(source: str) -> str:
    """Return Markdown without headings, and without the frames of directives."""

    def title(directive: re.Match) -> str:
        return f"\n**{directive[1]}**\n" if directive[1] else ""

    return DIRECTIVE.sub(title, OPTION.sub("", HEADING.sub("", source))).strip()
