"""Time the book: run all that is in it.

python -m benchmarks.book

Each chapter in a kernel of its own. How long building takes, `benchmarks.builds` says.
"""

from __future__ import annotations

import textwrap
import time
from pathlib import Path

import jupytext
import nbformat
from nbclient import NotebookClient

from benchmarks.record import Record

ROOT = Path(__file__).resolve().parent.parent
IMPORT = "import keras, tensorflow"
CLOCK = """
def _clocked(fit):
    def timed(*arguments, **settings):
        start = time.perf_counter()
        try:
            return fit(*arguments, **settings)
        finally:
            spent[0] += time.perf_counter() - start

    import time

    spent = [0.0]
    return timed, spent


keras.Model.fit, _training = _clocked(keras.Model.fit)
"""
"""Adds up the seconds that a chapter spends in ``fit``."""


class Timed(NotebookClient):
    """Runs a notebook, and keeps what each cell took."""

    def run(self) -> dict[str, float]:
        """Return the seconds of the kernel's start, the import, `fit` and the cells."""
        self.spent: list[tuple[float, str]] = []
        start = time.perf_counter()
        with self.setup_kernel():
            assert self.kc is not None
            self.kc.kernel_info()
            self._ask("pass")
            ready = time.perf_counter()
            code = [cell for cell in self.nb.cells if cell.cell_type == "code"]
            learns = any("keras" in cell.source for cell in code)
            self._ask(IMPORT if learns else "pass")
            imported = time.perf_counter()
            self._ask(CLOCK if learns else "_training = [0.0]")
            before = time.perf_counter()
            for number, cell in enumerate(self.nb.cells):
                if cell.cell_type == "code":
                    began = time.perf_counter()
                    self.execute_cell(cell, number)
                    self.spent.append((time.perf_counter() - began, cell.source))
            done = time.perf_counter()
            training = float(self._ask("print(_training[0])"))
        return {
            "kernel": ready - start,
            "import": imported - ready,
            "training": training,
            "cells": done - before,
        }

    def _ask(self, code: str) -> str:
        """Run code of ours in the notebook's kernel and return what it prints."""
        cell = nbformat.v4.new_code_cell(code)
        self.execute_cell(cell, 0, store_history=False)
        return "".join(output.get("text", "") for output in cell.outputs)


def first_line(source: str) -> str:
    """Return the line that tells most of a cell: its last call, cut short."""
    lines = [line for line in source.splitlines() if line and line[0] not in " )#]}"]
    told = [line for line in lines if line not in ("plt.show()",)] or lines
    return textwrap.shorten(told[-1], 60, placeholder=" …")


def main() -> None:
    """Time everything."""
    record = Record("book")
    table, cells = [], []
    for text in sorted((ROOT / "chapters/md").glob("*.md")):
        folder = {"metadata": {"path": str(ROOT / "chapters")}}
        client = Timed(jupytext.read(text), timeout=600, resources=folder)
        spent = client.run()
        whole = spent["kernel"] + spent["import"] + spent["cells"]
        shares = [f"{spent[k] / whole:.0%}" for k in ("kernel", "import", "training")]
        table.append([text.stem[:2], f"{whole:.1f} s", *shares])
        print(*table[-1], flush=True)
        cells += [(s, text.stem[:2], first_line(source)) for s, source in client.spent]
        record.numbers[f"seconds_{text.stem[:2]}"] = round(whole, 1)
    header = ["chapter", "runs in", "kernel", "TensorFlow", "training"]
    record.table("chapters", header, table)
    slowest = sorted(cells, reverse=True)[:5]
    rows = [[chapter, f"{s:.1f} s", f"`{line}`"] for s, chapter, line in slowest]
    record.table("cells", ["chapter", "cell takes", "it ends with"], rows)
    record.save()


if __name__ == "__main__":
    main()
