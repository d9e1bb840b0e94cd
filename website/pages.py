"""A Sphinx extension: pages that load only what they use.

After the build the pictures become WebP without loss and tell their size before they
arrive; icons stand in the pages; all style sheets are one, without the rules for what
is on no page; and scripts wait until a page is read, or go where nothing needs them.
"""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import tinycss2
from PIL import Image

from website.fonts import cut

IMG = re.compile(r"<img [^>]*>")
PICTURE = re.compile(r"(_images/\w+)\.png")
SOURCE = re.compile(r'src="[^"]*_images/([^"]+\.webp)"')
WIDTH = re.compile(r"\bwidth: (\d+)px")
ICON = re.compile(r'<i class="([^"]*\bfa-[^"]*)"([^>]*)></i>')
DRAWING = (
    r'[{,]"?(?P<name>[a-z][\w-]*)"?:\[(?P<width>\d+),(?P<height>\d+),\[[^\]]*\],'
    r'"[0-9a-f]+","(?P<outline>[^"]*)"\]'
)
"""An icon in the script of Font Awesome: its width, height and outline."""
SHEET = re.compile(r'\s*<link[^>]*href="([^"]*_static/[^"?]*\.css)[^>]*/>')
SCRIPT = re.compile(r'\s*<script\b[^>]*\bsrc="[^"]*_static/([^"?]*)[^>]*></script>')
EAGER = re.compile(r"<script (?!.*\b(?:defer|async)\b)(?=[^>]*\bsrc=)")
DROPPED = re.compile(
    r'\s*<script>const THEBE_JS_URL.*?</script>|\s*<link rel="preload" as="script".*?/>'
)
PLAIN = re.compile(r'<span class="(?:p|n|nn|w)">([^<]*)</span>')
"""Pieces of code that have the colour of the code around them: every second element."""

TOOLTIP = (' data-bs-placement="bottom" data-bs-toggle="tooltip"', "")
"""Bootstrap would draw what the title of a button says; browsers do that unasked."""

OPTIONS = re.compile(r'<script src="[^"]*documentation_options\.js[^>]*></script>')
TOGGLES = ('class="toggle', "dropdown admonition")
HINTS = re.compile(r"\s*<script>(?:let toggle|var togglebutton).*?</script>")
NEEDED_BY = {
    "scripts/fontawesome.js": (),
    "scripts/bootstrap.js": (),
    "sphinx-thebe.js": (),
    "design-tabs.js": ("sd-tab-set",),
    "togglebutton.js": TOGGLES,
    "copybutton.js": ('class="highlight',),
    "clipboard.min.js": ('class="highlight',),
}
"""Scripts that the theme loads on every page, and the words that ask for them.

No page asks for Bootstrap: ``later.js`` does.
"""

BUNDLES = {
    "site.js": [
        "doctools.js",
        "sphinx_highlight.js",
        "scripts/pydata-sphinx-theme.js",
        "scripts/sphinx-book-theme.js",
        "scroll.js",
        "later.js",
    ],
    "code.js": ["clipboard.min.js", "copybutton.js"],
}
"""Scripts that are fetched as one, and first of all; the last of these runs first."""

ADDED = ["show", "active", "fade", "collapse", "collapsing", "dropup"]
"""What Bootstrap adds to a page, whose script names much more than is there."""

READ = re.compile(r"var\(\s*(--[\w-]+)")
VARIABLE = re.compile(
    r"""(?<=[{;\s])(?P<name>--[\w-]+)\s*:(?:"[^"]*"|'[^']*'|[^;{}"'])*(?:;|(?=\}))"""
)
NAMES = re.compile(r'\b(?:class|id)="([^"]*)"')
BESIDES = re.compile(r"@(?:import|charset)[^;]*;|@font-face\{[^}]*Font Awesome[^}]*\}")
FONT = """
@font-face {
  font-family: "Font Awesome 6 Free";
  font-weight: 900;
  src: url("icons.woff2") format("woff2");
}
"""
"""Signs that the theme's style sheet draws; the font is cut to them."""

USELESS = ["*.map", "*webpack-macros.html"]
"""What the theme puts into the site and no page loads."""


def lighten_picture(path: Path) -> None:
    """Store a picture as WebP, every dot as it was."""
    with Image.open(path) as picture:
        plain = picture.convert("RGB" if is_opaque(picture) else "RGBA")
        plain.save(path.with_suffix(".webp"), lossless=True, quality=50, method=1)
    path.unlink()


def is_opaque(picture: Image.Image) -> bool:
    """Say whether nothing shines through a picture."""
    return "A" not in picture.getbands() or picture.getextrema()[-1][0] == 255


def sized(img: re.Match, folder: Path) -> str:
    """Return a picture's element with its size, to be loaded when it comes near."""
    source, shown = SOURCE.search(img[0]), WIDTH.search(img[0])
    if not (source and shown):
        return img[0]
    with Image.open(folder / source[1]) as picture:
        height = round(int(shown[1]) * picture.height / picture.width)
    more = f'width="{shown[1]}" height="{height}" loading="lazy" decoding="async" '
    return img[0].replace("<img ", f"<img {more}", 1)


def drawings(script: str, pages: list[str]) -> dict[str, str]:
    """Return the icons that pages name, as drawings, from Font Awesome's script."""
    named = {n for page in pages for i in ICON.findall(page) for n in i[0].split()}
    found = {}
    for icon in re.finditer(DRAWING, script):
        name = f"fa-{icon['name']}"
        if name in named:
            box = f'viewBox="0 0 {icon["width"]} {icon["height"]}" aria-hidden="true"'
            found[name] = (
                f'{box}><path fill="currentColor" d="{icon["outline"]}"/></svg>'
            )
    return found


