"""What the process of students' code finds when it starts, and how it is started."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cnnbook.grading.sandbox import mounts
from cnnbook.grading.sandbox.isolation import Isolation

MEGABYTE = 1 << 20
MAX_FILE_BYTES = 64 * MEGABYTE
KEPT_VARIABLES = ("OPENBLAS", "NVPL", "LC_", "LANG", "SYSTEMROOT", "KERAS_BACKEND")


@dataclass(frozen=True)
class Environment:
    """What is imported before students' code comes, and what it may take.

    Attributes
    ----------
    preload : tuple of str
        Modules.
    memory : int
        Megabytes of address space of each process.
    resident : int
        Megabytes that all of a notebook's processes may fill together.
    startup_timeout : float
        Seconds that the imports may take.
    """

    preload: tuple[str, ...] = ()
    memory: int = 2048
    resident: int = 2048
    startup_timeout: float = 60.0


def worker_command(
    module: str,
    isolation: Isolation,
    package: Path,
    environment: Environment,
    scratch: str,
    *,
    as_root: bool = False,
    **more: Any,
) -> tuple[list[str], dict[str, str]]:
    """Return the command line of a process for students' code, and its variables.

    Parameters
    ----------
    module : str
        Of `cnnbook.grading.runtime`.
    isolation : Isolation
        How the process is shut in.
    package : Path
        The stripped package.
    environment : Environment
        What it finds.
    scratch : str
        The folder that it may write to.
    as_root : bool, default False
        The process starts as root, to become another user.
    **more
        What this module is told beside what each of them is.
    """
    wrapped = isolation.kind == "bubblewrap"
    config = {**_config(wrapped, package, environment, scratch), **more}
    command = [sys.executable, "-P", "-m", module, json.dumps(config)]
    if wrapped:
        command = mounts.bubblewrap_command(as_root, package) + command
    folder = mounts.PACKAGE_MOUNT if wrapped else str(package)
    return command, _variables(folder, scratch)


def remove_folder(folder: str) -> None:
    """Remove a folder with everything that students' code has put into it.

    Parameters
    ----------
    folder : str
        Its path. Links in it are not followed.
    """
    try:
        shutil.rmtree(folder, ignore_errors=True)
    except RecursionError:  # folders in folders in folders
        subprocess.run(["rm", "-rf", "--", folder], check=False, capture_output=True)


def _config(
    wrapped: bool, package: Path, environment: Environment, scratch: str
) -> dict[str, Any]:
    """Return what each process is told when it starts."""
    files, names = mounts.readable_paths(wrapped, package)
    emptied = [scratch, mounts.SHARED_MEMORY] if wrapped else [scratch]
    return {
        "preload": list(environment.preload),
        "wrapped": wrapped,
        "memory": environment.memory * MEGABYTE,
        "resident": environment.resident * MEGABYTE,
        "file_size": MAX_FILE_BYTES,
        "scratch": scratch,
        "readable": files,
        "listable": names,
        "writable": [*emptied, *mounts.DEVICES],
        "emptied": emptied,
    }


def _variables(package: str, scratch: str) -> dict[str, str]:
    """Return the environment variables: nothing private goes along."""
    kept = {
        key: value
        for key, value in os.environ.items()
        if key.upper().startswith(KEPT_VARIABLES)
    }
    return kept | {
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.defpath]),
        "PYTHONPATH": package,
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUTF8": "1",
        "HOME": scratch,
        "IPYTHONDIR": scratch,
        "TMPDIR": scratch,
        "TEMP": scratch,
        "MPLBACKEND": "agg",
        "MPLCONFIGDIR": scratch,
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
        "CUDA_VISIBLE_DEVICES": "-1",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "TF_ENABLE_ONEDNN_OPTS": "0",
    }
