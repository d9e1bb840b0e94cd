"""The volume view."""

from __future__ import annotations

from typing import Any

import numpy as np
import traitlets

from cnnbook import lecture, ops
from cnnbook.arithmetic import conv_parameters
from cnnbook.explorers.base import Explorer, table, trait_array
from cnnbook.explorers.bundling import module
from cnnbook.kernels import kernel

DEFAULT_IMAGE = np.dstack([lecture.A, lecture.C, lecture.A.T])
DEFAULT_FILTERS = np.dstack([lecture.K, kernel("edge-vertical"), kernel("laplacian")])[
    ..., None
]


class Axes(traitlets.TraitType[list[Any], Any]):
    """An array with the named axes: takes anything like it, and holds nested lists."""

    def __init__(self, default: np.ndarray, axes: str) -> None:
        self.layout = {default.ndim: axes}
        super().__init__(default.tolist())

    def validate(self, obj: Any, value: Any) -> list[Any]:
        """Return the value as nested lists."""
        nested: list[Any] = trait_array(self, value, self.layout).tolist()
        return nested


class VolumeView(Explorer):
    """See how the slices of a filter meet the planes of an image, and add filters.

    Parameters
    ----------
    image : array_like, shape (H, W, 3), optional
        A small colour image.
    filters : array_like, shape (f_H, f_W, 3, F), optional
        The filters, in Keras' order.
    biases : array_like, shape (F,), optional
        One bias per filter.
    chosen : int, default 0
        The filter that is looked at.
    row, column : int, default 0
        Where the window stands.
    relu : bool, default False
        Replace negative values by 0.

    Raises
    ------
    traitlets.TraitError
        If an array has other axes, is not as deep as it should be, or does not fit.

    Notes
    -----
    In JupyterLab the traits are live in both directions. Chapter 5.

    Examples
    --------
    >>> VolumeView(relu=True).parameters()
    28
    """

    tag = "cb-volume-view"
    _esm = module("volume-view")

    image = Axes(DEFAULT_IMAGE, "(H, W, 3)").tag(sync=True)
    filters = Axes(DEFAULT_FILTERS, "(f_H, f_W, 3, F)").tag(sync=True)
    biases = Axes(np.zeros(1, int), "(F,)").tag(sync=True)
    chosen = traitlets.Int(0, min=0).tag(sync=True)
    row = traitlets.Int(0, min=0).tag(sync=True)
    column = traitlets.Int(0, min=0).tag(sync=True)
    relu = traitlets.Bool(False).tag(sync=True)

    @traitlets.validate("image", "filters", "biases")
    def _fits(self, proposal: dict[str, Any]) -> object:
        name, value = proposal["trait"].name, proposal["value"]
        arrays = {n: np.shape(getattr(self, n)) for n in ("image", "filters", "biases")}
        arrays[name] = np.shape(value)
        image, filters, biases = arrays.values()
        if image[2] != 3 or filters[2] != 3:
            raise traitlets.TraitError(
                f"image and filters must have 3 channels, got {image} and {filters}"
            )
        if filters[0] > image[0] or filters[1] > image[1]:
            raise traitlets.TraitError(f"filters {filters} must fit into image {image}")
        if filters[3] != biases[0]:
            raise traitlets.TraitError(
                f"biases must have one entry per filter, {filters[3]}, got "
                f"{biases[0]}; set both within hold_trait_notifications()"
            )
        return value

    def parameters(self) -> int:
        """Return the weights and biases of all the filters."""
        f_h, f_w, c_in, c_out = np.shape(self.filters)
        return conv_parameters((f_h, f_w), c_in, c_out)

    def fallback(self) -> str:
        """Return planes, slices and the feature map of the chosen filter as tables."""
        maps = ops.conv_layer(self.image, self.filters, self.biases)
        maps = ops.relu(maps) if self.relu else maps
        image, filters = np.array(self.image), np.array(self.filters)
        names = enumerate(("red", "green", "blue"))
        parts = [
            table(f"{name} plane", image[:, :, c])
            + table(f"{name} slice", filters[:, :, c, self.chosen])
            for c, name in names
        ]
        return "".join(parts) + table("feature map", maps[:, :, self.chosen])
