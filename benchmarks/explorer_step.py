"""Time one step of the convolution stepper, and of the network tracer.

    python -m benchmarks.explorer_step

A frame of a screen that draws 60 times a second lasts 16.7 ms.
"""

from __future__ import annotations

import statistics
from pathlib import Path

from playwright.sync_api import sync_playwright

from tools.browser import launch

CHAPTERS = Path(__file__).resolve().parent.parent / "_build" / "html" / "chapters"
EXPLORERS = {  # the page, and the button of a step
    "cb-conv-stepper": ("02-convolution-by-hand.html", "Step"),
    "cb-network-tracer": ("07-from-numpy-to-keras.html", "Add after"),
}
STEPS = """(element, name) => {
    const buttons = [...element.shadowRoot.querySelectorAll("button")];
    const step = buttons.find((button) => button.textContent === name);
    return Array.from({ length: 15 }, () => {
        const start = performance.now();
        step.click();
        return performance.now() - start;
    });
}"""


def main() -> None:
    """Print the median and the longest of 15 steps in each of five visits."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        for tag, (chapter, button) in EXPLORERS.items():
            times = []
            for _ in range(5):
                page = browser.new_page()
                page.goto((CHAPTERS / chapter).as_uri())
                times += page.locator(tag).evaluate(STEPS, button)
                page.close()
            median, longest = statistics.median(times), max(times)
            print(f"{tag}: median {median:.1f} ms, longest {longest:.1f} ms")
        browser.close()


if __name__ == "__main__":
    main()
