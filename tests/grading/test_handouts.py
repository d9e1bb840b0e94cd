"""Everybody has numbers of their own: they are graded by these, and nobody's else."""

import csv
import importlib.metadata
import json
import re
from dataclasses import replace
from html import escape
from pathlib import Path

import pytest

from cnnbook.cli import main
from cnnbook.exercises import find
from cnnbook.exercises.drawing import drawn, with_problems
from cnnbook.grading.batch.grade import grade
from cnnbook.grading.batch.handed_out import (
    check_exercises,
    check_version,
    drawn_otherwise,
    without_roster,
)
from cnnbook.grading.batch.job_builder import JobBuilder
from cnnbook.grading.batch.lms.pieces import HandedIn
from cnnbook.grading.batch.marking import Mark
from cnnbook.grading.batch.own_numbers import borrowed, match
from cnnbook.grading.batch.report.own_problem import in_a_line, right_text
from cnnbook.grading.batch.reports import RunFacts, _class_page, write_reports
from cnnbook.grading.batch.results import Result
from cnnbook.grading.batch.settings import Settings
from cnnbook.grading.batch.submissions import read_submission
from cnnbook.grading.handouts.notebooks import assign, file_of, shared
from cnnbook.grading.handouts.numbers import OwnNumbers, mark_of, number_for
from cnnbook.grading.handouts.pool import of_chapters
from cnnbook.grading.handouts.roster import Student, read_roster
from cnnbook.grading.judging.answer_key import AnswerKey, AnswerKeys
from cnnbook.grading.judging.judge import judge
from cnnbook.grading.runtime.outcome import as_outcome

EXERCISES = ("output-size", "pad-by-hand", "max-pool")
SEED = 11


def class_of(*ids):
    return [Student(identifier) for identifier in ids]


def solved(path, seed, student, exercises=EXERCISES, **instead):
    """Fill a handout with what is right for a student's numbers, or with an answer."""
    document = json.loads(path.read_text("utf-8"))
    for identifier in exercises:
        exercise = drawn(identifier, number_for(seed, student, identifier)).exercise
        answer = instead.get(identifier.replace("-", "_"), exercise.reference)
        shown = repr(answer.tolist() if hasattr(answer, "tolist") else answer)
        for cell in document["cells"]:
            source = "".join(cell["source"])
            blank = f"{exercise.answer} = ..."
            if source.startswith(blank):
                cell["source"] = [source.replace(blank, f"{exercise.answer} = {shown}")]
    path.write_text(json.dumps(document), "utf-8")


