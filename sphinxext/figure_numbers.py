"""A Sphinx extension: numbered captions of pictures, and links to them.

A paragraph that begins with **Figure 2.3.** below a cell with a picture becomes the
caption of that picture, and each "Figure 2.3" in the text of any page a link to it.
"""

from __future__ import annotations

import re
from functools import partial
from itertools import pairwise

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging

from sphinxext.page_records import digest

LOG = logging.getLogger(__name__)
ONE = r"(?:\d+|[A-Z])\.\d+"
"""A number: of a chapter, or of an appendix, which has a letter."""
LABEL = re.compile(rf"Figure\s({ONE})\.")
LIST = re.compile(rf"Figures?\s{ONE}(?:(?:,|,?\s(?:and|or|to))\s{ONE}(?!\d))*")
"""What may refer: "Figure 2.3", "Figures 2.3 and 2.4", "Figures 2.3, 2.4 or 2.5"."""
NUMBER = re.compile(rf"(?:Figures?\s)?({ONE})")
CLOSED = (nodes.reference, nodes.title, nodes.literal, nodes.literal_block, nodes.raw)
"""No link stands in these."""

NAMED = "cnnbook_figures"


class Figure(nodes.General, nodes.Element):
    """A picture with its caption."""

    tag = "figure"


class Picture(nodes.General, nodes.Element):
    """What a caption belongs to; it scrolls by itself where it is too wide."""

    tag = "div"


class Caption(nodes.General, nodes.TextElement):
    """The caption of a picture."""

    tag = "figcaption"


def anchor(number: str) -> str:
    """Return the id of a figure: 2.3 gives figure-2-3."""
    return "figure-" + number.replace(".", "-")


def beginning(paragraph: nodes.Element) -> nodes.Node | None:
    """Return what a paragraph begins with; the parser may put empty text before it."""
    return next((child for child in paragraph if child.astext()), None)


def caption_number(node: nodes.Node) -> str | None:
    """Return the number if a paragraph begins with it in strong letters."""
    first = beginning(node)
    label = isinstance(first, nodes.strong) and LABEL.fullmatch(first.astext())
    return label[1] if label else None


def has_picture(node: nodes.Node) -> bool:
    """Say whether an output of a cell holds a picture without a caption."""
    return not isinstance(node, Figure) and any(True for _ in node.findall(nodes.image))


def bind(cell: nodes.Node, caption: nodes.Element, number: str) -> bool:
    """Make one figure of a cell's pictures and their caption; say whether it has any.

    What the cell printed before and after its pictures stays outside.
    """
    for output in cell.findall(nodes.container) if cell is not None else ():
        places = [i for i, child in enumerate(output) if has_picture(child)]
        if "cell_output" in output["classes"] and places:
            first, after = places[0], places[-1] + 1
            picture = Picture("", *output[first:after], classes=["picture"])
            below = Caption("", "", *caption.children)
            figure = Figure("", picture, below, classes=["numbered"])
            figure["ids"] = [anchor(number)]
            output[first:after] = [figure]
            caption.parent.remove(caption)
            return True
    return False


def bind_captions(app, doctree) -> None:
    """Bind the captions of a page to their pictures and note their numbers."""
    labels, page, seen = app.env.get_domain("std"), app.env.docname, set()
    for paragraph in list(doctree.findall(nodes.paragraph)):
        number = caption_number(paragraph)
        if number is None:
            continue
        shown = [n for n in paragraph.parent if not isinstance(n, nodes.comment)]
        before = next((a for a, b in pairwise(shown) if b is paragraph), None)
        if labels.anonlabels.get(anchor(number), (page,))[0] != page or number in seen:
            LOG.warning("there are two Figures %s", number, location=paragraph)
        elif bind(before, paragraph, number):
            seen.add(number)
            labels.note_hyperlink_target(anchor(number), page, anchor(number))
        else:
            LOG.warning("Figure %s has no picture", number, location=paragraph)


def join_lines(element: nodes.Element) -> None:
    """Make one text of neighbours; the parser begins a new one with each line."""
    for place in range(len(element) - 1, 0, -1):
        pair = element[place - 1 : place + 1]
        if all(isinstance(child, nodes.Text) for child in pair):
            element[place - 1 : place + 1] = [nodes.Text("".join(pair))]


def linked(text: str, link) -> list[nodes.Node]:
    """Return a text with a link in place of each number of a figure in it."""
    parts, done = [], 0
    for several in LIST.finditer(text):
        for found in NUMBER.finditer(text, *several.span()):
            parts += [nodes.Text(text[done : found.start()])]
            parts += [link(found[1], found[0])]
            done = found.end()
    return [*parts, nodes.Text(text[done:])] if parts else []


def is_open(text: nodes.Text) -> bool:
    """Say whether a link may stand in a text: not in a caption's own number."""
    node = text.parent
    if isinstance(node.parent, Caption) and beginning(node.parent) is node:
        return False
    while node is not None and not isinstance(node, CLOSED):
        node = node.parent
    return node is None


class LinkFigures(SphinxPostTransform):
    """Turn the numbers of figures in the text of a page into links."""

    default_priority = 910  # after the glossary's links: it joins the lines of a text

    def run(self, **kwargs) -> None:
        """Link all numbers on the page."""
        for element in self.document.findall(nodes.TextElement):
            join_lines(element)
        for text in list(self.document.findall(nodes.Text)):
            if not is_open(text):
                continue
            parts = linked(text.astext(), partial(self.link, text))
            if parts:
                text.parent.replace(text, parts)

    def link(self, place: nodes.Text, number: str, words: str) -> nodes.Node:
        """Return the link to a figure, or complain that it is not there."""
        page = self.env.docname
        target = self.env.get_domain("std").anonlabels.get(anchor(number))
        if target is None:
            LOG.warning("there is no Figure %s", number, location=place.parent)
            return nodes.Text(words)
        home = self.app.builder.get_relative_uri(page, target[0])
        node = nodes.reference("", words, internal=True, classes=["figure-number"])
        node["refuri"] = f"{home if target[0] != page else ''}#{target[1]}"
        return node


def note_numbers(app, doctree) -> None:
    """Remember which figures a page names."""
    lists = LIST.findall(doctree.astext())
    found = {number for names in lists for number in NUMBER.findall(names)}
    app.env.metadata[app.env.docname][NAMED] = sorted(found)


def shows(app, page: str) -> str:
    """Return the places of the figures that a page names."""
    known = app.env.get_domain("std").anonlabels
    named = app.env.metadata[page].get(NAMED, ())
    return digest([(number, known.get(anchor(number))) for number in named])


def visit(self, node) -> None:
    """Open the element of a node."""
    self.body.append(self.starttag(node, node.tag, suffix=""))


def depart(self, node) -> None:
    """Close it."""
    self.body.append(f"</{node.tag}>\n")


def setup(app):
    """Connect to Sphinx."""
    app.setup_extension("sphinxext.rewriting")
    for node in (Figure, Picture, Caption):
        app.add_node(node, html=(visit, depart))
    app.connect("doctree-read", bind_captions)
    app.connect("doctree-read", note_numbers)
    app.connect("page-shows", shows)
    app.add_post_transform(LinkFigures)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
