"""Keep what `cnnbook.check` gets while grading: a name may be used again later."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, MutableMapping
from dataclasses import dataclass
from typing import Any

from numpy import ndarray

from cnnbook.grading.runtime.rebinding import names_in

MAX_COPIED = 1_000_000
"""Numbers of an array that is copied; a larger one may be changed after its check."""
MAX_ENTRIES = 10_000
"""Of lists in lists."""
MISSING = object()


@dataclass(frozen=True)
class Checked:
    """What one check got.

    Attributes
    ----------
    value : object
        The answer itself.
    kept : object
        A copy, if it is an array or made of lists, else the answer itself.
    names : dict
        Everything the notebook had at that moment.
    cell : int
        Where the check stands, from 0.
    """

    value: Any
    kept: Any
    names: Mapping[str, Any]
    cell: int


class Checks:
    """The last check of each exercise.

    Examples
    --------
    >>> checks = Checks()
    >>> checks.names = {"x": 3}
    >>> checks.add("one-window", 3)
    >>> checks.changed("one-window", "x", {"x": 3}) is None
    True
    >>> checks.changed("one-window", "x", {"x": 4}).kept
    3
    """

    def __init__(self) -> None:
        self.names: MutableMapping[str, Any] = {}
        self.cell = 0
        self._last: dict[str, Checked] = {}

    def add(self, exercise: str, answer: Any) -> None:
        """Keep what a check got, in the place of what an earlier one did."""
        with contextlib.suppress(Exception):
            names = dict(self.names)
            self._last[exercise] = Checked(answer, _copied(answer), names, self.cell)

    def changed(
        self, exercise: str, name: str, names: Mapping[str, Any]
    ) -> Checked | None:
        """Return what the last check got, if something else counts as the answer now.

        Parameters
        ----------
        exercise : str
            Its id.
        name : str
            The answer's.
        names : mapping
            What the notebook has at its end.
        """
        found = self._last.get(exercise)
        if found is None or found.value is None or found.value is Ellipsis:
            return None
        now = names.get(name, MISSING)
        if now is not found.value:
            return None if _same_plain(now, found.kept) else found
        if found.kept is not found.value:
            return None if _same_plain(now, found.kept) else found
        return found if _uses_changed(now, found.names, names) else None


CHECKS = Checks()
"""Those of the notebook that this process runs."""


@contextlib.contextmanager
def as_checked(
    names: MutableMapping[str, Any], name: str, found: Checked
) -> Iterator[None]:
    """Give a notebook the names back that it had at a check.

    Parameters
    ----------
    names : mapping
        What the notebook has; its functions look up their names there.
    name : str
        The answer's, which has the checked one in the body.
    found : Checked
        What was checked.
    """
    now = dict(names)
    try:
        names.clear()
        names.update(found.names)
        names[name] = found.kept
        yield
    finally:
        names.clear()
        names.update(now)


def _copied(value: Any, left: int = MAX_ENTRIES) -> Any:
    """Return a copy of what a notebook may change in place."""
    if type(value) is ndarray:
        return value.copy() if value.size <= MAX_COPIED else value
    if type(value) in (list, tuple) and len(value) <= left:
        room = left // (len(value) + 1)
        entries = [_copied(entry, room) for entry in value]
        return entries if type(value) is list else tuple(entries)
    return value


def _same_plain(one: Any, other: Any) -> bool:
    """Whether two are the same numbers; of anything else nothing is known."""
    if one is other:
        return True
    if type(one) is not type(other):
        return False
    if type(one) is ndarray:
        kinds = (one.dtype, one.shape) == (other.dtype, other.shape)
        return kinds and one.dtype.kind in "biuf" and one.tobytes() == other.tobytes()
    if type(one) in (list, tuple):
        return len(one) == len(other) and all(map(_same_plain, one, other))
    return type(one) in (bool, int, float, str) and bool(one == other)


def _uses_changed(
    function: Any, then: Mapping[str, Any], now: Mapping[str, Any]
) -> bool:
    """Whether a function, or one that it calls, looks up a name that has changed."""
    left, seen = [function], set()
    while left:
        code = getattr(left.pop(), "__code__", None)
        if code is None or id(code) in seen:
            continue
        seen.add(id(code))
        for name in names_in(code):
            if name in then:
                if now.get(name, MISSING) is not then[name]:
                    return True
                left.append(then[name])
    return False
