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


@pytest.mark.parametrize("name", EXPLORERS)
def test_nothing_moves_by_itself(name, site, visit):
    page = visit(f"{site}/chapters/{EXPLORERS[name][0]}.html").page
    explorer = page.locator(f"cb-{name}")
    before = explorer.locator(".explorer").inner_text()
    for motion in ("no-preference", "reduce"):
        page.emulate_media(reduced_motion=motion)
        assert explorer.evaluate(STILL) == []
        page.wait_for_timeout(1200)  # a step of Play takes 900 ms
        assert explorer.locator(".explorer").inner_text() == before


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
