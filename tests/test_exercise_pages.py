"""Every exercise of the registry stands on its page, with a cell to answer it in."""

import re
from pathlib import Path

import nbformat
import pytest

from cnnbook.exercises import REGISTRY
from sphinxext.solution_text import heading

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
