"""Hostile and broken submissions, graded in one run: each gets its known truth."""

import contextlib
import csv
import json
import os
import socket
import sys
import tempfile

import pytest

from cnnbook.grading.batch.reports import table
from cnnbook.grading.batch.settings import Settings
from cnnbook.grading.sandbox.isolation import choose

from . import hostile_code, hostile_files
from .both_ways import grade_both_ways, ways
from .notebooks import IDS, cells, notebook, write

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="POSIX files")


@pytest.fixture(scope="module")
def graded_at_once(tmp_path_factory):
    """Grade everything, in one run each way."""
    places, truth = {}, {}
    with contextlib.ExitStack() as stack:
        server = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        path = tempfile.mktemp(prefix="cnnbook-test-")
        for name in (path, f"\0{path}"):
            listening = stack.enter_context(socket.socket(socket.AF_UNIX))
            listening.bind(name)
            listening.listen()
        stack.callback(os.unlink, path)
        port = str(server.getsockname()[1])
        for way in ways():
            folder, out = (tmp_path_factory.mktemp(name) for name in ("in", "out"))
            places[way] = folder, out
            truth = _write_all(folder, {"PORT": port, "SOCKET": path, "OUT": str(out)})
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("CNNBOOK_SECRET", "yes")
            settings = Settings(seed=3, jobs=2, limit=0.3, exercises=IDS)
            found = grade_both_ways(places, settings)
    return {
        way: ({r.name: r for r in results}, truth, places[way][1], way)
        for way, results in found.items()
    }


def _write_all(folder, words):
    """Write every submission, with some words replaced; return the truth."""
    truth = hostile_files.write_all(folder)
    for name, (source, points, status) in hostile_code.CODE.items():
        content = list(source)
        for word, new in words.items():
            content = [cell.replace(word, new) for cell in content]
        write(folder, name, notebook(content))
        truth[name] = (points, status)
    for number in range(5):  # ordinary ones, between the others
        name = f"{'adgjq'[number]}-student-0{number}"
        write(folder, name, notebook(cells()))
        truth[name] = (hostile_code.FULL, "graded")
    return truth


@pytest.fixture(params=list(ways()))
def graded(request, graded_at_once):
    return graded_at_once[request.param]


def test_there_are_enough():
    assert len(hostile_code.CODE) + len(hostile_files.FILES) >= 80


def test_none_is_lost(graded):
    results, truth, out, _ = graded
    assert set(results) == set(truth)
    text = (out / "grades.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.reader(text.splitlines()))
    assert rows[0] == ["submission", *IDS, "total", "status"]
    assert len(rows) == len(truth) + 1
    assert len(list((out / "results").iterdir())) == len(truth)
    assert len(list((out / "feedback").iterdir())) == len(truth)


@pytest.mark.parametrize(
    "name",
    [*hostile_code.CODE, *hostile_files.FILES]
    + ["huge", "a-link", "linked-folder", "a-pipe", "not-utf8-�", "empty-folder"]
    + ["student-folder", "half-a-folder", "folder.ipynb"]
    + [f"{letter}-student-0{number}" for number, letter in enumerate("adgjq")],
)
def test_each_gets_its_truth(graded, name):
    results, truth, _, _ = graded
    points, status = truth[name]
    result = results[name]
    got = {mark.exercise: mark.points for mark in result.marks}
    shown = "\n".join([result.status, *result.notes, *(str(m) for m in result.marks)])
    assert tuple(got.get(identifier, 0) for identifier in IDS) == points, shown
    assert result.status.startswith(status), shown
    if "student-0" in name:
        assert result.status == "graded"
    if name.startswith("leaves-"):  # stopped or not, as it was quick: never another's
        assert result.status in ("graded", "graded; stopped: code cell 1"), shown


def test_the_isolation_is_named(graded):
    results, _, out, kind = graded
    assert results["library"].isolation == str(choose(kind))
    assert kind in results["library"].isolation
    assert f"Isolation in force: {kind}" in (out / "report.html").read_text()


def test_the_package_is_untouched():
    source = (hostile_code.PACKAGE / "ops" / "convolution.py").read_text()
    assert "def conv2d" in source


def test_nobody_is_told_to_have_meddled_who_was_honest(graded):
    results, _, _, _ = graded
    for name in ("large-honest", "very-large-honest"):
        assert results[name].status == "graded"
        mark = next(m for m in results[name].marks if m.exercise == "conv2d")
        assert "meddled" not in str(mark.feedback)


def test_modes_and_times_are_untouched(graded):
    _, _, out, _ = graded
    for path in (hostile_code.PACKAGE / "ops" / "convolution.py", out):
        about = path.stat()
        assert about.st_mode & 0o400
        assert about.st_mtime > 1e6


def test_an_answer_of_the_library_is_reported(graded):
    results, _, out, _ = graded
    marks = {mark.exercise: mark for mark in results["library"].marks}
    assert marks["conv2d"].library
    assert "Answered with the book&#39;s own function" in (
        out / "report.html"
    ).read_text() or "Answered with the book's own function" in (
        out / "report.html"
    ).read_text(encoding="utf-8")


def test_no_name_becomes_markup_or_a_formula(graded):
    results, _, out, _ = graded
    report = (out / "report.html").read_text(encoding="utf-8")
    assert "<b>" not in report
    assert "&lt;b&gt;" in report
    assert "\n'=1+1," in table(list(results.values()), list(IDS))


def test_results_are_in_gradescopes_form(graded):
    _, _, out, _ = graded
    for path in (out / "results").iterdir():
        whole = json.loads(path.read_text(encoding="utf-8"))
        assert whole["score"] == pytest.approx(sum(t["score"] for t in whole["tests"]))
        for test in whole["tests"]:
            assert 0 <= test["score"] <= test["max_score"]
            assert test["status"] in ("passed", "failed")