def table(out):
    with (out / "grades.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["submission"]: row for row in csv.DictReader(file)}


def write_roster(path, students):
    lines = ["id,name", *(f'"{s.id}","{s.name}"' for s in students)]
    path.write_text("\n".join(lines), "utf-8")
    return path


def test_the_same_command_gives_the_same_numbers(tmp_path):
    students = class_of("ada", "bob", "grün, eva")
    first = assign(students, SEED, EXERCISES, tmp_path / "a")
    again = assign(students[::-1], SEED, EXERCISES, tmp_path / "b")
    assert [p.read_bytes() for p in first] == [p.read_bytes() for p in again[::-1]]
    assert [p.name for p in first] == ["ada.ipynb", "bob.ipynb", "grün, eva.ipynb"]
    assign(students, SEED, EXERCISES, tmp_path / "a")  # over the same: no harm
    numbers = {tuple(re.findall(r"problem=(\d+)", p.read_text("utf-8"))) for p in first}
    assert len(numbers) == 3
    assert all(len(of_one) == 3 for of_one in numbers)


def test_a_handout_runs_and_its_checks_mean_its_own_numbers(tmp_path, capsys):
    (path,) = assign(class_of("ada"), SEED, EXERCISES, tmp_path / "out")
    solved(path, SEED, "ada")
    names = {}
    passed = []
    cells = json.loads(path.read_text("utf-8"))["cells"]
    install = "".join(cells[1]["source"])
    assert install.count("if not") == 1
    version = importlib.metadata.version("cnnbook")
    assert f'pip install --quiet "cnnbook=={version}"' in install
    for cell in cells[2:]:
        if cell["cell_type"] == "code":
            code, call, arguments = "".join(cell["source"]).rpartition("cb.check")
            exec(code if call else arguments, names)
            if call:
                passed.append(bool(eval(f"{call}{arguments}", names)))
    assert passed == [True] * 3
    assert names["x"].ndim == 2


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """Grade one right, one with a mistake, a copy, changed prompts, and a stranger."""
    folder = tmp_path_factory.mktemp("own")
    students = [Student("ada", "Ada L"), *class_of("bob", "cy", "eva", "=dee()")]
    roster = write_roster(folder / "roster.csv", students)
    handed_in = folder / "in"
    paths = assign(students, SEED, EXERCISES, handed_in)
    solved(paths[0], SEED, "ada")
    number = number_for(SEED, "bob", "output-size")
    wrong = drawn("output-size", number).wrong
    name = next(iter(wrong))
    solved(paths[1], SEED, "bob", output_size=wrong[name])
    paths[2].write_bytes(paths[0].read_bytes())
    paths[3].unlink()
    solved(paths[4], SEED, "=dee()")
    text = paths[4].read_text("utf-8").replace("Pool this map", "Pool nothing")
    paths[4].write_text(re.sub(r"problem=\d+", "problem=7", text), "utf-8")
    (handed_in / "stranger.ipynb").write_bytes(paths[0].read_bytes())
    said = []
    settings = Settings(SEED, jobs=1, roster=roster, isolation="limits")
    out = folder / "results"
    results = grade(handed_in, out, settings, say=said.append)
    return out, {r.name: r for r in results}, said, name


def test_each_is_graded_by_numbers_of_their_own(graded):
    out, results, _, mistake = graded
    rows = table(out)
    assert list(rows["ada"]) == ["submission", *EXERCISES, "total", "status"]
    assert rows["ada"]["total"] == "6"
    assert rows["bob"]["output-size"] == "0"
    (mark,) = [m for m in results["bob"].marks if m.exercise == "output-size"]
    assert mark.feedback.misconception == mistake
    assert float(rows["cy"]["total"]) < 6


def test_whatever_the_notebook_says_the_roster_s_numbers_count(graded):
    out, results, _, _ = graded
    assert table(out)["'=dee()"]["total"] == "6"  # no formula in a spreadsheet
    assert not any(m.numbers_of or m.asked_of for m in results["=dee()"].marks)


def test_another_students_numbers_are_reported(graded):
    out, results, _, _ = graded
    report = (out / "report.html").read_text("utf-8")
    assert "Another student's numbers" in report
    section = report.partition('<h2 id="numbers">')[2].partition("</ul>")[0]
    assert re.search(r"cy:\s+the notebook asks ada's problems", section)
    assert "right for the numbers of ada: all 3 exercises" in section
    assert "bob" not in section
    assert report.index('id="numbers"') < report.index('id="submissions"')
    assert '<a href="#numbers">' in report
    hidden = RunFacts(SEED, 12, "5 s", 1.0, 6.0, anonymous=True)
    page = _class_page([*results.values()], [*EXERCISES], hidden)
    section = page.partition('<h2 id="numbers">')[2].partition("</ul>")[0]
    assert "another student's problems (all 3 exercises)" in section
    assert not re.search(r"\b(ada|cy)\b", section)
    feedback = (out / "feedback" / "cy.html").read_text("utf-8")
    assert "ada" not in feedback
    for page in (feedback, report):  # as it was handed out
        assert "Max pooling by hand" in page
        assert "Write max_pool" not in page
    assert {m.exercise for m in results["cy"].marks if "ada" in m.numbers_of}


def test_a_wrong_answer_stands_beside_the_numbers_that_it_is_for(graded):
    """What is right is for the instructor, and for students where that is asked for."""
    out, results, _, mistake = graded
    problem = drawn("output-size", number_for(SEED, "bob", "output-size"))
    given = ", ".join(f"{name} = {value}" for name, value in problem.given.items())
    right = f"{problem.exercise.reference}"
    report = (out / "report.html").read_text("utf-8")
    row = report.partition(f"<td>{given}</td>")[2].partition("</tr>")[0]
    assert f"<td>{right}</td>" in row
    assert mistake in row
    assert report.count("Each wrong answer, with its numbers") == 3
    feedback = (out / "feedback" / "bob.html").read_text("utf-8")
    assert f"Your numbers: {given}." in feedback
    assert escape(problem.prompt) in feedback
    assert "Right: <strong>" not in feedback
    assert "Your numbers" not in (out / "feedback" / "ada.html").read_text("utf-8")
    own = OwnNumbers(SEED, ("bob",), {"bob": "bob"})
    facts = RunFacts(SEED, 12, "5 s", 1.0, 6.0, numbers=own, show_answers=True)
    write_reports([results["bob"]], [*EXERCISES], facts, out / "shown")
    feedback = (out / "shown" / "feedback" / "bob.html").read_text("utf-8")
    assert f"Right: <strong>{right}</strong>" in feedback


def test_what_a_problem_gives_is_short_or_stands_below():
    for identifier in with_problems():
        problem = drawn(identifier, 2)
        line = in_a_line(problem)
        assert len(line) < 151
        assert "'" not in line
        assert "_ =" not in line
        assert right_text(problem)


def test_a_model_a_design_and_a_table_of_ones_own_are_graded(tmp_path):
    """Right here, and wrong by another one's numbers: each of the three."""
    ids = ("inverse-design", "design-oblique", "find-the-wrong-layer")
    (path,) = assign(class_of("ada"), SEED, (*ids, "build-from-trace"), tmp_path / "in")
    cells = ["".join(c["source"]) for c in json.loads(path.read_text("utf-8"))["cells"]]
    assert 'pip install --quiet "cnnbook[keras]' in cells[1]
    assert cells[2].startswith("import keras\n")
    assert any(cell.startswith("def build_from_trace():") for cell in cells)
    assert sum(cell.count("| --- |\n") for cell in cells) == 4  # two of them in one
    own = OwnNumbers(SEED, ("ada", "bob", "cy"), {"ada": "ada"})
    book = [find(identifier) for identifier in ids]
    for exercise in own.exercises("ada", book):
        right = as_outcome(exercise.reference)
        assert judge(exercise, [right], key=AnswerKey(exercise))
        theirs = as_outcome(own.problem("bob", exercise.id).exercise.reference)
        assert not judge(exercise, [theirs], key=AnswerKey(exercise))
        assert own.right_for("ada", exercise.id, theirs) == ["bob"]
    (model,) = own.exercises("ada", [find("build-from-trace")])
    builder = JobBuilder(AnswerKeys(SEED))
    probes = [builder.build((), [one]).arrays[0] for one in (model, find(model.id))]
    assert probes[0].shape[1:] == model.probes()[0].shape[1:] != probes[1].shape[1:]


def test_answers_alone_tell_where_they_fit_few_others_and_more_than_one_does():
    def result(*fitting):
        marks = [
            Mark(f"e{n}", 0, False, False, False, False, None, numbers_of=others)
            for n, others in enumerate(fitting)
        ]
        return Result("x", "graded", (), "", tuple(marks), "")

    assert [b.student for b in borrowed([result(("ada",), ("ada",))])] == ["ada"]
    assert borrowed([result(("ada",))]) == []
    assert borrowed([result(("ada", "bob"), ("ada", "cy", "di"))]) == []


def test_who_is_not_in_the_roster_is_told_and_who_handed_in_nothing_too(graded):
    out, results, said, _ = graded
    assert results["stranger"].status.startswith("could not be read")
    assert "nobody in the roster" in table(out)["stranger"]["status"]
    assert any("handed in nothing: eva" in line for line in said)
    assert "stranger: the notebook was handed out to ada." in said


def test_a_notebook_with_problems_that_are_nobodys_is_told(graded):
    """Drawn by another seed, say: then all is wrong that was right there."""
    *_, said, _ = graded
    told = [line for line in said if "gives nobody the problems" in line]
    assert [line.partition(":")[0] for line in told] == ["=dee()"]
    assert f"seed {SEED} gives" in told[0]
    assert "asks in output-size, pad-by-hand, max-pool. It comes from" in told[0]


def test_a_second_download_and_a_copy_belong_to_their_student():
    names = ["ada (1)", "bob - Copy", "müller, j (12)", "ada (lovelace)", "cy(2)"]
    handed_in = [HandedIn(name, Path(f"{name}.ipynb")) for name in names]
    found, words = match(class_of("ada", "bob", "müller, j", "cy"), handed_in)
    assert found == {
        "ada (1)": "ada",
        "bob - Copy": "bob",
        "müller, j (12)": "müller, j",
        "cy(2)": "cy",
    }
    assert len(words) == 1


def test_handouts_that_another_version_drew_otherwise_are_refused(tmp_path):
    """Else all answers to a problem that is drawn in a new way would be wrong."""
    students = class_of("ada", "bob", "cy")
    paths = assign(students, SEED, ("jump", "output-size"), tmp_path / "in")
    numbers = OwnNumbers(SEED, ("ada", "bob", "cy"))
    read = [read_submission(path.stem, path) for path in paths]
    check_version(read, numbers, ("jump", "output-size"))
    text = paths[0].read_text("utf-8")
    mark = mark_of(numbers.problem("ada", "jump"))
    for path in paths[:2]:
        own = mark_of(numbers.problem(path.stem, "jump"))
        changed = path.read_text("utf-8").replace(own, own[:-8] + "0" * 8)
        path.write_text(changed, "utf-8")
    read = [read_submission(path.stem, path) for path in paths]
    with pytest.raises(ValueError, match="draws, in jump: grade with the version"):
        check_version(read, numbers, ("jump", "output-size"))
    check_version(read, numbers, ("output-size",))
    check_version(read[1:], numbers, ("jump",))  # one of two: a hand, perhaps
    known = replace(numbers, by_name={"bob": "bob", "cy": "cy"})
    (line,) = drawn_otherwise(read, known)
    assert line.startswith("bob: another version of cnnbook has drawn other numbers in")
    check_version(read, OwnNumbers(SEED + 1, numbers.students), ("jump",))
    paths[0].write_text(text.replace(f'"{mark}"', "7"), "utf-8")
    assert [i for i, _ in read_submission("ada", paths[0]).notebooks[0].marks] == [
        "output-size"
    ]
    roster = write_roster(tmp_path / "roster.csv", students)
    paths[2].unlink()
    paths[0].write_text(text.replace(mark, mark[:-8] + "0" * 8), "utf-8")
    settings = Settings(SEED, jobs=1, roster=roster, isolation="limits")
    with pytest.raises(ValueError, match="grade with the version"):
        grade(tmp_path / "in", tmp_path / "out", settings)


def test_students_are_found_in_downloads_that_call_them_otherwise(tmp_path):
    """By a name that Canvas writes in one word, and else by the name of the file."""
    roster = [Student("a1", "Ada de Luz"), Student("mu\u0308", "Émile Zola")]
    roster += class_of("cy", "di", "eva", "fay")
    (tmp_path / "eva.ipynb").write_text("{}", "utf-8")
    handed_in = [
        HandedIn("deluzada_1", Path("x_1_900_cy.ipynb"), "1", "deluzada"),
        HandedIn("zolamile_2", Path("x_2_901_b.ipynb"), "2", "zolamile"),
        HandedIn("c_3", Path("c_3_902_cy-1.ipynb"), "3", "c", inside=("cy-1.ipynb",)),
        HandedIn("folder", tmp_path),
        HandedIn("d_4", Path("d_4_903_di.ipynb"), "4", "d", inside=("di.ipynb",)),
        HandedIn("e_5", Path("e_5_904_di.ipynb"), "5", "e", inside=("di.ipynb",)),
        HandedIn("f_6", Path("f"), "6", "f", inside=("cy.ipynb", "fay.ipynb")),
    ]
    found, words = match(roster, handed_in)
    assert found == {
        "deluzada_1": "a1",
        "zolamile_2": "mu\u0308",
        "c_3": "cy",
        "folder": "eva",
    }
    assert [line.split(":")[0] for line in words if "column name" in line] == [
        "d_4",
        "e_5",
    ]
    assert "c_3 is cy, by the name of the file." in words
    assert any(line.startswith("f_6: nobody in the roster") for line in words)
    composed = [HandedIn("m\u00fc", Path("m\u00fc.ipynb"))]
    assert match(roster, composed)[0] == {"m\u00fc": "mu\u0308"}


def test_a_class_of_100_grades_right(tmp_path):
    """The judging alone: the sandbox has its own tests."""
    ids = tuple(f"s{n:03d}" for n in range(100))
    own = OwnNumbers(SEED, ids, {i: i for i in ids})
    book = [find(i) for i in ("output-size", "jump", "max-pool")]
    same = 0
    for student, other in zip(ids, ids[1:] + ids[:1], strict=True):
        mine, theirs = own.exercises(student, book), own.exercises(other, book)
        for one, another in zip(mine, theirs, strict=True):
            key = AnswerKey(one)
            assert judge(one, [as_outcome(one.reference)], key=key)
            same += bool(judge(one, [as_outcome(another.reference)], key=key))
    fits = own.right_for("s001", "jump", as_outcome(mine[1].reference))
    assert "s099" in fits
    assert same < 15  # sizes are small numbers, and may be the same by chance


BAD_ROSTERS = {
    "doubled": (
        "id\nada\nbob\nADA\n",
        r"line 4: the id 'ADA' stands in line 2 already",
    ),
    "spaced": (
        "id\na  b\na b\n",
        r"line 3: the id 'a b' stands in line 2 already, as 'a  b'",
    ),
    "no header": ("ada\nbob\n", "line 1: there is no column id"),
    "no id": ("id,name\nada,Ada\n,Bob\n", "line 3: the id is empty"),
    "comma": ("id,name\nmüller, jo,Jo\n", "line 2: 3 values for 2 columns"),
    "nobody": ("id,name\n\n\n", "no student in it"),
    "empty": ("", "no student in it"),
    "quotes": ('id,name\n"ada,Ada\n', "quotation mark"),
    "long": (f"id\n{'x' * 300}\n", "more than 200"),
    "long for a file": (f"id\n{'ä' * 150}\n", "more than 200"),
    "two id columns": ("id,name,id\nada,Ada,bob\n", "line 1: there are 2 columns id"),
    "same, composed": (
        "id\nmu\u0308ller\nmüller\n",
        "line 3: the id 'müller'",
    ),
    "line in an id": ('id\n"ada\nx"\n', "line 2: the id 'ada.*can't be shown"),
    "a byte of no letter": (b"id\nm\x81ller\n", "line 2: a sign can't be read"),
}


@pytest.mark.parametrize("kind", BAD_ROSTERS)
def test_a_bad_roster_names_the_line_and_the_fix(tmp_path, kind, capsys):
    text, words = BAD_ROSTERS[kind]
    path = tmp_path / "roster.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(ValueError, match=words):
        read_roster(path)
    command = ["assign", "--students", str(path), "--seed", "1"]
    command += ["--exercises", "one-window", "--out", str(tmp_path / "out")]
    assert main(command) == 2
    assert not (tmp_path / "out").exists()
    assert "roster.csv" in capsys.readouterr().err


@pytest.mark.parametrize(
    "content",
    [
        "\ufeffid,name\r\n\r\nmüller,Jö\r\n".encode(),
        "id;name\r\nmüller;Jö\r\n".encode("cp1252"),
        b"\xef\xbb\xbf" + "id;name\r\nmüller;Jö\r\n".encode("cp1252"),
        "sep=;\r\nid;name\r\nmüller;Jö\r\n".encode("cp1252"),
        "id,name\rmüller,Jö\r".encode(),
        "id\tname\r\nmüller\tJö\r\n".encode("utf-16"),
        'Name,Student ID\nJö,"müller"\n\n'.encode(),
        "id,name\nmu\u0308ller,Jo\u0308\n".encode(),
    ],
)
def test_rosters_of_any_program_are_read(tmp_path, content):
    path = tmp_path / "roster.csv"
    path.write_bytes(content)
    assert read_roster(path) == [Student("müller", "Jö")]


def test_what_is_no_roster_is_refused(tmp_path):
    (tmp_path / "roster.xlsx").write_bytes(b"PK\x03\x04\0\0")
    with pytest.raises(ValueError, match="save it as CSV"):
        read_roster(tmp_path / "roster.xlsx")
    with pytest.raises(ValueError, match="does not exist"):
        read_roster(tmp_path / "nowhere.csv")


@pytest.mark.parametrize(
    ("exercises", "words"),
    [
        (("one-windw",), "no exercise 'one-windw'; did you mean 'one-window'"),
        (("ONE_WINDOW",), "did you mean 'one-window'"),
        (("02",), "'02'; cnnbook list --drawn names"),
        (("one-window", "build-lenet"), "of chapter 8 these have"),
        ((), "name the exercises"),
    ],
)
def test_exercises_without_draws_are_refused(tmp_path, exercises, words):
    with pytest.raises(ValueError, match=words):
        assign(class_of("ada"), 1, exercises, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_nothing_is_written_over_and_nothing_by_halves(tmp_path):
    out = tmp_path / "out"
    assign(class_of("ada", "bob"), 1, EXERCISES, out)
    (out / "bob.ipynb").unlink()
    with pytest.raises(ValueError, match="another seed"):
        assign(class_of("ada", "bob"), 2, EXERCISES, out)
    assert [p.name for p in out.iterdir()] == ["ada.ipynb"]
    with pytest.raises(ValueError, match="another name"):
        assign([Student("ada", "Ada"), *class_of("bob")], 1, EXERCISES, out)
    with pytest.raises(ValueError, match=r"the file a_b.*so would 'a/b' in"):
        assign(class_of("a/b", "a:b"), 1, EXERCISES, tmp_path / "new")
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_an_interrupt_leaves_nothing_half_written(tmp_path, monkeypatch):
    moves, move = [], Path.replace

    def stop_at_the_second(path, target):
        moves.append(target)
        move(path, target)
        if len(moves) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", stop_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        assign(class_of("ada", "bob", "cy"), 1, ("jump",), tmp_path / "out")
    assert len(moves) == 2
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("out", "words"),
    [
        ("", "the name of a place"),
        ("file/in/it", "this is a file"),
        ("bank.xml", "such as bank.zip"),
    ],
)
def test_places_that_can_not_be_are_refused_in_words(tmp_path, out, words, capsys):
    (tmp_path / "file").write_text("x")
    roster = write_roster(tmp_path / "roster.csv", class_of("ada"))
    command = ["assign", "--students", str(roster)]
    if "bank" in out:
        command = ["quiz", "--to", "canvas"]
    command += ["--seed", "5", "--exercises", "jump", "--out"]
    try:
        status = main([*command, out and str(tmp_path / out)])
    except SystemExit as stopped:
        status = stopped.code
    assert status == 2
    assert words in capsys.readouterr().err


def test_names_are_no_markup_and_files_have_names_for_every_system(tmp_path):
    assert file_of("../x") == "_.._x.ipynb"  # hidden, if it began with a point
    assert file_of("AUX.txt") == "_AUX.txt.ipynb"
    (path,) = assign([Student("<b>", "<script>*x*")], 1, ("jump",), tmp_path / "out")
    cells = json.loads(path.read_text("utf-8"))["cells"]
    assert r"\<script\>\*x\*" in "".join(cells[0]["source"])


def test_the_command_says_how_to_grade_and_grading_needs_the_seed(tmp_path, capsys):
    roster = write_roster(tmp_path / "roster.csv", class_of("ada"))
    out = tmp_path / "out"
    command = ["assign", "--students", str(roster), "--seed", "5", "--exercises"]
    assert main([*command, "jump,one-window", "--out", str(out)]) == 0
    said = capsys.readouterr().out
    assert "--seed 5 --exercises one-window,jump" in said
    grading = ["grade", str(out), "--out", str(tmp_path / "r"), "--roster", str(roster)]
    assert main(grading) == 2
    assert "give --seed" in capsys.readouterr().err


def test_it_is_said_where_students_share_problems(tmp_path, capsys):
    roster = write_roster(tmp_path / "r.csv", class_of(*(f"s{n}" for n in range(40))))
    command = ["assign", "--students", str(roster), "--seed", "5", "--exercises"]
    assert main([*command, "same-padding,jump", "--out", str(tmp_path / "o")]) == 0
    said = capsys.readouterr().out
    assert re.search(
        r"same-padding has few problems: 40 students share 1\d problems", said
    )
    assert "jump has" not in said
    assert len([*(tmp_path / "o").iterdir()]) == 40
    assert shared(class_of(*"abcdefghijkl"), 5, ["same-padding"]) == [
        ("same-padding", 9)
    ]


def test_another_seed_than_that_of_the_handouts_is_refused(tmp_path, capsys):
    students = class_of("ada", "bob")
    roster = write_roster(tmp_path / "roster.csv", students)
    assign(students, 5, ("jump",), tmp_path / "in")
    grading = ["grade", str(tmp_path / "in"), "--out", str(tmp_path / "r")]
    assert main([*grading, "--roster", str(roster), "--seed", "6"]) == 2
    assert "none of 2 notebooks asks a problem that seed 6" in capsys.readouterr().err
    assert not (tmp_path / "r" / "grades.csv").exists()


def test_handouts_are_not_graded_by_the_books_numbers_nor_for_what_they_do_not_ask(
    tmp_path, capsys
):
    students = class_of("ada", "bob")
    roster = write_roster(tmp_path / "roster.csv", students)
    assign(students, 5, ("jump",), tmp_path / "in")
    grading = ["grade", str(tmp_path / "in"), "--out", str(tmp_path / "r")]
    grading += ["--isolation", "limits", "--seed", "5"]
    assert main(grading) == 2
    assert "2 of 2 submissions are handouts" in capsys.readouterr().err
    asked = ["--roster", str(roster), "--exercises"]
    assert main([*grading, *asked, "conv2d,output-size"]) == 2
    said = capsys.readouterr().err
    assert "no notebook asks conv2d, output-size; the handouts ask jump" in said
    assert not (tmp_path / "r" / "grades.csv").exists()
    assert check_exercises(["jump", "conv2d"], ["jump"]) == ["No notebook asks conv2d."]
    assert check_exercises(["jump", "build-lenet"], ["jump"]) == []
    ada = read_submission("ada", tmp_path / "in" / "ada.ipynb")
    book = replace(ada.notebooks[0], student="")
    others = [replace(ada, name=name, notebooks=(book,)) for name in ("x", "y")]
    assert without_roster(others) == []
    (line,) = without_roster([ada, *others])
    assert line.startswith("ada: a handout")


def test_the_terminal_says_whether_anybody_has_another_students_numbers(
    tmp_path, capsys
):
    students = class_of("ada", "bob")
    roster = write_roster(tmp_path / "roster.csv", students)
    ada, bob = assign(students, 5, ("jump",), tmp_path / "in")
    bob.write_bytes(ada.read_bytes())
    grading = ["grade", str(tmp_path / "in"), "--out", str(tmp_path / "r")]
    grading += ["--isolation", "limits", "--roster", str(roster), "--seed", "5"]
    assert main(grading) == 0
    said = capsys.readouterr().out
    assert "2 submissions, 0 of them could not be read." in said
    assert "with another student's numbers: 1, see the report" in said


def test_who_checks_a_handout_gets_a_verdict_on_its_own_numbers(tmp_path, capsys):
    (path,) = assign(class_of("ada"), SEED, ("output-size", "jump"), tmp_path)
    solved(path, SEED, "ada", ("output-size", "jump"), output_size=-1)
    assert main(["check", str(path), "--isolation", "limits"]) == 1
    said = capsys.readouterr().out
    assert "Passed: jump" in said
    assert "−1 is not right" in said


def test_the_list_names_those_with_other_numbers(capsys):
    assert main(["list", "--chapter", "10", "--drawn"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert [line.split()[1] for line in said] == of_chapters(["10"])


def test_the_page_for_instructors_counts_right():
    page = Path(__file__).parents[2] / "book" / "for-instructors.md"
    assert f"{len(with_problems())} exercises have them" in page.read_text("utf-8")
