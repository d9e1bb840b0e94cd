"""What a learner reads after a check."""

from __future__ import annotations

from dataclasses import dataclass, replace
from html import escape
from textwrap import indent

STARS = {1: "★", 2: "★★", 3: "★★★"}
MAX_PRINTED = 12
"""Lines that are shown of what a function printed."""
LAST_STEP = 3
"""Of the hints: what is wrong, where to look, what to read again."""


@dataclass(frozen=True)
class Feedback:
    """The answer of `cnnbook.check`: true when passed; HTML in a notebook, else text.

    Attributes
    ----------
    exercise : str
        The exercise's id.
    passed : bool
        Whether everything was right.
    headline : str
        The result in one line.
    misconception : str
        Name of the mistake, if it was recognised; else empty.
    hint : str
        What to look at, in words.
    condition : str
        When the answer is right and when wrong, if that can be said without exception.
    table : tuple of (str, int, int)
        Setting by setting, how many calls are right, of how many.
    case : str
        The smallest call that goes wrong, as Python to paste.
    where : str
        What differs there.
    look : str
        Where to look: the second step of the hints.
    section : str
        What to read again: the third step.
    printed : str
        What the learner's function printed.
    share : float
        Which part of the points it earns, from 0 to 1.
    step : int
        How many steps of the hints are shown.
    follows_from : str
        The exercises whose wrong answers this one calls, if it is right but for them.
    begun : bool
        Whether there is an answer: a starter that nobody has changed is none.
    """

    exercise: str
    passed: bool
    headline: str
    misconception: str = ""
    hint: str = ""
    condition: str = ""
    table: tuple[tuple[str, int, int], ...] = ()
    case: str = ""
    where: str = ""
    look: str = ""
    section: str = ""
    printed: str = ""
    share: float = 0.0
    step: int = 1
    follows_from: str = ""
    begun: bool = True

    def __bool__(self) -> bool:
        return self.passed

    def more(self) -> Feedback:
        """Return the same feedback with the next step of the hints.

        Examples
        --------
        >>> Feedback("conv2d", False, "Not yet.", look="Print one window.").more()
        Not yet.
        Where to look: Print one window.
        """
        return replace(self, step=min(self.step + 1, LAST_STEP))

    @property
    def works(self) -> str:
        """The table in one line, e.g. ``plain ✓, padding ✗, stride partly``."""
        return ", ".join(f"{name} {_mark(*counts)}" for name, *counts in self.table)

    def paragraphs(self) -> list[tuple[str, str]]:
        """Return what there is to read below the headline: kind and text of each."""
        parts = [
            (
                "mistake",
                self.misconception and f"This looks like: {self.misconception}.",
            ),
            ("hint", self.hint),
            ("condition", self.condition),
            ("works", self.works and f"What works: {self.works}."),
            ("case", self.case),
            ("where", self.where),
            ("look", self.look and f"Where to look: {self.look}"),
            ("section", self.section and f"Read again: {self.section}."),
        ]
        hidden = {"look": self.step < 2, "section": self.step < 3}
        return [(k, text) for k, text in parts if text and not hidden.get(k, False)]

    def later_steps(self) -> list[tuple[str, str]]:
        """Return the steps of the hints that are not shown yet: name and text of each.

        Examples
        --------
        >>> Feedback("conv2d", False, "Not yet.", look="Print it.").later_steps()
        [('Where to look', 'Print it.')]
        """
        section = self.section and f"{self.section}."
        steps = [(2, "Where to look", self.look), (3, "Read again", section)]
        return [(name, text) for n, name, text in steps if text and n > self.step]

    def __repr__(self) -> str:
        lines = [self.headline]
        for kind, text in self.paragraphs():
            if kind == "case":
                lines += ["Look at this call:", indent(text, "    ")]
            else:
                lines.append(text)
        if self.printed:
            lines.append(f"Your function printed:\n{_first_lines(self.printed)}")
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        colour = "#1a7f5a" if self.passed else "#b35900"
        parts = [f"<p><strong>{escape(self.headline)}</strong></p>"]
        for kind, text in self.paragraphs():
            if kind == "mistake":
                name = escape(self.misconception)
                parts.append(f"<p>This looks like: <em>{name}</em>.</p>")
            elif kind == "works":
                parts.append(_table(self.table))
            elif kind == "case":
                parts.append(f"<p>Look at this call:</p><pre>{escape(text)}</pre>")
            else:
                parts.append(f"<p>{escape(text)}</p>")
        if self.printed:
            shown = escape(_first_lines(self.printed))
            parts.append(f"<p>Your function printed:</p><pre>{shown}</pre>")
        style = f"border-left: 4px solid {colour}; padding: 0.2em 1em"
        return f'<div class="cb-feedback" style="{style}">{"".join(parts)}</div>'


def _first_lines(printed: str) -> str:
    """Return what is shown of what a function printed."""
    lines = printed.rstrip().splitlines()
    if len(lines) <= MAX_PRINTED:
        return "\n".join(lines)
    more = len(lines) - MAX_PRINTED + 1
    return "\n".join([*lines[: MAX_PRINTED - 1], f"… and {more} lines more"])


def _mark(right: int, total: int) -> str:
    return "✓" if right == total else "partly" if right else "✗"


def _table(rows: tuple[tuple[str, int, int], ...]) -> str:
    names = "".join(f'<th scope="col">{escape(name)}</th>' for name, *_ in rows)
    marks = "".join(f"<td>{_mark(right, total)}</td>" for _, right, total in rows)
    return (
        '<table><tr><th scope="row">calls with</th>'
        f'{names}</tr><tr><th scope="row">right</th>{marks}</tr></table>'
    )
