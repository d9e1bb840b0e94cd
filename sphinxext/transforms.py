"""A Sphinx extension: explorers on their pages, and what the theme leaves undone.

Each page loads the scripts of the explorers that stand on it. After the build every
page's sidebar gets a landmark and its fold buttons a name, links get names that make
sense alone, and every figure tells the stylesheet its width.
"""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from cnnbook.explorers import bundling

FOLD = 'aria-label="Show or hide the pages below"'
SIDEBAR = 'role="complementary" aria-label="Contents of the book"'
REPLACEMENTS = [
    ('<summary><span class="toctree', f'<summary {FOLD}><span class="toctree'),
    ('localStorage.getItem("mode") || "";', 'localStorage.getItem("mode") || "auto";'),
    ('role="doc-biblioentry"', 'role="listitem"'),
    ('class="bd-sidebar-primary', f'{SIDEBAR} class="bd-sidebar-primary'),
]
LINK = re.compile(
    r'<a (?P<rest>class="[^"]*" )(?P<href>href="(?P<file>[^"#]*)(?:#(?P<part>[^"]*))?")'
    r"(?P<more>[^>]*)>(?P<inside>(?:<span[^>]*>)?(?P<text>[^<]+)(?:</span>)?)</a>"
)
BACK = re.compile(r"<a (?P<about>[^>]*\bdoc-backlink\b[^>]*)>(?P<text>[^<]*)</a>")
STARS = re.compile(r' (?=★+<a class="headerlink")')
INLINE = r'<span class="math[^>]*>(?:(?!</span>).)*</span>'
FORMULA = re.compile(rf"\({INLINE}[.,;:!?)’”]*|{INLINE}[.,;:!?)’”]+", re.DOTALL)
"""A formula in a line, with the signs that belong to it and must not stand alone."""

NAME = re.compile(r"(?<=<h[1-4]>)([^<]*?)(\w+-\d+)")  # LeNet-5, in a heading
LONG = re.compile(r'<span class="pre">(?=[^<]{25})')
ROOM = r'(?:<span class="w">)? *(?:</span>)?<span class="c1">'
MARK = re.compile(
    rf"^{ROOM}# (?:BEGIN|END) SOLUTION</span>\n|{ROOM}# SOLUTION</span>", re.MULTILINE
)
"""What tells the exercises apart from their solutions, and no reader."""

WIDTH = re.compile(r'(<img [^>]*style=")(width: (\d+px);)')
"""A figure with its width, which the stylesheet needs to know on a phone."""


def named(link: re.Match) -> str:
    """Return a link whose name makes sense alone, where its text is too short for that.

    Words of the glossary, exercises and bare numbers of chapters often have the name of
    something else as well.
    """
    text, file, part = link["text"], link["file"], link["part"]
    if "glossary-link" in link["rest"]:
        more = "in the glossary"
    elif "exercises/" in file and part:
        more = "an exercise"
    elif part and re.fullmatch(r"[Cc]hapter \d+", text):
        more = part.replace("-", " ")
    else:
        return link[0]
    name = f'aria-label="{text}, {more}"'
    return f"<a {link['rest']}{link['href']} {name}{link['more']}>{link['inside']}</a>"


def named_back(link: re.Match) -> str:
    """Return a link from a source back to a citation, with a name of its own."""
    number = re.search(r'#(?:id)?([^"]*)', link["about"])[1]
    name = f"{link['text']}, back to citation {number}"
    return f'<a {link["about"]} aria-label="{name}">{link["text"]}</a>'


def mend_pages(html: Path) -> None:
    """Replace what is wrong in every page."""
    for page in html.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        for wrong, right in REPLACEMENTS:
            text = text.replace(wrong, right)
        text = LINK.sub(named, text)
        text = BACK.sub(named_back, text)
        text = STARS.sub("\u00a0", text)  # never alone in a line
        text = FORMULA.sub(r'<span class="whole">\g<0></span>', text)
        text = NAME.sub(r'\1<span class="whole">\2</span>', text)
        text = LONG.sub('<span class="pre long">', text)
        text = MARK.sub("", text)
        text = WIDTH.sub(r"\1--own: \3; \2", text)
        page.write_text(text, encoding="utf-8")


def write_scripts(app, config) -> None:
    """Write each explorer's script where Sphinx finds it as a static file."""
    folder = Path(tempfile.mkdtemp(prefix="cnnbook-")) / "explorers"
    folder.mkdir()
    scripts = {name: bundling.classic(name) for name in bundling.scripts()}
    for name, script in {"common": bundling.common(), **scripts}.items():
        (folder / f"{name}.js").write_text(script, encoding="utf-8")
    config.html_static_path.append(str(folder.parent))


def write_all(app, env) -> set[str]:
    """Let Sphinx write every page, changed or not, so that none is mended twice."""
    return env.found_docs


def add_scripts(app, pagename, templatename, context, doctree) -> None:
    """Load on a page the scripts of the explorers that stand on it, and no others."""
    used = bundling.used_in(context.get("body", ""))
    for name in ["common", *used] if used else []:
        app.add_js_file(f"explorers/{name}.js", loading_method="defer")


def finish(app, error) -> None:
    """Mend and prune when an HTML build has succeeded."""
    if error is None and app.builder.format == "html":
        mend_pages(Path(app.outdir))


def setup(app):
    """Connect to Sphinx."""
    app.connect("config-inited", write_scripts)
    app.connect("env-get-updated", write_all)
    app.connect("html-page-context", add_scripts)
    app.connect("build-finished", finish, priority=900)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
