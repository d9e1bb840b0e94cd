"""Read the text of a solution notebook, with the headings of its exercises.

In a text cell the line

    % exercise: conv-parameters

stands for the exercise's heading, its kind, points and id, which are written in its
module and nowhere else.
"""

from __future__ import annotations

import re
from pathlib import Path

import nbformat

from cnnbook.exercises import Exercise, find

MARK = re.compile(r"^% exercise: (?P<id>\S+)$", re.MULTILINE)


def title(exercise: Exercise) -> str:
    """Return the words of an exercise's heading, with its stars.

    >>> title(find("conv-parameters"))
    'Count the parameters ★'
    """
    return f"{exercise.title} {'★' * exercise.difficulty}"


def heading(exercise: Exercise) -> str:
    """Return an exercise's heading, and the line below it.

    >>> print(heading(find("conv-parameters")))
    ## Count the parameters ★
    <BLANKLINE>
    *A function to write; 2 points; `conv-parameters`.*
    """
    points = f"{exercise.points} point{'s' * (exercise.points != 1)}"
    return f"## {title(exercise)}\n\n*{exercise.kind}; {points}; `{exercise.id}`.*"


def read(text: Path) -> nbformat.NotebookNode:
    """Return the notebook of a text, with the heading of every exercise in it.

    Raises
    ------
    ValueError
        If a line names an exercise that is not there, or not of this chapter.
    """
    import jupytext  # takes long, and an edit of a chapter asks for no solution

    notebook = jupytext.read(text)

    def written(mark: re.Match) -> str:
        exercise = find(mark["id"])
        if exercise.chapter != text.name[:2]:
            raise ValueError(f"{text.name}: {exercise.id} is not of this chapter")
        return heading(exercise)

    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = MARK.sub(written, cell.source)
    return notebook
