"""Run all cells of a notebook so that as much of them counts as can.

A cell runs as it stands. If something in it fails, the statements after that one are
run one by one: all of them if the code was not to blame, as where a package is not
installed here; else those that stand alone: imports, definitions and plain values.
"""

from __future__ import annotations

import contextlib
import importlib.util
import os
import sys
import time
import urllib.error
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from IPython.core.error import UsageError

from cnnbook.grading.runtime.checked import CHECKS
from cnnbook.grading.runtime.naming import name_error
from cnnbook.grading.runtime.parallel import lend_threads
from cnnbook.grading.runtime.replying import Send
from cnnbook.grading.runtime.shell import Shell, run_cell
from cnnbook.grading.runtime.statements import (
    Statement,
    alone,
    bare,
    blank_names,
    statements_of,
    tried_imports,
)
from cnnbook.grading.runtime.timeout import CallTimeout, time_limit

NOT_THE_CODES_FAULT = (ImportError, UsageError, EOFError, urllib.error.URLError)
"""What a module, a magic, an answer or a network that is not here raises."""
MAX_TRIES, MAX_ERRORS = 5, 6
"""Rounds of second tries, and errors that are told of a cell."""
TELL_AFTER = 0.2
"""Seconds after which it is said again which cell is running."""
MISSING = object()


def run_cells(
    cells: Sequence[tuple[str, bool]],
    shell: Shell,
    limit: float,
    answers: set[str],
    send: Send,
    after_each: Callable[[], None],
) -> None:
    """Run the cells of a notebook, and tell which of them failed.

    Parameters
    ----------
    cells : sequence of tuple
        Of each its source, and whether to run all of it or only what stands alone.
    shell : Shell
        A fresh one.
    limit : float
        Seconds for each cell.
    answers : set of str
        Names that the exercises ask for.
    send : callable
        Takes a header and arrays and sends them.
    after_each : callable
        Is called when a cell has run, before it is said that the next one runs.
    """
    CHECKS.names = shell.user_ns
    lend_threads("\n".join(source for source, _ in cells))
    run = _Notebook(shell, limit, answers, send)
    for number, (source, whole) in enumerate(cells):
        run.first(number, source, whole)
        after_each()
    run.again([source for source, _ in cells])
    after_each()
    for number, errors in run.errors.items():
        if errors:
            send({"step": "cell", "cell": number}, ())
            words = (name_error(error, run.lost) for error in errors[:MAX_ERRORS])
            names = list(dict.fromkeys(filter(None, words)))
            send({"failed": number, "why": _why(errors), "errors": names}, ())


