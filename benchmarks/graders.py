"""Run the other two graders, and a Dask cluster, on this machine."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.submissions import make
from cnnbook.grading.export import export

ROOT = Path(__file__).resolve().parent.parent
NAME = "02-convolution-by-hand"
BIN = Path(sys.executable).parent
Passed = dict[str, int]


def call(program: str, *arguments: object, cwd: Path) -> None:
    """Run a program of the environment, or say what it said when it failed."""
    environment = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
    environment["PYTHONPATH"] = str(ROOT)
    line = [str(BIN / program), *map(str, arguments)]
    done = subprocess.run(
        line, cwd=cwd, env=environment, capture_output=True, text=True
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(line)}\n{done.stdout}{done.stderr}")


def with_otter(folder: Path, archive: Path, out: Path) -> Passed:
    """Grade one submission after the other with ``otter run``."""
    passed = {}
    for notebook in sorted(folder.glob("*.ipynb")):
        here = out / notebook.stem
        here.mkdir(parents=True)
        copy = here / f"{NAME}.ipynb"
        shutil.copy(notebook, copy)
        call("otter", "run", "-a", archive, "-o", here, copy, cwd=here)
        tests = json.loads((here / "results.json").read_text())["tests"]
        scored = [t for t in tests if t.get("max_score")]
        whole = [t for t in scored if t["score"] == t["max_score"]]
        passed[notebook.stem] = len(whole)
    return passed


def with_nbgrader(course: Path) -> Passed:
    """Grade everything with ``nbgrader autograde``."""
    call("nbgrader", "autograde", NAME, cwd=course)
    query = (
        "select s.student_id, sum(g.auto_score = c.max_score) from grade g "
        "join submitted_notebook n on g.notebook_id = n.id "
        "join submitted_assignment s on n.assignment_id = s.id "
        "join grade_cells c on g.cell_id = c.id group by s.student_id"
    )
    connection = sqlite3.connect(course / "gradebook.db")
    try:
        return {name: int(count or 0) for name, count in connection.execute(query)}
    finally:
        connection.close()


def course_for_nbgrader(course: Path, number: int) -> None:
    """Make a course with the same answers, in nbgrader's cells."""
    source = export("nbgrader", ROOT / "solutions" / f"{NAME}.ipynb", course)
    config = "c = get_config()\nc.CourseDirectory.course_id = 'cnn'\n"
    (course / "nbgrader_config.py").write_text(config)
    call("nbgrader", "generate_assignment", NAME, cwd=course)
    made = make(course / "made", source, number)
    for name in made:
        folder = course / "submitted" / name / NAME
        folder.mkdir(parents=True)
        shutil.move(course / "made" / f"{name}.ipynb", folder / f"{NAME}.ipynb")


@contextmanager
def two_workers(folder: Path) -> Iterator[str]:
    """Start a Dask scheduler with two workers here, and yield its address."""
    command = [sys.executable, "-m", "distributed.cli"]
    host = ["--host", "127.0.0.1", "--no-dashboard"]
    said = folder / "scheduler.json"
    lines = [[f"{command[2]}.dask_scheduler", *host, "--port", "0"]]
    lines += [[f"{command[2]}.dask_worker", *host, "--no-nanny", "--nthreads", "1"]] * 2
    running = []
    try:
        for line in lines:
            line = [*command[:2], *line, "--scheduler-file", str(said)]
            null = subprocess.DEVNULL
            running.append(subprocess.Popen(line, cwd=folder, stdout=null, stderr=null))
            while not said.exists():
                time.sleep(0.05)
        from distributed import Client

        with Client(scheduler_file=str(said)) as client:
            client.wait_for_workers(2, timeout=120)
            address = client.scheduler.address
        yield address
    finally:
        for process in reversed(running):
            process.terminate()
            process.wait(20)
