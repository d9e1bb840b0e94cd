"""A Sphinx extension: what belongs together in a line, and marks that no reader needs.

The transforms run when a page is written, on the document with all links in it, so the
contents and the search know the text as its author wrote it.
"""

from __future__ import annotations

import re
from abc import abstractmethod

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinxext.page_records import records

STARS = re.compile(r" (?=★+$)")
NAME = re.compile(r"\w+-\d+")  # LeNet-5
BEFORE = re.compile(r"\($")
AFTER = re.compile(r"^[.,;:!?)’”]+")
"""Signs that belong to a formula and must not stand alone."""

GLUED = re.compile(
    r"(?<=\d)[ \n](?=%)"
    r"|(?<=\b[a-z])[ \n](?=[=≤≥][ \n])|(?<=\b[a-z][ \n][=≤≥])[ \n](?=[\d−])"
    r"|(?<=\d)[ \n](?=[·×][ \n]−?\d)|(?<=\d[ \n][·×])[ \n](?=−?\d)"
    r"|(?<=\b[A-Z])[ \n](?=[∗⋆][ \n][A-Z]\b)|(?<=\b[A-Z][ \n][∗⋆])[ \n](?=[A-Z]\b)"
)
"""Spaces within 13 %, s = 2, 3 · 5 and A ∗ K."""
APART = (nodes.FixedTextElement, nodes.literal, nodes.math, nodes.raw, nodes.comment)

MARK = re.compile(r"^ *# (?:BEGIN|END) SOLUTION(?:\n|\Z)| *# SOLUTION$", re.MULTILINE)
"""What tells the exercises apart from their solutions, and no reader."""


def whole(*parts: nodes.Node) -> nodes.inline:
    """Return what must not be broken at the end of a line."""
    return nodes.inline("", "", *parts, classes=["whole"])


def sign_of(signs: re.Pattern, neighbour: nodes.Node | None) -> re.Match | None:
    """Return the signs in the text beside a formula that belong to it."""
    return signs.search(neighbour) if isinstance(neighbour, nodes.Text) else None


class Counted(SphinxPostTransform):
    """A transform that remembers how often it found something to do on a page."""

    formats = ("html",)

    def run(self, **kwargs) -> None:
        """Change the page, and count."""
        number = sum(self.change(node) for node in list(self.document.findall(self.of)))
        records(self.app).count(self.env.docname, type(self).__name__, number)

    of: type[nodes.Node]

    @abstractmethod
    def change(self, node: nodes.Element) -> bool:
        """Change a node of the page; say whether there was anything to change."""


class KeepStars(Counted):
    """The stars of an exercise never stand alone in a line."""

    default_priority = 920
    of = nodes.title

    def change(self, node: nodes.title) -> bool:
        """Put a space that does not break before the stars of a heading."""
        last = node[-1] if len(node) else None
        if not isinstance(last, nodes.Text) or not STARS.search(last):
            return False
        node[-1] = nodes.Text(STARS.sub("\u00a0", last))
        return True


class KeepNames(Counted):
    """A name with a number is not broken in a heading."""

    default_priority = 921
    of = nodes.title

    def change(self, node: nodes.title) -> bool:
        """Keep the first name in the text with which a heading begins."""
        text = node[0] if len(node) else None
        name = NAME.search(text) if isinstance(text, nodes.Text) else None
        if not name:
            return False
        before, after = text[: name.start()], text[name.end() :]
        node[0:1] = [nodes.Text(before), whole(nodes.Text(name[0])), nodes.Text(after)]
        return True


class KeepSigns(Counted):
    """Brackets and stops stay with their formula."""

    default_priority = 922
    of = nodes.math

    def change(self, node: nodes.math) -> bool:
        """Put a formula and its signs into one whole."""
        line, place = node.parent, node.parent.index(node)
        before = sign_of(BEFORE, line[place - 1] if place else None)
        after = sign_of(AFTER, line[place + 1] if place + 1 < len(line) else None)
        parts: list[nodes.Node] = [node]
        if before:
            line[place - 1] = nodes.Text(before.string[: before.start()])
            parts.insert(0, nodes.Text(before[0]))
        if after:
            line[place + 1] = nodes.Text(after.string[after.end() :])
            parts.append(nodes.Text(after[0]))
        if len(parts) > 1:
            line[place] = whole(*parts)
        return len(parts) > 1


class KeepNumbers(Counted):
    """A number stays with its sign, and a short equation in one line."""

    default_priority = 924
    of = nodes.Text

    def change(self, node: nodes.Text) -> bool:
        """Put spaces that do not break into what belongs together."""
        glued = GLUED.sub("\u00a0", node)
        if glued == node or isinstance(node.parent, APART):
            return False
        node.parent.replace(node, nodes.Text(glued))
        return True


class HideMarks(Counted):
    """The marks of solutions are for the grader."""

    default_priority = 923
    of = nodes.literal_block

    def change(self, node: nodes.literal_block) -> bool:
        """Leave the marks out of some code."""
        code = node.astext()
        if node.rawsource != code or not MARK.search(code):
            return False
        node.rawsource = MARK.sub("", code).rstrip("\n")
        node.children = []
        node += nodes.Text(node.rawsource)
        return True


TRANSFORMS = [KeepStars, KeepNames, KeepSigns, KeepNumbers, HideMarks]


def setup(app):
    """Connect to Sphinx."""
    for transform in TRANSFORMS:
        app.add_post_transform(transform)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
