"""Fill the column of a gradebook that Canvas or Moodle has exported."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from cnnbook.grading.batch.lms.gradebook_layout import Layout
from cnnbook.grading.batch.lms.pieces import HandedIn
from cnnbook.grading.batch.lms.spreadsheet import Cell, Spreadsheet

LATE = re.compile(r"(\d+) (year|week|day|hour|min|sec)\w*")
SECONDS = {"year": 31_536_000, "week": 604_800, "day": 86_400, "hour": 3600}
SECONDS |= {"min": 60, "sec": 1}
MOST = ["Maximum Grade", "Höchste Bewertung", "Maximale Bewertung", "Note maximale"]
MOST += ["Calificación máxima", "Maximale cijfer", "Nota máxima", "Valutazione massima"]
LOCKED = ["Grade can be changed"]


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
        except UnicodeDecodeError as error:
            raise ValueError(
                f"{path} is not whole: it ends within a letter; export it again"
            ) from error
        self.layout = Layout(self.sheet, path.name)
        self.place = self.layout.column_to_fill(column)

    @property
    def column(self) -> str:
        """The name of the column to fill."""
        return self.layout.header[self.place]

    @property
    def tells_late(self) -> bool:
        """Whether it is a worksheet that says who was late."""
        return self.sheet.column("Status") is not None

    def lateness(self) -> dict[str, timedelta]:
        """Return how late participants were, by their numbers, as Moodle says it."""
        status, found = self.sheet.column("Status"), {}
        for row in self.layout.rows:
            if status is not None and len(row) > status and "late" in row[status].value:
                parts = LATE.findall(row[status].value)
                seconds = sum(int(n) * SECONDS[unit] for n, unit in parts)
                known = self.layout.participant(row)
                if known and seconds:
                    found[known] = timedelta(seconds=seconds)
        return found

    def unread(self) -> list[str]:
        """Say whose status may name lateness in a language that is not read here."""
        status = self.sheet.column("Status")
        if status is None or "Identifier" in self.layout.header:
            return []
        known = self.lateness()
        untold = [
            f"{self.layout.name(row)} ({row[status].value})"
            for row in self.layout.rows
            if len(row) > status
            and re.search(r"\d", row[status].value)
            and self.layout.participant(row) not in known
        ]
        if not untold:
            return []
        return [
            f"{self.path.name} is not in English, so nobody knows whether these are "
            f"late ({len(untold)}): {', '.join(untold[:5])}"
            f"{', …' if untold[5:] else '.'} "
            "Export it again with Moodle set to English."
        ]

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
            found = self.layout.rows_of(handed, system)
            if earned is None:
                words.append(f"{handed.name} has no result, and the cell stays.")
                matched.update(found)
            elif len(found) != 1:
                why = " (several lines)" if found else ""
                without_row.append(handed.name + why)
            elif found[0] in matched:
                without_row.append(f"{handed.name} (its line is another's)")
            elif self._is_excused(found[0]):
                words.append(f"{handed.name}: the gradebook says that it is excused.")
                matched.update(found)
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
            if number and number not in matched and self.layout.is_student(row)
        ]
        there = self._most()
        if there is not None and abs(there - most) > 0.005:
            words.append(
                f"The gradebook gives {there:g} points for {self.column}, "
                f"the exercises {most:g}. To convert them, say total = {there:g} for "
                "the assignment in course.toml."
            )
        return Filled(len(matched), tuple(without_row), tuple(others), tuple(words))

    def _is_excused(self, number: int) -> bool:
        row = self.sheet.rows[number]
        there = row[self.place].value if len(row) > self.place else ""
        return self.layout.of_canvas and there.casefold() == "ex"

    def _is_locked(self, number: int) -> bool:
        place = self.sheet.column(*LOCKED)
        row = self.sheet.rows[number]
        if len(row) <= self.place:
            return True
        said = row[place].value if place is not None and place < len(row) else ""
        return said.casefold() == "no"

    def _shown(self, row: list[Cell]) -> str:
        name = row[0].value if self.layout.of_canvas else self.layout.name(row)
        return name or row[0].value

    def _most(self) -> float | None:
        """Return what the gradebook gives for the assignment, if it says so."""
        texts = []
        if self.layout.of_canvas:
            texts = [
                row[self.place].value
                for row in self.layout.rows
                if len(row) > self.place
                and "points possible" in row[0].value.casefold()
            ]
        place = self.sheet.column(*MOST)
        if place is not None and self.layout.rows and len(self.layout.rows[0]) > place:
            texts = [self.layout.rows[0][place].value]
        try:
            return float(texts[0].replace(",", "."))
        except (ValueError, IndexError):
            return None

    def _has_decimal_commas(self) -> bool:
        """Whether it writes 7,00; of Moodle's columns any may tell."""
        moodle = not self.layout.of_canvas
        return any(
            re.fullmatch(r"\d+,\d{1,2}" if moodle else r"\d+,\d+", cell.value)
            for row in self.layout.rows
            for place, cell in enumerate(row)
            if moodle or place == self.place
        )


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
