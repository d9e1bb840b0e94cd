"""The report is one to teach from, and feedback shows what it is about."""

import re
import time

import pytest

from cnnbook.cli import main
from cnnbook.exercises import REGISTRY
from cnnbook.grading.batch.answer_code import answer_code
from cnnbook.grading.batch.report.mistakes import without_comments
from cnnbook.grading.batch.report.overview import spread
from scripts import places

from .notebooks import cells, notebook, write

FLIPPED = (
    "def conv2d(image, kernel, padding=0, stride=1):\n"
    "    # Zoë wrote <i>this</i>\n"
    "    return cb.conv2d(image, kernel[::-1, ::-1], padding, stride)"
)
COURSE = (
    'course = "Vision"\n[assignments.week2]\nexercises = ["one-window", "conv2d"]\n'
)

CLASS = {
    "ann": cells(),
    "ben": cells(conv2d=FLIPPED),
    "cem": cells("open('/home/cem/x')", conv2d=FLIPPED, one_window="one_window = 3"),
    "dan": cells(conv2d=None, one_window=None),
}


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """Grade a class with names, and the same one without; return both folders."""
    place = tmp_path_factory.mktemp("report")
    folder = place / "in"
    folder.mkdir()
    for name, source in CLASS.items():
        write(folder, name, notebook(source))
    write(folder, "eva", b"")
    (place / "course.toml").write_text(COURSE, encoding="utf-8")
    line = ["grade", str(folder), "--seed", "1", "--course", str(place / "course.toml")]
    assert main([*line, "--out", str(place / "out")]) == 0
    named = (place / "out" / "report.html").read_text("utf-8")
    assert main([*line, "--out", str(place / "out"), "--anonymous"]) == 0
    numbered = (place / "out" / "report.html").read_text("utf-8")
    return place / "out", named, numbered


def text_of(page):
    """Return what is there to read in a page."""
    page = re.sub(r"<(style|script)>.*?</\1>", " ", page, flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)).replace("&nbsp;", " ")


def test_a_mistake_comes_with_who_hint_sample_section_and_slide(graded):
    _, page, _ = graded
    text = text_of(page)
    lesson = text[text.index("Write conv2d ★★ conv2d 2 wrong") :]
    assert "Section: “Every window, with loops” in chapter 2." in lesson
    assert "Slide: 7 of chapter 2, “Every window, with loops”." in lesson
    assert "2 × flipped kernel Your kernel is turned by 180°" in lesson
    assert "ben , cem One answer, by ben def conv2d" in lesson
    assert "# Zoë wrote &lt;i&gt;this&lt;/i&gt;" in lesson
    assert '<a href="feedback/ben.html">ben</a>' in page


def test_wrong_answers_without_a_name_stand_apart(graded):
    text = text_of(graded[1])
    assert "1 wrong. Section: “One window”" in text
    assert "Wrong, and not recognised These are worth a look" in text
    assert "1 × 3 is not right. cem One answer, by cem one_window = 3" in text


def test_who_needs_a_word_and_how_points_are_spread(graded):
    text = text_of(graded[1])
    assert "eva 0 nothing could be graded" in text
    assert "dan 0 has begun none of 2 exercises" in text
    assert "cem" in text[text.index("Who needs a word Here") :].split("Submissions")[0]
    assert "ann 5 ✓ 1 ✓ 4 graded" in text
    assert "dan 0 · · graded" in text
    assert "eva 0 – – could not be read: it is empty" in text


def test_no_name_is_in_the_report_on_request(graded):
    _, named, numbered = graded
    assert "Vision, week2" in numbered
    for word in ("ann", "ben", "cem", "dan", "eva", "Zoë"):
        assert re.search(rf"\b{word}\b", named)
        assert not re.search(rf"\b{word}\b", numbered)
    text = text_of(numbered)
    assert [int(n) for n in re.findall(r"student (\d) [\d.]+ [✓✗·–]", text)] == [
        *range(1, 6)
    ]
    assert "FileNotFoundError" in text
    assert "conv2d 2 wrong" in text
    assert "One answer def conv2d" in text


