"""What of Python goes to a reader: without what no page needs, and by chapters."""

from __future__ import annotations

import ast
import tomllib
import zipfile
from importlib import metadata
from pathlib import Path

from website.solve.archives import Files, unpacked, without
from website.solve.sources import HERE

ROOT = HERE.parent.parent
LISTS = tomllib.loads((HERE / "contents.toml").read_text("utf-8"))
DOCSTRINGS = ("", "_scalars")
NEEDS_DOCSTRINGS = {"numpy/_core/multiarray.py", "numpy/lib/_shape_base_impl.py"}
"""Their docstrings are handed on, by what does not take None for one."""


def standard_library(core: Path) -> Files:
    """Return Python's own modules, as sources."""
    with zipfile.ZipFile(core / "python_stdlib.zip") as archive:
        files = without(unpacked(archive), LISTS["left_out"]["python"])
    kept = {f"encodings/{name}.py" for name in LISTS["kept"]["encodings"]}
    return {
        name: content
        for name, content in files.items()
        if not name.startswith("encodings/") or name in kept
    }


def numpy_files(wheel: zipfile.ZipFile) -> Files:
    """Return NumPy's modules, as sources, and its compiled parts."""
    files = without(unpacked(wheel), LISTS["left_out"]["numpy"])
    # These write the docstrings of what is compiled, which nobody reads in a page.
    return files | {f"numpy/_core/_add_newdocs{kind}.py": b"" for kind in DOCSTRINGS}


def book_files() -> Files:
    """Return the package's modules as sources, with the one library that they need."""
    paths = sorted((ROOT / "cnnbook").rglob("*.py"))
    files = {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in paths}
    library = metadata.files("lazy_loader") or []
    loader = {
        path.as_posix(): Path(path.locate()).read_bytes()
        for path in library
        if path.suffix == ".py" and "tests" not in path.parts
    }
    return {**without(files, LISTS["left_out"]["cnnbook"]), **loader}


def by_chapter(files: Files) -> dict[str, Files]:
    """Share the package out: what every page needs, and what one chapter's does.

    Parameters
    ----------
    files : dict
        The package's modules.

    Returns
    -------
    dict
        The files by ``"cnnbook"``, and by names such as ``"ch04"``. A chapter has those
        of other chapters, too, that its exercises import.
    """
    folders = {
        name: Path(name).parts[2]
        for name in files
        if name.startswith("cnnbook/exercises/ch")
    }
    parts: dict[str, Files] = {
        "cnnbook": {n: c for n, c in files.items() if n not in folders}
    }
    for chapter in sorted({*folders.values()}):
        left = [name for name in folders if folders[name] == chapter]
        found: Files = {}
        while left:
            name = left.pop()
            if name not in found:
                found[name] = files[name]
                left += [other for other in imported(files[name]) if other in folders]
        parts[chapter] = found
    return parts


def imported(source: bytes) -> set[str]:
    """Return the files that a module of the package might import.

    >>> sorted(imported(b"from cnnbook.ops import pad"))
    ['cnnbook/ops.py', 'cnnbook/ops/__init__.py', 'cnnbook/ops/pad.py', \
'cnnbook/ops/pad/__init__.py']
    """
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{a.name}" for a in node.names)}
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    paths = [name.replace(".", "/") for name in names if name.startswith("cnnbook.")]
    return {f"{path}{end}" for path in paths for end in (".py", "/__init__.py")}
