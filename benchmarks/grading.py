"""Grade the same submissions with cnnbook, Otter-Grader and nbgrader, in one run.

make bench-grading    (an environment of its own, with all three)
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from benchmarks.submissions import PASSED, make
from cnnbook.grading.crew import Crew
from cnnbook.grading.exporting import export
from cnnbook.grading.isolation import why_not
from cnnbook.grading.marking import Marking
from cnnbook.grading.results import save
from cnnbook.grading.settling import settle
from cnnbook.grading.submissions import find_submissions, read_submission

ROOT = Path(__file__).resolve().parent.parent
NAME = "02-convolution-by-hand"
BIN = Path(sys.executable).parent
Passed = dict[str, int]


def with_cnnbook(folder: Path, isolation: str, jobs: int) -> Callable[[], Passed]:
    """Return a call that grades with warm processes, after their start."""
    marking = Marking(0)
    submissions = [read_submission(*one) for one in find_submissions(folder)]
    crew = Crew(isolation, jobs)
    pool = ThreadPoolExecutor(jobs)
    work = [marking.work(s.notebooks[0].cells, _asked(s), set()) for s in submissions]
    started = time.perf_counter()
    ready = threading.Barrier(jobs)

    def start(one) -> None:
        crew.host(one.flavour).start()
        ready.wait()

    list(pool.map(start, work[:jobs]))
    print(f"  start-up of {jobs}: {time.perf_counter() - started:.2f} s")

    def grade() -> Passed:
        passed = {}
        with tempfile.TemporaryDirectory() as out:
            found = pool.map(crew.answers, work)
            for one, answers in zip(submissions, found, strict=True):
                result = settle(one, [_asked(one)], [answers], marking, "")
                save(result, Path(out))
                passed[one.name] = sum(bool(mark.feedback) for mark in result.marks)
        return passed

    def close() -> float:
        spent = sum(host.seconds for host in crew.hosts)
        pool.shutdown()
        crew.close()
        return spent

    grade.close = close
    return grade


def _asked(submission):
    return submission.notebooks[0].exercises()


def with_otter(folder: Path, archive: Path, out: Path) -> Passed:
    """Grade one submission after the other with ``otter run``."""
    passed = {}
    for notebook in sorted(folder.glob("*.ipynb")):
        here = out / notebook.stem
        here.mkdir(parents=True)
        copy = here / f"{NAME}.ipynb"
        shutil.copy(notebook, copy)
        _call("otter", "run", "-a", archive, "-o", here, copy, cwd=here)
        tests = json.loads((here / "results.json").read_text())["tests"]
        scored = [t for t in tests if t.get("max_score")]
        whole = [t for t in scored if t["score"] == t["max_score"]]
        passed[notebook.stem] = len(whole)
    return passed


def with_nbgrader(course: Path) -> Passed:
    """Grade everything with ``nbgrader autograde``."""
    _call("nbgrader", "autograde", NAME, cwd=course)
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
    _call("nbgrader", "generate_assignment", NAME, cwd=course)
    made = make(course / "made", source, number)
    for name in made:
        folder = course / "submitted" / name / NAME
        folder.mkdir(parents=True)
        shutil.move(course / "made" / f"{name}.ipynb", folder / f"{NAME}.ipynb")


def _call(program: str, *arguments: object, cwd: Path) -> None:
    environment = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
    environment["PYTHONPATH"] = str(ROOT)
    line = [str(BIN / program), *map(str, arguments)]
    done = subprocess.run(
        line, cwd=cwd, env=environment, capture_output=True, text=True
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(line)}\n{done.stdout}{done.stderr}")


def timed(label: str, made: dict[str, str], call: Callable[[], Passed]) -> None:
    """Run a grader and print wall time, processor time and what it got right."""
    before, start = _cpu(), time.perf_counter()
    passed = call()
    wall = time.perf_counter() - start
    cpu = _cpu() - before
    if hasattr(call, "close"):
        cpu += call.close()
    right = sum(passed.get(name) == PASSED[kind] for name, kind in made.items())
    number = len(made)
    print(
        f"{label:<34} {wall:7.2f} s wall, {number / wall:6.1f} notebooks/s, "
        f"{cpu / number:6.3f} s of processor each, {right} of {number} right"
    )


def _cpu() -> float:
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    used = [resource.getrusage(one) for one in who]
    return sum(u.ru_utime + u.ru_stime for u in used)


def main() -> None:
    """Compare the three."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--number", type=int, default=20, help="submissions")
    parser.add_argument("--rounds", type=int, default=3, help="of cnnbook")
    parser.add_argument("--alone", action="store_true", help="cnnbook alone")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        here = Path(place)
        folder = here / "submissions"
        if options.alone:
            made = make(folder, ROOT / "solutions" / f"{NAME}.ipynb", options.number)
        else:
            master = export("otter", ROOT / "solutions" / f"{NAME}.ipynb", here)
            _call("otter", "assign", master, here / "dist", cwd=here)
            solved = here / "dist" / "autograder" / f"{NAME}.ipynb"
            made = make(folder, solved, options.number)
        kinds = ["limits"] if why_not() else ["bubblewrap", "limits"]
        for _ in range(options.rounds):
            for kind in kinds:
                for jobs in (1, 2):
                    label = f"cnnbook, {kind}, {jobs} job{'s' * (jobs > 1)}"
                    timed(label, made, with_cnnbook(folder, kind, jobs))
        if options.alone:
            return
        (archive,) = (here / "dist" / "autograder").glob("*.zip")
        timed("otter run", made, lambda: with_otter(folder, archive, here / "otter"))
        course_for_nbgrader(here / "course", options.number)
        timed("nbgrader autograde", made, lambda: with_nbgrader(here / "course"))


if __name__ == "__main__":
    main()
