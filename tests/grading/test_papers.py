"""Papers and question banks: what is printed, what is right, what the systems take."""

import errno
import io
import itertools
import os
import re
import subprocess
import tempfile
import xml.etree.ElementTree as ET
import zipfile
from dataclasses import replace
from html import unescape
from unittest.mock import Mock

import numpy as np
import pytest

from cnnbook.cli import main
from cnnbook.exercises import REGISTRY
from cnnbook.exercises.drawing import drawn, with_problems
from cnnbook.exercises.telling import mistaken
from cnnbook.grading.handouts import paper as papers
from cnnbook.grading.handouts import printing
from cnnbook.grading.handouts.banks import bank
from cnnbook.grading.handouts.choosing import choose, worth
from cnnbook.grading.handouts.files import write_all
from cnnbook.grading.handouts.gift import gift
from cnnbook.grading.handouts.moodle import moodle_xml
from cnnbook.grading.handouts.numbers import number_for
from cnnbook.grading.handouts.pencil import with_a_pencil
from cnnbook.grading.handouts.pool import of_chapters, pool
from cnnbook.grading.handouts.printing import browser, printed
from cnnbook.grading.handouts.questions import Pool, pools, question

MIXED = ("output-size", "pad-by-hand", "iou")
ALL = of_chapters(REGISTRY.chapters())


@pytest.fixture
def no_browser(monkeypatch):
    monkeypatch.setattr(papers, "printed", lambda page: (b"", "no browser here"))


@pytest.mark.parametrize("chapters", [("02", "04"), ("2", "3", "4", "5", "6")])
@pytest.mark.parametrize("points", [10, 40])
def test_a_paper_has_its_points_and_something_of_each_chapter(chapters, points):
    ids = choose(of_chapters(chapters), points, 3)
    assert sum(map(worth, ids)) == points
    assert len(set(ids)) == len(ids)
    if points == 40:
        assert set(ids) <= set(of_chapters(chapters))
        for chapter in chapters:
            assert set(ids) & set(of_chapters([chapter]))


def test_versions_differ_in_numbers_alone(tmp_path, no_browser):
    paths, why = papers.paper(("02", "04"), 16, 3, 5, tmp_path / "exam", "Midterm")
    assert why == "no browser here"
    names = sorted(p.name for p in paths)
    assert names == sorted(f"{v}{k}.html" for v in "ABC" for k in ("", "-answers"))
    texts = [(tmp_path / "exam" / f"{v}.html").read_text("utf-8") for v in "ABC"]
    headings = [re.findall(r"<h2>(.*?)</h2>", text) for text in texts]
    assert headings[0] == headings[1] == headings[2]
    bodies = {re.sub("version [ABC]", "", text, flags=re.I) for text in texts}
    assert len(bodies) == 3
    again, _ = papers.paper(("02", "04"), 16, 3, 5, tmp_path / "again", "Midterm")
    assert [p.read_bytes() for p in again] == [p.read_bytes() for p in paths]


def test_an_answer_sheet_lists_what_is_right_and_every_mistake_with_its_points(
    tmp_path, no_browser
):
    papers.paper(("06",), 12, 1, 5, tmp_path)
    sheet = unescape((tmp_path / "A-answers.html").read_text("utf-8"))
    for identifier in choose(of_chapters(("06",)), 12, 5):
        (problem,) = pool(identifier, 5, "paper", 1)
        section = sheet.partition(f"{problem.exercise.title} (")[2]
        section = section.partition("</section>")[0]
        right = papers.value_text(problem.exercise.reference)
        assert f"Right: <strong>{right}</strong>" in section
        half = f'<td class="n">{worth(identifier) // 2}</td>'
        told = [*with_a_pencil(mistaken(problem.exercise))]
        assert len(told) > 10
        for name, value in ((mistake.name, value) for mistake, value in told):
            row = next(r for r in section.split("<tr>") if f"<td>{name}</td>" in r)
            assert papers.value_text(value) in row
            assert half in row
    paper = (tmp_path / "A.html").read_text("utf-8")
    assert "Mistake" not in paper


def test_a_value_that_several_mistakes_give_names_them_and_is_no_other_row():
    """So that a mistake earns the same in each version, told apart there or not."""
    named = set()
    for number in range(1, 9):
        problem = drawn("count-windows", number)
        rows = papers._item(1, problem).mistakes
        assert len({value for value, _ in rows}) == len(rows)
        assert str(problem.exercise.reference) not in {value for value, _ in rows}
        named |= {name for _, name in rows if ", or " in name}
        told = {name for _, names in rows for name in names.split(", or ")}
        assert {"rows of windows only", "columns of windows only"} <= told
    assert any("square image assumed" in name for name in named)


