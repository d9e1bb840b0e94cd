"""Bundle the scripts of the pages, by esbuild, with names that change with them."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from cnnbook.exercises import REGISTRY, ModelExercise
from sphinxext.page_records import digest
from website.solve.node import tool
from website.solve.sources import HERE, MissingSourceError

TARGET = "chrome111,firefox115,safari16.4"
"""What unpacks a stream, and starts a module as a worker."""

IN_THE_PAGE = ("marks.js", "go-on.js")
"""So small, and needed so early, that they are no files of their own."""


def built(modules: Path, script: str, names: dict[str, object], kind: str) -> bytes:
    """Return a script with all that it imports.

    Parameters
    ----------
    modules : Path
        What npm has installed.
    script : str
        Its name in the folder ``js``.
    names : dict
        What stands in it for names such as ``__WORKER__``.
    kind : str
        ``"esm"`` for a module, ``"iife"`` for a script of its own.

    Raises
    ------
    MissingSourceError
        If esbuild does not run.
    """
    command = [tool("node"), str(modules / "esbuild" / "bin" / "esbuild")]
    command += [str(HERE / "js" / script), "--bundle", "--minify", f"--format={kind}"]
    command += [f"--target={TARGET}", "--loader:.css=text", "--legal-comments=none"]
    command += ["--external:node:*", "--external:ws", "--log-level=error"]
    command += [f"--define:{name}={json.dumps(value)}" for name, value in names.items()]
    environment = {"NODE_PATH": str(modules), "PATH": str(Path(tool("node")).parent)}
    try:
        done = subprocess.run(command, env=environment, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        said = getattr(error, "stderr", b"").decode() or str(error)
        raise MissingSourceError(f"{script} could not be bundled: {said}") from error
    return done.stdout


def bundled(modules: Path, parts: dict[str, dict]) -> dict[str, bytes]:
    """Return the scripts of the pages by their file names.

    Parameters
    ----------
    modules : Path
        What npm has installed.
    parts : dict
        The files that Python is made of, with their sizes, by what they are.
    """
    worker = built(modules, "worker.js", {"__PARTS__": parts}, "esm")
    worker_name = f"worker-{digest(worker)}.js"
    page = built(modules, "page.js", {"__WORKER__": worker_name}, "esm")
    page_name = f"page-{digest(page)}.js"
    keras = [e.id for e in REGISTRY.values() if isinstance(e, ModelExercise)]
    names = {"__PAGE__": page_name, "__KERAS__": keras}
    loader = built(modules, "solve.js", names, "iife")
    cells = built(modules, "cells.js", {"__WORKER__": worker_name}, "esm")
    cells_name = f"cells-{digest(cells)}.js"
    progress = built(modules, "progress.js", {}, "esm")
    progress_name = f"progress-{digest(progress)}.js"
    return {
        worker_name: worker,
        page_name: page,
        cells_name: cells,
        "try.js": built(modules, "try.js", {"__CELLS__": cells_name}, "iife"),
        progress_name: progress,
        "solve.js": loader,
        **in_the_page(modules, progress_name),
    }


def notebook_python(modules: Path, parts: dict[str, dict], home: str) -> bytes:
    """Return the script that starts Python for JupyterLab in the browser.

    Parameters
    ----------
    modules : Path
        What npm has installed.
    parts : dict
        The files that Python is made of, as for `bundled`.
    home : str
        The folder that has them, from the folder of this script.
    """
    return built(modules, "lab.js", {"__PARTS__": parts, "__HOME__": home}, "iife")


def in_the_page(modules: Path, progress: str) -> dict[str, bytes]:
    """Return the scripts that stand in pages themselves, by their file names.

    Parameters
    ----------
    modules : Path
        What npm has installed.
    progress : str
        The file of the script that shows a reader's progress.
    """
    names = {"__PROGRESS__": f"_static/solve/{progress}"}
    return {n: built(modules, n, names, "iife") for n in IN_THE_PAGE}
