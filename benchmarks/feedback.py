"""Time the check of an exercise in a notebook, beside Otter-Grader's.

make bench    (an environment of its own, with Otter-Grader)

A process of its own each time: it imports the checker, checks a wrong answer for the
first time, and then again and again.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.measure import show
from benchmarks.record import Record, times

ROUNDS = 7
ANSWER = """
import numpy as np
def conv2d(image, kernel, padding=0, stride=1):
    image, turned = np.pad(image, padding), np.asarray(kernel)[::-1, ::-1]
    windows = np.lib.stride_tricks.sliding_window_view(image, turned.shape)
    return np.einsum("ijkl,kl->ij", windows[::stride, ::stride], turned)
"""
TEST = """OK_FORMAT = True
test = {"name": "conv2d", "points": 1, "suites": [{"type": "doctest", "scored": True,
    "setup": "", "teardown": "", "cases": [{"hidden": False, "locked": False, "code":
    ">>> import numpy as np\\n"
    ">>> found = conv2d(np.arange(36).reshape(6, 6), np.arange(9).reshape(3, 3))\\n"
    ">>> assert found.shape == (4, 4)\\n"
    ">>> assert found[0, 0] == 342\\n"}]}]}
"""
TIMED = """
import json, sys
from time import perf_counter
{answer}
start = perf_counter()
{prepare}
imported = perf_counter()
{check}
first = perf_counter()
later = []
for _ in range(15):
    before = perf_counter()
    {check}
    later.append(perf_counter() - before)
print(json.dumps([imported - start, first - imported, sorted(later)[7]]))
"""
CHECKERS = {
    "cnnbook": ("import cnnbook as cb", 'str(cb.check("conv2d", conv2d))'),
    "Otter-Grader": (
        'import otter\ngrader = otter.Notebook("empty.ipynb", tests_dir="tests")',
        'repr(grader.check("conv2d", global_env=globals()))',
    ),
}


def once(checker: str, place: str) -> list[float]:
    """Return the seconds of the import, of the first check and of a later one."""
    prepare, check = CHECKERS[checker]
    code = TIMED.format(answer=ANSWER, prepare=prepare, check=check)
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=place,
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


def main() -> None:
    """Compare the two, in turn."""
    record = Record("feedback")
    with tempfile.TemporaryDirectory() as place:
        (Path(place) / "tests").mkdir()
        (Path(place) / "tests" / "conv2d.py").write_text(TEST)
        empty = {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
        (Path(place) / "empty.ipynb").write_text(json.dumps(empty))
        seconds: dict[str, list[list[float]]] = {name: [] for name in CHECKERS}
        for count in range(ROUNDS + 1):
            for name, runs in seconds.items():
                found = once(name, place)
                if count:
                    runs.append(found)
    medians = {
        name: [statistics.median(column) for column in zip(*runs, strict=True)]
        for name, runs in seconds.items()
    }
    rows = [[name, *map(show, row)] for name, row in medians.items()]
    ours, theirs = medians["cnnbook"], medians["Otter-Grader"]
    ratios = [times(b / a) for a, b in zip(ours, theirs, strict=True)]
    rows.append(["Otter-Grader against cnnbook", *ratios])
    header = ["checker", "import", "first check", "later checks"]
    record.table("feedback", header, rows)
    record.number("later_check_ms", 1000 * ours[2])
    record.number("first_with_import_ratio", sum(theirs[:2]) / sum(ours[:2]))
    record.save()


if __name__ == "__main__":
    main()
