"""A Sphinx extension: explorers on their pages, and what the theme leaves undone.

Each page loads the scripts of the explorers that stand on it. After the build every
page's sidebar gets a landmark and its fold buttons a name, every figure tells the
stylesheet its width, and icons and parts of MathJax that no page asks for are dropped.
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
    ('role="doc-biblioentry"', 'role="listitem"'),
    ('class="bd-sidebar-primary', f'{SIDEBAR} class="bd-sidebar-primary'),
]
WIDTH = re.compile(r'(<img [^>]*style=")(width: (\d+px);)')
"""A figure with its width, which the stylesheet needs to know on a phone."""

ICON = re.compile(
    r'(?:"([\w-]+)"|(\w+)):'  # its name
    r'\[\d+,\d+,\[[^\]]*\],"[0-9a-f]+",(?:"[^"]*"|\[(?:"[^"]*",?)+\])\],?'
)
"""An icon in the script of Font Awesome, which brings two thousand."""

MATHJAX = ["tex-chtml.js", "output/chtml/fonts"]
"""What the pages ask for: one script, and its fonts."""


def mend_pages(html: Path) -> None:
    """Replace what is wrong in every page."""
    for page in html.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        for wrong, right in REPLACEMENTS:
            text = text.replace(wrong, right)
        text = WIDTH.sub(r"\1--own: \3; \2", text)
        page.write_text(text, encoding="utf-8")


def prune_icons(html: Path) -> None:
    """Leave only those icons in the script that a page or another script names."""
    script = html / "_static" / "scripts" / "fontawesome.js"
    places = [*html.rglob("*.html"), *html.glob("_static/**/*.js")]
    named = set()
    for place in places:
        if place != script:
            named |= set(re.findall(r"\bfa-([\w-]+)", place.read_text("utf-8")))

    def keep(icon: re.Match) -> str:
        return icon[0] if (icon[1] or icon[2]) in named else ""

    script.write_text(ICON.sub(keep, script.read_text("utf-8")), encoding="utf-8")


def prune_mathjax(folder: Path) -> None:
    """Delete the files of MathJax that are not in `MATHJAX`."""
    keep = tuple(str(folder / part) for part in MATHJAX)
    for path in folder.rglob("*"):
        if path.is_file() and not str(path).startswith(keep):
            path.unlink()


def write_scripts(app, config) -> None:
    """Write each explorer's script where Sphinx finds it as a static file."""
    folder = Path(tempfile.mkdtemp(prefix="cnnbook-")) / "explorers"
    folder.mkdir()
    scripts = {name: bundling.classic(name) for name in bundling.scripts()}
    for name, script in {"common": bundling.common(), **scripts}.items():
        (folder / f"{name}.js").write_text(script, encoding="utf-8")
    config.html_static_path.append(str(folder.parent))


def add_scripts(app, pagename, templatename, context, doctree) -> None:
    """Load on a page the scripts of the explorers that stand on it, and no others."""
    used = bundling.used_in(context.get("body", ""))
    for name in ["common", *used] if used else []:
        app.add_js_file(f"explorers/{name}.js", loading_method="defer")


def finish(app, error) -> None:
    """Mend and prune when an HTML build has succeeded."""
    if error is None and app.builder.format == "html":
        out = Path(app.outdir)
        mend_pages(out)
        prune_icons(out)
        prune_mathjax(out / "_static" / "mathjax")


def setup(app):
    """Connect to Sphinx."""
    app.connect("config-inited", write_scripts)
    app.connect("html-page-context", add_scripts)
    # After the extension that copies MathJax, which listens to the same event.
    app.connect("build-finished", finish, priority=900)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
