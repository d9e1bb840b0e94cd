"""What a notebook's Python has more than a page's: IPython, widgets, explorers."""

from __future__ import annotations

import json
import tomllib
import zipfile
from collections.abc import Callable, Iterator
from importlib import metadata
from pathlib import Path

from sphinxext.page_records import digest, digest_of_files
from website.solve import archives, compiling, node, sources

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
LISTS = tomllib.loads((HERE / "shell.toml").read_text("utf-8"))
PACKAGES = tuple(LISTS["packages"])
KERNEL = "jupyterlite-pyodide-kernel"
MADE_BY = ("shell.py", "shell.toml", "startup.mjs")


def standard_library(core: Path) -> archives.Files:
    """Return Python's own modules, as sources: IPython asks for what no page does."""
    with zipfile.ZipFile(core / "python_stdlib.zip") as archive:
        return archives.without(archives.unpacked(archive), LISTS["left_out_of_python"])


def kernel_wheels() -> dict[str, zipfile.ZipFile]:
    """Return what JupyterLite's kernel brings along, by the names of packages."""
    found = [path for path in metadata.files(KERNEL) or [] if path.suffix == ".whl"]
    named = {path.name.partition("-")[0]: Path(path.locate()) for path in found}
    return {name: zipfile.ZipFile(named[name]) for name in LISTS["kernel"]}


def installed(name: str) -> archives.Files:
    """Return the modules of a package that is pinned and installed here.

    >>> sorted(name for name in installed("comm") if name.startswith("comm/"))
    ['comm/__init__.py', 'comm/base_comm.py', 'comm/py.typed']
    """
    found = {}
    for path in metadata.files(name) or []:
        kept = ".dist-info" not in path.as_posix() or path.name == "METADATA"
        if kept and ".." not in path.parts and path.suffix not in (".pyc", ".so"):
            found[path.as_posix()] = Path(path.locate()).read_bytes()
    return found


def explorers() -> archives.Files:
    """Return the book's explorers, with their scripts and styles."""
    folder = ROOT / "cnnbook" / "explorers"
    paths = [p for p in sorted(folder.rglob("*")) if p.suffix in (".py", ".js", ".css")]
    return {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in paths}


def files(core: Path, wheels: Path) -> archives.Files:
    """Return all that is put beside NumPy and this package, as sources.

    Parameters
    ----------
    core : Path
        The npm package ``pyodide``.
    wheels : Path
        Where Pyodide's packages are kept.
    """
    there = {**sources.packages(core, PACKAGES, wheels), **kernel_wheels()}
    found: archives.Files = {}
    for wheel in there.values():
        found |= archives.unpacked(wheel)
    plots = sources.packages(core, ("matplotlib",), wheels)["matplotlib"]
    for name, content in archives.unpacked(plots).items():
        if name.startswith(LISTS["of_matplotlib"]):
            found[name] = content
    for name in LISTS["installed"]:
        found |= installed(name)
    kept = {name: found[name] for name in LISTS["kept"] if name in found}
    return archives.without(found, LISTS["left_out"]) | kept


def at_start(
    core: Path, library: archives.Files, beside: archives.Files, scratch: Path
) -> set[str]:
    """Return the files that a notebook's Python imports before the first cell."""
    scratch.mkdir(parents=True, exist_ok=True)
    (scratch / "library.zip").write_bytes(archives.packed(library))
    (scratch / "source.zip").write_bytes(archives.packed(beside))
    script = str(HERE / "startup.mjs")
    paths = json.loads(node.run_node(script, core, scratch).splitlines()[-1])
    ends = ("python312.zip/", "site-packages/")
    return {path.split(end, 1)[1] for path in paths for end in ends if end in path}


def parts(
    core: Path, scratch: Path, wheels: Path, kept: Callable[..., bytes], recipe: str
) -> dict[str, bytes]:
    """Return what a notebook has more, each part as an archive of compiled modules.

    Parameters
    ----------
    core : Path
        The npm package ``pyodide``.
    scratch : Path
        A folder to work in.
    wheels : Path
        Where Pyodide's packages are kept.
    kept : callable
        What makes a file unless it is there.
    recipe : str
        The digest of what says how.
    """
    own, library = explorers(), standard_library(core)
    versions = [metadata.version(name) for name in (*LISTS["installed"], KERNEL)]
    made_by = digest_of_files([HERE / name for name in MADE_BY])
    recipe = digest(recipe, made_by, versions)

    def compiled(found: archives.Files, only: set[str] | None = None) -> bytes:
        return archives.packed(compiling.compiled(core, found, scratch, 0, only))

    def needed() -> bytes:
        beside = files(core, wheels)
        for name in ("packaging", "six"):  # which the pages' own parts hold
            beside |= archives.unpacked(sources.packages(core, (name,), wheels)[name])
        return json.dumps(sorted(at_start(core, library, beside, scratch))).encode()

    def start() -> set[str]:
        return {*json.loads(kept("imported-by-shell", [recipe], needed))}

    def whole_library() -> bytes:
        return compiled(library, start())

    def shell() -> bytes:
        return compiled(files(core, wheels), start())

    def pictures() -> bytes:
        return compiled(own)

    return {
        "whole-library": kept("whole-library", [recipe], whole_library),
        "shell": kept("shell", [recipe], shell),
        "explorers": kept("explorers", [recipe, archives.packed(own)], pictures),
    }


def licences(core: Path, wheels: Path) -> Iterator[str]:
    """Yield the licence of everything that stands here, each under a heading.

    Those of the scripts that JupyterLab and its extensions are made of lie beside them.

    Parameters
    ----------
    core : Path
        The npm package ``pyodide``.
    wheels : Path
        Where Pyodide's packages are kept.
    """
    for name, wheel in sources.packages(core, PACKAGES, wheels).items():
        for member in wheel.namelist():
            if ".dist-info/" in member and "LICEN" in member.upper():
                yield f"== {name} ==\n\n{wheel.read(member).decode()}"
    for name in (*LISTS["installed"], *LISTS["applications"]):
        for path in metadata.files(name) or []:
            if ".dist-info" in path.as_posix() and "LICEN" in path.name.upper():
                text = Path(path.locate()).read_text("utf-8")
                yield f"== {name} ==\n\n{text}"
