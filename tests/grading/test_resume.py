"""Nothing is lost when the grader is killed, and nothing is graded twice."""

import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from cnnbook.grading.batch import results
from cnnbook.grading.batch.grade import grade
from cnnbook.grading.batch.settings import Settings
from cnnbook.grading.sandbox.stripped_package import PACKAGE

from .notebooks import IDS, cells, notebook, write

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kill -9")
SLOW = "import time\ntime.sleep(0.2)"


SETTINGS = Settings(seed=5, jobs=2, limit=0.5, exercises=IDS)


def command(folder, out, *more):
    """Return the command with these settings."""
    line = [sys.executable, "-m", "cnnbook", "grade", folder, "--out", out]
    line += ["--seed", "5", "--jobs", "2", "--time-limit", "0.5"]
    return [*map(str, line), "--exercises", ",".join(IDS), *more]


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """Return a class and its results, which no test may change."""
    here, out = (tmp_path_factory.mktemp(name) for name in ("in", "out"))
    for number in range(8):
        wrong = {"one_window": f"one_window = {number}"}
        write(here, f"student-{number:02}", notebook(cells(SLOW, **wrong)))
    write(here, "broken", b"{")
    write(here, "endless", notebook(["while True: pass", *cells()]))
    subprocess.run(command(here, out), check=True, capture_output=True)
    return here, out


@pytest.fixture
def copies(graded, tmp_path):
    """Return a copy of the class, and one of its results."""
    return [
        shutil.copytree(place, tmp_path / name)
        for place, name in zip(graded, ("in", "out"), strict=True)
    ]


def contents(out):
    return {
        str(path.relative_to(out)): path.read_bytes()
        for path in out.rglob("*")
        if path.is_file()
    }