def test_versions_have_other_right_answers_and_outer_brackets_cost_nothing():
    for identifier in ("edge-direction", "sobel-magnitude", "same-padding"):
        versions = pool(identifier, 7, "paper", 4, apart=True)
        assert len({str(one.exercise.reference) for one in versions}) == 4
    item = papers._item(1, versions[0])
    assert item.answer not in [value for value, _ in item.mistakes]
    for identifier in ("sobel-magnitude", "which-layer", "global-average"):
        item = papers._item(1, drawn(identifier, 3))
        written = {value.strip("[]") for value, _ in item.mistakes}
        assert item.answer.strip("[]") not in written


def test_a_design_is_asked_with_its_table_and_marked_by_what_it_has_to_do():
    assert {*with_problems()} - {*ALL} == {"build-from-trace"}
    problem = drawn("inverse-design", 3)
    item = papers._item(1, problem)
    assert dict(item.mistakes).keys() == {
        papers.value_text(value) for value in problem.wrong.values()
    }
    page = unescape(papers._page("paper", "T", "A", [item], 6, "A4"))
    sizes = problem.exercise.demands[-1].text  # "row 3: 39 pixels become 37"
    n, wanted = re.findall(r"\d+", sizes)[1:]
    assert f"<td>3</td><td>{n}</td><td>{wanted}</td>" in page
    sheet = unescape(papers._page("answers", "T", "A", [item], 6, "A4"))
    assert f"{item.answer}</strong>, for example" in sheet
    assert f"{sizes}." in sheet
    asked = question(problem)
    assert "<th" in asked.html
    assert "Choose the one that does all of this." in asked.html


def test_there_is_room_for_every_number_of_an_answer():
    rooms = [("one-window", 5), ("confusion-matrix", 11), ("trace-a-network", 12)]
    for identifier, lines in rooms:
        assert papers._item(1, drawn(identifier, 4)).lines == lines
    boxes = [("one-window", 1), ("confusion-matrix", 1), ("toeplitz", 4)]
    for identifier, rows in boxes:
        item = papers._item(1, drawn(identifier, 4))
        assert item.rows == rows
        assert f"height: {9 * rows}mm" in papers._page(
            "paper", "T", "A", [item], 2, "A4"
        )


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"points": 600}, "problems for 64: ask for at most 64"),
        ({"points": 7}, "an even number: ask for"),
        ({"versions": 27}, "ask for 1 to 8"),
        ({"chapters": ("99",)}, "there is no chapter '99'"),
        ({"chapters": ()}, "name the chapters"),
    ],
)
def test_what_cannot_be_printed_is_refused(tmp_path, no_browser, change, words):
    asked = {"chapters": ("02", "04"), "points": 10, "versions": 1, "seed": 1}
    with pytest.raises(ValueError, match=words):
        papers.paper(**{**asked, **change}, out=tmp_path / "exam")
    assert not (tmp_path / "exam").exists()


@pytest.mark.skipif(browser() is None, reason="no Chromium, Chrome or Edge is here")
def test_a_page_is_printed_on_its_size(tmp_path):
    from pypdf import PdfReader

    long = "find-the-wrong-layer"
    ids = ("one-window", "trace-a-network", long, "receptive-field-of", long)
    asked = [drawn(identifier, 4) for identifier in ids]
    items = [papers._item(number, problem) for number, problem in enumerate(asked, 1)]
    pdf, problem = printed(papers._page("paper", "T", "A", items, 6, "Letter"))
    assert problem == ""
    reader = PdfReader(io.BytesIO(pdf))
    assert [round(float(n)) for n in reader.pages[0].mediabox[2:]] == [612, 792]
    text = reader.pages[0].extract_text()
    assert "One window by hand (2 points)" in text
    assert "Version A" in text
    assert reader.metadata.creation_date.year == 1980  # the same gives the same
    assert len(reader.pages) == 5
    for number, page in enumerate(reader.pages, 1):
        words = page.extract_text()
        assert f"{number}. {asked[number - 1].exercise.title}" in words
        assert words.count("Answer:") == 1, "none stands alone on the next page"
    heights = []

    def seen(text, outer, inner, font, size):
        if "Answer" in text:
            heights.append(inner[5] * outer[3] + outer[5])

    reader.pages[0].extract_text(visitor_text=seen)
    assert 60 < heights[0] < 110, "there is room to write down to the foot of the page"


