"""Turn the book's single page, which Sphinx writes, into a document to print.

Its sections become documents of their own again, in the order of the contents, each
with ids that no other has. Folds are opened, and what only a screen needs is left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import jinja2
import yaml
from bs4 import BeautifulSoup, Tag

import cnnbook

HERE = Path(__file__).parent
SCREEN_ONLY = "script, a.headerlink, .sd-summary-state-marker, details.hide > summary"
PICTURE_LINKS = "a.image-reference"


@dataclass
class Document:
    """A page of the book: what it is called, and what stands on it."""

    name: str
    title: str
    part: str
    body: Tag

    @property
    def id(self) -> str:
        """Where links to the page lead."""
        return self.name.replace("/", "-")

    @property
    def depth(self) -> int:
        """How far the page is indented in the contents: exercises under chapters."""
        return 2 if self.name.startswith("exercises/") else 1


def documents(html: str, contents: str) -> list[Document]:
    """Return the pages that the single page holds, from its HTML and ``_toc.yml``."""
    article = BeautifulSoup(html, "html.parser").find("article")
    for element in article.select(SCREEN_ONLY):
        element.decompose()
    for link in article.select(PICTURE_LINKS):
        link.unwrap()
    for fold in article.find_all("details"):
        fold["open"] = ""
    toc = yaml.safe_load(contents)
    parts = {p["chapters"][0]["file"]: p.get("caption", "") for p in toc["parts"]}
    root = article.find("section")
    bodies = [(toc["root"], root)]
    for mark in article.select("span[id^=document-]"):
        section = mark.find_next_sibling("section")
        bodies.append((mark["id"].removeprefix("document-"), section))
    for _, section in bodies[1:]:
        section.extract()
    for left in root.select(".toctree-wrapper"):
        left.decompose()
    for _, section in bodies[1:]:
        for left in section.select(".toctree-wrapper"):
            left.decompose()
    found = [
        Document(name, body.find(["h1", "h2", "h3"]).get_text(), parts.get(name), body)
        for name, body in bodies
    ]
    _separate(found)
    return found


def _separate(found: list[Document]) -> None:
    """Give every id the name of its document before it, and every link its aim."""
    homes: dict[str, str] = {}
    for document in found:
        document.body["data-own-id"] = document.body.get("id", "")
        for element in document.body.find_all(id=True):
            homes.setdefault(element["id"], document.id)
    for document in found:
        top, ids = document.body, document.body.find_all(id=True)
        own = {element["id"] for element in ids}
        for element in ids:
            element["id"] = f"{document.id}--{element['id']}"
        own_id = top["data-own-id"]
        del top["data-own-id"]
        top["id"] = document.id
        for link in top.find_all("a", href=True):
            if link["href"].startswith("http"):
                continue
            _, mark, aim = link["href"].rpartition("#")
            if not mark:  # a file beside the book, which paper has not
                link.unwrap()
                continue
            if aim.startswith("document-"):
                aim = aim.removeprefix("document-").replace("/", "-")
            elif aim in ("", own_id):
                aim = document.id
            elif aim in own:
                aim = f"{document.id}--{aim}"
            else:
                aim = f"{homes[aim]}--{aim}" if aim in homes else aim
            link["href"] = f"#{aim}"


def page(found: list[Document]) -> str:
    """Return the document to print, with a title page and a table of contents."""
    loader = jinja2.FileSystemLoader(HERE)
    options = {"trim_blocks": True, "lstrip_blocks": True}
    template = jinja2.Environment(loader=loader, **options).get_template("print.html")
    logo = HERE.parents[1] / "book" / "assets" / "logo.svg"
    return template.render(
        documents=found, logo=logo.read_text("utf-8"), version=cnnbook.__version__
    )
