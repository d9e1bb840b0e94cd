"""A Sphinx extension: the search index of some pages is that of all.

Where a build writes only some pages, Sphinx 7.4 forgets the index entries of all others
and keeps words that stand on no page any more.
"""

from __future__ import annotations

from collections.abc import Iterable

from sphinx.application import Sphinx

from sphinxext.page_records import records


def restore(app: Sphinx, env) -> list[str]:
    """Give Sphinx the index entries of all pages; those that it writes, it replaces."""
    for page in sorted(env.found_docs):
        entries = records(app).of(page).get("index", [])
        env._search_index_index_entries[page] = [tuple(entry) for entry in entries]
    return []


def complete(app: Sphinx) -> Iterable:
    """Before the dump, remember the index entries, and forget words of no page."""
    index = getattr(app.builder, "indexer", None)
    if index is not None:
        for page, entries in index._index_entries.items():
            records(app).of(page)["index"] = entries
        for words in (index._mapping, index._title_mapping):
            for word in [word for word, pages in words.items() if not pages]:
                del words[word]
    return []


def setup(app: Sphinx):
    """Connect to Sphinx."""
    app.connect("env-get-updated", restore)
    app.connect("html-collect-pages", complete)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
