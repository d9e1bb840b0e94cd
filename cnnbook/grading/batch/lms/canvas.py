"""Canvas: a flat folder, everything about a file in its name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from cnnbook.grading.batch.lms.pieces import TEXT, WORK, Piece, printable

FILE = re.compile(
    r"(?P<name>.+?)_(?P<late>LATE_)?(?P<id>\d+)_(?P<file>\d{3,})_(?P<rest>.+)",
    re.DOTALL,
)
ANONYMOUS = re.compile(
    r"(?P<name>)(?P<late>LATE_)?anon_(?P<id>\w+?)_(?P<file>\d{3,})_(?P<rest>.+)",
    re.DOTALL,
)
TYPED = re.compile(
    r"(?P<name>.*?)_?(?P<late>LATE_)?(?P<id>\d+|anon_\w+)_(?P<rest>(?:text|link)\.html)"
)
AGAIN = re.compile(r"(.+)-(\d{1,3})(\.\w+)$", re.DOTALL)
"""A file that is handed in again under its old name gets a number."""
REASON = "files named like NAME_LATE_1234_56789_FILE"


def matches(path: Path) -> bool:
    """Whether an entry of the download is named as this system names it."""
    return _match(path.name) is not None and not path.is_dir()


def pieces(paths: Iterable[Path]) -> Iterator[Piece]:
    """Yield what these entries of the download hold."""
    for path in paths:
        match = _match(path.name)
        assert match
        person, known = printable(match["name"]), match["id"].removeprefix("anon_")
        yield Piece(
            f"{person or 'anon'}_{known}",
            path,
            match["rest"],
            WORK if "file" in match.groupdict() else TEXT,
            id=known,
            person=person,
            late=bool(match["late"]),
            named=path.name,
        )


def _match(name: str) -> re.Match[str] | None:
    anonymous, typed = ANONYMOUS.fullmatch(name), TYPED.fullmatch(name)
    return anonymous or FILE.fullmatch(name) or typed


def without_earlier(found: list[Piece]) -> tuple[list[Piece], list[Piece]]:
    """Tell the files of a student that were handed in again from the others.

    ``hw-1.ipynb`` beside ``hw.ipynb`` takes its place. ``hw-1.ipynb`` beside
    ``hw-2.ipynb`` may well be another exercise, so both stay.

    Parameters
    ----------
    found : list of Piece
        Of one student.

    Returns
    -------
    kept, earlier : list of Piece
        What counts, and what does not.
    """
    newest: dict[str, tuple[int, Piece]] = {piece.inside: (0, piece) for piece in found}
    earlier = []
    for piece in found:
        match = AGAIN.fullmatch(piece.inside)
        original = match[1] + match[3] if match else ""
        if match and original in newest:
            number, known = newest[original]
            later = int(match[2]) > number
            earlier.append(known if later else piece)
            newest[original] = (int(match[2]), piece) if later else (number, known)
            del newest[piece.inside]
    return [piece for _, piece in newest.values()], earlier
