"""Which words of a chapter become links to the glossary."""

import pytest
from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.utils import new_document

from sphinxext.course_plans import CHAPTERS
from sphinxext.glossary_links import ONLY, finder, first_uses

TERMS = ["convolution", "1×1 convolution", "true convolution", "kernel", "top", "box"]


def found(text, chapter="04", terms=TERMS):
    """Return the words that are linked, with their terms."""
    document = new_document("test", get_default_settings())
    document += nodes.paragraph("", "", nodes.Text(text))
    uses = [use for _, uses in first_uses(document, terms, chapter) for use in uses]
    return [(text[start:stop], term) for start, stop, term in uses]


def test_the_first_use_is_linked_in_any_case_and_in_the_plural():
    text = "Kernels are slid: a kernel here, a convolution there."
    assert found(text) == [("Kernels", "kernel"), ("convolution", "convolution")]


def test_the_longest_term_wins_and_parts_of_words_do_not_count():
    assert found("A 1×1 convolution.") == [("1×1 convolution", "1×1 convolution")]
    assert found("deconvolution, kernel-like, subkernel") == []


@pytest.mark.parametrize(
    ("chapter", "text", "links"),
    [
        ("10", "It has no top.", ["top"]),
        ("10", "The top left corner.", []),
        ("10", "top", []),  # a row's name in a table
        ("04", "It has no top.", []),
        ("12", "Two boxes overlap.", ["boxes"]),
        ("02", "Tick the box.", []),
    ],
)
def test_an_everyday_word_is_linked_where_it_has_the_sense(chapter, text, links):
    assert [words for words, _ in found(text, chapter)] == links


@pytest.mark.parametrize(
    "closed",
    [
        nodes.title("", "kernel"),
        nodes.literal("", "kernel"),
        nodes.math("", "kernel"),
        nodes.reference("", "kernel"),
        nodes.inline("", "kernel", classes=["sd-summary-title"]),
    ],
)
def test_headings_code_links_and_summaries_stay_as_they_are(closed):
    document = new_document("test", get_default_settings())
    document += nodes.section("", closed)
    later = nodes.Text("a kernel")
    document += nodes.paragraph("", "", later)
    assert list(first_uses(document, TERMS, "04")) == [(later, [(2, 8, "kernel")])]


def test_the_chapters_of_every_sense_are_chapters():
    named = {chapter for chapters in ONLY.values() for chapter in chapters.split()}
    assert named <= {*CHAPTERS}
    assert finder(["depth"], "04").search("its depth")