def kill_after(line, out, results):
    """Start grading and kill it with signal 9 when there are so many results."""
    process = subprocess.Popen(
        line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    end = time.monotonic() + 120
    while len(list(out.glob("results/*.json"))) < results:
        assert process.poll() is None, "it ended before it could be killed"
        assert time.monotonic() < end
        time.sleep(0.02)
    os.kill(process.pid, signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL


def test_killed_twice_it_ends_with_the_same_files(graded, tmp_path):
    folder, whole = graded
    killed = tmp_path / "killed"
    kill_after(command(folder, killed), killed, 2)
    first = times(killed)
    assert not (killed / "grades.csv").exists()
    kill_after(command(folder, killed), killed, len(first) + 2)
    done = subprocess.run(command(folder, killed), capture_output=True, check=True)
    assert contents(killed) == contents(whole)
    assert len(contents(whole)) == 2 * 10 + 2
    now = times(killed)
    assert {name: now[name] for name in first} == first, "a finished one was graded"
    assert b"10 submissions, 1 of them could not be read" in done.stdout


def times(out):
    return {path.name: path.stat().st_mtime_ns for path in out.glob("results/*.json")}


def test_half_a_result_counts_for_nothing(copies):
    folder, out = copies
    before = contents(out)
    path = out / "results" / "student-03.json"
    path.write_bytes(path.read_bytes()[:1000])
    (out / "results" / "student-04.json").write_text("[]")
    (out / "results" / "student-05.json").unlink()
    grade(folder, out, SETTINGS)
    assert contents(out) == before


def test_what_has_changed_is_graded_again(copies):
    folder, out = copies
    seen = []
    write(folder, "student-03", notebook(cells(one_window="one_window = -29")))
    results = grade(folder, out, SETTINGS, lambda done, total: seen.append(done))
    assert seen == [9, 10]
    assert {r.name: r.total for r in results}["student-03"] == 7

    def stop(done, total):
        seen.append(done)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        grade(folder, out, replace(SETTINGS, seed=1), stop)
    assert seen[2] == 0, "another seed draws other cases"


def copy_of_package(tmp_path):
    """Return a folder for PYTHONPATH with the package in it, free to be changed."""
    place = tmp_path / "place"
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(PACKAGE, place / "cnnbook", ignore=ignored)
    return place


def graded_by(place, folder, out, *more):
    """Grade with the package in a place; return the one line of the table."""
    line = command(folder, out, "--exercises", "conv-parameters", *more)
    environment = {**os.environ, "PYTHONPATH": str(place)}
    subprocess.run(line, check=True, capture_output=True, env=environment, cwd=place)
    return (out / "grades.csv").read_text(encoding="utf-8").splitlines()[1]


def test_a_changed_package_grades_anew(tmp_path):
    place, folder, out = copy_of_package(tmp_path), tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    answer = (
        "def conv_parameters(f, c_in, c_out, bias=True):\n"
        "    return (f * f * c_in + bias) * c_out"
    )
    write(folder, "student-01", notebook([answer], chapter="05"))
    assert graded_by(place, folder, out) == "student-01,2,2,graded"
    (module,) = [
        path
        for path in (place / "cnnbook" / "arithmetic").rglob("*.py")
        if "\ndef conv_parameters(" in path.read_text(encoding="utf-8")
    ]
    with module.open("a", encoding="utf-8") as file:
        file.write(
            "\n_right = conv_parameters\n"
            "def conv_parameters(*args, **kwargs):\n"
            "    return 2 * _right(*args, **kwargs)\n"
        )
    assert graded_by(place, folder, out) == "student-01,0,0,graded"


def test_a_package_that_is_installed_or_data_that_change_grade_anew(tmp_path):
    place, packages = copy_of_package(tmp_path), tmp_path / "site-packages"
    code = (
        "from cnnbook.grading.batch.resume import fingerprint\n"
        "from cnnbook.grading.batch.settings import Settings\n"
        "from cnnbook.grading.batch.submissions import Submission\n"
        "print(fingerprint(Submission('x', (), (), ''), Settings()))"
    )

    def fingerprint():
        path = os.pathsep.join([str(place), str(packages)])
        done = subprocess.run(
            [sys.executable, "-B", "-c", code],
            env={**os.environ, "PYTHONPATH": path},
            cwd=place,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.strip()

    seen = [fingerprint(), fingerprint()]
    assert seen[0] == seen[1]
    metadata = packages / "new_thing-1.0.dist-info" / "METADATA"
    metadata.parent.mkdir(parents=True)
    for version in ("1.0", "1.1"):
        metadata.write_text(
            f"Metadata-Version: 2.1\nName: new-thing\nVersion: {version}"
        )
        seen.append(fingerprint())
    (packages / "plotkit.py").write_text("X = 1")  # copied there, without metadata
    seen.append(fingerprint())
    with (place / "cnnbook" / "data" / "manifest.csv").open("a") as file:
        file.write("\n")
    seen.append(fingerprint())
    assert len(set(seen)) == 5


def test_a_file_that_another_program_holds_is_named(tmp_path, monkeypatch):
    held = [PermissionError(13, "Permission denied")] * 2
    real = Path.replace

    def replaced(path, place):
        if held:
            raise held.pop()
        return real(path, place)

    monkeypatch.setattr(Path, "replace", replaced)
    monkeypatch.setattr(results, "WAITS", (0, 0))
    results.write_atomically(tmp_path, "grades.csv", "held for a moment")
    assert (tmp_path / "grades.csv").read_text() == "held for a moment"
    held[:] = [PermissionError(13, "Permission denied")] * 3
    with pytest.raises(
        OSError, match=r"grades.csv can't be written: Permission denied"
    ):
        results.write_atomically(tmp_path, "grades.csv", "held for good")
    (tmp_path / "report.html").mkdir()
    with pytest.raises(OSError, match=r"report.html can't be written: it is a folder"):
        results.write_atomically(tmp_path, "report.html", "")


def test_regrade_grades_what_is_done_again(copies, tmp_path):
    folder, out = copies
    before, seen = contents(out), []
    grade(folder, out, replace(SETTINGS, regrade=True), lambda *all: seen.append(all))
    assert seen[0] == (0, 10)
    assert contents(out) == before
    (tmp_path / "few").mkdir()
    write(tmp_path / "few", "broken", b"{")
    line = command(tmp_path / "few", tmp_path / "of-few", "--regrade")
    assert subprocess.run(line, check=False, capture_output=True).returncode == 0
