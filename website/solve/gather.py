"""Gather Python for the pages, as `make book` does before it builds them.

What has not changed is not made again. Where a source can't be reached, the book is
built without Python in its pages, and this says so.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from sphinxext.page_records import digest, digest_of_files
from website.lab import app, shell
from website.solve import compiling, node, notices, packing, sources
from website.solve.archives import Files, listed, opened, packed, squeezed
from website.solve.bundle import bundled, notebook_python
from website.solve.trying import drawing

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
GATHERED = ROOT / "_build" / "solve"
"""Where the downloads are kept, and in `site` what goes to a reader."""
LAB = GATHERED / "lab"
"""JupyterLab in the browser, without its notebooks."""
FROM_LAB = "../../_static/solve/"
"""Where Python lies, from the folder of the script that JupyterLab's kernel loads."""

MADE_BY = (
    "package-lock.json",
    "archives.py",
    "compiling.py",
    "packing.py",
    "contents.toml",
    "compile.mjs",
    "startup.mjs",
    drawing.SCRIPT,
)
RECIPE = [HERE / name for name in MADE_BY]


def kept(name: str, parts: list[object], make) -> bytes:
    """Return a file that is dear to make, kept by what it is made of."""
    path = GATHERED / "made" / f"{name}-{digest(*parts)}"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        for old in path.parent.glob(f"{name}-*"):
            old.unlink()
        path.write_bytes(make())
    return path.read_bytes()


def parts(modules: Path) -> dict[str, bytes]:
    """Return what Python is made of in a page, compressed, by what each part is.

    Parameters
    ----------
    modules : Path
        What npm has installed.
    """
    core, scratch = modules / "pyodide", GATHERED / "scratch"
    recipe = digest_of_files(RECIPE)
    book = packing.book_files()

    def sources_of_numpy() -> Files:
        wheel = sources.packages(core, ("numpy",), GATHERED / "wheels")["numpy"]
        return packing.numpy_files(wheel)

    def at_start() -> bytes:
        files = {**sources_of_numpy(), **book}
        return json.dumps(sorted(compiling.at_start(core, files, scratch))).encode()

    def needed() -> set[str]:
        return {*json.loads(kept("start", [recipe], at_start))}

    def numpy() -> bytes:
        files, only = sources_of_numpy(), needed()
        files = compiling.compiled(
            core, files, scratch, 2, only - packing.NEEDS_DOCSTRINGS
        )
        files = compiling.compiled(core, files, scratch, 0, packing.NEEDS_DOCSTRINGS)
        return squeezed(listed(files))

    def library() -> bytes:
        files = packing.standard_library(core)
        return squeezed(packed(compiling.compiled(core, files, scratch, 2, needed())))

    def cnnbook() -> bytes:
        return packed(compiling.compiled(core, book, scratch))

    def as_it_is(name: str):
        return lambda: squeezed((core / name).read_bytes())

    made = {
        "wasm": kept("wasm", [recipe], as_it_is("pyodide.asm.wasm")),
        "core": kept("core", [recipe], as_it_is("pyodide.asm.js")),
        "library": kept("library", [recipe], library),
        "numpy": kept("numpy", [recipe], numpy),
    }
    files = opened(kept("cnnbook", [recipe, packed(book)], cnnbook))
    for name, own in packing.by_chapter(book).items():
        made[name] = squeezed(listed({f"{n}c": files[f"{n}c"] for n in own}))
    own = drawing.parts(core, scratch, GATHERED / "wheels", kept, recipe)
    for name, files in own.items():
        made[name] = squeezed(listed(files))
    more = shell.parts(core, scratch, GATHERED / "wheels", kept, recipe)
    for name, archive in more.items():
        # Pyodide reads its library as an archive, and the rest is put in its place.
        whole = name == "whole-library"
        made[name] = squeezed(archive if whole else listed(opened(archive)))
    return made


def licences(modules: Path) -> bytes:
    """Return the licences of all that the site hands on, in one text."""

    def written() -> bytes:
        wheels = sources.packages(
            modules / "pyodide", drawing.PACKAGES, GATHERED / "wheels"
        )
        own = notices.licences(modules, wheels)
        more = shell.licences(modules / "pyodide", GATHERED / "wheels")
        return "\n\n".join([*own, *more]).encode()

    folder = digest_of_files([HERE / "licences", *RECIPE])
    return kept("licences", [folder, shell.LISTS], written)


def write(folder: Path) -> int:
    """Write what goes to a reader into a folder; return how many bytes it has."""
    modules = node.node_modules(GATHERED / "npm")
    files: dict[str, bytes] = {}
    named = {}
    for name, content in parts(modules).items():
        file = f"{name}-{digest(content)}.gz"
        files[file] = content
        named[name] = {"file": file, "bytes": len(content)}
    files |= bundled(modules, named)
    files["licences.txt"] = licences(modules)
    python = notebook_python(modules, named, FROM_LAB)
    lab = app.files(python)
    put(folder, files)
    put(LAB, lab)
    return sum(map(len, [*files.values(), *lab.values()]))


def put(folder: Path, files: dict[str, bytes]) -> None:
    """Write files into a folder, and remove all others from it."""
    for path in [*folder.rglob("*")]:
        if path.is_file() and path.relative_to(folder).as_posix() not in files:
            path.unlink()
    for name, content in files.items():
        path = folder / name
        if not path.exists() or path.read_bytes() != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


def stamp() -> str:
    """Return the digest of all that Python in the pages is made of."""
    modules = (ROOT / "cnnbook").rglob("*.py")
    return digest(
        digest_of_files([HERE, ROOT / "website" / "lab", ROOT / "requirements.txt"]),
        digest_of_files(sorted(modules)),
        digest_of_files([ROOT / "cnnbook" / "explorers" / "js"]),
        digest_of_files([ROOT / "chapters" / "md"]),
    )


def main() -> None:
    """Gather, and say what it takes; or say why there will be no Python."""
    site, done = GATHERED / "site", GATHERED / "stamp"
    now = stamp()
    if (
        done.exists()
        and done.read_text("utf-8") == now
        and (site / "solve.js").exists()
    ):
        return
    try:
        size = write(site)
    except sources.MissingSourceError as error:
        print(
            f"The pages will have no Python: {error}\n"
            "The book is built without it. Run make book again once this is mended.",
            file=sys.stderr,
        )
        for path in site.glob("*"):
            path.unlink()
        return
    done.write_text(now, "utf-8")
    print(f"Python for the pages: {size / 1e6:.1f} MB in _build/solve/site")
