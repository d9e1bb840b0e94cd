"""The check runs elsewhere: built and run in Gradescope's layout, and as a workflow."""

import base64
import csv
import hashlib
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import yaml

from cnnbook.cli import main
from cnnbook.exercises import REGISTRY
from cnnbook.grading.batch.lms.autograder.wheels import own_wheel, version

from .downloads import GOOD, NAME, lay
from .notebooks import cells, notebook, write

ROOT = Path(__file__).resolve().parents[2]
CHAPTER = [e for e in REGISTRY.values() if e.chapter == "02"]
linux = pytest.mark.skipif(
    sys.platform != "linux" or not shutil.which("bash"), reason="Gradescope is Linux"
)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Return Gradescope's folder, set up from the zip without a network."""
    place = tmp_path_factory.mktemp("gradescope")
    assert main(["export", str(place), "--to", "gradescope", "--chapter", "02"]) == 0
    root = place / "autograder"
    source = root / "source"
    source.mkdir(parents=True)
    with zipfile.ZipFile(place / "gradescope-02.zip") as opened:
        opened.extractall(source)
        for info in opened.infolist():
            (source / info.filename).chmod(info.external_attr >> 16 & 0o777)
    shutil.copy(source / "run_autograder", root)  # as Gradescope does
    return root


def in_gradescope(root, script):
    """Run a script there, with an environment of its own, and no package index."""
    python = Path(sys.executable).resolve().parent  # where python3.11 lies
    environment = {
        "PATH": f"{python}:{os.environ['PATH']}",
        "HOME": str(root),
        "AUTOGRADER": str(root),
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_NO_COMPILE": "1",  # what is imported is compiled then, and the rest never
        "PIP_INDEX_URL": "http://127.0.0.1:9/none",
        "PIP_RETRIES": "0",
    }
    line = ["bash", str(script)]
    if os.geteuid() == 0 and shutil.which("unshare"):
        line = ["unshare", "-n", *line]
    return subprocess.run(
        line, env=environment, cwd=root, capture_output=True, text=True, check=False
    )


@linux
def test_gradescope_sets_up_without_a_network_and_grades(built):
    done = in_gradescope(built, built / "source" / "setup.sh")
    assert done.returncode == 0, done.stderr
    lay(built / "submission", {"hw/__pycache__/x.ipynb": b"{"})
    write(built / "submission", NAME, notebook(cells(conv2d="conv2d = 3")))
    done = in_gradescope(built, built / "run_autograder")
    assert done.returncode == 0, done.stderr
    found = json.loads((built / "results" / "results.json").read_text(encoding="utf-8"))
    assert found["score"] == 3
    assert [test["max_score"] for test in found["tests"]] == [e.points for e in CHAPTER]
    assert "This is of type int, not a function." in found["tests"][3]["output"]

    (built / "submission" / NAME).write_bytes(b"{")
    in_gradescope(built, built / "run_autograder")
    found = json.loads((built / "results" / "results.json").read_text(encoding="utf-8"))
    assert found["score"] == 0
    assert "could not be read" in found["output"]

    shutil.rmtree(built / "submission")  # something is wrong that is nobody's fault
    done = in_gradescope(built, built / "run_autograder")
    assert done.returncode == 2
    assert not (built / "results" / "results.json").exists()


@linux
def test_gradescopes_zip_holds_what_it_names(built):
    source = built / "source"
    pins = (source / "requirements.txt").read_text().split()
    wheels = {path.name.split("-")[0].lower() for path in source.glob("wheels/*.whl")}
    assert {pin.split("==")[0].lower().replace("-", "_") for pin in pins} <= wheels
    assert "numpy" in wheels
    assert not any("tensorflow" in name for name in wheels)
    for script in ("setup.sh", "run_autograder"):
        text = (source / script).read_text(encoding="utf-8")
        assert "@" not in text.replace('"$@"', "")
        assert os.access(source / script, os.X_OK)
        subprocess.run(["bash", "-n", str(source / script)], check=True)


