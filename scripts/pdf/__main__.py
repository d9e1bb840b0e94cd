"""Print the book: python -m scripts.pdf, after Sphinx has written it as a single page.

It is printed twice: the first time tells on which pages the chapters begin, for the
table of contents.
"""

from __future__ import annotations

import io
import logging
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, TextStringObject

from scripts.browser import CHROMIUM, launch

from .document import documents, page

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "_build"
OUT = BUILD / "cnnbook.pdf"

FILL = """pages => document.querySelectorAll("[data-for]").forEach(place => {
  place.textContent = pages[place.dataset.for];
})"""


def beginnings(pdf: bytes, names: list[str]) -> dict[str, int]:
    """Return the page on which each named place of a PDF stands."""
    reader = PdfReader(io.BytesIO(pdf))
    places = reader.named_destinations
    return {n: reader.get_destination_page_number(places[f"/{n}"]) + 1 for n in names}


def finished(pdf: bytes, headings: list[str]) -> PdfWriter:
    """Return the PDF with its author, and with the headings as the book has them.

    Chromium joins two words of a heading in the outline where its line is broken, and
    says one twice that begins a page.
    """
    logging.getLogger("pypdf").setLevel("ERROR")  # it counts Chromium's objects anew
    writer = PdfWriter(clone_from=io.BytesIO(pdf))
    whole = {"".join(text.split()): " ".join(text.split()) for text in headings}
    entries = [writer.get_outline_root()]
    while entries:
        entry = entries.pop().get_object()
        said = "".join(entry.get("/Title", "").split())
        half, rest = said[: len(said) // 2], said[len(said) // 2 :]
        if title := whole.get(half if half == rest else said):
            entry[NameObject("/Title")] = TextStringObject(title)
        entries += [entry[key] for key in ("/First", "/Next") if key in entry]
    writer.add_metadata({"/Author": "The cnnbook authors"})
    return writer


def main() -> None:
    if not CHROMIUM:
        sys.exit("Chromium is not installed: apt-get install chromium")
    single = BUILD / "singlehtml"
    (source,) = single.glob("book/*.html")
    contents = (ROOT / "_toc.yml").read_text("utf-8")
    found = documents(source.read_text("utf-8"), contents)
    target = single / "print.html"
    target.write_text(page(found), encoding="utf-8")
    with sync_playwright() as playwright:
        browser = launch(playwright)
        opened = browser.new_page()
        opened.goto(target.as_uri(), timeout=0)  # long, and machines may be slow
        opened.evaluate("document.fonts.ready.then(() => true)")
        headings = opened.locator("h1, h2, h3, h4, h5, h6").all_text_contents()
        first = opened.pdf(prefer_css_page_size=True)
        opened.evaluate(FILL, beginnings(first, [document.id for document in found]))
        pdf = opened.pdf(
            prefer_css_page_size=True, print_background=True, tagged=True, outline=True
        )
        browser.close()
    finished(pdf, headings).write(OUT)
    print(f"The book is printed:\n  file://{OUT}")


if __name__ == "__main__":
    main()
