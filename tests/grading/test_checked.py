"""What a check got counts beside what a name stands for at the end."""

import os
import sys

import pytest

import cnnbook as cb
from cnnbook.exercises import find
from cnnbook.grading.batch.grade import grade
from cnnbook.grading.batch.job_builder import JobBuilder
from cnnbook.grading.batch.marking import mark_better
from cnnbook.grading.batch.settings import Settings
from cnnbook.grading.judging.answer_key import AnswerKeys
from cnnbook.grading.runtime.checked import Checks, as_checked
from cnnbook.grading.sandbox.pool import WorkerPool

from .notebooks import FIRST, IDS, RIGHT, cells, notebook, write
from .test_follow_ups import CONVOLVE, FLIPPED
from .warm import grade_warm

OUTPUT_SIZE = (
    "def output_size(n, f, p=0, s=1):\n    return (n + 2*p - f)//s + 1\n"
    "cb.check('output-size', output_size)"
)
AGAIN = "n, f = 28, 5\noutput_size = output_size(n, f)\nprint(output_size)"
ROUNDED = {
    "outside": "def output_size(n, f, p=0, s=1): return round((n + 2*p - f)/s + 1)",
    "inside": "def output_size(n, f, p=0, s=1): return round((n + 2*p - f)/s) + 1",
}


def marks_of(tmp_path, *source, ids=IDS, chapter="02", **settings):
    path = write(tmp_path, f"{chapter}-x", notebook([FIRST, *source], chapter))
    result = grade_warm(path, Settings(**{"exercises": ids, "limit": 2.0, **settings}))
    return {mark.exercise: mark for mark in result.marks}


def test_a_name_that_is_used_again(tmp_path):
    once = marks_of(tmp_path, OUTPUT_SIZE, ids=("output-size",), chapter="04")
    again = marks_of(tmp_path, OUTPUT_SIZE, AGAIN, ids=("output-size",), chapter="04")
    assert once["output-size"].points == again["output-size"].points == 2
    assert not once["output-size"].remark
    assert again["output-size"].remark == (
        "What counts is what cb.check got in code cell 2: at the end of the notebook "
        "output_size is something else, which would earn less."
    )


@pytest.mark.parametrize("way", list(ROUNDED))
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_check_and_grader_name_the_same_mistake(tmp_path, way, seed):
    names = {}
    exec(ROUNDED[way], names)
    feedback = cb.check("output-size", names["output_size"])
    assert not feedback
    assert feedback.misconception == "rounded to the nearest"
    ids = ("output-size",)
    mark = marks_of(tmp_path, ROUNDED[way], ids=ids, chapter="04", seed=seed)[
        "output-size"
    ]
    assert not mark.feedback
    assert mark.feedback.misconception == "rounded to the nearest"


def test_the_better_of_the_two_is_what_counts_and_the_last_if_they_are_alike(tmp_path):
    half = RIGHT["conv2d"].replace("np.pad(np.asarray(image, float), padding)", "image")
    wrong = "def conv2d(image, kernel, padding=0, stride=1):\n    return 0"
    check = "cb.check('conv2d', conv2d)"
    first = marks_of(tmp_path, f"{half}\n{check}", wrong)["conv2d"]
    last = marks_of(tmp_path, f"{wrong}\n{check}", half)["conv2d"]
    assert 0 < first.points == last.points < 4
    assert first.remark
    assert not last.remark
    both = marks_of(tmp_path, f"{RIGHT['conv2d']}\n{check}", RIGHT["conv2d"])["conv2d"]
    assert both.points == 4
    assert not both.remark


def test_what_follows_from_another_does_so_as_it_was_checked(tmp_path):
    ids = ("conv2d", "convolve2d")
    marks = marks_of(
        tmp_path,
        f"{FLIPPED}\ncb.check('conv2d', conv2d)",
        f"{CONVOLVE}\ncb.check('convolve2d', convolve2d)",
        "conv2d = conv2d(np.ones((3, 3)), np.ones((2, 2)))",
        ids=ids,
    )
    assert marks["conv2d"].feedback.misconception == "flipped kernel"
    assert marks["convolve2d"].feedback.follows_from == "conv2d"
    assert marks["conv2d"].remark
    assert marks["convolve2d"].remark
    assert marks["convolve2d"].points > marks["conv2d"].points


