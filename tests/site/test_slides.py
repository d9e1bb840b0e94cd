"""The slides in a browser: an example with every kind, and those of each chapter."""

import base64
import io

import pytest
from PIL import Image
from pypdf import PdfReader

from sphinxext.slides import page as deck_page
from sphinxext.slides import read
from tests import slides_example as example

from . import digits
from .axe import violations
from .conftest import HTML
from .test_pages import STILL

DECKS = sorted((HTML / "slides").glob("*.html"))
APPENDICES = sorted((HTML / "book").glob("B-*.html"))  # those with slides

TURN = "n => { Reveal.slide(n); return new Promise(requestAnimationFrame) }"
PARTS_THAT_STICK_OUT = """() => {
  const slide = Reveal.getCurrentSlide();
  const frame = slide.getBoundingClientRect();
  const out = [...slide.querySelectorAll("*")].filter(part => {
    const box = part.getBoundingClientRect();
    return box.width && !part.closest(".notes, .explorer > *") && (
      box.left < frame.left - 1 || box.right > frame.right + 1 ||
      box.top < frame.top - 1 || box.bottom > frame.bottom - 30);
  });
  const scrolled = [...slide.querySelectorAll(".explorer")].filter(part =>
    part.scrollWidth > part.clientWidth);
  const wrapped = [...slide.querySelectorAll(".output pre")].filter(part => {
    const {fontSize, lineHeight} = getComputedStyle(part);
    const lines = part.textContent.trimEnd().split("\\n").length;
    return parseFloat(fontSize) > 18 &&
      part.clientHeight > (lines + 0.5) * parseFloat(lineHeight);
  });
  return [...out, ...scrolled, ...wrapped].map(part => part.outerHTML.slice(0, 200));
}"""

LEAST = 18
"""Pixels that a digit must have on a slide 1280 wide, to be read from the last row."""
SMALLER = {
    ("08", 11): 16,
    ("08", 15): 16,
    ("11", 7): 16,
    ("11", 13): 14,
    ("12", 3): 16,
    ("12", 10): 16,
    ("12", 13): 13,
}
"""Slides with smaller digits in their pictures, and what these must have at least."""
SMALL_DIGITS = f"""() => {{
  const slide = Reveal.getCurrentSlide();
  const texts = document.createTreeWalker(slide, NodeFilter.SHOW_TEXT);
  const small = [];
  while (texts.nextNode()) {{
    const {{data, parentElement: at}} = texts.currentNode;
    const size = parseFloat(getComputedStyle(at).fontSize);
    if (/[0-9]/.test(data) && size < {LEAST} && !at.closest(".notes, .explorer, style"))
      small.push(`${{size}}: ${{data.trim().slice(0, 60)}}`);
  }}
  return small;
}}"""
PICTURES = """() => [...Reveal.getCurrentSlide().querySelectorAll("img")]
  .filter(img => img.offsetWidth)
  .map(img => [img.src, img.getBoundingClientRect().width / img.naturalWidth])"""

CARDS = """() => {
  const all = [...document.querySelectorAll(".picture img")];
  const shown = all.filter(img => getComputedStyle(img).display !== "none");
  const light = shown.filter(img => !img.matches(".in-dark"));
  return [light.length, all.length - 2 * shown.length];
}"""
"""How many pictures have no look of their own for the dark, and how many are amiss."""


def too_small(page, least):
    """Return what digits of a slide are too small, in words and in pictures."""
    small = page.evaluate(SMALL_DIGITS)
    for source, scale in page.evaluate(PICTURES):
        picture = Image.open(io.BytesIO(base64.b64decode(source.split(",")[1])))
        size = scale * min(digits.sizes(picture), default=1000)
        if size < 0.955 * least:  # a digit's height is a whole number of dots
            small.append(f"a digit of {size:.1f} in a picture {picture.size}")
    return small


@pytest.fixture(scope="session")
def example_deck(tmp_path_factory):
    folder = tmp_path_factory.mktemp("slides")
    notebook = example.write(folder / "99-example.ipynb", example.cells())
    target = folder / "99-example.html"
    target.write_text(deck_page(read(notebook)), encoding="utf-8")
    return target


@pytest.fixture
def shown(visit, example_deck):
    """Return a function that opens slides at 1280 by 720: shown(path, scheme=…)."""

    def show(path=None, query="", **look):
        seen = visit((path or example_deck).as_uri() + query, **look)
        seen.page.set_viewport_size({"width": 1280, "height": 720})
        seen.page.wait_for_function("Reveal.isReady()")
        return seen

    return show


