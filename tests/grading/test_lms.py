"""What each system hands over, and what is taken from it for what."""

import os
import sys

import pytest

from cnnbook.cli.command import LMS
from cnnbook.grading.batch.lms.describe import describe
from cnnbook.grading.batch.lms.intake import take
from cnnbook.grading.batch.lms.systems import SYSTEMS
from cnnbook.grading.batch.submissions import read_submission

from .downloads import BAD, GOOD, NAME, blackboard, lay, packed

ANN, BOB = "Ann One_7001", "Bob Two_7002"
MOODLE = {
    f"{ANN}_assignsubmission_file_/{NAME}": GOOD,
    f"{BOB}_assignsubmission_file_/{NAME}": GOOD,
}
CANVAS = {f"annone_1001_55501_{NAME}": GOOD, f"bobtwo_LATE_1002_55502_{NAME}": GOOD}
METADATA = """\
---
submission_9:
  :submitters:
  - :name: José Ü
    :sid: '0012'
    :email: j@example.org
  :created_at: 2026-04-26 17:34:00.861687000 Z
  :score: 2.0
submission_10:
  :submitters:
  - :name: Ann One
    :sid: '3'
  - :name: Bob Two
    :sid: '4'
  :created_at: 2026-04-27 00:10:00.000000000 Z
"""


@pytest.fixture
def intake(tmp_path):
    """Return a function that lays files out and takes them apart."""

    def run(files, system="", name="subs"):
        return take(lay(tmp_path / name, files), tmp_path / "stage", system)

    return run


def handed(intake_):
    """Return the number of notebooks that can be read, by student."""
    return {
        one.name: len(read_submission(one.name, one.path).notebooks)
        for one in intake_.students
    }


def student(intake_, name):
    return next(one for one in intake_.students if one.name == name)


def test_the_command_knows_the_systems():
    assert set(LMS) == set(SYSTEMS)


def test_blackboards_receipts_are_no_students(intake):
    files = {}
    for user in ("ann1", "bob_2", "cem3"):
        files |= blackboard(user, "2025-03-04-18-22-07", {NAME: GOOD})
    found = intake(files)
    assert found.system == "blackboard"
    assert handed(found) == {"ann1": 1, "bob_2": 1, "cem3": 1}
    assert [kind for kind, _ in found.apart] == ["receipt"] * 3
    assert found.notes == []
    assert str(student(found, "ann1").submitted) == "2025-03-04 18:22:07"


def test_who_has_nothing_but_a_receipt_is_named(intake):
    files = blackboard("ann", "2025-03-04-18-22-07", {NAME: GOOD})
    files |= blackboard("bob_2", "2025-03-04-18-22-07", {})
    found = intake(files)
    assert handed(found) == {"ann": 1}
    assert found.notes == ["bob_2 handed in a receipt alone: look at it yourself."]


def test_the_last_attempt_counts(intake):
    files = blackboard("ann", "2025-03-04-18-22-07", {NAME: GOOD})
    files |= blackboard("ann", "2025-03-05-08-00-00", {NAME: BAD})
    ann = student(intake(files), "ann")
    assert (ann.attempt, ann.attempts) == (2, 2)
    assert ann.submitted.day == 5
    (notebook,) = read_submission("ann", ann.path).notebooks
    assert "conv2d" not in notebook.code


def test_the_last_attempt_with_a_notebook_counts(intake):
    files = blackboard("ann", "2025-03-04-18-22-07", {NAME: GOOD})
    files |= blackboard("ann", "2025-03-05-08-00-00", {"a.pdf": b"%PDF"})
    ann = student(intake(files), "ann")
    assert (ann.attempt, ann.attempts) == (1, 2)
    assert "Attempt 1 of 2 counts, the last with a notebook." in ann.notes


def test_a_task_with_underscores_needs_no_receipt(intake):
    head = "Week_2_Exercise_{}_attempt_2025-03-04-18-22-07_" + NAME
    found = intake({head.format(user): GOOD for user in ("ann", "bob_x")})
    assert handed(found) == {"ann": 1, "bob_x": 1}


def test_files_of_one_attempt_stay_together(intake):
    both = {NAME: GOOD, "04-padding.ipynb": GOOD[:-1] + b" }", "data.csv": b"1,2"}
    found = intake(blackboard("ann", "2025-03-04-18-22-07", both))
    ann = student(found, "ann")
    assert sorted(path.name for path in ann.path.iterdir()) == sorted(both)


