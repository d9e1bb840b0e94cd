"""Write several files, all of them or none."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator, Mapping
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
        As from `check_place`. Then nothing has been written.
    """
    new = dict(derived or {}) | check_place(files, out)
    with _in_words(out), _stage(out) as stage:
        for name, content in new.items():
            path = stage / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        begun = []
        try:
            for name in new:
                path = out / name
                path.parent.mkdir(parents=True, exist_ok=True)
                if not path.exists():
                    begun.append(path)
                (stage / name).replace(path)
        except BaseException:  # Ctrl-C too
            for path in begun:
                with contextlib.suppress(OSError):
                    path.unlink()
            raise


def check_place(files: Mapping[str, bytes], out: Path) -> dict[str, bytes]:
    """Return those of some files that are not in a folder yet, if they can be written.

    Parameters
    ----------
    files, out
        As for `write_all`.

    Raises
    ------
    ValueError
        If `out` is a file, nothing can be written into it, or another file is in the
        place of one.
    """
    new = {}
    with _in_words(out):
        for place in (out, *out.parents):
            if place.exists() and not place.is_dir():
                raise ValueError(
                    f"what is written needs a folder, and this is a file: {place}"
                )
        for name, content in files.items():
            path = out / name
            if not path.exists():
                new[name] = content
            elif path.is_dir():
                raise ValueError(f"a file is written, and this is a folder: {path}")
            elif not path.is_file() or path.read_bytes() != content:
                raise ValueError(
                    f"{path} is there already, and differs: it comes from another "
                    "seed, other exercises, another name or title, another version of "
                    "cnnbook, or somebody's hand; name another place with --out"
                )
        with _stage(out):
            return new


@contextlib.contextmanager
def _stage(out: Path) -> Iterator[Path]:
    """Make a folder for a while in another, or in the nearest that is there."""
    place = next(p for p in (out, *out.parents) if p.is_dir())
    with tempfile.TemporaryDirectory(dir=place, prefix=".cnnbook-") as stage:
        yield Path(stage)


@contextlib.contextmanager
def _in_words(out: Path) -> Iterator[None]:
    """Say what to do where the system refuses."""
    try:
        yield
    except OSError as error:
        raise ValueError(
            f"nothing can be written to {out} ({error.strerror}); name another place "
            "with --out"
        ) from error
