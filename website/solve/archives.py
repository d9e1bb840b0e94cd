"""Files in archives that are the same, byte for byte, for the same files."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from fnmatch import fnmatch

Files = dict[str, bytes]
"""The contents of files by their paths in an archive."""


def without(files: Files, patterns: list[str]) -> Files:
    """Return the files that none of the patterns names.

    >>> without({"a/b.py": b"", "a/tests/c.py": b""}, ["*/tests/*"])
    {'a/b.py': b''}
    """
    return {
        name: content
        for name, content in files.items()
        if not any(fnmatch(name, pattern) for pattern in patterns)
    }


def unpacked(archive: zipfile.ZipFile) -> Files:
    """Return the files of an archive."""
    return {n: archive.read(n) for n in archive.namelist() if not n.endswith("/")}


def packed(files: Files) -> bytes:
    """Return an archive that is the same, byte for byte, for the same files."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name), files[name])
    return content.getvalue()


def listed(files: Files) -> bytes:
    r"""Return files one after the other, behind a list of their names and sizes.

    A page puts them in their places without any Python.

    >>> listed({"a": b"xy"})
    b'[["a", 2]]\nxy'
    """
    names = [[name, len(files[name])] for name in sorted(files)]
    return b"\n".join(
        [json.dumps(names).encode(), b"".join(map(files.get, sorted(files)))]
    )


def opened(archive: bytes) -> Files:
    """Return the files of an archive."""
    with zipfile.ZipFile(io.BytesIO(archive)) as files:
        return unpacked(files)


def squeezed(content: bytes) -> bytes:
    """Return a file as it is sent: static hosts compress few kinds of files."""
    return gzip.compress(content, 9, mtime=0)
