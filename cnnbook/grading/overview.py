"""Show a learner what is solved, begun and left: this is `cnnbook.progress`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

from cnnbook.exercises import REGISTRY, Exercise
from cnnbook.grading.judging.feedback import STARS
from cnnbook.grading.record import VARIABLE, Kept, Record, kept, read, write

SIGNS = {"solved": "✓", "begun": "…", "left": "–"}


@dataclass(frozen=True)
class Chapter:
    """What is done of one chapter's exercises.

    Attributes
    ----------
    number : str
        Two digits.
    states : list of tuple of Exercise and str
        Each exercise with ``"solved"``, ``"begun"`` or ``"left"``.
    """

    number: str
    states: list[tuple[Exercise, str]]

    def names(self, state: str) -> list[str]:
        """Return the ids of the exercises in a state, each with its stars.

        Parameters
        ----------
        state : str
            ``"solved"``, ``"begun"`` or ``"left"``.
        """
        return [f"{e.id} {STARS[e.difficulty]}" for e, s in self.states if s == state]

    @property
    def line(self) -> str:
        """How many are solved and begun, in words."""
        solved, begun = len(self.names("solved")), len(self.names("begun"))
        words = f"{solved} of {len(self.states)} solved"
        return f"{words}, {begun} begun" if begun else words


class Progress:
    """What is solved, begun and left: HTML in a notebook, else text.

    It is kept on this computer alone, in the file `path`, and nothing is sent.

    Parameters
    ----------
    source : Kept
        What was kept of the tries.

    Attributes
    ----------
    path : Path or None
        The file. There is none outside of a notebook, nor where the variable
        ``CNNBOOK_PROGRESS`` of the environment is ``off``; it may name another one.
    """

    def __init__(self, source: Kept) -> None:
        self._source = source
        self.path = source.path

    @property
    def record(self) -> Record:
        """What was kept, by the ids of exercises."""
        return self._source.all()

    def chapters(self) -> Iterator[Chapter]:
        """Yield what is done chapter by chapter."""
        record = self.record
        for number in REGISTRY.chapters():
            yield Chapter(
                number,
                [
                    (e, record[e.id].state if e.id in record else "left")
                    for e in REGISTRY.chapter(number)
                ],
            )

    def next(self) -> Exercise | None:
        """Return where to go on: what was begun last, or what comes after it.

        Returns
        -------
        Exercise or None
            The first exercise of the book where nothing was begun; none where
            everything is solved.
        """
        record = self.record
        order = list(REGISTRY)
        tried = [name for name in order if name in record]
        left = [n for n in order if n not in record or not record[n].solved]
        if not tried or not left:
            return REGISTRY[left[0]] if left else None
        last = max(tried, key=lambda name: (record[name].at, order.index(name)))
        after = [name for name in left if order.index(name) >= order.index(last)]
        return REGISTRY[(after or left)[0]]

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write it all to a file, to take along to another computer.

        Parameters
        ----------
        path : path-like
            The file.

        Returns
        -------
        Path
            The same.
        """
        write(Path(path), self.record)
        return Path(path)

    def load(self, path: str | os.PathLike[str]) -> Progress:
        """Take in what `save`, or a page of the book, has written to a file.

        What is solved in either stays solved.

        Parameters
        ----------
        path : path-like
            The file.

        Raises
        ------
        ValueError
            If it holds no progress.
        """
        self._source.add(read(Path(path)))
        return self

    def erase(self) -> None:
        """Forget everything. It can't be undone, unless it was saved before."""
        self._source.erase()

    def _footer(self) -> str:
        if self._source.problem:
            return f"Nothing is kept beyond this session: {self._source.problem}"
        if self.path is None:
            return "It lasts as long as this session."
        return (
            f"It is kept in {self.path}, and nowhere else; {VARIABLE}=off keeps none."
        )

    def _total(self, chapters: list[Chapter]) -> str:
        following = self.next()
        every = Chapter("", [one for chapter in chapters for one in chapter.states])
        if following is None:
            return f"{every.line}: that was the whole book."
        where = f"{following.id}, chapter {int(following.chapter)}"
        return f"{every.line}. Go on with {where}."

    def __repr__(self) -> str:
        chapters = list(self.chapters())
        lines = [self._total(chapters)]
        for chapter in chapters:
            lines.append(f"Chapter {int(chapter.number):2}: {chapter.line}")
            if len(chapter.names("left")) < len(chapter.states):
                lines += [
                    f"    {SIGNS[state]} {state}: {', '.join(chapter.names(state))}"
                    for state in SIGNS
                    if chapter.names(state)
                ]
        return "\n".join([*lines, self._footer()])

    def _repr_html_(self) -> str:
        chapters = list(self.chapters())
        rows = []
        for chapter in chapters:
            cells = "".join(
                f"<td style='text-align: left'>{escape(', '.join(names)) or '–'}</td>"
                for names in map(chapter.names, SIGNS)
            )
            name = f"Chapter {int(chapter.number)}"
            rows.append(
                f"<tr><th scope='row' style='text-align: left; white-space: nowrap'>"
                f"{name}</th>{cells}</tr>"
            )
        heads = "".join(
            f"<th scope='col' style='text-align: left'>{SIGNS[s]} {s}</th>"
            for s in SIGNS
        )
        return (
            f"<div class='cb-progress'><p><strong>{escape(self._total(chapters))}"
            f"</strong></p><table><thead><tr><td></td>{heads}</tr></thead>"
            f"<tbody>{''.join(rows)}</tbody></table>"
            f"<p>{escape(self._footer())}</p></div>"
        )


def progress() -> Progress:
    """Return what you have solved, begun and left, of every chapter.

    In a notebook the tries are kept on this computer from one day to the next.

    Examples
    --------
    >>> import cnnbook as cb
    >>> print(str(cb.progress()).splitlines()[1])  # doctest: +ELLIPSIS
    Chapter  1: ... of ... solved...
    """
    return Progress(kept())
