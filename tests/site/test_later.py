"""What a page fetches only when its reader moves."""

import pytest
from playwright.sync_api import expect

from scripts.browser import CHROMIUM, FLAGS

from .conftest import Visit

CHAPTER = "chapters/05-volumes-and-filters.html"
MENU = '[data-bs-toggle="dropdown"]'


@pytest.fixture
def untouched(browser, site):
    """Open the chapter in a browser of its own, which has not seen a pointer yet.

    Chromium without a window tells every new page where it was last, in any tab.
    """
    fresh = browser.browser_type.launch(executable_path=CHROMIUM, args=FLAGS)
    page = fresh.new_page(viewport={"width": 1280, "height": 900})
    yield Visit(page).open(f"{site}/{CHAPTER}")
    fresh.close()


def fetched(visit):
    """Say whether the script of menus has been asked for."""
    return any("bootstrap.js" in address for address in visit.requests)


def test_a_page_that_nobody_touches_does_without_bootstrap(untouched):
    seen = untouched
    seen.page.evaluate(
        "document.body.dispatchEvent(new PointerEvent('pointermove', {bubbles: true}))"
    )
    seen.page.wait_for_timeout(50)
    assert not fetched(seen), "the pointer has not moved"
    seen.page.mouse.move(50, 50, steps=3)
    seen.page.wait_for_function("window.bootstrap")
    assert fetched(seen)
    assert not seen.complaints


def test_a_menu_that_is_pressed_before_its_script_has_come_opens(untouched):
    page = untouched.page
    held = []
    page.route("**/bootstrap.js", lambda route: held.append(route))
    with page.expect_request("**/bootstrap.js"):
        page.locator(MENU).first.click()
    assert not page.evaluate("Boolean(window.bootstrap)")
    while not held:  # the request was seen; its route comes at once
        page.wait_for_timeout(10)
    held.pop().continue_()
    expect(page.locator(".dropdown-menu.show")).to_be_visible()
    page.locator(MENU).first.click()
    expect(page.locator(".dropdown-menu.show")).to_have_count(0)


def test_a_menu_opens_by_keyboard(site, visit):
    page = visit(f"{site}/{CHAPTER}").page
    page.locator(MENU).first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".dropdown-menu.show")).to_be_visible()


def test_the_contents_mark_what_is_read(site, visit):
    page = visit(f"{site}/{CHAPTER}", width=1400).page
    heading = page.locator("article h2").nth(4)
    heading.evaluate("h => h.scrollIntoView()")
    name = heading.evaluate("h => h.parentElement.id")
    marked = page.locator("nav.page-toc a.active").last
    expect(marked).to_have_attribute("href", f"#{name}")
