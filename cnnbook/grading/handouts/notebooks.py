"""Write a notebook for each student, with numbers of their own: ``cnnbook assign``."""

from __future__ import annotations

import importlib.metadata
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from cnnbook.exercises import REGISTRY, find
from cnnbook.exercises.base import ModelExercise
from cnnbook.exercises.case import literal
from cnnbook.exercises.drawing import Drawn, drawn, problem_of
from cnnbook.exercises.problem import Table
from cnnbook.exercises.showing import grids, how_to_answer
from cnnbook.grading.handouts.files import write_all
from cnnbook.grading.handouts.numbers import mark_of, number_for
from cnnbook.grading.handouts.roster import Student
from cnnbook.grading.judging.feedback import STARS
from cnnbook.grading.solution_marks import KERNELSPEC

NOT_IN_NAMES = re.compile(r'[/\\:*?"<>|\x00-\x1f]')
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
"""Names that Windows keeps for devices."""
INTRODUCTION = """\
The numbers in this notebook were drawn for you. Work each answer out with a pencil,
replace its `...`, and run the cell: the check answers below it, as often as you like.
Leave the number behind `problem=` as it is; it says which numbers are meant. Save the
notebook, and hand it in under the name that it has."""
INSTALL = """\
# Installs what is missing here, and touches nothing else.
from importlib.util import find_spec

if not find_spec("{module}"):
    %pip install --quiet "{package}{version}\""""
"""The version counts: another one may draw other numbers."""
A_MODEL = """\
def {}():
    \"\"\"Return a compiled model with this trace.\"\"\"
    ...  # your answer


"""


def file_of(student: str) -> str:
    """Return the name of a student's notebook, fit for every system.

    Examples
    --------
    >>> file_of("müller, j"), file_of("a/b"), file_of("con")
    ('müller, j.ipynb', 'a_b.ipynb', '_con.ipynb')
    """
    name = NOT_IN_NAMES.sub("_", student).rstrip(". ")  # a point in front hides a file
    kept = RESERVED.match(name) or name.startswith(".") or not name
    return f"{'_' if kept else ''}{name}.ipynb"


def chosen(exercises: Sequence[str]) -> list[str]:
    """Return the ids of the exercises to draw, in the order of the book.

    Raises
    ------
    ValueError
        If there is none, one is no exercise, or has no other numbers.

    Examples
    --------
    >>> chosen(["max-pool", "conv2d", "conv2d"])
    ['conv2d', 'max-pool']
    """
    if not exercises:
        raise ValueError("name the exercises: --exercises one-window,output-size")
    for identifier in exercises:
        if identifier not in REGISTRY and not REGISTRY.nearest(identifier):
            raise ValueError(
                f"there is no exercise {identifier!r}; cnnbook list --drawn names "
                "those that have other numbers"
            )
        problem_of(identifier)
    return REGISTRY.in_order(set(exercises))


def assign(
    students: Sequence[Student], seed: int, exercises: Sequence[str], out: Path
) -> list[Path]:
    """Write a notebook for each student; the same again gives the same, byte for byte.

    Parameters
    ----------
    students : sequence of Student
        Of the roster.
    seed : int
        What, with the student's id, all numbers are drawn from.
    exercises : sequence of str
        Ids of exercises with other numbers.
    out : Path
        A folder. Notebooks of another seed in it are not written over.

    Returns
    -------
    list of Path
        The notebooks, in the order of the students.

    Raises
    ------
    ValueError
        If an exercise has no other numbers, two students would get one file, or another
        notebook is in the place. Then nothing has been written.
    """
    ids = chosen(exercises)
    files: dict[str, bytes] = {}
    owners: dict[str, Student] = {}
    for student in students:
        name = file_of(student.id)
        earlier = owners.setdefault(name.casefold(), student)
        if earlier is not student:
            raise ValueError(
                f"line {student.line} of the roster: the id {student.id!r} would get "
                f"the file {name}, and so would {earlier.id!r} in line {earlier.line}; "
                "change one of them"
            )
        document = notebook(student, seed, ids)
        text = json.dumps(document, indent=1, ensure_ascii=False) + "\n"
        files[name] = text.encode()
    write_all(files, out)
    return [out / name for name in files]


def shared(
    students: Sequence[Student], seed: int, exercises: Sequence[str]
) -> list[tuple[str, int]]:
    """Return exercises with fewer problems than nine tenths of the students.

    Parameters
    ----------
    students, seed, exercises
        As they were handed out.
    """
    found = []
    for identifier in exercises:
        problems = {
            drawn(identifier, number_for(seed, student.id, identifier)).asked
            for student in students
        }
        if 10 * len(problems) < 9 * len(students):
            found.append((identifier, len(problems)))
    return found


