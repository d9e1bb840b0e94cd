"""Draw the seed of a run, and find it again in its results."""

from __future__ import annotations

import contextlib
import itertools
import json
import secrets
from pathlib import Path

BELOW, MAX_READ = 1 << 32, 50


def seed_for(out: Path, given: int | None = None) -> int:
    """Return the seed of the hidden cases.

    Parameters
    ----------
    out : Path
        The folder of all results. A run that goes on takes the seed that is kept there.
    given : int, optional
        The seed that the instructor names.

    Returns
    -------
    int
        One that nobody could have known beforehand, unless it was given or is kept.
    """
    if given is not None:
        return given
    for path in itertools.islice(sorted((out / "results").glob("*.json")), MAX_READ):
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
            document = json.loads(path.read_text(encoding="utf-8"))
            kept = document["extra_data"]["cnnbook"]["seed"]
            if type(kept) is int and kept >= 0:
                return kept
    return secrets.randbelow(BELOW)
