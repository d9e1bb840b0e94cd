"""Texts of the book that are written by code, and read again when they change.

They are written as Markdown, so that MyST resolves their links and complains, which
fails the build, when one leads nowhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective

from sphinxext.page_records import digest

WRITERS: dict[str, Callable[..., str]] = {}
"""What writes the text of each name; it may raise ValueError, which fails the build."""

TEXTS = "cnnbook_generated"


def written(env: BuildEnvironment, page: str, name: str, *arguments: str) -> str:
    """Return a text for a page, and remember it."""
    text = WRITERS[name](*arguments)
    texts = env.metadata[page].setdefault(TEXTS, {})
    texts[name, *arguments] = digest(text)
    return text


def digests(env: BuildEnvironment, page: str) -> list:
    """Return the digests of all texts that were generated for a page."""
    return sorted(env.metadata[page].get(TEXTS, {}).items())


def outdated(env: BuildEnvironment) -> Iterator[str]:
    """Yield the pages for which another text would be written now."""
    for page in list(env.all_docs):
        for (name, *arguments), old in digests(env, page):
            try:
                new = digest(WRITERS[name](*arguments))
            except (KeyError, ValueError):  # let the page complain
                new = None
            if new != old:
                yield page


class Generated(SphinxDirective):
    """A directive that stands for the text which the writer of its name returns."""

    optional_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Parse the text where the directive stands."""
        try:
            text = written(self.env, self.env.docname, self.name, *self.arguments)
        except ValueError as error:
            raise self.error(str(error)) from error
        box = nodes.Element()
        lines = StringList(text.splitlines(), self.name)
        self.state.nested_parse(lines, self.content_offset, box)
        return box.children


def add_writer(app: Sphinx, name: str, writer: Callable[..., str]) -> None:
    """Let texts be written under a name."""
    WRITERS[name] = writer
    app.setup_extension("sphinxext.rewriting")


def add_text(app: Sphinx, name: str, writer: Callable[..., str]) -> None:
    """Let a directive of this name stand for what the writer returns."""
    add_writer(app, name, writer)
    app.add_directive(name, Generated)
