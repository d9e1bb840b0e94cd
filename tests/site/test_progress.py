"""The pages say what is solved, begun and left, out of this browser alone."""

import json
import re

import pytest

from cnnbook.exercises import REGISTRY
from cnnbook.grading import Progress
from cnnbook.grading.record import Kept
from tests.site.axe import violations
from tests.site.conftest import HTML
from tests.site.test_solve import READY, address, panel, pytestmark  # noqa: F401

WELCOME, HOW_TO = "book/welcome.html", "book/how-to-use.html"
CHAPTER = "chapters/04-padding-stride-output-size.html"
BY_HAND = ["23", "-5", "15", "19"]
SHIFTS = """() => new Promise((done) => new PerformanceObserver((list) =>
    done(list.getEntries().reduce((sum, one) => sum + one.value, 0)))
    .observe({type: 'layout-shift', buffered: true}) ?? setTimeout(done, 400, 0))"""


def keep(page, **works):
    """Put work into the browser, as the page of chapter 4 would."""
    for name, work in works.items():
        key = f"cnnbook / {name.replace('_', '-')}"
        page.evaluate(
            "(pair) => localStorage.setItem(...pair)", [key, json.dumps(work)]
        )


PLACE = {
    "href": "exercises/04-padding-stride-output-size.html#pad-and-slide-by-hand",
    "title": "Pad and slide by hand\u00a0★",
}
WORKS = {
    "output_size": {"state": "begun", "passed": True, "code": "x = 1\n"},
    "pad_by_hand": {"state": "begun", "fields": ["1", "", "", ""]},
    "last": PLACE,
}


def test_nothing_is_shown_to_who_has_done_nothing(visit, site):
    for path in (WELCOME, CHAPTER):
        seen = visit(f"{site}/{path}")
        assert not seen.page.locator(".whole-progress, .exercise-progress").is_visible()
        fetched = {u.split("?")[0] for u in seen.requests if "/solve/" in u}
        assert fetched <= {f"{site}/_static/solve/try.js"}  # the buttons of cells
        own = re.findall(r"<script>\(\(\)=>.*?</script>", (HTML / path).read_text())
        assert sum(map(len, own)) < 900


def test_solving_is_shown_on_the_page_in_the_chapter_and_on_welcome(visit, site):
    page = visit(address(site, "04")).page
    page.click('[data-solve="output-size"]')
    panel(page).get_by_role("button", name="Check").click()
    page.wait_for_selector(".solve-feedback", timeout=READY)
    assert not page.locator(".exercise-progress").is_visible()
    page.click('[data-solve="pad-by-hand"]')
    fields = panel(page, "pad-by-hand").locator("input[type=text]")
    for number, value in enumerate(BY_HAND):
        fields.nth(number).fill(value)
    assert "solved 0 of 8, and begun 1." in page.inner_text(".exercise-progress")
    panel(page, "pad-by-hand").get_by_role("button", name="Check").click()
    panel(page, "pad-by-hand").locator(".solve-feedback").wait_for(timeout=READY)
    row = page.locator("tr", has=page.locator('[data-exercise="pad-by-hand"]'))
    assert "✓ solved" in row.inner_text()
    # What was solved stays so, whatever is tried later.
    fields.first.fill("0")
    assert "✓ solved" in row.inner_text()

    page.goto(f"{site}/{CHAPTER}")
    assert "solved 1 of 8." in page.inner_text(".exercise-progress")
    page.goto(f"{site}/{WELCOME}")
    page.wait_for_selector(f"text=1 of {len(REGISTRY)} solved")
    page.get_by_role("link", name="How deep without padding?").first.click()
    page.wait_for_url("**#how-deep-without-padding")
    assert not [
        name
        for name in page.evaluate("Object.keys(localStorage)")
        if "output-size" in name
    ]


