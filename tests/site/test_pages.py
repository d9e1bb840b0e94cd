"""Every page of the book, as a reader meets it in a browser."""

from itertools import pairwise

import pytest

from .axe import violations
from .conftest import HTML, pages

PAGES = pages()
FIRST = {path.split("/")[0]: path for path in reversed(PAGES)}.values()
"""One page of each kind, whose colours are looked at in both looks at both widths.

Of the others it is one look at each width, which finds what is wrong in a look and what
is wrong at a width; the frame, where both may matter, is the same on all of a kind.
"""
FORMULAS = {  # pages with formulas, and how many there should be at least
    "chapters/02-convolution-by-hand.html": 2,
    "chapters/04-padding-stride-output-size.html": 4,
    "book/formula-sheet.html": 6,
}


def test_there_are_pages():
    assert len(PAGES) >= 12


STILL = (
    "*, ::before, ::after { transition: none !important; animation: none !important }"
)


# What a picture says, how fine it is, and how wide for its height: as told, and truly.
PICTURES = """async () => {
    const told = (i) => i.getAttribute("width") / i.getAttribute("height");
    const found = [];
    for (const i of document.querySelectorAll("article img")) {
        i.loading = "eager";
        await i.decode();
        const beside = i.closest(".chapter-pictures a")?.innerText;
        const text = beside && !i.alt ? `${beside}: one of the many in it` : i.alt;
        found.push([text, i.naturalWidth / i.clientWidth, told(i),
            i.naturalWidth / i.naturalHeight]);
    }
    return found;
}"""


def assert_pictures_speak(page):
    """Every picture has a text in its place, and two pixels for each of the page.

    It says how large it is before it arrives, so that nothing jumps.
    """
    for text, sharpness, said, true in page.evaluate(PICTURES):
        assert len(text.split()) >= 8
        assert sharpness > 1.9, text
        assert abs(said / true - 1) < 0.02, text


# Whatever the keyboard can reach, with its folds open, looks different in focus.
FOCUS = """() => {
    const reach = (root) => [...root.querySelectorAll("*")].flatMap(
        (e) => e.shadowRoot ? [e, ...reach(e.shadowRoot)] : [e]);
    const look = (e) => {
        const s = getComputedStyle(e);
        const outline = s.outlineStyle !== "none" && parseFloat(s.outlineWidth) > 0;
        return [outline && s.outline, s.boxShadow, s.borderColor, s.backgroundColor,
            s.textDecoration, s.color, e.getBoundingClientRect().top].join("|");
    };
    const hidden = [];
    document.activeElement.blur();
    for (const e of reach(document)) {
        const seen = e.checkVisibility({visibilityProperty: true});
        if (e.tabIndex < 0 || e.disabled || !seen) continue;
        const arrow = e.querySelector(":scope > .toctree-toggle"); // all one sees of it
        const around = [e.closest("label"), e.parentElement];
        const parts = [e, arrow, ...around].filter(Boolean);
        const before = parts.map(look).join();
        e.focus({preventScroll: true});
        const active = e.getRootNode().activeElement === e;
        if (active && parts.map(look).join() === before) hidden.push(e.outerHTML);
        e.blur();
    }
    return hidden;
}"""


# On a phone tables stay within the page, four given grids without names stand in one
# row, and no sign begins a line.
PHONE = """() => {
    const tables = [...document.querySelectorAll(".bd-article table")]
        .filter((t) => t.scrollWidth > t.parentElement.clientWidth + 1)
        .map((t) => t.innerText.slice(0, 60));
    const alone = [];
    for (const e of document.querySelectorAll(".bd-article :is(.math, code, a, em)")) {
        for (const [n, at] of [[e.nextSibling, 0], [e.previousSibling, -1]]) {
            if (n?.nodeType !== 3) continue;
            const place = (n.data.length + at) % n.data.length;
            if (!(at ? "([" : ".,;:)!?").includes(n.data[place])) continue;
            const range = document.createRange();
            range.setStart(n, place);
            range.setEnd(n, place + 1);
            const sign = range.getClientRects()[0];
            const word = [...e.getClientRects()].at(at ? 0 : -1);
            if (!sign || !word) continue;
            const apart = at ? word.top - sign.bottom : sign.top - word.bottom;
            if (apart > -2) alone.push(e.innerText + n.data[place]);
        }
    }
    const parted = [...document.querySelectorAll(".given-grids")]
        .filter((row) => !row.querySelector("caption"))
        .map((row) => [...row.children].map((grid) => grid.offsetTop))
        .filter((tops) => tops.length === 4 && new Set(tops).size > 1);
    return [...tables, ...alone, ...parted];
}"""


def skipped_headings(page):
    """Return the headings that stand more than one level below the one before."""
    found = page.evaluate(
        "[...document.querySelectorAll('article :is(h1,h2,h3,h4,h5,h6)')]"
        ".map(h => [Number(h.tagName[1]), h.textContent])"
    )
    return [text for (a, _), (b, text) in pairwise(found) if b > a + 1]


def dark(page):
    """Turn a page to its dark look, as the reader's system does."""
    page.emulate_media(color_scheme="dark")
    page.wait_for_function("document.documentElement.dataset.theme === 'dark'")


