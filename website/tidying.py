"""Files of the site that nothing loads, or that an earlier build has left behind."""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx

from sphinxext.page_records import digest_of_files, records
from sphinxext.slides import address

USELESS = [
    "*.map",
    "*webpack-macros.html",
    "scripts/fontawesome.js",
    "webfonts/*",
]
"""What the theme puts into the site and no page loads."""


def remove_useless(app: Sphinx) -> None:
    """Remove what no page loads."""
    for kind in USELESS:
        found = list((Path(app.outdir) / "_static").rglob(kind))
        records(app).site[f"useless {kind}"] = len(found)
        for path in found:
            path.unlink()


def expected(app: Sphinx) -> set[str]:
    """Return the files that belong to the pages, their pictures and their slides."""
    env, html = app.env, app.builder.out_suffix
    pages = records(app).pages
    decks = {address(name) for name, page in pages.items() if page.get("slides")}
    stems = [f"_images/{Path(name).stem}" for _, name in env.images.values()]
    pictures = {f"{stem}{look}.webp" for stem in stems for look in ("", "-dark")}
    pictures |= {f"_images/{name}" for _, name in env.images.values()}
    sources = {
        f"_sources/{name}{Path(env.doc2path(name)).suffix}" for name in env.found_docs
    }
    downloads = {f"_downloads/{name}" for _, name in env.dlfiles.values()}
    return {
        *(f"{name}{html}" for name in pages),
        *decks,
        *pictures,
        *sources,
        *downloads,
    }


def remove_stale(app: Sphinx) -> None:
    """Remove pages, pictures and downloads that no page of the book owns any more."""
    out = Path(app.outdir)
    keep = expected(app)
    for path in [*out.rglob("*")]:
        name = path.relative_to(out).as_posix()
        mine = name.count("/") and not name.startswith(("_static/", "lite/"))
        if mine and path.is_file() and name not in keep:
            path.unlink()


def clear_static(app: Sphinx, env) -> list[str]:
    """Have all style sheets and scripts copied anew when one has changed."""
    folders = [Path(app.confdir) / name for name in app.config.html_static_path]
    now = [digest_of_files(folders), app.config.book_code, app.config.website_code]
    if app.builder.name != "html" or records(app).site.get("static") == now:
        return []
    records(app).site["static"] = now
    for path in (Path(app.outdir) / "_static").rglob("*"):
        if path.is_file():
            path.unlink()
    return [app.config.root_doc]
