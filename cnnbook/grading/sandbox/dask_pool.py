"""Run students' code on a Dask cluster; the comparison stays here."""

from __future__ import annotations

import atexit
import threading
from typing import Any

from cnnbook.grading.sandbox.job import Job, JobResult
from cnnbook.grading.sandbox.pool import WorkerPool

CONNECT_TIMEOUT = 10.0
"""Seconds to wait for the scheduler."""
MAX_DEATHS = 5
"""How often a machine may die under the same notebook."""

_pools: dict[str, WorkerPool] = {}
_lock = threading.Lock()


class DaskPool:
    """A `Runner` with the workers of a Dask cluster.

    Each keeps sandboxed processes of its own, as on a single machine. What comes back
    are the values that students' code gave, not verdicts.

    Parameters
    ----------
    address : str
        Of the scheduler, e.g. ``"tcp://127.0.0.1:8786"``.
    isolation : {"auto", "bubblewrap", "limits"}
        How students' code is shut in on each worker.

    Raises
    ------
    RuntimeError
        If `distributed` is not installed, or there is no scheduler or no worker.
    """

    def __init__(self, address: str, isolation: str = "auto") -> None:
        try:
            import distributed
            from distributed.comm.addressing import get_address_host_port
        except ImportError as error:
            raise RuntimeError(
                "--scheduler needs Dask: pip install 'cnnbook[cluster]'"
            ) from error
        self.isolation = isolation
        try:  # a client of an address that is none complains once more when it goes
            get_address_host_port(address)
        except (ValueError, NotImplementedError) as error:
            raise RuntimeError(
                f"{address!r} is no address of a Dask scheduler: write one as "
                "tcp://127.0.0.1:8786"
            ) from error
        try:
            self._client = distributed.Client(
                address, timeout=CONNECT_TIMEOUT, set_as_default=False
            )
        except (OSError, ValueError) as error:
            raise RuntimeError(f"there is no Dask scheduler at {address}") from error
        workers = self._client.nthreads()
        if not workers:
            self._client.close()
            raise RuntimeError(f"the scheduler at {address} has no workers")
        self.threads: int = sum(workers.values())

    def run(self, job: Job) -> JobResult:
        """Run a notebook on some worker; another one takes over if that one dies."""
        future = self._client.submit(
            run_here, job, self.isolation, pure=False, retries=MAX_DEATHS
        )
        result: JobResult = future.result()
        return result

    def close(self) -> None:
        """Leave the cluster; it goes on."""
        self._client.close()

    def __enter__(self) -> DaskPool:
        return self

    def __exit__(self, *error: Any) -> None:
        self.close()


def run_here(job: Job, isolation: str) -> JobResult:
    """Run a notebook in this process, which is a worker of the cluster.

    Parameters
    ----------
    job : Job
        The notebook.
    isolation : str
        See `DaskPool`.
    """
    with _lock:
        if isolation not in _pools:
            _pools[isolation] = WorkerPool(isolation)
            atexit.register(_pools[isolation].close)
    return _pools[isolation].run(job)
