"""Grade the same submissions with cnnbook, Otter-Grader and nbgrader, in one run.

make bench-grading    (an environment of its own, with all three)

cnnbook is timed isolated and not, with one job and with two, and on a Dask cluster of
two workers on this machine.
"""

from __future__ import annotations

import json
import os
import re
import resource
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measure import show
from benchmarks.record import Record, times
from benchmarks.submissions import PASSED, make
from cnnbook.grading.cluster import Cluster
from cnnbook.grading.crew import Crew
from cnnbook.grading.exporting import export
from cnnbook.grading.isolation import why_not
from cnnbook.grading.marking import Marking
from cnnbook.grading.results import save
from cnnbook.grading.settling import settle
from cnnbook.grading.submissions import find_submissions, read_submission

ROOT = Path(__file__).resolve().parent.parent
NAME = "02-convolution-by-hand"
NUMBER = 20
SHARED = 8  # of them, for all three graders: the other two take long
SERVER = "cnnbook.grading.worker.server"
BIN = Path(sys.executable).parent
Passed = dict[str, int]


class Ours:
    """cnnbook with its processes warm.

    Parameters
    ----------
    folder : Path
        The submissions.
    crew : Crew or Cluster
        What runs students' code.
    """

    def __init__(self, folder: Path, crew: Crew | Cluster) -> None:
        self.marking, self.crew = Marking(0), crew
        found = find_submissions(folder)
        self.submissions = [read_submission(*one) for one in found]
        self.work = [
            self.marking.work(s.notebooks[0].cells, _asked(s), set())
            for s in self.submissions
        ]
        self.pool = ThreadPoolExecutor(crew.jobs)
        started = time.perf_counter()
        # As many at a time as there are jobs, so that each starts its process.
        list(self.pool.map(crew.answers, self.work[: 2 * crew.jobs]))
        self.start = time.perf_counter() - started
        self.spent = self._seconds()

    def __call__(self) -> Passed:
        """Grade everything, and say how many exercises each passes."""
        passed = {}
        with tempfile.TemporaryDirectory() as out:
            found = self.pool.map(self.crew.answers, self.work)
            for one, answers in zip(self.submissions, found, strict=True):
                result = settle(one, [_asked(one)], [answers], self.marking, "")
                save(result, Path(out))
                passed[one.name] = sum(bool(mark.feedback) for mark in result.marks)
        return passed

    def _seconds(self) -> float:
        return sum(host.seconds for host in getattr(self.crew, "hosts", []))

    def close(self) -> float:
        """End every process; return the processor time of the students' code."""
        spent = self._seconds() - self.spent
        self.pool.shutdown()
        self.crew.close()
        return spent


def memory() -> float:
    """Return the megabytes that a warm process for students' code holds alone."""
    sizes = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if SERVER in (process / "cmdline").read_bytes().decode(errors="replace"):
                rollup = (process / "smaps_rollup").read_text()
                private = re.findall(r"^Private_\w+: +(\d+) kB", rollup, re.MULTILINE)
                sizes.append(sum(map(int, private)) / 1024)
        except OSError:
            continue
    return max(sizes, default=float("nan"))


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


@dataclass
class Run:
    """What one grader took for all submissions, and how many it got right."""

    wall: float
    cpu: float
    right: int
    start: float = 0.0


def timed(made: dict[str, str], call: Callable[[], Passed]) -> Run:
    """Run a grader once."""
    before, start = _cpu(), time.perf_counter()
    passed = call()
    wall = time.perf_counter() - start
    cpu = _cpu() - before + (call.close() if isinstance(call, Ours) else 0)
    right = sum(passed.get(name) == PASSED[kind] for name, kind in made.items())
    return Run(wall, cpu, right, getattr(call, "start", 0.0))


