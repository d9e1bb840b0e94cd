"""Derive the exercises that students open from the solutions.

In a code cell, what stands between ``# BEGIN SOLUTION`` and ``# END SOLUTION``
becomes ``...``, and so does the value before ``# SOLUTION``. Cells with the tag
``solution`` are left out, and the title says exercises instead of solutions.
"""

from __future__ import annotations

import re
from pathlib import Path

import jupytext
import nbformat

ROOT = Path(__file__).resolve().parent.parent
BLOCK = re.compile(
    r"^(?P<indent> *)# BEGIN SOLUTION\n.*?^ *# END SOLUTION$", re.DOTALL | re.MULTILINE
)
LINE = re.compile(r"^(?P<name> *\w+ = ).*# SOLUTION$", re.MULTILINE)
KERNELSPEC = {"name": "python3", "display_name": "Python 3", "language": "python"}


def blank(source: str) -> str:
    """Replace the solutions in a cell by places to fill in.

    >>> print(blank("x = 2  # SOLUTION"))
    x = ...  # your answer
    """
    source = BLOCK.sub(r"\g<indent>...  # your code", source)
    return LINE.sub(r"\g<name>...  # your answer", source)


def derive(text: Path) -> nbformat.NotebookNode:
    """Return the exercise notebook of a solution's text."""
    solution = jupytext.read(text)
    cells = []
    for cell in solution.cells:
        if "solution" in cell.metadata.get("tags", []):
            continue
        source = blank(cell.source).replace("# Solutions: ", "# Exercises: ", 1)
        make = getattr(nbformat.v4, f"new_{cell.cell_type}_cell")
        cells.append(make(source, id=f"cell-{len(cells):03d}"))
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
