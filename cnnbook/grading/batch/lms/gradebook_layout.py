"""Find out what the columns and lines of an exported gradebook are."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cnnbook.grading.batch.lms.pieces import HandedIn, alike
from cnnbook.grading.batch.lms.spreadsheet import Cell, Spreadsheet

CANVAS_COLUMN = re.compile(r"(?P<name>.+?) *\((?P<id>\d+)\)")
PARTICIPANT = re.compile(r"\D*?(\d+)")
IDENTIFIER = ["Identifier", "ID", "Identificador", "Identifiant", "Identificativo"]
GRADE = ["Grade", "Bewertung", "Note", "Calificación", "Valutazione", "Cijfer", "Nota"]
WHOLE_NAME = ["Full name", "Vollständiger Name", "Nombre completo"]
WHOLE_NAME += ["Nom complet"]  # codespell:ignore complet
OTHER_IDS = ["SIS User ID", "SIS Login ID", "Integration ID", "ID number", "Username"]
OTHER_IDS += ["Email address", "Student ID", "Matrikelnummer", "ID-Nummer", "Email"]
OTHER_IDS += ["E-Mail-Adresse", "Anmeldename"]


class Layout:
    """What is where in a gradebook.

    Parameters
    ----------
    sheet : Spreadsheet
        The gradebook.
    file : str
        Its name, for messages.

    Attributes
    ----------
    header : list of str
        The names of the columns.
    of_canvas : bool
        It is Canvas', and not Moodle's.

    Raises
    ------
    ValueError
        If it is neither.
    """

    def __init__(self, sheet: Spreadsheet, file: str) -> None:
        self.sheet, self._file = sheet, file
        self.header = [cell.value for cell in sheet.rows[0]] if sheet.rows else []
        self.of_canvas = self._is_canvas()
        self._participants = None if self.of_canvas else self._participant_column()
        self._names = self._name_columns()
        self._ids = [
            place
            for place, name in enumerate(self.header)
            if name.casefold() in map(str.casefold, OTHER_IDS)
        ]
        if not (self.of_canvas or self._participants is not None or self._names):
            if self.header and self.header[0].startswith("PK\x03\x04"):
                raise ValueError(
                    f"{file} is no gradebook of Canvas or Moodle yet: it is an "
                    "Excel workbook; save it as CSV"
                )
            raise ValueError(
                f"{file} is no gradebook of Canvas or Moodle: there is no column "
                f"ID, Identifier or First name; its columns are {self.shown_header()}"
            )

    @property
    def rows(self) -> list[list[Cell]]:
        """The lines under the header."""
        return self.sheet.rows[1:]

    def shown_header(self) -> str:
        """Return the names of the columns, for a message."""
        names = [name for name in self.header if name]
        return ", ".join(names[:30]) or "none"

    def _is_canvas(self) -> bool:
        return self.sheet.column("ID") is not None and any(
            CANVAS_COLUMN.fullmatch(name) for name in self.header
        )

    def _participant_column(self) -> int | None:
        place = self.sheet.column(*IDENTIFIER)
        if place is None:
            return None
        full = [row[place].value for row in self.rows if len(row) > place]
        good = full and all(PARTICIPANT.fullmatch(text) for text in full if text)
        return place if good else None

    def _name_columns(self) -> list[int]:
        whole = self.sheet.column(*WHOLE_NAME)
        first = self.sheet.column("First name", "Vorname", "Prénom", "Nombre")
        last = self.sheet.column(
            "Surname", "Last name", "Nachname", "Nom de famille", "Apellido(s)"
        )
        if whole is not None:
            return [whole]
        return [first, last] if first is not None and last is not None else []

    def column_to_fill(self, column: str) -> int:
        """Return the place of the column to fill.

        Parameters
        ----------
        column : str
            Its header, or the assignment's name or number; may be empty.

        Raises
        ------
        ValueError
            If it isn't there, or not clear.
        """
        if column:
            wanted = column.casefold()
            named = []
            for place, name in enumerate(self.header):
                match = CANVAS_COLUMN.fullmatch(name)
                known = {name.casefold()}
                if match:
                    known |= {match["name"].casefold(), match["id"]}
                if wanted in known:
                    named.append(place)
            if not named:
                raise ValueError(
                    f"{self._file} has no column {column!r}; it has "
                    f"{self.shown_header()}"
                )
            if len(named) > 1:
                several = ", ".join(self.header[place] for place in named)
                raise ValueError(
                    f"{self._file} has {len(named)} columns {column!r}; say --column "
                    f"and the number in brackets: {several}"
                )
            if not self._takes_points(named[0]):
                raise ValueError(
                    f"{self._file}: the column {self.header[named[0]]!r} takes no "
                    "points; name an assignment's"
                )
            return named[0]
        if self._participants is not None:
            grade = self.sheet.column(*GRADE)
            found = [] if grade is None else [grade]
        else:
            begin = "Assignment:" if not self.of_canvas else ""
            found = [
                place
                for place, name in enumerate(self.header)
                if (self.of_canvas and CANVAS_COLUMN.fullmatch(name))
                or (begin and name.startswith(begin))
            ]
        if len(found) != 1:
            names = ", ".join(self.header[place] for place in found)
            raise ValueError(
                f"say with --column which column of {self._file} to fill: "
                f"{names or self.shown_header()}"
            )
        return found[0]

    def _takes_points(self, place: int) -> bool:
        """Whether a column is not one that says who somebody is, or is worked out."""
        if self.of_canvas:
            return CANVAS_COLUMN.fullmatch(self.header[place]) is not None
        return place not in (self._participants, *self._names, *self._ids)

    def rows_of(self, handed: HandedIn, system: str) -> list[int]:
        """Return the numbers of the lines of a submission: one, if all is well.

        Parameters
        ----------
        handed : HandedIn
            The submission.
        system : str
            That it was downloaded from.
        """
        if system == "canvas" and self.of_canvas:
            place = self.sheet.column("ID")
            return self._where([place], {handed.id}) if place is not None else []
        if system == "moodle" and self._participants is not None:
            return [
                number
                for number, row in enumerate(self.sheet.rows)
                if number and self.participant(row) == handed.id
            ]
        places = [self.sheet.column("ID"), *self._ids] if self.of_canvas else self._ids
        keys = {key for key in (handed.id, handed.name) if key}
        return self._where(places, keys) or self._by_name(handed.person or handed.name)

    def _where(self, places: Iterable[int | None], keys: set[str]) -> list[int]:
        folded = {key.casefold() for key in keys}
        return [
            number
            for number, row in enumerate(self.sheet.rows)
            if number
            and any(
                place is not None
                and place < len(row)
                and row[place].value.casefold() in folded
                for place in places
            )
        ]

    def _by_name(self, person: str) -> list[int]:
        """Return the lines with a student's whole name."""
        wanted = alike(person)
        return [
            number
            for number, row in enumerate(self.sheet.rows)
            if number and self._names and alike(self.name(row)) == wanted
        ]

    def name(self, row: list[Cell]) -> str:
        """Return the whole name in a line; empty if there is no column for it."""
        parts = [row[place].value for place in self._names if place < len(row)]
        return " ".join(" ".join(parts).split())

    def participant(self, row: list[Cell]) -> str:
        """Return Moodle's number in a line; empty if there is none."""
        place = self._participants
        if place is None or place >= len(row):
            return ""
        match = PARTICIPANT.fullmatch(row[place].value)
        return match[1] if match else ""

    def is_student(self, row: list[Cell]) -> bool:
        """Whether a line is a student's, and not one of points or of nothing."""
        place = self.sheet.column("ID") if self.of_canvas else self._participants
        if place is not None:
            return place < len(row) and bool(row[place].value)
        return bool(self.name(row))
