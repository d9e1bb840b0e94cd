"""What the process of students' code finds when it starts."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cnnbook.grading.sandbox import mounts as paths
from cnnbook.grading.sandbox.isolation import Isolation

MEGABYTE = 1 << 20
KEPT = ("OPENBLAS", "NVPL", "LC_", "LANG", "SYSTEMROOT", "KERAS_BACKEND")


@dataclass(frozen=True)
class Flavour:
    """What is imported before students' code comes.

    Attributes
    ----------
    warm : tuple of str
        Modules.
    memory : int
        Megabytes of address space.
    start : float
        Seconds that the imports may take.
    """

    warm: tuple[str, ...] = ()
    memory: int = 2048
    start: float = 60.0


def environ(room: str, scratch: str) -> dict[str, str]:
    """Return the environment of students' code: nothing private goes along."""
    kept = {key: os.environ[key] for key in os.environ if key.upper().startswith(KEPT)}
    return kept | {
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.defpath]),
        "PYTHONPATH": room,
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


def settings_for(
    isolation: Isolation, room: Path, flavour: Flavour, scratch: str
) -> dict[str, Any]:
    """Return what the process is told when it starts."""
    files, names = paths.readable(isolation.kind == "bubblewrap", room)
    return {
        "warm": list(flavour.warm),
        "memory": flavour.memory * MEGABYTE,
        "file_size": 64 * MEGABYTE,
        "scratch": scratch,
        "readable": files,
        "listable": names,
        "writable": [scratch, *paths.DEVICES],
    }
