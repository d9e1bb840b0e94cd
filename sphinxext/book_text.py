"""What the generated pieces of the book share: headings, links and the exercises."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import nbformat
from myst_parser.mdit_to_docutils.base import default_slugify

from cnnbook.exercises import REGISTRY, Exercise
from sphinxext.solution_text import title

ROOT = Path(__file__).resolve().parent.parent
DIFFICULTY = {1: "★ apply", 2: "★★ write it", 3: "★★★ think further"}


@dataclass(frozen=True)
class Prompt:
    """An exercise as other pages speak of it.

    Attributes
    ----------
    exercise : Exercise
        Its entry in the registry.
    kind : str
        What is to be handed in, in words.
    link : str
        A link to it, from any page of the book.
    """

    exercise: Exercise
    kind: str
    link: str


def notebook(folder: str, chapter: str) -> Path | None:
    """Return the notebook of a chapter, such as ``"04"``, in a folder of the book."""
    return next((ROOT / folder).glob(f"{chapter}-*.ipynb"), None)


@cache
def texts(path: Path) -> list[str]:
    """Return the text cells of a notebook."""
    cells = nbformat.read(path, as_version=4).cells
    return [cell.source for cell in cells if cell.cell_type == "markdown"]


def headings(path: Path) -> list[str]:
    """Return the headings of a notebook that have an address: its sections."""
    found = re.compile(r"^## (.+?)\s*$", re.MULTILINE)
    return [heading for text in texts(path) for heading in found.findall(text)]


def escape(text: str) -> str:
    r"""Write a text so that Markdown, in a cell of a table, shows it as it is.

    >>> print(escape("use * and mix[i, j]"))
    use \* and mix\[i, j\]
    """
    return re.sub(r"([\\`*_{}\[\]<>|$~#])", r"\\\1", text)


def link(text: str, path: Path, heading: str = "") -> str:
    """Return a link to a section of a notebook."""
    target = f"../{path.parent.name}/{path.name}"
    if heading:
        target += f"#{default_slugify(heading)}"
    return f"[{escape(text)}]({target})"


@cache
def prompts(chapter: str) -> list[Prompt]:
    """Return the exercises of a chapter, in their order on its page."""
    path = notebook("exercises", chapter)
    if path is None:
        return []
    return [
        Prompt(e, e.kind[0].lower() + e.kind[1:], link(e.title, path, title(e)))
        for e in REGISTRY.chapter(chapter)
    ]


def lines(parts: list[str]) -> str:
    """Write things below each other in a cell of a table."""
    return "<br>".join(parts)


def table(header: list[str], rows: list[list[str]]) -> str:
    """Write a table in Markdown."""
    written = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in written) + "\n"
