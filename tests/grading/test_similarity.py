"""Copies are found; nobody is accused for writing what everybody writes."""

import inspect
import random
import re
import textwrap

import pytest

from cnnbook.cli import main
from cnnbook.grading.batch.similarity.book import book, hashes
from cnnbook.grading.batch.similarity.compare import alike, prints
from cnnbook.grading.batch.similarity.page import side_by_side
from cnnbook.grading.batch.similarity.tokens import pieces
from scripts import book_code
from tests.answers import every

from .honest import HEAD, OWN_WAY, disguised, honest
from .notebooks import RIGHT, cells, notebook, write


def pairs(submissions):
    """Return who is alike in a class, by their numbers."""
    known = book()
    found = alike([prints(str(n), one, known) for n, one in enumerate(submissions)])
    return [(int(pair.one.name), int(pair.other.name)) for pair in found]


@pytest.mark.parametrize("number", [2, 5, 12, 40, 120])
def test_honest_classmates_are_left_in_peace(number):
    draw = random.Random(number)
    assert pairs([honest(draw) for _ in range(number)]) == []


@pytest.mark.parametrize("number", [2, 12, 60])
def test_a_copy_with_other_names_in_another_order_is_found(number):
    draw = random.Random(number)
    others = [honest(draw) for _ in range(number - 2)]
    assert pairs([OWN_WAY, *others, disguised(OWN_WAY)]) == [(0, number - 1)]


def test_short_answers_that_all_write_alike_say_nothing():
    short = {k: v for k, v in RIGHT.items() if k != "conv2d"}
    assert pairs([cells(**{"conv2d": None, **short})] * 3) == []
    assert pairs([cells()] * 30) == []


def test_what_the_book_gives_says_nothing():
    for folder in ("exercises", "solutions"):
        assert hashes(book_code.code(folder)) <= book(), "run `make notebooks`"
        given = list(book_code.code(folder))
        assert pairs([given, given, honest(random.Random(1))]) == []
    chapters = hashes(book_code.code("chapters"))
    assert len(chapters - book()) < 0.03 * len(chapters), "run `make notebooks`"


def test_right_answers_of_different_people_are_not_alike():
    kinds = [[], [], [], [], []]
    for answers in every():
        right = [a.value for a in answers.all if a.right and callable(a.value)]
        for place, value in enumerate(right[:5]):
            try:
                source = textwrap.dedent(inspect.getsource(value))
            except (OSError, TypeError):
                continue
            kinds[place].append(re.sub(r"\A(@.*\n)+", "", source))
    assert min(map(len, kinds)) > 20
    assert pairs(kinds) == []


def test_a_copied_function_among_own_work_is_found():
    long = "def helper(a, b):\n    total = 0\n" + "".join(
        f"    if a > {n} and b[{n}] < {n * 7}:\n        total += b[{n}] ** {n + 2}\n"
        for n in range(8)
    )
    first, second = honest(random.Random(5)), honest(random.Random(8))
    copied = re.sub(r"\b(a|b|total|helper)\b", r"x_\1", long)
    assert pairs([[*first, long], [copied, *second], honest(random.Random(9))]) == [
        (0, 1)
    ]


TOUCHED_UP = {
    "docstrings": ("kernel):\n", 'kernel):\n    """Slide it, as I see it."""\n'),
    "types": ("image, kernel)", "image: np.ndarray, kernel: np.ndarray) -> np.ndarray"),
    "prints": (
        "            out[-1]",
        "            print('at', i, j, c)\n            out[-1]",
    ),
    "idle": ("    out = []\n", "    unused = 1, 2, 3\n    out = []\n    del unused\n"),
    "constants": ("c = 0", "c = 0.0"),
    "written out": ("c += w *", "c = c + w *"),
    "no longer Python": ("c = 0", "c = = 0"),
    "behind data": (HEAD, f"{HEAD}\nmeasured = {[*range(12_000)]}"),
    "after a magic": ("def conv2d(", "%matplotlib inline\ndef conv2d("),
}
"""How copies of `OWN_WAY` are made to look like something else."""


def test_a_copy_that_is_touched_up_is_found():
    known, draw = book(), random.Random(7)
    others = [(f"o{n}", honest(draw)) for n in range(4)]
    for way, (old, new) in TOUCHED_UP.items():
        assert any(old in cell for cell in OWN_WAY), way
        copy = [cell.replace(old, new) for cell in disguised(OWN_WAY)]
        copy = ["\n".join(copy)] if way == "idle" else copy  # all in one cell
        class_ = [("a", OWN_WAY), *others, ("z", copy)]
        found = alike([prints(name, one, known) for name, one in class_])
        assert [(pair.one.name, pair.other.name) for pair in found] == [("a", "z")], way


def test_who_has_the_books_solution_with_other_names_is_not_named():
    given = list(book_code.code("solutions"))
    renamed = [re.sub(r"\b(out|padded|rows?|window)\b", r"my_\1", one) for one in given]
    assert pairs([given, renamed, honest(random.Random(2))]) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("x = f(y)  # why", "z=g( w )"),
        ('def f(a):\n    """Say."""\n    return a', "def g(b):\n  # x\n  return b"),
        ("s = 'ann'", 't = "ben"'),
        ("import os\nx = 1", "y = 1\nimport sys"),
        ("cb.check('conv2d', conv2d)\nx = 1", "x = 1"),
        ("%time\nx = 1", "x = 1"),
    ],
)
def test_layout_names_and_remarks_do_not_count(one, other):
    texts = [
        [token.text for piece in pieces([code]) for token in piece.tokens]
        for code in (one, other)
    ]
    assert texts[0] == texts[1] != []


@pytest.mark.parametrize("odd", ["def f(:\n  '''", "\x00", "x" * 200_000, "(" * 9000])
def test_what_is_no_python_is_no_trouble(odd):
    assert pairs([[odd], [odd]]) == []


def test_the_page_shows_both_side_by_side(tmp_path, capsys):
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    draw = random.Random(600)
    others = [honest(draw) for _ in range(3)]
    for number, source in enumerate([OWN_WAY, *others, disguised(OWN_WAY)]):
        write(folder, f"student-{number}", notebook(source))
    write(folder, "broken", b"{")
    line = ["grade", str(folder), "--out", str(out), "--exercises", "one-window"]
    assert main([*line, "--similarity"]) == 0
    assert "alike: 1, see similarity.html" in capsys.readouterr().out
    page = (out / "similarity.html").read_text("utf-8")
    assert "a reason to look, and no verdict" in page
    assert "student-0 and student-4" in page
    assert "student-1" not in page
    assert not re.search(r"https?://|src=|@import|<link", page)
    known = book()
    both = [prints(name, one, known) for name, one in
            (("a", OWN_WAY), ("b", disguised(OWN_WAY)))]  # fmt: skip
    rows = side_by_side(alike(both)[0])
    names = [tuple(side[0].text.split("(")[0] for side in row) for row in rows]
    assert names == [(name, name) for name, _ in names]
    assert ("def conv2d", "def conv2d") in names
    assert main(line) == 0
    assert not (out / "similarity.html").exists(), "it would be of an earlier class"
