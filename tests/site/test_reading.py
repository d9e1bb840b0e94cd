"""What a reader meets between the lines: folds, figures, words, contents and search."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from .conftest import HTML

ROOT = Path(__file__).parents[2]
KERNELS = "chapters/03-kernels-as-feature-detectors.html"
TEXTS = sorted((ROOT / "chapters" / "md").glob("*.md"))


@pytest.mark.parametrize("text", TEXTS, ids=lambda path: path.stem[:2])
def test_an_answer_waits_until_its_reader_opens_it(text):
    page = (HTML / "chapters" / f"{text.stem}.html").read_text("utf-8")
    folds = BeautifulSoup(page, "html.parser").select("article details.answer")
    marks = re.findall(r"(?<=\n\n)% answer(?:: .*)?\n\n", text.read_text("utf-8"))
    assert len(folds) == len(marks)
    for fold in folds:
        assert fold.get("open") is None
        assert fold.summary.get_text().strip().startswith("Open when ")
        assert len(fold.find_all(["p", "img", "pre", "table"])) > 0


def test_code_to_skip_is_folded_under_a_word_for_it():
    soup = BeautifulSoup((HTML / KERNELS).read_text("utf-8"), "html.parser")
    said = {
        fold.summary.find(class_="collapsed").get_text(strip=True): fold.get_text()
        for fold in soup.select("article details.hide")
    }
    assert "import numpy" in said["Imports and data"]
    assert "kernels_and_maps" in said["The code of Figure 3.1"]
    assert "assert" in said["The checks of these numbers"]
    shown = [c for c in soup.select(".cell_input") if not c.find_parent("details")]
    assert len(shown) > 8
    assert not any("plt.show()" in code.get_text() for code in shown)


def test_a_figure_opens_in_its_place(site, visit):
    page = visit(f"{site}/{KERNELS}", width=390).page
    figure = page.locator("#figure-3-1")
    before = page.evaluate("scrollY")
    link = figure.get_by_role("link", name="Enlarge Figure 3.1")
    link.focus()
    page.keyboard.press("Enter")
    opened = page.get_by_role("dialog", name="Figure 3.1")
    picture = opened.locator("img")
    assert picture.count() == 1
    assert picture.bounding_box()["width"] > 390
    page.keyboard.press("Escape")
    assert opened.count() == 0
    assert link.evaluate("a => a === document.activeElement")
    figure.locator("img:visible").click()
    opened.get_by_role("button", name="Close").click()
    assert opened.count() == 0
    assert page.url.split("#")[0] == f"{site}/{KERNELS}"
    assert page.evaluate("scrollY") >= before


def test_the_dark_has_pictures_of_its_own(site, visit):
    page = visit(f"{site}/{KERNELS}", scheme="dark").page
    shown = page.locator("#figure-3-2 img:visible")
    assert shown.count() == 1
    assert shown.get_attribute("src").endswith("-dark.webp")
    assert shown.evaluate("i => getComputedStyle(i).filter") == "none"
    page.emulate_media(color_scheme="light")
    page.wait_for_function("document.documentElement.dataset.theme === 'light'")
    assert not shown.get_attribute("src").endswith("-dark.webp")


def test_a_word_of_the_glossary_answers_in_its_place(site, visit):
    page = visit(f"{site}/{KERNELS}", width=390).page
    word = page.locator("a.glossary-link", has_text="gradient").first
    word.focus()
    page.keyboard.press("Enter")
    said = page.get_by_role("note").filter(has_text="gradient")
    assert len(said.inner_text()) > 40
    assert word.get_attribute("aria-expanded") == "true"
    below = said.bounding_box()["y"] - word.bounding_box()["y"]
    assert 0 < below < 300
    assert page.url.split("#")[0] == f"{site}/{KERNELS}"
    page.keyboard.press("Enter")
    assert said.count() == 0
    page.keyboard.press("Enter")
    said.get_by_role("link", name="In the glossary").click()
    page.wait_for_url("**/book/glossary.html#term-*")


def test_code_that_goes_on_fades_until_its_end(site, visit):
    page = visit(f"{site}/{KERNELS}", width=390).page
    code = page.locator("pre.goes-on:visible").first.element_handle()
    fade = "p => getComputedStyle(p.parentElement, '::after').content"
    assert code.evaluate(fade) == '""'
    code.evaluate("p => p.scrollTo(10000, 0)")
    page.wait_for_function("p => !p.matches('.goes-on')", arg=code)
    code = page.locator("pre.goes-on:visible").first
    page.emulate_media(forced_colors="active")  # in which no ground shades off
    edge = "p => getComputedStyle(p.parentElement, '::after').borderRightStyle"
    assert code.evaluate(edge) == "dotted"
    printed = page.locator("article .cell_output pre").first
    frame = "p => getComputedStyle(p).borderLeftStyle"
    assert printed.evaluate(frame) == "solid"
    page.emulate_media(forced_colors="none")


def test_the_contents_close_behind_a_reader_who_has_chosen(site, visit):
    page = visit(f"{site}/{KERNELS}", width=390).page
    assert page.locator(".page-name").inner_text().startswith("3 · Kernels")
    page.locator(".secondary-toggle").click()
    contents = page.locator("#pst-secondary-sidebar-modal")
    contents.get_by_role("link", name="A gallery").click()
    contents.wait_for(state="hidden")
    heading = page.get_by_role("heading", name="A gallery")
    page.wait_for_function(
        "h => Math.abs(h.getBoundingClientRect().top) < 200",
        arg=heading.element_handle(),
    )
    page.mouse.wheel(0, -50)  # upwards, which would call it up
    page.wait_for_timeout(200)
    assert not page.locator("#pst-back-to-top").is_visible()
    page.locator("button.search-button:visible").first.click()
    assert begins_after_its_sign(page.locator("#pst-search-dialog form"))


def begins_after_its_sign(form):
    """Return whether the words of a field for search begin right of the magnifier."""
    sign = form.locator("svg").bounding_box()
    start = form.locator("input").evaluate(
        "i => i.getBoundingClientRect().x + parseFloat(getComputedStyle(i).paddingLeft)"
    )
    return start >= sign["x"] + sign["width"]


def test_search_shows_text_and_keeps_the_focus(site, visit):
    page = visit(f"{site}/search.html?q=stride", width=390).page
    page.wait_for_selector("#search-results li p.context")
    page.wait_for_timeout(300)
    field = page.locator(".bd-search-container input")
    assert field.evaluate("i => i === document.activeElement")
    assert begins_after_its_sign(page.locator(".bd-search-container form"))
    for words in page.locator("#search-results p.context").all_inner_texts():
        assert not re.search(r"Slides|\.ipynb|Contents|The code of", words), words
    word = page.locator("#search-results li", has_text="glossary > stride")
    assert "in pixels" in word.locator("p.context").inner_text(), "what it means"
    names = page.locator("#search-results li a").all_inner_texts()
    assert len(set(names)) == len(names)


def test_every_chapter_has_a_picture_on_the_welcome_page(site, visit):
    page = visit(f"{site}/book/welcome.html").page
    links = page.locator(".chapter-pictures a")
    assert links.count() == len(TEXTS)
    for link, text in zip(links.all(), TEXTS, strict=True):
        assert link.get_attribute("href") == f"../chapters/{text.stem}.html"
        assert link.inner_text().startswith(f"{int(text.stem[:2])} · ")
        assert link.locator("img:visible").get_attribute("alt") == ""


def test_what_scrolls_by_itself_is_found_in_one_look(browser, site):
    """The page is not laid out anew for each of its boxes, which phones feel."""
    context = browser.new_context(viewport={"width": 390, "height": 900})
    page = context.new_page()
    page.goto(f"{site}/chapters/06-pooling.html")
    wide = ".bd-article pre[tabindex='0']"
    page.wait_for_selector(wide, state="attached")
    browsers = context.new_cdp_session(page)
    browsers.send("Performance.enable")

    def layouts():
        found = browsers.send("Performance.getMetrics")["metrics"]
        return sum(m["value"] for m in found if m["name"] == "RecalcStyleCount")

    page.locator(wide).evaluate_all(
        "all => all.forEach(e => e.removeAttribute('tabindex'))"
    )
    before = layouts()
    page.evaluate("dispatchEvent(new Event('resize'))")
    assert layouts() - before <= 5
    assert page.locator(wide).count() > 5
    page.locator(wide).evaluate_all(
        "all => all.forEach(e => e.removeAttribute('tabindex'))"
    )
    page.locator(".bd-article").evaluate("a => a.append('new')")  # as an output would
    page.wait_for_selector(wide, state="attached")
    context.close()
