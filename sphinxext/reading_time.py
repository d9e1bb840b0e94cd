"""How long a chapter takes to read, measured by its words, its code and its pictures.

In a chapter's line "**It takes** about 20 minutes to read" the number is written by
`scripts.notebooks`.
"""

from __future__ import annotations

import re

import nbformat

WORDS = 200
"""Words that are read in a minute: fewer than the 238 of silent reading of non-fiction
(Brysbaert, 2019), for these are to be worked along with."""
LINE = 3 / 60
"""Minutes for a line of code that is shown."""
PICTURE = 20 / 60
"""Minutes for a picture."""
UNSEEN = {"remove-cell", "remove-input", "hide-input", "hide-cell"}
"""Tags of cells whose code is not on the page, or folded."""
TAKES = re.compile(r"(?<=\*\*It takes\*\* about )\d+(?= minutes to read)")


def words(text: str) -> int:
    """Count the words that a reader meets in a Markdown text.

    >>> words("One $n + 2p$, and [a link](../away.md).")
    5
    """
    lines = [line for line in text.split("\n") if not line.startswith("% ")]
    text = re.sub(r"\$\$.*?\$\$", " formula ", "\n".join(lines), flags=re.DOTALL)
    text = re.sub(r"\$[^$]*\$", " formula ", text)
    text = re.sub(r"\]\([^)]*\)", "]", text)
    return sum(bool(re.search(r"\w", word)) for word in text.split())


def minutes(notebook: nbformat.NotebookNode) -> int:
    """Return how long a notebook takes to read, in minutes, to the nearest five.

    The quiz, the exercises and the further reading at its end are not counted.

    >>> text = nbformat.v4.new_markdown_cell("word " * 2000)
    >>> minutes(nbformat.v4.new_notebook(cells=[text]))
    10
    """
    total = 0.0
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            main, *rest = cell.source.split("## Check yourself")
            total += words(main) / WORDS
            if rest:
                break
            continue
        tags = set(cell.metadata.get("tags", []))
        if not tags & UNSEEN:
            total += LINE * len([c for c in cell.source.split("\n") if c.strip()])
        if "plt.show()" in cell.source and "remove-cell" not in tags:
            total += PICTURE
    return max(5, round(total / 5) * 5)


def written(text: str, notebook: nbformat.NotebookNode) -> str:
    """Return the text of a chapter with its reading time.

    >>> said = "**It takes** about 90 minutes to read, and more."
    >>> empty = nbformat.v4.new_notebook()
    >>> written(said, empty)
    '**It takes** about 5 minutes to read, and more.'
    """
    return TAKES.sub(str(minutes(notebook)), text)
