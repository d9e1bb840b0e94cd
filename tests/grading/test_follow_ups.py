"""Nobody is accused of another's mistake: what calls a wrong answer is run again."""

import re

import pytest

from cnnbook.exercises import find
from cnnbook.grading.batch.follow_ups import with_follow_ups
from cnnbook.grading.batch.grade import grade
from cnnbook.grading.batch.job_builder import JobBuilder
from cnnbook.grading.batch.marking import mark_exercise
from cnnbook.grading.batch.resume import earlier_results, fingerprint
from cnnbook.grading.batch.settings import Settings
from cnnbook.grading.batch.submissions import Submission
from cnnbook.grading.judging.answer_key import AnswerKeys
from cnnbook.grading.sandbox.isolation import why_no_bubblewrap
from cnnbook.grading.sandbox.pool import WorkerPool
from cnnbook.grading.sandbox.schedule import finish

from .notebooks import FIRST, RIGHT, notebook, write
from .warm import grade_warm

FLIPPED = (
    "def conv2d(image, kernel, padding=0, stride=1):\n"
    "    return cb.conv2d(image, kernel[::-1, ::-1], padding, stride)"
)
CONVOLVE = (
    "def convolve2d(image, kernel):\n    return conv2d(image, kernel[::-1, ::-1])"
)
BY_CONV2D = (
    "def separable(image, column, row):\n"
    "    return conv2d(conv2d(image, column[:, None]), row[None, :])"
)
BY_CONVOLVE = (
    "def both(image, column, row):\n"
    "    once = convolve2d(image, column[::-1, None])\n"
    "    return convolve2d(once, row[None, ::-1])\n"
    "def separable(image, column, row):\n"
    "    return both(image, column, row)"
)
IDS = ("conv2d", "convolve2d", "separable")
SETTINGS = {"exercises": IDS, "limit": 2.0, "jobs": 1}


def marks_of(tmp_path, *cells, **settings):
    """Grade a notebook and return its marks by exercise."""
    path = write(tmp_path, "02-x", notebook([FIRST, *cells]))
    result = grade_warm(path, Settings(**{**SETTINGS, **settings}))
    return {mark.exercise: mark for mark in result.marks}


def earned(marks):
    return {name: mark.points for name, mark in marks.items()}


@pytest.mark.parametrize("isolation", ["limits", "bubblewrap"])
def test_what_calls_a_wrong_answer_follows_from_it(tmp_path, isolation):
    if isolation == "bubblewrap" and why_no_bubblewrap():
        pytest.skip("bubblewrap does not work here")
    marks = marks_of(tmp_path, FLIPPED, CONVOLVE, BY_CONV2D, isolation=isolation)
    assert marks["conv2d"].feedback.misconception == "flipped kernel"
    assert marks["conv2d"].points < 2
    for name in ("convolve2d", "separable"):
        feedback = marks[name].feedback
        assert feedback.follows_from == "conv2d"
        assert "This follows from conv2d" in str(feedback)
        assert (feedback.misconception, feedback.case, feedback.table) == ("", "", ())
        assert not feedback
        assert marks[name].points == find(name).points


@pytest.mark.parametrize("fork", [True, False])
def test_each_round_runs_a_single_answer_and_few_are_needed(fork):
    builder = JobBuilder(AnswerKeys(0), 2.0)
    exercises = [find(name) for name in IDS]
    loops = (
        "def separable(image, column, row):\n"
        "    rows = [conv2d(image[i:i + 1], row[None, :])\n"
        "            for i in range(len(image))]\n"
        "    across = np.concatenate(rows)\n"
        "    return np.concatenate([conv2d(across[:, j:j + 1], column[:, None])\n"
        "                           for j in range(across.shape[1])], axis=1)"
    )
    job = builder.build((FIRST, FLIPPED, CONVOLVE, loops), exercises)
    asked = []

    def rounds():
        (result,) = yield [job]
        marks = [
            mark_exercise(e, result, builder.keys.of(e), job.cells) for e in exercises
        ]
        steps = with_follow_ups(job, result, marks, builder, 1.0)
        try:
            jobs = next(steps)
            while True:
                asked.append([[task["exercise"] for task in j.tasks] for j in jobs])
                jobs = steps.send((yield jobs))
        except StopIteration as end:
            return end.value

    with WorkerPool(fork=fork) as pool:
        marks = finish(pool, rounds())
    assert [mark.feedback.follows_from for mark in marks] == ["", "conv2d", "conv2d"]
    assert asked == [[["convolve2d"]]] * 2 + [[["separable"]]] * 3


