"""Take pictures of every page of the built book: light, dark and on a phone.

index.html shows them side by side.

python -m scripts.screenshots            every page, into _build/screenshots
python -m scripts.screenshots welcome    pages with this in their path
"""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from scripts.browser import CHROMIUM, launch

ROOT = Path(__file__).resolve().parent.parent
HTML = ROOT / "_build" / "html"
OUT = ROOT / "_build" / "screenshots"
LOOKS = {"light": (1280, "light"), "dark": (1280, "dark"), "phone": (390, "light")}
LOADED = """async () => {
    const pictures = [...document.images];
    for (const picture of pictures) picture.loading = "eager";
    await Promise.all(pictures.map((picture) => picture.decode()));
    await document.fonts.ready;
}"""
"""Fetch the pictures that are far below too, and the signs of the formulas."""


def pages(part: str = "") -> list[Path]:
    """Return the pages of the built book, those with `part` in their path."""
    found = [
        path
        for folder in ("book", "chapters", "exercises", "solutions")
        for path in sorted((HTML / folder).glob("*.html"))
    ]
    return [path for path in found if part in str(path.relative_to(HTML))]


def contact_sheet() -> str:
    """Return a page with all pictures that are there, a row for each page."""
    rows = []
    for path in sorted(OUT.glob("*-light.png")):
        name = path.stem.removesuffix("-light")
        shots = "".join(
            f'<td><a href="{name}-{look}.png"><img loading="lazy" width="{width // 4}" '
            f'src="{name}-{look}.png" alt="{name}, {look}"></a></td>'
            for look, (width, _) in LOOKS.items()
        )
        rows.append(f'<tr><th scope="row">{name}</th>{shots}</tr>')
    heads = "".join(f'<th scope="col">{look}</th>' for look in LOOKS)
    style = "img { border: 1px solid #999 } td, th { padding: 8px; text-align: left }"
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8">'
        "<title>Screenshots of the book</title>"
        f"<style>{style} td, th {{ vertical-align: top }}</style>"
        f"<table><tr><th>page</th>{heads}</tr>{''.join(rows)}</table></html>\n"
    )


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
                page.evaluate(LOADED)
                page.screenshot(
                    path=OUT / f"{path.stem}-{path.parent.name}-{look}.png",
                    full_page=True,
                )
                page.close()
        browser.close()
    (OUT / "index.html").write_text(contact_sheet(), encoding="utf-8")
    print(OUT / "index.html")


if __name__ == "__main__":
    main(*sys.argv[1:])
