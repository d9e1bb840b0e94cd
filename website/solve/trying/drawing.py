"""What a page needs to draw: Matplotlib, the book's own figures, and its pictures."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from fnmatch import fnmatch
from pathlib import Path

import nbformat

from website.solve import archives, compiling, packing, sources
from website.solve.trying.cells import read

ROOT = Path(__file__).resolve().parents[3]
LISTS = packing.LISTS["drawing"]
PACKAGES = tuple(LISTS["packages"])
SCRIPT = "trying/drawing.mjs"
FONT_LIST = "matplotlib/fontlist.json"
FONTS = "matplotlib/mpl-data/fonts/ttf/"
LETTERS = ("*.py", "*.mplstyle", "*.ttf", "*.txt")


def library_files(wheels: dict[str, zipfile.ZipFile]) -> archives.Files:
    """Return the modules that draw, with the letters that they draw with.

    Parameters
    ----------
    wheels : dict
        At least those of `PACKAGES`.
    """
    files: archives.Files = {}
    for wheel in (w for name, w in wheels.items() if name.lower() in PACKAGES):
        every = archives.unpacked(wheel)
        kept = [n for n in every if any(fnmatch(n, p) for p in LISTS["kept"])]
        files |= archives.without(every, LISTS["left_out"])
        files |= {n: every[n] for n in kept if not n.endswith(".pyi")}
    files[FONT_LIST] = fonts_that_are_there(files)
    return files


def fonts_that_are_there(files: archives.Files) -> bytes:
    """Return Matplotlib's list of its fonts without those that are left out.

    It would look for them all again if one were missing.
    """
    known = json.loads(files[FONT_LIST])
    known["afmlist"] = []
    known["ttflist"] = [
        one for one in known["ttflist"] if f"{FONTS}{Path(one['fname']).name}" in files
    ]
    return json.dumps(known).encode()


def own_files() -> archives.Files:
    """Return the modules, letters and style of the book's own figures."""
    folder = ROOT / "cnnbook" / "plots"
    paths = [path for kind in LETTERS for path in sorted(folder.rglob(kind))]
    return {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in paths}


def pictures() -> archives.Files:
    """Return the pictures that cells of chapters ask for, with the list of all."""
    names = {"manifest.csv"}
    for path in sorted((ROOT / "chapters").glob("*.ipynb")):
        names |= read(nbformat.read(path, as_version=4)).pictures
    folder = ROOT / "cnnbook" / "data"
    return {f"cnnbook/data/{n}": (folder / n).read_bytes() for n in sorted(names)}


def parts(
    core: Path, scratch: Path, wheels: Path, kept: Callable[..., bytes], recipe: str
) -> dict[str, archives.Files]:
    """Return what draws, and the pictures: Matplotlib, our figures, and data.

    Parameters
    ----------
    core : Path
        The npm package ``pyodide``.
    scratch : Path
        A folder to work in.
    wheels : Path
        Where the packages are kept.
    kept : callable
        What makes a file unless it is there.
    recipe : str
        The digest of what says how.
    """

    def found() -> archives.Files:
        return library_files(sources.packages(core, PACKAGES, wheels))

    def at_start() -> bytes:
        every = {**found(), **own_files(), **packing.book_files(), **pictures()}
        numpy = sources.packages(core, ("numpy",), wheels)["numpy"]
        every |= packing.numpy_files(numpy)
        return json.dumps(
            sorted(compiling.at_start(core, every, scratch, SCRIPT))
        ).encode()

    def plots() -> bytes:
        only = {*json.loads(kept("drawn", [recipe], at_start))}
        return archives.packed(compiling.compiled(core, found(), scratch, 0, only))

    def figures() -> bytes:
        return archives.packed(compiling.compiled(core, own, scratch))

    own = own_files()
    made = {
        "plots": kept("plots", [recipe], plots),
        "figures": kept("figures", [recipe, archives.packed(own)], figures),
    }
    return {**{n: files_of(c) for n, c in made.items()}, "pictures": pictures()}


def files_of(archive: bytes) -> archives.Files:
    """Return the files of an archive."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return archives.unpacked(opened)
