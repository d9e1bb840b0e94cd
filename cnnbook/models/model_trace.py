"""The table that `cnnbook.trace` makes of a Keras model."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from html import escape
from typing import ClassVar

from cnnbook.arithmetic.tracing import memory

Shape = tuple[int | None, ...]
NUMBERS = slice(3, None)
"""The columns that are set flush right."""
WIDEST = {0: 26, 1: 18}
"""What is kept of names and kinds in a table of plain text: their ends."""


@dataclass(frozen=True)
class ModelRow:
    """One layer of a traced model, or one more use of it.

    Attributes
    ----------
    name, kind : str
        Its name, behind that of the model it is in, and its class.
    shape : tuple of int or None
        Output shape without the batch axis; of several outputs that of the first.
    parameters, trainable : int
        The numbers it holds, and how many of them train. What was counted in a row
        above, because it is shared, is not counted again.
    multiply_adds : int or None
        Multiply-adds of convolutions and dense layers for one picture; None if it is
        not known what the layer does.
    receptive_field, jump : tuple or None
        Input pixels that one output value sees, along each axis, and the distance in
        input pixels between neighbours; None where that is not defined.
    sees_whole : bool
        Whether a value depends on the whole picture.
    numbers, bytes : int or None
        How many numbers it puts out for one picture, and their memory.
    note : str
        What else must be known to read the row.
    """

    name: str
    kind: str
    shape: Shape
    parameters: int = 0
    trainable: int = 0
    multiply_adds: int | None = 0
    receptive_field: tuple[int, ...] | None = None
    jump: tuple[int | Fraction, ...] | None = None
    sees_whole: bool = False
    numbers: int | None = 0
    bytes: int | None = 0
    note: str = ""

    @property
    def frozen(self) -> int:
        """The numbers that do not train."""
        return self.parameters - self.trainable

    def cells(self) -> tuple[str, ...]:
        """Return the row as text."""
        whole = "whole" if self.sees_whole else "–"
        return (
            self.name,
            self.kind,
            _sizes(self.shape) or "–",
            f"{self.parameters:,}",
            f"{self.trainable:,}",
            "not counted" if self.multiply_adds is None else f"{self.multiply_adds:,}",
            _sizes(self.receptive_field) or whole,
            _sizes(self.jump) or whole,
            memory(self.bytes),
        )


class ModelTrace(tuple[ModelRow, ...]):
    """The rows of a traced model, its inputs first; prints as a table."""

    __slots__ = ()
    headings: ClassVar = (
        "layer",
        "kind",
        "output",
        "parameters",
        "trainable",
        "multiply-adds",
        "sees",
        "jump",
        "memory",
    )

    @property
    def parameters(self) -> int:
        """All numbers that the model holds: Keras' ``count_params()``."""
        return sum(row.parameters for row in self)

    @property
    def trainable(self) -> int:
        """How many of them train."""
        return sum(row.trainable for row in self)

    @property
    def frozen(self) -> int:
        """How many of them do not train."""
        return self.parameters - self.trainable

    @property
    def multiply_adds(self) -> int:
        """The multiply-adds for one picture of all layers that are counted."""
        return sum(row.multiply_adds or 0 for row in self)

    @property
    def not_counted(self) -> tuple[str, ...]:
        """The names of the layers whose multiply-adds are not known."""
        return tuple(row.name for row in self if row.multiply_adds is None)

    @property
    def numbers(self) -> int | None:
        """How many numbers all layers put out for one picture; None if open."""
        return _sum(row.numbers for row in self)

    @property
    def bytes(self) -> int | None:
        """Their memory, which training keeps until the backward pass; None if open."""
        return _sum(row.bytes for row in self)

    def layer(self, name: str) -> ModelRow:
        """Return the first row of this name.

        Raises
        ------
        KeyError
            If there is none.
        """
        for row in self:
            if row.name == name:
                return row
        raise KeyError(f"no layer is called {name!r}")

    def cells(self) -> list[tuple[str, ...]]:
        """Return the table as text, a tuple per row, the total last."""
        work = f"{'at least ' * bool(self.not_counted)}{self.multiply_adds:,}"
        sums = f"{self.parameters:,}", f"{self.trainable:,}", work
        total = ("total", "", "", *sums, "", "", memory(self.bytes))
        return [*(row.cells() for row in self), total]

    def remarks(self) -> list[str]:
        """Return the sentences below the table."""
        both = f"{self.trainable:,} parameters train, {self.frozen:,} do not."
        return [both, *(f"{row.name}: {row.note}." for row in self if row.note)]

    def __str__(self) -> str:
        table = [
            [_ending(text, WIDEST.get(n, 99)) for n, text in enumerate(row)]
            for row in [self.headings, *self.cells()]
        ]
        widths = [max(map(len, column)) for column in zip(*table, strict=True)]
        lines = []
        for row in table:
            pairs = list(zip(row, widths, strict=True))
            texts = [text.ljust(width) for text, width in pairs[: NUMBERS.start]]
            texts += [text.rjust(width) for text, width in pairs[NUMBERS]]
            lines.append("  ".join(texts).rstrip())
        return "\n".join([*lines, *self.remarks()])

    __repr__ = __str__

    def _repr_html_(self) -> str:
        """Return the table for a notebook, which scrolls if it is long or wide."""
        rows = self.cells()
        head = _html_row("th", self.headings)
        body = "".join(_html_row("td", row) for row in rows[:-1])
        notes = "<br>".join(map(escape, self.remarks()))
        return (
            '<div style="overflow:auto; max-height:32em"><table>'
            f"<caption>{len(self)} layers, for one picture</caption>"
            f"<thead>{head}</thead><tbody>{body}</tbody>"
            f"<tfoot>{_html_row('td', rows[-1])}</tfoot></table></div><p>{notes}</p>"
        )


def _ending(text: str, width: int) -> str:
    return text if len(text) <= width else "…" + text[1 - width :]


def _html_row(tag: str, texts: Iterable[str]) -> str:
    cells = "".join(
        f'<{tag} style="text-align:{"left" if n < NUMBERS.start else "right"}">'
        f"{escape(text)}</{tag}>"
        for n, text in enumerate(texts)
    )
    return f"<tr>{cells}</tr>"


def _sizes(sizes: tuple[int | Fraction | None, ...] | None) -> str:
    return "×".join("?" if size is None else str(size) for size in sizes or ())


def _sum(counts: Iterable[int | None]) -> int | None:
    known = list(counts)
    return None if None in known else sum(count or 0 for count in known)
