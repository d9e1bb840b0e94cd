"""A Sphinx extension that puts right what the theme leaves to be desired.

After the build it gives every page's sidebar a landmark and its fold buttons a name,
and drops the parts of MathJax that no page asks for.
"""

from __future__ import annotations

from pathlib import Path

FOLD = 'aria-label="Show or hide the pages below"'
SIDEBAR = 'role="complementary" aria-label="Contents of the book"'
REPLACEMENTS = [
    ('<summary><span class="toctree', f'<summary {FOLD}><span class="toctree'),
    ('class="bd-sidebar-primary', f'{SIDEBAR} class="bd-sidebar-primary'),
]
MATHJAX = ["tex-chtml.js", "output/chtml/fonts"]
"""What the pages ask for: one script, and its fonts."""


def mend_pages(html: Path) -> None:
    """Replace what is wrong in every page."""
    for page in html.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        for wrong, right in REPLACEMENTS:
            text = text.replace(wrong, right)
        page.write_text(text, encoding="utf-8")


def prune_mathjax(folder: Path) -> None:
    """Delete the files of MathJax that are not in `MATHJAX`."""
    keep = tuple(str(folder / part) for part in MATHJAX)
    for path in folder.rglob("*"):
        if path.is_file() and not str(path).startswith(keep):
            path.unlink()


def finish(app, error) -> None:
    """Do both when an HTML build has succeeded."""
    if error is None and app.builder.format == "html":
        out = Path(app.outdir)
        mend_pages(out)
        prune_mathjax(out / "_static" / "mathjax")


def setup(app):
    """Connect to Sphinx."""
    # After the extension that copies MathJax, which listens to the same event.
    app.connect("build-finished", finish, priority=900)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
