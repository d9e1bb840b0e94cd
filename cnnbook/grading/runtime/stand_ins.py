"""Stand in for functions that an answer calls, with what the right ones would give.

No right function is here. The grader sends a table of calls and their results; a call
that is not in it is remembered, so that the next run has it.
"""

from __future__ import annotations

import copy
import inspect
from collections.abc import Callable, Mapping, MutableMapping
from typing import Any, TypedDict

from cnnbook.exercises.base import Case
from cnnbook.grading.runtime.replying import Send, Task
from cnnbook.grading.runtime.sent_calls import SentCall, as_sent

MAX_ASKED = 2000
"""Calls that one run may ask for; the next one may ask for more."""


class UnknownCall(BaseException):
    """Raised where nobody knows yet what a call gives.

    Not an `Exception`, so that ``except Exception`` around it does not catch it.
    """


class Table(TypedDict):
    """What is known of the calls of one function.

    Attributes
    ----------
    tried : bool
        The learner's own is called where nothing is known. What it gives is wrong, but
        perhaps of the right shape, so that more calls come up in the same run.
    known : list of tuple
        Of each call its positional and its keyword arguments, its result, and what the
        right function says if it refuses.
    """

    tried: bool
    known: list[tuple[tuple[Any, ...], dict[str, Any], Any, str]]


class Questions:
    """The calls that nobody knows the result of, in one run of a notebook.

    Attributes
    ----------
    open : bool
        There was such a call since the last time that they were sent.
    lost : bool
        One of them can't be sent.
    inside : bool
        One of the learner's own functions is running in the place of a right one.
    """

    def __init__(self) -> None:
        self.open = self.lost = self.inside = False
        self._seen: set[tuple[str, bytes]] = set()
        self._new: list[tuple[str, SentCall]] = []

    def add(self, name: str, call: SentCall | None) -> None:
        """Remember a call of a function."""
        self.open = True
        if call is None:
            self.lost = True
        elif (name, call.content) not in self._seen and not self.full:
            self._seen.add((name, call.content))
            self._new.append((name, call))

    @property
    def full(self) -> bool:
        """Whether as much was asked as may be."""
        return len(self._seen) >= MAX_ASKED

    def send_new(self, task: Task, send: Send) -> bool:
        """Send what was asked since the last time; return whether anything was."""
        for name, call in self._new:
            header = {"asked": task["exercise"], "of": name, "call": call.packed}
            send(header, call.arrays)
        asked, self._new, self.open = self.open, [], False
        return asked


class StandIn:
    """A function that knows some results, and asks for the others.

    Parameters
    ----------
    name : str
        Of the function that it stands in for.
    own : object
        What the learner has under that name.
    table : Table
        What is known.
    questions : Questions
        Takes the calls of which nothing is known.

    Examples
    --------
    >>> table = {"tried": False, "known": [((2,), {}, [4], "")]}
    >>> double = StandIn("double", None, table, Questions())
    >>> double(2)
    [4]
    """

    def __init__(self, name: str, own: Any, table: Table, questions: Questions) -> None:
        self.__name__ = name
        self._own, self._tried = own, table["tried"]
        self._questions = questions
        self._known = {
            call.content: (value, problem)
            for args, kwargs, value, problem in table["known"]
            if (call := as_sent(args, kwargs)) is not None
        }

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Return what the right function gives, if that is known."""
        questions = self._questions
        if questions.inside:
            return self._own(*args, **kwargs)
        args, kwargs = _by_position(self._own, args, kwargs)
        call = as_sent(args, kwargs)
        if call is not None and call.content in self._known:
            value, problem = self._known[call.content]
            if problem:
                raise ValueError(problem)
            return copy.deepcopy(value)
        questions.add(self.__name__, call)
        if not self._tried or questions.lost or questions.full:
            raise UnknownCall
        questions.inside = True
        try:
            return Case(args, kwargs).call(self._own)
        finally:
            questions.inside = False


def _by_position(
    function: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """Name no parameter that need not be: a learner's may have other names."""
    try:
        bound = inspect.signature(function).bind(*args, **kwargs)
    except (TypeError, ValueError):
        return args, kwargs
    return bound.args, dict(bound.kwargs)


def put_in_place(
    names: MutableMapping[str, Any], tables: Mapping[str, Table]
) -> Questions:
    """Put stand-ins where a notebook has functions, under whatever name it has them.

    Parameters
    ----------
    names : mapping
        What the notebook defined; changed.
    tables : mapping
        What is known of which function.

    Returns
    -------
    Questions
        Takes what is asked for later.
    """
    questions = Questions()
    for name, table in tables.items():
        own = names.get(name)
        stand_in: Callable[..., Any] = StandIn(name, own, table, questions)
        for other, value in list(names.items()):
            if value is own and callable(own):
                names[other] = stand_in
        names[name] = stand_in
    return questions
