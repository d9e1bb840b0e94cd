"""Run what a reader writes on a page, and check it as a notebook would."""

from __future__ import annotations

import ast
import contextlib
import json
import sys
from collections.abc import Callable, Iterator
from html import escape
from typing import Any

from cnnbook.exercises.showing import asked_as_html
from cnnbook.grading import check, practice
from cnnbook.grading.judging.feedback import Feedback
from cnnbook.page.absent import forbid
from cnnbook.page.errors import report, show_source
from cnnbook.page.numbers import array_of
from cnnbook.page.printing import Stream

Reply = dict[str, Any]
"""What a page shows: plain data."""


class Session:
    r"""The names of one page, and what happens to them.

    Parameters
    ----------
    send : callable
        Takes what is printed, piece by piece.

    Examples
    --------
    >>> session = Session(lambda text: None)
    >>> session.run("your code", "twice = 2 * 21\ntwice")["text"]
    '42'
    """

    def __init__(self, send: Callable[[str], object]) -> None:
        forbid()
        self.names: dict[str, Any] = {"__name__": "__main__"}
        self.send = send
        self._said: dict[str, Feedback] = {}

    def begin(self, cells: list[str]) -> list[Reply]:
        """Run the cells that a page gives, as far as they go without Keras.

        Parameters
        ----------
        cells : list of str
            Their code.

        Returns
        -------
        list of dict
            What each of them printed and showed.
        """
        replies = []
        for number, code in enumerate(cells):
            printed: list[str] = []
            name = f"given {number + 1}"
            show_source(name, code)
            value = None
            with self._printing(printed.append):
                for statement in ast.parse(code).body:
                    # Later statements may need what this one could not make.
                    with contextlib.suppress(Exception):
                        value = self._execute([statement], name)
            replies.append({"printed": "".join(printed), **_shown(value)})
        return replies

    def run(self, name: str, code: str) -> Reply:
        """Run code; say what its last line shows, or what went wrong.

        Parameters
        ----------
        name : str
            What the code is called in a traceback.
        code : str
            The code.
        """
        show_source(name, code)
        try:
            with self._printing(self.send):
                value = self._execute(ast.parse(code, name).body, name)
                return {"ok": True, **_shown(value)}
        except BaseException as error:
            return _failed(error)

    def check(self, exercise: str, answer: str, code: str) -> Reply:
        """Run an answer and check it.

        Parameters
        ----------
        exercise, answer : str
            The id, and the name that holds the answer.
        code : str
            What the reader has written.
        """
        self.names.pop(answer, None)
        reply = self.run("your code", code)
        if not reply["ok"]:
            return reply
        if answer not in self.names:
            words = f"There is no {answer} in your code: the check looks for that name."
            return {"ok": False, "error": words}
        return self._checked(exercise, self.names[answer])

    def check_numbers(
        self,
        exercise: str,
        answer: str,
        shape: list[int],
        fields: list[str],
        problem: int = 0,
    ) -> Reply:
        """Check what stands in the fields of a page.

        Parameters
        ----------
        exercise, answer : str
            The id, and the name that the answer gets.
        shape : list of int
            Of the answer; empty for a single number.
        fields : list of str
            What stands in the fields, row by row.
        problem : int
            Which numbers it is for; 0 is the book's own.
        """
        try:
            value = array_of(shape, fields)
        except ValueError as error:
            return {"ok": False, "error": str(error)}
        if not problem:
            self.names[answer] = value
        return self._checked(exercise, value, problem)

    def practice(self, exercise: str) -> Reply:
        """Ask an exercise with other numbers.

        Parameters
        ----------
        exercise : str
            The id.
        """
        asked = practice(exercise)
        assert asked.problem is not None, "a fresh number is never 0"
        html = asked_as_html(asked.problem)
        if asked.why:
            html += f"<p>{escape(asked.why)}</p>"
        return {"ok": True, "number": asked.number, "html": html}

    def more(self, exercise: str) -> Reply:
        """Return the last feedback to an exercise with the next step of its hints."""
        self._said[exercise] = self._said[exercise].more()
        return _judged(self._said[exercise])

    def _checked(self, exercise: str, value: Any, problem: int = 0) -> Reply:
        try:
            with self._printing(self.send):
                feedback = check(exercise, value, problem=problem)
        except BaseException as error:
            return _failed(error)
        self._said[exercise] = feedback
        return _judged(feedback)

    def _execute(self, body: list[ast.stmt], name: str) -> Any:
        """Run statements, and return the value of the last if it is an expression."""
        last = body[-1] if body else None
        if not isinstance(last, ast.Expr):
            exec(compile(ast.Module(body, []), name, "exec"), self.names)
            return None
        exec(compile(ast.Module(body[:-1], []), name, "exec"), self.names)
        return eval(compile(ast.Expression(last.value), name, "eval"), self.names)

    @contextlib.contextmanager
    def _printing(self, send: Callable[[str], object]) -> Iterator[None]:
        stream = Stream(send)
        with contextlib.redirect_stdout(stream), contextlib.redirect_stderr(stream):
            try:
                yield
            finally:
                stream.finish()


def _failed(error: BaseException) -> Reply:
    """Return what went wrong, and whether the memory is full."""
    return {"ok": False, "error": report(error), "full": isinstance(error, MemoryError)}


def _shown(value: Any) -> dict[str, str]:
    """Return a value as text, and as HTML where it has some."""
    if value is None:
        return {}
    shown = {"text": repr(value)[:20_000]}
    if isinstance(value, Feedback):
        shown["html"] = value._repr_html_()
    return shown


def _judged(feedback: Feedback) -> Reply:
    return {
        "ok": True,
        "passed": feedback.passed,
        "begun": feedback.begun,
        "html": feedback._repr_html_(),
        "text": repr(feedback),
        "misconception": feedback.misconception,
        "more": bool(feedback.later_steps()),
    }


def answering(send: Callable[[str], object]) -> Callable[[str, str], str]:
    """Return what a worker calls: the name of a method and its arguments, as JSON.

    Parameters
    ----------
    send : callable
        Takes what is printed.

    Examples
    --------
    >>> ask = answering(lambda text: None)
    >>> ask("run", '["your code", "1 + 1"]')
    '{"ok": true, "text": "2"}'
    """
    return answers_with(Session(send))


def answers_with(session: Session) -> Callable[[str, str], str]:
    """Return what a worker calls to ask a session.

    Parameters
    ----------
    session : Session
        What has the methods.
    """
    # A learner's loop in a loop is deeper than what WebAssembly's stack can hold.
    sys.setrecursionlimit(min(sys.getrecursionlimit(), 1000))

    def ask(method: str, arguments: str) -> str:
        return json.dumps(getattr(session, method)(*json.loads(arguments)))

    return ask
