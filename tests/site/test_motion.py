"""Explorers move only when asked, and never in between two steps."""

import pytest

from .test_controls import EXPLORERS

# Everything in the explorer, and what stands before and after it.
STILL = """explorer => {
    const moving = [];
    for (const element of explorer.shadowRoot.querySelectorAll("*")) {
        for (const part of [null, "::before", "::after"]) {
            const style = getComputedStyle(element, part);
            const times = [style.transitionDuration, style.animationDuration];
            if (times.join().match(/[1-9]/)) moving.push(element.outerHTML);
        }
    }
    return [...moving, ...explorer.shadowRoot.getAnimations()];
}"""


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_nothing_moves_by_itself(motion, browser, site):
    context = browser.new_context(reduced_motion=motion)
    pages, before = {}, {}
    for name, (chapter, _) in EXPLORERS.items():
        pages[name] = context.new_page()
        pages[name].goto(f"{site}/chapters/{chapter}.html")
        explorer = pages[name].locator(f"cb-{name} .explorer")
        assert pages[name].locator(f"cb-{name}").evaluate(STILL) == []
        before[name] = explorer.inner_text()
    pages[name].wait_for_timeout(1200)  # a step of Play takes 900 ms
    for name, page in pages.items():
        assert page.locator(f"cb-{name} .explorer").inner_text() == before[name]
    context.close()


def test_play_goes_step_by_step_without_transitions(browser, site):
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{site}/chapters/02-convolution-by-hand.html")
    assert page.evaluate("matchMedia('(prefers-reduced-motion: reduce)').matches")
    explorer = page.locator("cb-conv-stepper")
    explorer.get_by_role("button", name="Play", exact=True).click()
    status = explorer.get_by_role("status").first
    for column in (1, 2):
        status.filter(has_text=f"Row 0, column {column}:").wait_for()
        assert explorer.evaluate(STILL) == []
    explorer.get_by_role("button", name="Pause", exact=True).click()
    context.close()
