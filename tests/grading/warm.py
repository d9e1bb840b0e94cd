"""Grade single notebooks in a sandbox that stays: no start for each of many tests."""

import contextlib

from cnnbook.grading.batch.job_builder import modules_to_preload
from cnnbook.grading.batch.plan import Plan, rounds
from cnnbook.grading.batch.submissions import read_submission
from cnnbook.grading.sandbox.pool import WorkerPool
from cnnbook.grading.sandbox.schedule import finish

POOLS = {}
CLOSED_AT_THE_END = contextlib.ExitStack()


def grade_warm(path, settings):
    """Grade a notebook and return its result, as `grade_notebook` does."""
    submission = read_submission(path.stem, path)
    plan = Plan(settings, tuple(sorted(modules_to_preload(submission.notebooks))))
    kind = settings.isolation
    if kind not in POOLS:
        POOLS[kind] = CLOSED_AT_THE_END.enter_context(WorkerPool(kind))
    return finish(POOLS[kind], rounds(plan, submission, "")).result
