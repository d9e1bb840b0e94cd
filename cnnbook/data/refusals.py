"""Say what is wrong with the pictures of a folder, all of it at once, with the fix."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from cnnbook.data.finding import listed
from cnnbook.data.photographs import UnreadableError, read_photo

LEAST = 3
"""So many pictures that do not look alike a kind needs: one for each part."""
NAMED = 10
"""So many bad files are named at once."""


def told(place: Path, faults: list[str]) -> str:
    """Write what is wrong below each other."""
    head = f"the folder {place.name or place} can't be used:"
    return head + " " + faults[0] if len(faults) == 1 else "\n- ".join([head, *faults])


def read_all(
    paths: list[Path], files: tuple[str, ...], size: int
) -> tuple[NDArray[np.uint8], list[str], list[str]]:
    """Return all pictures, what is to be said of them, and what is wrong with any.

    A picture that can't be read is left white.
    """
    found = np.full((len(paths), size, size, 3), 255, np.uint8)
    bad = []
    remarks: dict[str, list[str]] = defaultdict(list)
    for n, (path, file) in enumerate(zip(paths, files, strict=True)):
        try:
            found[n], said = read_photo(path, size)
        except UnreadableError as error:
            bad.append(f"{file} {error}")
            continue
        for remark in said:
            remarks[remark].append(file)
    notes = []
    for remark, names in remarks.items():
        count = f"{len(names)} pictures" if len(names) > 1 else "1 picture"
        notes.append(f"{count} ({listed(names)}) {remark}")
    return found, notes, few(bad, "files that can't be read")


def in_two_kinds(
    pictures: NDArray[np.uint8], labels: NDArray[np.int64], files: tuple[str, ...]
) -> list[str]:
    """Name what is in two kinds, the same to the last pixel."""
    first: dict[bytes, int] = {}
    faults = []
    for n, picture in enumerate(pictures):
        other = first.setdefault(picture.tobytes(), n)
        if labels[other] != labels[n]:
            faults.append(
                f"{files[other]} and {files[n]} are the same picture in two kinds: "
                "keep it in one of them"
            )
    return few(faults, "pictures in two kinds")


def few(faults: list[str], what: str) -> list[str]:
    """Keep the first of many faults, and count the others."""
    more = len(faults) - NAMED
    return [*faults[:NAMED], *([f"and {more} more {what}"] if more > 0 else [])]


def contradictions(
    groups: NDArray[np.int64], labels: NDArray[np.int64], files: tuple[str, ...]
) -> list[str]:
    """Say which pictures look alike and are of two kinds."""
    notes = []
    for group in np.unique(groups):
        numbers = np.flatnonzero(groups == group)
        if len(set(labels[numbers])) > 1:
            notes.append(
                f"{listed([files[n] for n in numbers])} look alike and are of two "
                "kinds: if it is one picture, keep it in one kind only"
            )
    return notes


def too_small(
    groups: NDArray[np.int64],
    labels: NDArray[np.int64],
    kinds: Iterable[str],
    cure: str,
) -> list[str]:
    """Name the kinds with too few pictures that differ."""
    faults = []
    for k, kind in enumerate(kinds):
        count = int(np.sum(labels == k))
        different = len(set(groups[labels == k]))
        if different < LEAST:
            has = f"{count} picture{'s' * (count > 1)}"
            if different < count:
                has += f", but they look alike (or go together): {different} in all"
            hint = f"; if they differ, {cure}" if different < count else ""
            faults.append(
                f"{kind} has {has}. A kind needs at least {LEAST}, one to learn from, "
                f"one to choose by and one to test with, and 20 are a beginning{hint}"
            )
    return faults
