"""Measure the chapters' pages as a phone with a slow connection meets them.

python -m benchmarks pages    after make book

Lighthouse's own profile: slow 4G (150 ms there and back, 1.6 Mbit/s) and a processor
four times slower than this one, simulated; the server packs text, as hosts do.
"""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

from benchmarks.record import Record

ROOT = Path(__file__).resolve().parent.parent
REPORTS = ROOT / "_build" / "lighthouse.json"
HEADER = ["page", "KB", "first text", "interactive", "moves", "speed", "access"]


def row(path: str, report: dict) -> list[str]:
    """Return what a page is like, from Lighthouse's report."""

    def value(name: str) -> float:
        return report["audits"][name]["numericValue"]

    def score(name: str) -> str:
        return f"{100 * report['categories'][name]['score']:.0f}"

    return [
        Path(path).stem[:2],
        f"{value('total-byte-weight') / 1e3:.0f}",
        f"{value('first-contentful-paint') / 1e3:.2f} s",
        f"{value('interactive') / 1e3:.2f} s",
        f"{value('cumulative-layout-shift'):.3f}",
        score("performance"),
        score("accessibility"),
    ]


def main() -> None:
    """Measure every chapter: one beyond a limit by the middle of three runs."""
    record = Record("pages")
    clean = {k: v for k, v in os.environ.items() if k != "MAKEFLAGS"}
    subprocess.run(["make", "--no-print-directory", "lighthouse"], cwd=ROOT, env=clean)
    reports = json.loads(REPORTS.read_text("utf-8"))
    record.table("pages", HEADER, [row(path, one) for path, one in reports.items()])
    audits = [report["audits"] for report in reports.values()]
    for key, name, scale in (
        ("megabytes", "total-byte-weight", 1e6),
        ("interactive_seconds", "interactive", 1e3),
        ("shift", "cumulative-layout-shift", 1),
    ):
        record.number(key, max(one[name]["numericValue"] for one in audits) / scale)
    record.save()


if __name__ == "__main__":
    main()
