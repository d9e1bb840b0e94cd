"""Run the cells of a notebook one after the other, without a kernel."""

from __future__ import annotations

import ast
import contextlib
from collections.abc import Container
from typing import Any

from IPython.core.history import HistoryManager
from IPython.core.inputtransformer2 import TransformerManager
from IPython.core.interactiveshell import InteractiveShell

from cnnbook.grading.runtime.output import CapturedOutput
from cnnbook.grading.runtime.timeout import time_limit

RUN_CELL = InteractiveShell.run_cell


class Shell(InteractiveShell):
    """IPython without history, windows and tracebacks."""

    system = InteractiveShell.system_raw  # the other one wants a terminal

    def enable_gui(self, gui: str | None = None) -> None:
        """Open no window."""

    def enable_matplotlib(self, gui: str | None = None) -> tuple[str, str]:
        """Leave matplotlib as it is: nobody looks at the figures."""
        return "agg", "agg"

    def _tee(self, channel: str) -> Any:
        """Keep nothing of what is printed, which may be without end."""
        return contextlib.nullcontext()

    def ask_exit(self) -> None:
        """Go on with the next cell."""

    def showtraceback(self, *args: Any, **kwargs: Any) -> None:
        """Show nothing."""

    def showsyntaxerror(self, *args: Any, **kwargs: Any) -> None:
        """Show nothing."""


def new_shell() -> Shell:
    """Return a shell, ready to run cells."""
    HistoryManager.enabled = False  # type: ignore[assignment]
    shell = Shell.instance()
    shell.ast_node_interactivity = "none"  # no repr of what a cell ends in
    return shell


def run_cell(shell: Shell, source: str, limit: float) -> BaseException | None:
    """Run a cell and return what it raised, `CallTimeout` if it was stopped."""
    sink = CapturedOutput(0)
    try:
        with (
            time_limit(limit),
            contextlib.redirect_stdout(sink),
            contextlib.redirect_stderr(sink),
        ):
            result = RUN_CELL(shell, source, store_history=False, silent=False)
    except BaseException as stopped:  # the alarm may ring inside IPython
        return stopped
    error: BaseException | None = result.error_before_exec or result.error_in_exec
    return error


def definitions_only(source: str, known: Container[str] = ()) -> str:
    r"""Return the imports, definitions and plain values of a cell that failed.

    Parameters
    ----------
    source : str
        The cell.
    known : container of str
        Names that are there already: these are left alone.

    Examples
    --------
    >>> print(definitions_only("x = 3\ny = f(x)\nwhile True:\n    pass\ndef g(): pass"))
    x = 3
    def g():
        pass
    """
    kept = []
    for node in _parsed(source):
        if any(name not in known for name in _bound_names(node)):
            kept.append(ast.unparse(node))
    return "\n".join(kept)


def blank_names(source: str) -> set[str]:
    r"""Return the names that a cell gives no answer to, as it was handed out.

    Parameters
    ----------
    source : str
        The cell.

    Examples
    --------
    >>> sorted(blank_names("x = ...\ndef f(a):\n    'Say a.'\n    ...\ny = 1"))
    ['f', 'x']
    """
    if "..." not in source:
        return set()
    return {
        name
        for node in _parsed(source)
        if _is_blank(node)
        for name in _bound_names(node)
    }


def _is_blank(node: ast.stmt) -> bool:
    if isinstance(node, ast.Assign):
        return isinstance(node.value, ast.Constant) and node.value.value is ...
    if not isinstance(node, ast.FunctionDef):
        return False
    return all(
        isinstance(part, ast.Expr) and isinstance(part.value, ast.Constant)
        for part in node.body
    )


def _parsed(source: str) -> list[ast.stmt]:
    try:
        return ast.parse(TransformerManager().transform_cell(source)).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []


def _bound_names(node: ast.stmt) -> list[str]:
    if isinstance(node, ast.Import | ast.ImportFrom):
        return [(name.asname or name.name).split(".")[0] for name in node.names]
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return [node.name]
    if isinstance(node, ast.Assign):
        try:
            ast.literal_eval(node.value)
        except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError):
            return []
        return [target.id for target in node.targets if isinstance(target, ast.Name)]
    return []
