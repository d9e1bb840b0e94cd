"""Say what in a download is missing, or not clear, before anything is graded."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from cnnbook.grading.batch.lms import blackboard, github, gradescope
from cnnbook.grading.batch.lms.pieces import WORK, Piece, alike, printable

SAY_WHEN = ("blackboard", "d2l")
"""Systems that put a time into every name."""
OF_A_SYSTEM = {
    "blackboard": blackboard.remarks,
    "github": github.remarks,
    "gradescope": gradescope.remarks,
}
COPY = re.compile(r"(?:copy of )?(.+?)(?: ?\(\d\d?\)|[ _-]copy\d*|-checkpoint)?")
"""What browsers and Jupyter make of the name of a file that they copy."""


def remarks(system: str, paths: Sequence[Path], found: Sequence[Piece]) -> list[str]:
    """Return what is to be said of a download, in sentences.

    Parameters
    ----------
    system : str
        That it comes from.
    paths : sequence of Path
        Its entries that are named as the system names them.
    found : sequence of Piece
        What they hold.
    """
    words = OF_A_SYSTEM[system](paths) if system in OF_A_SYSTEM else []
    listed = any(path.name == gradescope.METADATA for path in paths)
    if system in SAY_WHEN or (system == "gradescope" and listed):
        untold = [
            printable(piece.path.name)
            for piece in found
            if piece.kind == WORK and piece.submitted is None
        ]
        if untold:
            words.append(
                f"No time can be read from {len(untold)} names, so nobody knows "
                f"whether these are late: {', '.join(untold[:5])}"
                f"{', …' if len(untold) > 5 else '.'}"
            )
    return words + (_copies(found) if system == "plain" else [])


def _copies(found: Sequence[Piece]) -> list[str]:
    names = {alike(piece.student): piece.student for piece in found}
    copies = []
    for name, shown in sorted(names.items()):
        match = COPY.fullmatch(name)
        if match and match[1] != name and match[1] in names:
            copies.append(f"{shown} beside {names[match[1]]}")
    if not copies:
        return []
    return [
        f"Perhaps copies by a browser, taken for students' here: {', '.join(copies)}."
    ]
