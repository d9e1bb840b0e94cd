"""Show a drawn problem: its grids as grids, in HTML and in plain text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnbook.exercises.base import DesignExercise, ModelExercise
from cnnbook.exercises.drawing import Drawn, problem_of
from cnnbook.exercises.problem import Table

CELL = "border: 1px solid; padding: 0.1em 0.5em; text-align: right; min-width: 1.4em"
WORDS = CELL.replace("right", "left")
TABLE = "border-collapse: collapse; display: inline-table; margin: 0.3em 1.2em 0.6em 0"
CAPTION = "caption-side: top; text-align: left; white-space: nowrap"
HOW = {
    0: "Write one number.",
    1: "Write a list: […, …].",
    2: "Write a list of rows: [[…, …], […, …]].",
    3: "Write a list of rows, each place in them with its channels: [[[…, …], …], …].",
}
"""How an answer is written, by its number of axes."""
MODEL = "Write a function {}() that returns the model."


@dataclass(frozen=True)
class Grid:
    """Numbers in rows and columns, with what they are called."""

    title: str
    rows: NDArray[Any]

    def texts(self) -> list[list[str]]:
        """Return what stands in each cell; the minus sign is the book's."""
        return [[number_text(value) for value in row] for row in self.rows]


def number_text(value: Any) -> str:
    """Write a number as briefly as it can be, with a minus sign.

    Examples
    --------
    >>> number_text(np.float64(-2.0)), number_text(0.75), number_text(-0.0)
    ('−2', '0.75', '0')
    """
    return f"{float(value) + 0.0:.10g}".replace("-", "−")  # + 0.0: no −0


def grids(problem: Drawn) -> list[Grid]:
    """Return the arrays that a problem gives, cut into grids.

    Parameters
    ----------
    problem : Drawn
        The problem.

    Examples
    --------
    >>> from cnnbook.exercises.drawing import drawn
    >>> [grid.title for grid in grids(drawn("rgb-by-hand", 1))][:2]
    ['image, red', 'image, green']
    """
    how = problem_of(problem.exercise.id)
    words = how.channels or tuple(f"channel {n}" for n in range(16))
    found: list[Grid] = []
    for name, array in problem.arrays.items():
        shown = np.asarray(array)
        shown = shown[:, np.newaxis] if name in how.upright else shown
        found += _cut(name, shown, words, name in how.stacks)
    return found


def _cut(
    name: str, array: NDArray[Any], words: tuple[str, ...], stack: bool
) -> Iterator[Grid]:
    if array.ndim <= 2:
        yield Grid(name, np.atleast_2d(array))
    elif stack:
        for number, rows in enumerate(array):
            yield Grid(f"{name} {number}", rows)
    elif array.ndim == 3:
        for channel in range(array.shape[2]):
            yield Grid(f"{name}, {words[channel]}", array[:, :, channel])
    else:
        for number in range(array.shape[3]):
            title = f"{name.removesuffix('s')} {number}"
            yield from _cut(title, array[..., number], words, False)


def how_to_answer(problem: Drawn) -> str:
    """Say how the answer is to be written, by its form."""
    exercise = problem.exercise
    if isinstance(exercise, ModelExercise):
        return MODEL.format(exercise.answer)
    design = isinstance(exercise, DesignExercise)
    return HOW[len(exercise.shape) if design else np.ndim(exercise.reference)]


def as_text(problem: Drawn) -> str:
    """Return a problem as plain text, for a terminal.

    Examples
    --------
    >>> from cnnbook.exercises.drawing import drawn
    >>> print(as_text(drawn("convolve2d", 1)))  # doctest: +ELLIPSIS
    Work out the convolution ...
    """
    parts = [problem.prompt]
    for grid in grids(problem):
        texts = grid.texts()
        width = max(len(text) for row in texts for text in row)
        rows = ["  " + "  ".join(text.rjust(width) for text in row) for row in texts]
        parts.append("\n".join([f"{grid.title}:", *rows]))
    parts += [_lines(table) for table in problem.tables]
    return "\n\n".join([*parts, how_to_answer(problem)])


def asked_as_html(problem: Drawn) -> str:
    """Return what is asked and given as HTML: each grid a table with a caption."""
    found = [*map(table, grids(problem)), *map(table_with_head, problem.tables)]
    given = f"<div>{''.join(found)}</div>" if found else ""
    return f"<p>{escape(problem.prompt)}</p>{given}"


def as_html(problem: Drawn) -> str:
    """Return a problem as HTML, with how the answer is to be written."""
    below = f"<p>{escape(how_to_answer(problem))}</p>"
    return f"{asked_as_html(problem)}{below}"


def table(grid: Grid) -> str:
    """Return a grid as an HTML table that takes the colours of its page."""
    rows = "".join(
        "<tr>"
        + "".join(f'<td style="{CELL}">{escape(text)}</td>' for text in row)
        + "</tr>"
        for row in grid.texts()
    )
    caption = f'<caption style="{CAPTION}">{escape(grid.title)}</caption>'
    return f'<table class="cb-grid" style="{TABLE}">{caption}{rows}</table>'


def table_with_head(given: Table) -> str:
    """Return a table of words and numbers as HTML, as plain as a grid."""
    head = "".join(
        f'<th scope="col" style="{WORDS}">{escape(t)}</th>' for t in given.head
    )
    rows = "".join(
        "<tr>"
        + "".join(f'<td style="{WORDS}">{escape(text)}</td>' for text in row)
        + "</tr>"
        for row in given.rows
    )
    caption = f'<caption style="{CAPTION}">{escape(given.title)}</caption>'
    return (
        f'<table class="cb-grid" style="{TABLE}">{caption}<thead><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def _lines(given: Table) -> str:
    """Write a table as plain text, its columns in line."""
    rows = [given.head, *given.rows]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [
        "  " + "  ".join(t.ljust(w) for t, w in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    return "\n".join([f"{given.title}:", *lines])
