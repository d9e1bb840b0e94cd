"""Time `make test`, part by part; on its own, since it takes as long as all others.

python -m benchmarks test_run
"""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path

from benchmarks.builds import processor
from benchmarks.measure import show
from benchmarks.record import Record

ROOT = Path(__file__).resolve().parent.parent
PARTS = {  # as the Makefile's `test` has them
    "style, types, scripts, the book": ["-j2", "style", "types", "js", "book"],
    "code and notebooks": ["test-code"],
    "pages, in a browser and on paper": ["test-pages"],
}


def main() -> None:
    """Run the parts one after the other."""
    record = Record("test_run")
    rows, seconds, used = [], 0.0, 0.0
    for name, targets in PARTS.items():
        start, before = time.monotonic(), processor()
        line = ["make", "--no-print-directory", *targets]
        clean = {k: v for k, v in os.environ.items() if k != "MAKEFLAGS"}
        subprocess.run(line, cwd=ROOT, env=clean, check=True)
        spent, work = time.monotonic() - start, processor() - before
        rows.append([name, show(spent), show(work)])
        seconds, used = seconds + spent, used + work
    rows.append(["all", show(seconds), show(used)])
    record.table("parts", ["part", "takes", "processor time"], rows)
    record.number("minutes", seconds / 60)
    record.number("load", os.getloadavg()[2])
    record.save()


if __name__ == "__main__":
    main()
