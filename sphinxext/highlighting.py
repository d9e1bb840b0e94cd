"""A Sphinx extension: no element around code in the colour of the code around it.

Pygments puts each name and bracket into one of its own: every second of a page.
"""

from __future__ import annotations

from pygments.formatters import HtmlFormatter
from sphinx.highlighting import PygmentsBridge

PLAIN = {"p", "n", "nn", "w"}
"""Punctuation, names, names of modules and spaces."""


class PlainFormatter(HtmlFormatter):
    """Pygments' formatter, without the classes that colour nothing."""

    def _get_css_classes(self, ttype) -> str:
        classes = super()._get_css_classes(ttype)
        return "" if classes in PLAIN else classes


def setup(app):
    """Connect to Sphinx."""
    PygmentsBridge.html_formatter = PlainFormatter
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
