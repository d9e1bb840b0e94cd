"""Run notebooks here, and say of each whether its assertions hold; nothing is kept.

python -m scripts.run_notebooks chapters/07-from-numpy-to-keras.ipynb …
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

ROOT = Path(__file__).resolve().parent.parent


def main(paths: list[str]) -> None:
    os.environ["PYTHONPATH"] = str(ROOT)
    failed = []
    for path in paths:
        start = time.monotonic()
        notebook = nbformat.read(path, as_version=4)
        about = {"metadata": {"path": str(Path(path).parent)}}
        try:
            NotebookClient(
                notebook, timeout=600, kernel_name="python3", resources=about
            ).execute()
        except CellExecutionError as error:
            failed.append(path)
            print(error, file=sys.stderr)
        print(f"{path}: {time.monotonic() - start:.0f} s", flush=True)
    if failed:
        sys.exit(f"not as they should be: {', '.join(failed)}")


if __name__ == "__main__":
    main(sys.argv[1:])
