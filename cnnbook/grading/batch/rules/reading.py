"""Read values of `course.toml`, and say what is wrong with them and what is right."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from datetime import time as clock
from difflib import get_close_matches
from typing import Any, NoReturn

from cnnbook.exercises import find

MOST = 1_000_000.0
"""Of anything that is counted; more is a slip, or can't be added up."""
UNITS = {"minute": 1 / 1440, "hour": 1 / 24, "day": 1.0, "week": 7.0}
MOST_DAYS, FIRST_YEAR, LAST_YEAR = 3660, 2000, 2200
SPAN = re.compile(r"(\d+(?:\.\d+)?) *(minute|hour|day|week)s?")


@dataclass(frozen=True)
class Table:
    """One table of the file.

    Attributes
    ----------
    file : str
        Its name, for messages.
    at : str
        Where the table stands, as ``"late"`` or ``"assignments.week2"``.
    values : mapping
        What it holds.
    """

    file: str
    at: str
    values: Mapping[str, Any]

    def refuse(self, key: str, value: Any, fix: str) -> NoReturn:
        """Raise ValueError with the file, the key, the value and the fix."""
        where = f"{self.at}.{key}" if self.at else key
        raise ValueError(f"{self.file}: {where} = {_as_written(value)}: {fix}")

    def allow(self, *keys: str) -> None:
        """Refuse any other key.

        Parameters
        ----------
        *keys : str
            All that the table may have.
        """
        for key, value in self.values.items():
            if key not in keys:
                near = get_close_matches(key, keys, 1)
                hint = f"did you mean {near[0]}?" if near else "take it away."
                known = ", ".join(keys)
                self.refuse(key, value, f"there is no such key, {hint} Known: {known}")

    def number(self, key: str, default: float, most: float = MOST) -> float:
        """Return a number from 0 to `most`."""
        value = self.values.get(key, default)
        good = isinstance(value, int | float) and not isinstance(value, bool)
        if not good or not 0 <= value <= most:
            self.refuse(key, value, f"write a number, 0 to {most:.0f}")
        return float(value)

    def percent(self, key: str, default: float) -> float:
        """Return a number of percent; a share such as 0.1 is none."""
        value = self.number(key, default, 100)
        if 0 < value < 1:
            fix = f"that is less than one percent; write {100 * value:g} for that share"
            self.refuse(key, self.values[key], fix)
        return value

    def text(self, key: str) -> str:
        """Return a text; empty if there is none."""
        value = self.values.get(key, "")
        if not isinstance(value, str):
            self.refuse(key, value, 'write a text in quotes, as in "week 2"')
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(
            isinstance(one, str) for one in value
        ):
            self.refuse(key, value, 'write a list of texts, as in ["one", "two"]')
        return tuple(value)

    def ids(self, key: str) -> tuple[str, ...]:
        """Return a list of exercises, by their ids."""
        return tuple(self.exercise(key, one) for one in self.texts(key))

    def exercise(self, key: str, identifier: str) -> str:
        """Return the id of an exercise, refusing what is none."""
        try:
            return find(identifier).id
        except ValueError as error:
            self.refuse(key, identifier, f"{error}")

    def span(self, key: str) -> timedelta:
        """Return a length of time; none if it isn't there."""
        value = self.values.get(key, "0 days")
        match = SPAN.fullmatch(value.strip()) if isinstance(value, str) else None
        days = float(match[1]) * UNITS[match[2]] if match else math.inf
        if days > MOST_DAYS:
            self.refuse(
                key, value, 'write a length of time, as in "2 hours" or "1 day"'
            )
        return timedelta(days=days)

    def moment(self, key: str, zone: tzinfo | None) -> datetime | None:
        """Return a moment, with its time zone; None if it isn't there.

        Parameters
        ----------
        key : str
            Where it stands. A date alone is the end of that day.
        zone : tzinfo or None
            The course's.
        """
        value = given = self.values.get(key)
        if value is None:
            return None
        if isinstance(value, str):
            try:
                value = datetime.fromisoformat(value)
            except ValueError:
                value = None
            if value and len(str(given).strip()) <= 10:
                value = value.date()
        if isinstance(value, date) and not isinstance(value, datetime):
            value = datetime.combine(value, clock(23, 59, 59))
        if not isinstance(value, datetime):
            self.refuse(
                key, given, "write a date and a time, as in 2026-11-02T23:59:00"
            )
        if value.tzinfo is None and zone is None:
            self.refuse(
                key,
                given,
                'say the time zone once, at the top: time_zone = "Europe/Berlin"',
            )
        if not FIRST_YEAR <= value.year < LAST_YEAR:
            self.refuse(key, given, "write the year in full, as in 2026-11-02")
        # In the hour that comes twice, the later one: it is kinder.
        moment = value if value.tzinfo else value.replace(tzinfo=zone, fold=1)
        if _on_no_clock(moment):
            self.refuse(
                key,
                given,
                "no clock shows that time, since that night the clocks are put "
                "forward; write another hour",
            )
        return moment

    def table(self, key: str) -> Table:
        """Return a table inside this one; an empty one if it isn't there."""
        value = self.values.get(key, {})
        at = f"{self.at}.{key}" if self.at else key
        if not isinstance(value, dict):
            self.refuse(key, value, f"write it as a table, with [{at}] above its lines")
        return Table(self.file, at, value)


def _on_no_clock(moment: datetime) -> bool:
    zone = moment.tzinfo
    there_and_back = moment.astimezone(UTC).astimezone(zone)
    return there_and_back.replace(tzinfo=None) != moment.replace(tzinfo=None)


def _as_written(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, int) and abs(value) > MOST**2:
        return "a number of very many digits"  # Python may refuse to write them
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return "a table"
    return str(value)


def listed(names: Iterable[str]) -> str:
    """Return names for a message."""
    return ", ".join(names) or "none"
