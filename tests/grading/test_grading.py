"""What is graded, how points are given, and what the instructor gets."""

import ast
import contextlib
import json
import os
import re
import shutil
import sys
from pathlib import Path

import pytest

from cnnbook.exercises import find
from cnnbook.grading.batch.grade import grade
from cnnbook.grading.batch.job_builder import JobBuilder
from cnnbook.grading.batch.marking import mark_exercise
from cnnbook.grading.batch.notebooks import read_notebook
from cnnbook.grading.batch.results import file_name
from cnnbook.grading.batch.settings import Settings
from cnnbook.grading.judging.answer_key import AnswerKeys
from cnnbook.grading.sandbox import isolation
from cnnbook.grading.sandbox.pool import WorkerPool

from .notebooks import IDS, RIGHT, cells, notebook, write
from .warm import grade_warm

FLIPPED = (
    "def conv2d(image, kernel, padding=0, stride=1):\n"
    "    return cb.conv2d(image, kernel[::-1, ::-1], padding, stride)"
)
SHIPPED = [
    (case.args[0].shape, float(case.args[0].sum())) for case in find("conv2d").cases
]
HARD_CODED = (
    "def conv2d(image, kernel, padding=0, stride=1):\n"
    f"    if (image.shape, float(image.sum())) in {SHIPPED}:\n"
    "        return cb.conv2d(image, kernel, padding, stride)\n"
    "    return np.zeros((2, 2))"
)


def one(tmp_path, source, **settings):
    """Grade a single notebook and return its marks by exercise."""
    path = write(tmp_path, "02-x", notebook(source))
    settings = {"exercises": IDS, "limit": 2.0, **settings}
    return {m.exercise: m for m in grade_warm(path, Settings(**settings)).marks}


def test_a_known_mistake_is_named_as_in_the_notebook(tmp_path):
    mark = one(tmp_path, cells(conv2d=FLIPPED))["conv2d"]
    assert mark.feedback.misconception == "flipped kernel"
    assert "turned by 180°" in mark.feedback.hint
    assert 0 <= mark.points < 1


def test_points_are_given_for_each_case(tmp_path):
    # The shipped cases are known to everybody: answering those alone is worth little.
    mark = one(tmp_path, cells(conv2d=HARD_CODED))["conv2d"]
    right, total = map(
        int, re.search(r"(\d+) of (\d+)", mark.feedback.headline).groups()
    )
    shipped = len(find("conv2d").cases)
    assert total == shipped + 12
    assert shipped <= right < total - 6
    assert mark.points == round(4 * right / total, 2)


def test_the_same_seed_draws_the_same_cases():
    exercise = find("conv2d")
    shown = [
        [case.show("f") for case in AnswerKeys(seed).of(exercise).cases]
        for seed in (1, 1, 2)
    ]
    assert shown[0] == shown[1] != shown[2]


@pytest.mark.parametrize(
    ("about", "name", "code", "chapter"),
    [
        ({"cnnbook": {"chapter": "03"}}, "02-x.ipynb", "", "03"),
        ({"cnnbook": {"chapter": "99"}}, "02-x.ipynb", "", "02"),
        ({"cnnbook": 3}, "02.ipynb", "", "02"),
        ({}, "student-02.ipynb", 'cb.check("max-pool", f)', "06"),
        ({}, "x.ipynb", "def max_pool(x): pass", "06"),
        ({}, "2024.ipynb", "x = 1", ""),
        (None, "x.ipynb", "", ""),
    ],
)
def test_the_chapter(about, name, code, chapter):
    content = {**notebook([code]), "metadata": about}
    assert read_notebook(name, json.dumps(content).encode()).chapter == chapter