def assert_every_slide_holds_up(seen, address):
    """Nothing sticks out or asks for more, and axe is content, on every slide."""
    page = seen.page
    page.add_style_tag(content=STILL)
    slides = range(page.evaluate("Reveal.getTotalSlides()"))
    name = address.split("/")[-1][:2]
    assert violations(page) == []
    for number in slides:
        page.evaluate(TURN, number)
        assert page.evaluate("Reveal.getCurrentSlide().scrollHeight") <= 720
        assert page.evaluate(PARTS_THAT_STICK_OUT) == []
        assert too_small(page, SMALLER.get((name, number), LEAST)) == []
        assert violations(page, "section.present") == []
    page.emulate_media(color_scheme="dark")
    page.wait_for_function("document.documentElement.dataset.theme === 'dark'")
    assert violations(page, colours=True) == []
    for number in slides:
        page.evaluate(TURN, number)
        assert violations(page, "section.present", colours=True) == []
    assert seen.outside(address) == []
    assert seen.complaints == []


def test_every_slide_of_the_example_holds_up(shown, example_deck):
    assert_every_slide_holds_up(shown(), example_deck.as_uri())


@pytest.mark.parametrize("path", DECKS, ids=lambda path: path.stem)
def test_every_slide_of_a_chapter_holds_up(path, shown):
    seen = shown(path)
    assert_every_slide_holds_up(seen, path.as_uri())  # which leaves it in the dark
    assert seen.page.evaluate(CARDS) == [0, 0]


def test_every_chapter_leads_to_its_slides_by_keyboard(site, visit):
    chapters = sorted((HTML / "chapters").glob("*.html"))
    appendices = [f"{path.stem}.html" for path in APPENDICES]
    assert [d.name for d in DECKS] == [*(c.name for c in chapters), *appendices]
    page = visit(f"{site}/chapters/{chapters[0].name}").page
    link = page.get_by_role("link", name="Slides", exact=True)
    said = link.get_attribute("title") or link.get_attribute("data-bs-original-title")
    assert said == "Lecture slides of this chapter"
    link.focus()
    with page.expect_popup() as opened:
        page.keyboard.press("Enter")
    opened.value.wait_for_function("window.Reveal && Reveal.isReady()")
    assert opened.value.url.startswith(f"{site}/slides/{chapters[0].name}")


def test_keys_turn_slides_show_all_and_change_the_look(shown):
    page = shown().page
    where = "Reveal.getIndices().h"
    page.keyboard.press("ArrowRight")
    assert page.evaluate(where) == 1
    page.keyboard.press("d")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert dark == "rgb(18, 18, 18)"  # of the pages, and of pictures
    page.keyboard.press("o")
    assert page.evaluate("Reveal.isOverview()")
    page.keyboard.press("Escape")
    page.keyboard.press("End")
    assert page.evaluate(where) == page.evaluate("Reveal.getTotalSlides()") - 1
    assert page.locator(".slide-number").inner_text().replace("\n", "") == "9 / 9"


def test_an_explorer_has_its_own_keys_until_escape(shown):
    page = shown().page
    page.evaluate("Reveal.slide(6)")
    explorer = page.locator("cb-conv-stepper")
    page.get_by_role("button", name="Step", exact=True).click()
    assert "6" in explorer.locator(".status").inner_text()
    page.keyboard.press("ArrowRight")
    page.keyboard.press(" ")
    assert page.evaluate("Reveal.getIndices().h") == 6
    assert "11" in explorer.locator(".status").inner_text()
    page.keyboard.press("Escape")
    assert not page.evaluate("Reveal.isOverview()")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("Reveal.getIndices().h") == 7


def test_a_swipe_turns_the_slide_but_not_over_an_explorer(shown):
    page = shown().page
    swipe = """place => {
      const all = {bubbles: true, composed: true, pointerType: "touch", clientY: 300};
      for (const [kind, clientX] of [["down", 600], ["move", 500], ["up", 500]])
        place.dispatchEvent(new PointerEvent("pointer" + kind, {...all, clientX}));
    }"""
    page.locator("section.present").evaluate(swipe)
    assert page.evaluate("Reveal.getIndices().h") == 1
    page.evaluate("Reveal.slide(6)")
    page.locator("cb-conv-stepper").evaluate(swipe)
    assert page.evaluate("Reveal.getIndices().h") == 6


def test_the_speaker_sees_the_notes(shown):
    page = shown().page
    page.evaluate("Reveal.slide(3)")
    with page.expect_popup() as opened:
        page.keyboard.press("s")
    notes = opened.value.locator(".speaker-controls-notes .value")
    notes.get_by_text("Between.").wait_for()
    assert "Before." in notes.inner_text()


def test_slides_print_one_to_a_page(shown, tmp_path):
    page = shown(query="?print-pdf", scheme="dark").page
    page.locator(".pdf-page").first.wait_for()
    assert page.evaluate("document.documentElement.dataset.theme") == "light"
    page.wait_for_timeout(300)
    target = tmp_path / "slides.pdf"
    page.pdf(path=target, prefer_css_page_size=True, print_background=True)
    printed = PdfReader(target)
    assert len(printed.pages) == 9
    assert "Words only" in printed.pages[1].extract_text()
    assert float(printed.pages[0].mediabox.width) == pytest.approx(960, abs=2)
