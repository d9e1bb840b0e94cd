"""The licences of all that a site hands on."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from website.solve.sources import HERE


def licences(core_modules: Path, wheels: dict[str, zipfile.ZipFile]) -> Iterator[str]:
    """Yield the licence of everything that a site hands on, each under a heading."""
    for folder in sorted([*core_modules.iterdir(), *core_modules.glob("@*/*")]):
        for path in sorted(folder.glob("LICEN*")):
            name = path.parent.relative_to(core_modules).as_posix()
            yield f"== {name} ==\n\n{path.read_text('utf-8')}"
    for name, wheel in wheels.items():
        for member in wheel.namelist():
            if ".dist-info/" in member and "LICEN" in member.upper():
                yield f"== {name} ==\n\n{wheel.read(member).decode()}"
    for path in metadata.files("lazy_loader") or []:
        if "LICEN" in path.name.upper():
            yield f"== lazy_loader ==\n\n{path.read_text('utf-8')}"
    yield from (
        f"== {path.stem} ==\n\n{path.read_text('utf-8')}"
        for path in sorted((HERE / "licences").glob("*.txt"))
    )