def drawn(icon: re.Match, known: dict[str, str]) -> str:
    """Return an icon as a drawing in the page."""
    name = next(name for name in icon[1].split() if name in known)
    return f'<svg class="svg-inline--fa {icon[1]}"{icon[2]} {known[name]}'


def wants(name: str, page: str) -> bool:
    """Say whether a page has a use for a script."""
    return name not in NEEDED_BY or any(word in page for word in NEEDED_BY[name])


def bundled(text: str) -> str:
    """Return a page that fetches its scripts in as few pieces as may be."""
    names = set(SCRIPT.findall(text))
    for bundle, parts in BUNDLES.items():
        if names >= set(parts):
            text = SCRIPT.sub(lambda s: "" if s[1] in parts else s[0], text)  # noqa: B023
            text = after_title(
                text,
                f'<script defer fetchpriority="high" src="{static(text)}{bundle}">'
                "</script>",
            )
    return text


def static(text: str) -> str:
    """Return where a page finds its style sheets and scripts."""
    return re.search(r'data-content_root="([^"]*)"', text)[1] + "_static/"


def after_title(text: str, element: str) -> str:
    """Return a page with one more element in its head."""
    return text.replace("</title>", f"</title>\n    {element}", 1)


def lighten_page(text: str, icons: dict[str, str], options: str, folder: Path) -> str:
    """Return a page that loads what it uses, and nothing before it can be read."""
    body = text[text.index("<body") :]
    text = SCRIPT.sub(
        lambda s: s[0] if wants(s[1], body) else "", DROPPED.sub("", text)
    )
    if not wants("togglebutton.js", body):
        text = HINTS.sub("", text)
    text = OPTIONS.sub(lambda _: f"<script>{options}</script>", text)
    text = EAGER.sub("<script defer ", bundled(text))
    text = ICON.sub(lambda icon: drawn(icon, icons), text)
    link = f'<link rel="stylesheet" href="{static(text)}site.css" />'
    text = PLAIN.sub(r"\1", PICTURE.sub(r"\1.webp", text.replace(*TOOLTIP)))
    text = IMG.sub(lambda img: sized(img, folder), text)
    return after_title(SHEET.sub("", text), link)


def write_bundles(static: Path) -> None:
    """Write the scripts that are fetched as one."""
    for bundle, parts in BUNDLES.items():
        # The leading semicolon keeps the strictness of the first from the others.
        scripts = "".join(f";{(static / part).read_text('utf-8')}\n" for part in parts)
        (static / bundle).write_text(scripts, encoding="utf-8")


def is_used(selector: str, words: set[str]) -> bool:
    """Say whether a page may have what a selector names."""
    outside = re.sub(r":not\([^)]*\)", "", selector)
    names = re.findall(r"[.#](-?[A-Za-z_][\w-]*)", outside)
    return all(name in words for name in names)


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
        less = VARIABLE.sub(lambda v: v[0] if v["name"] in read else "", css)  # noqa: B023
        if less == css:
            return css
        css = less


def split(selectors: str) -> list[str]:
    """Return the selectors of a list; commas within brackets part nothing."""
    return re.split(r",\s*(?![^(]*\))", selectors)


def write_sheet(html: Path, page: str) -> None:
    """Write one style sheet of all that a page names, without what is nowhere used."""
    words, named = set(ADDED), set()
    for path in html.rglob("*.html"):
        text = path.read_text("utf-8")
        words |= set(" ".join(NAMES.findall(text)).split())
        named |= set(re.findall(r"--[\w-]+", text))
    for path in html.glob("_static/**/*.js"):
        text = path.read_text("utf-8")
        named |= set(re.findall(r"--[\w-]+", text))
        if path.name != "bootstrap.js":
            words |= set(re.findall(r"[\w-]+", text))
    static = html / "_static"
    names = [name.partition("_static/")[2] for name in SHEET.findall(page)]
    css = [(static / name).read_text("utf-8") for name in ("basic.css", *names)]
    css = "\n".join(BESIDES.sub("", text) for text in css)
    css = without_unread(pruned(css, words), named) + FONT
    (static / "site.css").write_text(css, encoding="utf-8")
    signs = {chr(int(code, 16)) for code in re.findall(r"\\(f[0-9a-f]{3})\b", css)}
    signs |= set(re.findall("[\ue000-\uf8ff]", css))
    cut(next(static.rglob("fa-solid-900.woff2")), static / "icons.woff2", signs)


def finish(app, error) -> None:
    """Lighten the pages and what they load when an HTML build has succeeded."""
    if error is not None or app.builder.name != "html":
        return
    html = Path(app.outdir)
    static = html / "_static"
    with ThreadPoolExecutor() as pool:
        list(pool.map(lighten_picture, html.glob("_images/*.png")))
    script = static / "scripts" / "fontawesome.js"
    options = (static / "documentation_options.js").read_text("utf-8")
    for useless in [f for kind in USELESS for f in static.rglob(kind)]:
        useless.unlink()
    pages = {page: page.read_text("utf-8") for page in html.rglob("*.html")}
    icons = drawings(script.read_text("utf-8"), [*pages.values()])
    script.unlink()
    for page, text in pages.items():
        if not SHEET.search(text):  # slides, and index.html, which leads on
            continue
        light = lighten_page(text, icons, options, html / "_images")
        page.write_text(light, encoding="utf-8")
    write_bundles(static)
    write_sheet(html, pages[html / "search.html"])
    for font in static.rglob("webfonts/*"):
        font.unlink()


def setup(app):
    """Connect to Sphinx."""
    # After the pages have been mended.
    app.connect("build-finished", finish, priority=950)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
