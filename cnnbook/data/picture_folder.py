"""A folder of photographs that was read and shared out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cnnbook.data.finding import listed
from cnnbook.data.parts import PARTS


@dataclass(frozen=True)
class PictureFolder:
    """Photographs of the reader's own, read and shared out; `print` it.

    Attributes
    ----------
    pictures : ndarray of uint8, shape (N, size, size, 3)
        Red, green and blue from 0 to 255.
    labels : ndarray of int, shape (N,)
        The kind of each picture, from 0.
    kinds : tuple of str
        What the kinds are called: the names of their folders.
    files : tuple of str
        Where each picture lies in the folder.
    groups : ndarray of int, shape (N,)
        Pictures of the same number stay together.
    train, validation, test : ndarray of int
        Numbers of the pictures to learn from, to choose by, and to test with.
    notes : tuple of str
        What was done to some pictures, or left out, with what to do about it.
    """

    pictures: NDArray[np.uint8]
    labels: NDArray[np.int64]
    kinds: tuple[str, ...]
    files: tuple[str, ...]
    groups: NDArray[np.int64]
    train: NDArray[np.int64]
    validation: NDArray[np.int64]
    test: NDArray[np.int64]
    notes: tuple[str, ...] = ()

    @property
    def twins(self) -> tuple[tuple[str, ...], ...]:
        """The groups of more than one picture, by their files."""
        numbers, sizes = np.unique(self.groups, return_counts=True)
        return tuple(
            tuple(self.files[n] for n in np.flatnonzero(self.groups == group))
            for group in numbers[sizes > 1]
        )

    def __str__(self) -> str:
        """Return how many pictures of each kind are in each part, and the notes."""
        shape = "×".join(str(n) for n in self.pictures.shape[1:3])
        width = max(map(len, self.kinds))
        lines = [
            f"{len(self.files)} pictures of {len(self.kinds)} kinds, {shape} pixels "
            "each",
            " " * width + "".join(f"{part:>12}" for part in PARTS),
        ]
        for k, kind in enumerate(self.kinds):
            counts = [
                np.sum(self.labels[numbers] == k)
                for numbers in (self.train, self.validation, self.test)
            ]
            lines.append(f"{kind:{width}}" + "".join(f"{n:12}" for n in counts))
        if self.twins:
            lines.append(f"groups that stay together: {len(self.twins)}")
            lines += [f"  {listed(files, 4)}" for files in self.twins[:5]]
        return "\n".join([*lines, *(f"note: {note}" for note in self.notes)])

    __repr__ = __str__
