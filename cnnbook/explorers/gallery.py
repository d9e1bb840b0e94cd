"""The kernel gallery."""

from __future__ import annotations

import base64
from typing import Any

import numpy as np
import traitlets

from cnnbook import kernels, ops
from cnnbook._checks import describe
from cnnbook.explorers.base import Explorer, Matrix, table, trait_array
from cnnbook.explorers.bundling import module

PRESETS = {
    name: np.round(entry.weights, 3).tolist()
    for name, entry in kernels.CATALOGUE.items()
}
MAX_SIDE = 256


class Picture(traitlets.TraitType[dict[str, Any], Any]):
    """A grey picture: takes an array from 0 to 1, or of whole numbers from 0 to 255."""

    info_text = "a grey picture"

    def validate(self, obj: Any, value: Any) -> dict[str, Any]:
        """Return the picture as its width and its bytes, in base64."""
        if isinstance(value, dict) and set(value) == {"width", "data"}:
            return value
        array = trait_array(self, value, {2: "(H, W)"})
        if array.dtype.kind == "f":
            array = array * 255
        if array.min() < 0 or array.max() > 255 or max(array.shape) > MAX_SIDE:
            raise traitlets.TraitError(
                "picture must have values from 0 to 1 (floats) or 0 to 255 (whole "
                f"numbers) and at most {MAX_SIDE} pixels a side, got shape "
                f"{array.shape}, {describe(array.min())} to {describe(array.max())}"
            )
        data = base64.b64encode(np.round(array).astype(np.uint8).tobytes()).decode()
        return {"width": array.shape[1], "data": data}


class KernelGallery(Explorer):
    """See a photograph through a kernel, and read the nine products of any window.

    Parameters
    ----------
    picture : array_like, shape (H, W)
        A grey picture: floats from 0 to 1, or whole numbers from 0 to 255; at most 256
        pixels a side.
    kernel : array_like, shape (3, 3), optional
        The kernel; Sobel for vertical edges unless given.
    border : {"valid", "zeros", "copies", "wrap"}, default "valid"
        What lies beyond the picture: nothing, zeros, copies of the edge pixels, or the
        other side.
    scale : {"0 in the middle", "absolute value", "cut off below 0"}, optional
        How values become shades of grey; the first unless given.
    row, column : int, default 0
        Which value of the map is looked at first.

    Raises
    ------
    traitlets.TraitError
        If the picture, the kernel or a setting is not allowed.

    Notes
    -----
    In JupyterLab the traits are live in both directions. Chapter 3.

    Examples
    --------
    >>> gallery = KernelGallery(picture=[[0, 255, 0]] * 3)
    >>> gallery.pixels()[0].tolist()
    [0, 255, 0]
    """

    tag = "cb-kernel-gallery"
    _esm = module("kernel-gallery")

    picture = Picture({"width": 3, "data": "AAAAAAAAAAAA"}).tag(sync=True)
    kernel = Matrix(PRESETS["sobel-vertical"]).tag(sync=True)
    presets = traitlets.Dict(PRESETS, read_only=True).tag(sync=True)
    border = traitlets.Enum(["valid", "zeros", "copies", "wrap"], "valid").tag(
        sync=True
    )
    scale = traitlets.Enum(
        ["0 in the middle", "absolute value", "cut off below 0"], "0 in the middle"
    ).tag(sync=True)
    row = traitlets.Int(0, min=0).tag(sync=True)
    column = traitlets.Int(0, min=0).tag(sync=True)

    @traitlets.validate("kernel")
    def _three_by_three(self, proposal: dict[str, Any]) -> object:
        rows = proposal["value"]
        if len(rows) != 3 or len(rows[0]) != 3:
            raise traitlets.TraitError(
                f"kernel must be 3×3, got {len(rows)}×{len(rows[0])}"
            )
        return rows

    def pixels(self) -> np.ndarray:
        """Return the picture as whole numbers from 0 to 255."""
        data = np.frombuffer(base64.b64decode(self.picture["data"]), np.uint8)
        return data.reshape(-1, self.picture["width"]).astype(int)

    def fallback(self) -> str:
        """Return the kernel and one window with its sum as tables."""
        middle = [n // 2 for n in self.pixels().shape]
        window = self.pixels()[
            middle[0] - 1 : middle[0] + 2, middle[1] - 1 : middle[1] + 2
        ]
        return (
            table("kernel", self.kernel)
            + table("the window in the middle of the photograph", window)
            + table("sum of its products", ops.conv2d(window, self.kernel))
        )
