"""Grade the same submissions in each kind of isolation, at the same time."""

import multiprocessing
import os
import shutil
import warnings
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace

from cnnbook.grading.batch.grade import grade
from cnnbook.grading.sandbox import worker
from cnnbook.grading.sandbox.isolation import why_no_bubblewrap

LOOSELY = 1000.0
"""The machine that runs these tests may be as busy as it likes."""


def ways():
    """Without bubblewrap the fallback alone is tried, and says so."""
    yield "limits"
    if not why_no_bubblewrap():
        yield "bubblewrap"
    elif os.environ.get("CI"):
        assert shutil.which("bwrap"), "CI installs bubblewrap, see .ci/run"
        warnings.warn(
            f"bubblewrap can't work here: {why_no_bubblewrap()}", stacklevel=1
        )


def grade_both_ways(places, settings):
    """Return the results by the ways: most of the time of each is spent waiting.

    Parameters
    ----------
    places : mapping
        Of each way to the folder of submissions and the one for results.
    settings : Settings
        How to grade, but for the isolation.
    """
    longest, worker.LOOSELY = worker.LOOSELY, LOOSELY
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(len(places), mp_context=context) as pool:
        runs = {
            way: pool.submit(grade, *folders, replace(settings, isolation=way))
            for way, folders in places.items()
        }
        results = {way: run.result() for way, run in runs.items()}
    worker.LOOSELY = longest
    return results
