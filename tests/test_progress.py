"""What is solved, begun and left: kept here, taken along, erased."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import cnnbook as cb
from cnnbook.exercises import REGISTRY
from cnnbook.grading import Progress, check, record
from cnnbook.grading.record import Kept, Tried

ONCE = "def output_size(n, f, p=0, s=1):\n    return (n + p - f) // s + 1\n"


@pytest.fixture
def file(tmp_path):
    return tmp_path / "deep" / "progress.json"


@pytest.fixture
def noted(monkeypatch):
    """Return what checks keep while a test runs."""
    found = Kept(None)
    monkeypatch.setattr(record, "_KEPT", found)
    return found


def test_a_check_is_noted_and_what_passed_stays_solved(noted):
    names = {}
    exec(ONCE, names)
    check("output-size", names["output_size"])
    assert noted.all()["output-size"].state == "begun"
    check("output-size", lambda n, f, p=0, s=1: (n + 2 * p - f) // s + 1)
    check("output-size", names["output_size"])
    assert noted.all()["output-size"].state == "solved"
    assert noted.all()["output-size"].tries == 3
    assert repr(cb.progress()).startswith(f"1 of {len(REGISTRY)} solved. Go on with")


def untouched(n, f, p=0, s=1):
    """Return the output size along one axis."""
    ...


@pytest.mark.parametrize(
    ("exercise", "answer"),
    [("output-size", untouched), ("output-size", ...), ("pad-by-hand", ...)],
)
def test_a_starter_that_nobody_touched_is_not_begun(noted, exercise, answer):
    assert not check(exercise, answer)
    assert not noted.all()


def test_two_sessions_keep_one_file(file):
    one, other = Kept(file), Kept(file)
    one.note("conv2d", True)
    other.note("conv2d", False)
    other.note("max-pool", False)
    one.note("max-pool", False)
    found = Kept(file).all()
    assert (found["conv2d"].state, found["conv2d"].tries) == ("solved", 2)
    assert (found["max-pool"].state, found["max-pool"].tries) == ("begun", 2)
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_erased_is_erased_in_every_session(file):
    one, other = Kept(file), Kept(file)
    one.note("conv2d", True)
    other.note("max-pool", True)
    Progress(one).erase()
    assert not file.exists()
    assert not one.all()
    assert not other.all()


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "no JSON",
        '{"cells": []}',
        '{"exercises": [1]}',
        '{"exercises": {"conv2d": 1}}',
        '{"exercises": {"conv2d": {}}}',
        "[" * 100_000,
    ],
)
def test_another_file_is_refused_and_never_overwritten(file, content):
    file.parent.mkdir()
    file.write_text(content, "utf-8")
    with pytest.raises(ValueError, match=r"progress\.json holds no progress"):
        cb.progress().load(file)
    kept = Kept(file)
    kept.note("conv2d", True)
    assert file.read_text("utf-8") == content
    assert kept.all()["conv2d"].solved
    assert "Nothing is kept beyond this session" in repr(Progress(kept))


def test_odd_entries_are_passed_over(file):
    file.parent.mkdir()
    entries = {
        "conv2d": {"state": "solved", "tries": -5, "at": 3, "code": "x"},
        "max-pool": {"state": "perfect"},
        "no-such-exercise": {"state": "solved"},
    }
    file.write_text(json.dumps({"exercises": entries}), "utf-8")
    kept = Kept(file)
    assert kept.all()["conv2d"] == Tried("solved")
    assert "max-pool" not in kept.all()
    assert f"1 of {len(REGISTRY)} solved. " in repr(Progress(kept))


def test_where_nothing_can_be_written_the_session_goes_on(tmp_path):
    (tmp_path / "file").write_text("", "utf-8")
    kept = Kept(tmp_path / "file" / "progress.json")
    kept.note("conv2d", True)
    assert kept.all()["conv2d"].solved
    assert "Nothing is kept beyond this session" in repr(Progress(kept))


def test_what_is_saved_can_be_taken_in(file):
    mine, yours = Progress(Kept(None)), Progress(Kept(None))
    mine._source.note("conv2d", True)
    yours._source.note("conv2d", False)
    yours._source.note("max-pool", False)
    yours.load(mine.save(file))
    states = {name: entry.state for name, entry in yours.record.items()}
    assert states == {"conv2d": "solved", "max-pool": "begun"}


def test_it_says_where_to_go_on():
    kept = Kept(None)
    shown = Progress(kept)
    first = next(iter(REGISTRY))
    assert shown.next().id == first
    kept.add({"same-padding": Tried("begun", 1, "2026-02-01T00:00:00Z")})
    kept.add({"conv2d": Tried("solved", 1, "2026-01-01T00:00:00Z")})
    assert shown.next().id == "same-padding"
    kept.note("same-padding", True)
    assert shown.next().id == "pad-by-hand"
    kept.add({name: Tried("solved") for name in REGISTRY})
    assert shown.next() is None
    assert "that was the whole book" in repr(shown)


def test_it_is_shown_as_text_and_as_html():
    kept = Kept(None)
    kept.note("output-size", True)
    kept.note("same-padding", False)
    text, html = repr(Progress(kept)), Progress(kept)._repr_html_()
    assert "\n    ✓ solved: output-size ★\n    … begun: same-padding ★\n" in text
    assert ">output-size ★</td><td style='text-align: left'>same-padding ★<" in html
    assert html.count("<th scope='row'") == len(REGISTRY.chapters())


@pytest.mark.parametrize(
    ("system", "environment", "end"),
    [
        ("linux", {}, ".local/share/cnnbook/progress.json"),
        ("linux", {"XDG_DATA_HOME": "/data"}, "/data/cnnbook/progress.json"),
        ("darwin", {}, "Library/Application Support/cnnbook/progress.json"),
        ("emscripten", {}, f"{Path.cwd()}/cnnbook/progress.json"),
        ("linux", {"CNNBOOK_PROGRESS": "~/p.json"}, f"{Path.home()}/p.json"),
    ],
)
def test_it_is_kept_where_a_system_keeps_such_things(
    monkeypatch, system, environment, end
):
    monkeypatch.setattr(sys, "platform", system)
    assert record.place(environment).as_posix().endswith(end)


@pytest.mark.parametrize("is_notebook", [True, False])
def test_only_a_notebook_leaves_a_trace(file, is_notebook):
    start = (
        "from IPython.core.interactiveshell import InteractiveShell as S; S.instance()"
    )
    code = (
        f"{start if is_notebook else ''}\nimport cnnbook as cb\n"
        "cb.check('pad-by-hand', [[1, 2], [3, 4]])\nprint(cb.progress())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "CNNBOOK_PROGRESS": str(file)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert file.exists() == is_notebook
    said = f"It is kept in {file}" if is_notebook else "as long as this session"
    assert said in done.stdout
