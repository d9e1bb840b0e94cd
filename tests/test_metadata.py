"""What is told of the pages, with and without an address."""

import os
import re
import subprocess
import tomllib
from html import unescape
from pathlib import Path
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from packaging.specifiers import SpecifierSet
from PIL import Image

from sphinxext import metadata
from sphinxext.formulas import mathml
from website.pages import lighten_page, lighten_picture, pruned

ROOT = Path(__file__).parent.parent
ADDRESS = "https://example.org/books/cnnbook"


def head(address):
    html = metadata.tags("chapters/x", "<em>A</em> & B", 'Say "so".', address)
    return BeautifulSoup(html, "html.parser")


def test_without_an_address_nothing_names_one():
    assert "://" not in str(head(""))
    assert head("").find("meta", property="og:title")["content"] == "A & B"
    assert head("").find("meta", {"name": "description"})["content"] == 'Say "so".'
    assert not head("").find("link", rel="canonical")


def test_with_an_address_a_card_is_shown():
    said = head(ADDRESS)
    assert said.find("link", rel="canonical")["href"] == f"{ADDRESS}/chapters/x.html"
    picture = said.find("meta", property="og:image")["content"]
    assert picture == f"{ADDRESS}/_static/card.png"
    assert len(said.find("meta", property="og:image:alt")["content"].split()) >= 8
    size = [said.find("meta", property=f"og:image:{s}")["content"] for s in SIDES]
    with Image.open(ROOT / "book" / "assets" / "card.png") as card:
        assert [str(n) for n in card.size] == size == ["1200", "630"]


SIDES = ("width", "height")


@pytest.mark.parametrize(
    ("address", "home"),
    [(ADDRESS, "/books/cnnbook/"), ("https://a.org", "/"), ("", "/")],
)
def test_the_page_for_lost_readers_works_from_any_depth(address, home):
    page = BeautifulSoup(
        metadata.LOST.format(home=metadata.home(address)), "html.parser"
    )
    assert page.find("a")["href"] == f"{home}book/welcome.html"
    assert page.find("form")["action"] == f"{home}search.html"
    assert not page.find_all(["link", "img", "script"])


def test_the_sitemap_names_every_page():
    written = metadata.sitemap(["book/welcome", "chapters/x"], ADDRESS)
    places = [
        e.text for e in ElementTree.fromstring(written).iter() if e.tag.endswith("}loc")
    ]
    assert places == [f"{ADDRESS}/book/welcome.html", f"{ADDRESS}/chapters/x.html"]


def test_a_description_is_made_of_whole_sentences_or_words():
    short = "One sentence that is short enough to stay."
    assert metadata.shortened(short) == short
    two = f"{short} " + "And a second one, which is far too long. " * 5
    assert metadata.shortened(two).endswith(("stay.", "long."))
    endless = "word " * 60
    assert metadata.shortened(endless).endswith("word…")
    assert all(len(metadata.shortened(t)) <= 160 for t in (two, endless))


def test_an_unknown_formula_is_no_formula():
    assert "<mfrac>" in mathml(r"\frac{1}{2}")
    with pytest.raises(ValueError, match="unheard"):
        mathml(r"\unheard{1}")
    with pytest.raises(ValueError, match="a &"):
        mathml("a & b")


def test_formulas_of_several_rows_have_them():
    rows = mathml(r"\begin{aligned} a & = 1 \\[1ex] & = 2 \end{aligned}")
    assert rows.count("<mtr>") == 2
    assert "1ex" not in rows
    assert "&" not in unescape(rows)
    assert mathml(r"\begin{gathered} a \\ b \end{gathered}").count("<mtr>") == 2
    with pytest.raises(ValueError, match="no MathML"):
        mathml(r"a \\ b")


def test_a_sign_stands_close_to_its_number_and_a_function_to_what_it_is_of():
    assert mathml("a - 3 (-1) = -2").count('form="prefix"') == 2
    assert '<mo lspace="0" rspace="0.1em">max</mo>' in mathml(r"a = \max(b, c)")
    assert '<mi>log</mi><mspace width="0.17em"/><mi>p</mi>' in mathml(r"\log p")
    assert "mspace" not in mathml(r"\tanh(z)")
    assert '<mn>2</mn><mspace width="0.17em"/><mi>log</mi>' in mathml(r"2 \log p")


@pytest.mark.parametrize(
    ("tex", "made"),
    [
        ("C'", "<mrow><mi>C</mi><mo>′</mo></mrow>"),
        ("n_C'", "<msub><mrow><mi>n</mi><mo>′</mo></mrow><mi>C</mi></msub>"),
        ("F'^2", "<msup><mrow><mi>F</mi><mo>′</mo></mrow><mn>2</mn></msup>"),
        ("f^2", "<msup><mi>f</mi><mn>2</mn></msup>"),
    ],
)
def test_a_prime_is_not_raised_twice(tex, made):
    assert made in unescape(mathml(tex))


def test_rules_for_what_is_nowhere_go():
    css = (
        ".a .b{top:0}.a,.c:is(.a,.b){left:0}@media print{.b{top:1px}.a{top:2px}}"
        "p:not(.b){top:3px}@font-face{font-family:x}"
    )
    kept = pruned(css, {"a"})
    assert "top:0" not in kept
    assert "1px" not in kept
    assert all(part in kept for part in (".a{left:0}", "2px", "3px", "font-face"))


def test_a_page_finds_its_own_files_beside_an_address():
    page = (
        '<html data-content_root="../"><title>T</title>'
        f"{metadata.tags('chapters/x', 'T', 'About', ADDRESS)}"
        '<link rel="stylesheet" href="../_static/pygments.css" />'
        '<script src="../_static/sphinx-thebe.js"></script><body></body></html>'
    )
    light = BeautifulSoup(lighten_page(page, {}, "", ROOT), "html.parser")
    (sheet,) = light.find_all("link", rel="stylesheet")
    assert sheet["href"] == "../_static/site.css"
    assert not light.find_all("script")


def test_the_repository_is_offered_only_where_it_is_known(monkeypatch):
    config = SimpleNamespace(html_theme_options={})
    monkeypatch.setattr(metadata, "REPOSITORY", "")
    metadata.launch_buttons(None, config)
    assert config.html_theme_options == {}
    monkeypatch.setattr(metadata, "REPOSITORY", "https://github.com/a/b")
    metadata.launch_buttons(None, config)
    assert config.html_theme_options["repository_url"] == "https://github.com/a/b"


def test_a_picture_loses_nothing(tmp_path):
    path = tmp_path / "a.png"
    picture = Image.effect_noise((40, 30), 60).convert("RGB")
    picture.save(path)
    lighten_picture(path)
    with Image.open(path.with_suffix(".webp")) as light:
        assert light.convert("RGB").tobytes() == picture.tobytes()
    assert not path.exists()


def test_binder_installs_what_the_project_names():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    script = ROOT / "binder" / "postBuild"
    assert os.access(script, os.X_OK)
    subprocess.run(["bash", "-n", script], check=True)
    (extra,) = re.findall(r"\.\[(\w+)\]", script.read_text("utf-8"))
    assert extra in project["optional-dependencies"]
    version = (ROOT / "binder" / "runtime.txt").read_text("utf-8").strip()
    known = SpecifierSet(project["requires-python"])
    assert version.removeprefix("python-") in known
