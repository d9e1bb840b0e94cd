"""Time the building of the book: from nothing, and again after one edit."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PHASES = {  # what the build says when a part begins
    "start": "",
    "reading": "reading sources",
    "writing": "looking for now-outdated files",
    "mending": "dumping object inventory",
}


def build(place: Path) -> dict[str, float]:
    """Build the book there; return the seconds of each part."""
    command = [str(Path(sys.executable).with_name("jupyter-book")), "build", "."]
    began = dict.fromkeys(PHASES, time.perf_counter())
    with subprocess.Popen(
        command,
        cwd=place,
        text=True,
        encoding="utf-8",
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as running:
        waiting = list(PHASES)[1:]
        for line in running.stdout:
            if waiting and PHASES[waiting[0]] in line:
                began[waiting.pop(0)] = time.perf_counter()
    if running.returncode or waiting:
        raise RuntimeError(f"the book could not be built; see {' '.join(command)}")
    marks = [*began.values(), time.perf_counter()]
    return {name: marks[i + 1] - marks[i] for i, name in enumerate(PHASES)}


def builds() -> list[dict[str, float]]:
    """Return the seconds of a clean build, and of another after one edit."""
    with tempfile.TemporaryDirectory() as place:
        listed = subprocess.run(
            ["git", "ls-files", "-z"],
            cwd=ROOT,
            check=True,
            capture_output=True,
            text=True,
        )
        for name in filter(None, listed.stdout.split("\0")):
            if (ROOT / name).is_file():
                target = Path(place) / name
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(ROOT / name, target)
        found = []
        for edit in ("", "\nOne more sentence.\n"):
            with (Path(place) / "book/how-to-use.md").open("a") as page:
                page.write(edit)
            found.append(build(Path(place)))
    return found