def test_feedback_shows_points_code_date_and_course(graded):
    page = text_of((graded[0] / "feedback" / "cem.html").read_text("utf-8"))
    assert re.search(
        r"Feedback: cem [\d.]+ of 5 points Course Vision, week2 Graded on 20\d\d-", page
    )
    assert "one-window Not yet" in page
    assert "Your code one_window = 3" in page
    assert "Your code def conv2d(image, kernel, padding=0, stride=1):" in page
    empty = text_of((graded[0] / "feedback" / "eva.html").read_text("utf-8"))
    assert "Feedback: eva 0 of 5 points" in empty


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        (["x = 1\nx = 2\nx += 1"], "x = 1\nx = 2\nx += 1"),
        (["x = 1", "x = ..."], "x = 1"),
        (["a, x = 1, 2", "print(x)"], "a, x = 1, 2"),
        (["def h(): pass\ndef conv2d(): pass", "x = h() + conv2d()"],
         "def h(): pass\nx = h() + conv2d()"),
        (["%matplotlib inline\n!ls\nx = 3"], "x = 3"),
        (["y = (\nx = 4\nz = 5"], "x = 4"),
        (["if True:\n    x = 1\n    y = 2"], "if True:\n    x = 1\n    y = 2"),
        (["@f\ndef x(): pass"], "@f\ndef x(): pass"),
        (["x = '\ud800\u202e'"], "x = '?\ufffd'"),
        (["("  * 3000 + "\nx = 1"], "x = 1"),
        (["# why?\nx = (7\n  % 3)  # why?\nx.shape?"], "x = (7\n  % 3)  # why?"),
        (["x = 1; y = 2\nx += 1; y"], "x = 1; y = 2\nx += 1; y"),
        (["\u200bx = 3"], "\u200bx = 3"),
        (["  def x(a)\n      return a"], "  def x(a)\n      return a"),
        (["y = 1"], ""),
        (["x = 1" + " " * 200_000], ""),
    ],
)  # fmt: skip
def test_the_code_of_an_answer(source, shown):
    assert answer_code(source, "x") == shown


def test_code_up_to_the_check_that_counts():
    assert answer_code(["x = 1", "x = 2", "x = 3"], "x", 1) == "x = 2"


def test_long_code_is_cut():
    shown = answer_code(["x = [\n" + "1,\n" * 100 + "]"], "x")
    assert shown.endswith("\n# … 42 lines more")


def test_what_is_made_to_take_long_does_not():
    names = "\n".join(f"a{n} = a{n - 1}" for n in range(5000))
    for source in ("x = 1;" * 16_000, names, "@f\n" * 30_000, "x = " + "-" * 90_000):
        start = time.process_time()
        answer_code([source], "x")
        assert time.process_time() - start < 3


def test_comments_and_docstrings_are_left_out():
    code = 'def f():\n    """By Ann."""\n    return 1  # Ann\n\nclass A:\n    "Ann"'
    assert without_comments(code) == "def f():\n    return 1\n\nclass A:\n    pass"
    assert without_comments("x = (") == ""


def test_points_are_spread_whatever_they_are():
    assert [one.number for one in spread([0, 14, 15, -1], 14).bins] == [2, *[0] * 8, 2]
    assert spread([0.0, 2.5], 0).highest == 2
    assert spread([3.0], 3).median == 3


def test_slides_of_sections_are_in_step():
    assert places.TARGET.read_text("utf-8") == places.derived()
    named = places.TARGET.read_text("utf-8")
    sections = {exercise.section for exercise in REGISTRY.values()}
    without = {s for s in sections if f'"{s}"' not in named.replace('\\"', '"')}
    assert len(without) <= 7
