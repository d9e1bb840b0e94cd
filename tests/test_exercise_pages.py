"""Every exercise of the registry stands on its page, with a cell to answer it in."""

import re
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest

from cnnbook.exercises import REGISTRY
from scripts import first_cell
from sphinxext.solution_text import heading
from website.solve.pages import described

ROOT = Path(__file__).parent.parent


def page(chapter):
    (path,) = (ROOT / "exercises").glob(f"{chapter}-*.ipynb")
    return nbformat.read(path, as_version=4).cells


@pytest.mark.parametrize("exercise", REGISTRY.values(), ids=lambda e: e.id)
def test_prompt_starter_and_check_are_there(exercise):
    cells = page(exercise.chapter)
    (number,) = [i for i, c in enumerate(cells) if heading(exercise) in c.source]
    call = f'cb.check("{exercise.id}", {exercise.answer})'
    (starter,) = [c.source for c in cells[number:] if call in c.source]
    assert "..." in starter
    assert re.search(rf"(def {exercise.answer}\(|{exercise.answer} = )", starter)


@pytest.mark.parametrize("chapter", sorted({e.chapter for e in REGISTRY.values()}))
def test_the_page_asks_for_nothing_else(chapter):
    text = "\n".join(c.source for c in page(chapter))
    ids = re.findall(r'cb\.check\("([\w-]+)"', text)
    assert ids == [e.id for e in REGISTRY.values() if e.chapter == chapter]


@pytest.mark.parametrize("chapter", sorted({e.chapter for e in REGISTRY.values()}))
def test_the_first_cell_installs_what_is_missing_and_nothing_else(chapter, monkeypatch):
    code = [cell for cell in page(chapter) if cell.cell_type == "code"]
    keras = ["keras"] if any("import keras" in cell.source for cell in code) else []
    first = code[0]
    assert first.metadata["tags"] == first_cell.TAGS
    assert all("%pip" not in cell.source for cell in code[1:])
    for missing in ([], ["cnnbook"], keras, ["cnnbook", *keras]):
        asked = []
        call = lambda found: f"asked.append({found[1]!r})"  # noqa: E731
        source = re.sub(r"%pip (.*)", call, first.source)
        monkeypatch.setattr("importlib.util.find_spec", lambda n, m=missing: n not in m)
        exec(source, {"asked": asked})
        wanted = {"cnnbook": "cnnbook", "keras": '"cnnbook[keras]"'}
        assert asked == [f"install --quiet {wanted[name]}" for name in missing]
        monkeypatch.undo()
    given = described(SimpleNamespace(cells=page(chapter)), chapter)["given"]
    assert not any("%pip" in cell["code"] for cell in given)
