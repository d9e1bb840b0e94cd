"""The printed book: whole, linked, and nothing beyond the edge of its pages."""

import re
import subprocess
from pathlib import Path

import nbformat
import pypdfium2
import pytest
import yaml
from pypdf import PdfReader

pytestmark = pytest.mark.xdist_group("print")  # it is printed once
ROOT = Path(__file__).parents[2]
CHAPTER_NOTEBOOKS = sorted(ROOT.glob("chapters/*.ipynb"))
TEXT_WIDTH = 643
"""The width between the margins of A4, 170 mm, in CSS pixels."""

BEYOND = """width => [...document.querySelectorAll("body *")]
  .filter(e => e.getBoundingClientRect().right > width + 1)
  .map(e => e.outerHTML.slice(0, 200))"""


@pytest.fixture(scope="session")
def book(browser):
    """Print the book and open it, where there is a browser."""
    subprocess.run(["make", "--no-print-directory", "pdf"], cwd=ROOT, check=True)
    return PdfReader(ROOT / "_build" / "cnnbook.pdf")


@pytest.fixture(scope="session")
def texts(book):
    """Return the text of every page, with single spaces, as PDFium reads it."""
    pages = pypdfium2.PdfDocument(ROOT / "_build" / "cnnbook.pdf")
    said = [page.get_textpage().get_text_bounded() for page in pages]
    assert len(said) == len(book.pages)
    return [" ".join(text.split()) for text in said]


def outline(book, entries=None):
    for entry in book.outline if entries is None else entries:
        if isinstance(entry, list):
            yield from outline(book, entry)
        else:
            yield entry.title, book.get_destination_page_number(entry)


def titles(folder):
    """Return the titles of a folder's pages that the contents name, in their order."""
    for path in sorted((ROOT / folder).glob("*.ipynb")):
        first = nbformat.read(path, as_version=4).cells[0].source
        yield re.match(r"# (.*)", first)[1]


def squeezed(text):
    """Return text without spaces, which PDFs hold where lines end and letters part."""
    return re.sub(r"\s", "", text)


def test_every_page_is_a4(book):
    sizes = {tuple(round(float(x)) for x in page.mediabox[2:]) for page in book.pages}
    assert sizes == {(595, 842)}
    assert book.metadata.title.startswith("cnnbook: ")
    assert book.metadata.author == "The cnnbook authors"
    assert book.root_object["/MarkInfo"]["/Marked"]


def test_the_outline_names_every_part_chapter_exercise_and_solution(book, texts):
    entries = list(outline(book))
    pages = dict(reversed(entries))
    parts = yaml.safe_load((ROOT / "_toc.yml").read_text("utf-8"))["parts"]
    wanted = [part["caption"] for part in parts if "caption" in part]
    for folder in ("chapters", "exercises", "solutions"):
        wanted += titles(folder)
    assert len(wanted) > 30
    for title in wanted:
        assert title in pages, title
        assert squeezed(title) in squeezed(texts[pages[title]])


def test_the_contents_give_the_page_of_every_chapter(book, texts):
    pages = dict(reversed(list(outline(book))))
    start = pages["Contents"]
    contents = squeezed(" ".join(texts[start : start + 2]))
    for folder in ("chapters", "exercises", "solutions"):
        for title in titles(folder):
            assert f"{squeezed(title)}{pages[title] + 1}" in contents


def test_every_link_leads_somewhere(book):
    places = book.named_destinations
    inside, outside = 0, set()
    for page in book.pages:
        for link in page.get("/Annots") or []:
            link = link.get_object()
            if link["/Subtype"] != "/Link":
                continue
            action = link.get("/A", {})
            if "/URI" in action:
                outside.add(action["/URI"])
            else:
                assert link.get("/Dest", action.get("/D")) in places
                inside += 1
    assert inside > 300
    assert all(address.startswith(("https://", "http://")) for address in outside)


def test_captions_formulas_and_code_are_in_the_text(texts):
    whole = squeezed("".join(texts))
    assert r"\(" not in whole
    assert r"\frac" not in whole.replace(r"\\frac", "")
    assert "z=Wa+b" in whole
    for path in CHAPTER_NOTEBOOKS:
        for cell in nbformat.read(path, as_version=4).cells:
            if {"remove-cell", "remove-input"} & set(cell.metadata.get("tags", [])):
                continue
            if cell.cell_type == "code":
                for line in cell.source.splitlines():
                    assert squeezed(line) in whole, line
            elif caption := re.match(r"\*\*(Figure [\d.]+)\*\*", cell.source):
                assert squeezed(caption[1]) in whole


def test_the_pictures_are_there(book):
    found = set()
    for page in book.pages:
        for reference in page["/Resources"].get("/XObject", {}).values():
            if reference["/Subtype"] == "/Image":
                found.add(reference.hash_bin())
    html = (ROOT / "_build" / "singlehtml" / "print.html").read_text("utf-8")
    assert len(found) >= len(set(re.findall(r'<img [^>]*src="([^"]+)"', html))) > 50


def test_nothing_is_wider_than_the_page(book, browser):
    page = browser.new_page(viewport={"width": TEXT_WIDTH, "height": 900})
    page.emulate_media(media="print")
    address = (ROOT / "_build" / "singlehtml" / "print.html").as_uri()
    page.goto(address, timeout=0)
    page.evaluate("document.fonts.ready.then(() => true)")
    assert page.evaluate(BEYOND, TEXT_WIDTH) == []
    tallest = "() => Math.max(...[...document.images].map(i => i.clientHeight))"
    assert page.evaluate(tallest) < 760
    page.close()