def test_a_folder_of_wheels_can_be_put_in(tmp_path, capsys):
    line = ["export", str(tmp_path), "--to", "gradescope", "--chapter", "02"]
    assert main([*line, "--wheels", str(tmp_path)]) == 2
    assert "there are no wheels (*.whl) in" in capsys.readouterr().err
    lay(tmp_path / "wheels", {"numpy-9-py3-none-any.whl": b"x"})
    assert main([*line, "--wheels", str(tmp_path / "wheels")]) == 0
    with zipfile.ZipFile(tmp_path / "gradescope-02.zip") as opened:
        names = [n for n in opened.namelist() if n.startswith("wheels/")]
    assert names == [
        f"wheels/cnnbook-{version()}-py3-none-any.whl",
        "wheels/numpy-9-py3-none-any.whl",
    ]


def test_the_wheel_lists_every_file_with_its_checksum(tmp_path):
    name, content = own_wheel()
    path = tmp_path / name
    path.write_bytes(content)
    with zipfile.ZipFile(path) as opened:
        inside = f"cnnbook-{version()}.dist-info"
        lines = opened.read(f"{inside}/RECORD").decode().splitlines()
        record = {row[0]: row[1:] for row in csv.reader(lines)}
        assert set(record) == set(opened.namelist())
        for file, (checksum, size) in record.items():
            if checksum:
                data = opened.read(file)
                digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest())
                assert checksum == f"sha256={digest.decode().rstrip('=')}"
                assert int(size) == len(data)
        assert "cnnbook/grading/batch/templates/report.html" in record
        assert b"cnnbook = cnnbook.cli:main" in opened.read(
            f"{inside}/entry_points.txt"
        )


@pytest.fixture
def repository(tmp_path):
    """Return a template repository of chapter 2, as it is exported."""
    line = ["export", str(tmp_path), "--to", "github-classroom", "--chapter", "02"]
    assert main([*line, "--solutions", str(ROOT / "solutions")]) == 0
    return tmp_path / NAME.removesuffix(".ipynb")


def test_github_classrooms_workflow_checks_each_exercise(repository):
    text = (repository / ".github/workflows/classroom.yml").read_text(encoding="utf-8")
    steps = yaml.safe_load(text)["jobs"]["check"]["steps"]
    graded = [step for step in steps if "command-grader" in step.get("uses", "")]
    assert [step["with"]["max-score"] for step in graded] == [e.points for e in CHAPTER]
    (reporter,) = (s for s in steps if "grading-reporter" in s.get("uses", ""))
    ids = reporter["with"]["runners"].split(",")
    assert ids == [step["id"] for step in graded] == [e.id for e in CHAPTER]
    assert list(reporter["env"]) == [
        f"{identifier.upper()}_RESULTS" for identifier in ids
    ]
    assert (repository / NAME).exists()
    assert len(list((repository / ".github/cnnbook").glob("*.whl"))) == 1


@linux
def test_the_commands_of_the_workflow_run(repository):
    text = (repository / ".github/workflows/classroom.yml").read_text(encoding="utf-8")
    steps = yaml.safe_load(text)["jobs"]["check"]["steps"]
    lines = [s["with"]["command"] for s in steps if "command" in s.get("with", {})]
    lines = [lines[0], lines[3], steps[-1]["run"]]  # one-window, conv2d, the whole
    assert "conv2d" in lines[1]
    stub = repository / "bin" / "cnnbook"
    stub.parent.mkdir()
    stub.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m cnnbook "$@"\n')
    stub.chmod(0o755)
    environment = {**os.environ, "PATH": f"{stub.parent}:{os.environ['PATH']}"}
    environment["PYTHONPATH"] = str(ROOT)

    def status(content, lines):
        (repository / NAME).write_bytes(content)
        return [
            subprocess.run(
                line, shell=True, cwd=repository, env=environment, capture_output=True
            ).returncode
            for line in lines
        ]

    wrong = json.dumps(notebook(cells(conv2d="conv2d = 3"))).encode()
    assert status(wrong, lines) == [0, 1, 1]
    assert status(GOOD, lines[:2]) == [0, 0]