def test_a_chain_follows_from_where_it_begins(tmp_path):
    marks = marks_of(tmp_path, FLIPPED, CONVOLVE, BY_CONVOLVE)
    assert marks["convolve2d"].feedback.follows_from == "conv2d"
    assert marks["separable"].feedback.follows_from == "conv2d"
    wrong = CONVOLVE.replace("kernel[::-1, ::-1]", "np.rot90(kernel)")
    marks = marks_of(tmp_path, FLIPPED, wrong, BY_CONVOLVE)
    assert marks["convolve2d"].feedback.misconception == "turned by a quarter"
    assert marks["separable"].feedback.follows_from == "convolve2d"


def test_a_mistake_of_its_own_is_named_without_the_other_one(tmp_path):
    wrong = CONVOLVE.replace("[::-1, ::-1]", ".T")
    mark = marks_of(tmp_path, FLIPPED, wrong)["convolve2d"]
    assert not mark.feedback.follows_from
    assert mark.feedback.misconception == "transposed instead of flipped"
    assert "It calls conv2d, where there is a mistake too" in mark.feedback.hint
    right, total = map(
        int, re.search(r"(\d+) of (\d+)", mark.feedback.headline).groups()
    )
    assert mark.points == round(2 * right / total, 2)


@pytest.mark.parametrize(
    "cell",
    [
        "def conv2d(image, kernel, padding=0, stride=1):\n    ...",
        "conv2d = ...",
        "x = 1",
        "def conv2d(image, kernel):\n    while True: pass",
        "def conv2d(image, kernel):\n    raise RuntimeError",
        "def conv2d(image, kernel):\n    return [[1.0]]",
        "def conv2d(bild, k, rand=0):\n    return cb.conv2d(bild, k) + 1",
    ],
)
def test_it_follows_from_whatever_is_wrong_with_the_other(tmp_path, cell):
    calls = CONVOLVE.replace("conv2d(image, kernel[", "conv2d(bild=image, k=kernel[")
    calls = calls if "bild" in cell else CONVOLVE
    mark = marks_of(tmp_path, cell, calls, limit=0.5)["convolve2d"]
    assert mark.feedback.follows_from == "conv2d"
    assert mark.points == 2
    assert not mark.slow


@pytest.mark.parametrize(
    "cell",
    [
        "mine = conv2d\ndef convolve2d(image, kernel):\n"
        "    return mine(image, kernel[::-1, ::-1])",
        "def turned(f):\n    return lambda image, kernel: f(image, kernel)\n"
        "@turned\n" + CONVOLVE,
        "class Helper:\n    def turn(self, i, k): return conv2d(i, k[::-1, ::-1])\n"
        "def helper(*a):\n    return conv2d(a[0], a[1][::-1, ::-1])\n"
        "def convolve2d(image, kernel):\n    return helper(image, kernel)",
    ],
)
def test_the_other_one_is_found_under_other_names_and_in_helpers(tmp_path, cell):
    assert marks_of(tmp_path, FLIPPED, cell)["convolve2d"].feedback.follows_from


@pytest.mark.parametrize(
    "cell",
    [
        # It is not this conv2d that is called, it is called for nothing, or in vain.
        "def convolve2d(image, kernel):\n    return cb.conv2d(image, kernel)",
        "def convolve2d(image, kernel):\n    conv2d(image, kernel)\n    return 7",
        "def convolve2d(image, kernel):\n    return 7",
    ],
)
def test_what_does_not_depend_on_the_other_follows_from_nothing(tmp_path, cell):
    mark = marks_of(tmp_path, FLIPPED, cell)["convolve2d"]
    assert not mark.feedback.follows_from
    assert ("It calls conv2d" in mark.feedback.hint) == ("    conv2d(" in cell)
    assert mark.points < 2


def test_nothing_follows_from_what_comes_later_in_the_book(tmp_path):
    # Or two answers that call each other would be right without anybody's work.
    circle = (
        "def conv2d(image, kernel):\n    return convolve2d(image, kernel[::-1, ::-1])"
    )
    marks = marks_of(tmp_path, circle, CONVOLVE)
    assert earned(marks) == {"conv2d": 0, "convolve2d": 2, "separable": 0}


