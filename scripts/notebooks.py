"""Bring notebooks up to date with their texts, run them and store their outputs.

The reading time of a chapter is measured and put into its text first.

python -m scripts.notebooks          every notebook
python -m scripts.notebooks 02 04    those of two chapters
python -m scripts.notebooks A        an appendix
python -m scripts.notebooks --text   every text anew, and nothing is run: after a merge
"""

from __future__ import annotations

import base64
import os
import struct
import sys
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient

from cnnbook.grading.solution_marks import KERNELSPEC
from sphinxext.notebook_markdown import shown_well
from sphinxext.reading_time import written
from sphinxext.solution_text import read

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ["chapters", "solutions", "book"]
"""A text lies in their md; `book` holds the appendices, with letters for numbers."""


def texts(chapters: list[str]) -> list[Path]:
    """Return the texts of the chapters named by their numbers, or of all."""
    found = [
        path
        for folder in FOLDERS
        for path in sorted((ROOT / folder / "md").glob("*.md"))
    ]
    wanted = [path for path in found if not chapters or number(path) in chapters]
    missing = set(chapters) - {number(path) for path in wanted}
    if missing:
        sys.exit(f"no chapter {', '.join(sorted(missing))} in {', '.join(FOLDERS)}")
    return wanted


def number(text: Path) -> str:
    """Return the number of a chapter, or the letter of an appendix.

    >>> number(Path("chapters/md/04-padding.md")), number(Path("book/md/A-signs.md"))
    ('04', 'A')
    """
    return text.name.split("-")[0]


def executed(text: Path) -> nbformat.NotebookNode:
    """Read a text, run it beside its notebook, and return it with stable outputs."""
    notebook = read(text)
    for number, cell in enumerate(notebook.cells):
        cell.id = f"cell-{number:03d}"
    notebook.metadata["kernelspec"] = KERNELSPEC
    NotebookClient(
        notebook,
        timeout=600,
        record_timing=False,
        coalesce_streams=True,
        resources={"metadata": {"path": str(text.parent.parent)}},
    ).execute()
    notebook.metadata = {  # without the state of widgets
        key: notebook.metadata[key]
        for key in ("jupytext", "kernelspec")
        if key in notebook.metadata
    }
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = [o for o in cell.outputs if o.get("name") != "stderr"]
            drop_widget_views(cell)
            set_image_width(cell)
    return notebook


def drop_widget_views(cell: nbformat.NotebookNode) -> None:
    """Keep what an explorer shows without a kernel, and not the link to one."""
    kept = []
    for output in cell.outputs:
        data = output.get("data", {})
        view = data.pop("application/vnd.jupyter.widget-view+json", None)
        if view is None or set(data) - {"text/plain"}:  # else only its name is left
            kept.append(output)
    cell.outputs = kept


def set_image_width(cell: nbformat.NotebookNode) -> None:
    """Let the book show a picture at half its pixels, so that it is sharp."""
    pictures = [
        o.data["image/png"] for o in cell.outputs if "image/png" in o.get("data", {})
    ]
    if pictures:
        header = base64.b64decode(pictures[0])[:24]
        width, _ = struct.unpack(">II", header[16:24])
        image = cell.metadata.setdefault("mystnb", {}).setdefault("image", {})
        image.setdefault("width", f"{width // 2}px")


def write_texts(chapters: list[str]) -> None:
    """Write texts into notebooks whose code is as it was, and name the others."""
    from scripts.watch import take_over

    behind = [t.stem for t in texts(chapters) if not take_over(t)]
    if behind:
        sys.exit(f"code has changed: run {', '.join(behind)}")


def main(chapters: list[str]) -> None:
    if "--text" in chapters:
        write_texts([chapter for chapter in chapters if chapter != "--text"])
        return
    os.environ["CNNBOOK_PROGRESS"] = "off"  # what is run here is nobody's work
    for text in texts(chapters):
        start = time.monotonic()
        said = text.read_text(encoding="utf-8")
        timed = written(said, read(text))
        if timed != said:
            text.write_text(timed, encoding="utf-8")
        target = text.parent.parent / f"{text.stem}.ipynb"
        nbformat.write(shown_well(executed(text)), target)
        print(
            f"{target.relative_to(ROOT)}: {time.monotonic() - start:.1f} s", flush=True
        )


if __name__ == "__main__":
    main(sys.argv[1:])
