"""Node and npm, as they came with the environment."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from sphinxext.page_records import digest_of_files
from website.solve.sources import HERE, MissingSourceError


def tool(name: str) -> str:
    """Return the path of a program that came with the environment, as node or npm."""
    beside = Path(sys.executable).with_name(name)
    return str(beside) if beside.exists() else name


def node_modules(folder: Path) -> Path:
    """Install what the lock file names, unless it is there; return its folder.

    Parameters
    ----------
    folder : Path
        Where to install it.

    Raises
    ------
    MissingSourceError
        If npm does not get it.
    """
    wanted = digest_of_files([HERE / "package.json", HERE / "package-lock.json"])
    done = folder / "done"
    if not (done.exists() and done.read_text("utf-8") == wanted):
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "package-lock.json"):
            (folder / name).write_bytes((HERE / name).read_bytes())
        command = [tool("npm"), "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        try:
            subprocess.run(
                command,
                cwd=folder,
                env={**os.environ, "PATH": path},
                check=True,
                capture_output=True,
                text=True,
            )
        except (OSError, subprocess.CalledProcessError) as error:
            said = getattr(error, "stderr", "") or str(error)
            raise MissingSourceError(
                f"npm could not install what {HERE / 'package-lock.json'} names: "
                f"{said.strip()[-400:]}"
            ) from error
        done.write_text(wanted, "utf-8")
    return folder / "node_modules"


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
