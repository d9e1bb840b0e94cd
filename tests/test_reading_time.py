"""The reading time that a chapter states is the one that is measured."""

from pathlib import Path

import nbformat
import pytest

from sphinxext.reading_time import LINE, PICTURE, TAKES, WORDS, minutes, words, written
from sphinxext.solution_text import read

ROOT = Path(__file__).parent.parent
TEXTS = sorted((ROOT / "chapters" / "md").glob("*.md"))
TEXTS += (ROOT / "book" / "md").glob("B-*.md")  # the second half of chapter 7
ONE_SITTING = [path for path in TEXTS if path.name < "08" or path.name > "B"]


def notebook(*cells):
    return nbformat.v4.new_notebook(cells=list(cells))


def prose(count):
    return nbformat.v4.new_markdown_cell("word " * count)


def code(lines, *tags):
    return nbformat.v4.new_code_cell("x = 1\n" * lines, metadata={"tags": list(tags)})


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_a_chapter_says_how_long_it_takes(path):
    said = TAKES.findall(path.read_text(encoding="utf-8"))
    assert said == [str(minutes(read(path)))], "run: python -m scripts.notebooks"


@pytest.mark.parametrize("path", ONE_SITTING, ids=lambda path: path.stem)
def test_a_chapter_is_read_in_a_quarter_of_an_hour_or_two(path):
    assert 15 <= minutes(read(path)) <= 25


def test_words_are_counted_as_a_reader_meets_them():
    assert words("Two words.") == 2
    assert words("% slide: Not this\n% - nor this\nBut this.") == 2
    assert words("A [link](../far/away.md), $n + 2p - f$ and\n\n$$\na\n= b\n$$") == 5
    assert words("| a | b |\n|---|---|\n| 1 | 2 |") == 4


def test_code_counts_by_its_lines_unless_it_is_folded_or_removed():
    seen = minutes(notebook(prose(10 * WORDS), code(round(15 / LINE))))
    assert seen == 25
    for tag in ("hide-input", "remove-cell"):
        hidden = notebook(prose(10 * WORDS), code(round(15 / LINE), tag))
        assert minutes(hidden) == 10


def picture():
    return nbformat.v4.new_code_cell("plt.show()", metadata={"tags": ["hide-input"]})


def test_a_picture_counts_even_if_its_code_is_folded():
    pictures = [picture() for _ in range(round(10 / PICTURE))]
    assert minutes(notebook(prose(10 * WORDS), *pictures)) == 20


def test_the_quiz_is_not_reading():
    quiz = nbformat.v4.new_markdown_cell("## Check yourself\n\n" + "word " * 5000)
    assert minutes(notebook(prose(10 * WORDS), quiz, prose(5000))) == 10


def test_only_the_number_is_written():
    text = "**It takes** about 90 minutes to read, and about 60 minutes more.\n"
    new = written(text, notebook(prose(15 * WORDS)))
    assert new == text.replace("90", "15")
