"""A class goes in by one command and out into a gradebook: rules, pages, two runs."""

import csv
import errno
import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from unittest.mock import Mock

import pytest

from cnnbook.cli import main
from cnnbook.grading.batch.grade import grade
from cnnbook.grading.batch.lock import only_run
from cnnbook.grading.batch.settings import Settings

from .downloads import GOOD, NAME, lay
from .notebooks import cells, notebook, write
from .test_gradebook import CANVAS

IDS = "one-window,next-value"
ONE = ("one-window", "next-value")
SETTINGS = Settings(exercises=ONE, limit=2.0, jobs=1)


def run(*arguments):
    """Run the command; return its exit status."""
    return main(["grade", *map(str, arguments), "--jobs", "1", "--exercises", IDS])


def rows(out):
    """Return the table of grades, by name."""
    text = (out / "grades.csv").read_text(encoding="utf-8-sig")
    return {row["submission"]: row for row in csv.DictReader(text.splitlines())}


def names(out, folder):
    return sorted(path.name for path in (out / folder).iterdir())


@pytest.fixture
def canvas(tmp_path):
    files = {
        f"annone_1001_501_{NAME}": GOOD,
        f"bobtwo_LATE_1002_502_{NAME}": GOOD,
        "bobtwo_LATE_1002_503_04-padding.ipynb": b"{",
        "cemthree_1003_text.html": b"<p>",
    }
    return lay(tmp_path / "subs", files)


