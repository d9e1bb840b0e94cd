"""Serve the book and build it again whenever a file is saved: make watch.

python -m scripts.watch [PORT]

A text in `md` that is saved is taken over into its notebook, with the outputs that are
stored there. Code that has changed must be run first: make notebooks.
"""

from __future__ import annotations

import functools
import http.server
import subprocess
import sys
import threading
import time
from pathlib import Path

import nbformat
from watchfiles import DefaultFilter, watch

from sphinxext.notebook_markdown import shown_well
from sphinxext.solution_text import read

ROOT = Path(__file__).resolve().parent.parent
HTML = ROOT / "_build" / "html"
WATCHED = ["book", "chapters", "exercises", "solutions", "cnnbook"]
WATCHED += ["sphinxext", "website", "_templates", "_config.yml", "_toc.yml"]


def code(notebook: nbformat.NotebookNode) -> list[nbformat.NotebookNode]:
    """Return the code cells of a notebook."""
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def take_over(text: Path) -> bool:
    """Bring a notebook up to date with its text, if no code has changed.

    Returns
    -------
    bool
        Whether the notebook is in step now.
    """
    target = text.parent.parent / f"{text.stem}.ipynb"
    new, old = read(text), nbformat.read(target, as_version=4)
    if [c.source.rstrip() for c in code(new)] != [c.source.rstrip() for c in code(old)]:
        return False
    for cell, stored in zip(code(new), code(old), strict=True):
        cell.outputs, cell.execution_count = stored.outputs, stored.execution_count
        width = stored.metadata.get("mystnb", {}).get("image", {}).get("width")
        if width:
            image = cell.metadata.setdefault("mystnb", {}).setdefault("image", {})
            image.setdefault("width", width)
    for number, cell in enumerate(new.cells):
        cell.id = f"cell-{number:03d}"
    new.metadata = old.metadata
    nbformat.write(shown_well(new), target)
    return True


def serve(port: int) -> str:
    """Serve the book from now on; return its address."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *args) -> None:
            pass

    handler = functools.partial(Quiet, directory=HTML)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", port), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}/"


def build() -> None:
    """Build the book in a process of its own, since code may have changed too."""
    start = time.monotonic()
    command = [sys.executable, "-m", "scripts.book"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    print(run.stderr, end="")
    said = "The book could not be built" if run.returncode else "The book is built"
    print(f"{said}: {time.monotonic() - start:.1f} s", flush=True)


def main(port: str = "8000") -> None:
    build()
    print(f"Read it at {serve(int(port))} and stop with Ctrl+C.", flush=True)
    places = [ROOT / name for name in WATCHED]
    for changes in watch(*places, watch_filter=DefaultFilter(), raise_interrupt=False):
        texts = {Path(p) for _, p in changes if Path(p).match("md/*.md")}
        for text in filter(Path.exists, texts):
            if not take_over(text):
                print(f"{text.name}: code has changed, make notebooks runs it")
        build()


if __name__ == "__main__":
    main(*sys.argv[1:])