def test_moodles_folders_and_text(intake):
    zipped = packed({f"hw/{NAME}": GOOD})
    files = {
        f"{ANN}_assignsubmission_file_/{NAME}": GOOD,
        f"{BOB}_assignsubmission_file_/hw.zip": zipped,
        f"{BOB}_assignsubmission_onlinetext_/onlinetext.html": b"<p>see the zip</p>",
    }
    found = intake(files)
    assert found.system == "moodle"
    assert handed(found) == {ANN: 1, BOB: 1}
    assert student(found, BOB).id == "7002"
    assert student(found, BOB).notes == ("hw.zip was opened.",)
    assert found.apart == [("text entry", f"{BOB}: {BOB}_assignsubmission_onlinetext_")]


def test_moodle_without_folders_and_without_the_last_underscore(intake):
    flat = {path.replace("/", ""): content for path, content in MOODLE.items()}
    assert handed(intake(flat)) == {ANN: 1, BOB: 1}
    newer = {path.replace("_/", "/"): content for path, content in MOODLE.items()}
    assert handed(intake(newer, name="newer")) == {ANN: 1, BOB: 1}


def test_who_typed_a_text_alone_is_named(intake):
    files = {**MOODLE, "Cem T_7003_assignsubmission_onlinetext_/onlinetext.html": b"x"}
    found = intake(files)
    assert len(found.students) == 2
    assert any(
        "Cem T_7003 handed in a text entry alone" in note for note in found.notes
    )


def test_moodles_groups_and_blind_marking(intake):
    found = intake(
        {
            f"Group A-Ann One_7001_assignsubmission_file_/{NAME}": GOOD,
            f"Participant_7002_assignsubmission_file_/{NAME}": GOOD,
        }
    )
    assert [one.id for one in found.students] == ["7001", "7002"]


def test_two_students_of_one_name_stay_two(intake):
    files = {f"Ann One_{n}_assignsubmission_file_/{NAME}": GOOD for n in (1, 22)}
    assert handed(intake(files)) == {"Ann One_1": 1, "Ann One_22": 1}


def test_canvas_groups_files_and_marks_late(intake):
    files = {
        "annone_1001_55501_02-convolution-by-hand-1.ipynb": GOOD,
        "annone_1001_55502_04-padding.ipynb": BAD,
        "bobtwo_LATE_1002_55501_02-convolution-by-hand-1.ipynb": GOOD,
        "bobtwo_LATE_1002_55502_04-padding.ipynb": BAD,
        "cemthree_1003_text.html": b"<p>I could not</p>",
        "deafour_LATE_1004_link.html": b"<a>",
    }
    found = intake(files)
    assert found.system == "canvas"
    assert handed(found) == {"annone_1001": 2, "bobtwo_1002": 2}
    assert [one.late for one in found.students] == [False, True]
    assert {kind for kind, _ in found.apart} == {"text entry"}


def test_canvas_without_names(intake):
    files = {f"anon_ab1Cd_501_{NAME}": GOOD, f"LATE_anon_xy2Zz_502_{NAME}": GOOD}
    found = intake(files)
    assert [(one.id, one.late) for one in found.students] == [
        ("ab1Cd", False),
        ("xy2Zz", True),
    ]


def test_canvas_names_in_any_script_and_with_digits(intake):
    files = {f"山田太郎_1001_501_{NAME}": GOOD, f"o_neil_2nd_1002_502_{NAME}": GOOD}
    assert set(handed(intake(files))) == {"山田太郎_1001", "o_neil_2nd_1002"}


def test_a_file_handed_in_again_replaces_the_older(intake):
    files = {
        "annone_1001_501_hw.ipynb": BAD,
        "annone_1001_502_hw-1.ipynb": BAD,
        "annone_1001_503_hw-2.ipynb": GOOD,
        "bobtwo_1002_504_hw-1.ipynb": BAD,
        "bobtwo_1002_505_hw-2.ipynb": GOOD,
    }
    found = intake(files)
    assert handed(found) == {"annone_1001": 1, "bobtwo_1002": 2}
    (newest,) = read_submission("", student(found, "annone_1001").path).notebooks
    assert "conv2d" in newest.code


@pytest.mark.parametrize(
    "name",
    [
        "{}_2025_11_02.ipynb",  # a date
        "hw_2_1_{}.ipynb",
        "{} - homework 2.ipynb",
        "submission {}.ipynb",
    ],
)
def test_plain_names_are_not_taken_for_a_systems(intake, name):
    found = intake({name.format(who): GOOD for who in ("ann", "bob")})
    assert found.system == "plain"
    assert len(found.students) == 2


