"""Grade the same submissions with cnnbook, Otter-Grader and nbgrader, in one run.

make bench-grading    (an environment of its own, with all three)

cnnbook is timed isolated and not, with one job and with two, and on a Dask cluster of
two workers on this machine.
"""

from __future__ import annotations

import re
import resource
import statistics
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from benchmarks.graders import (
    NAME,
    ROOT,
    Passed,
    call,
    course_for_nbgrader,
    two_workers,
    with_nbgrader,
    with_otter,
)
from benchmarks.measure import show
from benchmarks.record import Record, times
from benchmarks.submissions import PASSED, make
from cnnbook.grading.batch.aggregate import aggregate
from cnnbook.grading.batch.job_builder import JobBuilder
from cnnbook.grading.batch.marking import mark_exercise
from cnnbook.grading.batch.results import save
from cnnbook.grading.batch.submissions import find_submissions, read_submission
from cnnbook.grading.export import export
from cnnbook.grading.judging.answer_key import AnswerKeys
from cnnbook.grading.sandbox.dask_pool import DaskPool
from cnnbook.grading.sandbox.isolation import why_no_bubblewrap
from cnnbook.grading.sandbox.pool import WorkerPool

NUMBER = 20
SHARED = 8  # of them, for all three graders: the other two take long
SERVER = "cnnbook.grading.runtime.server"
DASK_WORKER = "dask_worker"


class Ours:
    """cnnbook with its processes warm.

    Parameters
    ----------
    folder : Path
        The submissions.
    runner : WorkerPool or DaskPool
        What runs students' code.
    """

    def __init__(self, folder: Path, runner: WorkerPool | DaskPool) -> None:
        self.keys, self.runner = AnswerKeys(0), runner
        found = find_submissions(folder)
        self.submissions = [read_submission(*one) for one in found]
        builder = JobBuilder(self.keys)
        self.jobs = [
            builder.build(s.notebooks[0].cells, _asked(s)) for s in self.submissions
        ]
        self.executor = ThreadPoolExecutor(runner.threads)
        started = time.perf_counter()
        # As many at a time as there are jobs, so that each starts its process.
        list(self.executor.map(runner.run, self.jobs[: 2 * runner.threads]))
        self.start = time.perf_counter() - started
        self.spent = self._seconds()

    def __call__(self) -> Passed:
        """Grade everything, and say how many exercises each passes."""
        passed = {}
        with tempfile.TemporaryDirectory() as out:
            found = self.executor.map(self.runner.run, self.jobs)
            for one, job, given in zip(self.submissions, self.jobs, found, strict=True):
                marks = [
                    mark_exercise(exercise, given, self.keys.of(exercise), job.cells)
                    for exercise in _asked(one)
                ]
                result = aggregate(one, [given], [marks], "")
                save(result, Path(out))
                passed[one.name] = sum(bool(mark.feedback) for mark in result.marks)
        return passed

    def _seconds(self) -> float:
        return sum(worker.seconds for worker in getattr(self.runner, "workers", []))

    def close(self) -> float:
        """End every process; return the processor time of the students' code."""
        spent = self._seconds() - self.spent
        self.executor.shutdown()
        self.runner.close()
        return spent


def memory(command: str) -> float:
    """Return the megabytes that a warm process of a command holds alone."""
    sizes = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if command in (process / "cmdline").read_bytes().decode(errors="replace"):
                rollup = (process / "smaps_rollup").read_text()
                private = re.findall(r"^Private_\w+: +(\d+) kB", rollup, re.MULTILINE)
                sizes.append(sum(map(int, private)) / 1024)
        except OSError:
            continue
    return max(sizes, default=float("nan"))


def _asked(submission):
    return submission.notebooks[0].exercises()


@dataclass
class Run:
    """What one grader took for all submissions, and how many it got right."""

    wall: float
    cpu: float
    right: int
    start: float = 0.0


def timed(made: dict[str, str], grader: Callable[[], Passed]) -> Run:
    """Run a grader once."""
    before, start = _cpu(), time.perf_counter()
    passed = grader()
    wall = time.perf_counter() - start
    cpu = _cpu() - before + (grader.close() if isinstance(grader, Ours) else 0)
    right = sum(passed.get(name) == PASSED[kind] for name, kind in made.items())
    return Run(wall, cpu, right, getattr(grader, "start", 0.0))


def median(runs: list[Run]) -> Run:
    """Return the run in the middle by wall time."""
    return sorted(runs, key=lambda run: run.wall)[len(runs) // 2]


def _cpu() -> float:
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    used = [resource.getrusage(one) for one in who]
    return sum(u.ru_utime + u.ru_stime for u in used)


def ours(folder: Path, made: dict[str, str], rounds: int, place: Path | None) -> dict:
    """Time cnnbook in every way, in turn; return the runs by what they are called.

    With a place to work in, on a Dask cluster as well.
    """
    isolations = ["limits"] if why_no_bubblewrap() else ["bubblewrap", "limits"]
    runs: dict[str, list] = {}  # and the memory of each process
    with two_workers(place) if place else nullcontext() as address:
        for _ in range(rounds):
            for isolation in isolations:
                for jobs in (1, 2):
                    name = f"cnnbook, {isolation}, {jobs} job{'s' * (jobs > 1)}"
                    grader = Ours(folder, WorkerPool(isolation, jobs))
                    if (isolation, jobs) == (isolations[0], 1):
                        runs.setdefault(SERVER, []).append(memory(SERVER))
                    runs.setdefault(name, []).append(timed(made, grader))
            if address:
                grader = Ours(folder, DaskPool(address, isolations[0]))
                name = f"cnnbook, {isolations[0]}, two Dask workers"
                runs.setdefault(name, []).append(timed(made, grader))
                runs.setdefault(DASK_WORKER, []).append(memory(DASK_WORKER))
    return runs


def compared(found: dict[str, Run], number: int) -> tuple[list, list]:
    """Return the header and the rows of a table of runs."""
    header = ["grader", "start-up", f"{number} notebooks", "a second"]
    header += ["processor each", "of one job", "right"]
    one = next(run for name, run in found.items() if "1 job" in name)
    rows = []
    for name, run in found.items():
        start = show(run.start) if run.start else "in it"
        each = "elsewhere" if "Dask" in name else show(run.cpu / number)
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
        call("otter", "assign", master, here / "dist", cwd=here)
        solved = here / "dist" / "autograder" / f"{NAME}.ipynb"
        made = make(folder, solved, NUMBER)
        runs = ours(folder, made, 3, here)
        sizes = [statistics.median(runs.pop(c)) for c in (SERVER, DASK_WORKER)]
        (archive,) = (here / "dist" / "autograder").glob("*.zip")
        few = here / "few"
        kinds = make(few, solved, SHARED)
        course_for_nbgrader(here / "course", SHARED)
        beside = ours(few, kinds, 3, None)
        beside.pop(SERVER)
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
    record.number("megabytes_per_worker", sizes[0])
    record.number("megabytes_of_dask_worker", sizes[1])
    one = next(run for name, run in beside.items() if "1 job" in name)
    for name in ("otter run", "nbgrader autograde"):
        key = f"{name.split()[0]}_against_one_job"
        record.number(key, beside[name].wall / one.wall)
    record.save()


if __name__ == "__main__":
    main()
