"""The pages around the chapters, and what the build puts into the chapters."""

import re
from functools import cache

import pypdfium2 as pdfium
import pytest
from bs4 import BeautifulSoup, SoupStrainer

from cnnbook.exercises import REGISTRY
from sphinxext.course_plans import CHAPTERS

from .conftest import HTML

CHAPTER_PAGES = sorted((HTML / "chapters").glob("*.html"))
EXERCISES = sorted((HTML / "exercises").glob("*.html"))


@cache
def article(path):
    """Return what a page says, parsed once."""
    return BeautifulSoup(
        path.read_text(encoding="utf-8"),
        "html.parser",
        parse_only=SoupStrainer("article"),
    ).find("article")


def test_every_term_is_linked_from_a_chapter_and_every_link_finds_its_term():
    glossary = article(HTML / "book" / "glossary.html")
    terms = {term["id"] for term in glossary.select("dl.glossary dt")}
    linked = set()
    for path in CHAPTER_PAGES:
        links = article(path).select("a.glossary-link")
        targets = [link["href"] for link in links]
        assert len(targets) >= 8, path
        assert len(targets) == len(set(targets)), f"{path} links a term twice"
        assert all(t.startswith("../book/glossary.html#") for t in targets)
        linked |= {target.split("#")[1] for target in targets}
        closed = "h1, h2, h3, h4, summary, pre, code, .highlight, a a, thead"
        assert not [x for x in links if x.find_parent(closed.split(", "))]
        assert not article(path).select("summary a.glossary-link")
    assert linked == terms


def test_every_entry_names_the_chapters_that_use_it():
    glossary = article(HTML / "book" / "glossary.html")
    entries = glossary.select("dl.glossary dd")
    assert all(entry.select(".glossary-uses a") for entry in entries)
    for link in glossary.select(".glossary-uses a"):
        number = int(re.fullmatch(r"[Cc]hapter (\d+)", link.text)[1])
        assert link["href"].startswith(f"../chapters/{number:02}-")


def test_a_glossary_link_shows_that_it_is_one(site, visit):
    page = visit(f"{site}/chapters/{CHAPTER_PAGES[1].name}").page
    link = page.locator("a.glossary-link").first
    line = link.evaluate("a => getComputedStyle(a).textDecorationLine")
    colours = link.evaluate(
        "a => [a, a.parentNode].map(e => getComputedStyle(e).color)"
    )
    assert line == "underline"
    assert colours[0] == colours[1]
    # With Control it is a link like any other; a plain click answers in its place.
    held = """(a, ctrlKey) => !a.dispatchEvent(
        new MouseEvent("click", {ctrlKey, bubbles: true, cancelable: true}))"""
    assert not link.evaluate(held, True)
    assert link.evaluate(held, False)
    page.goto(link.evaluate("a => a.href"))
    assert "/book/glossary.html#term-" in page.url
    assert page.locator(f"[id='{page.url.split('#')[1]}']").count() == 1


@pytest.mark.parametrize("path", [*CHAPTER_PAGES, *EXERCISES], ids=lambda p: p.stem)
def test_chapter_and_exercises_show_the_table_and_the_download(path):
    here = [e for e in REGISTRY.values() if e.chapter == path.stem[:2]]
    (table,) = [t for t in article(path).find_all("table") if "you hand in" in t.text]
    rows = table.select("tbody tr")
    assert [row.find_all("td")[3].text for row in rows] == [str(e.points) for e in here]
    for row in rows:
        page, anchor = row.find("a")["href"].split("#")
        target = article(HTML / "exercises" / (page.split("/")[-1] or path.name))
        assert target.find(id=anchor).find("h2")
    (download,) = article(path).select("a.download")
    file = (path.parent / download["href"]).resolve()
    assert (
        file.read_bytes()
        == (HTML.parents[1] / f"exercises/{path.stem}.ipynb").read_bytes()
    )


@pytest.mark.parametrize(
    "path", sorted((HTML / "solutions").glob("*.html")), ids=lambda p: p.stem
)
def test_solutions_are_folded_up(path):
    code = article(path).select(".cell_input")
    shut = [c for c in code if c.find_parent("details", open=False)]
    asked = [e for e in REGISTRY.values() if e.chapter == path.stem[:2]]
    assert len(shut) >= len(asked)
    checks = [c for c in code if "cb.check(" in c.text]
    assert len(checks) == len(asked)
    assert all(check in shut for check in checks)
    assert not article(path).select("details[open]")
    assert "SOLUTION" not in article(path).text
    assert "Replace each" not in article(path).text


def test_the_formula_sheet_prints_on_one_sheet_that_can_be_read(site, visit):
    page = visit(f"{site}/book/formula-sheet.html").page
    printed = pdfium.PdfDocument(page.pdf(prefer_css_page_size=True))
    front, back = (leaf.get_textpage().get_text_range() for leaf in printed)
    assert "Gram matrix" in front
    assert "chapter 13" not in front
    assert back.startswith("Networks since LeNet")
    assert {(round(w), round(h)) for w, h in map(printed.get_page_size, (0, 1))} == {
        (842, 595)
    }
    page.emulate_media(media="print")
    size = "e => parseFloat(getComputedStyle(e).fontSize)"
    assert page.locator("#formula-sheet td").first.evaluate(size) * 0.75 >= 7


@pytest.mark.parametrize(("width", "height"), [(1280, 900), (390, 844)])
def test_the_first_screen_says_what_for_whom_and_how(width, height, site, visit):
    page = visit(f"{site}/book/welcome.html", width=width).page
    page.set_viewport_size({"width": width, "height": height})
    opening = page.get_by_text("for everybody who can multiply")
    ways = page.locator(".ways-in .sd-card")
    assert [way.inner_text().split()[0] for way in ways.all()] == [
        "Read",
        "Solve",
        "Teach",
    ]
    explorer = page.locator("[data-state]").first
    step = explorer.get_by_role("button", name="Step", exact=True)
    image = explorer.locator("p.title").first
    for thing in [page.locator("article h1"), opening, *ways.all(), step, image]:
        box = thing.bounding_box()
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= height
    step.click()
    explorer.get_by_text("Row 0, column 1:").wait_for()


def test_the_map_and_the_plans_stand_on_their_pages():
    rows = article(HTML / "book" / "lecture-map.html").select("tbody tr")
    assert [row.td.text for row in rows] == [f"L{n:02}" for n in range(1, 44)]
    assert all(len(row.select("a")) >= 2 for row in rows)
    page = article(HTML / "book" / "for-instructors.html")
    for number, name in [(15, "fifteen"), (12, "twelve"), (6, "six")]:
        plan = page.select(f"#a-course-of-{name}-sessions tbody tr")
        assert len(plan) == number
    assert len(page.select("#learning-objectives tbody tr")) == len(CHAPTERS)
    folds = page.select("#mistakes-to-expect details")
    assert len(folds) == len({e.chapter for e in REGISTRY.values()})
