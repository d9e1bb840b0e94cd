"""The tables of the exercises that the book gets while it is built."""

import json
import re
from pathlib import Path

import pytest

from cnnbook.exercises import REGISTRY
from sphinxext import book_text, exercise_tables

ROOT = Path(__file__).parent.parent
CHAPTER_NUMBERS = sorted({e.chapter for e in REGISTRY.values()})


def rows(markdown):
    lines = [line for line in markdown.splitlines() if line.startswith("| [")]
    return [re.split(r"(?<!\\) \| ", line.strip("| ")) for line in lines]


@pytest.mark.parametrize("chapter", CHAPTER_NUMBERS)
def test_a_table_has_every_exercise_with_stars_words_kind_and_points(chapter):
    here = [e for e in REGISTRY.values() if e.chapter == chapter]
    table = rows(exercise_tables.overview(chapter))
    assert [row[1].split()[0] for row in table] == ["★" * e.difficulty for e in here]
    assert [int(row[3]) for row in table] == [e.points for e in here]
    for row in table:
        assert row[1].split(" ", 1)[1] in {"apply", "write it", "think further"}
        assert re.search(r" to (write|work out|design|build|fill|repair)", row[2])
        assert re.search(rf"\]\(\.\./exercises/{chapter}-[\w-]+\.ipynb#", row[0])


@pytest.mark.parametrize("folder", ["chapters", "exercises"])
@pytest.mark.parametrize("chapter", CHAPTER_NUMBERS)
def test_the_table_is_put_in_once_and_nothing_else_changes(folder, chapter):
    path = book_text.notebook(folder, chapter)
    text = path.read_text(encoding="utf-8")
    changed = json.loads(exercise_tables.insert(f"{folder}/{path.stem}", text))
    table = exercise_tables.overview(chapter)
    assert table not in text
    before, after = (
        ["".join(cell["source"]) for cell in book["cells"]]
        for book in (json.loads(text), changed)
    )
    assert sum(table in cell for cell in after) == 1
    assert [cell.replace(f"\n\n{table}", "") for cell in after] == before


def test_a_chapter_without_a_place_for_it_fails():
    book = json.dumps({"cells": [{"cell_type": "markdown", "source": "# A title"}]})
    with pytest.raises(ValueError, match="no place"):
        exercise_tables.insert("chapters/04-padding", book)


@pytest.mark.parametrize("chapter", CHAPTER_NUMBERS)
def test_the_mistakes_are_those_of_the_registry(chapter):
    here = REGISTRY.chapter(chapter)
    said = [row[1].split("; ") for row in rows(exercise_tables.fold(chapter))]
    assert said == [
        [book_text.escape(name) for name, _ in exercise_tables.mistakes(e)]
        for e in here
    ]
    known = [pair for e in here for pair in exercise_tables.mistakes(e)]
    names = {m.name for e in here for m in e.misconceptions}
    assert {name for name, _ in known} == names
    assert all(len(hint.split()) >= 4 for _, hint in known)
    assert [hint for _, hint in known if hint[-1] not in ".?" or "`" in hint] == []


def test_a_mistake_is_listed_once():
    for exercise in REGISTRY.values():
        names = [name for name, _ in exercise_tables.mistakes(exercise)]
        assert len(names) == len(set(names))