def test_the_whole_way_of_a_small_class(canvas, tmp_path, capsys):
    out, book = tmp_path / "out", tmp_path / "Grades-CV.csv"
    book.write_text(CANVAS, encoding="utf-8")
    (tmp_path / "course.toml").write_text(
        "[late]\nper_day = 25\ndays_if_unknown = 1\n[assignments.week2]\n"
        "exercises = ['one-window', 'next-value']\npoints = { one-window = 3 }\n"
    )
    out.mkdir()
    (out / "overrides.csv").write_text(
        "student,exercise,points,why\n1001,next-value,0.5,half of it by hand\n"
    )
    line = [canvas, "--out", out, "--gradebook", book, "--column", "Homework 2"]
    assert main(["grade", *map(str, line), "--jobs", "1"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith("Rules of the course: ")
    assert said[1].endswith("overrides.csv, 1.")
    assert said[2].startswith("Taken for a download from Canvas")
    assert said[3] == "2 students, 1 marked late by the system."
    assert "Put aside, not graded (1, text entry)" in said[4]
    assert "cemthree_1003 handed in a text entry alone" in said[5]
    assert any("Homework 2 (9001), 2 students" in text for text in said)
    assert any("without a submission (2): Gone, Gil; Student, Test" in t for t in said)
    got = rows(out)
    assert got["annone_1001"]["total"] == "3.5"
    assert got["annone_1001"]["by_hand"] == (
        "next-value: 0.5 points by hand, not 1: half of it by hand"
    )
    assert (got["bobtwo_1002"]["total"], got["bobtwo_1002"]["late"]) == ("3", "late")
    assert got["bobtwo_1002"]["late_deduction"] == "1"
    assert list(got["annone_1001"])[:5] == ["submission", *ONE, "total", "status"]
    filled = (out / "gradebook" / book.name).read_text(encoding="utf-8")
    assert '"Sec, A",3.5,3.00,' in filled
    assert "A,3,4.00," in filled
    assert book.read_text(encoding="utf-8") == CANVAS, "the export itself stays"
    with zipfile.ZipFile(out / "feedback-canvas.zip") as opened:
        assert opened.namelist() == [
            f"annone_1001_501_{NAME}",
            f"bobtwo_LATE_1002_502_{NAME}",
        ]
        page = opened.read(opened.namelist()[0]).decode()
    assert "0.5 points by hand, not 1: half of it by hand" in page
    assert "of 3 points" in page
    report = (out / "report.html").read_text(encoding="utf-8")
    for text in ("Changed by hand", "half of it by hand", "Late</h2>", "Taken for a"):
        assert text in report
    assert "text entry,cemthree_1003" in (out / "handed-in.csv").read_text("utf-8-sig")


def test_marks_by_hand_survive_and_go_when_their_line_goes(canvas, tmp_path):
    out = tmp_path / "out"
    assert run(canvas, "--out", out) == 0
    before = rows(out)["annone_1001"]["total"]
    table = out / "overrides.csv"
    table.write_text("student,exercise,points,why\nannone_1001,one-window,0,copied\n")
    for more in ([], [], ["--regrade"]):
        assert run(canvas, "--out", out, *more) == 0
        assert rows(out)["annone_1001"]["one-window"] == "0"
        text = (out / "results" / "annone_1001.json").read_text(encoding="utf-8")
        assert "0 points by hand, not 1: copied" in text
    table.unlink()
    assert run(canvas, "--out", out) == 0
    assert rows(out)["annone_1001"]["total"] == before == "2"


def test_a_changed_rule_needs_no_second_grading(canvas, tmp_path):
    out, seen = tmp_path / "out", []
    grade(canvas, out, SETTINGS)
    rule = canvas.parent / "course.toml"
    rule.write_text("late.per_day = 50\nlate.days_if_unknown = 1\n[assignments.x]\n")
    results = grade(canvas, out, SETTINGS, lambda done, total: seen.append(done))
    assert seen == [2]
    assert [result.total for result in results] == [2, 1]


def test_whoever_withdraws_has_no_page_any_more(tmp_path, capsys):
    folder, out = tmp_path / "subs", tmp_path / "out"
    lay(folder, {"ann.ipynb": GOOD, "bob.ipynb": GOOD})
    assert run(folder, "--out", out) == 0
    (out / "results" / "mine.json").write_text("{}")
    (out / "feedback" / "notes.html").write_text("my own notes")
    (folder / "bob.ipynb").unlink()
    assert run(folder, "--out", out) == 0
    assert "page and result taken away: bob" in capsys.readouterr().out
    assert names(out, "feedback") == ["ann.html", "notes.html"]
    assert names(out, "results") == ["ann.json", "mine.json"]


def test_the_second_run_says_so_and_stops(tmp_path, capsys):
    folder, out = lay(tmp_path / "subs", {"ann.ipynb": GOOD}), tmp_path / "out"
    code = (
        "import sys, time\nfrom pathlib import Path\n"
        "from cnnbook.grading.batch.lock import only_run\n"
        "with only_run(Path(sys.argv[1])):\n    print('held', flush=True)\n"
        "    time.sleep(60)\n"
    )
    line = [sys.executable, "-c", code, str(out)]
    with subprocess.Popen(line, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout.readline() == "held\n"
        assert run(folder, "--out", out) == 2
        said = capsys.readouterr().err
        assert f"process {other.pid} on " in said
        assert "is grading into" in said
        assert not (out / "grades.csv").exists()
        other.kill()
        other.wait()
    assert (out / ".lock").exists(), "it had no time to tidy up"
    assert run(folder, "--out", out) == 0
    assert not (out / ".lock").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9")
def test_a_killed_run_holds_nothing_though_its_workers_live_on(tmp_path):
    folder, out = tmp_path / "subs", tmp_path / "out"
    folder.mkdir()
    write(folder, "ann", notebook(["import time\ntime.sleep(20)", *cells()]))
    line = [sys.executable, "-m", "cnnbook", "grade", str(folder), "--out", str(out)]
    line += ["--time-limit", "30", "--isolation", "limits"]
    process = subprocess.Popen(line, stderr=subprocess.PIPE, stdout=subprocess.PIPE)
    end = time.monotonic() + 60
    while not (out / ".lock").exists():
        assert time.monotonic() < end
        time.sleep(0.05)
    time.sleep(1.5)
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    with only_run(out):
        pass


def test_two_folders_of_results_do_not_wait_for_each_other(tmp_path):
    with only_run(tmp_path / "a"), only_run(tmp_path / "b"):
        assert (tmp_path / "a" / ".lock").exists()
    assert not (tmp_path / "a").exists()


def test_a_place_where_nothing_can_be_written_is_told_in_words(tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    said = r"nothing can be written to .*; name another place with --out"
    with pytest.raises(ValueError, match=said), only_run(tmp_path / "file" / "out"):
        pass
    read_only = OSError(errno.EROFS, os.strerror(errno.EROFS), "out/.lock")
    monkeypatch.setattr(Path, "open", Mock(side_effect=read_only))
    with pytest.raises(ValueError, match=r"\(Read-only .*--out"), only_run(tmp_path):
        pass


def test_bad_rules_stop_before_anything_is_graded(canvas, tmp_path, capsys):
    out = tmp_path / "out"
    (tmp_path / "course.toml").write_text("[assignments.week2]\ndeadline = 'soon'\n")
    assert run(canvas, "--out", out) == 2
    said = capsys.readouterr().err
    assert 'course.toml: assignments.week2.deadline = "soon": write a date' in said
    assert run(canvas, "--out", out, "--course", tmp_path / "none.toml") == 2
    assert "there is no file" in capsys.readouterr().err
    (tmp_path / "course.toml").unlink()
    assert run(canvas, "--out", out, "--assignment", "week2") == 2
    assert "--assignment week2 needs a course.toml" in capsys.readouterr().err
    assert run(canvas, "--out", out, "--gradebook", tmp_path / "none.csv") == 2
    assert "none.csv can't be read" in capsys.readouterr().err
    assert run(canvas, "--out", out, "--lms", "moodle") == 2
    assert "as Moodle names it" in capsys.readouterr().err
    assert not out.exists()


def test_the_rules_are_no_submission(tmp_path):
    lay(tmp_path / "subs", {"ann.ipynb": GOOD, "bob.ipynb": GOOD})
    (tmp_path / "subs" / "course.toml").write_text("[assignments.w]\n")
    (tmp_path / "subs" / "overrides.csv").write_text("student,exercise,points,why\n")
    results = grade(tmp_path / "subs", tmp_path / "out", SETTINGS)
    assert [result.name for result in results] == ["ann", "bob"]


def test_a_table_that_excel_reads(tmp_path):
    folder, out = tmp_path / "subs", tmp_path / "out"
    lay(folder, {"=cmd|'C calc'!A0.ipynb": b"", "ann.ipynb": b""})
    grade(folder, out, SETTINGS)
    assert (out / "grades.csv").read_bytes().startswith(b"submission,")
    assert "'=cmd|'C calc'!A0" in rows(out)
    lay(folder, {"Zoë 山田.ipynb": b"", "＝1+1.ipynb": b""})
    grade(folder, out, SETTINGS)
    assert (out / "grades.csv").read_bytes().startswith(b"\xef\xbb\xbfsubmission,")
    assert {"Zoë 山田", "'＝1+1"} <= set(rows(out))


def test_check_takes_a_students_folder_and_writes_for_gradescope(tmp_path, capsys):
    folder = lay(tmp_path / "ann", {f"hw/{NAME}": GOOD, "hw/venv/pyvenv.cfg": b""})
    lay(folder, {"hw/venv/lib/bad.ipynb": b"{"})
    result = tmp_path / "results.json"
    line = ["check", str(folder), "--exercises", IDS, "--json", str(result)]
    assert main(line) == 0
    assert '"score": 2.0' in result.read_text(encoding="utf-8")
    assert "2 points; graded." in capsys.readouterr().out


def test_a_name_in_the_rules_that_fits_two_stops_before_grading(tmp_path, capsys):
    files = {f"Ann One_{n}_assignsubmission_file_/{NAME}": GOOD for n in (1, 2)}
    folder, out = lay(tmp_path / "subs", files), tmp_path / "out"
    table = tmp_path / "overrides.csv"
    table.write_text("student,exercise,points,why\nann one,conv2d,1,x\n")
    assert run(folder, "--out", out) == 2
    assert "'ann one' fits 2 students; write one of" in capsys.readouterr().err
    assert not out.exists()


def test_points_of_the_course_count_where_nobody_could_be_graded(tmp_path):
    folder, out = lay(tmp_path / "subs", {"ann.ipynb": b"{"}), tmp_path / "out"
    rule = tmp_path / "course.toml"
    rule.write_text("[assignments.w]\nexercises = ['conv2d']\npoints.conv2d = 40\n")
    grade(folder, out, Settings())
    assert "of 40 points" in (out / "report.html").read_text(encoding="utf-8")


def test_two_files_of_a_student_in_canvas_count_together(tmp_path):
    size = "def output_size(n, f, p=0, s=1):\n    return (n + 2 * p - f) // s + 1"
    other = json.dumps(notebook([size], chapter="04")).encode()
    files = {}
    for head in ("annone_1001", "bobtwo_LATE_1002"):
        files[f"{head}_55501_02-convolution-by-hand-1.ipynb"] = GOOD
        files[f"{head}_55502_04-padding-stride-output-size.ipynb"] = other
    folder, out = lay(tmp_path / "subs", files), tmp_path / "out"
    grade(folder, out, Settings(limit=2.0, jobs=1))
    got = rows(out)
    assert {name: row["total"] for name, row in got.items()} == {
        "annone_1001": "9",
        "bobtwo_1002": "9",
    }
    assert [row["late"] for row in got.values()] == ["", "late"]
