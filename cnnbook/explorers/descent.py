"""The descent explorer."""

from __future__ import annotations

from typing import Any

import numpy as np
import traitlets
from numpy.typing import NDArray

from cnnbook import ops
from cnnbook.explorers.base import Explorer, table, trait_array
from cnnbook.explorers.bundling import module


class DescentExplorer(Explorer):
    """Walk down the valley of a loss: two weights of a kernel on one row of pixels.

    Parameters
    ----------
    pixels : list of float, at least 3
        The row of pixels.
    wanted : list of float, one fewer than the pixels
        The output that is wanted.
    left, right : float, default 0
        The two weights before the first step, -3 to 3.
    rate : float, default 0.1
        The learning rate, 0.001 to 1.
    steps : int, default 0
        How many steps to take, 0 to 60.

    Raises
    ------
    traitlets.TraitError
        If a setting is out of its range, there is not one wanted value for each place
        of the kernel, or the pixels leave a weight undecided, as equal ones do.

    Notes
    -----
    In JupyterLab the traits are live in both directions. Chapter 3.

    Examples
    --------
    >>> DescentExplorer(steps=1).path().round(3).tolist()
    [[0.0, 0.0, 2.0], [0.067, -0.333, 1.244]]
    """

    tag = "cb-descent"
    _esm = module("descent")

    pixels: traitlets.List[float] = traitlets.List([0.0, 1.0, 3.0, 2.0]).tag(sync=True)
    wanted: traitlets.List[float] = traitlets.List([-1.0, -2.0, 1.0]).tag(sync=True)
    left = traitlets.Float(0.0, min=-3, max=3).tag(sync=True)
    right = traitlets.Float(0.0, min=-3, max=3).tag(sync=True)
    rate = traitlets.Float(0.1, min=0.001, max=1).tag(sync=True)
    steps = traitlets.Int(0, min=0, max=60).tag(sync=True)

    @traitlets.validate("pixels", "wanted")
    def _check(self, proposal: Any) -> list[float]:
        name, value = proposal["trait"].name, proposal["value"]
        pixels = value if name == "pixels" else self.pixels
        wanted = value if name == "wanted" else self.wanted
        trait_array(proposal["trait"], value, {1: "(n,)"})
        if len(wanted) != len(pixels) - 1:
            raise traitlets.TraitError(
                f"{len(pixels)} pixels need {len(pixels) - 1} wanted values, "
                f"got {len(wanted)}"
            )
        pairs = np.stack([pixels[:-1], pixels[1:]])
        if np.linalg.matrix_rank(pairs) < 2:
            raise traitlets.TraitError(
                f"pixels must leave no weight undecided, got {pixels}: "
                "take some that differ"
            )
        return list(value)

    def path(self) -> NDArray[np.float64]:
        """Return the weights and the loss before the first step and after each.

        Returns
        -------
        ndarray, shape (steps + 1, 3)
            Left weight, right weight and loss.
        """
        image = np.array([self.pixels])
        kernel = np.array([[self.left, self.right]], dtype=float)
        rows = []
        for _ in range(self.steps + 1):
            error = ops.conv2d(image, kernel) - np.array([self.wanted])
            rows.append([*kernel[0], (error**2).mean()])
            slopes = 2 * ops.conv2d(image, error) / error.size
            kernel = kernel - self.rate * slopes
        return np.array(rows)

    def fallback(self) -> str:
        """Return the first and the last weights and their loss as a table."""
        path = self.path()
        ends = path[[0]] if len(path) == 1 else path[[0, -1]]
        counts = [[0], [self.steps]][: len(ends)]
        rows = np.hstack([counts, ends])
        return table(
            f"steps at the rate {self.rate:g}, left weight, right weight, loss", rows
        )
