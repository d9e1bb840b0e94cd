"""A Sphinx extension: the site, from a rendered page to the files that it loads.

All that is done stands in two lists, in the order in which it is done. The folder is
not called `site`: Python imports a module of that name at its start.
"""

from __future__ import annotations

from os.path import relpath
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.errors import SphinxError

from cnnbook.explorers import bundling
from cnnbook.page import dark
from sphinxext.page_records import digest_of_files, records
from sphinxext.transforms import TRANSFORMS
from website.accessibility import (
    list_sources,
    name_backlinks,
    name_buttons,
    name_code_folds,
    name_folds,
    name_links,
    name_sidebar,
)
from website.cache import Cache
from website.extra_pages import write_extra_pages
from website.figures import offer_enlarging, pair_looks
from website.fonts import write_formula_font
from website.icons import draw_icons
from website.lab.pages import link_lab, write_lab
from website.long_words import mark_drawn, mark_long_words
from website.pictures import name_pictures, size_pictures, write_pictures
from website.reading import explain_terms, name_page
from website.scripts import (
    BUNDLES,
    NEEDED_BY,
    choose_scripts,
    defer_scripts,
    drop_tooltips,
    write_bundles,
)
from website.slides import pair_looks_on_slides
from website.solve.pages import add_loader, is_there, write_python
from website.solve.progress import mark_exercises, show_progress
from website.solve.trying.marks import add_try, mark_cells, shows
from website.style_sheet import note_sheets, write_style_sheet
from website.tidying import clear_static, remove_stale, remove_useless

ROOT = Path(__file__).resolve().parent.parent

PRINT_STEPS = [
    name_links,
    name_backlinks,
    list_sources,
    mark_long_words,
    mark_drawn,
]
"""What is done to the single page from which the book is printed."""

STEPS = [
    name_sidebar,
    name_buttons,
    name_folds,
    name_code_folds,
    mark_exercises,
    link_lab,
    mark_cells,
    show_progress,
    *PRINT_STEPS,
    draw_icons,
    drop_tooltips,
    defer_scripts,
    size_pictures,
    name_pictures,
    pair_looks,
    offer_enlarging,
    explain_terms,
    name_page,
]
"""What is done to each page: it is parsed once before, and written once after."""

FILES = [
    write_pictures,
    pair_looks_on_slides,
    write_bundles,
    write_style_sheet,
    write_formula_font,
    write_extra_pages,
    remove_useless,
    remove_stale,
]
"""What is done to the files of the site, once its pages are written."""

EXPECTED = [
    *(step.__name__ for step in STEPS),
    *(transform.__name__ for transform in TRANSFORMS),
    pair_looks_on_slides.__name__,
    *(f"without {name}" for name in NEEDED_BY),
    *(f"with {name}" for name in BUNDLES),
]
"""What has to find something to do on a page of the book, or else fails the build."""


def prepare(app: Sphinx, config) -> None:
    """Put our templates before the theme's, and the explorers where Sphinx copies."""
    config.template_bridge = "website.pages.PageTemplates"
    config.templates_path.append(relpath(ROOT / "_templates", app.confdir))
    config.website_code = digest_of_files([ROOT / "website", Path(dark.__file__)])
    config.python_in_pages = is_there()
    scripts = {name: bundling.classic(name) for name in bundling.scripts()}
    folder = Path(app.doctreedir).parent / "static" / "explorers"
    folder.mkdir(parents=True, exist_ok=True)
    for name, script in {"common": bundling.common(), **scripts}.items():
        (folder / f"{name}.js").write_text(script, encoding="utf-8")
    config.html_static_path.append(relpath(folder.parent, app.confdir))


def begin(app: Sphinx) -> None:
    """Choose the steps of this build."""
    app.site_cache = Cache(Path(app.doctreedir).parent / "cache")
    app.site_steps = STEPS if app.builder.name == "html" else PRINT_STEPS


def add_explorers(app: Sphinx, page, template, context, doctree) -> None:
    """Load on a page the scripts of the explorers that stand on it, and no others."""
    used = bundling.used_in(context.get("body", ""))
    for name in ["common", *used] if used else []:
        app.add_js_file(f"explorers/{name}.js", loading_method="defer")


def finish(app: Sphinx, error: Exception | None) -> None:
    """Write the files of the site, if its pages could be written."""
    if error is not None or not records(app).written:
        return
    if app.builder.name == "html":
        for write in FILES:
            write(app)
        app.site_cache.prune()
        check(app)
    elif app.builder.format == "html":
        write_formula_font(app)


def check(app: Sphinx) -> None:
    """Fail where something that should be changed is on no page any more."""
    missed = [what for what in EXPECTED if not records(app).total(what)]
    missed += [w for w, number in records(app).site.items() if number == 0]
    if missed and app.config.site_is_whole:
        raise SphinxError(f"nothing on any page to do for: {', '.join(missed)}")


def setup(app: Sphinx):
    """Connect to Sphinx."""
    for name in ("rewriting", "search_index", "transforms"):
        app.setup_extension(f"sphinxext.{name}")
    app.add_config_value("site_is_whole", True, "")
    app.add_config_value("website_code", "", "html")
    app.add_config_value("python_in_pages", False, "html")
    app.connect("config-inited", prepare)
    app.connect("builder-inited", begin)
    app.connect("env-get-updated", clear_static)
    app.connect("page-shows", shows)
    app.connect("html-page-context", add_explorers)
    app.connect("html-page-context", add_loader)
    app.connect("html-page-context", add_try)
    # After the theme has added its own scripts and style sheets.
    app.connect("html-page-context", note_sheets, priority=900)
    app.connect("html-page-context", choose_scripts, priority=910)
    # After the theme has written its own colours of code.
    app.connect("build-finished", finish, priority=900)
    app.connect("build-finished", write_python, priority=950)
    app.connect("build-finished", write_lab, priority=960)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": False}
