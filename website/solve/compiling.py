"""Compile what goes to a reader, and see what a first answer imports of it.

Python reads a compiled module many times sooner than its source, and most of a page's
first answer is such reading. The compiling is done by Pyodide itself, in Node, since
another Python would write another bytecode.
"""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

from website.solve.archives import Files, packed, unpacked
from website.solve.node import run_node
from website.solve.packing import standard_library


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
