"""Note the book's own code as hashes, so that nobody is alike for having used it.

``cnnbook grade --similarity`` leaves out what students were given: the exercises as
they are handed out, their solutions, the chapters and the appendices.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import nbformat
import numpy as np

from cnnbook.grading.batch.similarity.book import BOOK, hashes

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("exercises", "solutions", "chapters", "book")


def code(folder: str) -> Iterator[str]:
    """Yield the code cells of the notebooks in a folder of the book."""
    for path in sorted((ROOT / folder).glob("*.ipynb")):
        for cell in nbformat.read(path, as_version=4).cells:
            if cell.cell_type == "code":
                yield cell.source


def main() -> None:
    found = sorted(set().union(*(hashes(code(folder)) for folder in FOLDERS)))
    BOOK.write_bytes(np.array(found, "<u4").tobytes())
    print(f"{BOOK.relative_to(ROOT)}: {len(found)} hashes")


if __name__ == "__main__":
    main()
