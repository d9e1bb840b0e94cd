"""Slides hold what the comments and tags of a notebook say, and carry all they need."""

import re
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup

from sphinxext.slides import page, read
from sphinxext.slides.reading import Deck

from . import slides_example as example

ROOT = Path(__file__).parent.parent
CHAPTER_NOTEBOOKS = sorted(ROOT.glob("chapters/*.ipynb"))
CHAPTER_NOTEBOOKS += ROOT.glob("book/B-*.ipynb")  # the second half of chapter 7


@pytest.fixture(scope="module")
def deck(tmp_path_factory):
    folder = tmp_path_factory.mktemp("deck")
    return read(example.write(folder / "99-example.ipynb", example.cells()))


@pytest.fixture(scope="module")
def html(deck):
    return page(deck)


@pytest.fixture(scope="module")
def soup(html):
    return BeautifulSoup(html, "html.parser")


def slide(soup, title):
    (found,) = (s for s in soup.find_all("section") if title in s.find(["h1", "h2"]))
    return found


def test_each_comment_opens_a_slide(deck):
    assert deck.title == "99 · An example"
    assert [s.title for s in deck.slides] == [
        "Words only",
        "A table and a formula",
        "A wide picture",
        "A tall picture",
        "Twelve lines of code",
        "Play",
        "Twice",
        "In one cell",
    ]
    assert deck.slides[2].body == "- one"
    assert deck.slides[4].body == ""


def test_the_prose_above_is_the_note_and_else_the_prose_below(deck):
    notes = [s.notes for s in deck.slides]
    assert notes[0] == "Introduction."
    assert notes[2] == "Before.\n\nBetween.\n\nMore."
    assert notes[3] == "After `% slide`."
    assert notes[5] == ""
    assert notes[6] == notes[7] == "Said <b>once</b>."


def test_several_slides_share_the_prose_of_their_cell(tmp_path):
    text = "First.\n\n% slide: One\n\nSecond.\n\n% slide: Two\n\n"
    text += ":::{note} Mind\nThird.\n:::"
    cell = example.nbformat.v4.new_markdown_cell(text)
    deck = read(example.write(tmp_path / "a.ipynb", [cell]))
    assert [s.notes for s in deck.slides] == ["First.", "Second.\n\n**Mind**\n\nThird."]


def test_comments_that_are_no_slides_stay_out(tmp_path):
    text = "% a remark\n\n% slide: One\n% - kept\n\n% another remark\n\nProse."
    cell = example.nbformat.v4.new_markdown_cell(text)
    (slide,) = read(example.write(tmp_path / "a.ipynb", [cell])).slides
    assert (slide.body, slide.notes) == ("- kept", "Prose.")


def test_outputs_and_code_stand_on_the_slide_opened_last(soup, html):
    wide = slide(soup, "A wide picture")
    assert wide.img["alt"] == example.ALT
    assert "plot" not in wide.text
    assert "below" in wide["class"]
    assert "beside" in slide(soup, "A tall picture")["class"]
    long = slide(soup, "Twelve lines of code")
    assert long.find(class_="code").get_text().strip() == example.TWELVE
    assert "array([[1, 2]," in long.find(class_="output").pre.get_text()
    assert "print" in slide(soup, "In one cell").find(class_="code").get_text()
    assert "not on any slide" not in html


def test_formulas_are_mathml_and_words_are_escaped(soup):
    formula = slide(soup, "A table and a formula")
    assert formula.math.mfrac
    assert formula.math.find("mo", form="prefix")  # the sign, as on the pages
    assert formula.table
    assert "<b>once</b>" in slide(soup, "Twice").aside.get_text()


def test_the_file_names_nothing_outside_itself(soup):
    for element in soup.find_all(True):
        for attribute in ("src", "href", "srcset", "action", "data", "poster"):
            assert element.get(attribute, "data:").startswith("data:")
    for style in soup.find_all("style"):
        assert not re.search(r"@import|url\((?!['\"]?data:)", style.get_text())


def test_scripts_of_explorers_are_only_where_they_are_used(deck, html):
    assert 'define("cb-conv-stepper"' in html
    assert "cb-pool-stepper" not in html
    without = Deck(deck.title, [s for s in deck.slides if s.title != "Play"])
    assert "cb-conv-stepper" not in page(without)
    assert "globalThis.cnnbook" not in page(without)


def test_a_tag_without_a_slide_and_a_slide_without_a_title_are_refused(tmp_path):
    early = example.write(tmp_path / "a.ipynb", [example.code("x", "slide")])
    with pytest.raises(ValueError, match=r"a\.ipynb: no slide is open for\nx"):
        read(early)
    empty = example.nbformat.v4.new_markdown_cell("% slide:\n% - words")
    with pytest.raises(ValueError, match=r"b\.ipynb: slide 1 has no title"):
        read(example.write(tmp_path / "b.ipynb", [empty]))


def words(markdown):
    """Count words, a formula as one."""
    text = re.sub(r"\$[^$]+\$", "formula", markdown)
    return len([word for word in text.split() if re.search(r"\w", word)])


def test_what_code_answers_comes_as_a_step(tmp_path):
    question = nbformat.v4.new_markdown_cell("% slide: One window\n% What comes out?")
    cells = [question, example.code("x", "slide"), example.code("y", "slide-answer")]
    (slide,) = read(example.write(tmp_path / "a.ipynb", cells)).slides
    assert slide.is_step == [False, True]


@pytest.mark.parametrize("path", CHAPTER_NOTEBOOKS, ids=lambda path: path.stem)
def test_a_chapter_has_ten_to_eighteen_slides_of_one_idea(path):
    slides = read(path).slides
    assert 10 <= len(slides) <= 18
    for slide in slides:
        said = f"{slide.body} {slide.answer}"
        assert words(said) <= 45, slide.title
        assert said.strip() or slide.cells, f"{slide.title}: an empty slide"
        for cell in slide.cells:
            if "slide-code" in cell.metadata.tags:
                assert len(cell.source.splitlines()) <= 12, slide.title
