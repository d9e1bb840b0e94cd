"""Grade one submission: ask for its runs, mark them, put the marks together."""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

from cnnbook.exercises import REGISTRY
from cnnbook.exercises.base import Exercise, ModelExercise
from cnnbook.grading.batch.aggregate import aggregate
from cnnbook.grading.batch.follow_ups import with_follow_ups
from cnnbook.grading.batch.job_builder import JobBuilder, needs_keras
from cnnbook.grading.batch.marking import Mark, mark_better
from cnnbook.grading.batch.notebooks import Notebook
from cnnbook.grading.batch.own_numbers import exercises_for, with_whose
from cnnbook.grading.batch.results import Result
from cnnbook.grading.batch.settings import Settings
from cnnbook.grading.batch.student_files import contents
from cnnbook.grading.batch.submissions import Submission
from cnnbook.grading.judging.answer_key import AnswerKeys
from cnnbook.grading.sandbox.job import Job, JobResult
from cnnbook.grading.sandbox.schedule import Rounds


class TooBusyError(RuntimeError):
    """Others had this machine for too long."""


@dataclass(frozen=True)
class Graded:
    """What came of a submission.

    Attributes
    ----------
    result : Result
        Its result.
    stopped : bool
        Something of it was ended, so that it deserves another try, alone.
    starved : bool
        That was since others had the machine.
    """

    result: Result
    stopped: bool
    starved: bool


@dataclass
class Plan:
    """Everything that grading a submission depends on.

    Attributes
    ----------
    settings : Settings
        How to grade.
    preload : tuple of str
        Modules to import beforehand, see `modules_to_preload`.
    given : dict
        Of the exercises on models what they start from, where it is known.
    given_models : bool
        There are exercises on models.
    """

    settings: Settings
    preload: tuple[str, ...] = ()
    given: dict[str, Any] = field(default_factory=dict)
    given_models: bool = False
    _builder: JobBuilder | None = None

    @property
    def builder(self) -> JobBuilder:
        """Makes the jobs; it knows the right answers."""
        if self._builder is None:
            keys = AnswerKeys(self.settings.seed)
            self._builder = JobBuilder(keys, self.settings.limit, self.preload)
        self._builder.given.update(self.given)
        return self._builder

    def __getstate__(self) -> dict[str, Any]:
        return {**vars(self), "_builder": None}  # another process makes its own

    def needs_keras(self, submission: Submission) -> bool:
        """Return whether a submission has a notebook that needs Keras."""
        return any(
            needs_keras(notebook.cells, self.settings.exercises_of(notebook))
            for notebook in submission.notebooks
        )

    def exercises(self, submissions: Collection[Submission]) -> list[Exercise]:
        """Return all that submissions count for, in the order of the book."""
        asked = {
            exercise.id
            for submission in submissions
            for notebook in submission.notebooks
            for exercise in self.settings.exercises_of(notebook)
        }
        return [REGISTRY[identifier] for identifier in REGISTRY.in_order(asked)]

    def prepare(self, exercises: Collection[Exercise]) -> None:
        """Work out the right answers once, before other processes inherit them."""
        for exercise in exercises:
            self.given_models |= isinstance(exercise, ModelExercise)
            with suppress(ImportError):  # it is said of those that need it
                _ = self.builder.keys.of(exercise).readings


def rounds(
    plan: Plan,
    submission: Submission,
    fingerprint: str,
    judging: Callable[[str], None] = lambda identifier: None,
    too_large: Collection[str] = (),
) -> Rounds[Graded]:
    """Ask for everything that the result of a submission depends on; return it.

    Parameters
    ----------
    plan : Plan
        How to grade.
    submission : Submission
        What was handed in.
    fingerprint : str
        Of everything that the result depends on.
    judging : callable
        Is told the id of each exercise before it is marked.
    too_large : collection of str
        Ids of exercises whose answers are too much to be judged.
    """
    settings, builder = plan.settings, plan.builder
    results: list[JobResult] = []
    marks_of_each: list[list[Mark]] = []
    budget, files = _Budget(), contents(submission.files)
    for notebook in submission.notebooks:
        exercises = settings.exercises_of(notebook)
        exercises = exercises_for(settings, submission.name, exercises)
        job = builder.build(notebook.cells, exercises, files, notebook.folder)
        budget.begin(notebook, job)
        (result,) = yield [budget.cut(job)]
        budget.take(notebook, result)
        marks = []
        for exercise in exercises:
            judging(exercise.id)
            key = builder.keys.of(exercise)
            large = exercise.id in too_large
            mark = mark_better(exercise, result, key, job.cells, large)
            outcomes = result.outcomes.get(exercise.id, [])
            whose = (settings, submission.name, mark, outcomes, notebook.code)
            marks.append(with_whose(*whose))
        judging("")
        share = settings.follow_up_share
        marks = yield from with_follow_ups(
            budget.cut(job), result, marks, builder, share
        )
        results.append(result)
        marks_of_each.append(marks)
    return Graded(
        aggregate(submission, results, marks_of_each, fingerprint),
        any(result.stopped for result in results),
        any(result.starved for result in results),
    )


class _Budget:
    """What the notebooks of a submission may take: one's share for each chapter."""

    def __init__(self) -> None:
        self._left: dict[str, float] = {}

    def begin(self, notebook: Notebook, job: Job) -> None:
        self._left.setdefault(notebook.chapter, job.seconds)
        self._chapter = notebook.chapter

    def cut(self, job: Job) -> Job:
        return replace(job, seconds=max(0.0, self._left[self._chapter]))

    def take(self, notebook: Notebook, result: JobResult) -> None:
        self._left[notebook.chapter] -= result.seconds
