"""Build the book: python -m scripts.book [BUILDER], as jupyter-book does, but sooner.

A warning fails the build.
"""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parent.parent
OPTIONS = ["-W", "--keep-going", "-n"]
RUNNERS = {"cache": "Cache", "direct": "Direct", "inline": "Inline"}
"""How MyST-NB could run notebooks, each in a module that takes long to import."""


def arguments(builder: str = "html") -> list[str]:
    """Return what jupyter-book is asked for."""
    return ["build", str(ROOT), "--builder", builder, *OPTIONS]


def leave_out_runners() -> None:
    """Let a build begin sooner: it shows what is stored and runs no notebook."""
    for name, kind in RUNNERS.items():
        place = f"myst_nb.core.execute.{name}"
        stand_in = ModuleType(place)
        setattr(stand_in, f"NotebookClient{kind}", None)
        sys.modules.setdefault(place, stand_in)


def main(builder: str = "html") -> None:
    # With this module jsonschema compiles 38 grammars at each start, a sixth of the
    # time that an edit takes, for addresses of a kind that no setting here has.
    sys.modules.setdefault("rfc3987_syntax", None)
    leave_out_runners()
    from jupyter_book.cli.main import main as jupyter_book

    jupyter_book(arguments(builder))


if __name__ == "__main__":
    main(*sys.argv[1:])
