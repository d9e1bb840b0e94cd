"""Write a paper exam in several versions, with an answer sheet for each."""

from __future__ import annotations

import string
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2
import numpy as np

from cnnbook.exercises.base import DesignExercise
from cnnbook.exercises.drawing import Drawn
from cnnbook.exercises.problem import Table
from cnnbook.exercises.showing import Grid, grids, number_text
from cnnbook.exercises.telling import mistaken
from cnnbook.grading.handouts.choosing import choose, worth
from cnnbook.grading.handouts.files import check_place, write_all
from cnnbook.grading.handouts.pencil import with_a_pencil
from cnnbook.grading.handouts.pool import of_chapters, pool
from cnnbook.grading.handouts.printing import printed

TEMPLATES = jinja2.Environment(
    loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
    undefined=jinja2.StrictUndefined,
)
SIZES = ("A4", "Letter")
MOST_VERSIONS = 8
LINES_PER_POINT, FEWEST_LINES, MOST_LINES = 2, 5, 12
"""Room to write below a problem."""
MOST_NAMES = 3
"""Of mistakes that give the same, the likeliest first."""
NUMBERS_IN_A_ROW = 9
"""Of an answer, as they are written by hand into its box."""


@dataclass(frozen=True)
class Item:
    """One problem of one version, as it is printed.

    Attributes
    ----------
    number, points, lines, rows : int
        Which it is, what it is worth, and the room below it and in its box.
    title, prompt, answer : str
        What is asked, and what is right.
    grids : list of Grid
        What is given.
    tables : tuple of Table
        What is given beside them.
    demands : tuple of str
        What a design has to do: then the answer is one of many.
    mistakes : list of (str, str)
        The value of each mistake, and its name; the short ones first.
    """

    number: int
    points: int
    lines: int
    rows: int
    title: str
    prompt: str
    answer: str
    grids: list[Grid]
    tables: tuple[Table, ...]
    demands: tuple[str, ...]
    mistakes: list[tuple[str, str]]

    @property
    def half(self) -> int:
        """What a known mistake leaves, if all the rest of the work is right."""
        return self.points // 2


def paper(
    chapters: Sequence[str],
    points: int,
    versions: int,
    seed: int,
    out: Path,
    title: str = "Exam",
) -> tuple[list[Path], str]:
    """Write the versions of a paper, and their answer sheets.

    Parameters
    ----------
    chapters : sequence of str
        Whose problems are asked.
    points : int
        Of the whole paper; each of the book's counts twice.
    versions : int
        A, B and so on: the same problems with other numbers.
    seed : int
        The same gives the same paper.
    out : Path
        The folder.
    title : str
        Stands above it.

    Returns
    -------
    (list of Path, str)
        What was written; and why there is no PDF, if there is none.

    Raises
    ------
    ValueError
        If the chapters have no such number of points, or there are too many versions.
    """
    if not 1 <= versions <= MOST_VERSIONS:
        raise ValueError(f"{versions} versions: ask for 1 to {MOST_VERSIONS}")
    ids = choose(of_chapters(chapters), points, seed)
    pools = {
        identifier: pool(identifier, seed, "paper", versions, apart=True)
        for identifier in ids
    }
    pages: dict[str, bytes] = {}
    to_print: dict[str, str] = {}
    for place, letter in enumerate(string.ascii_uppercase[:versions]):
        items = [
            _item(number, pools[identifier][place % len(pools[identifier])])
            for number, identifier in enumerate(ids, 1)
        ]
        for kind in ("paper", "answers"):
            name = letter if kind == "paper" else f"{letter}-answers"
            for size in SIZES:
                page = _page(kind, title, letter, items, points, size)
                if size == SIZES[0]:
                    pages[f"{name}.html"] = page.encode()
                to_print[f"{name}-{size.lower()}.pdf"] = page
    check_place(pages, out)  # printing takes long
    pdfs: dict[str, bytes] = {}
    problem = ""
    for name, page in to_print.items():
        pdfs[name], problem = printed(page)
        if problem:
            break
    write_all(pages, out, {} if problem else pdfs)
    return [out / name for name in (*pages, *([] if problem else pdfs))], problem


def _page(
    kind: str, title: str, letter: str, items: list[Item], points: int, size: str
) -> str:
    return TEMPLATES.get_template(f"{kind}.html").render(
        title=title, version=letter, items=items, points=points, size=size
    )


def _item(number: int, problem: Drawn) -> Item:
    exercise = problem.exercise
    points = worth(exercise.id)
    mistakes: dict[str, list[str]] = {}
    reference: Any = exercise.reference
    right = value_text(reference)
    for mistake, value in with_a_pencil(mistaken(exercise)):
        text = value_text(value)
        if not _same(reference, text):
            mistakes.setdefault(mistake.name, []).append(text)
    rows = [(" or ".join(dict.fromkeys(v)), name) for name, v in mistakes.items()]
    listed = {text for texts in mistakes.values() for text in texts}
    for alike, value in problem.shared:
        made = dict.fromkeys(m.name for m, _ in with_a_pencil((m, 0) for m in alike))
        text = value_text(value)
        if made and text not in listed and not _same(reference, text):
            rows.append((text, ", or ".join([*made][:MOST_NAMES])))
    asked = max(LINES_PER_POINT * points // 2, np.size(reference)) + 2
    lines = min(max(asked, FEWEST_LINES), MOST_LINES)
    demands = exercise.demands if isinstance(exercise, DesignExercise) else ()
    return Item(
        number,
        points,
        lines,
        -(-np.size(reference) // NUMBERS_IN_A_ROW),
        exercise.title,
        problem.prompt,
        right,
        grids(problem),
        problem.tables,
        tuple(demand.text for demand in demands),
        sorted(rows, key=lambda row: (len(row[0]), row[0])),
    )


def _same(right: Any, text: str) -> bool:
    """Return whether a text says what is right, whatever brackets are round it."""
    return text.strip("[]") == value_text(right).strip("[]")


def value_text(value: Any) -> str:
    """Write a value as it would be written by hand: rows in brackets.

    Examples
    --------
    >>> value_text(np.array([[1.0, -2.5], [0, 3]]))
    '[[1, −2.5], [0, 3]]'
    >>> value_text([[1, 2]]), value_text([1, 2]), value_text(7)
    ('[[1, 2]]', '[1, 2]', '7')
    """
    array = np.asarray(value)
    if not array.ndim:
        return number_text(round(float(array), 6))
    return f"[{', '.join(map(value_text, array))}]"
