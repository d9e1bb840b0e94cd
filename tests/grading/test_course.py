"""The rules of a course, marks changed by hand, and bad values in both."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from cnnbook.grading.batch.lms.pieces import HandedIn
from cnnbook.grading.batch.marking import Mark
from cnnbook.grading.batch.results import Result
from cnnbook.grading.batch.rules.applying import Rules
from cnnbook.grading.batch.rules.course import Assignment, Course, LateRule, read_course
from cnnbook.grading.batch.rules.overrides import COLUMNS, Override, read_overrides
from cnnbook.grading.judging.feedback import Feedback

BERLIN = ZoneInfo("Europe/Berlin")
WHOLE = """
course = "Seeing machines"
time_zone = "Europe/Berlin"
packages = ["numpy>=2"]

[late]
per_day = 10
grace = "2 hours"
cap = 50

[assignments.week2]
exercises = ["one-window", "conv2d", "separable"]
deadline = 2026-11-02T23:59:00
points = { conv2d = 8 }
extra_credit = ["separable"]
total = 100

[assignments.week2.extensions]
"annone_1001" = 2026-11-05T12:00:00

[assignments.week4]
exercises = ["output-size"]
deadline = 2026-11-16
late = { per_day = 25 }
"""


@pytest.fixture
def course(tmp_path):
    """Return a function that reads a text as a course."""

    def read(text):
        path = tmp_path / "course.toml"
        path.write_text(text, encoding="utf-8")
        return read_course(path)

    return read


def test_everything_at_once(course):
    found = course(WHOLE)
    week2, week4 = found.assignments.values()
    assert found.title == "Seeing machines"
    assert week2.deadline == datetime(2026, 11, 2, 22, 59, tzinfo=UTC)
    assert week2.extensions["annone_1001"].utcoffset() == timedelta(hours=1)
    assert week2.points == {"conv2d": 8}
    assert week2.late == LateRule(10, timedelta(hours=2), 50)
    assert week4.late == LateRule(25)
    assert week4.deadline == datetime(2026, 11, 16, 22, 59, 59, tzinfo=UTC)
    with pytest.raises(ValueError, match="say --assignment and one of week2, week4"):
        found.assignment()
    with pytest.raises(ValueError, match="no assignment 'week3'; it has week2, week4"):
        found.assignment("week3")


def test_a_mark_of_the_encoding_and_windows_lines_do_no_harm(tmp_path):
    path = tmp_path / "course.toml"
    path.write_bytes(WHOLE.replace("\n", "\r\n").encode("utf-8-sig"))
    assert len(read_course(path).assignments) == 2


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            "per_day = 10",
            'per_day = "ten"',
            'late.per_day = "ten": write a number',
        ),
        (
            "per_day = 10",
            "per_day = 101",
            "late.per_day = 101: write a number, 0",
        ),
        ("per_day = 10", "per_day = true", "late.per_day = true: write a number"),
        ("per_day = 10", "per_day = nan", "late.per_day = nan: write a number"),
        (
            "per_day = 10",
            "perday = 10",
            "late.perday = 10: there is no such key, did",
        ),
        ('grace = "2 hours"', "grace = 2", "late.grace = 2: write a length of time"),
        ('"2 hours"', '"2 fortnights"', 'late.grace = "2 fortnights": write a length'),
        ("cap = 50", "cap = -1", "late.cap = -1: write a number, 0 to 100"),
        (
            "Europe/Berlin",
            "Berlin",
            'time_zone = "Berlin": write one as "Europe',
        ),
        ("Europe/Berlin", "../etc", 'time_zone = "../etc": write one as'),
        ('time_zone = "Europe/Berlin"', "", "say the time zone once, at the top"),
        ('["numpy>=2"]', '["no-such-thing"]', "not here: pip install 'no-such-thing'"),
        ('["numpy>=2"]', '["numpy<1"]', "is here: pip install 'numpy<1'"),
        ('["numpy>=2"]', '["os; rm"]', 'packages = "os; rm": write a package'),
        ('["numpy>=2"]', '"numpy"', 'packages = "numpy": write a list of texts'),
        ('"conv2d", "sep', '"con2d", "sep', "did you mean 'conv2d'?"),
        ("= 2026-11-02T23:59:00", '= "soon"', 'week2.deadline = "soon": write a date'),
        (
            "= 2026-11-02T23:59:00",
            "= 5",
            "week2.deadline = 5: write a date",
        ),
        ("conv2d = 8", "conv2d = -8", "week2.points.conv2d = -8: write a number, 0"),
        ("conv2d = 8", "conv3d = 8", "assignments.week2.points.conv3d"),
        ("conv2d = 8", "max-pool = 8", "name it in assignments.week2.exercises too"),
        ('["separable"]', '["max-pool"]', "week2.extra_credit"),
        ("2026-11-05T12:00:00", '"later"', 'extensions.annone_1001 = "later": write'),
        ("total = 100", "total = -1", "assignments.week2.total = -1"),
        ("total = 100", "total = 0", "week2.total = 0.0: write what all is worth"),
        (
            "{ conv2d = 8 }",
            "{ conv2d = 0, one-window = 0 }",
            "week2.total = 100.0: give an exercise more than 0 assignments.week2",
        ),
        (
            'course = "Seeing machines"',
            "course = 7",
            "course = 7: write a text",
        ),
        (
            "[late]",
            "[lateness]",
            "lateness = a table: there is no such key",
        ),
        (
            "late = { per_day = 25 }",
            "late = 25",
            "week4.late = 25: write it",
        ),
        ("[assignments.week2]", "[assignments.week2", "course.toml is not TOML"),
        ("total = 100", "total = 1" + 400 * "0", "very many digits: write a number"),
        ("total = 100", "total = 0x1" + 9000 * "0", "very many digits: write a number"),
        ("conv2d = 8", "conv2d = 1e308", "points.conv2d = 1e+308: write a number"),
        ("total = 100", "total = 1" + 5000 * "0", "can't be read: a number in it"),
        ("total = 100", "total = " + 9999 * "[", "can't be read: a number in it"),
        ("per_day = 10", "per_day = 0.1", "less than one percent; write 10 for that"),
        ("cap = 50", "cap = 0.5", "less than one percent; write 50 for that"),
        ('"2 hours"', '"99999999999 days"', "late.grace = "),
        ("2026-11-02T23", "0026-11-02T23", "write the year in full, as in 2026-11-02"),
        (
            "2026-11-02T23:59:00",
            "2026-03-29T02:30:00",
            "no clock shows that time",
        ),
        (
            "2026-11-05T12:00:00",
            "2026-11-01T12:00:00",
            "annone_1001 = 2026-11-01T12:00:00+01:00: it is before the deadline",
        ),
        (
            '"annone_1001"',
            'ANNONE_1001 = 2026-11-06\n"annone_1001"',
            "it stands there twice; take one away",
        ),
        (
            'extra_credit = ["separable"]',
            'extra_credit = ["one-window", "conv2d", "separable"]',
            "week2.total = 100.0: leave an exercise out of assignments.week2.extra_cr",
        ),
    ],
)
def test_a_bad_value_is_named_with_its_fix(course, old, new, says):
    assert old in WHOLE
    with pytest.raises(ValueError, match=r"course\.toml") as raised:
        course(WHOLE.replace(old, new, 1))
    assert says in str(raised.value)


def test_no_assignment_and_another_encoding(course, tmp_path):
    with pytest.raises(ValueError, match="has no assignment: write"):
        course('course = "x"')
    (tmp_path / "course.toml").write_bytes('course = "Übung"'.encode("cp1252"))
    with pytest.raises(ValueError, match="is not UTF-8: save it again"):
        read_course(tmp_path / "course.toml")


@pytest.mark.parametrize(
    ("hours", "percent"),
    [(0, 0), (2, 0), (2.01, 10), (24, 10), (24.01, 20), (72, 30), (24 * 9, 50)],
)
def test_what_lateness_costs(hours, percent):
    rule = LateRule(10, timedelta(hours=2), 50)
    assert rule.percent(timedelta(hours=hours)) == percent


def test_how_late_may_be_unknown():
    assert LateRule(10).percent(None) == 0
    assert LateRule(10, days_if_unknown=1).percent(None) == 10


def mark(identifier, points):
    feedback = Feedback(identifier, points > 0, "")
    return Mark(identifier, points, False, False, False, False, feedback)


RESULT = Result("annone_1001", "graded", (), "", (mark("conv2d", 4.0),), "f")
HANDED = HandedIn("annone_1001", Path("x"), id="1001", person="annone")
DEADLINE = datetime(2026, 3, 28, 23, 0, tzinfo=BERLIN)  # the clocks change that night


def applied(assignment=None, overrides=(), handed=HANDED, result=RESULT):
    rules = Rules(
        Course("course.toml", zone=BERLIN), assignment or Assignment("w"), overrides
    )
    (found,), words = rules.apply([result], [handed])
    return found, words


def test_days_are_real_days_when_the_clocks_change():
    work = Assignment("w", deadline=DEADLINE, late=LateRule(10))
    after = replace(HANDED, submitted=datetime(2026, 3, 29, 23, 30))
    found, _ = applied(work, handed=after)  # 23.5 hours, though the clock says 24.5
    assert found.delivery.late == "23 hours 30 minutes late"
    assert found.deduction == 0.4
    assert found.total == 3.6


def test_a_day_of_25_hours_is_one_day():
    night = datetime(2026, 10, 24, 23, 59, tzinfo=BERLIN)
    work = Assignment("w", deadline=night, late=LateRule(10))
    for hour, minute, percent in ((23, 58, 10), (23, 59, 10)):
        after = replace(HANDED, submitted=datetime(2026, 10, 25, hour, minute))
        assert applied(work, handed=after)[0].delivery.percent == percent
    after = replace(HANDED, submitted=datetime(2026, 10, 26, 0, 0))
    assert applied(work, handed=after)[0].delivery.percent == 20


def test_in_the_hour_that_comes_twice_the_later_one_is_meant(course):
    twice = WHOLE.replace("2026-11-02T23:59:00", "2026-10-25T02:30:00")
    deadline = course(twice).assignments["week2"].deadline
    assert deadline.astimezone(UTC) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_who_handed_in_in_the_future_is_named():
    now = datetime.now(UTC)
    for when, named in (
        (now + timedelta(days=1), True),
        (now + timedelta(days=1), True),
        ((now + timedelta(days=1)).replace(tzinfo=None), True),
        (now, False),
        (datetime(2026, 3, 1), False),
    ):
        _, words = applied(handed=replace(HANDED, submitted=when))
        assert [word[:44] for word in words] == [
            "Handed in in the future (1), so look at the "
        ] * named
        assert named == ("annone_1001 (" in "".join(words))


def test_a_time_elsewhere_is_compared_rightly():
    work = Assignment("w", deadline=DEADLINE, late=LateRule(10))
    just = datetime(2026, 3, 28, 22, 0, tzinfo=UTC)
    assert applied(work, handed=replace(HANDED, submitted=just))[0].total == 4
    after = replace(HANDED, submitted=just + timedelta(seconds=1))
    found, _ = applied(work, handed=after)
    assert found.delivery.late == "1 second late"
    assert found.total == 3.6
    assert "10 % of the points are taken off" in found.notes[0]


def test_a_time_without_a_zone_is_one_of_the_deadlines():
    deadline = DEADLINE.astimezone(timezone(timedelta(hours=1)))
    work = Assignment("w", deadline=deadline, late=LateRule(10))
    rules = Rules(Course("course.toml"), work)
    after = replace(HANDED, submitted=datetime(2026, 3, 28, 23, 0, 1))
    (found,), _ = rules.apply([RESULT], [after])
    assert (found.delivery.late, found.total) == ("1 second late", 3.6)
    (said,) = rules.on_times([after], "blackboard", told=False)
    assert "taken for those of the deadline's, UTC+01:00" in said
    with_zone = replace(rules, course=Course("course.toml", zone=BERLIN))
    assert with_zone.on_times([after], "blackboard", told=False) == []


def test_a_deadline_that_nothing_can_be_held_against_is_named():
    rules = Rules(None, Assignment("w", deadline=DEADLINE))
    (said,) = rules.on_times([HANDED], "plain", told=False)
    assert said.endswith("so the deadline of w is not applied.")
    (said,) = rules.on_times([HANDED], "moodle", told=False)
    assert said.endswith("says how late they were: --gradebook FILE.")
    assert rules.on_times([HANDED], "canvas", told=True) == []
    assert rules.on_times([replace(HANDED, late=True)], "plain", told=False) == []
    assert Rules().on_times([HANDED], "plain", told=False) == []


def test_an_extension_counts_by_row_id_or_name():
    later = DEADLINE + timedelta(days=3)
    after = replace(HANDED, submitted=datetime(2026, 3, 30, 8, 0), late=True)
    for student in ("annone_1001", "1001", "AnnOne"):
        work = Assignment(
            "w", deadline=DEADLINE, late=LateRule(10), extensions={student: later}
        )
        found, words = applied(work, handed=after)
        assert (found.total, found.delivery.late, words) == (4, "", [])
    work = replace(work, extensions={"1001": later, "AnnOne": DEADLINE})
    rules = Rules(Course("course.toml", zone=BERLIN), work)
    with pytest.raises(ValueError, match="1001, AnnOne are both annone_1001; take"):
        rules.check([after])
    work = replace(work, extensions={"annnone": later})
    assert applied(work, handed=after)[1] == ["extensions: nobody is called 'annnone'."]


def test_the_system_says_late_and_not_when():
    marked, ten = replace(HANDED, late=True), Assignment("w", late=LateRule(10))
    found, _ = applied(ten, handed=marked)
    assert (found.delivery.late, found.total) == ("late", 4)
    days = LateRule(10, days_if_unknown=2)
    found, _ = applied(Assignment("w", late=days), handed=marked)
    assert found.total == 3.2
    moodle = replace(HANDED, late=True, lateness=timedelta(days=1, hours=1))
    found, _ = applied(ten, handed=moodle)
    assert (found.delivery.late, found.total) == ("1 day 1 hour late", 3.2)


def test_who_is_later_than_an_extension_is_late():
    granted = {"1001": DEADLINE + timedelta(days=1)}
    work = Assignment("w", deadline=DEADLINE, late=LateRule(10), extensions=granted)
    for hours, late, total in ((20, "", 4), (24, "", 4), (26, "2 hours late", 3.6)):
        after = replace(HANDED, late=True, lateness=timedelta(hours=hours))
        found, words = applied(work, handed=after)
        assert (found.delivery.late, found.total, words) == (late, total, [])
    found, (said,) = applied(work, handed=replace(HANDED, late=True))
    assert (found.delivery.late, found.total) == ("", 4)
    assert said.startswith(
        "annone_1001: the system says late, and not how late; the ext"
    )


def test_points_and_extra_credit():
    work = Assignment("w", points={"conv2d": 8}, extra_credit=("conv2d",))
    found, _ = applied(work)
    assert (found.marks[0].points, found.marks[0].most) == (8, 8)
    assert found.marks[0].extra


def test_a_mark_changed_by_hand_is_shown_as_such():
    found, _ = applied(overrides=(Override("1001", "conv2d", 1.5, "copied"),))
    assert found.total == 1.5
    assert found.marks[0].by_hand == "1.5 points by hand, not 4: copied"


def test_a_mark_by_hand_for_what_was_not_in_a_notebook():
    found, _ = applied(overrides=(Override("annone", "max-pool", 2, "on paper"),))
    assert [m.exercise for m in found.marks] == ["conv2d", "max-pool"]
    assert found.total == 6


def test_more_points_by_hand_than_there_are_are_refused(course):
    week2 = course(WHOLE).assignments["week2"]
    for assignment, exercise, points, refused in (
        (Assignment("w"), "conv2d", 99, "line 7: points 99: conv2d is worth 4"),
        (week2, "conv2d", 8.5, "line 7: points 8.5: conv2d is worth 8"),
        (week2, "conv2d", 8, ""),
        (week2, "separable", 99, ""),  # extra credit
        (week2, "max-pool", 99, ""),  # of another assignment
    ):
        rules = Rules(
            assignment=assignment,
            overrides=(Override("x", exercise, points, "y", line=7),),
        )
        if refused:
            with pytest.raises(ValueError, match=rf"overrides\.csv, {refused}"):
                rules.check([HANDED])
        else:
            rules.check([HANDED])


def test_marks_by_hand_of_another_week_stay_out(course):
    week2 = course(WHOLE).assignments["week2"]
    found, words = applied(week2, (Override("annone", "max-pool", 2, "y", line=3),))
    assert [m.exercise for m in found.marks] == ["conv2d"]
    assert words == ["overrides.csv: not of week2, so nothing changed for line 3."]


def test_of_two_marks_by_hand_under_two_names_the_later_counts():
    both = (
        Override("1001", "conv2d", 2, "a", 3, (2,)),
        Override("AnnOne", "conv2d", 1, "b", 7),
    )
    found, words = applied(overrides=both)
    assert found.marks[0].by_hand == "1 point by hand, not 4: b"
    assert words == [
        "overrides.csv: lines 2, 3, 7 are on conv2d of annone_1001; the last of them "
        "counts."
    ]


def test_of_two_lines_the_later_one_remembers_the_earlier(table):
    lines = "\n".join(f"ann,conv2d,{points},x" for points in (1, 2, 3))
    head = "student,exercise,points,why\n"
    (one,) = table(f"{head}{lines}\n".encode())
    assert (one.points, one.line, one.earlier) == (3, 4, (2, 3))
    mixed = f"{head}ann,conv2d,1,x\n1001,conv2d,2,x\nann,conv2d,3,x\n"
    assert [one.line for one in table(mixed.encode())] == [3, 4], "in their order"


def test_a_name_may_be_typed_in_another_form():
    handed = replace(HANDED, person="Jos\u00e9  Ng")
    found, words = applied(
        overrides=(Override("jose\u0301 NG", "conv2d", 1, "y"),), handed=handed
    )
    assert (found.total, words) == (1, [])


def test_a_mark_by_hand_for_nobody_is_said():
    assert applied(overrides=(Override("x", "conv2d", 1, "y"),))[1] == [
        "overrides.csv: nobody is called 'x'; nothing changed there."
    ]


def test_a_name_that_two_students_have_is_refused():
    both = [replace(HANDED, name=f"a_{n}", id=str(n), person="a") for n in (1, 2)]
    rules = Rules(overrides=(Override("a", "conv2d", 1, "y"),))
    with pytest.raises(ValueError, match="'a' fits 2 students; write one of a_1, a_2"):
        rules.check(both)


@pytest.fixture
def table(tmp_path):
    """Return a function that reads bytes as marks changed by hand."""

    def read(content):
        path = tmp_path / "overrides.csv"
        path.write_bytes(content)
        return read_overrides(path)

    return read


@pytest.mark.parametrize(
    "content",
    [
        "student,exercise,points,why\nJosé,conv2d,1.5,zu spät\n".encode(),
        "student,exercise,points,why\r\nJosé,conv2d,1.5,zu spät".encode("utf-8-sig"),
        "Student;Exercise;Points;Why\nJosé;conv2d;1,5;zu spät\n".encode("cp1252"),
        "why\tpoints\texercise\tstudent\nzu spät\t1.5\tconv2d\tJosé\n\n".encode(),
        "sep=;\nstudent;exercise;points;why\nJosé;conv2d;1,5;zu spät\n".encode(),
        "student\texercise\tpoints\twhy\nJosé\tconv2d\t1.5\tzu spät\n".encode("utf-16"),
        b"student,exercise,points,why,,\nJos\xc3\xa9,conv2d,9,first,,,\n"
        b"Jos\xc3\xa9,conv2d,1.5,zu sp\xc3\xa4t\n",
    ],
)
def test_marks_by_hand_from_any_spreadsheet(table, content):
    assert table(content) == [Override("José", "conv2d", 1.5, "zu spät")]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("ann,con2d,1,x", "line 2: exercise 'con2d'.*did you mean 'conv2d'"),
        ("ann,conv2d,much,x", "line 2: points 'much': write a number, 0 or more"),
        ("ann,conv2d,-1,x", "line 2: points '-1'"),
        ("ann,conv2d,inf,x", "line 2: points 'inf'"),
        ("ann,conv2d,1e308,x", "line 2: points '1e308'"),
        ("ann,conv2d,,x", "line 2: points ''"),
        ("ann,conv2d,1,", "line 2: why is empty"),
        (",conv2d,1,x", "line 2: student is empty"),
        ("ann,conv2d,2,5,half", "line 2: it has more columns .* 2.5, not 2,5"),
        ("ann,conv2d,1,right, but late", "line 2: it has more columns"),
        ("ann,conv2d,1_0,x", "line 2: points '1_0'"),
        ('bo,conv2d,1,x\nann,conv2d,1,"x\ncem,conv2d,2,y', "line 3: a quote in it"),
    ],
)
def test_a_bad_line_is_named_with_its_fix(table, line, says):
    with pytest.raises(ValueError, match=rf"overrides\.csv, {says}"):
        table(f"student,exercise,points,why\n{line}\n".encode())


def test_a_missing_column_is_named(table):
    with pytest.raises(ValueError, match="there is no column points, why; write"):
        table(b"student,exercise\n")
    with pytest.raises(ValueError, match="line 1"):
        table(b"")
    with pytest.raises(ValueError, match="line 1: points stands there twice"):
        table(b"student,exercise,points,points,why\nann,conv2d,1,2,x\n")


def test_the_page_for_instructors_shows_rules_that_can_be_read(course):
    page = (Path(__file__).parents[2] / "book" / "grading.md").read_text("utf-8")
    (shown,) = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    found = course(shown.replace("pandas", "numpy"))
    assert list(found.assignments) == ["week2", "week4"]
    (table,) = re.findall(r"```text\n(student,.*?)```", page, re.DOTALL)
    assert table.splitlines()[0] == ",".join(COLUMNS)
