"""Set up .venv with the versions that the book pins, as the Makefile does.

python3 scripts/set_up.py [FOLDER]

It needs nothing but Python, and so works without make too, on Windows for example.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WRONG_PYTHON = """\
The book needs Python 3.11, 3.12 or 3.13, and {} is {}.{}: TensorFlow, which it pins, is
built for these. Name another one, as in: make PYTHON=python3.12
What is NumPy works with any Python from 3.11 on: {} -m pip install ."""
NO_VENV = """\
{} can't make an environment: its module venv is missing or broken.
On Debian and Ubuntu: sudo apt install python3-venv
On Fedora: sudo dnf install python3
Then run the same command again."""
NOT_INSTALLED = """\
The packages could not be installed; the lines above say why. Without a way to the
package index, name a mirror, PIP_INDEX_URL=ADDRESS, and run the same command again."""


def set_up(folder: Path) -> None:
    """Make the environment, or bring it up to date with its pins.

    Parameters
    ----------
    folder : Path
        Where it lies, or will.
    """
    if not (3, 11) <= sys.version_info[:2] < (3, 14):
        python = Path(sys.executable).name
        sys.exit(WRONG_PYTHON.format(sys.executable, *sys.version_info[:2], python))
    make = [sys.executable, "-m", "venv", str(folder)]
    if subprocess.run(make, check=False).returncode:
        sys.exit(NO_VENV.format(sys.executable))
    scripts = folder / ("Scripts" if os.name == "nt" else "bin")
    python, uv = str(scripts / "python"), str(scripts / "uv")
    quiet = ["--quiet", "--disable-pip-version-check"]
    install = [uv, "pip", "install", "--quiet", "--python", python]
    pinned = ["--require-hashes", "-r", str(ROOT / "requirements.txt")]
    for line in (
        [python, "-m", "pip", "install", *quiet, "uv>=0.7"],
        [*install, "--compile-bytecode", *pinned],
        [*install, "--no-deps", "--editable", str(ROOT)],
    ):
        if subprocess.run(line, env=surroundings(python), check=False).returncode:
            sys.exit(NOT_INSTALLED)
    (folder / ".ready").write_text(str(folder.resolve()), encoding="utf-8")


def surroundings(python: str) -> dict:
    """Return the variables for uv, which does not read where pip finds its packages.

    Parameters
    ----------
    python : str
        Whose pip is asked.
    """
    variables = {**os.environ, "UV_PYTHON_DOWNLOADS": "never"}
    if not {"UV_DEFAULT_INDEX", "UV_INDEX_URL"} & set(variables):
        index = variables.get("PIP_INDEX_URL")
        if not index:
            ask = [python, "-m", "pip", "config", "get", "global.index-url"]
            done = subprocess.run(ask, capture_output=True, text=True, check=False)
            index = done.stdout.strip()
        if index:
            variables["UV_DEFAULT_INDEX"] = index
    return variables


if __name__ == "__main__":
    set_up(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / ".venv")
