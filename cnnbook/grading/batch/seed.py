"""Draw the seed of a run, and keep it for the runs that go on."""

from __future__ import annotations

import contextlib
import secrets
from pathlib import Path

from cnnbook.grading.batch.results import write_atomically

SEED_FILE = "seed.txt"
BELOW = 1 << 32


def seed_for(out: Path, given: int | None = None) -> int:
    """Return the seed of the hidden cases, and write it down.

    Parameters
    ----------
    out : Path
        The folder of all results. A run that goes on takes the seed that is there.
    given : int, optional
        The seed that the instructor names.

    Returns
    -------
    int
        One that nobody could have known beforehand, unless it was given or is kept.
    """
    seed = given
    if seed is None:
        with contextlib.suppress(OSError, ValueError):
            seed = int((out / SEED_FILE).read_text(encoding="ascii"))
    if seed is None or seed < 0:
        seed = secrets.randbelow(BELOW)
    write_atomically(out, SEED_FILE, f"{seed}\n")
    return seed
