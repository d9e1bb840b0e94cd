"""Lay out what was handed in beside a notebook, where its code looks for it."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

NO_NETWORK = {
    "PIP_NO_INDEX": "1",
    "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    "PIP_NO_INPUT": "1",
    "UV_OFFLINE": "1",
    "HF_HUB_OFFLINE": "1",
}
"""Say to tools that there is no network, so that they do not wait for it."""


def lay_out(files: Mapping[str, bytes], folder: str = "") -> None:
    """Write files into the current folder, and go to where the notebook lay.

    They are copies, for this process alone: its code may change them, and nobody else
    will ever see it. Python finds modules among them.

    Parameters
    ----------
    files : mapping of str to bytes
        What was handed in, by paths such as ``"data/patch.csv"``.
    folder : str
        The notebook's among them; empty if it lay at the top.
    """
    os.environ.update(NO_NETWORK)
    top = Path.cwd()
    for name, content in files.items():
        with contextlib.suppress(OSError):
            path = _inside(top, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    here = _inside(top, folder) if folder else top
    with contextlib.suppress(OSError):
        here.mkdir(parents=True, exist_ok=True)
        os.chdir(here)
    # As in a notebook: the current folder is searched first. Then what lay above.
    sys.path[:0] = list(dict.fromkeys(["", str(here), str(top)]))


def _inside(top: Path, name: str) -> Path:
    """Return a path below `top`, whatever the name says."""
    parts = [p for p in PurePosixPath(name).parts if p not in ("/", "..", ".")]
    return top.joinpath(*parts)
