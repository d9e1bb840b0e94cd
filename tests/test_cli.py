"""The command: what it prints, its exit status, and what it says to bad input."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

import cnnbook
from cnnbook.cli import main
from cnnbook.exercises import REGISTRY, find
from cnnbook.grading.judging.answer_key import DRAWN_CASES

from .grading.notebooks import cells, notebook, write

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def folder(tmp_path):
    here = tmp_path / "in"
    here.mkdir()
    write(here, "student-01", notebook(cells()))
    write(here, "student-02", b"{")
    return here


def refused(capsys, *arguments):
    """Run the command, which should refuse; return what it says."""
    try:
        status = main([str(argument) for argument in arguments])
    except SystemExit as error:
        status = error.code
    assert status == 2
    return capsys.readouterr().err


def test_grade(folder, tmp_path, capsys):
    out = tmp_path / "out"
    ids = "one-window, next-value,count-windows,conv2d"
    arguments = ["grade", str(folder), "--out", str(out), "--exercises", ids]
    assert main([*arguments, "--seed", "7", "--jobs", "1", "--time-limit", "2"]) == 0
    said = capsys.readouterr()
    assert "2 submissions, 1 of them could not be read" in said.out
    assert "student-02: could not be read: it is not JSON" in said.out
    assert "2/2" in said.err
    assert (out / "grades.csv").read_text(encoding="utf-8").splitlines() == [
        "submission,one-window,next-value,count-windows,conv2d,total,status",
        "student-01,1,1,1,4,7,graded",
        'student-02,0,0,0,0,0,"could not be read: it is not JSON (line 1, column 2)"',
    ]
    assert (out / "report.html").exists()
    assert not (out / ".partial").exists()


def test_bad_input_is_refused_in_words(folder, tmp_path, capsys):
    out = tmp_path / "out"
    says = "the folder of submissions does not exist"
    assert says in refused(capsys, "grade", tmp_path / "none", "--out", out)
    (tmp_path / "empty").mkdir()
    says = "there are no submissions in"
    assert says in refused(capsys, "grade", tmp_path / "empty", "--out", out)
    says = "would lie among the submissions"
    assert says in refused(capsys, "grade", folder, "--out", folder / "out")
    assert says in refused(capsys, "grade", folder, "--out", folder)
    (tmp_path / "file").write_text("")
    says = "this is a file"
    assert says in refused(capsys, "grade", folder, "--out", tmp_path / "file")
    says = "is a file"
    assert says in refused(capsys, "grade", tmp_path / "file", "--out", out)
    says = "did you mean 'conv2d'?"
    wrong = ["--exercises", "con2d"]
    assert says in refused(capsys, "grade", folder, "--out", out, *wrong)
    assert "--out" in refused(capsys, "grade", folder)
    bad = {"--seed": "-1", "--jobs": "0", "--time-limit": "soon"}
    for option, value in {**bad, "--follow-up-share": "1.5"}.items():
        said = refused(capsys, "grade", folder, "--out", out, option, value)
        assert f"argument {option}" in said
        assert value in said
    says = "there is no notebook"
    assert says in refused(capsys, "check", tmp_path / "none.ipynb")
    says = "there are no exercises of chapter '99'"
    assert says in refused(capsys, "list", "--chapter", "99")
    assert says in refused(capsys, "export", out, "--to", "otter", "--chapter", "99")
    says = "no solution notebooks"
    other = ["--solutions", tmp_path]
    assert says in refused(capsys, "export", out, "--to", "nbgrader", *other)
    says = f"no exercise notebooks in {tmp_path.parent / 'exercises'}"
    assert says in refused(capsys, "export", out, "--to", "github-classroom", *other)
    assert not out.exists()


def test_check_tells_a_student_what_the_grader_will_say(tmp_path, capsys):
    path = write(tmp_path, "mine", notebook(cells(one_window="one_window = 3")))
    ids = ["--exercises", "one-window,conv2d"]
    assert main(["check", str(path), *ids]) == 1
    said = capsys.readouterr().out
    assert "Not yet: one-window" in said
    number = len(find("conv2d").cases) + DRAWN_CASES
    assert f"Passed: conv2d ★★, {number} of {number} cases." in said
    assert "4 points; graded." in said
    write(tmp_path, "mine", notebook(cells()))
    assert main(["check", str(path), *ids]) == 0


def test_check_says_more_on_request_and_what_follows_from_what(tmp_path, capsys):
    flipped = (
        "def conv2d(image, kernel):\n    return cb.conv2d(image, kernel[::-1, ::-1])"
    )
    calls = (
        "def convolve2d(image, kernel):\n    return conv2d(image, kernel[::-1, ::-1])"
    )
    path = write(tmp_path, "mine", notebook([*cells(conv2d=flipped), calls]))
    line = ["check", str(path), "--exercises", "conv2d,convolve2d,separable"]
    assert main([*line, "--follow-up-share", "0.5"]) == 1
    said = capsys.readouterr().out
    assert "This follows from conv2d" in said
    assert "Mend that one first.\n1 of 2 points." in said
    assert "Not begun: separable" in said
    assert "Where to look" not in said
    assert main([*line, "--more"]) == 1
    said = capsys.readouterr().out
    assert "\nWhere to look: " in said
    assert "\nRead again: “" in said


def test_check_of_a_broken_notebook(tmp_path, capsys):
    path = write(tmp_path, "mine", b"{")
    assert main(["check", str(path)]) == 1
    assert "could not be read: it is not JSON" in capsys.readouterr().out


def test_list_has_every_exercise(capsys):
    assert main(["list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[1] for line in lines] == list(REGISTRY)


def test_doctor(capsys):
    assert main(["doctor"]) == 0
    said = capsys.readouterr().out
    assert "In force: " in said
    assert "fashion_mnist_6k.npz: intact, 7c9419d4" in said
    assert "MIT, Zalando SE" in said


def test_doctor_tells_how_to_get_the_better_isolation(capsys, monkeypatch, tmp_path):
    from cnnbook.grading.sandbox import isolation

    monkeypatch.setenv("PATH", str(tmp_path))
    isolation._problem_with_bubblewrap.cache_clear()
    assert main(["doctor"]) == 0
    said = capsys.readouterr().out
    isolation._problem_with_bubblewrap.cache_clear()
    assert "In force: limits" in said
    assert "bubblewrap does not work here" in said
    assert "To get it, " in said


@pytest.mark.parametrize("to", ["nbgrader", "otter"])
def test_export_says_what_is_lost(to, tmp_path, capsys):
    arguments = ["export", str(tmp_path / "out"), "--to", to, "--chapter", "02"]
    assert main([*arguments, "--solutions", str(ROOT / "solutions")]) == 0
    said = capsys.readouterr().out
    assert "What the exported assignment can't do" in said
    assert "otter assign" in said or "nbgrader generate_assignment" in said
    assert (tmp_path / "out" / "WHAT-IS-LOST.txt").exists()
    (path,) = (tmp_path / "out").rglob("*.ipynb")
    text = path.read_text(encoding="utf-8")
    assert "HIDDEN" in text
    assert "assert feedback" in text


def test_the_module_is_the_command():
    line = [sys.executable, "-m", "cnnbook", "--help"]
    done = subprocess.run(line, capture_output=True, text=True, check=True)
    assert "grade a class" in done.stdout


def test_the_version_is_told_and_is_that_of_the_changelog_and_the_citation(capsys):
    with pytest.raises(SystemExit) as stop:
        main(["--version"])
    assert stop.value.code == 0
    assert capsys.readouterr().out == f"cnnbook {cnnbook.__version__}\n"
    changes = (ROOT / "CHANGELOG.md").read_text("utf-8")
    dates = dict(re.findall(r"^## \[?([\d.]+)\]? - ([\d-]+)$", changes, re.M))
    assert next(iter(dates)) == cnnbook.__version__
    citation = (ROOT / "CITATION.cff").read_text("utf-8")
    assert f"version: {cnnbook.__version__}\n" in citation
    assert f"date-released: {dates[cnnbook.__version__]}\n" in citation
