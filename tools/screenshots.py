"""Take pictures of every page of the built book: light, dark and on a phone.

python -m tools.screenshots            every page, into _build/screenshots
python -m tools.screenshots welcome    pages with this in their path
"""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from tools.browser import CHROMIUM, launch

ROOT = Path(__file__).resolve().parent.parent
HTML = ROOT / "_build" / "html"
OUT = ROOT / "_build" / "screenshots"
LOOKS = {"light": (1280, "light"), "dark": (1280, "dark"), "phone": (390, "light")}


def pages(part: str = "") -> list[Path]:
    """Return the pages of the built book, those with `part` in their path."""
    found = [
        path
        for folder in ("book", "chapters", "exercises", "solutions")
        for path in sorted((HTML / folder).glob("*.html"))
    ]
    return [path for path in found if part in str(path.relative_to(HTML))]


def main(part: str = "") -> None:
    if not CHROMIUM:
        sys.exit("Chromium is not installed: apt-get install chromium")
    OUT.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = launch(playwright)
        for look, (width, scheme) in LOOKS.items():
            context = browser.new_context(
                viewport={"width": width, "height": 900}, color_scheme=scheme
            )
            for path in pages(part):
                page = context.new_page()
                page.goto(path.as_uri())
                page.wait_for_timeout(800)  # formulas
                page.screenshot(
                    path=OUT / f"{path.stem}-{path.parent.name}-{look}.png",
                    full_page=True,
                )
                page.close()
        browser.close()
    print(OUT)


if __name__ == "__main__":
    main(*sys.argv[1:])
