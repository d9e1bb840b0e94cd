"""A Sphinx extension: which pages a build reads and writes again.

A page is read again when its source changes (Sphinx sees to that) or a text that was
generated for it. It is written again when something changes that it shows of other
pages: each extension tells that by the event ``page-shows``. After a build that failed
or broke off, its pages are built again, so that no warning is seen only once.
"""

from __future__ import annotations

from pathlib import Path

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from sphinxext import generated
from sphinxext.page_records import digest, digest_of_files, records

ROOT = Path(__file__).resolve().parent.parent
READERS = [
    ROOT / "sphinxext",
    ROOT / "cnnbook" / "explorers",
    ROOT / "requirements.txt",
]
"""What shapes every page while it is read: when it changes, Sphinx reads all anew."""

LINKS = "cnnbook_links"


def note_code(app: Sphinx, config) -> None:
    """Tell Sphinx which code reads the pages."""
    config.book_code = digest_of_files(READERS)


def note_links(app: Sphinx, doctree: nodes.document) -> None:
    """Remember where the links of a page lead, before they are resolved."""
    found = {
        (
            link.get("refdomain", ""),
            link["reftype"],
            link["reftarget"],
            link.get("reftargetid") or "",
        )
        for link in doctree.findall(addnodes.pending_xref)
    }
    app.env.metadata[app.env.docname][LINKS] = sorted(map(list, found), key=str)


def target(env: BuildEnvironment, domain: str, kind: str, name: str, part: str):
    """Return what a link shows of its target: where it is, and what it is called."""
    if (domain, kind) == ("doc", "myst"):
        if name not in env.all_docs:
            return None
        slugs = env.metadata[name].get("myst_slugs", {})
        return slugs.get(part, (0, "", ""))[1:] if part else str(env.titles[name])
    if domain == "cite":
        cited = env.get_domain("cite").citations
        return [
            (c.key, c.citation_id, c.formatted_entry.label, str(c.entry)) for c in cited
        ]
    labels = env.get_domain("std")
    titles = [env.titles[page].astext() for page in sorted(env.titles)]
    return [titles, labels.labels, labels.anonlabels, labels.objects]


def pages_of_sources(env: BuildEnvironment) -> set[str]:
    """Return the pages with a list of sources, which leads back to all citations."""
    if "cite" not in env.domains:
        return set()
    return {key.docname for key in env.get_domain("cite").bibliographies}


def citations(env: BuildEnvironment) -> list:
    """Return where each source is cited."""
    return [
        (ref.docname, ref.citation_ref_id, [target.key for target in ref.targets])
        for ref in env.get_domain("cite").citation_refs
    ]


def shows(app: Sphinx, page: str) -> str:
    """Return the targets of links and citations, and the texts that were generated."""
    env = app.env
    links = [target(env, *link) for link in env.metadata[page].get(LINKS, [])]
    cited = citations(env) if page in pages_of_sources(env) else []
    return digest(links, cited, generated.digests(env, page))


def outdated(app: Sphinx, env, added, changed, removed) -> list[str]:
    """Return the pages to read though their sources are as they were."""
    if app.builder.name != "html":  # the others write all that they have read
        return [*generated.outdated(env)]
    remembered = records(app)
    old = env.found_docs if remembered.is_new else remembered.pending
    return [*(set(old) & env.found_docs), *generated.outdated(env)]


def begin(app: Sphinx, env, pages: list[str]) -> None:
    """Remember the pages that are about to be read."""
    records(app).begin(pages)


def updated(app: Sphinx, env) -> list[str]:
    """Return the pages to write since something that they show has changed."""
    if app.builder.name != "html":
        return []
    remembered, changed = records(app), []
    contents = [str(env.titles[name]) for name in sorted(env.titles)]
    for page in sorted(env.found_docs):
        shown = digest(contents, *sorted(filter(None, app.emit("page-shows", page))))
        if remembered.of(page).get("shows") != shown:
            remembered.of(page)["shows"] = shown
            changed.append(page)
    remembered.begin(changed)
    return changed


def finish(app: Sphinx, error: Exception | None) -> None:
    """Remember that the build went well, if it did."""
    if error is None and not app._warncount:
        records(app).end([*app.env.found_docs, *records(app).written])


def setup(app: Sphinx):
    """Connect to Sphinx."""
    app.add_event("page-shows")
    app.add_config_value("book_code", "", "env")
    app.connect("config-inited", note_code)
    app.connect("doctree-read", note_links)
    app.connect("page-shows", shows)
    app.connect("env-get-outdated", outdated)
    app.connect("env-before-read-docs", begin)
    app.connect("env-get-updated", updated)
    # Last of all: what fails before leaves the pages of this build to be built again.
    app.connect("build-finished", finish, priority=1000)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
