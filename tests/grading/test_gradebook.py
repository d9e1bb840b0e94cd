"""What comes back to Canvas and Moodle: one column, and nothing else changes."""

import io
import zipfile
from pathlib import Path

import nbformat
import pytest

from cnnbook.grading.batch.lms.feedback_zip import feedback_zip
from cnnbook.grading.batch.lms.gradebook import Gradebook
from cnnbook.grading.batch.lms.pieces import HandedIn
from cnnbook.grading.batch.lms.spreadsheet import Spreadsheet

CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Homework 2 (9001),Quiz (9002),"
    "Final Score\n"
    "    Points Possible,,,,,7.00,10.00,(read only)\n"
    '"One, Ann",1001,u1,ann1,"Sec, A",,3.00,\n'
    '"Two, ""Bob""",1002,u2,bob2,A,2.00,4.00,\n'
    '"Gone, Gil",1009,u9,gil9,A,1.00,,\n'
    '"Student, Test",1999,,,A,,,\n'
)
MOODLE = (
    "Identifier,Full name,Email address,Status,Grade,Maximum Grade,"
    "Grade can be changed,Last modified (submission),Feedback comments\r\n"
    "Participant 7001,Ann One,ann@x.org,Submitted for grading,,7.00,Yes,-,\r\n"
    "Participant 7002,Bob Two,bob@x.org,"
    "Submitted for grading - 1 day 3 hours late,5.00,7.00,Yes,-,ok\r\n"
    "Participant 7003,Cem Three,cem@x.org,No submission,,7.00,Yes,-,\r\n"
    "Participant 7004,Dea Four,dea@x.org,Submitted for grading,1.00,7.00,No,-,\r\n"
)


def student(identifier, name="", person=""):
    name = name or f"x_{identifier}"
    return HandedIn(name, Path("x"), id=identifier, person=person, named=name)


@pytest.fixture
def gradebook(tmp_path):
    """Return a function that reads bytes as a gradebook."""

    def read(content, column=""):
        path = tmp_path / "book.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return Gradebook(path, column)

    return read


def test_canvas_one_column_changes_and_nothing_else(gradebook):
    book = gradebook(CANVAS, "Homework 2")
    points = [(student("1001"), 7.0), (student("1002"), 5.25), (student("1234"), 3.0)]
    filled = book.fill(points, "canvas", 7)
    expected = CANVAS.replace('"Sec, A",,3', '"Sec, A",7,3').replace("A,2.00", "A,5.25")
    assert book.sheet.content().decode() == expected
    assert filled.matched == 2
    assert filled.without_row == ("x_1234",)
    assert filled.without_submission == ("Gone, Gil", "Student, Test")
    assert filled.words == ()


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "cp1252"])
def test_canvas_in_any_encoding_of_excels(gradebook, encoding):
    text = CANVAS.replace("One, Ann", "One, Änn")
    book = gradebook(text.encode(encoding), "9001")
    assert book.fill([(student("1001"), 7.0)], "canvas", 7).matched == 1
    expected = text.replace('"Sec, A",,3', '"Sec, A",7,3')
    assert book.sheet.content() == expected.encode(encoding)


@pytest.mark.parametrize("column", ["Homework 2 (9001)", "homework 2", "9001"])
def test_canvas_column_by_header_name_or_number(gradebook, column):
    assert gradebook(CANVAS, column).place == 5


def test_a_column_that_is_not_clear_or_not_there_is_named(gradebook):
    says = r"say with --column which .* to fill: Homework 2 \(9001\), Quiz \(9002\)"
    with pytest.raises(ValueError, match=says):
        gradebook(CANVAS)
    with pytest.raises(ValueError, match="no column 'Homework 3'; it has Student, ID"):
        gradebook(CANVAS, "Homework 3")
    assert gradebook(CANVAS.replace("Quiz (9002)", "Quiz")).place == 5


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "utf-16-le"]
)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_what_is_not_touched_stays_byte_for_byte(encoding, newline, delimiter):
    if encoding == "utf-16-le":
        text = "\ufeff" + "Név;1".replace(";", delimiter)
        text = text.replace("é", "ő")
    else:
        text = '"Zoë" ,""|x\n\na"b|\n |'.replace("|", delimiter)
        text = text.replace("\n", newline)
    content = text.encode(encoding)
    assert Spreadsheet(content).content() == content


def test_quotes_around_a_cell_stay(gradebook):
    book = gradebook(MOODLE.replace(",5.00,", ',"5.00",').replace(",7.00,", ',"7.00",'))
    book.fill([(student("7002"), 6.5)], "moodle", 7)
    assert ',"6.5","7.00",' in book.sheet.content().decode()


