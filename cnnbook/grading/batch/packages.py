"""Check before grading that the packages are here which a course allows."""

from __future__ import annotations

import importlib.metadata
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import InvalidRequirement, Requirement

MAX_NESTED = 5


def require_packages(wanted: str) -> None:
    """Refuse to grade where a package is missing that students may use.

    Parameters
    ----------
    wanted : str
        A requirements file, or names with commas between them.

    Raises
    ------
    ValueError
        If something is not installed, or in another version; the message says which,
        and what to do.

    Examples
    --------
    >>> require_packages("numpy>=1.20,jinja2")
    >>> require_packages("numpy<1")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    ValueError: of --packages this is not here: numpy<1 (there is ...
    """
    file = Path(wanted)
    is_file = file.is_file() or file.suffix in (".txt", ".in")
    found = list(_of_file(file) if is_file else _of_names(wanted))
    bad = [f"{one}{problem}" for one in found if (problem := _problem(one)) is not None]
    if bad:
        install = f"-r {wanted}" if is_file else " ".join(f"'{one}'" for one in found)
        raise ValueError(
            f"of --packages this is not here: {', '.join(bad)}. Install it with: "
            f"pip install {install}"
        )


def _problem(wanted: Requirement) -> str | None:
    """Return what is there instead of a package, in words; None if it is right."""
    if wanted.marker and not wanted.marker.evaluate():
        return None
    try:
        version = importlib.metadata.version(wanted.name)
    except importlib.metadata.PackageNotFoundError:
        return ""
    right = wanted.specifier.contains(version, prereleases=True)
    return None if right else f" (there is {version})"


def _of_names(text: str) -> Iterator[Requirement]:
    """Split at commas, but not within the versions of one package."""
    parts: list[str] = []
    for part in filter(None, map(str.strip, text.split(","))):
        if parts and part[0] in "<>=!~":
            parts[-1] += f",{part}"
        else:
            parts.append(part)
    for part in parts:
        yield _requirement(part, "--packages")


def _of_file(path: Path, depth: int = 0) -> Iterator[Requirement]:
    if depth > MAX_NESTED:
        raise ValueError(f"requirements files name each other in a circle: {path}")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        words = f"the requirements file {path} can't be read: {error}"
        raise ValueError(words) from error
    for number, line in enumerate(text.replace("\\\n", " ").splitlines(), 1):
        words = line.partition(" #")[0].partition(" --hash")[0].strip()
        if not words or words.startswith("#"):
            continue
        for option in ("-r ", "--requirement ", "-c ", "--constraint "):
            if words.startswith(option):
                nested = path.parent / words.removeprefix(option).strip()
                if option.startswith(("-r", "--r")):
                    yield from _of_file(nested, depth + 1)
                break
        else:
            if not words.startswith("-"):
                yield _requirement(words, f"{path}, line {number}")


def _requirement(words: str, where: str) -> Requirement:
    try:
        return Requirement(words)
    except InvalidRequirement as error:
        raise ValueError(
            f"{where}: {words!r} is no package; write a name, as in pandas, or one "
            "with a version, as in pandas>=2"
        ) from error