@pytest.mark.parametrize("path", PAGES)
def test_the_page_holds_up(path, site, visit):
    """Visit once: offline, formulas, pictures, axe in both looks, phone."""
    seen = visit(f"{site}/{path}")
    page = seen.page
    assert seen.outside(site) == []
    assert seen.complaints == []
    assert page.locator("article h1").count() == 1
    written = page.locator(".math").count()
    assert page.locator(".math > math").count() == written
    assert written >= FORMULAS.get(path, 0)
    assert not written or page.evaluate("document.fonts.check('1em Formulas', '∑√𝑛')")
    assert_pictures_speak(page)
    assert skipped_headings(page) == []

    page.add_style_tag(content=STILL)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUS) == []
    assert violations(page, colours=False) == []
    assert violations(page, "each look once", colours=True) == []
    page.set_viewport_size({"width": 390, "height": 900})
    page.evaluate("new Promise(requestAnimationFrame)")
    if path in FIRST:
        assert violations(page, "each look once", colours=True) == []
    dark(page)
    if path in FIRST:
        page.set_viewport_size({"width": 1280, "height": 900})
        assert violations(page, "each look once", colours=True) == []
        page.set_viewport_size({"width": 390, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.evaluate(PHONE) == []
    page.evaluate("window.scrollTo(500, 0)")
    assert page.evaluate("window.scrollX") == 0
    assert violations(page, colours=False) == []
    assert violations(page, "each look once", colours=True) == []


@pytest.mark.parametrize("path", PAGES)
def test_the_page_opens_from_a_folder(path, visit):
    seen = visit((HTML / path).as_uri())
    assert seen.outside(HTML.as_uri()) == []
    assert seen.complaints == []
    written = seen.page.locator(".math").count()
    assert seen.page.locator(".math > math").count() == written


@pytest.mark.parametrize("look", [{}, {"scheme": "dark"}])
def test_the_page_opens_in_the_look_of_the_reader(look, site, visit):
    page = visit(f"{site}/{PAGES[0]}", **look).page
    shown = page.evaluate("document.documentElement.dataset.theme")
    assert shown == look.get("scheme", "light")


def test_explorers_and_feedback_stand_on_the_page_in_the_dark(site, visit):
    for path in ("chapters/02-convolution-by-hand", "solutions/02-convolution-by-hand"):
        page = visit(f"{site}/{path}.html", scheme="dark").page
        cards = page.locator(".text_html:has(.cb-feedback, [data-state])")
        assert cards.count() > 0
        for number in range(cards.count()):
            colour = cards.nth(number).evaluate(
                "c => getComputedStyle(c).backgroundColor"
            )
            assert colour == "rgba(0, 0, 0, 0)"


def test_a_wide_figure_scrolls_by_itself_on_a_phone(site, visit):
    page = visit(f"{site}/chapters/07-from-numpy-to-keras.html", width=390).page
    picture = page.locator("img.in-light[alt*='Four grids']")
    boxes = (
        "xpath=ancestor::div[@class='picture' or contains(@class, 'cell_output')][1]"
    )
    figure = picture.locator(boxes)
    picture.evaluate("i => { i.loading = 'eager'; return i.decode() }")
    beyond = "f => f.scrollWidth - f.clientWidth"
    assert figure.evaluate(beyond) <= 0
    picture.evaluate("i => i.style.setProperty('--own', '900px')")  # make it wide
    page.evaluate("dispatchEvent(new Event('resize'))")
    assert figure.evaluate(beyond) > 50
    assert figure.get_attribute("tabindex") == "0"
    shape = "i => [i.clientWidth / i.clientHeight, i.naturalWidth / i.naturalHeight]"
    shown, true = picture.evaluate(shape)
    assert abs(shown / true - 1) < 0.02


def test_code_can_be_copied(browser, site):
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{site}/chapters/02-convolution-by-hand.html")
    page.get_by_text("Imports and data").first.click()
    page.locator("div.highlight").first.hover()
    named = page.locator("button.copybtn").evaluate_all(
        "all => all.map(e => e.ariaLabel)"
    )
    assert named == [f"Copy code {number}" for number in range(1, len(named) + 1)]
    page.locator("button.copybtn").first.click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("import ")
    assert (
        copied.strip() == page.locator("div.highlight pre").first.inner_text().strip()
    )
    context.close()


def test_the_quiz_answers_to_the_keyboard(site, visit):
    page = visit(f"{site}/chapters/02-convolution-by-hand.html").page
    option = page.locator("details.sd-dropdown", has_text="A. 5").first
    assert option.get_attribute("open") is None
    option.locator("summary").focus()
    page.keyboard.press("Enter")
    assert option.get_attribute("open") is not None
    assert option.get_by_text("they lie on the 2 and the 3").is_visible()


@pytest.mark.parametrize("from_a_folder", [False, True])
def test_search_finds_a_word_offline(from_a_folder, site, visit):
    site = HTML.as_uri() if from_a_folder else site
    seen = visit(f"{site}/search.html?q=stride")
    seen.page.wait_for_selector("#search-results li")
    assert "Padding" in seen.page.locator("#search-results").inner_text()
    assert seen.outside(site) == []
