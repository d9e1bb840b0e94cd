"""What is remembered of each page from one build to the next.

Sphinx keeps the documents; this keeps what they became: what a page shows of others, so
that it is written again when that changes, and what it names, so that fonts and style
sheets are cut to all pages though a build writes only some. No library does it: Sphinx
writes a page again for its own source and its part of the contents, and nothing else.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx


class PageRecords:
    """The records of a site's pages, kept in a file beside its documents.

    Parameters
    ----------
    path : Path
        The file. What is not in it has never been built.

    Attributes
    ----------
    pages : dict
        By the name of a page what it shows, names and counts.
    pending : set of str
        Pages of which a build began and none has ended well.
    written : set of str
        Pages that this build has written.
    site : dict
        What is remembered of the site as a whole.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        stored = json.loads(path.read_text("utf-8")) if path.exists() else {}
        self.pages: dict[str, dict[str, Any]] = stored.get("pages", {})
        self.pending: set[str] = set(stored.get("pending", []))
        self.site: dict[str, Any] = stored.get("site", {})
        self.is_new = not stored
        self.written: set[str] = set()

    def of(self, page: str) -> dict[str, Any]:
        """Return the record of a page, to be filled."""
        return self.pages.setdefault(page, {"counts": {}})

    def count(self, page: str, what: str, number: int) -> None:
        """Note how often something was done to a page."""
        self.of(page)["counts"][what] = number

    def total(self, what: str) -> int:
        """Return how often something was done to all pages."""
        return sum(page["counts"].get(what, 0) for page in self.pages.values())

    def begin(self, pages: Iterable[str]) -> None:
        """Remember that pages are being built, should the build break off."""
        self.pending |= set(pages)
        self.save()

    def end(self, pages: Iterable[str]) -> None:
        """Remember that all is well, and forget the pages that are no more."""
        self.pages = {name: self.pages[name] for name in pages if name in self.pages}
        self.pending = set()
        self.save()

    def save(self) -> None:
        """Write the file: whole, or not at all should the build be stopped here."""
        stored = {
            "pending": sorted(self.pending),
            "site": self.site,
            "pages": dict(sorted(self.pages.items())),
        }
        self.path.parent.mkdir(parents=True, exist_ok=True)
        beside = self.path.with_suffix(f".{os.getpid()}")
        beside.write_text(json.dumps(stored, ensure_ascii=False), "utf-8")
        beside.replace(self.path)


def records(app: Sphinx) -> PageRecords:
    """Return the records of the site that is being built."""
    if not hasattr(app, "page_records"):
        path = Path(app.doctreedir) / f"pages-{app.builder.name}.json"
        app.page_records = PageRecords(path)
    return app.page_records


def digest(*parts: object) -> str:
    """Return a short name for contents: equal for equal ones.

    Examples
    --------
    >>> digest("a", [1]) == digest("a", [1]), digest("a") == digest("b")
    (True, False)
    """
    found = hashlib.sha256()
    for part in parts:
        found.update(part if isinstance(part, bytes) else repr(part).encode())
        found.update(b"\0")
    return found.hexdigest()[:20]


def digest_of_files(folders: Iterable[Path]) -> str:
    """Return the digest of files, and of all that is in folders."""
    files = [
        path
        for folder in folders
        for path in ([folder] if folder.is_file() else sorted(folder.rglob("*")))
        if path.is_file() and path.suffix != ".pyc"
    ]
    return digest(*(part for path in files for part in (path.name, path.read_bytes())))
