"""Write questions as a package of QTI 1.2, as Canvas imports it.

Every question is one with choices. Canvas takes each number that a numerical question
names for a right one: a mistake would earn all its points there.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping, Sequence
from html import escape
from xml.etree import ElementTree as ET

from cnnbook.grading.handouts.questions import Answer, Pool, Question

QTI = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
PACKAGE = "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"
CANVAS = "http://canvas.instructure.com/xsd/cccv1p0"
RESPONSE = "response1"
BEGINNING = (1980, 1, 1, 0, 0, 0)
"""The time of every file in the package, so that the same gives the same."""


def canvas_zip(pools: Sequence[Pool], title: str) -> bytes:
    """Return the package: a quiz with a group for each exercise, one question of each.

    Parameters
    ----------
    pools : sequence of Pool
        The questions.
    title : str
        Of the quiz.
    """
    ident = (
        "cnnbook-"
        + hashlib.sha256(
            "\0".join(q.ident for pool in pools for q in pool.questions).encode()
        ).hexdigest()[:16]
    )
    files = {
        "imsmanifest.xml": _manifest(ident),
        f"{ident}/{ident}.xml": _assessment(ident, pools, title),
        f"{ident}/assessment_meta.xml": _about(ident, pools, title),
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, root in files.items():
            ET.indent(root, " ")
            content = ET.tostring(root, encoding="utf-8", xml_declaration=True)
            entry = zipfile.ZipInfo(name, BEGINNING)
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _manifest(ident: str) -> ET.Element:
    root = ET.Element("manifest", identifier=f"{ident}-manifest", xmlns=PACKAGE)
    about = ET.SubElement(root, "metadata")
    ET.SubElement(about, "schema").text = "IMS Content"
    ET.SubElement(about, "schemaversion").text = "1.1.3"
    ET.SubElement(root, "organizations")
    resources = ET.SubElement(root, "resources")
    quiz = ET.SubElement(resources, "resource", identifier=ident, type="imsqti_xmlv1p2")
    ET.SubElement(quiz, "file", href=f"{ident}/{ident}.xml")
    ET.SubElement(quiz, "dependency", identifierref=f"{ident}-meta")
    kind = "associatedcontent/imscc_xmlv1p1/learning-application-resource"
    href = f"{ident}/assessment_meta.xml"
    meta = ET.SubElement(
        resources, "resource", identifier=f"{ident}-meta", type=kind, href=href
    )
    ET.SubElement(meta, "file", href=href)
    return root


def _about(ident: str, pools: Sequence[Pool], title: str) -> ET.Element:
    root = ET.Element("quiz", identifier=ident, xmlns=CANVAS)
    for name, text in (
        ("title", title),
        ("description", ""),
        ("shuffle_answers", "true"),
        ("scoring_policy", "keep_highest"),
        ("quiz_type", "practice_quiz"),
        ("points_possible", f"{sum(pool.points for pool in pools)}.0"),
        ("allowed_attempts", "-1"),
        ("available", "false"),
    ):
        ET.SubElement(root, name).text = text
    return root


def _assessment(ident: str, pools: Sequence[Pool], title: str) -> ET.Element:
    root = ET.Element("questestinterop", xmlns=QTI)
    assessment = ET.SubElement(root, "assessment", ident=ident, title=title)
    whole = ET.SubElement(assessment, "section", ident="root_section")
    for pool in pools:
        group = ET.SubElement(whole, "section", ident=pool.exercise, title=pool.title)
        ordering = ET.SubElement(group, "selection_ordering")
        selection = ET.SubElement(ordering, "selection")
        ET.SubElement(selection, "selection_number").text = "1"
        more = ET.SubElement(selection, "selection_extension")
        ET.SubElement(more, "points_per_item").text = f"{pool.points}.0"
        for question in pool.questions:
            group.append(_item(question))
    return root


def _item(question: Question) -> ET.Element:
    item = ET.Element("item", ident=question.ident, title=question.title)
    about = ET.SubElement(ET.SubElement(item, "itemmetadata"), "qtimetadata")
    for named, entry in (
        ("question_type", "multiple_choice_question"),
        ("points_possible", f"{question.points}.0"),
    ):
        field = ET.SubElement(about, "qtimetadatafield")
        ET.SubElement(field, "fieldlabel").text = named
        ET.SubElement(field, "fieldentry").text = entry
    shown = ET.SubElement(item, "presentation")
    _material(shown, question.html)
    response = ET.SubElement(
        shown, "response_lid", ident=RESPONSE, rcardinality="Single"
    )
    choices = ET.SubElement(response, "render_choice")
    answers = {f"answer{n}": answer for n, answer in enumerate(question.answers)}
    for ident, answer in answers.items():
        choice = ET.SubElement(choices, "response_label", ident=ident)
        _material(choice, f"<p>{escape(answer.value)}</p>")
    _processing(item, answers)
    for ident, answer in answers.items():
        _feedback(item, f"{ident}_fb", answer.feedback)
    _feedback(item, "general_incorrect_fb", question.look)
    return item


def _processing(item: ET.Element, answers: Mapping[str, Answer]) -> None:
    """Say what each choice earns, and what is said about it; the right one last."""
    processing = ET.SubElement(item, "resprocessing")
    outcomes = ET.SubElement(processing, "outcomes")
    ET.SubElement(
        outcomes, "decvar", maxvalue="100", minvalue="0", varname="SCORE",
        vartype="Decimal",
    )  # fmt: skip
    for ident in sorted(answers, key=lambda ident: answers[ident].right):
        right = answers[ident].right
        go_on = {"continue": "No" if right else "Yes"}
        condition = ET.SubElement(processing, "respcondition", go_on)
        variable = ET.SubElement(condition, "conditionvar")
        ET.SubElement(variable, "varequal", respident=RESPONSE).text = ident
        if right:
            score = ET.SubElement(condition, "setvar", action="Set", varname="SCORE")
            score.text = "100"
        _display(condition, f"{ident}_fb")
    rest = ET.SubElement(processing, "respcondition", {"continue": "Yes"})
    ET.SubElement(ET.SubElement(rest, "conditionvar"), "other")
    _display(rest, "general_incorrect_fb")


def _display(condition: ET.Element, ident: str) -> None:
    ET.SubElement(
        condition, "displayfeedback", feedbacktype="Response", linkrefid=ident
    )


def _feedback(item: ET.Element, ident: str, text: str) -> None:
    feedback = ET.SubElement(item, "itemfeedback", ident=ident)
    flow = ET.SubElement(feedback, "flow_mat")
    _material(flow, f"<p>{escape(text)}</p>")


def _material(parent: ET.Element, html: str) -> None:
    material = ET.SubElement(parent, "material")
    ET.SubElement(material, "mattext", texttype="text/html").text = html
