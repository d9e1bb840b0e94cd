"""Weigh the explorers' scripts, and time one interaction with each.

python -m benchmarks.explorers    (after make book)

A frame of a screen that draws 60 times a second lasts 16.7 ms.
"""

from __future__ import annotations

import gzip
import statistics
from pathlib import Path

from playwright.sync_api import sync_playwright

from benchmarks.record import Record
from cnnbook.explorers import bundling
from scripts.browser import launch

CHAPTER_PAGES = Path(__file__).resolve().parent.parent / "_build" / "html" / "chapters"
EXPLORERS = {  # the page, and the control that is used
    "conv-stepper": ("02-convolution-by-hand", "Step"),
    "kernel-gallery": ("03-kernels-as-feature-detectors", "kernel"),
    "size-explorer": ("04-padding-stride-output-size", "padding"),
    "volume-view": ("05-volumes-and-filters", "Add filter"),
    "pool-stepper": ("06-pooling", "Step"),
    "network-tracer": ("07-from-numpy-to-keras", "Add after"),
}
STEPS = """(element, name) => {
    const within = element.shadowRoot;
    const button = [...within.querySelectorAll("button")]
        .find((button) => button.textContent === name);
    const select = within.querySelector("select");
    const use = (count) => {
        if (button) return button.click();
        select.selectedIndex = count % select.options.length;
        select.dispatchEvent(new Event("input", { bubbles: true }));
        select.dispatchEvent(new Event("change", { bubbles: true }));
    };
    return Array.from({ length: 8 }, (_, count) => {
        const start = performance.now();
        use(count + 1);
        element.getBoundingClientRect();
        return performance.now() - start;
    });
}"""


def interaction(browser, name: str) -> tuple[float, float]:
    """Return the median and the longest of eight uses in each of five visits, in ms."""
    chapter, control = EXPLORERS[name]
    spent: list[float] = []
    for _ in range(5):
        page = browser.new_page()
        page.goto((CHAPTER_PAGES / f"{chapter}.html").as_uri())
        spent += page.locator(f"cb-{name}").first.evaluate(STEPS, control)
        page.close()
    return statistics.median(spent), max(spent)


def main() -> None:
    """Weigh and time all of them."""
    record = Record("explorers")
    packed = {
        name: len(gzip.compress(bundling.classic(name).encode())) for name in EXPLORERS
    }
    shared = len(gzip.compress(bundling.common().encode()))
    rows, medians = [], []
    with sync_playwright() as playwright:
        browser = launch(playwright)
        for name in EXPLORERS:
            median, longest = interaction(browser, name)
            medians.append(median)
            weight = f"{(packed[name] + shared) / 1024:.1f} KB"
            rows.append([name, weight, f"{median:.1f} ms", f"{longest:.1f} ms"])
        browser.close()
    record.table("explorers", ["explorer", "its page loads", "median", "longest"], rows)
    record.number("kilobytes_of_all", (sum(packed.values()) + shared) / 1024)
    record.number("slowest_step_ms", max(medians))
    record.save()


if __name__ == "__main__":
    main()
