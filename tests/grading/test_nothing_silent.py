"""Whoever grades and whoever handed in reads what went wrong, and what to do."""

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cnnbook.cli import main
from cnnbook.exercises import REGISTRY
from cnnbook.grading.batch import keras_here
from cnnbook.grading.batch.cell_errors import count_cell_errors, remedy
from cnnbook.grading.batch.grade import grade, grade_notebook
from cnnbook.grading.batch.marking import mark_exercise
from cnnbook.grading.batch.packages import require_packages
from cnnbook.grading.batch.results import Result
from cnnbook.grading.batch.settings import Settings
from cnnbook.grading.judging.answer_key import AnswerKey
from cnnbook.grading.runtime.outcome import Failure
from cnnbook.grading.sandbox.job import JobResult

from .notebooks import FIRST, IDS, cells, notebook, write
from .warm import grade_warm

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def class_of_five(tmp_path_factory):
    folder, out = (tmp_path_factory.mktemp(name) for name in ("in", "out"))
    for number in range(3):
        source = [
            "import pandas_of_old as pd\n" + FIRST,
            "pd.Series([1])",
            *cells()[1:],
        ]
        write(folder, f"student-0{number}", notebook(source))
    write(folder, "student-03", notebook([*cells(), "open('photo.png')", "1 / 0"]))
    reused = [*cells(), "conv2d = conv2d(np.ones((3, 3)), np.ones((2, 2)))"]
    write(folder, "student-04", notebook(reused))
    results = grade(folder, out, Settings(exercises=IDS, jobs=2))
    return results, out


def read(path):
    text = re.sub(
        r"<style>.*?</style>", "", path.read_text(encoding="utf-8"), flags=re.S
    )
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text)).replace("&#39;", "'")


def test_nobody_lost_a_point(class_of_five):
    results, _ = class_of_five
    assert [result.total for result in results] == [7] * 5


def test_the_report_counts_the_exceptions(class_of_five):
    _, out = class_of_five
    report = read(out / "report.html")
    first = report.index("No module named 'pandas_of_old' 3 student-00, student-01")
    assert "pip install pandas_of_old" in report
    assert "--packages pandas_of_old" in report
    assert first < report.index("FileNotFoundError: photo.png 1 student-03")
    assert first < report.index("ZeroDivisionError: division by zero 1 student-03")
    assert "name 'pd'" not in report, "that follows from the import"


def test_the_report_says_what_counted(class_of_five):
    _, out = class_of_five
    words = "What counts is what cb.check got in code cell 5"
    assert f"student-04: conv2d . {words}" in read(out / "report.html")
    assert words in read(out / "feedback" / "student-04.html")
    assert words not in read(out / "feedback" / "student-03.html")


def test_the_student_reads_which_exception_stopped_which_cell(class_of_five):
    _, out = class_of_five
    page = read(out / "feedback" / "student-03.html")
    assert "Code cell 6 raised an error: FileNotFoundError: photo.png." in page
    assert "Code cell 7 raised an error: ZeroDivisionError: division by zero." in page
    kept = (out / "results" / "student-03.json").read_text(encoding="utf-8")
    assert "Code cell 6 raised an error: FileNotFoundError: photo.png." in kept


def test_the_terminal_says_it_too(class_of_five, tmp_path, capsys):
    (tmp_path / "in").mkdir()
    write(tmp_path / "in", "ann", notebook(["import no_such_one", *cells()]))
    out = str(tmp_path / "out")
    main(["grade", str(tmp_path / "in"), "--out", out, "--exercises", ",".join(IDS)])
    said = capsys.readouterr().out
    assert "1 submission: No module named 'no_such_one'" in said


