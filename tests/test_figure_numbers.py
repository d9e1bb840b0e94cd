"""Pictures are numbered in order, have a caption, and are referred to."""

import base64
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbformat import v4

from sphinxext.figure_numbers import LABEL, LIST, NUMBER

ROOT = Path(__file__).parent.parent
CHAPTER_NOTEBOOKS = sorted(ROOT.glob("chapters/*.ipynb"))
APPENDICES = sorted(ROOT.glob("book/*.ipynb"))
STRONG = re.compile(rf"\*\*({LABEL.pattern})\*\*")

PIXEL = base64.b64encode(
    bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
        "0000000c49444154789c63f8ffff3f0005fe02fe0def46b80000000049454e44ae426082"
    )
).decode()


def references(text):
    """Return the numbers of figures that a text names."""
    return [n for m in LIST.finditer(text) for n in NUMBER.findall(m[0])]


def faults(notebook, chapter):
    """Say what is wrong with the captions of a chapter, in words."""
    found, expected = [], 1
    captions, prose = {}, []
    cells = [*notebook.cells, v4.new_markdown_cell("")]
    for cell, following in pairwise(cells):
        outputs = cell.get("outputs", [])
        pictures = sum("image/png" in output.get("data", {}) for output in outputs)
        caption = STRONG.match(following.source)
        if caption and following.cell_type == "markdown":
            captions[caption[2]] = following.source.split("\n\n")[0][caption.end() :]
        if pictures:
            number = f"{chapter}.{expected}"
            if pictures > 1:
                found.append(f"{pictures} pictures in the cell before Figure {number}")
            if not caption or caption[2] != number:
                found.append(f"no Figure {number} below:\n{cell.source}")
            expected += 1
        elif caption:
            found.append(f"Figure {caption[2]} follows no picture")
        if cell.cell_type == "markdown":
            prose.append(
                STRONG.sub("", cell.source, count=bool(STRONG.match(cell.source)))
            )
    found += [f"Figure {n} says nothing" for n, c in captions.items() if not c.strip()]
    named = set(references("\n\n".join(prose)))
    found += [f"no text refers to Figure {n}" for n in captions if n not in named]
    found += [
        f"there is no Figure {n}" for n in named if is_missing(n, chapter, captions)
    ]
    return found


def is_missing(number, chapter, captions):
    return number.split(".")[0] == str(chapter) and number not in captions


@pytest.mark.parametrize("path", CHAPTER_NOTEBOOKS, ids=lambda path: path.stem)
def test_every_picture_of_a_chapter_has_its_number(path):
    assert faults(nbformat.read(path, as_version=4), int(path.name[:2])) == []


@pytest.mark.parametrize("path", APPENDICES, ids=lambda path: path.stem)
def test_every_picture_of_an_appendix_has_its_letter_and_number(path):
    assert faults(nbformat.read(path, as_version=4), path.name[0]) == []


def cell_with_picture(*before):
    printed = [v4.new_output("stream", name="stdout", text=text) for text in before]
    data = {"image/png": PIXEL, "text/plain": "<Figure size 1x1>"}
    return v4.new_code_cell(
        "plt.show()",
        execution_count=1,
        outputs=[*printed, v4.new_output("display_data", data)],
        metadata={"mystnb": {"image": {"alt": "A drawing", "width": "40px"}}},
    )


def notebook(*cells):
    made = [v4.new_markdown_cell(c) if isinstance(c, str) else c for c in cells]
    return v4.new_notebook(cells=made, metadata={"language_info": {"name": "python"}})


RIGHT = [
    "# One\n\nLook at Figure 2.1, then at Figures\n2.1 and 2.2.",
    cell_with_picture("printed first"),
    "**Figure 2.1.** A first one. It is unlike Figure 2.2.\n\nBut `Figure 9.9`.",
    cell_with_picture(),
    "**Figure 2.2.** A second one.",
]


