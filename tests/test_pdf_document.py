"""The single page becomes pages of their own again, with ids that no other has."""

from itertools import pairwise

from bs4 import BeautifulSoup

from scripts.pdf.document import documents, page

CONTENTS = """
root: book/welcome
parts:
  - chapters: [{file: chapters/01-one, sections: [{file: exercises/01-one}]}]
    caption: I · First
"""
SINGLE = """
<article><section id="welcome"><h1>Welcome<a class="headerlink" href="#">#</a></h1>
<p><a href="#document-chapters/01-one">one</a> <a href="#only-here">there</a></p>
<div class="toctree-wrapper compound">
<span id="document-chapters/01-one"></span>
<section id="one"><h2>1 · One</h2><section id="practise"><h3>Practise</h3>
<a href="#practise">above</a><a href="#document-exercises/01-one">exercises</a>
<a class="image-reference" href="_images/a.png"><img alt="a" src="_images/a.png"></a>
<details><summary>A. 5</summary><p id="only-here">Right.</p></details></section>
<div class="toctree-wrapper compound"><span id="document-exercises/01-one"></span>
<section id="exercises"><h3>Exercises: one</h3>
<section id="practise"><h4>Practise</h4><a href="#practise">own</a></section></section>
</div></section></div><script>late()</script></section></article>
"""


def test_documents_follow_each_other_with_their_parts():
    found = documents(SINGLE, CONTENTS)
    assert [(d.name, d.title, d.part, d.depth) for d in found] == [
        ("book/welcome", "Welcome", None, 1),
        ("chapters/01-one", "1 · One", "I · First", 1),
        ("exercises/01-one", "Exercises: one", None, 2),
    ]
    for document, other in pairwise(found):
        assert other.title not in document.body.get_text()


def test_every_id_is_there_once_and_links_lead_to_their_own_chapter():
    soup = BeautifulSoup(page(documents(SINGLE, CONTENTS)), "html.parser")
    ids = [element["id"] for element in soup.find_all(id=True)]
    assert len(ids) == len(set(ids))
    aims = {link.get_text(): link["href"] for link in soup.select("section a[href]")}
    assert aims == {
        "one": "#chapters-01-one",
        "there": "#chapters-01-one--only-here",
        "above": "#chapters-01-one--practise",
        "exercises": "#exercises-01-one",
        "own": "#exercises-01-one--practise",
    }
    assert {aim[1:] for aim in aims.values()} <= set(ids)


def test_folds_are_open_and_what_only_a_screen_needs_is_gone():
    html = page(documents(SINGLE, CONTENTS))
    soup = BeautifulSoup(html, "html.parser")
    assert soup.details.has_attr("open")
    assert "late()" not in html
    assert not soup.select(".headerlink, .image-reference")
    assert soup.find("img", alt="a")
