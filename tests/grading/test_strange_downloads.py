"""Downloads as strict outsiders bring them, and what is said about each."""

import sys

import pytest

from cnnbook.grading.batch.lms.intake import take
from cnnbook.grading.batch.results import file_name

from .downloads import GOOD, NAME, blackboard, lay

TABLE = (
    "assignment_name,assignment_url,starter_code_url,github_username,"
    "roster_identifier,student_repository_name,student_repository_url,"
    "submission_timestamp,points_awarded,points_available\n"
)
RUBY_TIME = """\
submission_7:
  :submitters:
  - :name: Ann One
    :sid: ~
    :email: ann@example.org
  :created_at: !ruby/object:ActiveSupport::TimeWithZone
    utc: 2026-11-03 05:30:00.000000000 Z
    time: 2026-11-02 21:30:00.000000000 Z
  :results: !ruby/hash:ActiveSupport::HashWithIndifferentAccess
    output: |-
      submission_99:
submission_8:
  :submitters:
  - :name: ~
    :sid: ~
submission_9:
  :submitters:
  - :name: Gone
    :sid: '9'
"""
TIME = "2026-11-02-23-30-00"


def row(user, repository, identifier="", time="2026-11-02 21:30:00 UTC"):
    return f'hw,u,s,"{user}","{identifier}","{repository}",r,{time},"0","10"\n'


def d2l(*times):
    return {
        f"{n}-45 - Ann - Lee {n}- {time}/{NAME}": GOOD for n, time in enumerate(times)
    }


CASES = {
    "a file that Blackboard has named before": (
        {
            f"HW_2_{user}_attempt_{TIME}_HW_1_{user}_attempt_2026-10-01-00-00-00_"
            "a.ipynb": GOOD
            for user in ("ann", "bob")
        },
        {"ann": "2026-11-02 23:30:00", "bob": "2026-11-02 23:30:00"},
        "There are no receipts of Blackboard's",
    ),
    "two of Blackboard's assignments": (
        blackboard("ann", TIME, {NAME: GOOD}, "HW 1")
        | blackboard("ann", "2026-11-03-08-00-00", {NAME: GOOD}, "HW 2"),
        {"ann": "2026-11-03 08:00:00"},
        "files of 2 assignments: HW 1, HW 2",
    ),
    "a time of Blackboard's that is none": (
        blackboard("ann", "2026-13-02-23-30-00", {NAME: GOOD}),
        {"ann": "None"},
        "No time can be read from 1 names",
    ),
    "D2L's times in many lands": (
        d2l(
            "Nov 2, 2026 1130 PM",
            "2 nov. 2026 23 h 30",
            "2026-11-02 2330",
            "November 2, 2026 11-30 PM",
            "2 november, 2026 23h30",
        ),
        {f"Ann - Lee {n}_{n}-45": "2026-11-02 23:30:00" for n in range(5)},
        "",
    ),
    "D2L's time in another alphabet": (
        d2l("2 ноября 2026 2330"),
        {"Ann - Lee 0_0-45": "None"},
        "No time can be read",
    ),
    "Gradescope's times of Ruby's, and nobody's name": (
        {
            "submission_metadata.yml": RUBY_TIME.encode(),
            f"submission_7/{NAME}": GOOD,
            f"submission_8/{NAME}": GOOD,
            f"submission_10/{NAME}": GOOD,
        },
        {
            "Ann One_ann@example.org": "2026-11-03 05:30:00+00:00",
            "submission_10": "None",
            "submission_8": "None",
        },
        "In submission_metadata.yml, and not in the download: submission_9. "
        "In the download, and not in submission_metadata.yml: submission_10.",
    ),
    "Gradescope without its list": (
        {f"submission_7/{NAME}": GOOD},
        {"submission_7": "None"},
        "There is no submission_metadata.yml: nobody knows",
    ),
    "GitHub Classroom's table beside the clones": (
        {
            "grades-1.csv": (
                TABLE
                + row("smith-ann", "HW-2-Smith-Ann")
                + row("smith-bob", "hw-2-smith-bob")
                + row("never", "hw-2-never", time="")
            ).encode(),
            f"hw-2-submissions/hw-2-smith-ann/{NAME}": GOOD,
            f"hw-2-submissions/hw-2-smith-bob/{NAME}": GOOD,
            "hw-2-submissions/hw-2-smith-bob/.git/HEAD": b"",
        },
        dict.fromkeys(("smith-ann", "smith-bob"), "2026-11-02 21:30:00+00:00"),
        "In the classroom's table without a clone: never.",
    ),
    "GitHub Classroom's table as Excel saves it, a line cut short": (
        {
            "g.csv": (
                "github_username;student_repository_name;submission_timestamp;"
                "roster_identifier\r\nann;hw-ann;2026-11-02 22:30:00 +0100;Zo\u00eb\r\n"
                "bob;hw-bob;2.11.2026 22:30;\r\n;hw-gone\r\n"
            ).encode("cp1252"),
            "hw-ann/.git/HEAD": b"",
            f"hw-ann/{NAME}": GOOD,
            "hw-bob/.git/HEAD": b"",
            f"hw-bob/{NAME}": GOOD,
        },
        {"ann": "2026-11-02 22:30:00+01:00", "bob": "None"},
        "table without a clone: hw-gone. Times in the classroom's table that can't be "
        "read, so nobody knows whether these are late: bob (2.11.2026 22:30).",
    ),
    "times of Gradescope's that there are not": (
        {
            "submission_metadata.yml": RUBY_TIME.replace("2026-11-03", "0000-13-45")
            .replace("submission_8", "submission_6")
            .encode(),
            f"submission_7/{NAME}": GOOD,
        },
        {"Ann One_ann@example.org": "None"},
        "No time can be read from 1 ",
    ),
    "GitHub Classroom's clones without a table": (
        {f"hw-2-submissions/hw-2-smith-{who}/{NAME}": GOOD for who in ("ann", "bob")},
        {"smith-ann": "None", "smith-bob": "None"},
        "",
    ),
    "a team of GitHub Classroom's": (
        {
            "g.csv": (TABLE + row("ann", "hw-t", "s1") + row("bob", "hw-t")).encode(),
            "hw-t/.git/HEAD": b"",
            f"hw-t/{NAME}": GOOD,
        },
        dict.fromkeys(("ann", "bob"), "2026-11-02 21:30:00+00:00"),
        "",
    ),
    "lists and copies in a plain folder": (
        {
            "ann.ipynb": GOOD,
            "ann (1).ipynb": GOOD,
            "Copy of ann.ipynb": GOOD,
            "roster.csv": b"ann",
            "README.md": b"",
            "index.html": b"",
        },
        dict.fromkeys(("Copy of ann", "ann", "ann (1)"), "None"),
        "taken for students' here: ann (1) beside ann, Copy of ann beside ann.",
    ),
}