@pytest.mark.parametrize("share", [1, 0.9, 0])
def test_the_instructor_says_what_it_earns(tmp_path, share):
    wrong = FLIPPED.replace("[::-1, ::-1]", "").replace("stride)", "stride) + {}")
    wide = wrong.format("(kernel.shape[1] > 2)")
    mark = marks_of(tmp_path, wide, BY_CONV2D, follow_up_share=share)["separable"]
    right, total = map(
        int, re.search(r"(\d+) of (\d+)", mark.feedback.headline).groups()
    )
    assert mark.feedback.follows_from == "conv2d"
    assert 0 < right < 0.9 * total
    assert mark.points == round(3 * max(share, right / total), 2)


def test_another_share_grades_anew():
    submission = Submission("x", (), (), "")
    prints = {fingerprint(submission, Settings(follow_up_share=s)) for s in (1, 1, 0.5)}
    assert len(prints) == 2


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """Grade a small class."""
    folder, out = (tmp_path_factory.mktemp(name) for name in ("in", "out"))
    write(folder, "a", notebook([FIRST, FLIPPED, CONVOLVE, BY_CONV2D]))
    write(folder, "b", notebook([FIRST, FLIPPED, CONVOLVE]))
    write(folder, "c", notebook([FIRST, RIGHT["conv2d"], "def convolve2d(i, k): ..."]))
    write(folder, "d", b"{")
    write(folder, "e", notebook([FIRST, "def conv2d(image, kernel:\n    return 3"]))
    unpadded = FLIPPED.replace("[::-1, ::-1], padding", ", 0")
    write(folder, "f", notebook([FIRST, unpadded]))
    settings = Settings(**SETTINGS, follow_up_share=0.5)
    return folder, out, settings, grade(folder, out, settings)


def text_of(path):
    text = re.sub(r"<style>.*</style>", " ", path.read_text("utf-8"), flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def test_the_report_counts_them_apart(graded):
    _, out, _, _ = graded
    text = text_of(out / "report.html")
    assert "flipped kernel conv2d 2" in text
    assert "kernel not flipped" not in text
    assert "convolve2d conv2d 2 separable conv2d 1" in text
    assert "earns 50 % of its points" in text
    # passed, mean, follows from another's, wrong, not begun, no notebook
    rows = {name: re.search(rf"★ {name} (\d) of 6 \(\d+ %\) ([\d.]+) of \d (\d) (\d) "
            r"(\d) (\d)", text).groups() for name in IDS}  # fmt: skip
    assert [rows["conv2d"][n] for n in (0, 2, 3, 4, 5)] == ["1", "0", "4", "0", "1"]
    assert [rows["convolve2d"][n] for n in (0, 2, 3, 4, 5)] == ["0", "2", "0", "3", "1"]
    assert [rows["separable"][n] for n in (0, 2, 3, 4, 5)] == ["0", "1", "0", "4", "1"]
    header = (out / "grades.csv").read_text("utf-8").splitlines()[0]
    assert header == "submission,conv2d,convolve2d,separable,total,status"


def test_the_page_of_feedback_tells_it_too(graded):
    _, out, _, _ = graded
    page = text_of(out / "feedback" / "a.html")
    assert "1 of 2 points, convolve2d Not yet" in page
    assert "This follows from conv2d" in page
    assert "earns 50 % of its points" in page
    markup = (out / "feedback" / "a.html").read_text("utf-8")
    assert "<details><summary>Where to look</summary><p>" in markup
    assert "<details><summary>Read again</summary><p>“" in markup
    markup = (out / "feedback" / "f.html").read_text("utf-8")
    assert '<tr><th scope="row">calls with</th>' in markup
    page = text_of(out / "feedback" / "c.html")
    assert "0 of 2 points, convolve2d , not begun Not begun: convolve2d" in page
    assert "separable , not begun Not begun: separable ★★★. There is no" in page


def test_what_is_in_a_cell_that_failed_is_begun(graded):
    _, out, _, _ = graded
    page = text_of(out / "feedback" / "e.html")
    assert "0 of 4 points, conv2d Not yet: conv2d" in page
    assert "Code cell 2, where conv2d stands, is not Python: a syntax error." in page


def test_a_result_is_loaded_as_it_was(graded):
    _, out, _, results = graded
    assert any(mark.feedback.table for result in results for mark in result.marks)
    prints = {result.name: result.fingerprint for result in results}
    assert earlier_results(prints, out) == {result.name: result for result in results}
