"""How a solution notebook of the book is written, which several tools read.

In a code cell the solution stands between ``# BEGIN SOLUTION`` and ``# END SOLUTION``,
or before ``# SOLUTION``; a cell with the tag ``solution`` is no part of the exercise.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

KERNELSPEC = {"name": "python3", "display_name": "Python 3", "language": "python"}
BEGIN, END, LINE_MARK = "# BEGIN SOLUTION", "# END SOLUTION", "# SOLUTION"
BLOCK = re.compile(rf"^(?P<indent> *){BEGIN}\n.*?^ *{END}$", re.DOTALL | re.MULTILINE)
VALUE = re.compile(rf"^(?P<name> *\w+ = ).*{LINE_MARK}$", re.MULTILINE)
MARKED_LINE = re.compile(rf"^(.*){LINE_MARK}$", re.MULTILINE)


def is_solution_alone(metadata: Mapping[str, Any]) -> bool:
    """Whether a cell with this metadata is left out of the exercise.

    Examples
    --------
    >>> is_solution_alone({"tags": ["solution"]}), is_solution_alone({})
    (True, False)
    """
    return "solution" in metadata.get("tags", [])


def blank(source: str) -> str:
    """Replace the solutions in a cell by places to fill in.

    Examples
    --------
    >>> print(blank("x = 2  # SOLUTION"))
    x = ...  # your answer
    """
    source = BLOCK.sub(r"\g<indent>...  # your code", source)
    return VALUE.sub(r"\g<name>...  # your answer", source)


def with_block_marks(source: str, begin: str, end: str) -> str:
    r"""Mark the solutions in a cell in another way, as blocks.

    Examples
    --------
    >>> with_block_marks("x = 2  # SOLUTION", "### BEGIN", "### END")
    '### BEGIN\nx = 2  \n### END'
    """
    source = source.replace(BEGIN, begin).replace(END, end)
    return MARKED_LINE.sub(rf"{begin}\n\1\n{end}", source)
