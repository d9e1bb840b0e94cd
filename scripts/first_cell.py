"""The first cell of a notebook that may be opened elsewhere: on Colab or Kaggle, say.

It installs what is missing, and touches nothing that is there: pip leaves alone what
is new enough, and TensorFlow is asked for only where there is no Keras.

python -m scripts.first_cell    (puts it into the chapters that lack it)
"""

from __future__ import annotations

from pathlib import Path

import nbformat

ROOT = Path(__file__).resolve().parent.parent
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


def put_in(text: Path) -> bool:
    """Put the cell into a chapter's text and its notebook, unless it is there.

    It prints nothing, so the stored outputs hold: the notebook is not run for it.

    Parameters
    ----------
    text : Path
        In a folder `md` beside the notebook.

    Returns
    -------
    bool
        Whether it was put in.
    """
    said = text.read_text(encoding="utf-8")
    cell = first_cell(text.name.split("-")[0])
    if "find_spec" in said:
        return False
    tags = ", ".join(TAGS)
    written = f"```{{code-cell}} ipython3\n:tags: [{tags}]\n\n{cell.source}\n```\n\n"
    before, start, after = said.partition("```{code-cell}")
    text.write_text(f"{before}{written}{start}{after}", encoding="utf-8")
    path = text.parent.parent / f"{text.stem}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    code = [n for n, one in enumerate(notebook.cells) if one.cell_type == "code"]
    notebook.cells.insert(code[0], cell)
    count = 0
    for number, one in enumerate(notebook.cells):
        one.id = f"cell-{number:03d}"
        if one.cell_type == "code":
            count += 1
            one.execution_count = count
            for output in one.outputs:
                if "execution_count" in output:
                    output.execution_count = count
    nbformat.write(notebook, path)
    return True


def main() -> None:
    for text in sorted((ROOT / "chapters" / "md").glob("*.md")):
        print(f"{text.name}: {'put in' if put_in(text) else 'there already'}")


if __name__ == "__main__":
    main()