@pytest.mark.parametrize("name", list(CASES))
def test_what_is_taken_for_what(tmp_path, name):
    files, students, says = CASES[name]
    found = take(lay(tmp_path / "in", files), tmp_path / "stage")
    assert {one.name: str(one.submitted) for one in found.students} == students
    assert says in " ".join(found.notes)
    if not says:
        assert not found.notes


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_in_a_circle_stops_nobody(tmp_path):
    folder = lay(tmp_path / "in", {"ann.ipynb": GOOD})
    (folder / "loop").symlink_to(folder / "loop")
    found = take(folder, tmp_path / "stage")
    assert "ann" in {one.name for one in found.students}


def test_a_plain_folder_of_lists_alone_is_no_class(tmp_path):
    folder = lay(tmp_path / "in", {"README.md": b"", "roster.csv": b""})
    with pytest.raises(ValueError, match="there are no submissions"):
        take(folder, tmp_path / "stage")


def test_no_two_students_share_a_file_where_capital_letters_do_not_count(tmp_path):
    names = [
        "ANN",
        "Ann",
        "ann",
        "ann_",
        "Jos\u00e9",
        "Jose\u0301",
        "STRASSE",
        "stra\u00dfe",
    ]
    folder = lay(tmp_path / "in", {f"{name}.ipynb": GOOD for name in names})
    found = take(folder, tmp_path / "stage", "plain")
    assert len(found.students) == len(names)
    files = {file_name(one.name, ".json").casefold() for one in found.students}
    assert len(files) == len(names)
    assert "Ann is called Ann_ here: another has that name." in found.notes
    by_file = {one.path.stem: one for one in found.students}
    assert by_file["Ann"].person == "Ann"  # so that a rule for "Ann" still fits it


def test_names_of_files_that_windows_takes():
    names = ["a:b", "a/b", "a?b", "a_b", "CON", "con.1", "lpt1", "Ann One_7001"]
    files = [file_name(name, ".json") for name in names]
    assert len(set(files)) == len(names)
    assert not any(set(name) & set('<>:"/\\|?*') for name in files)
    assert not any(name.partition(".")[0].lower() in ("con", "lpt1") for name in files)
    assert files[-1] == "Ann One_7001.json"
