"""Every link inside the book leads somewhere."""

from urllib.parse import unquote, urldefrag, urlsplit

import pytest
from bs4 import BeautifulSoup

from .conftest import HTML, pages


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
