"""Apply the rules of a course, and marks changed by hand, to what was graded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta, timezone
from typing import TypeVar

from cnnbook.exercises import REGISTRY
from cnnbook.grading.batch.lms.pieces import HandedIn, alike
from cnnbook.grading.batch.marking import Mark
from cnnbook.grading.batch.results import Delivery, Result
from cnnbook.grading.batch.rules.course import Assignment, Course
from cnnbook.grading.batch.rules.overrides import Override
from cnnbook.grading.batch.rules.reading import listed
from cnnbook.grading.judging.words import not_yet

T = TypeVar("T")
OVERRIDES, EXTENSIONS = "overrides.csv", "extensions"
SLACK = timedelta(minutes=10)
"""Clocks differ by so much."""
UNITS = (("day", 86400), ("hour", 3600), ("minute", 60), ("second", 1))


@dataclass(frozen=True)
class Rules:
    """What counts beside what the grader finds.

    Attributes
    ----------
    course : Course or None
        Its rules.
    assignment : Assignment
        What is graded now.
    overrides : tuple of Override
        Marks changed by hand.
    """

    course: Course | None = None
    assignment: Assignment = field(default_factory=lambda: Assignment(""))
    overrides: tuple[Override, ...] = ()

    def check(self, handed_in: Sequence[HandedIn]) -> None:
        """Refuse rules that fit several students, before anything is graded.

        Parameters
        ----------
        handed_in : sequence of HandedIn
            The students.

        Raises
        ------
        ValueError
            If a name fits several, or several extensions one student.
        """
        _of_each(handed_in, [(one.student, one) for one in self.overrides], OVERRIDES)
        extended = [(student, student) for student in self.assignment.extensions]
        for row, names in _of_each(handed_in, extended, EXTENSIONS)[0].items():
            if len(names) > 1:
                raise ValueError(
                    f"extensions: {listed(names)} are both {row}; take one away"
                )
        for one in self._of_this_assignment():
            self._refuse_too_many(one)

    def on_times(
        self, handed_in: Sequence[HandedIn], system: str, told: bool
    ) -> list[str]:
        """Say where a deadline can't be applied, or only with a zone that is guessed.

        Parameters
        ----------
        handed_in : sequence of HandedIn
            The students.
        system : str
            Where the download comes from.
        told : bool
            The system says who is late, though not when anybody handed in.
        """
        deadline, name = self.assignment.deadline, self.assignment.name
        if deadline is None:
            return []
        moments = [one.submitted for one in handed_in if one.submitted]
        if not moments and not told and not any(one.late for one in handed_in):
            remedy = " Its grading worksheet says how late they were: --gradebook FILE."
            return [
                f"Nothing here says when anybody handed in, so the deadline of {name} "
                f"is not applied.{remedy if system == 'moodle' else ''}"
            ]
        if self._zone_is_guessed() and any(m.tzinfo is None for m in moments):
            return [
                "No time zone stands beside the times of handing in: they are taken "
                f"for those of the deadline's, {deadline:%Z}. To name another, say "
                "time_zone in course.toml."
            ]
        return []

    def _zone_is_guessed(self) -> bool:
        return self.course is None or self.course.zone is None

    def apply(
        self, results: Sequence[Result], handed_in: Sequence[HandedIn]
    ) -> tuple[list[Result], list[str]]:
        """Return the results as they count, and what could not be applied.

        Parameters
        ----------
        results : sequence of Result
            As they were graded.
        handed_in : sequence of HandedIn
            How each came in, in the same order.

        Raises
        ------
        ValueError
            If a name in the rules fits several students.
        """
        of_this = self._of_this_assignment()
        by_hand, unknown = _of_each(
            handed_in, [(one.student, one) for one in of_this], OVERRIDES
        )
        words = [
            f"overrides.csv: nobody is called {student!r}; nothing changed there."
            for student in unknown
        ]
        for row, ones in by_hand.items():
            lines: dict[str, list[int]] = {}
            for one in ones:
                lines.setdefault(one.exercise, []).extend((*one.earlier, one.line))
            words += [
                f"overrides.csv: lines {listed(map(str, sorted(several)))} are on "
                f"{exercise} of {row}; the last of them counts."
                for exercise, several in lines.items()
                if len(several) > 1
            ]
        if others := [str(one.line) for one in self.overrides if one not in of_this]:
            words.append(
                f"overrides.csv: not of {self.assignment.name}, so nothing changed "
                f"for line {', '.join(others)}."
            )
        extensions, unknown = _of_each(
            handed_in, list(self.assignment.extensions.items()), EXTENSIONS
        )
        words += [f"extensions: nobody is called {student!r}." for student in unknown]
        words += [
            f"{one.name}: the system says late, and not how late; the extension is "
            "taken to have been kept."
            for one in handed_in
            if one.name in extensions
            and one.late
            and not (one.lateness or one.submitted)
        ]
        counted = []
        for result, handed in zip(results, handed_in, strict=True):
            later = extensions.get(result.name, [None])[-1]
            counted.append(
                self._apply(result, handed, by_hand.get(result.name, []), later)
            )
        return counted, words + self._in_the_future(handed_in)

    def _of_this_assignment(self) -> list[Override]:
        """Return the marks by hand for what is graded now: the table may hold all."""
        asked = self.assignment.exercises
        return [one for one in self.overrides if not asked or one.exercise in asked]

    def _refuse_too_many(self, one: Override) -> None:
        """Refuse more points than there are for an exercise that is no extra."""
        most = self.assignment.points.get(
            one.exercise, float(REGISTRY[one.exercise].points)
        )
        if one.points > most and one.exercise not in self.assignment.extra_credit:
            raise ValueError(
                f"overrides.csv, line {one.line}: points {one.points:g}: "
                f"{one.exercise} is worth {most:g}; write at most that, or name it in "
                "extra_credit in course.toml"
            )

    def _in_the_future(self, handed_in: Sequence[HandedIn]) -> list[str]:
        """Say whose time of submission can't be right."""
        now = datetime.now(UTC)
        found = []
        for one in handed_in:
            when = self._moment(one.submitted)
            # Without a time zone it may be any: the first to see a day are 14 h ahead.
            if when and when.tzinfo is None:
                when = when.replace(tzinfo=timezone(timedelta(hours=14)))
            if when and when > now + SLACK:
                found.append(f"{one.name} ({_shown(self._moment(one.submitted))})")
        if not found:
            return []
        shown = ", ".join(found[:10]) + (", …" if len(found) > 10 else "")
        return [
            f"Handed in in the future ({len(found)}), so look at the clock of this "
            f"machine, and at time_zone in course.toml: {shown}."
        ]

    def _apply(
        self,
        result: Result,
        handed: HandedIn,
        overrides: Iterable[Override],
        extension: datetime | None,
    ) -> Result:
        marks = {mark.exercise: self._as_worth(mark) for mark in result.marks}
        for one in {one.exercise: one for one in overrides}.values():
            known = marks.get(one.exercise) or self._as_worth(_missing(one.exercise))
            marks[one.exercise] = replace(
                known, points=one.points, graded=known.points, why=one.why
            )
        delivery, words = self._delivery(handed, extension)
        earned = sum(mark.points for mark in marks.values())
        return replace(
            result,
            marks=tuple(marks[i] for i in REGISTRY if i in marks),
            notes=(*words, *handed.notes, *result.notes),
            delivery=delivery,
            deduction=round(earned * delivery.percent / 100, 2),
        )

    def _as_worth(self, mark: Mark) -> Mark:
        """Return a mark on the course's scale."""
        worth = self.assignment.points.get(mark.exercise)
        extra = mark.exercise in self.assignment.extra_credit
        if worth is None:
            return replace(mark, extra=extra)
        points = round(mark.points * worth / REGISTRY[mark.exercise].points, 2)
        return replace(mark, points=points, out_of=worth, extra=extra)

    def _delivery(
        self, handed: HandedIn, extension: datetime | None
    ) -> tuple[Delivery, list[str]]:
        """Return how it came in, and what the student should know of it."""
        rule = self.assignment.late
        deadline = extension or self.assignment.deadline
        when = self._moment(handed.submitted)
        late, percent = "", 0.0
        if when and deadline and when.tzinfo:
            lateness = when.astimezone(UTC) - deadline.astimezone(UTC)
            if lateness > timedelta(0):
                late = f"{in_words(lateness)} late"
                # When the clocks change, by them or by real time, as is kinder.
                on_clocks = _clock(when) - _clock(deadline.astimezone(when.tzinfo))
                percent = rule.percent(min(lateness, max(on_clocks, timedelta(0))))
        elif beyond := self._lateness(handed, extension):
            late = f"{in_words(beyond)} late"
            percent = rule.percent(beyond)
        elif handed.late and not extension:
            late, percent = "late", rule.percent(None)
        words = []
        if extension:
            words.append(f"An extension until {_shown(extension)} was granted.")
        if late:
            words.append(
                f"Handed in {late}: {percent:g} % of the points are taken off."
                if percent
                else f"Handed in {late}; no points are taken off."
            )
        attempt = f"{handed.attempt} of {handed.attempts}" if handed.attempt else ""
        submitted = _shown(when) if when else ""
        return (
            Delivery(handed.id, handed.person, submitted, attempt, late, percent),
            words,
        )

    def _lateness(
        self, handed: HandedIn, extension: datetime | None
    ) -> timedelta | None:
        """Return how late it was by the system's own count, less what was granted."""
        deadline = self.assignment.deadline
        if handed.lateness is None or not extension:
            return handed.lateness
        granted = extension - deadline if deadline else handed.lateness
        return max(handed.lateness - granted, timedelta(0))

    def _moment(self, when: datetime | None) -> datetime | None:
        deadline = self.assignment.deadline
        zone = self.course.zone if self.course else None
        zone = zone or (deadline.tzinfo if deadline else None)
        if when is None or zone is None:
            return when
        if when.tzinfo is None:
            return when.replace(tzinfo=zone)
        return when.astimezone(zone)


