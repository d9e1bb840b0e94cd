"""The files of the site, apart from its pages."""

from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from PIL import Image
from selectolax.lexbor import LexborHTMLParser

from website.accessibility import name_folds, name_links, name_sidebar
from website.extra_pages import lost_page, sitemap
from website.long_words import mark_drawn, mark_long_words
from website.pages import Page
from website.pictures import lighten_picture
from website.style_sheet import pruned

ADDRESS = "https://example.org/books/cnnbook"


@pytest.mark.parametrize(
    ("address", "home"),
    [(ADDRESS, "/books/cnnbook/"), ("https://a.org", "/"), ("", "/")],
)
def test_the_page_for_lost_readers_works_from_any_depth(address, home):
    page = BeautifulSoup(lost_page(address), "html.parser")
    assert page.find("a")["href"] == f"{home}book/welcome.html"
    assert page.find("form")["action"] == f"{home}search.html"
    assert not page.find_all(["link", "img", "script"])


def test_the_sitemap_names_every_page():
    written = sitemap(["book/welcome", "chapters/x"], ADDRESS)
    places = [
        e.text for e in ElementTree.fromstring(written).iter() if e.tag.endswith("}loc")
    ]
    assert places == [f"{ADDRESS}/book/welcome.html", f"{ADDRESS}/chapters/x.html"]


def test_rules_for_what_is_nowhere_go():
    css = (
        ".a .b{top:0}.a,.c:is(.a,.b){left:0}@media print{.b{top:1px}.a{top:2px}}"
        "p:not(.b){top:3px}@font-face{font-family:x}"
    )
    kept = pruned(css, {"a"})
    assert "top:0" not in kept
    assert "1px" not in kept
    assert all(part in kept for part in (".a{left:0}", "2px", "3px", "font-face"))


def test_a_picture_loses_nothing(tmp_path):
    path = tmp_path / "a.png"
    picture = Image.effect_noise((40, 30), 60).convert("RGB")
    picture.save(path)
    lighten_picture(path)
    with Image.open(path.with_suffix(".webp")) as light:
        assert light.convert("RGB").tobytes() == picture.tobytes()
    assert not path.exists()


def changed(step, html):
    """Take a page through a step; return how often it changed it, and the page."""
    page = Page("chapters/x", LexborHTMLParser(html), None)
    return step(page), page.tree.body.inner_html


@pytest.mark.parametrize(
    ("step", "before", "after"),
    [
        (
            mark_long_words,
            '<span class="pre">a-very-long-name-of-some-code</span>',
            '<span class="pre long">a-very-long-name-of-some-code</span>',
        ),
        (
            mark_drawn,
            '<pre class="x"><span>│ 1 │</span></pre>',
            '<pre class="x drawn"><span>│ 1 │</span></pre>',
        ),
        (
            name_links,
            '<a class="glossary-link" href="g.html#term-top">tops</a>',
            '<a class="glossary-link" href="g.html#term-top" '
            'aria-label="tops, in the glossary">tops</a>',
        ),
        (
            name_folds,
            '<li><a href="4.html">4 · Stride </a><details><summary><span '
            'class="toctree-toggle"></span></summary></details></li>',
            '<li><a href="4.html">4 · Stride </a><details><summary aria-label="Pages '
            'below 4 · Stride"><span class="toctree-toggle"></span></summary></details>'
            "</li>",
        ),
    ],
)
def test_a_step_changes_what_it_finds_and_counts(step, before, after):
    assert changed(step, before) == (1, after)
    assert changed(step, "<p>Nothing to do.</p>") == (0, "<p>Nothing to do.</p>")


def test_the_sidebar_is_a_landmark():
    number, html = changed(name_sidebar, '<div class="bd-sidebar-primary"></div>')
    assert number == 1
    assert 'role="complementary" aria-label="Contents of the book"' in html
