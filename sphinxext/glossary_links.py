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
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinxext.glossary_words import FORMS, ONLY
from sphinxext.page_records import digest

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
USES, ENTRIES, MEANINGS = "cnnbook_terms", "cnnbook_entries", "cnnbook_meanings"


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


def chapters(env: BuildEnvironment) -> list[str]:
    """Return the pages of the chapters, in their order."""
    return sorted(filter(CHAPTER.fullmatch, env.found_docs))


def note_entries(app, doctree: nodes.document) -> None:
    """Remember the glossary's terms, and of each its anchor and what it says."""
    if app.env.docname == GLOSSARY:
        found, means = {}, {}
        for item in doctree.findall(nodes.definition_list_item):
            term = next(item.findall(nodes.term))
            found[term.astext()] = anchor = term["ids"][0]
            first = next(item.findall(nodes.paragraph))
            means[anchor] = term.astext(), " ".join(first.astext().split())
        app.env.metadata[GLOSSARY][ENTRIES] = found
        app.env.metadata[GLOSSARY][MEANINGS] = means


def meanings(env: BuildEnvironment) -> dict[str, tuple[str, str]]:
    """Return by the anchor of each entry its term and what it says."""
    return env.metadata[GLOSSARY].get(MEANINGS, {})


def entries(env: BuildEnvironment) -> dict[str, str]:
    """Return the glossary's terms and the anchor of each."""
    return env.metadata[GLOSSARY].get(ENTRIES, {})


def used(env: BuildEnvironment, docname: str) -> list[str]:
    """Return the terms that a chapter links, and remember them while it is as it is."""
    terms = list(entries(env))
    known = env.metadata[docname].get(USES)
    if known is None or known[0] != terms:
        chapter = CHAPTER.fullmatch(docname)[1]
        found = first_uses(env.get_doctree(docname), terms, chapter)
        known = terms, [term for _, uses in found for *_, term in uses]
        env.metadata[docname][USES] = known
    return known[1]


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
    places: dict[str, list[str]] = {term: [] for term in terms}
    for docname in chapters(app.env):
        for term in used(app.env, docname):
            places[term].append(docname)
    for item in doctree.findall(nodes.definition_list_item):
        term = next(item.findall(nodes.term)).astext()
        place = nodes.inline("", " ", classes=["glossary-uses"])
        for number, docname in enumerate(places[term]):
            target = app.builder.get_relative_uri(GLOSSARY, docname)
            name = f"{'chapter' if number else 'Chapter'} {int(docname[9:11])}"
            place += [nodes.Text(", ")] if number else []
            place += nodes.reference("", name, internal=True, refuri=target)
        if places[term]:
            list(item.findall(nodes.paragraph))[-1].append(place)


class LinkTerms(SphinxPostTransform):
    """Put the links into a chapter, or the chapters into the glossary."""

    default_priority = 900  # when all links of the page itself are resolved

    def run(self, **kwargs) -> None:
        """Change the page, if it is one of these."""
        if match := CHAPTER.fullmatch(self.env.docname):
            link_terms(self.app, self.document, self.env.docname, match[1])
        elif self.env.docname == GLOSSARY:
            name_chapters(self.app, self.document)


def shows(app, page: str) -> str | None:
    """Return what a chapter shows of the glossary, and the glossary of the chapters."""
    if CHAPTER.fullmatch(page):
        anchors = entries(app.env)
        said = meanings(app.env)
        terms = [(term, anchors[term]) for term in used(app.env, page)]
        return digest([(*pair, said[pair[1]]) for pair in terms])
    if page == GLOSSARY:
        return digest([used(app.env, chapter) for chapter in chapters(app.env)])
    return None


def setup(app):
    """Connect to Sphinx."""
    app.setup_extension("sphinxext.rewriting")
    app.connect("doctree-read", note_entries)
    app.connect("page-shows", shows)
    app.add_post_transform(LinkTerms)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
