"""The files that ship with the package, each with its checksum, licence and source."""

from __future__ import annotations

import csv
import functools
import hashlib
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent


@dataclass(frozen=True)
class File:
    """One line of the manifest.

    Attributes
    ----------
    file : str
        Path inside the data folder.
    sha256 : str
        Checksum of its bytes, in hexadecimal.
    licence, author, source : str
        Under which terms, by whom, and from where.
    """

    file: str
    sha256: str
    licence: str
    author: str
    source: str


@functools.cache
def manifest() -> dict[str, File]:
    """Return every file of the data folder, by its path.

    What the book's own programs measured stands elsewhere, and names its program.

    Returns
    -------
    dict of str to File
        In the order of ``manifest.csv``.

    Examples
    --------
    >>> manifest()["fashion_mnist_6k.npz"].licence
    'MIT'
    """
    with (HERE / "manifest.csv").open(encoding="utf-8", newline="") as lines:
        return {row["file"]: File(**row) for row in csv.DictReader(lines)}


def verified_path(file: str) -> Path:
    """Return the path of a data file whose bytes are as they should be.

    Parameters
    ----------
    file : str
        Path inside the data folder, as in the manifest.

    Raises
    ------
    FileNotFoundError
        If the file is missing.
    ValueError
        If its checksum is not the manifest's.

    Examples
    --------
    >>> verified_path("photos/animal_cat.jpg").name
    'animal_cat.jpg'
    """
    path = HERE / file
    again = "install cnnbook anew, or restore the file from its repository"
    if not path.exists():
        raise FileNotFoundError(f"the data file {file} is missing: {again}")
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    wanted = manifest()[file].sha256
    if found != wanted:
        raise ValueError(
            f"the data file {file} has changed: its SHA-256 begins {found[:12]}, "
            f"and should begin {wanted[:12]}; {again}"
        )
    return path


def mobilenet_weights() -> Path:
    """Return the path of the weights of MobileNetV2 that ship with the package.

    Returns
    -------
    Path
        An HDF5 file in the form of Keras: the network without its top, for images of
        160×160 pixels.

    Raises
    ------
    FileNotFoundError, ValueError
        If the file is missing or has changed.

    Examples
    --------
    >>> mobilenet_weights().name
    'mobilenetv2_160.weights.h5'
    """
    return verified_path("mobilenetv2_160.weights.h5")
