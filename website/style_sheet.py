"""One style sheet in place of the theme's eleven, without what is on no page.

By hand, since what removes unused rules (PurgeCSS) needs Node, which `make book` does
without, and reads the pages anew each time.
"""

from __future__ import annotations

import re
from pathlib import Path

import tinycss2
from sphinx.application import Sphinx

from sphinxext.page_records import records
from website.fonts import cut
from website.names import VARIABLE, all_of

FIRST = ["basic.css", "styles/theme.css", "styles/pydata-sphinx-theme.css"]
"""What the theme's template would load before all others."""

ADDED = ["show", "active", "fade", "collapse", "collapsing", "dropup"]
"""What Bootstrap adds to a page, whose script names much more than is there."""

READ = re.compile(r"var\(\s*(--[\w-]+)")
SET = re.compile(
    r"""(?<=[{;\s])(?P<name>--[\w-]+)\s*:(?:"[^"]*"|'[^']*'|[^;{}"'])*(?:;|(?=\}))"""
)
BESIDES = re.compile(r"@(?:import|charset)[^;]*;|@font-face\{[^}]*Font Awesome[^}]*\}")
FONT = """
@font-face {
  font-family: "Font Awesome 6 Free";
  font-weight: 900;
  src: url("icons.woff2") format("woff2");
}
"""
"""Signs that the theme's style sheet draws; the font is cut to them."""


def is_used(selector: str, words: set[str]) -> bool:
    """Say whether a page may have what a selector names."""
    outside = re.sub(r":not\([^)]*\)", "", selector)
    names = re.findall(r"[.#](-?[A-Za-z_][\w-]*)", outside)
    return all(name in words for name in names)


def split(selectors: str) -> list[str]:
    """Return the selectors of a list; commas within brackets part nothing."""
    return re.split(r",\s*(?![^(]*\))", selectors)


def pruned(css: str, words: set[str]) -> str:
    """Return those rules of a style sheet that a page may need."""
    kept = []
    for rule in tinycss2.parse_stylesheet(
        css, skip_comments=True, skip_whitespace=True
    ):
        head = tinycss2.serialize(rule.prelude).strip()
        if rule.type == "at-rule":
            inside = tinycss2.serialize(rule.content or [])
            if rule.lower_at_keyword in ("media", "supports"):
                inside = pruned(inside, words)
            body = f"{{{inside}}}" if rule.content is not None else ";"
            if inside or rule.content is None:
                kept.append(f"@{rule.at_keyword} {head}{body}")
            continue
        selectors = [part for part in split(head) if is_used(part, words)]
        if selectors:
            kept.append(f"{','.join(selectors)}{{{tinycss2.serialize(rule.content)}}}")
    return "\n".join(kept)


def without_unread(css: str, named: set[str]) -> str:
    """Return a style sheet without the variables that nothing reads.

    Examples
    --------
    >>> without_unread("a{--x:1;--y:var(--x);width:var(--y);--z:url('1;2')}", set())
    'a{--x:1;--y:var(--x);width:var(--y);}'
    """
    while True:
        read = named | set(READ.findall(css))
        less = SET.sub(lambda v: v[0] if v["name"] in read else "", css)  # noqa: B023
        if less == css:
            return css
        css = less


def note_sheets(app: Sphinx, page, template, context, doctree) -> None:
    """Remember the style sheets of the pages, in their order."""
    sheets = sorted(context["css_files"], key=lambda sheet: sheet.priority)
    names = [str(sheet.filename).removeprefix("_static/") for sheet in sheets]
    app.site_sheets = [*FIRST, *dict.fromkeys(names)]


def write_style_sheet(app: Sphinx) -> None:
    """Write the style sheet, and the font of the signs in it."""
    static = Path(app.outdir) / "_static"
    pages = records(app).pages.values()
    words, named = all_of(pages, "words") | set(ADDED), all_of(pages, "variables")
    for path in static.rglob("*.js"):
        if path.name == "fontawesome.js":  # no page loads it
            continue
        script = path.read_text("utf-8")
        named |= set(VARIABLE.findall(script))
        if path.name != "bootstrap.js":
            words |= set(re.findall(r"[\w-]+", script))
    sheets = [(static / name).read_text("utf-8") for name in app.site_sheets]
    css = "\n".join(BESIDES.sub("", sheet) for sheet in sheets)

    def make() -> bytes:
        return (without_unread(pruned(css, words), named) + FONT).encode()

    made_of = [css, sorted(words), sorted(named), Path(__file__).read_bytes()]
    cut_css = app.site_cache.get(made_of, make).decode()
    (static / "site.css").write_text(cut_css, encoding="utf-8")
    signs = {chr(int(code, 16)) for code in re.findall(r"\\(f[0-9a-f]{3})\b", cut_css)}
    signs |= set(re.findall("[\ue000-\uf8ff]", cut_css))
    font = cut(next(static.rglob("fa-solid-900.woff2")), signs, app.site_cache)
    (static / "icons.woff2").write_bytes(font)