def test_moodle_by_participant(gradebook):
    book = gradebook(MOODLE)
    points = [(student(f"700{n}"), float(n)) for n in (1, 2, 4)]
    filled = book.fill(points, "moodle", 7)
    rows = [
        line.split(",")[4] for line in book.sheet.content().decode().split("\r\n")[:5]
    ]
    assert rows == ["Grade", "1", "2", "", "1.00"]
    assert filled.without_submission == ("Cem Three",)
    assert filled.words == ("x_7004: the gradebook says that it is locked.",)


def test_moodle_says_how_late(gradebook):
    (found,) = gradebook(MOODLE).lateness().items()
    assert found[0] == "7002"
    assert found[1].total_seconds() == 27 * 3600
    years = MOODLE.replace("1 day 3 hours late", "1 year 2 days late")
    assert gradebook(years).lateness()["7002"].days == 367


@pytest.mark.parametrize("most", ["Höchste Bewertung", "Bestwertung"])
def test_moodle_in_german_with_decimal_commas(gradebook, most):
    text = (
        "\ufeffID;Vollständiger Name;E-Mail-Adresse;Status;Bewertung;"
        f"{most}\n"
        "Teilnehmer/in7001;Änne Eins;a@x;Zur Bewertung abgegeben;;7,00\n"
    )
    book = gradebook(text)
    filled = book.fill([(student("7001"), 5.5)], "moodle", 7)
    assert book.sheet.content().decode().endswith("abgegeben;5,5;7,00\n")
    assert filled.words == ()


def test_moodle_that_says_late_in_another_language_is_named(gradebook):
    assert gradebook(MOODLE).unread() == []
    german = (
        "ID,Vollständiger Name,E-Mail-Adresse,Status,Bewertung\n"
        "Teilnehmer/in7001,Änne Eins,a@x,Zur Bewertung abgegeben,\n"
        "Teilnehmer/in7002,Bea Zwei,b@x,Zur Bewertung abgegeben - 2 Tage verspätet,\n"
    )
    (said,) = gradebook(german).unread()
    assert "late (1): Bea Zwei (Zur Bewertung abgegeben - 2 Tage verspätet)." in said
    assert said.endswith("Export it again with Moodle set to English.")


def test_a_line_that_a_program_has_cut_short_is_filled(gradebook):
    book = gradebook(
        MOODLE.replace(",7.00,Yes,-,\r\nParticipant 7002", "\r\nParticipant 7002")
    )
    assert book.fill([(student("7001"), 5.5)], "moodle", 7).matched == 1
    assert b"grading,5.5\r\n" in book.sheet.content()
    with pytest.raises(ValueError, match="is not whole"):
        gradebook(MOODLE.encode("utf-16")[:-1])


def test_a_decimal_comma_between_commas_is_put_in_quotes(gradebook):
    text = 'Identifiant,Nom complet,Note,Note maximale\nParticipant 7001,Änne,,"7,00"\n'
    book = gradebook(text)
    book.fill([(student("7001"), 5.5)], "moodle", 7)
    assert book.sheet.content().decode() == text.replace(",,", ',"5,5",')


@pytest.mark.parametrize("column", ["Student", "ID", "SIS Login ID", "Final Score"])
def test_a_column_that_takes_no_points_is_refused(gradebook, column):
    with pytest.raises(ValueError, match=f"the column '{column}' takes no points"):
        gradebook(CANVAS, column)
    with pytest.raises(ValueError, match="'Full name' takes no points"):
        gradebook(MOODLE, "Full name")


def test_two_columns_of_one_name_are_told_apart_by_number(gradebook):
    twice = CANVAS.replace("Quiz (9002)", "Homework 2 (9002)")
    with pytest.raises(ValueError, match=r"2 columns 'Homework 2'; say --column and"):
        gradebook(twice, "Homework 2")
    assert gradebook(twice, "9002").column == "Homework 2 (9002)"


def test_who_is_excused_stays_so_and_a_line_is_filled_once(gradebook):
    book = gradebook(CANVAS.replace(",A,2.00,", ",A,EX,"), "Homework 2")
    points = [(student("1001"), 7.0), (student("1001"), 1.0), (student("1002"), 5.0)]
    filled = book.fill(points, "canvas", 7)
    content = book.sheet.content().decode()
    assert ",A,EX,4.00" in content
    assert '"Sec, A",7,3' in content
    assert filled.without_row == ("x_1001 (its line is another's)",)
    assert filled.words == ("x_1002: the gradebook says that it is excused.",)


