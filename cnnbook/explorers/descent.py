"""The descent explorer."""

from __future__ import annotations

from typing import Any

import numpy as np
import traitlets
from numpy.typing import NDArray

from cnnbook import ops
from cnnbook.explorers.base import Explorer, table, trait_array
from cnnbook.explorers.bundling import module

SQUARED, CLASSIFIER = LOSSES = "squared error", "cross-entropy"


class DescentExplorer(Explorer):
    """Walk down the valley of a loss: two weights of a kernel on one row of pixels.

    Parameters
    ----------
    pixels : list of float, at least 3
        The row of pixels.
    wanted : list of float, one fewer than the pixels
        The output that is wanted; with cross-entropy 0 or 1, the class of each place.
    left, right : float, default 0
        The two weights before the first step, -3 to 3.
    rate : float, default 0.1
        The learning rate, 0.001 to 1.
    steps : int, default 0
        How many steps to take, 0 to 60.
    loss : {"squared error", "cross-entropy"}
        Whether the kernel's values are to be the wanted ones, or a classifier follows
        it: a ReLU, a last layer that stays as it is and makes the scores 4a - 2 and 0
        of a value a, a softmax, and cross-entropy.

    Raises
    ------
    traitlets.TraitError
        If a setting is out of its range, there is not one wanted value for each place
        of the kernel, the pixels leave a weight undecided, as equal ones do, or a class
        is neither 0 nor 1.

    Notes
    -----
    In JupyterLab the traits are live in both directions. Chapter 3 and appendix B.

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
    loss = traitlets.Enum(LOSSES, SQUARED).tag(sync=True)

    @traitlets.validate("pixels", "wanted", "loss")
    def _check(self, proposal: Any) -> list[float] | str:
        name, value = proposal["trait"].name, proposal["value"]
        pixels = value if name == "pixels" else self.pixels
        wanted = value if name == "wanted" else self.wanted
        loss = value if name == "loss" else self.loss
        if name != "loss":
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
        if loss == CLASSIFIER and not set(wanted) <= {0, 1}:
            raise traitlets.TraitError(
                f"with cross-entropy wanted must be classes, 0 or 1, got {wanted}"
            )
        return value if name == "loss" else list(value)

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
            loss, message = self._wrong(ops.conv2d(image, kernel))
            rows.append([*kernel[0], loss])
            kernel = kernel - self.rate * ops.conv2d(image, message)
        return np.array(rows)

    def _wrong(self, z: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        """Return the loss, and how it changes with each value of the kernel."""
        wanted = np.array([self.wanted])
        if self.loss == SQUARED:
            return ((z - wanted) ** 2).mean(), 2 * (z - wanted) / z.size
        scores = 4 * ops.relu(z) - 2
        losses = np.logaddexp(0, np.where(wanted == 1, -scores, scores))
        p = np.exp(-np.logaddexp(0, -scores))  # the softmax of the scores and 0
        return losses.mean(), 4 * (p - wanted) * (z > 0) / z.size

    def fallback(self) -> str:
        """Return the first and the last weights and their loss as a table."""
        path = self.path()
        ends = path[[0]] if len(path) == 1 else path[[0, -1]]
        counts = [[0], [self.steps]][: len(ends)]
        rows = np.hstack([counts, ends])
        return table(
            f"steps at the rate {self.rate:g}, left weight, right weight, loss", rows
        )
