"""Run the cells of a chapter on its page."""

from __future__ import annotations

import contextlib
import logging
import warnings
from collections.abc import Callable, Iterator

from cnnbook.page.figures import figures
from cnnbook.page.session import Reply, Session, answers_with

NAMED = ", dtype=int64"
"""A page has integers of 32 bits, and names those that a notebook does not."""


class Cells(Session):
    r"""The names of a chapter's page.

    Parameters
    ----------
    send : callable
        Takes what is printed, piece by piece.

    Examples
    --------
    >>> cells = Cells(lambda text: None)
    >>> cells.before("a = 20"), cells.cell("a + 1")["text"], cells.cell("a + 2;")
    ({'ok': True}, '21', {'ok': True, 'figures': []})
    """

    def before(self, code: str) -> Reply:
        """Run what a cell needs of the cells before it, and show nothing of it.

        Parameters
        ----------
        code : str
            Its code.
        """
        send, self.send = self.send, lambda text: None
        try:
            with quiet():
                reply = self.run("a cell before this one", code)
        finally:
            self.send = send
            figures()
        return {key: reply[key] for key in ("ok", "error", "full") if key in reply}

    def cell(self, code: str) -> Reply:
        """Run a cell; say what it shows, and what it draws.

        Parameters
        ----------
        code : str
            The cell, as the reader has left it.
        """
        with quiet():
            reply = self.run("your code", code)
            reply["figures"] = figures()
        if "text" in reply:
            reply["text"] = reply["text"].replace(NAMED, "")
        if code.rstrip().endswith(";"):  # as in a notebook
            reply.pop("text", None)
            reply.pop("html", None)
        return reply


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Let `plt.show` be called where there is no window: figures are taken later."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".*non-interactive.*")
        yield


def answering(send: Callable[[str], object]) -> Callable[[str, str], str]:
    """Return what a worker calls, as `cnnbook.page.session.answering` does.

    What draws is imported before a cell is: it takes longer than a cell may.
    """
    with contextlib.suppress(ModuleNotFoundError):
        import matplotlib.pyplot as plt

        plt.switch_backend("agg")
        # Of its fonts, a page has those that the book uses.
        logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
        with quiet():
            plt.figure(figsize=(1, 1)).add_subplot().set_title("0")
            figures()
    return answers_with(Cells(send))