@pytest.mark.parametrize(
    ("cell", "lost"),
    [
        ("\u200bdef conv2d(a):\n    pass", True),
        ("\tdef conv2d(a)\n\t\tpass", True),
        ("async def conv2d(a):\n    pass", True),
        ("class conv2d:\n    1 / 0", True),
        ("from helpers import pad, conv2d", True),
        ("import numpy as np, helpers as conv2d", True),
        ("size, conv2d = 3, make(3)", True),
        ("mine = conv2d = make(3)", True),
        ("conv2d, size = make(3)", True),
        ("# conv2d = make(3)", False),
        ("'conv2d = make(3)'", False),
        ("print(conv2d)", False),
        ("same = conv2d == mine", False),
        ("from helpers import conv2d_loops", False),
        ("conv2d," * 20_000, False),
    ],
)
def test_what_was_lost_in_a_cell_is_not_called_absent(cell, lost):
    conv2d = REGISTRY["conv2d"]
    missing = Failure("There is no conv2d in the notebook.", "missing")
    result = JobResult(outcomes={"conv2d": [missing]}, cell_problems={0: "error"})
    start = time.process_time()
    mark = mark_exercise(conv2d, result, AnswerKey(conv2d), [cell])
    assert time.process_time() - start < 1
    assert mark.missing is not lost
    assert ("where conv2d stands" in mark.feedback.hint) is lost


def test_a_result_that_is_kept_keeps_its_exceptions(class_of_five, tmp_path):
    (tmp_path / "in").mkdir()
    write(tmp_path / "in", "ann", notebook(["1 / 0", *cells()]))
    settings = Settings(exercises=IDS)
    first, again = (
        grade(tmp_path / "in", tmp_path / "out", settings) for _ in range(2)
    )
    assert (
        first[0].errors == again[0].errors == ("ZeroDivisionError: division by zero",)
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "ModuleNotFoundError: No module named 'sklearn.svm'",
            "pip install scikit-learn",
        ),
        ("ModuleNotFoundError: No module named 'cv2'", "opencv-python-headless"),
        ("ModuleNotFoundError: No module named 'google.colab'", "in Colab only"),
        ("ModuleNotFoundError: No module named 'kaggle_secrets'", "in Kaggle only"),
        ("FileNotFoundError: /content/drive/x.csv", "A folder of Colab"),
        ("FileNotFoundError: x.csv", "beside the notebook"),
        ("EOFError: input() gets no answer while grading", "Nobody answers"),
        ("URLError: <urlopen error>", "no network"),
        ("KeyError: 'x'", ""),
    ],
)
def test_what_to_do(text, words):
    assert words in remedy(text)
    assert bool(words) == bool(remedy(text))


def test_an_exception_is_counted_once_for_a_submission():
    result = Result("ann", "graded", (), "", (), "", ("KeyError: 3", "KeyError: 3"))
    (error,) = count_cell_errors([result])
    assert error.in_words == "1 submission: KeyError: 3."


def test_what_an_exception_says_is_text_and_no_markup(tmp_path):
    (tmp_path / "in").mkdir()
    source = "raise ValueError('<script>alert(1)</script>\\x1b[31m' + 'x' * 9999)"
    write(tmp_path / "in", "ann", notebook([source, *cells()]))
    (result,) = grade(tmp_path / "in", tmp_path / "out", Settings(exercises=IDS))
    assert result.total == 7
    assert len(result.errors[0]) < 400
    assert result.errors[0].isprintable()
    for page, own in (("report.html", 1), ("feedback/ann.html", 0)):
        text = (tmp_path / "out" / page).read_text(encoding="utf-8")
        assert text.count("<script") == own
        assert "&lt;script&gt;alert" in text


TEXT_OF_E = "class E(Exception):\n    def __str__(self):"
MISBEHAVING = {
    "endless text": [TEXT_OF_E, "        while True: pass"],
    "text that ends": [TEXT_OF_E, "        raise SystemExit"],
    "name": ["class E(NameError):", "    name = property(lambda self: exit())"],
    "file": ["class E(FileNotFoundError):", "    filename = property(lambda s: 1 / 0)"],
    "huge": ["E = SystemExit('x' * 10**7)"],
    "patched": ["import IPython.core.error as e", "e.UsageError = 3", "E = ValueError"],
}  # fmt: skip


@pytest.mark.parametrize("what", list(MISBEHAVING))
def test_exceptions_that_misbehave(tmp_path, what):
    source = "\n".join([*MISBEHAVING[what], "raise E"])
    path = write(tmp_path, "02-x", notebook([source, *cells()]))
    assert grade_warm(path, Settings(exercises=IDS, limit=1.0)).total == 7


def test_packages_are_checked_before_anything_is_graded(tmp_path, capsys):
    (tmp_path / "in").mkdir()
    write(tmp_path / "in", "ann", notebook(cells()))
    arguments = ["grade", str(tmp_path / "in"), "--out", str(tmp_path / "out")]
    assert main([*arguments, "--packages", "numpy,no-such-one>=2"]) == 2
    said = capsys.readouterr().err
    assert "of --packages this is not here: no-such-one>=2." in said
    assert "pip install 'numpy' 'no-such-one>=2'" in said
    assert not (tmp_path / "out").exists()