def test_d2l_takes_the_newest_folder(intake):
    files = {
        "index.html": b"<html>",
        f"397063-2557369 - Mary-Ann Smith - Sep 24, 2026 926 PM/{NAME}": BAD,
        f"397063-2557369 - Mary-Ann Smith - Sep 25, 2026 1205 AM/{NAME}": GOOD,
        f"397064-2557369 - Zoë Ng - Sep 24, 2026 1130 PM/{NAME}": GOOD,
    }
    found = intake(files)
    assert found.system == "d2l"
    mary = student(found, "Mary-Ann Smith_397063-2557369")
    assert str(mary.submitted) == "2026-09-25 00:05:00"
    assert (mary.attempt, mary.attempts) == (2, 2)
    assert found.apart == [("not of a student", "index.html")]
    assert len(found.students) == 2


def test_d2l_without_folders(intake):
    files = {f"1-22 - Ann O - Nov 2, 2026 1130 PM - {NAME}": GOOD}
    assert handed(intake(files)) == {"Ann O_1-22": 1}


def test_gradescope_knows_whose_a_folder_is(intake):
    files = {
        "assignment_1_export/submission_metadata.yml": METADATA.encode(),
        f"assignment_1_export/submission_9/{NAME}": GOOD,
        f"assignment_1_export/submission_10/{NAME}": GOOD,
    }
    found = intake(files)
    assert found.system == "gradescope"
    assert handed(found) == {"Ann One_3": 1, "Bob Two_4": 1, "José Ü_0012": 1}
    assert (
        student(found, "José Ü_0012")
        .submitted.isoformat()
        .startswith("2026-04-26T17:34:00")
    )


def test_gradescope_without_its_list(intake):
    files = {f"submission_{n}/{NAME}": GOOD for n in (11, 12)}
    assert set(handed(intake(files))) == {"submission_11", "submission_12"}


def test_gradescopes_list_that_is_broken_is_named(intake):
    files = {"submission_metadata.yml": b"a: [", f"submission_1/{NAME}": GOOD}
    with pytest.raises(ValueError, match=r"submission_metadata\.yml can't be read"):
        intake(files)


def test_github_classroom(intake):
    files = {}
    for user in ("ann", "bob-x"):
        files[f"hw2-{user}/.git/HEAD"] = b"ref: refs/heads/main"
        files[f"hw2-{user}/{NAME}"] = GOOD
        files[f"hw2-{user}/venv/pyvenv.cfg"] = b""
        files[f"hw2-{user}/venv/lib/x.ipynb"] = BAD
    found = intake(files, name="hw2-submissions")
    assert found.system == "github"
    assert handed(found) == {"ann": 1, "bob-x": 1}
    assert "Passed over: venv." in student(found, "ann").notes


def test_github_classrooms_list_says_who_and_when(intake):
    table = (
        "assignment_name,github_username,roster_identifier,student_repository_name,"
        "submission_timestamp\nhw2,ann,s1,hw2-ann,2026-11-02 21:30:00 UTC\n"
    )
    files = {
        "grades.csv": table.encode(),
        "hw2-ann/.git/HEAD": b"",
        f"hw2-ann/{NAME}": GOOD,
    }
    (ann,) = intake(files).students
    assert (ann.name, ann.id) == ("ann", "s1")
    assert ann.submitted.isoformat() == "2026-11-02T21:30:00+00:00"


def test_a_folder_around_the_class_is_unwrapped(intake):
    found = intake({f"submissions/{who}.ipynb": GOOD for who in ("ann", "bob", "cem")})
    assert handed(found) == {"ann": 1, "bob": 1, "cem": 1}
    assert found.notes == ["Unwrapped: submissions."]


@pytest.mark.parametrize(
    "files",
    [
        {f"hw2 class/{who}.ipynb": GOOD for who in ("ann", "bob")},
        {f"a/b/c/{who}.ipynb": GOOD for who in ("ann", "bob")},
        {f"all/{who}/{NAME}": GOOD for who in ("ann", "bob")},
        {f"subs/{who}/{NAME}": GOOD for who in ("ann", "bob")},
        {"class.zip": packed({"ann.ipynb": GOOD, "bob.ipynb": GOOD})},
        {"__MACOSX/x": b"", "x/ann.ipynb": GOOD, "x/bob.ipynb": GOOD, ".DS_Store": b""},
    ],
)
def test_any_wrapper_is_unwrapped(intake, files):
    assert handed(intake(files)) == {"ann": 1, "bob": 1}


