"""A Sphinx extension: words of the glossary are links to it.

In each chapter the first occurrence of each term, or of its plural, links to the entry,
and the entry names the chapters that use it. Comments, headings, code, formulas, links,
table heads and the summaries of folds are left as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from docutils import nodes
from sphinx import addnodes
from sphinx.environment import BuildEnvironment

GLOSSARY = "book/glossary"
CHAPTER = re.compile(r"chapters/(\d\d)-[\w-]+")
CLOSED = (
    nodes.comment,
    nodes.title,
    nodes.rubric,
    nodes.thead,
    nodes.literal,
    nodes.literal_block,
    nodes.math,
    nodes.math_block,
    nodes.raw,
    nodes.reference,
    addnodes.pending_xref,
    addnodes.download_reference,
)
FORMS = {
    "depthwise convolution": r"depthwise(?!-)",
    "depthwise-separable convolution": r"depthwise-separable",
    "edge": r"(?<!opposite )(?<!over the )edges?(?! of (?:the|a) )",
    "effective receptive field": r"effective(?: receptive fields?)?",
    "equivariant": r"equivarian(?:t|ce)",
    "flattening": r"flatten(?:s|ed|ing)",
    "functional model": r"functional(?: models?)?",
    "freeze": r"freeze|freezes|freezing|frozen",
    "gradient (of an image)": r"gradients?",
    "intersection over union (IoU)": r"intersection over union|IoU",
    "invariant": r"invarian(?:t|ce)",
    "overlapping pooling": r"overlapping pooling|overlap(?:s|ping)?",
    "pointwise convolution": r"pointwise",
    "same padding": r"“same”|same padding|(?-i:Same)",
    "Scharr kernel": r"Scharr",
    "Sobel kernel": r"Sobel",
    "step": r"gradient steps?",
    "top": r"tops?(?! (?:left|right|row|of|corner))",
    "valid padding": r"“valid”|valid padding|(?-i:Valid)",
    "validation set": r"validation(?: sets?)?",
}
"""What stands for a term in running text, where that is not the term or its plural."""

ONLY = {
    "background": "12",
    "base": "10 11 12",
    "box": "12",
    "confidence": "12",
    "gradient (of an image)": "03",
    "depth": "03 04 05 06 07",
    "edge": "02 03 04 05 06 09 10 11 12",
    "effective receptive field": "09",
    "functional model": "07",
    "head": "10 11 12",
    "hit": "12",
    "jump": "07 09",
    "loss": "03 07 08 10 11",
    "overlapping pooling": "06",
    "precision": "12",
    "recall": "12",
    "same padding": "04",
    "slice": "05 07 10",
    "step": "03 07 11",
    "top": "10 11",
    "valid padding": "04",
}
"""The chapters in which an everyday word has the sense of the glossary."""


def pattern(term: str) -> str:
    """Return the expression that finds a term, or its plural, in a text."""
    return FORMS.get(term, re.escape(term) + r"(?:e?s)?")


def finder(terms: list[str], chapter: str) -> re.Pattern:
    """Return an expression with a numbered group for each term, longest terms first."""
    groups = []
    for term in sorted(terms, key=len, reverse=True):
        if chapter in ONLY.get(term, chapter):
            groups.append(f"(?P<t{terms.index(term)}>{pattern(term)})")
    return re.compile(rf"(?<![\w-])(?:{'|'.join(groups)})(?![\w-])", re.IGNORECASE)


def is_open(text: nodes.Text) -> bool:
    """Say whether a link may stand here."""
    node = text.parent
    while node is not None:
        if isinstance(node, CLOSED) or "sd-summary-title" in node.get("classes", ()):
            return False
        node = node.parent
    return True


def first_uses(
    doctree: nodes.document, terms: list[str], chapter: str
) -> Iterator[tuple[nodes.Text, list[tuple[int, int, str]]]]:
    """Yield each text that uses a term first: from where to where, and which term."""
    find = finder(terms, chapter)
    seen = set()
    for text in list(doctree.findall(nodes.Text)):
        uses = []
        for match in find.finditer(text.astext()) if is_open(text) else ():
            term = terms[int(match.lastgroup[1:])]
            if term not in seen:
                seen.add(term)
                uses.append((*match.span(), term))
        if uses:
            yield text, uses


def entries(env: BuildEnvironment) -> dict[str, str]:
    """Return the glossary's terms and the anchor of each."""
    glossary = env.get_doctree(GLOSSARY)
    return {t.astext(): t["ids"][0] for t in glossary.findall(nodes.term)}


def link_terms(app, doctree: nodes.document, docname: str, chapter: str) -> None:
    """Make the first use of each term in a chapter a link."""
    anchors = entries(app.env)
    home = app.builder.get_relative_uri(docname, GLOSSARY)
    for text, uses in first_uses(doctree, list(anchors), chapter):
        whole, pieces, end = text.astext(), [], 0
        for start, stop, term in uses:
            pieces.append(nodes.Text(whole[end:start]))
            target = f"{home}#{anchors[term]}"
            attributes = {
                "internal": True,
                "refuri": target,
                "classes": ["glossary-link"],
            }
            pieces.append(nodes.reference("", whole[start:stop], **attributes))
            end = stop
        pieces.append(nodes.Text(whole[end:]))
        text.parent.replace(text, pieces)


def name_chapters(app, doctree: nodes.document) -> None:
    """Add to each entry of the glossary the chapters that use it."""
    terms = [term.astext() for term in doctree.findall(nodes.term)]
    used: dict[str, list[str]] = {term: [] for term in terms}
    for docname in sorted(filter(CHAPTER.fullmatch, app.env.found_docs)):
        number = CHAPTER.fullmatch(docname)[1]
        for _, uses in first_uses(app.env.get_doctree(docname), terms, number):
            for *_, term in uses:
                used[term].append(docname)
    for item in doctree.findall(nodes.definition_list_item):
        term = next(item.findall(nodes.term)).astext()
        place = nodes.inline("", " ", classes=["glossary-uses"])
        for number, docname in enumerate(used[term]):
            target = app.builder.get_relative_uri(GLOSSARY, docname)
            name = f"{'chapter' if number else 'Chapter'} {int(docname[9:11])}"
            place += [nodes.Text(", ")] if number else []
            place += nodes.reference("", name, internal=True, refuri=target)
        if used[term]:
            list(item.findall(nodes.paragraph))[-1].append(place)


def resolve(app, doctree: nodes.document, docname: str) -> None:
    """Put the links into a chapter, or the chapters into the glossary."""
    if match := CHAPTER.fullmatch(docname):
        link_terms(app, doctree, docname, match[1])
    elif docname == GLOSSARY:
        name_chapters(app, doctree)


def setup(app):
    """Connect to Sphinx."""
    app.connect("doctree-resolved", resolve)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
