"""Let threads do what processes of `multiprocessing` can't do here.

Its processes need shared memory that all of a user's programs can write to. Where the
sandbox has none, threads give the same results, more slowly.
"""

from __future__ import annotations

import concurrent.futures
import contextlib
import os
import select
from typing import Any

WORDS = ("multiprocessing", "ProcessPool", "joblib")


def lend_threads(code: str) -> None:
    """Put threads in the place of processes, if code asks for these in vain.

    Parameters
    ----------
    code : str
        Of the notebook, and of the modules beside it.
    """
    if not any(word in code for word in WORDS):
        return
    import multiprocessing
    import multiprocessing.dummy

    with contextlib.suppress(OSError, ImportError):
        multiprocessing.get_context("fork").Lock()
        return
    threads: Any = multiprocessing.dummy
    whole: Any = multiprocessing
    threads.SimpleQueue = _Notices
    for name in threads.__all__:
        setattr(whole, name, getattr(threads, name))
    whole.get_context = lambda method=None: threads
    whole.set_start_method = lambda *args, **kwargs: None
    futures: Any = concurrent.futures
    futures.ProcessPoolExecutor = _Threads


class _Notices:
    """Takes a pool's notices that a thread has ended, as a queue with a pipe does."""

    def __init__(self) -> None:
        self._reader, self._writer = os.pipe()

    def put(self, notice: Any) -> None:
        os.write(self._writer, b".")

    def get(self) -> None:
        os.read(self._reader, 1)

    def empty(self) -> bool:
        return not select.select([self._reader], [], [], 0)[0]

    def close(self) -> None:
        os.close(self._reader)
        os.close(self._writer)


class _Threads(concurrent.futures.ThreadPoolExecutor):
    """Takes what a pool of processes takes."""

    def __init__(self, max_workers: int | None = None, *args: Any, **kw: Any) -> None:
        wanted = {k: kw[k] for k in ("initializer", "initargs") if k in kw}
        super().__init__(max_workers, **wanted)
