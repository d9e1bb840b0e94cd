"""Write several files, all of them or none."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Mapping
from pathlib import Path


def write_all(
    files: Mapping[str, bytes], out: Path, derived: Mapping[str, bytes] | None = None
) -> None:
    """Write files into a folder; what is there already must be the same.

    Parameters
    ----------
    files : mapping
        Content by name; a name may have a folder in it.
    out : Path
        The folder.
    derived : mapping, optional
        More files, which follow from these, and from the browser that printed them:
        what is in their place is replaced.

    Raises
    ------
    ValueError
        If `out` is a file, or another file is in the place of one. Then nothing has
        been written.
    """
    for place in (out, *out.parents):
        if place.exists() and not place.is_dir():
            raise ValueError(
                f"what is written needs a folder, and this is a file: {place}"
            )
    new = dict(derived or {})
    for name, content in files.items():
        path = out / name
        if not path.exists():
            new[name] = content
        elif not path.is_file() or path.read_bytes() != content:
            raise ValueError(
                f"{path} is there already, and differs: it comes from another seed, "
                "other exercises, another name or title, or somebody's hand; name "
                "another place with --out"
            )
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=".cnnbook-") as stage:
        for name, content in new.items():
            path = Path(stage) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        begun = []
        try:
            for name in new:
                path = out / name
                path.parent.mkdir(parents=True, exist_ok=True)
                if not path.exists():
                    begun.append(path)
                (Path(stage) / name).replace(path)
        except BaseException:  # Ctrl-C too
            for path in begun:
                with contextlib.suppress(OSError):
                    path.unlink()
            raise
