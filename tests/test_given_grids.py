"""Grids of numbers that exercises give, drawn below the cells that make them."""

import json

import pytest
from bs4 import BeautifulSoup

from sphinxext import book_text, given_grids

SHAPES = {
    "01": [(2, 2), (2, 4), (1, 2)],
    "02": [(5, 5), (3, 3), (3, 3)],
    "03": 10 * [(3, 3)],
    "04": [(2, 2), (3, 3)],
    "05": 3 * [(2, 3)] + 3 * [(2, 2)],
    "07": [(6, 8)],
    "08": [],
}


def shape(table):
    rows = table.find_all("tr")
    return len(rows), len(rows[0].find_all("td"))


@pytest.mark.parametrize("chapter", SHAPES)
def test_given_grids_stand_below_their_cells_and_nothing_else_changes(chapter):
    path = book_text.notebook("exercises", chapter)
    below = json.loads(given_grids.given(chapter))
    soup = BeautifulSoup("".join(below.values()), "html.parser")
    assert [shape(table) for table in soup.find_all("table")] == SHAPES[chapter]
    content = [path.read_text(encoding="utf-8")]
    before = json.loads(content[0])["cells"]
    after = json.loads(given_grids.with_grids(content[0], below))["cells"]
    for source, html in below.items():
        place = [cell["source"] for cell in after].index(html)
        assert "".join(after[place - 1]["source"]) == source
    assert [cell for cell in after if cell["source"] not in below.values()] == before


def test_the_words_above_grids_are_kept_and_other_numbers_are_left():
    assert given_grids.drawn("[[1 2]\n [3 4]]\n[1 2]\n") == ""
    assert given_grids.drawn("loss 0.25\n") == ""
    html = given_grids.drawn("[1 -2]    [3 4]\n[5 6]    [7 8]\nkernel\n[0 1]\n[2 3.]")
    soup = BeautifulSoup(html, "html.parser")
    rows = soup.find_all("div")
    assert [len(row.find_all("table")) for row in rows] == [2, 1]
    assert rows[0].td.find_next("td").text == "−2"
    assert rows[1].caption.text == "kernel"
    assert [cell.text for cell in rows[1].find_all("td")] == ["0", "1", "2", "3"]