@dataclass
class _Notebook:
    """What is known while a notebook runs."""

    shell: Shell
    limit: float
    answers: set[str]
    send: Send
    errors: dict[int, list[BaseException]] = field(default_factory=dict)
    bound: dict[str, int] = field(default_factory=dict)
    before: dict[str, Any] = field(default_factory=dict)
    lost: set[str] = field(default_factory=set)
    number: int = 0
    told: float = 0.0

    def first(self, number: int, source: str, whole: bool) -> None:
        """Run a cell in its turn."""
        self._run(number, source, self._all if whole else self._alone)
        if not whole:  # it has ended the process: there must be no second try
            self.errors[number] = []

    def again(self, sources: list[str]) -> None:
        """Give cells another try that missed what others have brought since."""
        for _ in range(MAX_TRIES):
            better = False
            for number, errors in self.errors.items():
                if not any(map(self._is_there_now, errors)):
                    continue
                later = {
                    name: self.shell.user_ns[name]
                    for name, cell in self.bound.items()
                    if cell > number and name in self.shell.user_ns
                }
                self._run(number, sources[number], self._all)
                self.shell.user_ns.update(later)
                better = better or len(self.errors[number]) < len(errors)
            if not better:
                return

    def _run(
        self, number: int, source: str, run: Callable[[str], list[BaseException]]
    ) -> None:
        self.number = number
        self._tell()
        names = self.shell.user_ns
        self.before = before = dict(names)
        CHECKS.cell = number
        with contextlib.suppress(OSError):  # a module may have been written just now
            sys.path_importer_cache.pop(os.getcwd(), None)  # noqa: PTH109
        self.errors[number] = run(source)
        # A second copy of a cell, as it was handed out, takes no answer away.
        for name in self.answers & blank_names(source):
            if before.get(name) is not None:
                names[name] = before[name]
        for name, value in list(names.items()):
            if before.get(name, MISSING) is not value:
                self.bound[name] = max(number, self.bound.get(name, -1))

    def _all(self, source: str) -> list[BaseException]:
        """Run a whole cell and, if it fails, what is left of it; return what failed."""
        error, done = run_cell(self.shell, bare(source), self.limit)
        if error is None:
            self._import(source)
            return []
        left: list[Statement] | None = None
        with contextlib.suppress(CallTimeout), time_limit(self.limit):
            left = statements_of(source)
        if not left:
            return [error, *self._alone(source)]
        if done >= len(left):  # the cell was changed by what the notebook has added
            done = 0
        return [error, *self._rest(left[done], left[done + 1 :], error)]

    def _rest(
        self, failed: Statement, left: list[Statement], error: BaseException
    ) -> list[BaseException]:
        """Run what comes after a statement that has failed."""
        everything = _forgivable(error, failed, self.lost)
        errors = self._parts(failed)
        end = time.monotonic() + 2 * self.limit
        for statement in left:
            late = time.monotonic() > end
            if statement.kind == "other" and (late or not everything):
                errors += self._parts(statement)
                continue
            problem = self._one(statement)
            if problem is not None:
                everything = everything and _forgivable(problem, statement, self.lost)
                errors += [problem, *self._parts(statement)]
        return errors

    def _parts(self, statement: Statement) -> list[BaseException]:
        """Run the parts of a statement that gave nothing yet to their names."""
        names = self.shell.user_ns
        found = []
        for part in statement.parts:
            kept = all(
                names.get(name, MISSING) is self.before.get(name, MISSING)
                for name in part.binds
            )
            if kept or part.kind == "import":
                found.append(self._one(part))
        return [problem for problem in found if problem is not None]

    def _alone(self, source: str) -> list[BaseException]:
        """Run only what stands alone in a cell."""
        found: list[Statement] = []
        with contextlib.suppress(CallTimeout), time_limit(self.limit):
            found = alone(source)
        problems = map(self._one, found)
        return [problem for problem in problems if problem is not None]

    def _import(self, source: str) -> None:
        """Import what an import that failed before it, in ``try``, has kept out."""
        for statement in tried_imports(source):
            if not set(statement.binds) & self.shell.user_ns.keys():
                self._one(statement)

    def _tell(self) -> None:
        """Say where we are: who says nothing for too long is ended."""
        self.send({"step": "cell", "cell": self.number}, ())
        self.told = time.monotonic()

    def _one(self, statement: Statement) -> BaseException | None:
        if time.monotonic() - self.told > TELL_AFTER:
            self._tell()
        return run_cell(self.shell, statement.code, self.limit)[0]

    def _is_there_now(self, error: BaseException) -> bool:
        """Whether what was missing has come since."""
        with contextlib.suppress(BaseException):
            if isinstance(error, NameError):
                return error.name in self.shell.user_ns
            if isinstance(error, ModuleNotFoundError) and error.name:
                return importlib.util.find_spec(error.name) is not None
            if isinstance(error, FileNotFoundError) and error.filename:
                return Path(error.filename).exists()
        return False


def _forgivable(error: BaseException, statement: Statement, lost: set[str]) -> bool:
    """Whether the statements after one that failed can be believed all the same.

    So it is where the code is not to blame. The names that it would have bound are lost
    then, and a statement that misses one of these is not to blame either.
    """
    with contextlib.suppress(BaseException):
        missing = isinstance(error, NameError) and error.name in lost
        moved = isinstance(error, OSError) and "chdir(" in statement.code
        if isinstance(error, NOT_THE_CODES_FAULT) or missing or moved:
            lost.update(statement.binds)
            return True
    return False


def _why(errors: list[BaseException]) -> str:
    if any(isinstance(error, CallTimeout) for error in errors):
        return "slow"
    return "syntax" if isinstance(errors[0], SyntaxError) else "error"
