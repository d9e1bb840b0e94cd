"""The first cell of a notebook that may be opened elsewhere: on Colab or Kaggle, say.

It installs what is missing, and touches nothing that is there: pip leaves alone what
is new enough, and TensorFlow is asked for only where there is no Keras.
"""

from __future__ import annotations

import nbformat

FIRST_KERAS_CHAPTER = "07"
TAGS = ["remove-cell", "install"]
"""The book leaves it out, and so does Python in its pages."""
CORE = """\
# Installs what is missing here, and touches nothing else.
from importlib.util import find_spec

if not find_spec("cnnbook"):
    %pip install --quiet cnnbook"""
KERAS = """
if not find_spec("keras"):
    %pip install --quiet "cnnbook[keras]\""""


def first_cell(chapter: str, **about: str) -> nbformat.NotebookNode:
    """Return the cell for a chapter.

    Parameters
    ----------
    chapter : str
        Two digits, or the letter of an appendix.
    **about
        Further fields of the cell, such as its id.

    Examples
    --------
    >>> first_cell("07").source.count("install"), first_cell("02").source.count("keras")
    (2, 0)
    """
    keras = chapter.isdigit() and chapter >= FIRST_KERAS_CHAPTER
    source = CORE + KERAS * keras
    return nbformat.v4.new_code_cell(source, metadata={"tags": [*TAGS]}, **about)
