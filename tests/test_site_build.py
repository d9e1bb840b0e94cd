"""A build after an edit writes what depends on it, and the same as a clean build."""

import os
import shutil
import subprocess
import sys

import pytest
from bs4 import BeautifulSoup

from tests import small_book
from website.solve.pages import is_there

ADDRESS = "https://example.org/books/cnnbook"
CHAPTER = {"chapters/01-one.html", "slides/01-one.html"}
EVERY_TIME = {"index.html", "genindex.html", "search.html", "404.html"}
"""The page that holds the contents, and those without a source."""


def prose(source):
    small_book.write_chapter(source, 1, "02-two.ipynb", prose="One *more* sentence.")


def code(source):
    cell = small_book.cell("print(2)  # SOLUTION", picture=1, text="2")
    small_book.write_chapter(source, 1, "02-two.ipynb", code=cell)


def term(source):
    path = source / "book" / "glossary.md"
    entry = "stride\n  The step.\n\nwords in it\n  A term.\n"
    path.write_text(path.read_text().replace("stride\n  The step.\n", entry))


def used_term(source):
    path = source / "book" / "glossary.md"
    path.write_text(path.read_text().replace("stride\n", "text\n"))


def heading(source):
    path = source / "book" / "glossary.md"
    path.write_text(path.read_text().replace("# Glossary", "# Words"))


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Return the folder of a book that has been built."""
    folder = tmp_path_factory.mktemp("book")
    small_book.write(folder / "source")
    run = small_book.build(folder / "source", folder / "out")
    assert (run.returncode, run.stderr) == (0, "")
    return folder


@pytest.fixture
def book(built, tmp_path):
    """Return the folders of its source and what was built, to be changed.

    They stay in their place, since Sphinx reads all anew in another one.
    """
    shutil.copytree(built, tmp_path / "kept")
    yield built / "source", built / "out"
    shutil.rmtree(built)
    shutil.copytree(tmp_path / "kept", built)


@pytest.mark.parametrize(
    ("edit", "rewritten"),
    [
        (prose, CHAPTER),
        (code, CHAPTER),
        (term, {"book/glossary.html"}),
        (used_term, {"book/glossary.html", *CHAPTER, "chapters/02-two.html"}),
        (heading, {"book/glossary.html", "chapters/01-one.html", "book/sources.html"}),
    ],
)
def test_after_an_edit_the_site_is_that_of_a_clean_build(edit, rewritten, book):
    source, out = book
    times = {p: p.stat().st_mtime_ns for p in (out / "html").rglob("*") if p.is_file()}
    edit(source)
    again = small_book.build(source, out)
    found = small_book.files(out / "html")
    written = {
        path.relative_to(out / "html").as_posix()
        for path in (out / "html").rglob("*.html")
        if path.stat().st_mtime_ns != times.get(path)
    }
    assert rewritten <= written
    if edit in (prose, code, term):
        assert written <= rewritten | EVERY_TIME
    # What is dear is kept by what it is made of: once it is made anew as well.
    for place in (out,) if edit is prose else (out / "html", out / ".doctrees"):
        shutil.rmtree(place)
    clean = small_book.build(source, out)
    assert [(r.returncode, r.stderr) for r in (again, clean)] == [(0, "")] * 2
    assert found == small_book.files(out / "html")


def test_without_a_change_nothing_is_written(book):
    source, out = book
    times = {p: p.stat().st_mtime_ns for p in out.joinpath("html").rglob("*.html")}
    assert small_book.build(source, out).returncode == 0
    assert {path: path.stat().st_mtime_ns for path in times} == times


def test_a_warning_is_seen_again_until_it_is_heeded(book):
    source, out = book
    path = source / "book" / "sources.md"
    text = path.read_text()
    path.write_text(f"{text}\nSee Figure 9.9.\n")
    for _ in range(2):
        run = small_book.build(source, out)
        assert run.returncode == 1
        assert "there is no Figure 9.9" in run.stderr
    path.write_text(text)
    assert small_book.build(source, out).returncode == 0


def test_a_style_sheet_is_written_again_without_the_pages(book, tmp_path):
    source, out = book
    assets = tmp_path / "assets"
    shutil.copytree(small_book.ROOT / "book" / "assets", assets)
    conf = (source / "conf.py").read_text()
    conf = conf.replace(str(small_book.ROOT / "book" / "assets"), str(assets))
    (source / "conf.py").write_text(conf)
    assert small_book.build(source, out).returncode == 0
    with (assets / "book.css").open("a") as sheet:
        sheet.write("\nh1 { color: rebeccapurple; }\n")
    page = out / "html" / "chapters" / "02-two.html"
    before = page.stat().st_mtime_ns
    assert small_book.build(source, out).returncode == 0
    assert "rebeccapurple" in (out / "html/_static/site.css").read_text()
    assert page.stat().st_mtime_ns == before


def test_a_step_that_finds_nothing_on_any_page_fails_the_build(tmp_path):
    source = small_book.write(tmp_path / "source")
    run = small_book.build(source, tmp_path, "-D", "site_is_whole=1")
    assert run.returncode
    idle = "name_folds, name_code_folds, mark_exercises, link_lab, show_progress"
    idle += ", mark_long_words, mark_drawn, KeepNumbers"
    assert f"nothing on any page to do for: {idle}\n" in run.stderr


def test_a_page_finds_its_own_files_beside_an_address(tmp_path):
    source = small_book.write(tmp_path / "source")
    run = subprocess.run(  # anew, since the address is read first of all
        [
            sys.executable,
            *["-W", "ignore", "-m", "sphinx"],
            *small_book.command(source, tmp_path),
        ],
        cwd=small_book.ROOT,
        env={**os.environ, "CNNBOOK_URL": ADDRESS},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stderr) == (0, "")
    html = tmp_path / "html"
    page = BeautifulSoup((html / "chapters/01-one.html").read_text(), "html.parser")
    (sheet,) = page.find_all("link", rel="stylesheet")
    assert sheet["href"] == "../_static/site.css"
    scripts = [script["src"] for script in page.find_all("script", src=True)]
    tries = ["../_static/solve/try.js"] if is_there() else []
    assert scripts == ["../_static/code.js", "../_static/site.js", *tries]
    (canonical,) = page.find_all("link", rel="canonical")
    assert canonical["href"] == f"{ADDRESS}/chapters/01-one.html"
    assert f"<loc>{ADDRESS}/book/glossary.html</loc>" in (
        (html / "sitemap.xml").read_text()
    )
    assert "/books/cnnbook/search.html" in (html / "404.html").read_text()
