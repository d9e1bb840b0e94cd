"""Every link inside the book leads somewhere."""

from collections import defaultdict
from functools import cache
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

from scripts.external_links import external_links

from .conftest import HTML, pages

MAX_PAGE_BYTES = 1_500_000
"""Bytes of a page with all that it loads, before the server compresses anything."""


@cache
def parsed(path):
    """Return a page, parsed as a browser would, and the names of places in it."""
    tree = LexborHTMLParser(path.read_text(encoding="utf-8"))
    return tree, {tag.attributes["id"] for tag in tree.css("[id]")}


def said_of(page, selector, attribute):
    """Return the values of an attribute of what a selector finds on a page."""
    return [tag.attributes[attribute] for tag in parsed(HTML / page)[0].css(selector)]


@pytest.mark.parametrize("page", pages())
def test_internal_links_lead_somewhere(page):
    here = HTML / page
    targets = said_of(page, "a[href], link[href]", "href")
    targets += said_of(page, "img[src], script[src]", "src")
    inside = [t for t in targets if not urlsplit(t).scheme and not t.startswith("//")]
    assert inside
    for target in inside:
        path, anchor = urldefrag(unquote(target).split("?")[0])
        file = (here.parent / path).resolve() if path else here
        assert file.exists(), f"{page} links to {target}"
        if anchor and file.suffix == ".html":
            assert anchor in parsed(file)[1], f"{page} links to {target}"


def files(page):
    """Return the files that a page loads, and the page itself."""
    used = said_of(page, "img[src], script[src]", "src")
    used += said_of(page, "link:is([rel~=stylesheet], [rel~=icon])", "href")
    unnamed = ("formulas.woff2", "icons.woff2", "scripts/bootstrap.js")
    found = {(HTML / page).parent.joinpath(u.split("?")[0]).resolve() for u in used}
    return {HTML / page, *(HTML / "_static" / name for name in unnamed), *found}


@pytest.mark.parametrize("page", pages())
def test_a_page_is_light(page):
    # A picture of the look that is not shown is not fetched.
    dark = {file for file in files(page) if file.name.endswith("-dark.webp")}
    light = {file.with_name(file.name.replace("-dark", "")) for file in dark}
    for unseen in (dark, light):
        loaded = files(page) - unseen
        assert sum(file.stat().st_size for file in loaded) <= MAX_PAGE_BYTES


@pytest.mark.parametrize("page", pages())
def test_a_page_loads_only_scripts_that_it_uses(page):
    tree, _ = parsed(HTML / page)
    names = {file.name for file in files(page) if file.suffix == ".js"}
    explorers = {tag.tag[3:] for tag in tree.css("*") if tag.tag.startswith("cb-")}
    expected = {"bootstrap.js", "site.js", *(f"{name}.js" for name in explorers)}
    expected |= {"common.js"} if explorers else set()
    expected |= {"code.js"} if tree.css(".highlight") else set()
    answers = page.startswith("exercises/") and (HTML / "_static" / "solve").exists()
    expected |= {"solve.js"} if answers else set()
    expected |= {"try.js"} if tree.css("[data-try]") else set()
    assert names == expected


@pytest.mark.parametrize("page", pages())
def test_a_page_leads_on_and_says_what_it_is(page):
    tree, _ = parsed(HTML / page)
    last = max(one for one in pages() if one.startswith("solutions/"))
    assert tree.css("a.left-prev") or page == "book/welcome.html"
    assert tree.css("a.right-next") or page == last
    assert tree.css("nav.bd-links a")
    if len(tree.css("article h2")) > 1:
        assert tree.css("nav.page-toc a")
    for meta in ("meta[name=description]", "meta[property='og:title']"):
        (told,) = said_of(page, meta, "content")
        assert len(told) > 5


def test_descriptions_tell_the_pages_apart():
    said = [said_of(p, "meta[name=description]", "content")[0] for p in pages()]
    assert all(25 <= len(text) <= 160 for text in said)
    chapters = [t for p, t in zip(pages(), said, strict=True) if "chapters/" in p]
    assert len(set(chapters)) == len(chapters)


def picture_text(link):
    """Return what the picture in a link says."""
    return link.css_first("img").attributes["alt"]


@pytest.mark.parametrize("page", pages())
def test_a_link_says_where_it_leads(page):
    targets = defaultdict(set)
    for link in parsed(HTML / page)[0].css("article a[href]:not(.headerlink)"):
        said = link.attributes
        text = said.get("aria-label") or link.text().strip() or picture_text(link)
        text = " ".join(text.split()).lower().strip(".")
        assert len(text) > 1, link.html
        assert text not in {"here", "this", "link", "more", "click here", "this page"}
        # The title of a citation names its source in full.
        targets[text, said.get("title")].add(urljoin(page, said["href"]))
    assert {t: where for t, where in targets.items() if len(where) > 1} == {}


def test_external_links_are_listed():
    links = external_links(HTML)
    assert "https://creativecommons.org/licenses/by/4.0/" in links
    assert all(urlsplit(link).netloc for link in links)
