"""Time an empty environment up to the first check, with Keras and without.

python -m benchmarks.installing

Packages are fetched from the index anew, so a network is needed. Before TensorFlow was
an extra, every reader fetched what is listed as with Keras.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.measure import show
from benchmarks.record import Record

ROOT = Path(__file__).resolve().parent.parent
UV = Path(sys.executable).with_name("uv")
KINDS = {  # what pip and uv are asked for, after the package's wheel
    "checks alone": ("", "numpy", "lazy-loader", "--no-deps"),
    "`cnnbook`": ("",),
    "`cnnbook[keras-cpu]`": ("[keras-cpu]",),
}
FIRST_CHECK = "import cnnbook as cb; print(cb.check('one-window', 3))"
MB = 1e6


def size(folder: Path) -> int:
    """Return how many bytes the files of a folder have."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def timed(*line: str) -> float:
    """Run a command with nothing kept from earlier runs, and return its seconds."""
    environment = {**os.environ, "PIP_NO_CACHE_DIR": "1", "UV_NO_CACHE": "1"}
    environment.pop("PYTHONPATH", None)
    start = time.perf_counter()
    subprocess.run(line, check=True, capture_output=True, env=environment)
    return time.perf_counter() - start


def installed(tool: str, names: list[str], folder: Path) -> tuple[list[float], int]:
    """Make an environment, install, and check an answer.

    Parameters
    ----------
    tool : str
        ``"pip"`` or ``"uv"``.
    names : list of str
        The wheel of the package, with an extra in brackets, and what more is given.
    folder : Path
        Where the environment will lie.

    Returns
    -------
    seconds : list of float
        For the environment and what is installed, and for the first check.
    disk : int
        Bytes that were not there in the empty environment.
    """
    python = str(folder / ("Scripts" if os.name == "nt" else "bin") / "python")
    if tool == "pip":
        made = timed(sys.executable, "-m", "venv", str(folder))
        line = [python, "-m", "pip", "install", *names]
    else:
        made = timed(str(UV), "venv", "--python", sys.executable, str(folder))
        line = [str(UV), "pip", "install", "--python", python, *names]
    empty = size(folder)
    made += timed(*line)
    disk = size(folder) - empty
    return [made, timed(python, "-c", FIRST_CHECK)], disk


def main() -> None:
    """Time both tools, with Keras and without."""
    record = Record("installing")
    rows = []
    for shown, (extra, *more) in KINDS.items():
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place)
            line = [str(UV), "build", "--wheel", "--out-dir", str(folder / "own")]
            timed(*line, str(ROOT))
            (wheel,) = (folder / "own").glob("*.whl")
            wheels, names = folder / "wheels", [f"{wheel}{extra}", *more]
            pip = [sys.executable, "-m", "pip", "download"]
            timed(*pip, "--dest", str(wheels), *names)
            fetched = size(wheels) / MB
            for tool in ("pip", "uv"):
                seconds, disk = installed(tool, names, folder / tool)
                row = [f"`{tool}`, {shown}", f"{fetched:,.0f} MB"]
                row += [f"{disk / MB:,.0f} MB", *map(show, [*seconds, sum(seconds)])]
                rows.append(row)
                if shown == "`cnnbook`":
                    record.number(f"seconds_by_{tool}", sum(seconds))
                elif more:
                    record.number(f"checks_seconds_by_{tool}", sum(seconds))
                    record.number(f"checks_megabytes_by_{tool}", disk / MB)
            shutil.rmtree(folder / "pip")
            if shown == "`cnnbook`":
                record.number("megabytes_fetched", fetched)
    header = ["what", "fetched", "on disk", "install", "check"]
    record.table("installing", [*header, "all"], rows)
    record.save()


if __name__ == "__main__":
    main()
