"""A page of the site: rendered, parsed once, changed in order, and written once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from selectolax.lexbor import LexborHTMLParser
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.jinja2glue import BuiltinTemplateLoader

from sphinxext.page_records import records
from website.names import note_names


@dataclass
class Page:
    """A page that is about to be written.

    Attributes
    ----------
    name : str
        Its place in the site, without the ending.
    tree : LexborHTMLParser
        Its elements, as a browser would see them.
    builder : StandaloneHTMLBuilder
        What writes it.
    """

    name: str
    tree: LexborHTMLParser
    builder: StandaloneHTMLBuilder


Step = Callable[[Page], int]
"""What changes a page and returns how often it found something to change."""


class PageTemplates(BuiltinTemplateLoader):
    """Sphinx's templates; what they render as a whole page goes through all steps."""

    def init(self, builder, theme=None, dirs=None) -> None:
        """Remember the builder."""
        super().init(builder, theme, dirs)
        self.builder = builder

    def render(self, template: str, context: dict[str, Any]) -> str:
        """Return a page as it is written, or a part of one as it is."""
        html = super().render(template, context)
        if not html.lstrip().lower().startswith("<!doctype html"):
            return html
        page = Page(context["pagename"], LexborHTMLParser(html), self.builder)
        return finished(page, self.builder.app.site_steps)


def finished(page: Page, steps: list[Step]) -> str:
    """Take a page through the steps; return its HTML."""
    remembered = records(page.builder.app)
    remembered.written.add(page.name)
    for step in steps:
        remembered.count(page.name, step.__name__, step(page))
    remembered.of(page.name).update(note_names(page.tree))
    return f"{page.tree.html}\n"
