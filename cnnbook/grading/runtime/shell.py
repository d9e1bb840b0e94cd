"""Run the cells of a notebook one after the other, without a kernel."""

from __future__ import annotations

import ast
import contextlib
import json
import re
import runpy
from pathlib import Path
from typing import Any

from IPython.core.history import HistoryManager
from IPython.core.interactiveshell import InteractiveShell

from cnnbook.grading.runtime.output import CapturedOutput
from cnnbook.grading.runtime.timeout import time_limit

RUN_CELL = InteractiveShell.run_cell
NETWORK = "pip3?|uv|conda|mamba|apt|apt-get|wget|curl|gdown|kaggle|git|npm|jupyter"
ASKS_THE_NETWORK = re.compile(
    rf"\s*(?:sudo\s+)?(?:\S*python\S*\s+-m\s+)?(?:\S*/)?(?:{NETWORK})\b"
)
"""Commands that wait long for a network that is not there."""
RUNS_A_SCRIPT = re.compile(r"\s*python3?\s+([\w./-]+\.py)\s*")


class Shell(InteractiveShell):
    """IPython without history, windows and tracebacks.

    Attributes
    ----------
    done : int
        How many statements of the last cell have come to their end.
    """

    done: int = 0

    def system(self, cmd: str) -> None:
        """Run a command, unless it would only wait for a network."""
        script = RUNS_A_SCRIPT.fullmatch(cmd)
        if ASKS_THE_NETWORK.match(cmd):
            self.user_ns["_exit_code"] = 1
        elif script and Path(script[1]).is_file():  # nothing has to be started for it
            runpy.run_path(script[1], run_name="__main__")
            self.user_ns["_exit_code"] = 0
        else:  # not the usual one, which wants a terminal
            self.system_raw(cmd)

    def getoutput(self, cmd: str, split: bool = True, depth: int = 0) -> Any:
        """Return what a command prints, unless it would only wait for a network."""
        skipped = "true" if ASKS_THE_NETWORK.match(cmd) else cmd
        return super().getoutput(skipped, split, depth + 1)

    def safe_execfile_ipy(self, fname: str, *args: Any, **kwargs: Any) -> None:
        """Run the cells of another notebook, as ``%run other.ipynb`` does."""
        if not fname.lower().endswith(".ipynb"):
            super().safe_execfile_ipy(fname, *args, **kwargs)
            return
        for cell in json.loads(Path(fname).read_bytes())["cells"]:
            if cell["cell_type"] == "code":
                self.run_cell("".join(cell["source"])).raise_error()

    async def run_ast_nodes(
        self, nodelist: list[ast.stmt], cell_name: str, *args: Any, **kwargs: Any
    ) -> bool:
        """Run statements one by one, and count those that come to their end."""
        done = 0
        try:
            for node in nodelist:
                if await super().run_ast_nodes([node], cell_name, *args, **kwargs):
                    return True
                done += 1
        finally:  # a cell may run others, which have been counted meanwhile
            self.done = done
        return False

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
    _time_once(shell)
    return shell


def run_cell(
    shell: Shell, source: str, limit: float
) -> tuple[BaseException | None, int]:
    """Run a cell; return what it raised, `CallTimeout` if it was stopped.

    Parameters
    ----------
    shell : Shell
        Where to run it.
    source : str
        Its code, with magics.
    limit : float
        Seconds.

    Returns
    -------
    error : BaseException or None
        What ended it too early.
    done : int
        How many of its statements had come to their end by then.
    """
    sink = CapturedOutput(0)
    shell.done = 0
    try:
        with (
            time_limit(limit),
            contextlib.redirect_stdout(sink),
            contextlib.redirect_stderr(sink),
        ):
            result = RUN_CELL(shell, source, store_history=False, silent=False)
    except BaseException as stopped:  # the alarm may ring inside IPython
        return stopped, shell.done
    error: BaseException | None = result.error_before_exec or result.error_in_exec
    if error is not None:  # it would keep alive all that its functions worked with
        error.__traceback__ = error.__context__ = None
    return error, shell.done


def _time_once(shell: Shell) -> None:
    """Let ``%timeit`` run its code once: nobody reads how long it takes."""
    with contextlib.suppress(Exception):
        timeit: Any = shell.find_line_magic("timeit")

        def once(line: str = "", cell: str | None = None, **more: Any) -> Any:
            return timeit(f"-n1 -r1 {line}", cell, **more)

        magics: Any = shell.magics_manager.magics
        for kind in ("line", "cell"):
            magics[kind]["timeit"] = once