@pytest.mark.parametrize(
    ("place", "wrong", "complaint"),
    [
        (2, "**Figure 2.2.** Not in order.", "no Figure 2.1 below"),
        (2, "No caption.", "no Figure 2.1 below"),
        (2, "**Figure 2.1.**\n\nText", "Figure 2.1 says nothing"),
        (0, "# One\n\nNothing said of 2.1; Figure 2.2", "no text refers to Figure 2.1"),
        (0, "# One\n\nFigures 2.1, 2.2 and 2.3", "there is no Figure 2.3"),
        (3, "No picture.", "Figure 2.2 follows no picture"),
    ],
)
def test_a_fault_is_found(place, wrong, complaint):
    assert faults(notebook(*RIGHT), 2) == []
    cells = [*RIGHT[:place], wrong, *RIGHT[place + 1 :]]
    assert any(text.startswith(complaint) for text in faults(notebook(*cells), 2))


def build(folder, chapter, page):
    """Build a book of a chapter and another page; return what Sphinx says."""
    folder.mkdir(exist_ok=True)
    nbformat.write(notebook(*chapter), folder / "one.ipynb")
    (folder / "index.md").write_text(page, encoding="utf-8")
    settings = {
        "extensions": "myst_nb,sphinxext.figure_numbers",
        "nb_execution_mode": "off",
        "exclude_patterns": "html",
    }
    options = [f"-D{name}={value}" for name, value in settings.items()]
    command = ["-m", "sphinx", "-q", "-C", *options, str(folder), str(folder / "html")]
    return subprocess.run(
        [sys.executable, "-W", "ignore", *command],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
    ).stderr


TOC = "# Book\n\n```{toctree}\none\n```\n\n"


def test_captions_and_links_in_a_book(tmp_path):
    said = build(tmp_path, RIGHT, f"{TOC}See Figure 2.2, and Figures 2.1 or 2.2.")
    assert "WARNING" not in said
    page = BeautifulSoup((tmp_path / "html/one.html").read_text("utf-8"), "html.parser")
    figures = page.find_all("figure", class_="numbered")
    assert [figure["id"] for figure in figures] == ["figure-2-1", "figure-2-2"]
    for figure in figures:
        assert figure.find("div", class_="picture").find("img")["alt"] == "A drawing"
        assert figure.parent["class"] == ["cell_output", "docutils", "container"]
    first = figures[0].find("figcaption")
    assert first.get_text() == "Figure 2.1. A first one. It is unlike Figure 2.2."
    assert "printed first" not in figures[0].get_text()
    links = [(a.get_text(), a["href"]) for a in page.find_all("a", "figure-number")]
    assert links == [
        ("Figure 2.1", "#figure-2-1"),
        ("Figures\n2.1", "#figure-2-1"),
        ("2.2", "#figure-2-2"),
        ("Figure 2.2", "#figure-2-2"),
    ]
    other = BeautifulSoup((tmp_path / "html/index.html").read_text(), "html.parser")
    links = [(a.get_text(), a["href"]) for a in other.find_all("a", "figure-number")]
    assert links == [
        ("Figure 2.2", "one.html#figure-2-2"),
        ("Figures 2.1", "one.html#figure-2-1"),
        ("2.2", "one.html#figure-2-2"),
    ]


def test_sphinx_warns_of_unknown_numbers_and_captions_without_a_picture(tmp_path):
    lost = "**Figure 2.3.** There is no picture above.\n\nAnd again Figure 2.2."
    said = build(tmp_path, [*RIGHT, lost], f"{TOC}See Figure 7.4.")
    assert "Figure 2.3 has no picture" in said
    assert "there is no Figure 7.4" in said
    assert "there is no Figure 2.2" not in said
    twice = build(tmp_path / "twice", [*RIGHT, cell_with_picture(), RIGHT[2]], TOC)
    assert "there are two Figures 2.1" in twice
