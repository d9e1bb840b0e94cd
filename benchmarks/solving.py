"""Time an exercise that is solved on its page: python -m benchmarks.solving [URL].

From a reader's press of *Check* on a page that was just opened to the feedback: from
nothing, and with what the browser has kept; then a later check, and a loop without end.
Beside the seconds on the clock stand those that the browser has computed, since on a
busy machine the clock says little.
"""

from __future__ import annotations

import functools
import http.server
import sys
import threading
import time
from pathlib import Path

from scripts.browser import launch
from scripts.serve import HTML, Handler

PAGE = "exercises/04-padding-stride-output-size.html"
ANSWER = "def output_size(n, f, p=0, s=1):\n    return (n + p - f) // s + 1\n"
LOOP = "while True:\n    pass\n"
LATER = """async (rounds) => {
    const all = [...document.querySelectorAll(".solve-panel button")];
    const check = all.find((button) => button.textContent === "Check");
    const spent = [];
    for (let round = 0; round < rounds; round += 1) {
        const start = performance.now();
        check.click();
        do await new Promise(requestAnimationFrame);
        while (document.querySelector("[aria-disabled]"));
        spent.push((performance.now() - start) / 1000);
    }
    return spent.sort((a, b) => a - b)[Math.floor(rounds / 2)];
}"""
"""Press *Check* and wait for the answer, some times; return the median seconds."""
MINUTES = 3
ROUNDS = 9
TICKS = 100
"""Of a second, in which Linux counts."""


def computed() -> float:
    """Return the processor seconds of all processes of a browser, on Linux."""
    total = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, _, rest = stat.read_text("utf-8").partition(")")
        except OSError:
            continue
        if "chrom" in name or "headless" in name:
            user, system = rest.split()[11:13]
            total += int(user) + int(system)
    return total / TICKS


def write(page, code: str) -> None:
    """Replace what stands in the editor."""
    page.click(".cm-content")
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(code)


def timed(page, name: str, act) -> None:
    """Print how long it takes from an act to the words that it brings."""
    start, before = time.perf_counter(), computed()
    act()
    page.wait_for_selector(".solve-feedback, .solve-problem", timeout=MINUTES * 60_000)
    spent, work = time.perf_counter() - start, computed() - before
    print(f"{name:28} {spent:6.2f} s on the clock, {work:6.2f} s computed")


def main(url: str = "") -> None:
    """Time them on the built book, or on a book that is served elsewhere."""
    if not url:
        handler = functools.partial(Handler, directory=HTML)
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}"
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = launch(playwright)
        page = browser.new_context().new_page()

        def first() -> None:
            page.click("[data-solve=output-size]")
            page.click(".solve-panel >> text=Check")

        def check() -> None:
            page.click(".solve-panel >> text=Check")

        for visit in ("from nothing", "kept from the first visit"):
            page.goto(f"{url}/{PAGE}")
            timed(page, f"first check, {visit}", first)
            page.wait_for_timeout(2000)
        write(page, ANSWER)
        page.evaluate("document.querySelector('.solve-feedback').remove()")
        timed(page, "the next check", check)
        later = page.evaluate(LATER, ROUNDS)
        print(f"{'a later check, median':28} {later:6.2f} s on the clock")
        write(page, LOOP)
        page.evaluate("document.querySelector('.solve-feedback').remove()")
        timed(page, "a loop is ended", check)
        page.evaluate("document.querySelector('.solve-problem').remove()")
        write(page, ANSWER)
        timed(page, "a check after that", check)
        browser.close()
    sizes = sorted((HTML / "_static" / "solve").iterdir())
    print(
        f"{'added to the site':28} {sum(p.stat().st_size for p in sizes) / 1e6:6.2f} MB"
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
