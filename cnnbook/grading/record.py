"""Keep on this computer what a learner has tried, and nowhere else.

Only what runs in a notebook, or in IPython, is kept: a program that checks answers, as
a test does, leaves no trace.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

VARIABLE = "CNNBOOK_PROGRESS"
"""Names another file in the environment, or is `off`."""
FORMAT = 1
"""Of the file, which a page of the book writes and reads as well."""
MAX_BYTES = 50_000_000
"""Of a file that is read: a page's holds a learner's code too."""


@dataclass(frozen=True)
class Tried:
    """What is kept of one exercise.

    Attributes
    ----------
    state : str
        ``"solved"`` or ``"begun"``.
    tries : int
        How many answers were checked.
    at : str
        When that was last done, as in ``2026-02-03T10:20:30Z``.
    """

    state: str
    tries: int = 0
    at: str = ""

    @property
    def solved(self) -> bool:
        """Whether an answer has passed."""
        return self.state == "solved"


Record = dict[str, Tried]
"""What is kept, by the ids of exercises."""


def place(environment: Mapping[str, str] = os.environ) -> Path | None:
    """Return the file in which progress is kept, or nothing if it is kept in none.

    Parameters
    ----------
    environment : mapping
        What the variables of the environment are.

    Examples
    --------
    >>> place({"CNNBOOK_PROGRESS": "mine.json"}).name
    'mine.json'
    >>> place({"CNNBOOK_PROGRESS": "off"}) is None
    True
    """
    named = environment.get(VARIABLE, "").strip()
    if named:
        return None if named.lower() == "off" else Path(named).expanduser()
    try:
        home = Path.home()
    except RuntimeError:  # a system that knows of none
        return None
    folder = home / ".local" / "share"
    if sys.platform == "emscripten":
        folder = Path.cwd()  # in a browser only this folder lasts
    elif sys.platform == "darwin":
        folder = home / "Library" / "Application Support"
    elif os.name == "nt":
        folder = Path(environment.get("LOCALAPPDATA") or home / "AppData" / "Local")
    elif environment.get("XDG_DATA_HOME"):
        folder = Path(environment["XDG_DATA_HOME"])
    return folder / "cnnbook" / "progress.json"


def in_a_notebook() -> bool:
    """Return whether this is a notebook's kernel, or IPython."""
    if "IPython" not in sys.modules:
        return False
    from IPython import get_ipython

    return get_ipython() is not None


def read(path: Path) -> Record:
    """Return what a file keeps, as a page of the book or `write` has written it.

    Parameters
    ----------
    path : Path
        The file.

    Raises
    ------
    ValueError
        If it holds no progress.
    OSError
        If it can't be read.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ValueError
        kept = json.loads(path.read_text("utf-8"))["exercises"]
        found = {str(name): _tried(entry) for name, entry in kept.items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise ValueError(
            f"{path.name} holds no progress: choose a file that a page of the book or "
            "cb.progress().save has written."
        ) from None
    return {name: entry for name, entry in found.items() if entry is not None}


def _tried(entry: Mapping[str, Any]) -> Tried | None:
    """Return an entry of a file, unless this edition does not know its state."""
    state, tries, at = entry["state"], entry.get("tries", 0), entry.get("at", "")
    if state not in ("begun", "solved"):
        return None
    tries = tries if type(tries) is int and 0 <= tries < 10**9 else 0
    return Tried(state, tries, at if isinstance(at, str) else "")


def write(path: Path, record: Record) -> None:
    """Write what is to be kept; whoever reads meanwhile gets the old file, or the new.

    Parameters
    ----------
    path : Path
        The file. Its folder is made if it is missing.
    record : dict
        What is to be kept.
    """
    entries = {name: asdict(record[name]) for name in sorted(record)}
    content = json.dumps({"cnnbook": FORMAT, "exercises": entries}, indent=1)
    path.parent.mkdir(parents=True, exist_ok=True)
    number, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    try:
        with os.fdopen(number, "w", encoding="utf-8") as file:
            file.write(f"{content}\n")
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def merged(one: Record, other: Record) -> Record:
    """Return what two records hold: solved in either is solved.

    Examples
    --------
    >>> merged({"pad": Tried("begun", 2)}, {"pad": Tried("solved", 1)})["pad"]
    Tried(state='solved', tries=2, at='')
    """
    both = {**one, **other}
    for name in one.keys() & other.keys():
        a, b = one[name], other[name]
        state = "solved" if a.solved or b.solved else "begun"
        both[name] = Tried(state, max(a.tries, b.tries), max(a.at, b.at))
    return both


class Kept:
    """What is kept of a learner's tries: in a file, or as long as this session.

    Parameters
    ----------
    path : Path or None
        The file.

    Examples
    --------
    >>> kept = Kept(None)
    >>> kept.note("conv2d", False)
    >>> kept.note("conv2d", True)
    >>> kept.all()["conv2d"].tries
    2
    """

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self._session: Record = {}
        self._unreadable = self._unwritable = ""

    @property
    def problem(self) -> str:
        """Why nothing is kept in the file, as of the last time; else empty."""
        return self._unreadable or self._unwritable

    def all(self) -> Record:
        """Return everything; a file that can't be read counts as none."""
        stored: Record = {}
        self._unreadable = ""
        try:
            if self.path is not None and self.path.exists():
                stored = read(self.path)
        except (OSError, ValueError) as error:
            self._unreadable = str(error)
        return merged(stored, self._session)

    def note(self, exercise: str, passed: bool) -> None:
        """Note a try.

        Parameters
        ----------
        exercise : str
            Its id.
        passed : bool
            Whether the answer was right.
        """
        before = self.all().get(exercise, Tried("begun"))
        now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        state = "solved" if passed or before.solved else "begun"
        self.add({exercise: Tried(state, before.tries + 1, now)})

    def add(self, record: Record) -> None:
        """Keep what another record holds.

        A file that holds something else stays as it is.

        Parameters
        ----------
        record : dict
            What to keep.
        """
        self._session = merged(self._session, record)
        everything = self.all()
        if self.path is None or self._unreadable:
            return
        try:
            write(self.path, everything)
        except OSError as error:
            self._unwritable = str(error)
        else:
            self._session, self._unwritable = {}, ""

    def erase(self) -> None:
        """Forget everything, here and in the file."""
        self._session = {}
        if self.path is not None:
            self.path.unlink(missing_ok=True)


def kept() -> Kept:
    """Return what this session keeps: in a file only if it is a notebook's."""
    _KEPT.path = place() if in_a_notebook() else None
    return _KEPT


_KEPT = Kept(None)
