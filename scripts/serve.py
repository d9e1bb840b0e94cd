"""Serve the built book on this machine: python -m scripts.serve [PORT].

Pages that answer need it: from a file a browser lets no page start Python.
"""

from __future__ import annotations

import functools
import http.server
import mimetypes
import sys
from pathlib import Path

HTML = Path(__file__).resolve().parent.parent / "_build" / "html"


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves files without a word about each, and has browsers ask for changed ones."""

    def end_headers(self) -> None:
        """Add the header that has a browser ask again."""
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


mimetypes.add_type("text/javascript", ".js")  # Windows may call it something else


def main(port: int = 8000) -> None:
    if not (HTML / "index.html").exists():
        sys.exit("The book is not built yet: run make book.")
    handler = functools.partial(Handler, directory=HTML)
    try:
        server = http.server.ThreadingHTTPServer(("127.0.0.1", port), handler)
    except OSError:
        sys.exit(f"Port {port} is taken. Name another: make serve PORT={port + 1}")
    print(f"The book is at http://127.0.0.1:{port} until you press Ctrl+C.")
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        print()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