@pytest.mark.parametrize(
    "files",
    [
        {f"ann/{NAME}": GOOD},
        {f"ann/{NAME}": GOOD, "ann/04-padding.ipynb": BAD},
        {f"ann/week1/{NAME}": GOOD, "ann/week2/x.ipynb": BAD},
        {f"ann/02/{NAME}": GOOD, "ann/04/x.ipynb": BAD},
    ],
)
def test_a_students_folder_alone_stays_one(intake, files):
    assert list(handed(intake(files))) == ["ann"]


def test_moodle_in_a_wrapper_in_a_zip(tmp_path):
    path = tmp_path / "hw2.zip"
    path.write_bytes(packed({f"hw2/{name}": data for name, data in MOODLE.items()}))
    found = take(path, tmp_path / "stage")
    assert found.system == "moodle"
    assert handed(found) == {ANN: 1, BOB: 1}


def test_one_student_of_moodle_alone_is_not_unwrapped(intake):
    found = intake({f"{ANN}_assignsubmission_file_/{NAME}": GOOD})
    assert list(handed(found)) == [ANN]


def test_the_guess_can_be_overruled(intake):
    assert set(handed(intake(CANVAS, "plain"))) == {
        name.removesuffix(".ipynb") for name in CANVAS
    }
    with pytest.raises(ValueError, match=r"nothing in .* is named as Moodle names it"):
        intake(CANVAS, "moodle")
    wrapped = {f"submissions/{who}.ipynb": GOOD for who in ("ann", "bob")}
    assert list(handed(intake(wrapped, "plain", "plain"))) == ["submissions"]


def test_what_a_system_did_not_name_is_not_lost(intake):
    found = intake({**CANVAS, "by mail - cem.ipynb": GOOD, "notes.txt": b"late ones"})
    assert "by mail - cem" in handed(found)
    assert ("not of a student", "notes.txt") in found.apart
    assert any("by mail - cem" in note for note in found.notes)


def test_environments_and_caches_are_passed_over(intake):
    files = {f"hw2-bob/{NAME}": GOOD, f"hw2-ann/{NAME}": GOOD}
    for number in range(200):
        files[f"hw2-ann/venv/lib/python3.11/site-packages/m{number}.py"] = b""
    files["hw2-ann/venv/pyvenv.cfg"] = b""
    files["hw2-ann/node_modules/a/x.ipynb"] = BAD
    files["hw2-ann/my env/conda-meta/history"] = b""
    files["hw2-ann/my env/share/y.ipynb"] = BAD
    files["hw2-ann/.ipynb_checkpoints/02-checkpoint.ipynb"] = BAD
    files["hw2-ann/env/notes.ipynb"] = BAD  # no environment: a folder of that name
    found = intake(files)
    assert handed(found) == {"hw2-ann": 2, "hw2-bob": 1}
    (note,) = student(found, "hw2-ann").notes
    assert note == "Passed over: my env, node_modules, venv."


def test_copies_and_checkpoints_are_passed_over(intake):
    files = {
        f"ann/{NAME}": GOOD,
        "ann/02-convolution-by-hand-Copy1.ipynb": GOOD,
        "ann/02-convolution-by-hand (1).ipynb": GOOD,
        "ann/02-convolution-by-hand-checkpoint.ipynb": BAD + b" ",
        "ann/02-mine-Copy2.ipynb": BAD,  # another text: it may be the work
        f"bob/{NAME}": GOOD,
    }
    assert handed(intake(files)) == {"ann": 2, "bob": 1}


def test_students_zips_are_opened_in_a_plain_folder_too(intake):
    files = {
        "ann.zip": packed({f"ann/{NAME}": GOOD}),
        "bob/hw.ZIP": packed({"src\\" + NAME: GOOD, "__MACOSX/._x.ipynb": b"x"}),
        "cem.ipynb": GOOD,
        "dea/in.zip": packed({"inner.zip": packed({NAME: GOOD})}),
    }
    assert handed(intake(files)) == {"ann": 1, "bob": 1, "cem": 1, "dea": 1}


@pytest.mark.parametrize("name", ["hw.rar", "hw.7z", "hw.tar.gz"])
def test_archives_of_other_kinds_are_named(intake, name):
    found = intake({f"ann/{name}": b"Rar!", f"bob/{NAME}": GOOD})
    (problem,) = student(found, "ann").problems
    assert problem.startswith(f"{name}: such an archive is not opened here")