def test_two_notebooks_and_their_cells_are_told_apart(tmp_path):
    student = tmp_path / "in" / "ann"
    student.mkdir(parents=True)
    write(student, "02-a", notebook([*cells(), "1 / 0"]))
    write(student, "02-b", notebook(["2 / 0", *cells()]))
    (result,) = grade(tmp_path / "in", tmp_path / "out", Settings(exercises=IDS))
    assert result.notes == (
        "Notebook 1, code cell 6 raised an error: ZeroDivisionError: division by zero.",
        "Notebook 2, code cell 1 raised an error: ZeroDivisionError: division by zero.",
    )


def test_names_come_back_after_what_was_checked_has_run():
    checks, names = Checks(), {"f": len, "helper": 1}
    checks.names = names
    checks.add("conv2d", len)
    names.update(f=3, helper=2, new=4)
    found = checks.changed("conv2d", "f", names)
    with as_checked(names, "f", found):
        assert names == {"f": len, "helper": 1}
    assert names == {"f": 3, "helper": 2, "new": 4}


def test_odd_answers_are_kept_as_they_are():
    checks = Checks()
    endless = []
    endless.append(endless)
    for odd in (endless, object(), print, {"a": [1]}, float("nan"), 10**400, None, ...):
        checks.add("x", odd)
        checks.changed("x", "x", {"x": 3})
    checks.add([], 3)
    checks.add("x", None)
    assert checks.changed("x", "x", {}) is None, "nothing was checked"


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX files")
def test_files_that_would_harm_harm_nobody(tmp_path):
    student = tmp_path / "in" / "ann"
    student.mkdir(parents=True)
    write(student, "02-a", notebook(cells()))
    for name in (
        "numpy",
        "cnnbook",
        "os",
        "json",
        "sitecustomize",
        "IPython",
        "select",
    ):
        (student / f"{name}.py").write_text("raise RuntimeError('shadowed')")
    os.mkfifo(student / "pipe.csv")
    (student / "secret.csv").symlink_to("/etc/passwd")
    (student / ("x" * 200 + ".csv")).write_text("1")
    with (student / "sparse.csv").open("wb") as sparse:
        sparse.truncate(10 << 30)
    write(tmp_path / "in", "bob", notebook([*cells(), "open('numpy.py')"]))
    ann, bob = grade(tmp_path / "in", tmp_path / "out", Settings(exercises=IDS, jobs=1))
    assert ann.total == bob.total == 7
    assert "not used: sparse.csv" in ann.notes[0]
    assert bob.errors == ("FileNotFoundError: numpy.py",), "these were another's"


@pytest.mark.parametrize("fork", [True, False])
def test_files_and_checks_are_the_same_without_fork(fork):
    helpers = f"import numpy as np\n{RIGHT['conv2d']}\n".encode()
    source = (
        FIRST,
        "import no_such_module\nfrom mine.helpers import conv2d\n"
        "cb.check('conv2d', conv2d)",
        "conv2d = int(np.loadtxt('../patch.csv'))",
    )
    files = (("week/mine/helpers.py", helpers), ("patch.csv", b"3"))
    job = JobBuilder(AnswerKeys(0), 4.0).build(source, [find("conv2d")], files, "week")
    with WorkerPool(fork=fork) as pool:
        result = pool.run(job)
    assert result.outcomes["conv2d"][0].kind == "type", "at the end it is a number"
    mark = mark_better(find("conv2d"), result, AnswerKeys(0).of(find("conv2d")))
    assert mark.points == 4
    assert mark.remark
    assert result.cell_errors == {
        1: ("ModuleNotFoundError: No module named 'no_such_module'",)
    }
