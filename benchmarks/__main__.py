"""Run every benchmark, one after the other, and write the page of the book.

make bench
python -m benchmarks answers book    only these, the others' results are kept

What was found is kept in ``benchmarks/results.json``; ``book/benchmarks.md`` is written
from it by `benchmarks.page`. Takes about a quarter of an hour on two free cores.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import page
from benchmarks.machine import facts

ROOT = Path(__file__).resolve().parent.parent
PEERS = ROOT / ".venv" / "peers" / "bin" / "python"
SECTIONS = {  # the module, and whether it runs beside the other graders
    "conv2d": False,
    "answers": False,
    "feedback": True,
    "grading": True,
    "classes": False,
    "book": False,
    "builds": False,
    "training": False,
    "installing": False,
    "startup": False,
    "explorers": False,
}
ALONE = {"test_run": False, "pages": False}
"""What is run only where it is asked for."""


def run(name: str, beside: bool) -> dict:
    """Run one benchmark in a process of its own and return what it found."""
    python = str(PEERS) if beside else sys.executable
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "found.json"
        line = [python, "-m", f"benchmarks.{name}", "--json", str(target)]
        quiet = {"TF_CPP_MIN_LOG_LEVEL": "3", "PYTHONPATH": str(ROOT)}
        subprocess.run(line, cwd=ROOT, check=True, env={**os.environ, **quiet})
        return json.loads(target.read_text(encoding="utf-8"))


def main(names: list[str]) -> None:
    """Run all or some of them, keep the results, write the page."""
    start = time.monotonic()
    known = {**SECTIONS, **ALONE}
    unknown = set(names) - set(known)
    if unknown:
        sys.exit(f"no benchmark {', '.join(unknown)}; there are {', '.join(known)}")
    found: dict = {"machine": facts()}
    if names:
        found = json.loads(page.RESULTS.read_text(encoding="utf-8"))
    chosen = {name: known[name] for name in names or SECTIONS}
    for number, (name, beside) in enumerate(chosen.items(), 1):
        print(f"\n[{number}/{len(chosen)}] {name}", flush=True)
        found |= run(name, beside)
    if not names:
        found["minutes"] = round((time.monotonic() - start) / 60, 1)
    text = json.dumps(found, indent=1, ensure_ascii=False)
    page.RESULTS.write_text(f"{text}\n", encoding="utf-8")
    page.PAGE.write_text(page.write(found), encoding="utf-8")
    minutes = (time.monotonic() - start) / 60
    print(f"\n{minutes:.1f} minutes. Written: {page.PAGE.relative_to(ROOT)}")


if __name__ == "__main__":
    main(sys.argv[1:])