def test_a_browser_that_writes_on_when_it_is_stopped_hides_nothing(
    tmp_path, monkeypatch
):
    def full(path, **_):
        raise OSError(errno.ENOTEMPTY, os.strerror(errno.ENOTEMPTY))

    late = subprocess.TimeoutExpired("browser", 180)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(printing, "browser", lambda: "browser")
    monkeypatch.setattr(os, "rmdir", full)
    monkeypatch.setattr(subprocess, "run", Mock(side_effect=[late, KeyboardInterrupt]))
    assert "did not print (TimeoutExpired)" in printed("page")[1]
    with pytest.raises(KeyboardInterrupt):
        printed("page")


def test_without_a_browser_the_pages_are_there_and_it_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr("cnnbook.grading.handouts.printing.browser", lambda: None)
    paths, why = papers.paper(("10",), 4, 1, 1, tmp_path)
    assert [p.suffix for p in paths] == [".html"] * 2
    assert "print them" in why


def test_files_are_written_all_or_none_and_none_is_written_over(tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "b").write_bytes(b"mine")
    with pytest.raises(ValueError, match="is there already, and differs"):
        write_all({"a": b"1", "b": b"2"}, tmp_path / "out")
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["b"]
    write_all({"a": b"1", "b": b"mine"}, tmp_path / "out", {"c": b"3"})
    write_all({"a": b"1"}, tmp_path / "out", {"c": b"4"})
    assert (tmp_path / "out" / "c").read_bytes() == b"4"
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(ValueError, match="this is a file"):
        write_all({"a": b""}, tmp_path / "file")
    with pytest.raises(ValueError, match="a file is written, and this is a folder"):
        write_all({tmp_path.name: b""}, tmp_path.parent)


def test_files_are_made_where_they_belong_and_not_beside(tmp_path, monkeypatch):
    """Beside it may be another disk, or a folder that belongs to somebody else."""
    made = []
    temporary = tempfile.TemporaryDirectory
    monkeypatch.setattr(
        tempfile,
        "TemporaryDirectory",
        lambda dir, prefix: made.append(dir) or temporary(dir=dir, prefix=prefix),
    )
    write_all({"a": b""}, tmp_path)
    write_all({"a": b""}, tmp_path / "new" / "deep")
    assert set(made) == {tmp_path}
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a", "new"]
    full = Mock(side_effect=OSError(28, "No space left on device"))
    monkeypatch.setattr(tempfile, "TemporaryDirectory", full)
    with pytest.raises(ValueError, match=r"\(No space left on device\); name another"):
        write_all({"b": b""}, tmp_path)


def test_a_place_is_tried_before_anything_is_printed(tmp_path, monkeypatch):
    monkeypatch.setattr(papers, "printed", lambda page: pytest.fail("too early"))
    (tmp_path / "A.html").write_text("another paper")
    with pytest.raises(ValueError, match="is there already, and differs"):
        papers.paper(("10",), 4, 1, 1, tmp_path)


def test_a_pool_holds_no_problem_twice_and_as_many_as_there_are():
    found = pool("same-padding", 1, "quiz", 40)
    assert 10 < len(found) < 40
    assert len({one.prompt for one in found}) == len(found)
    assert found[:5] == pool("same-padding", 1, "quiz", 5)
    assert number_for(1, "quiz 0", "same-padding") == found[0].number


def test_a_question_has_the_right_answer_once_and_mistakes_beside_it():
    for identifier in MIXED:
        for number in (1, 2):
            asked = question(drawn(identifier, number))
            values = [asked.right, *(wrong.value for wrong in asked.wrong)]
            assert len(set(values)) == len(values)
            assert asked.numerical == (
                np.ndim(drawn(identifier, number).exercise.reference) == 0
            )
            assert len(asked.wrong) >= 4
            assert "<img" not in asked.html
            for wrong in asked.wrong:
                assert wrong.feedback.startswith(f"This looks like: {wrong.name}. ")


def test_a_question_speaks_of_no_code_and_leaves_a_choice():
    for one in pools(ALL, 3, 1, typed=False):
        (asked,) = one.questions
        assert len(asked.wrong) >= 3
        assert len({asked.right, *(wrong.value for wrong in asked.wrong)}) >= 4
        words = " ".join([asked.look, *(wrong.feedback for wrong in asked.wrong)])
        assert not re.search(r"\bloops?\b|np\.|[Pp]rint |You return|Return the", words)
        assert "−0]" not in asked.right


