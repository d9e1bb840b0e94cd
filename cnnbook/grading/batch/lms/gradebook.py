"""Fill the column of a gradebook that Canvas or Moodle has exported."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from cnnbook.grading.batch.lms.pieces import HandedIn, alike
from cnnbook.grading.batch.lms.spreadsheet import Cell, Spreadsheet

CANVAS_COLUMN = re.compile(r"(?P<name>.+?) *\((?P<id>\d+)\)")
PARTICIPANT = re.compile(r"\D*?(\d+)")
LATE = re.compile(r"(\d+) (day|hour|min|sec|week)\w*")
SECONDS = {"week": 604800, "day": 86400, "hour": 3600, "min": 60, "sec": 1}
IDENTIFIER = ["Identifier", "ID", "Identificador", "Identifiant", "Identificativo"]
GRADE = ["Grade", "Bewertung", "Note", "Calificación", "Valutazione", "Cijfer", "Nota"]
MOST = ["Maximum Grade", "Höchste Bewertung", "Maximale Bewertung", "Note maximale"]
MOST += ["Calificación máxima", "Maximale cijfer", "Nota máxima", "Valutazione massima"]
WHOLE_NAME = ["Full name", "Vollständiger Name", "Nombre completo"]
WHOLE_NAME += ["Nom complet"]  # codespell:ignore complet
LOCKED = ["Grade can be changed"]
OTHER_IDS = ["SIS User ID", "SIS Login ID", "Integration ID", "ID number", "Username"]
OTHER_IDS += ["Email address", "Student ID", "Matrikelnummer", "ID-Nummer", "Email"]
OTHER_IDS += ["E-Mail-Adresse", "Anmeldename"]


@dataclass(frozen=True)
class Filled:
    """What came of filling a gradebook.

    Attributes
    ----------
    matched : int
        Students whose cell was filled.
    without_row : tuple of str
        Submissions that no line of the gradebook belongs to.
    without_submission : tuple of str
        Lines that no submission belongs to; they stay as they are.
    words : tuple of str
        What else to know.
    """

    matched: int
    without_row: tuple[str, ...]
    without_submission: tuple[str, ...]
    words: tuple[str, ...]


class Gradebook:
    """A gradebook and the column to fill.

    Parameters
    ----------
    path : Path
        Of comma-separated values, from Canvas or from Moodle.
    column : str
        The column to fill: its header, or the assignment's name or number; may be
        empty where there is only one that it can be.

    Raises
    ------
    ValueError
        If it is neither, or it isn't clear which column is meant.
    """

    def __init__(self, path: Path, column: str = "") -> None:
        self.path = path
        try:
            self.sheet = Spreadsheet(path.read_bytes())
        except OSError as error:
            raise ValueError(f"{path} can't be read: {error.strerror}") from error
        self.header = [cell.value for cell in self.sheet.rows[0]] if self.rows else []
        self.of_canvas = self._is_canvas()
        self._participants = None if self.of_canvas else self._participant_column()
        self._names = self._name_columns()
        self._ids = [
            place
            for place, name in enumerate(self.header)
            if name.casefold() in map(str.casefold, OTHER_IDS)
        ]
        if not (self.of_canvas or self._participants is not None or self._names):
            raise ValueError(
                f"{path.name} is no gradebook of Canvas or Moodle: there is no column "
                f"ID, Identifier or First name; its columns are {self._shown_header()}"
            )
        self.place = self._column_to_fill(column)

    @property
    def rows(self) -> list[list[Cell]]:
        """The lines under the header."""
        return self.sheet.rows[1:]

    def lateness(self) -> dict[str, timedelta]:
        """Return how late participants were, by their numbers, as Moodle says it."""
        status, found = self.sheet.column("Status"), {}
        for row in self.rows:
            if status is not None and len(row) > status and "late" in row[status].value:
                parts = LATE.findall(row[status].value)
                seconds = sum(int(n) * SECONDS[unit] for n, unit in parts)
                known = self._participant(row)
                if known and seconds:
                    found[known] = timedelta(seconds=seconds)
        return found

    def fill(
        self,
        points: Sequence[tuple[HandedIn, float | None]],
        system: str,
        most: float,
    ) -> Filled:
        """Write points into the column.

        Parameters
        ----------
        points : sequence of (HandedIn, float)
            Of each submission; None where there is no result.
        system : str
            That they were downloaded from, a key of
            `cnnbook.grading.batch.lms.systems.SYSTEMS`.
        most : float
            What can be had, to compare with the gradebook.
        """
        words: list[str] = []
        matched: set[int] = set()
        without_row = []
        comma = self._has_decimal_commas()
        for handed, earned in points:
            found = self._rows_of(handed, system)
            if earned is None:
                words.append(f"{handed.name} has no result, and the cell stays.")
                matched.update(found)
            elif len(found) != 1:
                why = " (several lines)" if found else ""
                without_row.append(handed.name + why)
            elif self._is_locked(found[0]):
                words.append(f"{handed.name}: the gradebook says that it is locked.")
                matched.update(found)
            else:
                text = f"{earned:.2f}".rstrip("0").rstrip(".")
                cell = self.sheet.rows[found[0]][self.place]
                cell.write(text.replace(".", ",") if comma else text)
                matched.update(found)
        others = [
            self._shown(row)
            for number, row in enumerate(self.sheet.rows)
            if number and number not in matched and self._is_student(row)
        ]
        there = self._most()
        if there is not None and abs(there - most) > 0.005:
            words.append(
                f"The gradebook gives {there:g} points for {self.header[self.place]}, "
                f"the exercises {most:g}. To convert them, say total = {there:g} for "
                "the assignment in course.toml."
            )
        return Filled(len(matched), tuple(without_row), tuple(others), tuple(words))

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

    def _column_to_fill(self, column: str) -> int:
        if column:
            wanted = column.casefold()
            for place, name in enumerate(self.header):
                match = CANVAS_COLUMN.fullmatch(name)
                known = {name.casefold()}
                if match:
                    known |= {match["name"].casefold(), match["id"]}
                if wanted in known:
                    return place
            raise ValueError(
                f"{self.path.name} has no column {column!r}; it has "
                f"{self._shown_header()}"
            )
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
                f"say with --column which column of {self.path.name} to fill: "
                f"{names or self._shown_header()}"
            )
        return found[0]

    def _rows_of(self, handed: HandedIn, system: str) -> list[int]:
        """Return the lines that belong to a submission: one, if all is well."""
        if system == "canvas" and self.of_canvas:
            place = self.sheet.column("ID")
            return self._where([place], {handed.id}) if place is not None else []
        if system == "moodle" and self._participants is not None:
            return [
                number
                for number, row in enumerate(self.sheet.rows)
                if number and self._participant(row) == handed.id
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
            if number and self._names and alike(self._name(row)) == wanted
        ]

    def _name(self, row: list[Cell]) -> str:
        parts = [row[place].value for place in self._names if place < len(row)]
        return " ".join(" ".join(parts).split())

    def _participant(self, row: list[Cell]) -> str:
        place = self._participants
        if place is None or place >= len(row):
            return ""
        match = PARTICIPANT.fullmatch(row[place].value)
        return match[1] if match else ""

    def _is_student(self, row: list[Cell]) -> bool:
        if len(row) <= self.place:
            return False
        place = self.sheet.column("ID") if self.of_canvas else self._participants
        if place is not None:
            return bool(row[place].value)
        return bool(self._name(row))

    def _is_locked(self, number: int) -> bool:
        place = self.sheet.column(*LOCKED)
        row = self.sheet.rows[number]
        if len(row) <= self.place:
            return True
        return place is not None and row[place].value.casefold() == "no"

    def _shown(self, row: list[Cell]) -> str:
        name = row[0].value if self.of_canvas else self._name(row)
        return name or row[0].value

    def _most(self) -> float | None:
        """Return what the gradebook gives for the assignment, if it says so."""
        texts = []
        if self.of_canvas:
            texts = [
                row[self.place].value
                for row in self.rows
                if len(row) > self.place
                and "points possible" in row[0].value.casefold()
            ]
        place = self.sheet.column(*MOST)
        if place is not None and self.rows and len(self.rows[0]) > place:
            texts = [self.rows[0][place].value]
        try:
            return float(texts[0].replace(",", "."))
        except (ValueError, IndexError):
            return None

    def _has_decimal_commas(self) -> bool:
        return any(
            re.fullmatch(r"\d+,\d+", cell.value) for row in self.rows for cell in row
        )

    def _shown_header(self) -> str:
        names = [name for name in self.header if name]
        return ", ".join(names[:30]) or "none"


def with_lateness(
    students: list[HandedIn], lateness: Mapping[str, timedelta]
) -> list[HandedIn]:
    """Return the students again, late those of whom the gradebook says it.

    Parameters
    ----------
    students : list of HandedIn
        As they were downloaded.
    lateness : mapping of str to timedelta
        By the students' ids.
    """
    return [
        replace(student, late=True, lateness=lateness[student.id])
        if student.id in lateness
        else student
        for student in students
    ]
