"""Prove one chapter, in less than a minute: make check CH=04.

python -m scripts.check_chapter 04

Its notebooks are in step with their texts and give what is stored in them, its
exercises are sound, and its pages hold up in a browser.
"""

from __future__ import annotations

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from cnnbook.exercises import REGISTRY

ROOT = Path(__file__).resolve().parent.parent
TEXTS = ["notebooks", "figure_numbers", "slides", "exercise_pages", "exercise_tables"]
PAGES = ["pages", "links", "slides"]
NBVAL = [
    "--nbval",
    "--nbval-current-env",
    "--nbval-sanitize-with=tests/sanitize.cfg",
    "--nbval-cell-timeout=300",
    "--nbval-kernel-startup-timeout=120",
]

Lane = list[list[str]]
"""Commands that run one after the other."""


def lanes(chapter: str) -> tuple[Lane, Lane]:
    """Return what to run, side by side on two processors."""
    python = [sys.executable, "-m"]
    pytest = [*python, "pytest", "-q", "-r", "fE"]
    (text,) = (path.stem for path in (ROOT / "chapters" / "md").glob(f"{chapter}-*.md"))
    notebooks = [f"{folder}/{text}.ipynb" for folder in ("chapters", "solutions")]
    ids = [name for name, e in REGISTRY.items() if e.chapter == chapter]
    mine = " or ".join([text, f"[{chapter}]", *(f"[{name}" for name in ids)])
    texts = [f"tests/test_{name}.py" for name in [*TEXTS, "exercises"]]
    pages = [f"tests/site/test_{name}.py" for name in PAGES]
    run = [[*pytest, *NBVAL, *notebooks], [*pytest, *texts, "-k", mine]]
    return run, [[*python, "scripts.book"], [*pytest, *pages, "-k", text]]


def follow(lane: Lane) -> list[str]:
    """Run the commands of a lane; return what those said that failed."""
    failures = []
    for command in lane:
        start = time.monotonic()
        run = subprocess.run(
            command, cwd=ROOT, capture_output=True, text=True, check=False
        )
        said = run.stdout.strip().splitlines()
        what = "built" if "scripts.book" in command else (said or ["nothing said"])[-1]
        print(f"{time.monotonic() - start:5.1f} s  {what}", flush=True)
        if run.returncode:
            failures.append(f"{' '.join(command)}\n{run.stdout}{run.stderr}")
    return failures


def main(chapter: str) -> None:
    if chapter not in {e.chapter for e in REGISTRY.values()}:
        sys.exit(f"no chapter {chapter}: give two digits, as in make check CH=04")
    start = time.monotonic()
    with ThreadPoolExecutor() as pool:
        failures = [
            text for found in pool.map(follow, lanes(chapter)) for text in found
        ]
    print("\n\n".join(failures) or f"Chapter {chapter} holds up.")
    print(f"{time.monotonic() - start:.0f} s")
    sys.exit(bool(failures))


if __name__ == "__main__":
    main(*sys.argv[1:])
