"""Python's side of a page, tried in an ordinary Python."""

import sys

import numpy as np
import pytest

from cnnbook.exercises import DesignExercise, ValueExercise, case, find
from cnnbook.exercises.drawing import drawn, with_problems
from cnnbook.grading import check
from cnnbook.grading.runtime import timeout
from cnnbook.grading.tries import TRIES
from cnnbook.page import absent, numbers
from cnnbook.page.printing import MAX_PRINTED, Stream
from cnnbook.page.session import Session, answering

ONCE = "def output_size(n, f, p=0, s=1):\n    return (n + p - f) // s + 1\n"


@pytest.fixture
def printed():
    return []


@pytest.fixture
def session(printed):
    TRIES.forget()
    before = [*sys.meta_path]
    yield Session(printed.append)
    sys.meta_path[:] = before


def test_it_says_what_the_check_says(session):
    said = session.check("output-size", "output_size", ONCE)
    TRIES.forget()
    names = {}
    exec(ONCE, names)
    assert said["text"] == repr(check("output-size", names["output_size"]))
    assert said["misconception"] == "padding counted once"
    assert not said["passed"]


def test_more_is_said_of_the_exercise_that_is_asked_about(session):
    session.check("output-size", "output_size", ONCE)
    session.check_numbers("pad-by-hand", "pad_by_hand", [2, 2], ["1"] * 4)
    assert "output-size" in session.more("output-size")["text"]


def test_an_old_answer_is_never_checked(session):
    session.run("your code", ONCE)
    said = session.check("output-size", "output_size", "x = 1")
    assert "There is no output_size in your code" in said["error"]


def test_a_traceback_shows_the_readers_line_and_no_other_file(session):
    said = session.run("your code", "def f():\n    return 1 / 0\n\nf()")
    assert 'File "your code", line 2, in f' in said["error"]
    assert "return 1 / 0" in said["error"]
    assert "session.py" not in said["error"]


@pytest.mark.parametrize(
    "code", ["x = (", "raise SystemExit", "raise KeyboardInterrupt", "1 +\x00 1"]
)
def test_whatever_is_raised_is_told(session, code):
    said = session.run("your code", code)
    assert not said["ok"]
    assert said["error"]


def test_given_cells_go_as_far_as_they_can(session):
    cell = "import missing_library\nx = 1\nmissing_library.f()\nprint(x)\nx + 1"
    (said,) = session.begin([cell])
    assert (said["printed"], said["text"]) == ("1\n", "2")
    assert session.run("your code", "x")["text"] == "1"


def test_a_flood_is_cut_and_what_came_first_is_sent_at_once():
    sent = []
    stream = Stream(sent.append)
    stream.write("before")
    assert sent == ["before"]
    for _ in range(3 * MAX_PRINTED):
        stream.write("xy")
    stream.finish()
    assert MAX_PRINTED < len("".join(sent)) < MAX_PRINTED + 100
    assert "more was printed" in sent[-1]
    assert len(sent) < 1000


def test_what_is_printed_goes_to_the_page(session, printed):
    session.run("your code", "import sys\nprint(1)\nprint(2, file=sys.stderr)")
    assert "".join(printed) == "1\n2\n"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7", 7),
        (" -3 ", -3),
        ("−3", -3),
        ("1/4", 0.25),
        ("2*(3+4)", 14),
        ("1e3", 1000.0),
    ],
)
def test_a_number_is_read(text, value):
    read = numbers.number(text)
    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1,5",
        "x",
        "True",
        "1j",
        "'1'",
        "2**9",
        "1/0",
        "[1]",
        "1e999",
        "1+" * 40 + "1",
    ],
)
def test_what_is_no_number_is_told(text):
    with pytest.raises(ValueError, match=r"empty|comma|no number"):
        numbers.number(text)


def test_libraries_that_are_not_there_say_where_they_are():
    finder = absent.Absent()
    with pytest.raises(ModuleNotFoundError, match="JupyterLab"):
        finder.find_spec("keras.layers", None)
    with pytest.raises(ModuleNotFoundError, match="not in this page"):
        finder.find_spec("matplotlib", None)
    assert finder.find_spec("no_such_library", None) is None


def test_replies_are_plain_data(session):
    assert (
        answering(lambda text: None)("run", '["a", "[1]"]')
        == '{"ok": true, "text": "[1]"}'
    )


def test_in_a_browser_there_is_no_limit_and_nothing_dies(monkeypatch):
    monkeypatch.setattr(timeout, "IN_BROWSER", True)
    with timeout.time_limit(1e-9):
        assert sum(range(100_000))


def test_in_a_browser_small_numbers_may_be_indices_and_large_ones_do_not_overflow(
    monkeypatch,
):
    import numpy as np

    monkeypatch.setattr(case, "NARROW", True)
    monkeypatch.setattr(case.np, "int_", np.int32)
    made = case.Case((np.arange(3), [np.array([2**20])]), {"x": np.float32([1])})
    assert made.args[0].dtype == np.int32
    assert made.args[1][0].dtype == np.int64
    assert made.kwargs["x"].dtype == np.float32
    assert made.show("f").count("np.int") == 0


def test_other_numbers_are_asked_and_checked_and_the_books_own_stay(session):
    asked = session.practice("pad-by-hand")
    assert asked["html"].count("<table") == 2
    exercise = drawn("pad-by-hand", asked["number"]).exercise
    fields = [str(value) for value in exercise.reference.ravel()]
    given = ("pad-by-hand", "pad_by_hand", [2, 2], fields)
    assert session.check_numbers(*given, asked["number"])["passed"]
    assert not session.check_numbers(*given)["passed"]
    assert "not" in session.check_numbers(*given, 0)["text"].lower()


def test_fields_fit_other_numbers():
    for identifier in with_problems():
        exercise = find(identifier)
        other = drawn(identifier, 1).exercise
        if isinstance(exercise, DesignExercise):
            assert other.shape == exercise.shape
        elif isinstance(exercise, ValueExercise):
            assert np.shape(other.reference) == np.shape(exercise.reference)
            assert other.labels == exercise.labels
