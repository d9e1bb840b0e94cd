"""What of Python goes to a reader: without what no page needs, and compiled.

Python reads a compiled module many times sooner than its source, and most of a page's
first answer is such reading. The compiling is done by Pyodide itself, in Node, since
another Python would write another bytecode.
"""

from __future__ import annotations

import ast
import io
import json
import subprocess
import tomllib
import zipfile
from collections.abc import Iterator
from fnmatch import fnmatch
from importlib import metadata
from pathlib import Path

from website.solve.sources import HERE, MissingSourceError, tool

ROOT = HERE.parent.parent
LISTS = tomllib.loads((HERE / "contents.toml").read_text("utf-8"))
Files = dict[str, bytes]
"""The contents of files by their paths in an archive."""

DOCSTRINGS = ("", "_scalars")
NEEDS_DOCSTRINGS = {"numpy/_core/multiarray.py", "numpy/lib/_shape_base_impl.py"}
"""Their docstrings are handed on, by what does not take None for one."""


def without(files: Files, patterns: list[str]) -> Files:
    """Return the files that none of the patterns names.

    >>> without({"a/b.py": b"", "a/tests/c.py": b""}, ["*/tests/*"])
    {'a/b.py': b''}
    """
    return {
        name: content
        for name, content in files.items()
        if not any(fnmatch(name, pattern) for pattern in patterns)
    }


def unpacked(archive: zipfile.ZipFile) -> Files:
    """Return the files of an archive."""
    return {n: archive.read(n) for n in archive.namelist() if not n.endswith("/")}


def packed(files: Files) -> bytes:
    """Return an archive that is the same, byte for byte, for the same files."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name), files[name])
    return content.getvalue()


def listed(files: Files) -> bytes:
    r"""Return files one after the other, behind a list of their names and sizes.

    A page puts them in their places without any Python.

    >>> listed({"a": b"xy"})
    b'[["a", 2]]\nxy'
    """
    names = [[name, len(files[name])] for name in sorted(files)]
    return b"\n".join(
        [json.dumps(names).encode(), b"".join(map(files.get, sorted(files)))]
    )


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


def licences(core_modules: Path, wheels: dict[str, zipfile.ZipFile]) -> Iterator[str]:
    """Yield the licence of everything that a site hands on, each under a heading."""
    for folder in sorted([*core_modules.iterdir(), *core_modules.glob("@*/*")]):
        for path in sorted(folder.glob("LICEN*")):
            name = path.parent.relative_to(core_modules).as_posix()
            yield f"== {name} ==\n\n{path.read_text('utf-8')}"
    for name, wheel in wheels.items():
        for member in wheel.namelist():
            if ".dist-info/" in member and "LICEN" in member.upper():
                yield f"== {name} ==\n\n{wheel.read(member).decode()}"
    for path in metadata.files("lazy_loader") or []:
        if "LICEN" in path.name.upper():
            yield f"== lazy_loader ==\n\n{path.read_text('utf-8')}"
    yield from (
        f"== {path.stem} ==\n\n{path.read_text('utf-8')}"
        for path in sorted((HERE / "licences").glob("*.txt"))
    )


def run_node(script: str, core: Path, scratch: Path, *arguments: str) -> str:
    """Run one of our scripts in Node on a folder; return what it prints.

    Raises
    ------
    MissingSourceError
        If it fails.
    """
    command = [tool("node"), str(HERE / script), str(core), str(scratch), *arguments]
    try:
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    except (OSError, subprocess.CalledProcessError) as error:
        said = getattr(error, "stderr", "") or str(error)
        raise MissingSourceError(
            f"{script} did not run in Node: {said.strip()[-400:]}"
        ) from error
    return done.stdout


def at_start(
    core: Path, files: Files, scratch: Path, script: str = "startup.mjs"
) -> set[str]:
    """Return the files that a first answer imports, out of Python's and these.

    So it is seen, too, that nothing is missing which an answer needs.

    Parameters
    ----------
    core : Path
        The npm package ``pyodide``.
    files : dict
        NumPy and the package, as sources.
    scratch : Path
        A folder to work in.
    script : str
        What answers: an exercise, unless given.
    """
    scratch.mkdir(parents=True, exist_ok=True)
    (scratch / "library.zip").write_bytes(packed(standard_library(core)))
    (scratch / "source.zip").write_bytes(packed(files))
    paths = json.loads(run_node(script, core, scratch))
    ends = ("python312.zip/", "site-packages/")
    return {path.split(end, 1)[1] for path in paths for end in ends if end in path}


def compiled(
    core: Path,
    files: Files,
    scratch: Path,
    leave_out: int = 0,
    only: set[str] | None = None,
) -> Files:
    """Return the files with modules compiled, in the places of their sources.

    Parameters
    ----------
    core : Path
        The npm package ``pyodide``.
    files : dict
        What is to be compiled; other files stay as they are.
    scratch : Path
        A folder to work in.
    leave_out : int, default 0
        With 2, assertions and docstrings, as Python's own switch of that number does.
    only : set of str, optional
        The modules to compile; all, unless given. A source is smaller.
    """
    scratch.mkdir(parents=True, exist_ok=True)
    chosen = {n: c for n, c in files.items() if only is None or n in only}
    (scratch / "source.zip").write_bytes(packed(chosen))
    run_node("compile.mjs", core, scratch, str(leave_out))
    with zipfile.ZipFile(scratch / "compiled.zip") as archive:
        made = unpacked(archive)
    return {**{n: c for n, c in files.items() if n not in chosen}, **made}