def test_what_was_there_instead_of_a_notebook_is_named(intake):
    found = intake({"ann/essay.docx": b"PK", "ann/a.py": b"", f"bob/{NAME}": GOOD})
    assert student(found, "ann").problems == ("what is there: a.py, essay.docx",)


def test_names_of_files_that_only_one_system_has_are_kept(intake):
    bad = os.fsdecode(b"caf\xe9") if sys.platform == "linux" else "café"
    names = ["山田　太郎", "Jose\u0301", "José\u00a0Garc\u00eda", "=cmd", bad]
    found = intake({f"{name}.ipynb": GOOD for name in names})
    assert len(found.students) == len(names)
    assert {"山田　太郎", "José\u00a0García"} <= {one.name for one in found.students}


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_links_are_not_followed(tmp_path):
    secret = tmp_path / "secret.ipynb"
    secret.write_bytes(GOOD)
    folder = lay(tmp_path / "subs", {f"{ANN}_assignsubmission_file_/a.txt": b""})
    (folder / f"{ANN}_assignsubmission_file_" / NAME).symlink_to(secret)
    (folder / f"{BOB}_assignsubmission_file_").symlink_to(tmp_path)
    found = take(folder, tmp_path / "stage")
    assert handed(found) == {ANN: 0, BOB: 0}
    for name, problem in ((ANN, f"{NAME}: "), (BOB, "")):
        submission = read_submission(name, student(found, name).path)
        assert submission.problems == (f"{problem}it is a symbolic link",)


def test_what_was_taken_for_what_is_said(intake):
    files = {**MOODLE, f"{BOB}_assignsubmission_onlinetext_/onlinetext.html": b"x"}
    first, second, third = describe(intake(files))
    assert first.startswith("Taken for a download from Moodle: entries named like")
    assert "--lms NAME" in first
    assert second == "2 students."
    assert third.startswith("Put aside, not graded (1, text entry): Bob Two_7002")


def test_sections_downloaded_one_by_one_are_one_class(intake):
    files = {f"section 1/annone_1001_501_{NAME}": GOOD}
    files[f"section 2/bobtwo_1002_502_{NAME}"] = GOOD
    found = intake(files)
    assert (found.system, set(handed(found))) == (
        "canvas",
        {"annone_1001", "bobtwo_1002"},
    )


def test_a_note_beside_the_wrapper_does_not_merge_the_class(intake):
    files = {f"class/{who}.ipynb": GOOD for who in ("ann", "bob")}
    found = intake({**files, "README.txt": b"from the assistant"})
    assert handed(found) == {"ann": 1, "bob": 1}
    assert "Beside it, not of a student: README.txt." in found.notes


@pytest.mark.parametrize(
    ("when", "iso"),
    [
        ("Nov 2, 2026 1130 PM", "2026-11-02T23:30:00"),
        ("Nov 2, 2026 1205 AM", "2026-11-02T00:05:00"),
        ("2 November, 2026 2330", "2026-11-02T23:30:00"),
        ("2 Nov 2026 905", "2026-11-02T09:05:00"),
        ("Nov 2, 2026 11_30 PM", "2026-11-02T23:30:00"),
    ],
)
def test_d2l_writes_times_in_many_ways(intake, when, iso):
    (ann,) = intake({f"1-22 - Ann-Lea O - {when}/{NAME}": GOOD}).students
    assert (ann.name, ann.submitted.isoformat()) == ("Ann-Lea O_1-22", iso)


def test_d2l_time_in_another_language_costs_only_the_time(intake):
    (ann,) = intake({f"1-22 - Ann O - 2 rugsėjo 2026 2330/{NAME}": GOOD}).students
    assert (ann.name, ann.submitted) == ("Ann O_1-22", None)


def test_the_gradebook_in_the_folder_is_nobodys_work(tmp_path):
    folder = lay(tmp_path / "subs", {"ann.ipynb": GOOD, "b.ipynb": GOOD})
    book = folder / "Grades.csv"
    book.write_text("Student,ID\n")
    found = take(folder, tmp_path / "stage", ignore=[book])
    assert list(handed(found)) == ["ann", "b"]


def test_an_environment_in_a_zip_is_passed_over_before_it_is_counted(intake):
    files = {f"hw/my env/lib/m{n}.py": b"" for n in range(21_000)}
    files |= {"hw/my env/pyvenv.cfg": b"", f"hw/{NAME}": GOOD, "hw/.git/config": b"x"}
    found = intake({"ann/hw.zip": packed(files), "bob.ipynb": GOOD})
    ann = student(found, "ann")
    assert ann.problems == ()
    assert handed(found) == {"ann": 1, "bob": 1}