def median(runs: list[Run]) -> Run:
    """Return the run in the middle by wall time."""
    return sorted(runs, key=lambda run: run.wall)[len(runs) // 2]


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
            quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
            running.append(subprocess.Popen(line, cwd=folder, **quiet))
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


def _cpu() -> float:
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    used = [resource.getrusage(one) for one in who]
    return sum(u.ru_utime + u.ru_stime for u in used)


def ours(folder: Path, made: dict[str, str], rounds: int, place: Path | None) -> dict:
    """Time cnnbook in every way, in turn; return the runs by what they are called.

    With a place to work in, on a Dask cluster as well.
    """
    isolations = ["limits"] if why_not() else ["bubblewrap", "limits"]
    runs: dict[str, list[Run]] = {}
    with two_workers(place) if place else nullcontext() as address:
        for _ in range(rounds):
            for isolation in isolations:
                for jobs in (1, 2):
                    name = f"cnnbook, {isolation}, {jobs} job{'s' * (jobs > 1)}"
                    call = Ours(folder, Crew(isolation, jobs))
                    if (isolation, jobs) == (isolations[0], 1):
                        runs.setdefault("memory", []).append(memory())
                    runs.setdefault(name, []).append(timed(made, call))
            if place:
                call = Ours(folder, Cluster(address, isolations[0]))
                name = f"cnnbook, {isolations[0]}, two Dask workers"
                runs.setdefault(name, []).append(timed(made, call))
    return runs


def compared(found: dict[str, Run], number: int) -> tuple[list, list]:
    """Return the header and the rows of a table of runs."""
    header = ["grader", "start-up", f"{number} notebooks", "a second"]
    header += ["processor each", "of one job", "right"]
    one = next(run for name, run in found.items() if "1 job" in name)
    rows = []
    for name, run in found.items():
        start = show(run.start) if run.start else "in it"
        each = "elsewhere" if "Dask" in name else f"{1000 * run.cpu / number:.0f} ms"
        rate, ratio = f"{number / run.wall:.1f}", times(run.wall / one.wall)
        right = f"{run.right} of {number}"
        rows.append([name, start, show(run.wall), rate, each, ratio, right])
    return header, rows


def main() -> None:
    """Compare the three."""
    record = Record("grading")
    with tempfile.TemporaryDirectory() as place:
        here = Path(place)
        folder = here / "submissions"
        master = export("otter", ROOT / "solutions" / f"{NAME}.ipynb", here)
        _call("otter", "assign", master, here / "dist", cwd=here)
        solved = here / "dist" / "autograder" / f"{NAME}.ipynb"
        made = make(folder, solved, NUMBER)
        runs = ours(folder, made, 3, here)
        size = statistics.median(runs.pop("memory"))
        (archive,) = (here / "dist" / "autograder").glob("*.zip")
        few = here / "few"
        kinds = make(few, solved, SHARED)
        course_for_nbgrader(here / "course", SHARED)
        beside = ours(few, kinds, 3, None)
        beside.pop("memory")
        beside["otter run"] = [
            timed(kinds, lambda: with_otter(few, archive, here / "otter"))
        ]
        beside["nbgrader autograde"] = [
            timed(kinds, lambda: with_nbgrader(here / "course"))
        ]
    alone = {name: median(kept) for name, kept in runs.items()}
    beside = {name: median(kept) for name, kept in beside.items()}
    record.table("alone", *compared(alone, NUMBER))
    record.table("beside", *compared(beside, SHARED))
    best = next(run for name, run in alone.items() if "2 jobs" in name)
    record.number("seconds_isolated_two_jobs", best.wall)
    one = next(run for name, run in alone.items() if "1 job" in name)
    record.number("per_second_per_core", NUMBER / one.wall)
    record.number("megabytes_per_worker", size)
    one = next(run for name, run in beside.items() if "1 job" in name)
    for name in ("otter run", "nbgrader autograde"):
        key = f"{name.split()[0]}_against_one_job"
        record.number(key, beside[name].wall / one.wall)
    record.save()


if __name__ == "__main__":
    main()