def test_a_requirements_file(tmp_path):
    (tmp_path / "base.txt").write_text("numpy>=1\n")
    file = tmp_path / "requirements.txt"
    file.write_text(
        "\ufeff# of the course\n-r base.txt\n--index-url https://example.org\n\n"
        "jinja2  # for pages\nno-such-one==1 ; python_version < '3'\n"
        "matplotlib>=3 \\\n    --hash=sha256:00\n",
        encoding="utf-8",
    )
    require_packages(str(file))
    (tmp_path / "base.txt").write_text("numpy<1,>0.1\n")
    with pytest.raises(ValueError, match=r"numpy<1,>0.1 \(there is .*pip install -r"):
        require_packages(str(file))
    (tmp_path / "base.txt").write_text("-r requirements.txt\n")
    with pytest.raises(ValueError, match="in a circle"):
        require_packages(str(file))
    file.write_text("== 3\n")
    with pytest.raises(ValueError, match="line 1: '== 3' is no package"):
        require_packages(str(file))
    with pytest.raises(ValueError, match="can't be read"):
        require_packages(str(tmp_path / "none.txt"))
    require_packages("numpy>=1,<99, jinja2")


MODEL = "def build_lenet():\n    return keras.Sequential()"


def test_without_keras_a_class_is_graded_and_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(keras_here, "missing_for_keras", lambda: "tensorflow")
    (tmp_path / "in").mkdir()
    write(tmp_path / "in", "chapter-02", notebook(["import keras", *cells()]))
    write(tmp_path / "in", "chapter-07", notebook(["x = 1"], chapter="07"))
    write(
        tmp_path / "in", "chapter-08", notebook(["import keras", MODEL], chapter="08")
    )
    two, *others = grade(tmp_path / "in", tmp_path / "out", Settings(jobs=2))
    assert two.total == 7
    for result, chapter in zip(others, ("07", "08"), strict=True):
        assert result.status == (
            f"not graded, run again: the exercises of chapter {chapter} need Keras: "
            'tensorflow is not installed here. Run pip install "cnnbook[keras]"'
        )
        assert not (tmp_path / "out" / "results" / f"{result.name}.json").exists()
    with pytest.raises(RuntimeError, match="chapter 08 need Keras"):
        grade_notebook(tmp_path / "in" / "chapter-08.ipynb", Settings())


def run(*arguments, encoding):
    variables = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    return subprocess.run(
        [sys.executable, "-m", "cnnbook", *map(str, arguments)],
        capture_output=True,
        env=variables,
        cwd=ROOT,
        check=False,
    )


@pytest.mark.parametrize("encoding", ["cp1252", "cp437", "ascii", "cp932", "latin-1"])
def test_any_console_or_pipe_takes_a_list(encoding):
    done = run("list", "--chapter", "02", encoding=encoding)
    assert done.returncode == 0, done.stderr
    assert b"conv2d" in done.stdout


def test_a_windows_pipe_takes_everything(tmp_path):
    (tmp_path / "in").mkdir()
    write(tmp_path / "in", "学生", b"{")
    write(tmp_path, "02-x", notebook(cells(one_window="one_window = 11")))
    done = run("check", tmp_path / "02-x.ipynb", encoding="cp1252")
    assert done.returncode == 1
    assert b"Passed: conv2d **, " in done.stdout
    out = tmp_path / "out"
    done = run("grade", tmp_path / "in", "--out", out, encoding="cp1252")
    assert done.returncode == 0, done.stderr
    assert rb"\u5b66\u751f: could not be read: it is not JSON" in done.stdout
    assert "学生," in (out / "grades.csv").read_text(encoding="utf-8-sig")
    assert run("doctor", encoding="cp1252").returncode == 0
    assert run("grade", "--help", encoding="cp1252").returncode == 0


def test_whoever_reads_a_pipe_may_stop():
    command = f"{sys.executable} -m cnnbook list | head -1"
    done = subprocess.run(
        ["sh", "-c", command], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert done.stdout.startswith("01  dense-by-hand")
    assert not done.stderr
