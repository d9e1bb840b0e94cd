"""Figures that have two looks, and can be enlarged without leaving the page."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser

from website.pages import Page


def offer_enlarging(page: Page) -> int:
    """Part a picture from the link to its file, which gets words of its own.

    The link stands at the end of the caption; book/assets/reading.js opens the picture
    in its place.
    """
    found = page.tree.css("a.image-reference:has(> img)")
    for link in found:
        file = link.attributes["href"]
        figure = link.parent.parent
        link.unwrap()
        caption = figure.css_first("figcaption") if figure.tag == "figure" else None
        if caption is None:
            continue
        name = caption.css_first("strong").text().rstrip(".")
        words = f'<a class="enlarge" href="{file}" aria-label="Enlarge {name}">'
        caption.insert_child(" ")
        caption.insert_child(fragment(f"{words}Enlarge</a>"))
    return len(found)


def pair_looks(page: Page) -> int:
    """Put beside each picture the one for the dark; the style sheet shows one."""
    found = page.tree.css("img[src*=_images][loading]")
    for image in found:
        light = image.attributes["src"] or ""
        if not light.endswith(".webp"):
            continue
        image.attrs["class"] = "in-dark"
        image.attrs["src"] = light.replace(".webp", "-dark.webp")
        dark = image.html or ""
        image.attrs["class"] = "in-light"
        image.attrs["src"] = light
        image.insert_after(fragment(dark))
    return len(found)


def fragment(html: str):
    """Return elements to be put into a page."""
    return LexborHTMLParser(html, is_fragment=True).root
