"""A Sphinx extension: what answers a question is folded until its reader opens it.

In a chapter ``% answer`` opens a fold, and ``% answer ends`` closes it; what stands
between, pictures included, is in it. ``% answer: WORDS`` says when to open it. On the
slides, what is in the fold comes as a step of its own.
"""

from __future__ import annotations

import re

from docutils import nodes
from sphinx.util import logging
from sphinx_design.shared import create_component

LOG = logging.getLogger(__name__)
OPENS = re.compile(r"answer(?::\s*(?P<when>\S.*))?\Z")
CLOSES = "answer ends"
WHEN = "Open when you have your answer"


def fold(when: str, children: list[nodes.Node]) -> nodes.container:
    """Return a fold like those that chapters write by hand."""
    return create_component(
        "dropdown",
        children=[nodes.rubric(when, when), *children],
        type="dropdown",
        has_title=True,
        opened=False,
        icon=None,
        chevron=None,
        container_classes=["sd-mb-3", "answer"],
        title_classes=[],
        body_classes=[],
    )


def fold_answers(app, doctree: nodes.document) -> None:
    """Fold all answers of a page; complain of one that has no end in its section."""
    for mark in list(doctree.findall(nodes.comment)):
        opening = OPENS.match(mark.astext().strip())
        if not opening:
            continue
        section = mark.parent
        first = section.index(mark)
        ends = [
            place
            for place, node in enumerate(section)
            if place > first
            and isinstance(node, nodes.comment)
            and node.astext().strip() == CLOSES
        ]
        if not ends:
            LOG.warning("an answer has no end in its section", location=mark)
            continue
        inside = section[first + 1 : ends[0]]
        section[first : ends[0] + 1] = [fold(opening["when"] or WHEN, inside)]


def setup(app):
    """Connect to Sphinx."""
    app.connect("doctree-read", fold_answers, priority=700)  # when figures are bound
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
