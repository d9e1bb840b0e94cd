"""Grade what students hand in to the book's own chapters, with one job and with two.

python -m benchmarks.classes          all twelve chapters, which takes minutes
python -m benchmarks.classes quick    chapters 1 to 6, once

Of each chapter the solution, and copies in which one answer is a wrong one of those
that ``tests/answers`` has. Start-up stands apart: it comes once for a class.
"""

from __future__ import annotations

import inspect
import itertools
import json
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import show
from benchmarks.record import Record, times
from cnnbook.exercises import REGISTRY
from cnnbook.exercises.base import FunctionExercise, ModelExercise
from cnnbook.grading.batch.crew import Crew, grade_all
from cnnbook.grading.batch.grade import grade
from cnnbook.grading.batch.job_builder import modules_to_preload
from cnnbook.grading.batch.member import Given
from cnnbook.grading.batch.plan import Plan
from cnnbook.grading.batch.settings import Settings
from cnnbook.grading.batch.submissions import find_submissions, read_submission
from cnnbook.grading.sandbox.isolation import choose
from cnnbook.grading.sandbox.stripped_package import StrippedPackage
from tests.answers import every

ROOT = Path(__file__).resolve().parent.parent
EACH, EACH_WITH_KERAS, ROUNDS = 6, 4, 2
KNOWN = {
    "np": "import numpy as np",
    "cb": "import cnnbook as cb",
    "math": "import math",
}


def wrong_answers(chapter: str) -> Iterator[tuple[str, str]]:
    """Yield names of answers of a chapter, each with the source of a wrong one."""
    for answers in every():
        exercise = REGISTRY[answers.exercise]
        if exercise.chapter != chapter or not isinstance(exercise, FunctionExercise):
            continue
        for answer in answers.all:
            code = getattr(answer.value, "__code__", None)
            if answer.right or code is None or code.co_name != "_":
                continue
            around = set(code.co_names) & set(answer.value.__globals__)
            if around <= set(KNOWN):
                source = inspect.getsource(answer.value)
                body = source[source.index("def _(") + len("def _(") :]
                imports = "\n".join(KNOWN[name] for name in sorted(around))
                yield exercise.answer, f"{imports}\ndef {exercise.answer}({body}"


def make(folder: Path, chapter: str, each: int) -> list[str]:
    """Write a solution and copies with a mistake; return the names of the solutions."""
    folder.mkdir(exist_ok=True)
    (path,) = (ROOT / "solutions").glob(f"{chapter}-*.ipynb")
    whole = path.read_text(encoding="utf-8")
    name = f"{chapter}-solution"
    (folder / f"{name}.ipynb").write_text(whole, encoding="utf-8")
    for number in range(1, each):
        (folder / f"{chapter}-student-{number}.ipynb").write_text(
            whole, encoding="utf-8"
        )
    wrong = wrong_answers(chapter)
    for number, (answer, source) in enumerate(itertools.islice(wrong, 1, None, 7), 1):
        if number == each:
            break
        changed = json.loads(whole)
        for cell in changed["cells"]:
            text = "".join(cell["source"])
            pattern = rf"^def {answer}\(.*?(?=^\S|\Z)"
            if cell["cell_type"] == "code" and re.search(pattern, text, re.M | re.S):
                escaped = f"{source}\n\n".replace("\\", r"\\")
                cell["source"] = re.sub(
                    pattern, escaped, text, count=1, flags=re.M | re.S
                )
        target = folder / f"{chapter}-student-{number}.ipynb"
        target.write_text(json.dumps(changed), encoding="utf-8")
    return [name]


def timed(folder: Path, jobs: int) -> tuple[float, float]:
    """Return the seconds until it is warm, and those of grading all then."""
    settings = Settings(jobs=jobs, seed=1)
    submissions = [read_submission(*found) for found in find_submissions(folder)]
    prints = {submission.name: "" for submission in submissions}
    start = time.perf_counter()
    preload = modules_to_preload(n for s in submissions for n in s.notebooks)
    plan = Plan(settings, tuple(sorted(preload)))
    asked = plan.exercises(submissions)
    given = Given([e for e in asked if isinstance(e, ModelExercise)])
    plan.prepare(asked)
    with StrippedPackage() as package, Crew(plan, prints, jobs, package) as crew:
        for keras in (False, True):
            kind = [s for s in submissions if plan.needs_keras(s) is keras]
            list(crew.run(kind[: 1 if keras else jobs], given))
        started = time.perf_counter() - start
        start = time.perf_counter()
        list(crew.run(submissions, given))
        return started, time.perf_counter() - start


def with_keras(record: Record, folder: Path) -> None:
    """Time chapters 7 to 12, start-up and all."""
    solutions = []
    for chapter in range(7, 13):
        solutions += make(folder, f"{chapter:02}", EACH_WITH_KERAS)
    start = time.perf_counter()
    results = grade(folder, folder.parent / "out", Settings(jobs=2, seed=1))
    record.number("seconds_with_keras", time.perf_counter() - start)
    record.number("notebooks_with_keras", len(results))
    record.number("full_with_keras", _full(results, solutions))


def _full(results, solutions: list[str]) -> int:
    return sum(
        result.name in solutions and all(mark.feedback for mark in result.marks)
        for result in results
    )


def main() -> None:
    """Time both."""
    record = Record("classes")
    with tempfile.TemporaryDirectory() as place:
        folder, solutions = Path(place) / "in", []
        for chapter in range(1, 7):
            solutions += make(folder, f"{chapter:02}", EACH)
        number = len(list(folder.iterdir()))
        rows: list[list] = []
        found: dict[int, tuple[float, ...]] = {}
        for jobs in (1, 2) * (1 if "quick" in sys.argv else ROUNDS):
            new = timed(folder, jobs)
            found[jobs] = tuple(map(min, found.get(jobs, new), new))
        for jobs, (started, seconds) in found.items():
            name = f"cnnbook, {choose().kind}, {jobs} job{'s' * (jobs > 1)}"
            ratio = times(seconds / found[1][1])
            rate = f"{number / seconds:.1f}"
            row = [name, show(started), show(seconds), rate, ratio]
            rows.append(row)
        header = ["grader", "start-up", f"{number} notebooks", "a second"]
        header += ["of one job"]
        record.table("chapters", header, rows)
        record.number("per_second_two_jobs", number / found[2][1])
        record.number("second_job", found[1][1] / found[2][1])
        graded = grade_all(
            [read_submission(*one) for one in find_submissions(folder)],
            Settings(jobs=2, seed=1),
            dict.fromkeys([name for name, _ in find_submissions(folder)], ""),
        )
        record.number("solutions_full", _full([r for _, r in graded], solutions))
        if "quick" not in sys.argv:
            with_keras(record, Path(place) / "keras")
    record.save()


if __name__ == "__main__":
    main()