def notebook(student: Student, seed: int, exercises: Sequence[str]) -> dict[str, Any]:
    """Return the notebook of a student.

    Parameters
    ----------
    student : Student
        Whose it is.
    seed : int
        Of all numbers.
    exercises : sequence of str
        Ids.
    """
    heading = f"# Exercises for {_plain(student.name or student.id)}"
    cells = [
        ("markdown", f"{heading}\n\n{INTRODUCTION}"),
        ("code", _install(exercises)),
        ("code", _imports(exercises)),
    ]
    marks = {}
    for identifier in exercises:
        problem = drawn(identifier, number_for(seed, student.id, identifier))
        cells += _problem(problem)
        marks[identifier] = mark_of(problem)
    about = {
        "role": "handout",
        "student": student.id,
        "exercises": list(exercises),
        "numbers": marks,
    }
    return {
        "cells": [_cell(number, *cell) for number, cell in enumerate(cells)],
        "metadata": {"cnnbook": about, "kernelspec": KERNELSPEC},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def _install(exercises: Sequence[str]) -> str:
    """Return the first cell of code: on Colab, say, nothing is there yet."""
    try:
        version = f"=={importlib.metadata.version('cnnbook')}"
    except importlib.metadata.PackageNotFoundError:  # run from a folder
        version = ""
    missing = [("cnnbook", "cnnbook"), ("keras", "cnnbook[keras]")]
    first, *more = [
        INSTALL.format(module=module, package=package, version=version)
        for module, package in missing[: 1 + _with_models(exercises)]
    ]
    return "\n".join([first, *(text.rpartition("\n\n")[2] for text in more)])


def _with_models(exercises: Sequence[str]) -> bool:
    return any(isinstance(find(one), ModelExercise) for one in exercises)


def _imports(exercises: Sequence[str]) -> str:
    """Return the imports, with Keras where a model is asked for."""
    models = _with_models(exercises)
    keras = "import keras\n" * models
    layers = "\nfrom keras import layers" * models
    return f"{keras}import numpy as np{layers}\n\nimport cnnbook as cb"


def _problem(problem: Drawn) -> list[tuple[str, str]]:
    """Return the cells of one problem: what is asked, what is given, the answer."""
    exercise = problem.exercise
    points = f"{exercise.points} point{'s' * (exercise.points != 1)}"
    heading = f"## {exercise.title} {STARS[exercise.difficulty]}"
    text = f"{problem.prompt} {how_to_answer(problem)}"
    parts = [heading, f"*{points}; `{exercise.id}`.*", _plain(text)]
    cells = [("markdown", "\n\n".join([*parts, *map(_table, problem.tables)]))]
    given = [f"{_variable(g.title)} = {literal(g.rows)}" for g in grids(problem)]
    if given:
        cells.append(("code", "\n".join(given)))
    model = isinstance(exercise, ModelExercise)
    answer = A_MODEL if model else "{} = ...  # your answer\n"
    check = f'cb.check("{exercise.id}", {exercise.answer}, problem={problem.number})'
    return [*cells, ("code", answer.format(exercise.answer) + check)]


def _table(given: Table) -> str:
    """Write a table in Markdown, with what it is called above it."""
    rows = [given.head, ["---"] * len(given.head), *given.rows]
    lines = [f"| {' | '.join(row)} |" for row in rows[:2]]
    lines += [f"| {' | '.join(map(_plain, row))} |" for row in rows[2:]]
    return "\n".join([f"{given.title.capitalize()}:", "", *lines])


def _variable(title: str) -> str:
    """Make a name of what a grid is called, e.g. ``image_red``."""
    return re.sub(r"\W+", "_", title).strip("_")


def _plain(text: str) -> str:
    """Keep Markdown from reading signs of a name, or of a list, as its own."""
    return re.sub(r"([\\`*_\[\]<>#$|])", r"\\\1", text)


def _cell(number: int, kind: str, source: str) -> dict[str, Any]:
    cell: dict[str, Any] = {
        "cell_type": kind,
        "id": f"cell-{number:03d}",
        "metadata": {},
        "source": source.splitlines(keepends=True),
    }
    if kind == "code":
        cell |= {"execution_count": None, "outputs": []}
    return cell


def most_points(exercises: Sequence[str]) -> int:
    """Return what all of some exercises are worth together."""
    return sum(find(identifier).points for identifier in exercises)