def test_names_in_zips_that_do_not_say_that_they_are_utf8(tmp_path):
    content = packed({"Jos?.ipynb": GOOD, "bob.ipynb": GOOD})
    for wrong, right in ((b"Jos?.ipynb", "Jo\u00e9.ipynb".encode()),):
        content = content.replace(wrong, right)  # as many bytes, and no flag
    path = tmp_path / "class.zip"
    path.write_bytes(content)
    assert set(handed(take(path, tmp_path / "stage"))) == {"Joé", "bob"}


def test_a_section_taken_for_a_student_is_said(intake):
    files = {"A/ann.ipynb": GOOD, "A/bob.ipynb": BAD, "B/cem.ipynb": GOOD}
    found = intake(files)
    assert list(handed(found)) == ["A", "B"]
    assert found.notes[0].startswith(
        "Taken for one student's, with several notebooks: A (2). If each notebook"
    )
    whole = {f"ann/{NAME}": GOOD, "ann/04-x.ipynb": BAD, f"bob/{NAME}": GOOD}
    assert intake(whole, name="whole").notes == []


def test_clones_whose_git_folder_is_gone(intake):
    files = {f"hw2-{who}/{NAME}": GOOD for who in ("ann", "bob-x")}
    found = intake(files, name="hw2-submissions")
    assert (found.system, set(handed(found))) == ("github", {"ann", "bob-x"})


def test_the_task_of_clones_is_what_their_names_begin_with(intake):
    files = {}
    for user in ("ann", "bob-x"):
        files |= {f"my-hw2-{user}/.git/HEAD": b"", f"my-hw2-{user}/{NAME}": GOOD}
    assert set(handed(intake(files))) == {"ann", "bob-x"}
    one = {"my-hw2-ann/.git/HEAD": b"", f"my-hw2-ann/{NAME}": GOOD}
    assert set(handed(intake(one, name="one"))) == {"my-hw2-ann"}
    two = {"hw1-ann/.git/HEAD": b"", f"hw2-ann/{NAME}": GOOD, "hw2-ann/.git/HEAD": b""}
    assert set(handed(intake(two, name="two"))) == {"hw1-ann", "hw2-ann"}


@pytest.mark.parametrize(
    "name", ["hw.ipynb.txt", "hw.ipynb.json", "hw.IPYNB", "hw.ipynb ", ".ipynb"]
)
@pytest.mark.parametrize(
    "head", ["annone_1001_55501_", f"{ANN}_assignsubmission_file_/"]
)
def test_an_odd_name_of_a_file_is_no_problem(intake, head, name):
    found = intake({f"{head}{name}": GOOD})
    assert list(handed(found).values()) == [1]
    assert found.students[0].problems == ()


@pytest.mark.parametrize("word", ["intento", "Versuch", "tentative", "試行"])
def test_blackboard_in_other_languages(intake, word):
    files = {}
    for user in ("ana", "luis"):
        for name, content in blackboard(
            user, "2025-03-04-18-22-07", {NAME: GOOD}
        ).items():
            files[name.replace("attempt", word)] = content
    found = intake(files)
    assert found.system == "blackboard"
    assert handed(found) == {"ana": 1, "luis": 1}
    assert student(found, "ana").submitted.day == 4


@pytest.mark.parametrize(
    ("early", "late", "month"),
    [
        ("9 févr. 2026 10 30", "10 févr. 2026 09 30", None),
        ("févr. 9, 2026 1030", "févr. 10, 2026 0930", 2),
        ("9 août 2026 1030", "10 août 2026 0930", 8),
        ("9 juin 2026 1030", "1 juil. 2026 0930", 7),
        ("9. März 2026 1030", "10. März 2026 0930", 3),
        ("9 dic 2026 1030", "10 dic 2026 0930", 12),
        ("9 Foo 2026 1030", "10 Foo 2026 0930", None),
    ],
)
def test_d2l_in_other_languages(intake, early, late, month):
    found = intake(
        {f"1-2 - Zoé - {early}/{NAME}": BAD, f"1-2 - Zoé - {late}/{NAME}": GOOD}
    )
    (zoe,) = found.students
    assert (zoe.attempt, zoe.attempts) == (2, 2)
    assert "conv2d" in read_submission("zoe", zoe.path).notebooks[0].code
    assert (zoe.submitted.month if zoe.submitted else None) == month
