"""Every link inside the book leads somewhere."""

import re
from collections import defaultdict
from functools import cache
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup

from scripts.external_links import external_links

from .conftest import HTML, pages

MAX_PAGE_BYTES = 1_500_000
"""Bytes of a page with all that it loads, before the server compresses anything."""


@cache
def soup(path):
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


@pytest.mark.parametrize("page", pages())
def test_internal_links_lead_somewhere(page):
    here = HTML / page
    parsed = soup(here)
    targets = [a["href"] for a in parsed.find_all("a", href=True)]
    targets += [t["src"] for t in parsed.find_all(["img", "script"], src=True)]
    targets += [t["href"] for t in parsed.find_all("link", href=True)]
    inside = [t for t in targets if not urlsplit(t).scheme and not t.startswith("//")]
    assert inside
    for target in inside:
        path, anchor = urldefrag(unquote(target).split("?")[0])
        file = (here.parent / path).resolve() if path else here
        assert file.exists(), f"{page} links to {target}"
        if anchor and file.suffix == ".html":
            assert soup(file).find(id=anchor), f"{page} links to {target}"


def files(page):
    """Return the files that a page loads, and the page itself."""
    parsed = soup(HTML / page)
    used = [t["src"] for t in parsed.find_all(["img", "script"], src=True)]
    used += [t["href"] for t in parsed.find_all("link", rel=["stylesheet", "icon"])]
    unnamed = ("formulas.woff2", "icons.woff2", "scripts/bootstrap.js")
    found = {(HTML / page).parent.joinpath(u.split("?")[0]).resolve() for u in used}
    return {HTML / page, *(HTML / "_static" / name for name in unnamed), *found}


@pytest.mark.parametrize("page", pages())
def test_a_page_is_light(page):
    assert sum(file.stat().st_size for file in files(page)) <= MAX_PAGE_BYTES


@pytest.mark.parametrize("page", pages())
def test_a_page_loads_only_scripts_that_it_uses(page):
    parsed = soup(HTML / page)
    names = {file.name for file in files(page) if file.suffix == ".js"}
    explorers = {tag.name[3:] for tag in parsed.find_all(re.compile("^cb-"))}
    expected = {"bootstrap.js", "site.js", *(f"{name}.js" for name in explorers)}
    expected |= {"common.js"} if explorers else set()
    expected |= {"code.js"} if parsed.select(".highlight") else set()
    answers = page.startswith("exercises/") and (HTML / "_static" / "solve").exists()
    expected |= {"solve.js"} if answers else set()
    assert names == expected


@pytest.mark.parametrize("page", pages())
def test_a_page_leads_on_and_says_what_it_is(page):
    parsed = soup(HTML / page)
    last = "solutions/12-computer-vision-problems.html"
    assert parsed.select("a.left-prev") or page == "book/welcome.html"
    assert parsed.select("a.right-next") or page == last
    assert parsed.select("nav.bd-links a")
    if len(parsed.select("article h2")) > 1:
        assert parsed.select("nav.page-toc a")
    for name, key in [("description", "name"), ("og:title", "property")]:
        assert len(parsed.find("meta", {key: name})["content"]) > 5


def test_descriptions_tell_the_pages_apart():
    said = [soup(HTML / p).find("meta", {"name": "description"}) for p in pages()]
    said = [tag["content"] for tag in said]
    assert all(25 <= len(text) <= 160 for text in said)
    chapters = [t for p, t in zip(pages(), said, strict=True) if "chapters/" in p]
    assert len(set(chapters)) == len(chapters)


def picture_text(link):
    """Return what the picture in a link says."""
    return link.find("img")["alt"]


@pytest.mark.parametrize("page", pages())
def test_a_link_says_where_it_leads(page):
    targets = defaultdict(set)
    for link in soup(HTML / page).select("article a[href]:not(.headerlink)"):
        text = link.get("aria-label") or link.get_text().strip() or picture_text(link)
        text = " ".join(text.split()).lower().strip(".")
        assert len(text) > 1, link
        assert text not in {"here", "this", "link", "more", "click here", "this page"}
        # The title of a citation names its source in full.
        targets[text, link.get("title")].add(urljoin(page, link["href"]))
    assert {t: where for t, where in targets.items() if len(where) > 1} == {}


def test_external_links_are_listed():
    links = external_links(HTML)
    assert "https://creativecommons.org/licenses/by/4.0/" in links
    assert all(urlsplit(link).netloc for link in links)
