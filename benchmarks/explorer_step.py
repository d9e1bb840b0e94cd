"""Time one step of the convolution stepper on the built page.

    python -m benchmarks.explorer_step

A frame of a screen that draws 60 times a second lasts 16.7 ms.
"""

from __future__ import annotations

import statistics
from pathlib import Path

from playwright.sync_api import sync_playwright

from tools.browser import launch

CHAPTERS = Path(__file__).resolve().parent.parent / "_build" / "html" / "chapters"
PAGE = CHAPTERS / "02-convolution-by-hand.html"
STEPS = """element => {
    const buttons = [...element.shadowRoot.querySelectorAll("button")];
    const step = buttons.find((button) => button.textContent === "Step");
    return Array.from({ length: 15 }, () => {
        const start = performance.now();
        step.click();
        return performance.now() - start;
    });
}"""


def main() -> None:
    """Print the median and the longest of 15 steps in each of five visits."""
    times = []
    with sync_playwright() as playwright:
        browser = launch(playwright)
        for _ in range(5):
            page = browser.new_page()
            page.goto(PAGE.as_uri())
            times += page.locator("cb-conv-stepper").evaluate(STEPS)
            page.close()
        browser.close()
    print(f"median {statistics.median(times):.1f} ms, longest {max(times):.1f} ms")


if __name__ == "__main__":
    main()
