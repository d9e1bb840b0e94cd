"""Time the building of the book: from nothing, and again after edits."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import nbformat

ROOT = Path(__file__).resolve().parent.parent
PHASES = {  # what the build says when a part begins
    "start": "",
    "reading": "reading sources",
    "writing": "looking for now-outdated files",
    "finishing": "dumping object inventory",
}


def build(place: Path) -> dict[str, float]:
    """Build the book there; return the seconds of each part."""
    command = [sys.executable, "-m", "scripts.book"]
    began = dict.fromkeys(PHASES, time.perf_counter())
    with subprocess.Popen(
        command,
        cwd=place,
        text=True,
        encoding="utf-8",
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as running:
        assert running.stdout is not None
        waiting = list(PHASES)[1:]
        for line in running.stdout:
            if waiting and PHASES[waiting[0]] in line:
                began[waiting.pop(0)] = time.perf_counter()
    if running.returncode or waiting:
        raise RuntimeError(f"the book could not be built; see {' '.join(command)}")
    marks = [*began.values(), time.perf_counter()]
    return {name: marks[i + 1] - marks[i] for i, name in enumerate(PHASES)}


def edit_cell(place: Path, kind: str, more: str) -> None:
    """Add a line to a cell of chapter 4, and to what it printed if it holds code."""
    (path,) = (place / "chapters").glob("04-*.ipynb")
    book = nbformat.read(path, as_version=4)
    cell = next(
        cell
        for cell in book.cells[2:]
        if cell.cell_type == kind
        and (kind == "markdown" or any("text" in o for o in cell.outputs))
    )
    cell.source += more
    for output in cell.get("outputs", []):
        if "text" in output:
            output.text += "1\n"
    nbformat.write(book, path)


def edit_glossary(place: Path) -> None:
    """Change what the glossary says of a word."""
    path = place / "book" / "glossary.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(".\n\n", ". So it is.\n\n", 1), encoding="utf-8")


EDITS: dict[str, Callable[[Path], None]] = {
    "from nothing": lambda place: None,
    "after an edit of a chapter's text": lambda place: edit_cell(
        place, "markdown", "\n\nOne more sentence."
    ),
    "after an edit of its code": lambda place: edit_cell(place, "code", "\nprint(1)"),
    "after an edit of the glossary": edit_glossary,
}


def builds() -> dict[str, dict[str, float]]:
    """Return the seconds of a clean build, and of others after one edit each."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        listed = subprocess.run(
            ["git", "ls-files", "-z"],
            cwd=ROOT,
            check=True,
            capture_output=True,
            text=True,
        )
        for file in filter(None, listed.stdout.split("\0")):
            if (ROOT / file).is_file():
                target = place / file
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(ROOT / file, target)
        found = {}
        for edit, change in EDITS.items():
            change(place)
            found[edit] = build(place)
    return found