def test_a_mistake_with_many_digits_is_known_rounded_too_where_it_is_told_apart():
    asked = question(drawn("iou", 1918232059))
    room = {one.value: one.tolerance for one in asked.wrong}
    assert (room["0.555556"], room["3"]) == ("0.005", "0")
    for one in (asked, question(drawn("memory-of-a-layer", 1709940250))):
        known = [(float(w.value), float(w.tolerance)) for w in one.wrong]
        known = sorted([*known, (float(one.right), 0.0)])
        for (low, below), (high, above) in itertools.pairwise(known):
            assert low + below < high - above


def test_the_right_choice_stands_in_any_place_and_is_the_same_in_all_formats():
    (asked,) = pools(["pad-by-hand"], 1, 25)
    questions = asked.questions
    places = [[a.right for a in q.answers].index(True) for q in questions]
    assert set(places) == {0, 1, 2, 3, 4}
    blocks = gift([asked], "c").decode().split("\n\n")[1:]
    marks = [re.findall("^[=~]", block, re.M).index("=") for block in blocks]
    xml = ET.fromstring(moodle_xml([asked])).iterfind("question[answer]")
    hundred = [[a.get("fraction") for a in q.iter("answer")].index("100") for q in xml]
    assert places == marks == hundred


def test_moodle_xml_has_what_moodle_asks_for():
    content, words = bank("moodle", MIXED, 4, 3, "a/b")
    assert words == ["9 questions in 3 pools."]
    root = ET.fromstring(content)
    assert root.tag == "quiz"
    kinds = [q.get("type") for q in root]
    assert kinds.count("category") == 3
    assert set(kinds) == {"category", "numerical", "multichoice"}
    seen = set()
    for asked in root:
        if asked.get("type") == "category":
            assert asked.findtext("category/text").startswith("$course$/top/a//b/")
            continue
        assert asked.findtext("name/text")
        assert asked.find("questiontext").get("format") == "html"
        given = asked.findtext("idnumber").startswith("pad-by-hand")
        assert ("<table" in asked.findtext("questiontext/text")) == given
        assert float(asked.findtext("defaultgrade")) > 0
        seen.add(asked.findtext("idnumber"))
        answers = asked.findall("answer")
        assert sorted({a.get("fraction") for a in answers}) == ["0", "100"]
        assert [a.get("fraction") for a in answers].count("100") == 1
        assert all(a.findtext("feedback/text") for a in answers)
        if asked.get("type") == "numerical":
            assert all(float(a.findtext("text")) is not None for a in answers)
            assert answers[0].findtext("tolerance") == "0"
        else:
            assert asked.findtext("single") == "true"
            assert len(answers) == 5
    assert len(seen) == 9


def test_a_canvas_package_is_whole():
    content, _ = bank("canvas", MIXED, 4, 3, "Quiz & more")
    again, _ = bank("canvas", MIXED, 4, 3, "Quiz & more")
    assert content == again
    archive = zipfile.ZipFile(io.BytesIO(content))
    assert archive.testzip() is None
    manifest = ET.fromstring(archive.read("imsmanifest.xml"))
    space = {"p": "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"}
    files = [f.get("href") for f in manifest.iterfind(".//p:file", space)]
    assert set(files) == set(archive.namelist()) - {"imsmanifest.xml"}
    idents = {r.get("identifier") for r in manifest.iterfind(".//p:resource", space)}
    depends = manifest.find(".//p:dependency", space).get("identifierref")
    assert depends in idents
    quiz = ET.fromstring(archive.read(files[0]))
    space = {"q": "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"}
    assert quiz.find("q:assessment", space).get("title") == "Quiz & more"
    groups = quiz.findall(".//q:section[q:selection_ordering]", space)
    assert [g.get("ident") for g in groups] == list(MIXED)
    for item in quiz.iterfind(".//q:item", space):
        told = {f.get("ident") for f in item.iterfind("q:itemfeedback", space)}
        shown = {
            d.get("linkrefid") for d in item.iterfind(".//q:displayfeedback", space)
        }
        assert shown == told
        scores = [s.text for s in item.iterfind(".//q:setvar", space)]
        assert scores == ["100"]
        labels = [x.get("ident") for x in item.iterfind(".//q:response_label", space)]
        assert len(set(labels)) == len(labels)
        kind = item.findtext(".//q:fieldentry", namespaces=space)
        assert kind == "multiple_choice_question"
        asked = {v.text for v in item.iterfind(".//q:varequal", space)}
        assert asked == set(labels)
        assert len(labels) == 5
        earns = [
            c
            for c in item.iterfind(".//q:respcondition", space)
            if c.find("q:setvar", space) is not None
        ]
        (earning,) = [c.findtext(".//q:varequal", namespaces=space) for c in earns]
        said = f"q:itemfeedback[@ident='{earning}_fb']//q:mattext"
        assert item.findtext(said, namespaces=space) == "<p>Right.</p>"
    about = ET.fromstring(archive.read(files[1]))
    assert about.tag.endswith("quiz")


