"""A table of comma-separated values in which single cells change and nothing else."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass


@dataclass
class Cell:
    """One cell, as it stands in the file.

    Attributes
    ----------
    raw : str
        With its quotes.
    end : str
        What follows: a delimiter, the end of the line, or nothing.
    delimiter : str
        Of the file.
    """

    raw: str
    end: str
    delimiter: str

    @property
    def value(self) -> str:
        """The text without quotes and spaces around it."""
        text = self.raw.lstrip("\ufeff").strip()
        if len(text) > 1 and text[0] == text[-1] == '"':
            text = text[1:-1].replace('""', '"')
        return text.strip()

    def write(self, text: str) -> None:
        """Put another text there, in quotes if there were some, or it needs them."""
        quoted = self.raw.strip().startswith('"') or self.delimiter in text
        self.raw = f'"{text}"' if quoted else text


class Spreadsheet:
    r"""A table that is written back as it was read, but for the cells that change.

    Parameters
    ----------
    content : bytes
        Of the file, in UTF-8, UTF-16 or a Windows code page, with or without the mark
        at its beginning, with commas, semicolons or tabs.

    Attributes
    ----------
    rows : list of list of Cell
        The lines.
    delimiter : str
        Between cells.

    Examples
    --------
    >>> table = Spreadsheet(b'"Name";Points\r\n"One; Ann";\r\n')
    >>> table.rows[1][1].write("7")
    >>> table.content()
    b'"Name";Points\r\n"One; Ann";7\r\n'
    """

    def __init__(self, content: bytes) -> None:
        text, self._encoding = _decoded(content)
        first = text.splitlines()[0] if text.strip() else ""
        self.delimiter = max(",;\t", key=first.count)
        plain = f"[^{self.delimiter}\r\n]*"
        quoted = rf'\ufeff?[ \t]*"(?:[^"]|"")*"{plain}'
        cell = re.compile(rf"({quoted}|{plain})({self.delimiter}|\r\n|\n|\r|$)")
        self.rows: list[list[Cell]] = []
        place, row = 0, list[Cell]()
        while place < len(text) or row:
            match = cell.match(text, place)
            assert match  # the pattern fits the empty text
            row.append(Cell(match[1], match[2], self.delimiter))
            place = match.end()
            if match[2] != self.delimiter:
                self.rows.append(row)
                row = []

    def content(self) -> bytes:
        """Return the bytes of the file."""
        text = "".join(cell.raw + cell.end for row in self.rows for cell in row)
        return text.encode(self._encoding)

    def column(self, *names: str) -> int | None:
        """Return the place of the first of these columns that there is."""
        header = [cell.value.casefold() for cell in self.rows[0]] if self.rows else []
        for name in names:
            if name.casefold() in header:
                return header.index(name.casefold())
        return None


def _decoded(content: bytes) -> tuple[str, str]:
    """Return the text, marks of its encoding included, and the encoding."""
    for mark, encoding in (
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if content.startswith(mark):
            return content.decode(encoding), encoding
    for encoding in ("utf-8", "cp1252"):
        try:
            return content.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1"), "latin-1"