@pytest.mark.parametrize("path", [WELCOME, CHAPTER, "exercises"])
def test_nothing_moves(visit, site, path):
    there = address(site, "04") if path == "exercises" else f"{site}/{path}"
    page = visit(there, width=390).page
    keep(page, **WORKS)
    page.reload()
    page.wait_for_selector("text=begun 1" if path != WELCOME else "text=1 begun")
    assert page.evaluate(SHIFTS) < 0.001


def test_it_is_saved_taken_and_erased_by_keyboard(visit, site, tmp_path):
    page = visit(f"{site}/{WELCOME}").page
    keep(page, **WORKS)
    page.reload()
    page.locator(".whole-progress summary").focus()
    page.keyboard.press("Enter")
    row = page.locator(".whole-progress tr", has_text="Padding, stride")
    row.wait_for()
    assert row.locator("td").all_inner_texts() == ["1", "1", "6"]
    with page.expect_download() as download:
        page.get_by_role("button", name="Save to a file").press("Enter")
    path = tmp_path / "mine.json"
    download.value.save_as(path)
    # A notebook takes it too.
    record = Progress(Kept(None)).load(path).record
    assert {name: entry.state for name, entry in record.items()} == {
        "output-size": "solved",
        "pad-by-hand": "begun",
    }
    page.get_by_role("button", name="Erase it").press("Enter")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Nothing is kept any more.")
    kept = page.evaluate("Object.keys(localStorage)")
    assert not [name for name in kept if name.startswith("cnnbook")]
    assert row.locator("td").all_inner_texts() == ["0", "0", "8"]

    page.goto(f"{site}/{HOW_TO}")
    keep(page, pad_by_hand={"state": "begun", "fields": ["7", "", "", ""]})
    page.click(".whole-progress summary")
    page.set_input_files(".whole-progress input", path)
    page.wait_for_selector("text=Taken from the file: 2 exercises.")
    assert (
        page.inner_text(".whole-progress summary").endswith("1 solved, 1 begun")
        is False
    )
    assert f"1 of {len(REGISTRY)} solved, 1 begun" in page.inner_text(
        ".whole-progress summary"
    )
    page.goto(address(site, "04"))
    page.click('[data-solve="pad-by-hand"]')
    assert panel(page, "pad-by-hand").locator("input").first.input_value() == "7"
    page.click('[data-solve="output-size"]')
    assert "x = 1" in panel(page).locator(".cm-content").inner_text()


@pytest.mark.parametrize(
    "content", ["", "[1]", '{"cells": []}', '{"exercises": 3}', '{"exercises": null}']
)
def test_another_file_says_so(visit, site, content):
    page = visit(f"{site}/{HOW_TO}").page
    page.click(".whole-progress summary")
    file = {"name": "a.json", "mimeType": "text/plain", "buffer": content.encode()}
    page.set_input_files(".whole-progress input", file)
    page.wait_for_selector("text=This file holds no progress")


def test_a_notebooks_file_is_taken(visit, site, tmp_path):
    kept = Kept(None)
    kept.note("conv2d", True)
    path = Progress(kept).save(tmp_path / "p.json")
    odd = json.loads(path.read_text())
    odd["exercises"] |= {"max-pool": None, "relu": 3, "no-such": {"state": "solved"}}
    path.write_text(json.dumps(odd))
    page = visit(f"{site}/{HOW_TO}").page
    page.click(".whole-progress summary")
    page.set_input_files(".whole-progress input", path)
    page.wait_for_selector("text=Taken from the file: 1 exercises.")


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_axe_finds_nothing(visit, site, width, scheme):
    page = visit(f"{site}/{WELCOME}", width=width, scheme=scheme).page
    keep(page, **WORKS)
    page.reload()
    page.click(".whole-progress summary")
    page.wait_for_selector(".whole-progress table")
    page.get_by_role("button", name="Erase it").click()
    assert not violations(page)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    page.goto(f"{site}/{CHAPTER}")
    assert not violations(page)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
