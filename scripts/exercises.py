"""Derive the exercises that students open from the solutions.

Before the first code cell comes one that installs what is missing, see
`scripts.first_cell`. In a code cell, what is marked as a solution becomes ``...``, see
`cnnbook.grading.solution_marks`. Cells with the tag ``solution`` are left out, and the
title says exercises instead of solutions.
"""

from __future__ import annotations

from pathlib import Path

import nbformat

from cnnbook.grading.solution_marks import KERNELSPEC, blank, is_solution_alone
from scripts.first_cell import first_cell
from sphinxext.solution_text import read

ROOT = Path(__file__).resolve().parent.parent


def derive(text: Path) -> nbformat.NotebookNode:
    """Return the exercise notebook of a solution's text."""
    cells: list[nbformat.NotebookNode] = []
    number = 0
    for cell in read(text).cells:
        if is_solution_alone(cell.metadata):
            continue
        if cell.cell_type == "code" and not any(c.cell_type == "code" for c in cells):
            cells.append(first_cell(text.name[:2], id="install"))
        source = blank(cell.source).replace("# Solutions: ", "# Exercises: ", 1)
        make = getattr(nbformat.v4, f"new_{cell.cell_type}_cell")
        cells.append(make(source, id=f"cell-{number:03d}"))
        number += 1
    left = [cell.source for cell in cells if "SOLUTION" in cell.source]
    if left:
        raise ValueError(f"{text.name}: a solution is not closed:\n{left[0]}")
    about = {"chapter": text.name[:2], "role": "exercises"}
    return nbformat.v4.new_notebook(
        cells=cells, metadata={"cnnbook": about, "kernelspec": KERNELSPEC}
    )


def derived() -> dict[Path, str]:
    """Return what every exercise notebook should hold, by its path."""
    texts = sorted((ROOT / "solutions" / "md").glob("*.md"))
    return {
        ROOT / "exercises" / f"{text.stem}.ipynb": nbformat.writes(derive(text)) + "\n"
        for text in texts
    }


def main() -> None:
    (ROOT / "exercises").mkdir(exist_ok=True)
    for path, content in derived().items():
        path.write_text(content, encoding="utf-8")
        print(path.relative_to(ROOT))


if __name__ == "__main__":
    main()
