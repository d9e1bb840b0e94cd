"""Two hundred go in by one command, and out into a gradebook, without a hand."""

import csv
import io
import json
import random
import unicodedata
import zipfile

import pytest

from cnnbook.cli import main

from .downloads import NAME, encrypted, packed
from .notebooks import notebook

FIRST = "Zoë Ángel Łucja Ørjan Šárka Иван Οδυσσέας دانية שירה अनन्या தமிழ் 太郎"
FIRST += " さくら 민준 สมชาย ნინო Անի ሰላም Nguyễn D'Arcy Mary-Ann José علی\u200cرضا"
FIRST += " O'Brien ß Ng Ja\u0301n"
LAST = "Müller Нечай Παπαδόπουλος الخطيب כהן शर्मा குமார் 山田 김 สุขใจ ბერიძე"
LAST += " Պետրոսյան ተስፋዬ Thị van der Berg Smith Çelik Đặng Brontë"
RIGHT = json.dumps(notebook(["one_window = -29"])).encode()
WRONG = json.dumps(notebook(["one_window = 3"])).encode()
BROKEN = {
    "cut.ipynb": RIGHT[:200],
    "empty.ipynb": b"",
    "page.ipynb": b"<!DOCTYPE html><html>please log in</html>",
    "merge.ipynb": RIGHT.replace(b"{", b"<<<<<<< HEAD\n{", 1),
    "pointer.ipynb": b"version https://git-lfs.github.com/spec/v1\noid sha256:00\n",
    "list.ipynb": b"[1, 2]",
    "picture.ipynb": b"\x89PNG\r\n\x1a\n\x00\xff",
    "essay.pdf": b"%PDF-1.4",
    "hw.rar": b"Rar!\x1a\x07",
    "half.zip": packed({NAME: RIGHT})[:-30],
    "secret.zip": encrypted({NAME: RIGHT}),
    "out.zip": packed({"../" + NAME: RIGHT}),
}
"""Twelve that can't be graded, each in another way."""


def people():
    """Return two hundred students: number, first and last name, files, points, late."""
    draw, found = random.Random(1), []
    firsts, lasts = FIRST.split(), LAST.split()
    for number in range(200):
        files, points = {NAME: RIGHT}, 1
        if number % 5 == 1:
            files, points = {NAME: WRONG}, 0
        if number % 9 == 4:
            files = {"my work.zip": packed({f"hw/{n}": c for n, c in files.items()})}
        if number % 17 == 16:
            files, points = dict([list(BROKEN.items())[number // 17]]), None
        late = number % 8 == 0
        name = (draw.choice(firsts), draw.choice(lasts))
        found.append((number, *name, files, points, late))
    extra = list(BROKEN.items())[11]
    found[199] = (*found[199][:3], dict([extra]), None, True)
    assert sum(points is None for *_, points, _ in found) == 12
    return found


PEOPLE = people()


def canvas(folder):
    """Write Canvas' zip and gradebook; return them, and the points by id."""
    entries, truth = {}, {}
    lines = ["Student,ID,SIS Login ID,Section,Homework 2 (77),Final Score"]
    lines.append("    Points Possible,,,,1.00,(read only)")
    for number, first, last, files, points, late in PEOPLE:
        word = "".join(
            c for c in f"{last}{first}".lower() if unicodedata.category(c)[0] in "LMN"
        )
        for place, (name, content) in enumerate(files.items()):
            marked = "_LATE" if late else ""
            head = f"{word}{marked}_{5000 + number}_{9000 + number + place}"
            entries[f"{head}_{name}"] = content
            if number % 10 == 3 and points is not None:  # a first attempt, replaced
                entries[f"{head}_{name}"] = WRONG
                stem, _, suffix = name.rpartition(".")
                entries[f"{head}9_{stem}-1.{suffix}"] = content
        if number % 25 == 7:
            entries[f"{word}_{5000 + number}_text.html"] = b"<p>done</p>"
        truth[str(5000 + number)] = points
        lines.append(f'"{last}, {first}",{5000 + number},u{number},"Sec, 1",,88.00')
    lines.append('"Student, Test",4999,,,,')
    book = folder / "2026-11-29 Grades-CV.csv"
    book.write_bytes("\r\n".join([*lines, ""]).encode("utf-8-sig"))
    download = folder / "submissions.zip"
    download.write_bytes(packed(entries))
    return download, book, truth


def moodle(folder):
    """Write Moodle's zip and worksheet; return them, and the points by id."""
    entries, truth = {}, {}
    lines = ["Identifier,Full name,Status,Grade,Maximum Grade,Grade can be changed"]
    for number, first, last, files, points, late in PEOPLE:
        for name, content in files.items():
            head = f"{first} {last}_{5000 + number}_assignsubmission"
            entries[f"{head}_file_/{name}"] = content
        if number % 25 == 7:
            entries[f"{head}_onlinetext_/onlinetext.html"] = b"<p>done</p>"
        status = "Submitted for grading" + " - 3 hours 5 mins late" * late
        lines.append(f"Participant {5000 + number},{first} {last},{status},,1.00,Yes")
        truth[str(5000 + number)] = points
    lines.append("Participant 4999,Nobody Here,No submission,,1.00,Yes")
    book = folder / "Grades-CV-Homework 2--77.csv"
    book.write_bytes("\n".join([*lines, ""]).encode())
    download = folder / "CV-Homework 2-77.zip"
    download.write_bytes(packed(entries))
    return download, book, truth


@pytest.mark.parametrize(
    ("make", "place", "identifier"),
    [(canvas, 4, 1), (moodle, 3, 0)],
    ids=["canvas", "moodle"],
)
def test_two_hundred(tmp_path, capsys, make, place, identifier):
    download, book, truth = make(tmp_path)
    before = book.read_bytes()
    out = tmp_path / "out"
    line = ["grade", download, "--out", out, "--gradebook", book, "--jobs", "2"]
    assert main([*map(str, line), "--exercises", "one-window"]) == 0
    said = capsys.readouterr().out
    assert f"Taken for a download from {make.__name__.capitalize()}" in said
    assert "200 submissions, 12 of them could not be read." in said
    assert "column" in said
    assert "Not in the gradebook" not in said
    assert "In the gradebook without a submission (1)" in said

    text = (out / "grades.csv").read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == 200
    late = {str(5000 + number) for number, *_, is_late in PEOPLE if is_late}
    for row in rows:
        points = truth[row["student_id"]]
        assert row["total"] == str(points or 0), row
        assert row["status"].startswith("could not be" if points is None else "graded")
        assert bool(row["late"]) == (row["student_id"] in late), row

    filled = (out / "gradebook" / book.name).read_bytes()
    old, new = (
        list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
        for content in (before, filled)
    )
    for was, now in zip(old, new, strict=True):
        known = truth.get(was[identifier].split()[-1] if was[identifier] else "", "")
        wanted = was[place] if known == "" else str(known or 0)
        assert now == [*was[:place], wanted, *was[place + 1 :]]
    assert filled.count(b"\r\n") == before.count(b"\r\n")
    assert filled.startswith(b"\xef\xbb\xbf") == before.startswith(b"\xef\xbb\xbf")

    with zipfile.ZipFile(out / f"feedback-{make.__name__}.zip") as opened:
        assert len(set(opened.namelist())) == 200
    assert len(list((out / "feedback").iterdir())) == 200
    aside = (out / "handed-in.csv").read_text("utf-8-sig").count("text entry,")
    assert aside == 8
