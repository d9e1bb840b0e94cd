"""What answers a question is put into a fold, with the pictures in between."""

import logging
from types import SimpleNamespace

import numpy as np
from docutils import nodes
from docutils.utils import new_document
from PIL import Image

from sphinxext.answers import fold_answers
from website.dark_pictures import darkened


def folded(*children):
    document = new_document("page")
    section = nodes.section("", *children)
    document += section
    fold_answers(SimpleNamespace(), document)
    return section


def comment(text):
    return nodes.comment(text, text)


def test_all_between_the_marks_is_in_the_fold():
    inside = [nodes.container("", nodes.image(uri="a.png")), nodes.paragraph("", "6")]
    section = folded(
        nodes.paragraph("", "How many?"),
        comment("answer: Open when you have counted"),
        *inside,
        comment("slide: Six"),
        comment("answer ends"),
        nodes.paragraph("", "Next."),
    )
    assert [child.astext() for child in section][0::2] == ["How many?", "Next."]
    fold = section[1]
    assert fold["design_component"] == "dropdown"
    assert fold[0].astext() == "Open when you have counted"
    assert fold[1:3] == inside


def test_an_answer_without_an_end_is_complained_of(caplog):
    with caplog.at_level(logging.WARNING, logger="sphinx"):
        section = folded(comment("answer"), nodes.paragraph("", "6"))
    assert len(section) == 2
    assert "no end in its section" in caplog.text


def test_two_answers_of_a_section_have_folds_of_their_own():
    marks = [comment("answer"), comment("answer ends")]
    parts = [nodes.paragraph("", text) for text in "123"]
    first, second = (m.deepcopy() for m in marks), (m.deepcopy() for m in marks)
    opens, ends = first
    again, done = second
    section = folded(opens, parts[0], ends, parts[1], again, parts[2], done)
    assert [child.astext()[-1] for child in section] == ["1", "2", "3"]
    assert [isinstance(child, nodes.container) for child in section] == [1, 0, 1]


def test_paper_gets_dark_and_a_photograph_stays_as_it_is():
    figure = np.full((200, 200, 3), 255, np.uint8)
    noise = np.random.default_rng(0).integers(0, 256, (90, 90, 1)).astype(np.uint8)
    figure[20:110, 20:110] = np.minimum(noise, 240)
    figure[20, 20:110] = 252  # its edge, half on white paper
    figure[150:153, 20:180] = 0  # a line
    dark = np.asarray(darkened(Image.fromarray(figure)))
    assert (dark[0, 0] < 40).all()
    assert (dark[151, 100] > 200).all()
    assert np.array_equal(dark[21:110, 20:110], figure[21:110, 20:110])
