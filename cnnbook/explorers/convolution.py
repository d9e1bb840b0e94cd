"""The convolution stepper."""

from __future__ import annotations

from typing import Any

import traitlets

from cnnbook import lecture, ops
from cnnbook.explorers.base import Explorer, Matrix, table
from cnnbook.explorers.bundling import module
from cnnbook.kernels import kernel as named

PRESETS = {
    "A and K": (lecture.A, lecture.K),
    "B and F": (lecture.B, lecture.F),
    "C and a vertical edge": (lecture.C, named("edge-vertical")),
    "C and Sobel": (lecture.C, named("sobel-vertical")),
    "C and Scharr": (lecture.C, named("scharr-vertical")),
}


class ConvStepper(Explorer):
    """Slide a kernel over an image, step by step, and see every product.

    Parameters
    ----------
    image : array_like, shape (H, W), optional
        The image; the lecture's A unless given.
    kernel : array_like, shape (f_H, f_W), optional
        The kernel; the lecture's K unless given. No larger than the image.
    row, column : int, default 0
        Where the window stands: the place of its value in the feature map.
    convolution : bool, default False
        Flip the kernel first: true convolution.
    predict : bool, default False
        Hide each value until the reader has said what it is.

    Raises
    ------
    traitlets.TraitError
        If an array is not a grid of finite numbers, the kernel does not fit into the
        image, or there is no such place.

    Notes
    -----
    In JupyterLab the traits are live in both directions. Chapter 2.

    Examples
    --------
    >>> stepper = ConvStepper(predict=True)
    >>> stepper.kernel = [[0, 1], [1, 0]]
    >>> stepper.kernel
    [[0, 1], [1, 0]]
    """

    tag = "cb-conv-stepper"
    _esm = module("conv-stepper")

    image = Matrix(lecture.A.tolist()).tag(sync=True)
    kernel = Matrix(lecture.K.tolist()).tag(sync=True)
    presets = traitlets.Dict(read_only=True).tag(sync=True)
    row = traitlets.Int(0).tag(sync=True)
    column = traitlets.Int(0).tag(sync=True)
    convolution = traitlets.Bool(False).tag(sync=True)
    predict = traitlets.Bool(False).tag(sync=True)

    @traitlets.default("presets")
    def _presets(self) -> dict[str, Any]:
        return {
            name: {"image": image.tolist(), "kernel": kernel.tolist()}
            for name, (image, kernel) in PRESETS.items()
        }

    @traitlets.validate("image", "kernel", "row", "column")
    def _fits(self, proposal: dict[str, Any]) -> object:
        new = {proposal["trait"].name: proposal["value"]}
        image, kernel, row, column = (
            new.get(name, getattr(self, name))
            for name in ("image", "kernel", "row", "column")
        )
        height, width = len(image) - len(kernel) + 1, len(image[0]) - len(kernel[0]) + 1
        if height < 1 or width < 1:
            raise traitlets.TraitError(
                f"the kernel ({len(kernel)}×{len(kernel[0])}) must fit into the image "
                f"({len(image)}×{len(image[0])})"
            )
        if {"row", "column"} & set(new) and not (
            0 <= row < height and 0 <= column < width
        ):
            raise traitlets.TraitError(
                f"row and column must be inside the {height}×{width} feature map, got "
                f"{row} and {column}"
            )
        return proposal["value"]

    def fallback(self) -> str:
        """Return the image, the kernel and the feature map as tables."""
        operation = ops.convolve2d if self.convolution else ops.conv2d
        return (
            table("image", self.image)
            + table("kernel", self.kernel)
            + table("feature map", operation(self.image, self.kernel))
        )