def test_gift_is_read_back_as_it_was_meant():
    text = gift(pools(MIXED, 4, 2), "a/b").decode()
    assert text.startswith("$CATEGORY: $course$/top/a//b/")
    blocks = [b for b in text.split("\n\n") if "::" in b]
    assert len(blocks) == 6
    for block in blocks:
        bare = re.sub(r"\\.", "", block)  # what is escaped has no meaning
        assert bare.count("{") == bare.count("}") == 1
        inside = bare[bare.index("{") + 1 : bare.rindex("}")]
        answers = [line for line in inside.split("\n") if line[:1] in ("=", "~")]
        if inside.startswith("#"):
            assert re.match(r"=%100%-?[\d.]+:0#Right\.", answers[0])
            assert all(a.startswith("=%0%") for a in answers[1:])
        else:
            assert sorted(a[0] for a in answers) == ["=", "~", "~", "~", "~"]
            (right,) = [a for a in answers if a[0] == "="]
            assert right.endswith("#Right.")
        assert all(a.count("#") == 1 for a in answers)


def test_words_of_gift_are_html_and_no_markup():
    asked = question(drawn("pad-by-hand", 1))
    wrong = (replace(asked.wrong[0], hint="n < f & so on"), *asked.wrong[1:])
    text = gift([Pool("x", "x", 1, (replace(asked, wrong=wrong),))]).decode()
    assert "n &lt; f &amp; so on" in text


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--exercises", "build-lenet"], "has no other numbers"),
        (["--exercises", "jump", "--chapters", "02"], "name either"),
        ([], "name either"),
        (["--exercises", "jump", "--draws", "9999"], "ask for 1 to 500"),
        (["--exercises", "jump,build-from-trace"], "build-from-trace asks for a Keras"),
        (["--chapters", "2-6"], "there is no chapter '2-6'; the chapters are 01"),
    ],
)
def test_the_quiz_command_refuses_in_words(tmp_path, capsys, options, words):
    command = ["quiz", "--to", "gift", "--seed", "1", "--out", str(tmp_path / "x.txt")]
    assert main([*command, *options]) == 2
    assert words in capsys.readouterr().err
    assert not [*tmp_path.iterdir()]


@pytest.mark.parametrize("command", ["quiz", "paper"])
@pytest.mark.parametrize("title", ["", " ", "a\nb", "a\x07b"])
def test_a_title_is_words_in_one_line(tmp_path, capsys, command, title):
    asked = [command, "--chapters", "10", "--seed", "1", "--out", str(tmp_path / "x")]
    asked += ["--to", "canvas"] if command == "quiz" else ["--points", "4"]
    with pytest.raises(SystemExit):
        main([*asked, "--title", title])
    assert "words in one line" in capsys.readouterr().err
    assert not [*tmp_path.iterdir()]


def test_the_quiz_command_writes_one_file_and_says_what_is_next(tmp_path, capsys):
    out = tmp_path / "new" / "bank.xml"
    command = ["quiz", "--to", "moodle", "--exercises", "same-padding", "--seed", "1"]
    assert main([*command, "--draws", "30", "--out", str(out)]) == 0
    said = capsys.readouterr().out
    assert re.search(r"same-padding: \d+ different problems were found, not 30", said)
    assert "Moodle XML format" in said
    assert [p.name for p in out.parent.iterdir()] == ["bank.xml"]
    first = out.read_bytes()
    assert main([*command, "--draws", "30", "--out", str(out)]) == 0
    assert main([*command, "--draws", "4", "--out", str(out)]) == 2
    assert out.read_bytes() == first
    assert "is there already, and differs" in capsys.readouterr().err