def in_words(length: timedelta) -> str:
    """Return a length of time in its two largest units.

    Examples
    --------
    >>> in_words(timedelta(days=1, hours=3, minutes=20))
    '1 day 3 hours'
    """
    left, parts = int(length.total_seconds()), []
    for unit, seconds in UNITS:
        number, left = divmod(left, seconds)
        if number:
            parts.append(f"{number} {unit}{'s' * (number != 1)}")
    return " ".join(parts[:2]) or "less than a second"


def _clock(when: datetime) -> datetime:
    return when.replace(tzinfo=None)


def _shown(when: datetime | None) -> str:
    if when is None:
        return ""
    zone = when.strftime(" %Z") if when.tzinfo else ""
    return when.strftime("%Y-%m-%d %H:%M") + zone


def _of_each(
    handed_in: Sequence[HandedIn], named: list[tuple[str, T]], where: str
) -> tuple[dict[str, list[T]], list[str]]:
    """Return what is said of each student, by rows, and the names of nobody."""
    rows: dict[str, set[str]] = {}
    for one in handed_in:
        for key in (one.name, one.id, one.person):
            if key:
                rows.setdefault(alike(key), set()).add(one.name)
    exact = {one.name for one in handed_in}
    found: dict[str, list[T]] = {}
    unknown: list[str] = []
    for name, value in named:
        fitting = {name} if name in exact else rows.get(alike(name), set())
        if len(fitting) > 1:
            raise ValueError(
                f"{where}: {name!r} fits {len(fitting)} students; write one of "
                f"{', '.join(sorted(fitting))}"
            )
        if not fitting:
            unknown.append(name)
        for row in fitting:
            found.setdefault(row, []).append(value)
    return found, list(dict.fromkeys(unknown))


def _missing(identifier: str) -> Mark:
    """Return the mark of an exercise that the student has no notebook for."""
    exercise = REGISTRY[identifier]
    hint = f"There is no {exercise.answer} in a notebook."
    return Mark(
        identifier,
        0.0,
        missing=True,
        blank=False,
        slow=False,
        library=False,
        feedback=not_yet(exercise, hint=hint),
    )
