"""Say what machine the figures are from, without its name or a path on it."""

from __future__ import annotations

import os
import platform
from importlib.metadata import version
from pathlib import Path

PACKAGES = ("numpy", "scipy", "keras", "jupyter-book", "jupyterlab")


def facts() -> dict[str, str]:
    """Return what matters for the figures.

    Examples
    --------
    >>> sorted(facts())[:2]
    ['cores', 'memory']
    """
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "cores": str(len(os.sched_getaffinity(0))),
        "memory": f"{memory:.0f} GiB",
        "processor": _processor(),
        "system": f"{platform.system()} on {platform.machine()}",
        "Python": platform.python_version(),
        **{name: version(name) for name in PACKAGES},
        "tensorflow": _tensorflow(),
    }


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.processor() or "unknown"


def _tensorflow() -> str:
    try:
        return version("tensorflow-cpu")
    except ModuleNotFoundError:
        return version("tensorflow")