def test_moodles_grader_report_by_id_or_whole_name(gradebook):
    text = (
        'First name,Surname,ID number,Email address,"Assignment: Homework 2 (Real)",'
        '"Course total (Real)"\nAnn,One,s1,ann@x,-,3\nBob,Two,s2,bob@x,-,3\n'
        "Bob,Two,s3,bob2@x,-,3\n"
    )
    book = gradebook(text)
    points = [
        (student("7001", person="Ann One"), 7.0),
        (student("7002", person="Bob Two"), 1.0),
        (student("s3", person="Bob Two"), 2.0),
    ]
    filled = book.fill(points, "moodle", 7)
    lines = book.sheet.content().decode().splitlines()
    assert lines[1:] == [
        "Ann,One,s1,ann@x,7,3",
        "Bob,Two,s2,bob@x,-,3",
        "Bob,Two,s3,bob2@x,2,3",
    ]
    assert filled.without_row == ("x_7002 (several lines)",)


def test_a_plain_folder_fills_canvas_by_login(gradebook):
    book = gradebook(CANVAS, "9001")
    filled = book.fill(
        [(student("", "ann1"), 7.0), (student("", "u2"), 1.0)], "plain", 7
    )
    assert filled.matched == 2
    assert filled.without_row == ()


def test_canvas_numbers_are_not_taken_for_other_ids(gradebook):
    text = CANVAS.replace(",u9,", ",1001,")  # somebody's SIS id is another's number
    book = gradebook(text, "9001")
    filled = book.fill([(student("1001"), 7.0)], "canvas", 7)
    assert filled.without_row == ()
    assert '"Gone, Gil",1009,1001,gil9,A,1.00' in book.sheet.content().decode()


def test_other_points_in_the_gradebook_are_said(gradebook):
    filled = gradebook(CANVAS, "9002").fill([], "canvas", 7)
    assert filled.words[0].startswith(
        "The gradebook gives 10 points for Quiz (9002), the"
    )
    filled = gradebook(MOODLE.replace("7.00,Yes", "100.00,Yes")).fill([], "moodle", 7)
    assert "say total = 100 for the assignment in course.toml" in filled.words[0]


def test_what_has_no_result_leaves_its_cell(gradebook):
    book = gradebook(CANVAS, "9001")
    filled = book.fill([(student("1002"), None)], "canvas", 7)
    assert book.sheet.content().decode() == CANVAS
    assert filled.words == ("x_1002 has no result, and the cell stays.",)


@pytest.mark.parametrize(
    ("content", "but"),
    [
        (b"", "none"),
        (b"a,b\n1,2\n", "a, b"),
        (b"PK\x03\x04\x00\xff", "it is an Excel workbook; save it as CSV"),
        (b"submission,conv2d,total\n", "submission"),
    ],
)
def test_what_is_no_gradebook_is_named(gradebook, content, but):
    with pytest.raises(
        ValueError, match=rf"book\.csv is no gradebook of Canvas or Moodle.*{but}"
    ):
        gradebook(content)


def entries(system, named, page):
    """Return names and contents of a zip of feedback on one student."""
    content = feedback_zip(system, [student("1", named)], [page])
    assert content == feedback_zip(system, [student("1", named)], [page])
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "x.html"
    path.write_text(
        "<html><style>p {}</style><main>\n<h1>Ann</h1>\n\n<p>Größe: 2</p>\n\n"
        "<pre>a\n\nb</pre>\n</main></html>",
        encoding="utf-8",
    )
    return path


def test_moodle_gets_a_page_in_the_students_folder(page):
    named = "Ann One_7001_assignsubmission_file_"
    assert entries("moodle", named, page) == {
        f"{named}/feedback.html": page.read_bytes()
    }


def test_canvas_gets_the_file_back_by_its_own_name(page):
    named = "annone_LATE_1001_55501_02-by.hand-1.ipynb"
    ((name, content),) = entries("canvas", named, page).items()
    assert name == named
    notebook = nbformat.reads(content.decode(), as_version=4)
    nbformat.validate(notebook)
    (cell,) = notebook.cells
    assert cell.source == "<h1>Ann</h1>\n<p>Größe: 2</p>\n<pre>a\n\nb</pre>"
    ((name, content),) = entries("canvas", "annone_1_222_hw.zip", page).items()
    assert name == "annone_1_222_hw.zip"
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        assert opened.read("feedback.html") == page.read_bytes()
    assert list(entries("canvas", "annone_1_222_x.pdf", page)) == [
        "annone_1_222_x.html"
    ]
