"""The drawing pad."""

from __future__ import annotations

from typing import Any

import numpy as np
import traitlets

from cnnbook.explorers.base import Explorer, Matrix, table
from cnnbook.explorers.bundling import module

SIDE, MAX_SIDE = 28, 64


class DrawingPad(Explorer):
    """Draw a small grey picture by mouse, finger or keyboard.

    Parameters
    ----------
    picture : array_like, shape (H, W), optional
        Values from 0 (white) to 255 (black), at most 64 by 64; an empty picture of
        28 by 28 unless given.

    Raises
    ------
    traitlets.TraitError
        If the picture is no grid of numbers from 0 to 255, or too large.

    Notes
    -----
    In JupyterLab the trait is live in both directions: `cnnbook.models.TryOut` shows
    what is drawn to a network. Chapter 8.

    Examples
    --------
    >>> pad = DrawingPad()
    >>> len(pad.picture), pad.picture[0][0]
    (28, 0)
    """

    tag = "cb-drawing-pad"
    _esm = module("drawing-pad")

    picture = Matrix(np.zeros((SIDE, SIDE), int).tolist()).tag(sync=True)

    @traitlets.validate("picture")
    def _small(self, proposal: dict[str, Any]) -> list[list[float]]:
        rows: list[list[float]] = proposal["value"]
        values = np.asarray(rows)
        if max(values.shape) > MAX_SIDE:
            raise traitlets.TraitError(
                f"picture must have at most {MAX_SIDE} by {MAX_SIDE} pixels, "
                f"got {values.shape[0]} by {values.shape[1]}"
            )
        if values.min() < 0 or values.max() > 255:
            raise traitlets.TraitError(
                f"picture must hold values from 0 to 255, "
                f"got {values.min():g} to {values.max():g}"
            )
        return rows

    def fallback(self) -> str:
        """Return the picture as a table."""
        return table("drawing", self.picture)
