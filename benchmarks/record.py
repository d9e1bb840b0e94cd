"""Keep what a benchmark finds: shown at once, and saved for the page of the book."""

from __future__ import annotations

import json
import sys
from pathlib import Path


class Record:
    """The tables and numbers of one benchmark.

    Parameters
    ----------
    name : str
        Of the module, so that the page can say how to run it again.

    Notes
    -----
    With ``--json FILE`` on the command line, `save` writes them there.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.tables: dict[str, list[list[str]]] = {}
        self.numbers: dict[str, float] = {}

    def table(self, key: str, header: list[str], rows: list[list[str]]) -> None:
        """Keep a table, and print it."""
        self.tables[key] = [header, *rows]
        widths = [
            max(map(len, column)) for column in zip(*self.tables[key], strict=True)
        ]
        print()
        for row in self.tables[key]:
            cells = zip(row, widths, strict=True)
            print("  ".join(cell.ljust(width) for cell, width in cells).rstrip())
        sys.stdout.flush()

    def number(self, key: str, value: float) -> None:
        """Keep a number that the page's text or a target needs, and print it."""
        self.numbers[key] = round(float(value), 4)
        print(f"{key} = {self.numbers[key]:g}", flush=True)

    def save(self) -> None:
        """Write everything to the file named on the command line, if there is one."""
        if "--json" in sys.argv:
            target = Path(sys.argv[sys.argv.index("--json") + 1])
            kept = {"tables": self.tables, "numbers": self.numbers}
            target.write_text(json.dumps({self.name: kept}), encoding="utf-8")


def times(ratio: float) -> str:
    """Write a ratio as the page does: two digits that count.

    Examples
    --------
    >>> times(0.4567), times(12.34), times(123.4)
    ('0.46×', '12×', '120×')
    """
    rounded = float(f"{ratio:.2g}")
    return f"{rounded:.2g}×" if rounded < 10 else f"{rounded:,.0f}×"
