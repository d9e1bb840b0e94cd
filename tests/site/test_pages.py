"""Every page of the book, as a reader meets it in a browser."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from .conftest import HTML, pages

PAGES = pages()
FORMULAS = {  # pages with formulas, and how many there should be at least
    "chapters/02-convolution-by-hand.html": 2,
    "chapters/04-padding-stride-output-size.html": 4,
    "book/formula-sheet.html": 6,
}
STILL = (
    "*, ::before, ::after { animation: none !important; transition: none !important }"
)


def test_there_are_pages():
    assert len(PAGES) >= 12


@pytest.mark.parametrize("path", PAGES)
def test_the_page_works_by_itself(path, site, visit):
    seen = visit(f"{site}/{path}")
    assert seen.outside(site) == []
    assert seen.complaints == []
    assert seen.page.locator("article h1").count() == 1
    written = seen.page.locator(".math").count()
    assert seen.page.locator("mjx-container").count() == written
    assert written >= FORMULAS.get(path, 0)


@pytest.mark.parametrize("path", PAGES)
def test_the_page_opens_from_a_folder(path, visit):
    seen = visit((HTML / path).as_uri())
    assert seen.outside(HTML.as_uri()) == []
    assert seen.complaints == []
    assert (
        seen.page.locator("mjx-container").count() == seen.page.locator(".math").count()
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(path, scheme, site, visit):
    page = visit(f"{site}/{path}", scheme=scheme).page
    shown = page.evaluate("document.documentElement.dataset.theme")
    assert shown == scheme
    page.add_style_tag(content=STILL)  # what opens would fade in
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert page.evaluate("document.getAnimations().length") == 0
    found = Axe().run(page).response["violations"]
    told = [
        (rule["id"], node["html"][:200], node["failureSummary"][:300])
        for rule in found
        for node in rule["nodes"]
    ]
    assert told == []


@pytest.mark.parametrize("path", PAGES)
def test_a_phone_needs_no_sideways_scroll(path, site, visit):
    page = visit(f"{site}/{path}", width=390).page
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.evaluate("window.scrollTo(500, 0)")
    assert page.evaluate("window.scrollX") == 0


@pytest.mark.parametrize("path", PAGES)
def test_every_picture_says_what_it_shows(path, site, visit):
    page = visit(f"{site}/{path}").page
    images = page.locator("article img")
    for number in range(images.count()):
        assert len((images.nth(number).get_attribute("alt") or "").split()) >= 8
        assert images.nth(number).evaluate("i => i.naturalWidth / i.clientWidth") > 1.9


def test_the_quiz_answers_to_the_keyboard(site, visit):
    page = visit(f"{site}/chapters/02-convolution-by-hand.html").page
    option = page.locator("details.sd-dropdown", has_text="A. 5").first
    assert option.get_attribute("open") is None
    option.locator("summary").focus()
    page.keyboard.press("Enter")
    assert option.get_attribute("open") is not None
    assert option.get_by_text("they lie on the 2 and the 3").is_visible()


def test_search_finds_a_word_offline(site, visit):
    seen = visit(f"{site}/search.html?q=stride")
    seen.page.wait_for_selector("#search-results li")
    assert "Padding" in seen.page.locator("#search-results").inner_text()
    assert seen.outside(site) == []
