"""The real nbgrader and Otter-Grader accept what is exported, and grade it right.

``make test-export`` runs this in an environment of its own.
"""

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from cnnbook.cli import main

ROOT = Path(__file__).resolve().parent.parent.parent
NAME = "02-convolution-by-hand"
BIN = Path(sys.executable).parent


def call(program, *arguments, cwd):
    environment = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
    environment["PYTHONPATH"] = str(ROOT)
    done = subprocess.run(
        [BIN / program, *map(str, arguments)],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        timeout=900,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def exported(to, out):
    solutions = str(ROOT / "solutions")
    chosen = ["--chapter", "02", "--solutions", solutions]
    assert main(["export", str(out), "--to", to, *chosen]) == 0


def changed(path, change):
    """Change the source of every code cell of a notebook."""
    whole = json.loads(path.read_text(encoding="utf-8"))
    for cell in whole["cells"]:
        if cell["cell_type"] == "code":
            cell["source"] = change("".join(cell["source"]))
    path.write_text(json.dumps(whole), encoding="utf-8")


def solved():
    """Return the book's own answers, by the name that they define."""
    whole = json.loads((ROOT / "solutions" / f"{NAME}.ipynb").read_text("utf-8"))
    cells = ["".join(c["source"]) for c in whole["cells"] if c["cell_type"] == "code"]
    cells = [re.sub(r"\ncb\.check\(.*\)\s*$", "", cell) for cell in cells]
    return {
        match[1] or match[2]: cell
        for cell in cells
        if (match := re.search(r"^(?:def (\w+)\(|(\w+) = )", cell, re.MULTILINE))
    }


def fill(answers, wrong=()):
    """Return a change that puts answers where code is asked for."""

    def change(source):
        match = re.search(r"^(?:def (\w+)\(|(\w+) = )", source, re.MULTILINE)
        name = match and (match[1] or match[2])
        if name in wrong or name not in answers or "check" in source.split("\n")[0]:
            return source
        return answers[name]

    return change


def test_nbgrader(tmp_path):
    exported("nbgrader", tmp_path)
    (tmp_path / "nbgrader_config.py").write_text(
        "c = get_config()\nc.CourseDirectory.course_id = 'cnn'\n"
    )
    call("nbgrader", "generate_assignment", NAME, cwd=tmp_path)
    release = tmp_path / "release" / NAME / f"{NAME}.ipynb"
    text = release.read_text(encoding="utf-8")
    assert "HIDDEN" not in text
    assert "np.pad" not in "".join(solution_lines(text))
    for student in ("right", "blank"):
        folder = tmp_path / "submitted" / student / NAME
        folder.mkdir(parents=True)
        shutil.copy(release, folder)
    source = tmp_path / "source" / NAME / f"{NAME}.ipynb"
    right = tmp_path / "submitted" / "right" / NAME / f"{NAME}.ipynb"
    put_back(source, right)
    call("nbgrader", "autograde", NAME, cwd=tmp_path)
    rows = scores(tmp_path / "gradebook.db")
    assert rows == {"right": 14, "blank": 0}


def solution_lines(text):
    whole = json.loads(text)
    for cell in whole["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("solution"):
            yield "".join(cell["source"])


def put_back(source, submitted):
    """Put the solutions of the source into a released notebook."""
    known = {
        cell["metadata"]["nbgrader"]["grade_id"]: cell["source"]
        for cell in json.loads(source.read_text("utf-8"))["cells"]
        if "nbgrader" in cell["metadata"]
    }
    whole = json.loads(submitted.read_text("utf-8"))
    for cell in whole["cells"]:
        about = cell["metadata"].get("nbgrader", {})
        if about.get("solution"):
            cell["source"] = known[about["grade_id"]]
    submitted.write_text(json.dumps(whole), encoding="utf-8")


def scores(database):
    query = (
        "select s.student_id, sum(coalesce(g.auto_score, 0)) from grade g "
        "join submitted_notebook n on g.notebook_id = n.id "
        "join submitted_assignment s on n.assignment_id = s.id group by s.student_id"
    )
    connection = sqlite3.connect(database)
    try:
        return dict(connection.execute(query).fetchall())
    finally:
        connection.close()


def test_otter(tmp_path):
    exported("otter", tmp_path)
    source = tmp_path / f"{NAME}.ipynb"
    call("otter", "assign", source, tmp_path / "dist", cwd=tmp_path)
    student = tmp_path / "dist" / "student" / f"{NAME}.ipynb"
    assert "# HIDDEN" not in student.read_text(encoding="utf-8")
    (zipped,) = (tmp_path / "dist" / "autograder").glob("*.zip")
    for name, wanted in (("right", 14), ("blank", 0)):
        here = tmp_path / name
        here.mkdir()
        notebook = here / f"{NAME}.ipynb"
        right = tmp_path / "dist" / "autograder" / f"{NAME}.ipynb"
        shutil.copy(right if name == "right" else student, notebook)
        call("otter", "run", "-a", zipped, "-o", here, notebook, cwd=here)
        results = json.loads((here / "results.json").read_text())
        score = sum(test.get("score", 0) for test in results["tests"])
        assert score == pytest.approx(wanted)
