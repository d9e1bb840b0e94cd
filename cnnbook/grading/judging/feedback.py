"""What a learner reads after a check."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from textwrap import indent

STARS = {1: "★", 2: "★★", 3: "★★★"}


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
    case : str
        The first call that went wrong, as Python to paste.
    where : str
        What differs there.
    printed : str
        What the learner's function printed.
    share : float
        Which part of the points it earns, from 0 to 1.
    """

    exercise: str
    passed: bool
    headline: str
    misconception: str = ""
    hint: str = ""
    case: str = ""
    where: str = ""
    printed: str = ""
    share: float = 0.0

    def __bool__(self) -> bool:
        return self.passed

    def __repr__(self) -> str:
        lines = [self.headline]
        if self.misconception:
            lines.append(f"This looks like: {self.misconception}.")
        if self.hint:
            lines.append(self.hint)
        if self.case:
            lines += ["Look at this call:", indent(self.case, "    ")]
        if self.where:
            lines.append(self.where)
        if self.printed:
            lines.append(f"Your function printed:\n{self.printed.rstrip()}")
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        colour = "#1a7f5a" if self.passed else "#b35900"
        parts = [f"<p><strong>{escape(self.headline)}</strong></p>"]
        if self.misconception:
            parts.append(
                f"<p>This looks like: <em>{escape(self.misconception)}</em>.</p>"
            )
        if self.hint:
            parts.append(f"<p>{escape(self.hint)}</p>")
        if self.case:
            call = f"<pre>{escape(self.case)}</pre>"
            parts.append(f"<p>Look at this call:</p>{call}")
        if self.where:
            parts.append(f"<p>{escape(self.where)}</p>")
        if self.printed:
            shown = escape(self.printed.rstrip())
            parts.append(f"<p>Your function printed:</p><pre>{shown}</pre>")
        style = f"border-left: 4px solid {colour}; padding: 0.2em 1em"
        return f'<div class="cb-feedback" style="{style}">{"".join(parts)}</div>'
