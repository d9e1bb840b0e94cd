"""The pooling stepper."""

from __future__ import annotations

from typing import Literal

import numpy as np
import traitlets

from cnnbook import lecture, ops
from cnnbook.explorers.base import Explorer, Matrix, table
from cnnbook.explorers.bundling import module

MODES: list[Literal["max", "average"]] = ["max", "average"]


def _dots(places: dict[tuple[int, int], int]) -> list[list[int]]:
    scene = np.zeros((4, 8), dtype=int)
    for place, value in places.items():
        scene[place] = value
    return scene.tolist()


PRESETS = {
    "P": lecture.P.tolist(),
    "dots that stay": _dots({(1, 2): 9, (2, 6): 7, (3, 0): 5}),
    "dots that cross": _dots({(0, 1): 9, (1, 6): 7, (2, 5): 5}),
    "the lecture's 5×5 grid": lecture.GRID.tolist(),
}


class PoolStepper(Explorer):
    """Pool a map window by window, see the winners, and shift the map by a pixel.

    Parameters
    ----------
    image : array_like, shape (H, W), optional
        The map; the lecture's P unless given.
    size, stride : int, default 2
        Window and step in pixels, 1 to 4.
    mode : {"max", "average"}, default "max"
        What to keep of a window.
    row, column : int, default 0
        Which pooled value is looked at.
    shifted : bool, default False
        Pool the map a second time, moved one pixel to the right.

    Raises
    ------
    traitlets.TraitError
        If the map is no grid of finite numbers, or a setting is out of its range.

    Notes
    -----
    In JupyterLab the traits are live in both directions. Chapter 6.

    Examples
    --------
    >>> PoolStepper(size=3).size
    3
    """

    tag = "cb-pool-stepper"
    _esm = module("pool-stepper")

    image = Matrix(lecture.P.tolist()).tag(sync=True)
    presets = traitlets.Dict(PRESETS, read_only=True).tag(sync=True)
    size = traitlets.Int(2, min=1, max=4).tag(sync=True)
    stride = traitlets.Int(2, min=1, max=4).tag(sync=True)
    mode = traitlets.Enum(MODES, "max").tag(sync=True)
    row = traitlets.Int(0, min=0).tag(sync=True)
    column = traitlets.Int(0, min=0).tag(sync=True)
    shifted = traitlets.Bool(False).tag(sync=True)

    def fallback(self) -> str:
        """Return the map and the pooled map as tables."""
        if self.size > min(len(self.image), len(self.image[0])):
            return table("map", self.image)
        pooled = ops.pool2d(self.image, self.size, self.stride, self.mode)
        return table("map", self.image) + table("pooled map", pooled)
