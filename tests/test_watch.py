"""A saved text goes into its notebook at once, if no code has changed."""

import shutil
from pathlib import Path

import jupytext
import nbformat
import pytest

from scripts import check_chapter, notebooks, watch
from scripts.watch import take_over

ROOT = Path(__file__).parent.parent


@pytest.fixture(params=["chapters", "solutions"])
def text(request, tmp_path):
    """Return the text of a notebook, in a folder of its own beside the notebook."""
    (source,) = (ROOT / request.param / "md").glob("02-*.md")
    (tmp_path / "md").mkdir()
    shutil.copy(ROOT / "jupytext.toml", tmp_path)
    shutil.copy(source.parent.parent / f"{source.stem}.ipynb", tmp_path)
    return Path(shutil.copy(source, tmp_path / "md"))


def test_a_text_that_is_as_it_was_leaves_the_notebook_as_it_was(text):
    notebook = text.parent.parent / f"{text.stem}.ipynb"
    before = notebook.read_bytes()
    assert take_over(text)
    assert notebook.read_bytes() == before


def test_new_prose_is_taken_over_and_outputs_stay(text):
    notebook = text.parent.parent / f"{text.stem}.ipynb"
    before = nbformat.read(notebook, as_version=4)
    with text.open("a", encoding="utf-8") as file:
        file.write("\n+++\n\nOne more paragraph.\n")
    assert take_over(text)
    after = nbformat.read(notebook, as_version=4)
    assert after.cells[-1].source == "One more paragraph."
    assert after.cells[:-1] == before.cells


def test_changed_code_waits_until_it_is_run(text):
    notebook = text.parent.parent / f"{text.stem}.ipynb"
    before = notebook.read_bytes()
    changed = jupytext.read(text)
    next(c for c in changed.cells if c.cell_type == "code").source += "\nprint(1)"
    jupytext.write(changed, text)
    assert not take_over(text)
    assert notebook.read_bytes() == before


def test_texts_alone_are_written_and_what_has_to_run_is_named(monkeypatch):
    asked = []
    monkeypatch.setattr(watch, "take_over", lambda text: asked.append(text.name))
    with pytest.raises(SystemExit, match="code has changed: run A-edge-directions"):
        notebooks.main(["--text", "A"])
    assert asked == ["A-edge-directions.md"]


def test_a_chapter_is_proved_by_its_own_tests():
    (nbval, texts), (build, pages) = check_chapter.lanes("04")
    assert any(part.startswith("solutions/04-") for part in nbval)
    assert "[output-size" in texts[-1]
    assert "[iou" not in texts[-1]
    assert build[-1] == "scripts.book"
    assert pages[-1] == "04-padding-stride-output-size"
