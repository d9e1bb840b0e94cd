"""Write the exercises as assignments for nbgrader or Otter-Grader.

The source is a solution notebook of the book, see `cnnbook.grading.solution_marks`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np

from cnnbook.exercises import REGISTRY
from cnnbook.exercises.base import Exercise, FunctionExercise
from cnnbook.grading.batch.notebooks import CHECK_CALL
from cnnbook.grading.judging.answer_key import AnswerKeys
from cnnbook.grading.solution_marks import (
    BEGIN,
    END,
    KERNELSPEC,
    is_solution_alone,
    with_block_marks,
)

Cell: TypeAlias = dict[str, Any]
HIDDEN_TESTS = 4
"""Drawn calls that an exported function is tested on beside the shipped ones."""
WHAT_IS_LOST = """\
What the exported assignment can't do, and `cnnbook grade` can:

- Tests run in the student's own kernel. A notebook can change NumPy or the checker,
  read the tests' values, delete files, or end the grader; nothing is compared outside.
- An exercise is right or wrong: there are no points for single cases.
- Known mistakes are named by the visible test alone, and not counted for the class.
- What was drawn for the hidden tests is fixed in the notebook, not drawn from a seed.
- A cell or a call that never comes back costs what the other grader's time limit says.

The package cnnbook has to be installed where the assignment is graded.
"""


def export(to: str, notebook: Path, out: Path) -> Path:
    """Write the assignment of one chapter.

    Parameters
    ----------
    to : {"nbgrader", "otter"}
        The grader it is for.
    notebook : Path
        A solution notebook of the book.
    out : Path
        The folder to write to.

    Returns
    -------
    Path
        The assignment's notebook.
    """
    document = json.loads(notebook.read_text(encoding="utf-8"))
    cells = [
        _clean(cell)
        for cell in document["cells"]
        if not is_solution_alone(cell["metadata"])
    ]
    make = {"nbgrader": _nbgrader, "otter": _otter}[to]
    written = _with_tests(cells, make)
    if to == "otter":
        # Students have cb.check; so their notebooks need nothing of Otter's.
        off = [f"{cell}_cell: false" for cell in ("init", "check_all", "export")]
        written.insert(0, _raw("\n".join(["# ASSIGNMENT CONFIG", *off])))
        path = out / f"{notebook.stem}.ipynb"
    else:
        path = out / "source" / notebook.stem / f"{notebook.stem}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    content = {
        "cells": [{**c, "id": f"cell-{n:03d}"} for n, c in enumerate(written)],
        "metadata": {"kernelspec": KERNELSPEC},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    return path


def _clean(cell: Cell) -> Cell:
    source = "".join(cell["source"]).replace("# Solutions: ", "# ", 1)
    cleaned = {"cell_type": cell["cell_type"], "metadata": {}, "source": source}
    if cell["cell_type"] == "code":
        cleaned |= {"execution_count": None, "outputs": []}
    return cleaned


def _with_tests(
    cells: list[Cell], make: Callable[[Exercise, Cell, str, str], list[Cell]]
) -> list[Cell]:
    written: list[Cell] = []
    for cell in cells:
        found = (
            CHECK_CALL.findall(cell["source"]) if cell["cell_type"] == "code" else []
        )
        ids = [identifier for identifier in found if identifier in REGISTRY]
        if ids:
            exercise = REGISTRY[ids[-1]]
            written += make(exercise, cell, _visible(exercise), _hidden(exercise))
        else:
            written.append(cell)
    return written


def _visible(exercise: Exercise) -> str:
    return (
        "import cnnbook as cb\n"
        f'feedback = cb.check("{exercise.id}", {exercise.answer})\n'
        "assert feedback, str(feedback)"
    )


def _hidden(exercise: Exercise) -> str:
    """Return a test with drawn cases, as numbers; empty where there are none."""
    if not isinstance(exercise, FunctionExercise):
        return ""
    key = AnswerKeys(seed=0).of(exercise)
    lines = ["import numpy as np"]
    for number in range(len(key.shipped), len(key.shipped) + HIDDEN_TESTS):
        call, wanted = key.cases[number].show(exercise.answer), key.wanted[number].value
        numbers = np.asarray(wanted, float).tolist()
        lines.append(f"wanted = np.array({numbers})")
        lines.append(f"got = np.asarray({call})")
        lines.append("assert got.shape == wanted.shape, 'the shape is not right'")
        lines.append("assert np.allclose(got, wanted, rtol=1e-5), 'not right'")
    return "\n".join(lines)


def _nbgrader(exercise: Exercise, cell: Cell, visible: str, hidden: str) -> list[Cell]:
    source = with_block_marks(cell["source"], "### BEGIN SOLUTION", "### END SOLUTION")
    test = visible
    if hidden:
        test += f"\n### BEGIN HIDDEN TESTS\n{hidden}\n### END HIDDEN TESTS"
    answer = {**cell, "source": re.sub(r"\n*cb\.check\(.*\)\s*$", "", source)}
    answer["metadata"] = _about(exercise.answer, solution=True)
    tested = _about(f"test_{exercise.answer}", solution=False)
    tested["nbgrader"]["points"] = exercise.points
    return [answer, _code(test, tested)]


def _about(identifier: str, solution: bool) -> Cell:
    """Return what nbgrader keeps about a cell: a solution, or a test of one."""
    about = {
        "schema_version": 3,
        "cell_type": "code",
        "grade_id": identifier,
        "grade": not solution,
        "locked": not solution,
        "solution": solution,
        "task": False,
    }
    return {"nbgrader": about}


def _otter(exercise: Exercise, cell: Cell, visible: str, hidden: str) -> list[Cell]:
    question = f"name: {exercise.answer}\npoints: {exercise.points}\ncheck_cell: false"
    tests = [_code(visible)]
    if hidden:
        tests.append(_code(f"# HIDDEN\n{hidden}"))
    return [
        _raw(f"# BEGIN QUESTION\n{question}"),
        _raw(BEGIN),
        cell,
        _raw(END),
        _raw("# BEGIN TESTS"),
        *tests,
        _raw("# END TESTS"),
        _raw("# END QUESTION"),
    ]


def _raw(source: str) -> Cell:
    return {"cell_type": "raw", "metadata": {}, "source": source}


def _code(source: str, metadata: Cell | None = None) -> Cell:
    return {
        "cell_type": "code",
        "metadata": metadata or {},
        "source": source,
        "execution_count": None,
        "outputs": [],
    }
