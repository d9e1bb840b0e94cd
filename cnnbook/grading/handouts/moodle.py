"""Write questions as Moodle XML: a category for each exercise is a pool."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from xml.etree import ElementTree as ET

from cnnbook.grading.handouts.questions import Answer, Pool, Question


def moodle_xml(pools: Sequence[Pool], course: str = "cnnbook") -> bytes:
    """Return the questions as one file for Moodle's import.

    Parameters
    ----------
    pools : sequence of Pool
        Each becomes a category; a quiz takes random questions from it.
    course : str
        The category around them.
    """
    around = course.replace("/", "//")
    quiz = ET.Element("quiz")
    for pool in pools:
        category = ET.SubElement(quiz, "question", type="category")
        path = f"$course$/top/{around}/{pool.title.replace('/', '//')}"
        _text(ET.SubElement(category, "category"), path)
        for question in pool.questions:
            quiz.append(_question(question))
    ET.indent(quiz, " ")
    return bytes(ET.tostring(quiz, encoding="utf-8", xml_declaration=True)) + b"\n"


def _question(question: Question) -> ET.Element:
    kind = "numerical" if question.numerical else "multichoice"
    found = ET.Element("question", type=kind)
    _text(ET.SubElement(found, "name"), question.title)
    _html(found, "questiontext", question.html)
    _html(found, "generalfeedback", f"<p>{escape(question.look)}</p>")
    for name, text in (
        ("defaultgrade", f"{question.points}.0000000"),
        ("penalty", "0.3333333"),
        ("hidden", "0"),
        ("idnumber", question.ident),
    ):
        ET.SubElement(found, name).text = text
    if not question.numerical:
        ET.SubElement(found, "single").text = "true"
        ET.SubElement(found, "shuffleanswers").text = "true"
        ET.SubElement(found, "answernumbering").text = "none"
    for answer in question.answers:
        _answer(found, question, answer)
    if question.numerical:
        ET.SubElement(found, "unitgradingtype").text = "0"
        ET.SubElement(found, "showunits").text = "3"
    return found


def _answer(parent: ET.Element, question: Question, answer: Answer) -> None:
    kind = "moodle_auto_format" if question.numerical else "html"
    fraction = "100" if answer.right else "0"
    found = ET.SubElement(parent, "answer", fraction=fraction, format=kind)
    shown = answer.value if question.numerical else f"<p>{escape(answer.value)}</p>"
    ET.SubElement(found, "text").text = shown
    if question.numerical:
        ET.SubElement(found, "tolerance").text = answer.tolerance
    _html(found, "feedback", f"<p>{escape(answer.feedback)}</p>")


def _html(parent: ET.Element, name: str, html: str) -> None:
    _text(ET.SubElement(parent, name, format="html"), html)


def _text(parent: ET.Element, text: str) -> None:
    ET.SubElement(parent, "text").text = text
