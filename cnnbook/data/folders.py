"""Read a folder of the reader's photographs: one folder in it for each kind."""

from __future__ import annotations

import os
from collections.abc import Callable, Hashable

import numpy as np

from cnnbook._checks import as_int, describe
from cnnbook.data.finding import checked_folder, kinds_in, listed, relative
from cnnbook.data.parts import PARTS, parts
from cnnbook.data.picture_folder import PictureFolder
from cnnbook.data.refusals import (
    contradictions,
    few,
    in_two_kinds,
    read_all,
    told,
    too_small,
)
from cnnbook.data.twins import ALIKE, joined, twins


def folder(
    path: str | os.PathLike[str],
    size: int = 160,
    *,
    test: float = 0.2,
    validation: float = 0.2,
    seed: int = 0,
    alike: int = ALIKE,
    together: Callable[[str], Hashable] | None = None,
) -> PictureFolder:
    """Read a folder of photographs, and share them out so that twins stay together.

    Parameters
    ----------
    path : str or Path
        A folder that holds a folder for each kind, with its pictures right in it.
    size : int, default 160
        Height and width of the pictures; of each its middle square is taken.
    test, validation : float, default 0.2
        Shares of each kind to test with and to choose by, at least one picture each.
    seed : int, default 0
        Another one shares out in another way.
    alike : int, default 10
        Pictures stay together that look alike, their difference hashes differing in at
        most so many of 64 bits; see `twins`.
    together : callable, optional
        Takes a file such as ``"cup/3.jpg"``, and returns what it shows: the number of
        the cup, say. Pictures for which the same comes out stay together as well, but
        for None and False.

    Returns
    -------
    PictureFolder
        Pictures, labels, three parts, and notes.

    Raises
    ------
    FileNotFoundError, NotADirectoryError
        If there is no such folder.
    ValueError
        If the folder, a file in it or a setting can't be used. The message names the
        files and says what to do.
    TypeError
        If an argument is of another kind.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> from PIL import Image
    >>> from cnnbook.data import photo, photo_names
    >>> with tempfile.TemporaryDirectory() as here:
    ...     for name in photo_names("fish")[:5] + photo_names("tool")[:5]:
    ...         kind = Path(here, name.split("_")[0])
    ...         kind.mkdir(exist_ok=True)
    ...         Image.fromarray(photo(name)).save(kind / f"{name}.png")
    ...     found = folder(here)
    >>> print(found)
    10 pictures of 2 kinds, 160×160 pixels each
               train  validation        test
    fish           3           1           1
    tool           3           1           1
    """
    size, seed = as_int("size", size, 8), as_int("seed", seed, 0)
    validation, test = _share("validation", validation), _share("test", test)
    if validation + test > 0.9:
        raise ValueError(
            f"test and validation take {validation + test:.0%} together: a tenth at "
            "least must be left to learn from"
        )
    if as_int("alike", alike, 0) > 64:
        raise ValueError(f"alike must be at most 64, the bits of a hash, got {alike}")
    if together is not None and not callable(together):
        raise TypeError(
            f"together must be a function of a file's name, got {describe(together)}"
        )
    place = checked_folder(path)
    by_kind, notes, faults = kinds_in(place)
    faults = few(faults, "folders that can't be a kind")
    kinds = tuple(sorted(by_kind))
    paths = [file for kind in kinds for file in by_kind[kind]]
    files = tuple(relative(file, place) for file in paths)
    labels = np.repeat(range(len(kinds)), [len(by_kind[kind]) for kind in kinds])
    pictures, remarks, bad = read_all(paths, files, size)
    faults += bad
    if not bad:  # else some of them are white
        faults += in_two_kinds(pictures, labels, files)
    if faults:
        raise ValueError(told(place, faults))
    groups = twins(pictures, alike)
    notes += remarks + contradictions(groups, labels, files)
    cure = "lower alike="
    if together is not None:
        cure += ", or join fewer by together="
        keys = [_key(together, file) for file in files]
        for key in {key for key in keys if key is not None and key is not False}:
            groups = joined(groups, np.array([other == key for other in keys]))
    small = too_small(groups, labels, kinds, cure)
    if small:
        raise ValueError(told(place, small))
    part = parts(groups, labels, validation, test, seed)
    shares = [np.flatnonzero(part == n) for n in range(len(PARTS))]
    missing = [
        f"{name} gets no {kinds[k]}"
        for name, numbers in zip(PARTS, shares, strict=True)
        for k in sorted(set(labels) - set(labels[numbers]))
    ]
    if missing:
        fault = f"{listed(missing)}, since too many pictures have to stay together"
        raise ValueError(told(place, [f"{fault}: bring more that differ, or {cure}"]))
    train, validate, rest = shares
    return PictureFolder(
        pictures, labels, kinds, files, groups, train, validate, rest, tuple(notes)
    )


def _key(together: Callable[[str], Hashable], file: str) -> Hashable:
    key = together(file)
    if not isinstance(key, Hashable):
        raise TypeError(
            f"together must return a text or a number, got {describe(key)} for {file}"
        )
    return key


def _share(name: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(
            f"{name} must be a share between 0 and 1, got {describe(value)}"
        )
    if not 0 < value < 1:
        raise ValueError(f"{name} must be a share between 0 and 1, got {value}")
    return float(value)
