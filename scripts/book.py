"""Build the book: python -m scripts.book [BUILDER], as jupyter-book does, but sooner.

A warning fails the build.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OPTIONS = ["-W", "--keep-going", "-n"]


def arguments(builder: str = "html") -> list[str]:
    """Return what jupyter-book is asked for."""
    return ["build", str(ROOT), "--builder", builder, *OPTIONS]


def main(builder: str = "html") -> None:
    # With this module jsonschema compiles 38 grammars at each start, a sixth of the
    # time that an edit takes, for addresses of a kind that no setting here has.
    sys.modules.setdefault("rfc3987_syntax", None)
    from jupyter_book.cli.main import main as jupyter_book

    jupyter_book(arguments(builder))


if __name__ == "__main__":
    main(*sys.argv[1:])