def test_a_notebook_counts_for_its_chapter(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    write(folder, "student-01", notebook(cells()))
    write(folder, "student-02", notebook(["edge_sign = 1"], chapter="03"))
    write(folder, "student-03", notebook(["x = 1"], chapter=None))
    results = {r.name: r for r in grade(folder, tmp_path / "out", Settings(limit=2.0))}
    assert {m.exercise for m in results["student-01"].marks} > set(IDS)
    assert all(find(m.exercise).chapter == "03" for m in results["student-02"].marks)
    assert results["student-03"].status.startswith("graded; of no chapter")
    header = (tmp_path / "out" / "grades.csv").read_text().splitlines()[0]
    assert header.startswith("submission,one-window,")
    assert ",edge-sign," in header
    assert header.endswith(",total,status")


def test_the_best_of_several_notebooks_counts(tmp_path):
    student = tmp_path / "in" / "student-01"
    student.mkdir(parents=True)
    write(student, "02-first", notebook(cells(conv2d=FLIPPED)))
    write(student, "02-second", notebook(cells(one_window="one_window = 1")))
    (result,) = grade(tmp_path / "in", tmp_path / "out", Settings(exercises=IDS))
    assert result.name == "student-01"
    assert result.total == 7


def test_a_missing_answer_is_reported_as_missing(tmp_path):
    marks = one(tmp_path, cells(conv2d=None))
    assert marks["conv2d"].missing
    assert "There is no conv2d" in marks["conv2d"].feedback.hint
    assert marks["conv2d"].points == 0
    assert not marks["one-window"].missing


def test_processes_without_fork_give_the_same(tmp_path):
    notebook_ = read_notebook("02.ipynb", json.dumps(notebook(cells())).encode())
    keys = AnswerKeys(0)
    exercises = [find(identifier) for identifier in IDS]
    loops = (*notebook_.cells, "def count_windows(*a):\n    while True: pass")
    job = JobBuilder(keys, 1.0).build(loops, exercises)
    with WorkerPool(fork=False) as pool:
        result = pool.run(job)
    points = [
        mark_exercise(exercise, result, keys.of(exercise)).points
        for exercise in exercises
    ]
    assert points == [1, 1, 0, 4]


def test_without_bubblewrap_the_fallback_is_used_and_named(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    isolation._problem_with_bubblewrap.cache_clear()
    chosen = isolation.choose("auto")
    assert chosen.kind == "limits"
    assert (
        "it is not installed" in isolation.why_no_bubblewrap()
        or sys.platform != "linux"
    )
    with pytest.raises(RuntimeError, match="bubblewrap does not work here"):
        isolation.choose("bubblewrap")
    folder = tmp_path / "in"
    folder.mkdir()
    write(folder, "student-01", notebook(cells()))
    (result,) = grade(folder, tmp_path / "out", Settings(exercises=IDS))
    assert result.total == 7
    assert "limits: a process with limits" in (tmp_path / "out/report.html").read_text()
    isolation._problem_with_bubblewrap.cache_clear()


@pytest.mark.skipif(not shutil.which("bwrap"), reason="bubblewrap is not installed")
def test_a_bubblewrap_that_fails_is_not_used(tmp_path, monkeypatch):
    fake = tmp_path / "bwrap"
    fake.write_text("#!/bin/sh\necho 'bwrap: No permissions to create' >&2\nexit 1\n")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    isolation._problem_with_bubblewrap.cache_clear()
    assert isolation.choose("auto").kind == "limits"
    assert "No permissions" in isolation.why_no_bubblewrap()
    isolation._problem_with_bubblewrap.cache_clear()


def test_bubblewrap_is_there_in_ci():
    if os.environ.get("CI") and sys.platform == "linux":
        assert shutil.which("bwrap"), "CI installs bubblewrap, see .ci/run"


def test_file_names_are_short_and_unlike():
    long = ["é" * 200, "é" * 201]
    names = [file_name(name, ".html") for name in long]
    assert len(set(names)) == 2
    assert all(len(name.encode()) <= 255 for name in names)
    assert "/" not in file_name("a/b", ".json")


def test_the_report_is_self_contained_and_tells_the_mistakes(tmp_path):
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    for number in range(3):
        write(folder, f"student-0{number}", notebook(cells(conv2d=FLIPPED)))
    write(folder, "student-04", notebook(cells(one_window="one_window = ...")))
    write(folder, "student-05", b"")
    grade(folder, out, Settings(exercises=IDS))
    report = (out / "report.html").read_text(encoding="utf-8")
    assert not re.search(r"https?://|src=|@import|<link|<script[ \n]", report)
    assert report.count("<script") == 1, "the one that sorts tables"
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", report))
    assert "flipped kernel conv2d 3" in text
    assert "1 of 5 (20 %)" in text  # conv2d
    assert "student-05: could not be read: it is empty" in text
    assert "Seed 0; 12 hidden cases" in text
    page = (out / "feedback" / "student-00.html").read_text(encoding="utf-8")
    assert "turned by 180°" in page
    assert RIGHT["conv2d"] not in page


def test_the_grader_unpickles_nothing():
    # A pickle or a model file from a student would run its code in the grader.
    folder = Path(isolation.__file__).parent.parent
    for path in folder.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            # `global` names them as text.
            names = [getattr(a, "name", a) for a in getattr(node, "names", [])]
            names += [getattr(node, "module", None), getattr(node, "attr", None)]
            assert not {"pickle", "h5py", "load_model", "load_weights"} & set(names)
            if isinstance(node, ast.Attribute) and node.attr == "load":
                assert ast.unparse(node.value) != "np"


def test_twenty_ordinary_notebooks_are_quick(tmp_path):
    # Processor time, since the machine may be busy: two seconds on two cores.
    source = read_notebook("02.ipynb", json.dumps(notebook(cells())).encode())
    job = JobBuilder(AnswerKeys(0)).build(source.cells, [find(i) for i in IDS])
    with WorkerPool() as pool:
        worker = pool.worker(job.environment)
        for _ in range(20):
            pool.run(job)
        assert worker.starts == 1, "one process serves them all"
        assert worker.seconds < 4


def test_a_worker_that_is_not_clean_is_not_used_again(tmp_path):
    left = (
        "import subprocess\nsubprocess.Popen(['sleep', '61'], start_new_session=True)"
    )
    builder = JobBuilder(AnswerKeys(0), 2.0)
    job = builder.build((*cells(), left), [find(i) for i in IDS])
    with WorkerPool() as pool:
        worker = pool.worker(job.environment)
        for _ in range(2):
            result = pool.run(job)
            assert result.outcomes["one-window"][0].value == -29
        assert worker.starts == 1
        assert not any("sleep\0" + "61" in command for command in _commands())
        shut = "import os\nos.makedirs('a/b')\nos.chmod('a', 0)"
        job = builder.build((*cells(), shut), [find(i) for i in IDS])
        for _ in range(2):
            pool.run(job)
        assert worker.starts == (2 if pool.isolation.kind == "bubblewrap" else 1)


def _commands():
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            yield path.read_text(errors="replace")


def test_a_student_never_sees_what_another_left(tmp_path):
    leave = (
        "import os\nopen('/tmp/answers', 'w').write('12')\n"
        "open('answers', 'w').write('12')\none_window = 12"
    )
    copy = (
        "import pathlib\nfound = [p for f in ('/tmp', '.', '..') for p in "
        "pathlib.Path(f).glob('answers')]\none_window = int(found[0].read_text())"
    )
    exercises = [find("one-window")]
    with WorkerPool() as pool:
        builder = JobBuilder(AnswerKeys(0), 2.0)
        kinds = [
            pool.run(builder.build((code,), exercises)).outcomes["one-window"][0].kind
            for code in (leave, copy)
        ]
    assert kinds == ["value", "missing"]
