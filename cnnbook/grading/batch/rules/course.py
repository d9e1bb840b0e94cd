"""The rules of a course, in one small file, `course.toml`."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from pathlib import Path

from cnnbook.exercises import REGISTRY
from cnnbook.grading.batch.lms.pieces import alike
from cnnbook.grading.batch.rules.reading import Table, listed

TOP = ("course", "time_zone", "packages", "late", "assignments")
LATE = ("per_day", "grace", "cap", "days_if_unknown")
ASSIGNMENT = ["exercises", "deadline", "points", "extra_credit", "extensions", "late"]
ASSIGNMENT += ["total"]
DAY = timedelta(days=1)


@dataclass(frozen=True)
class LateRule:
    """What lateness costs.

    Attributes
    ----------
    per_day : float
        Percent of the points earned, for each day that has begun.
    grace : timedelta
        Lateness that costs nothing; beyond it the days count from the deadline.
    cap : float
        Percent that it costs at most.
    days_if_unknown : float
        Days to count where the system says that it was late, and not how late.
    """

    per_day: float = 0.0
    grace: timedelta = timedelta(0)
    cap: float = 100.0
    days_if_unknown: float = 0.0

    def percent(self, lateness: timedelta | None) -> float:
        """Return what it costs, in percent of the points.

        Parameters
        ----------
        lateness : timedelta or None
            After the deadline; None if nobody knows how late.

        Examples
        --------
        >>> rule = LateRule(per_day=10, grace=timedelta(hours=2), cap=25)
        >>> [rule.percent(timedelta(hours=h)) for h in (2, 3, 25, 90)]
        [0.0, 10.0, 20.0, 25.0]
        """
        if lateness is None:
            days = self.days_if_unknown
        else:
            days = math.ceil(lateness / DAY) if lateness > self.grace else 0
        return float(min(self.cap, self.per_day * days))


@dataclass(frozen=True)
class Assignment:
    """What is asked in one week.

    Attributes
    ----------
    name : str
        Its key.
    exercises : tuple of str
        Ids.
    deadline : datetime or None
        With its time zone.
    points : dict of str to float
        Points of an exercise, where they are not the book's.
    extra_credit : tuple of str
        Exercises on top of what can be had.
    extensions : dict of str to datetime
        A later deadline for a student, by row, id or name.
    late : LateRule
        What lateness costs.
    total : float
        What everything is worth together in a gradebook; 0 if points are points.
    """

    name: str
    exercises: tuple[str, ...] = ()
    deadline: datetime | None = None
    points: dict[str, float] = field(default_factory=dict)
    extra_credit: tuple[str, ...] = ()
    extensions: dict[str, datetime] = field(default_factory=dict)
    late: LateRule = LateRule()
    total: float = 0.0

    def most(self, ids: Iterable[str]) -> float:
        """Return what can be had for exercises, without extra credit."""
        return sum(
            self.points.get(identifier, REGISTRY[identifier].points)
            for identifier in ids
            if identifier not in self.extra_credit
        )


@dataclass(frozen=True)
class Course:
    """A course.

    Attributes
    ----------
    file : str
        Where its rules stand.
    title : str
        Its name.
    zone : tzinfo or None
        Its time zone.
    packages : tuple of str
        What students may import beside what the book needs.
    assignments : dict of str to Assignment
        By their keys, in the order of the file.
    """

    file: str
    title: str = ""
    zone: tzinfo | None = None
    packages: tuple[str, ...] = ()
    assignments: dict[str, Assignment] = field(default_factory=dict)

    def assignment(self, name: str = "") -> Assignment:
        """Return one of the assignments; the only one if none is named.

        Raises
        ------
        ValueError
            If there is no such one, or the name is needed.
        """
        known = listed(self.assignments)
        if name and name not in self.assignments:
            raise ValueError(f"{self.file} has no assignment {name!r}; it has {known}")
        if not name and len(self.assignments) > 1:
            raise ValueError(
                f"{self.file} has several assignments; say --assignment and one of "
                f"{known}"
            )
        return self.assignments[name or next(iter(self.assignments))]


def read_course(path: Path) -> Course:
    """Read the rules of a course.

    Parameters
    ----------
    path : Path
        The file.

    Raises
    ------
    ValueError
        If it can't be read, or a value in it is bad; the message names file, key,
        value and fix.
    """
    import tomllib  # where a course has no rules, the start need not wait for it

    try:
        values = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{path} is not TOML: {error}") from error
    except UnicodeDecodeError as error:
        raise ValueError(f"{path} is not UTF-8: save it again as UTF-8") from error
    except (ValueError, RecursionError) as error:
        why = "a number in it is too long, or it is nested too deeply"
        raise ValueError(f"{path} can't be read: {why}") from error
    except OSError as error:
        raise ValueError(f"{path} can't be read: {error.strerror}") from error
    top = Table(path.name, "", values)
    top.allow(*TOP)
    zone = _zone(top)
    late = _late(top, LateRule())
    listed_ = top.table("assignments")
    assignments = {
        name: _assignment(name, listed_.table(name), zone, late)
        for name in listed_.values
    }
    if not assignments:
        raise ValueError(
            f"{path.name} has no assignment: write [assignments.week2] and below it "
            'exercises = ["conv2d"]'
        )
    packages = _packages(top)
    return Course(path.name, top.text("course"), zone, packages, assignments)


def _zone(top: Table) -> tzinfo | None:
    import zoneinfo

    name = top.text("time_zone")
    if not name:
        return None
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        fix = 'write one as "Europe/Berlin" or "UTC"'
        if not zoneinfo.available_timezones():
            fix = "this machine knows no time zones; pip install tzdata"
        top.refuse("time_zone", name, fix)


def _packages(top: Table) -> tuple[str, ...]:
    import importlib.metadata

    from packaging.requirements import InvalidRequirement, Requirement

    names = top.texts("packages")
    for name in names:
        try:
            wanted = Requirement(name)
        except InvalidRequirement:
            fix = 'write a package, as in "pandas" or "pandas>=2"'
            top.refuse("packages", name, fix)
        try:
            there = importlib.metadata.version(wanted.name)
        except importlib.metadata.PackageNotFoundError:
            top.refuse("packages", name, f"it is not here: pip install '{name}'")
        if not wanted.specifier.contains(there, prereleases=True):
            top.refuse("packages", name, f"{there} is here: pip install '{name}'")
    return names


def _late(table: Table, default: LateRule) -> LateRule:
    if "late" not in table.values:
        return default
    late = table.table("late")
    late.allow(*LATE)
    return LateRule(
        late.percent("per_day", 0),
        late.span("grace"),
        late.percent("cap", 100),
        late.number("days_if_unknown", 0),
    )


def _assignment(
    name: str, table: Table, zone: tzinfo | None, late: LateRule
) -> Assignment:
    table.allow(*ASSIGNMENT)
    exercises = table.ids("exercises")
    points = table.table("points")
    extensions = table.table("extensions")
    worth = {points.exercise(key, key): points.number(key, 0) for key in points.values}
    extra = table.ids("extra_credit")
    if exercises:
        for key, ids in (("points", tuple(worth)), ("extra_credit", extra)):
            for identifier in ids:
                if identifier not in exercises:
                    table.refuse(
                        key, identifier, f"name it in {table.at}.exercises too"
                    )
    later: dict[str, datetime] = {}
    for student in extensions.values:
        moment = extensions.moment(student, zone)
        assert moment
        if alike(student) in map(alike, later):
            extensions.refuse(student, moment, "it stands there twice; take one away")
        later[student] = moment
    deadline = table.moment("deadline", zone)
    if later and deadline is None:
        table.refuse("extensions", dict(later), f"say {table.at}.deadline too")
    for student, moment in later.items():
        if deadline and moment < deadline:
            fix = f"it is before the deadline, {deadline.isoformat()}"
            extensions.refuse(student, moment, fix)
    total = table.number("total", 0)
    if total and exercises and set(exercises) <= set(extra):
        fix = f"leave an exercise out of {table.at}.extra_credit, or total away"
        table.refuse("total", total, fix)
    if "total" in table.values and not total:
        table.refuse("total", total, "write what all is worth, or take it away")
    earning = [one for one in exercises if one not in extra and worth.get(one, 1)]
    if total and exercises and not earning:
        table.refuse("total", total, f"give an exercise more than 0 {table.at}.points")
    return Assignment(
        name,
        exercises,
        deadline,
        worth,
        extra,
        later,
        _late(table, late),
        total,
    )
