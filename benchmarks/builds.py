"""Time the building of the book: from nothing, and again after edits.

python -m benchmarks.builds

Beside it the book is built as it was before the site's pipeline came, if the history of
the repository reaches so far. Works on copies, so nothing here is changed.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import nbformat

from benchmarks.measure import show
from benchmarks.record import Record, times

ROOT = Path(__file__).resolve().parent.parent
BEFORE = "9671f76"
"""The state to compare with: each build wrote every page."""
PHASES = {  # what the build says when a part begins
    "start": "",
    "reading": "reading sources",
    "writing": "looking for now-outdated files",
    "finishing": "dumping object inventory",
}


def command(place: Path) -> list[str]:
    """Return how the book is built there."""
    if (place / "scripts" / "book.py").exists():
        return [sys.executable, "-m", "scripts.book"]
    tool = str(Path(sys.executable).parent / "jupyter-book")
    return [tool, "build", ".", "-W", "--keep-going", "-n"]


def processor() -> float:
    """Return the seconds of processor time of all that has been run and has ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def build(place: Path) -> tuple[float, dict[str, float]]:
    """Build the book there; return its processor time, and the seconds of each part."""
    start = processor()
    began = dict.fromkeys(PHASES, time.perf_counter())
    with subprocess.Popen(
        command(place),
        cwd=place,
        env={**os.environ, "PYTHONPATH": str(place)},
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
        raise RuntimeError(f"the book could not be built; see {command(place)}")
    marks = [*began.values(), time.perf_counter()]
    parts = {name: marks[i + 1] - marks[i] for i, name in enumerate(PHASES)}
    return processor() - start, parts


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


def copy_of_now(place: Path) -> None:
    """Copy the files that git knows, as they are."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    for file in filter(None, listed.stdout.split("\0")):
        if (ROOT / file).is_file():
            target = place / file
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / file, target)


def copy_of_before(place: Path) -> bool:
    """Copy the state to compare with; return whether the history has it."""
    packed = subprocess.run(
        ["git", "archive", BEFORE], cwd=ROOT, check=False, capture_output=True
    )
    if packed.returncode == 0:
        subprocess.run(["tar", "-x"], cwd=place, input=packed.stdout, check=True)
    return packed.returncode == 0


def main() -> None:
    """Time all builds, in turn with those of the state before."""
    record = Record("builds")
    rows = []
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        now, before = Path(one), Path(other)
        copy_of_now(now)
        compared = copy_of_before(before)
        for edit, change in EDITS.items():
            change(now)
            seconds, parts = build(now)
            row = [edit, show(seconds)]
            if compared:
                change(before)
                earlier, _ = build(before)
                row += [show(earlier), times(earlier / seconds)]
            rows.append(
                [*row, *(f"{s / sum(parts.values()):.0%}" for s in parts.values())]
            )
            print(*rows[-1], flush=True)
    header = ["build", "takes", *(["took before", "ratio"] if compared else [])]
    record.table("builds", [*header, *PHASES], rows)
    record.save()


if __name__ == "__main__":
    main()
