"""Scripts that wait until a page is read, come as one, or go where none needs them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from sphinxext.page_records import records
from website.pages import Page

CODE = ('class="highlight',)
TOGGLES = ('class="toggle', "dropdown admonition")
TABS = ("sd-tab-set",)
NEEDED_BY = {
    "sphinx-thebe.js": (),
    "const THEBE_JS_URL": (),
    "design-tabs.js": TABS,
    "togglebutton.js": TOGGLES,
    "let toggleHintShow": TOGGLES,
    "let toggleHintHide": TOGGLES,
    "let toggleOpenOnPrint": TOGGLES,
    "var togglebuttonSelector": TOGGLES,
    "copybutton.js": CODE,
    "clipboard.min.js": CODE,
    "documentation_options.js": (),  # it stands in the page
}
"""Scripts that are loaded on every page, and the words in a page that ask for them."""

BUNDLES = {
    "code.js": ["clipboard.min.js", "copybutton.js"],
    "site.js": [
        "doctools.js",
        "sphinx_highlight.js",
        "scripts/pydata-sphinx-theme.js",
        "scripts/sphinx-book-theme.js",
        "scroll.js",
        "later.js",
        "reading.js",
    ],
}
"""Scripts that are fetched as one, and first of all. By hand, since they are joined as
they are: no module imports another, and nothing is left for a bundler to do."""

STAND_INS = {"clipboard.min.js": "copy.js"}
"""Ours for what the theme's extensions bring, which weighs many times as much."""

REPLACED = {
    "scripts/pydata-sphinx-theme.js": (
        '"complete"===document.readyState?O():window.addEventListener("load",O)',
        "0",
    ),
    "copybutton.js": (
        'data-clipboard-target="#${id}">',
        'data-clipboard-target="#${id}" aria-label="Copy code ${index + 1}">',
    ),
}
"""What is otherwise in a script. The theme also marks what scrolls by itself, and lays
the page out anew for each box, which costs a phone half a second; scroll.js asks all of
them first. And all buttons for copying have one name, so that whoever listens, or says
which to press, can't tell them apart."""

BY_TEMPLATE = ["scripts/pydata-sphinx-theme.js"]
"""Parts of bundles that the theme's template would load, and ours does not."""


def name_of(script: Any) -> str:
    """Return the file of a script, or the words with which it begins in the page."""
    if script.filename:
        return str(script.filename).removeprefix("_static/")
    return script.attributes.get("body", "").partition(" =")[0]


def choose_scripts(
    app: Sphinx, page, template, context: dict[str, Any], doctree
) -> None:
    """Let a page load what it uses, and nothing before it can be read."""
    if app.builder.name != "html":  # what is printed loads what the theme says
        return
    body = context.get("body", "")
    left = {
        name
        for name, words in NEEDED_BY.items()
        if not any(word in body for word in words)
    }
    given = [(name_of(script), script) for script in context["script_files"]]
    names = {name for name, _ in given if name not in left} | set(BY_TEMPLATE)
    bundles = [name for name, parts in BUNDLES.items() if names >= set(parts)]
    joined = {part for name in bundles for part in BUNDLES[name]}
    context["bundles"] = bundles
    context["script_files"] = [s for n, s in given if n in names - joined]
    options = Path(app.outdir) / "_static" / "documentation_options.js"
    context["documentation_options"] = options.read_text("utf-8")
    for name in NEEDED_BY:
        seen = sum(name == other for other, _ in given if other in left)
        records(app).count(page, f"without {name}", seen)
    for name in BUNDLES:
        records(app).count(page, f"with {name}", name in bundles)


def defer_scripts(page: Page) -> int:
    """Let the other scripts wait too."""
    found = page.tree.css("script[src]:not([defer]):not([async])")
    for script in found:
        script.attrs["defer"] = "defer"
    return len(found)


def drop_tooltips(page: Page) -> int:
    """Leave it to browsers to show the titles of buttons, in place of Bootstrap."""
    found = page.tree.css("[data-bs-toggle=tooltip][data-bs-placement=bottom]")
    for button in found:
        del button.attrs["data-bs-toggle"]
        del button.attrs["data-bs-placement"]
    return len(found)


def write_bundles(app: Sphinx) -> None:
    """Write the scripts that are fetched as one."""
    static = Path(app.outdir) / "_static"
    for bundle, parts in BUNDLES.items():
        # The leading semicolon keeps the strictness of the first from the others.
        scripts = "".join(f";{script(static, part)}\n" for part in parts)
        (static / bundle).write_text(scripts, encoding="utf-8")


def script(static: Path, name: str) -> str:
    """Return a script as it goes into a bundle."""
    text = (static / STAND_INS.get(name, name)).read_text("utf-8")
    old, new = REPLACED.get(name, ("", ""))
    if old and text.count(old) != 1:
        raise ExtensionError(f"{name} has changed, it does not hold {old!r} once")
    return text.replace(old, new) if old else text


def load(app: Sphinx, context: dict[str, Any], file: str) -> None:
    """Load on a page a script that is written after the pages.

    Sphinx would put a checksum behind its name where it stands there from a build
    before, and none in a clean build.

    Parameters
    ----------
    app : Sphinx
        The application.
    context : dict
        What the template of the page is given.
    file : str
        The script, relative to the folder of static files.
    """
    source = context["pathto"](f"_static/{file}", 1)
    app.add_js_file(None, loading_method="defer", src=source)
