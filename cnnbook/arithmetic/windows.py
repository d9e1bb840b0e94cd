"""What the layers that slide a window have in common, on paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cnnbook._checks import as_pair
from cnnbook.arithmetic.padding import Borders, Padding, Pair, as_borders
from cnnbook.arithmetic.reach import Reach
from cnnbook.arithmetic.sizes import dilated_span, output_size

Shape = tuple[int, ...]


@dataclass(frozen=True)
class Step:
    """What one layer does to a shape, and what it costs.

    Attributes
    ----------
    shape : tuple of int
        Output shape, (H, W, C) or (units,).
    parameters, multiply_adds : int
        Numbers to learn, and multiplications to do for one image.
    """

    shape: Shape
    parameters: int = 0
    multiply_adds: int = 0


class WindowLayer:
    """A layer that slides a window: what convolution and pooling share."""

    def __init__(
        self, kernel_size: Pair, stride: Pair, padding: Padding, dilation: Pair = 1
    ) -> None:
        self.kernel_size = as_pair("kernel_size", kernel_size, 1)
        self.stride = as_pair("stride", stride, 1)
        self.dilation = as_pair("dilation", dilation, 1)
        self.padding = padding
        as_borders(padding, (1, 1), (1, 1))  # refuse a wrong one where it is written

    @property
    def span(self) -> tuple[int, int]:
        """Height and width of the window, in pixels, with the gaps of a dilation."""
        return dilated_span(self.kernel_size, self.dilation)

    def borders(self, shape: Shape) -> Borders:
        """Return the padding ((above, below), (left, right)) of an input (H, W, C)."""
        if len(shape) != 3:
            raise ValueError(
                f"{type(self).__name__} needs an input (H, W, C), got {shape}: "
                "it can't follow Flatten, Dense or GlobalPool"
            )
        return as_borders(self.padding, shape[:2], self.span, self.stride)

    def output_shape(self, shape: Shape) -> tuple[int, int]:
        """Return the output's height and width for an input (H, W, C)."""
        (h, w), (p_h, p_w) = shape[:2], self.borders(shape)
        return self._windows(0, h, p_h), self._windows(1, w, p_w)

    def seen(self, reaches: Sequence[Reach], shape: Shape) -> list[Reach]:
        """Return what the output's values see, if those of the input see `reaches`."""
        return [
            look
            for look in map(self._look, (0, 1), reaches, self.borders(shape))
            if look is not None
        ]

    def _look(self, axis: int, reach: Reach, p: tuple[int, int]) -> Reach | None:
        f, s, d = self.kernel_size[axis], self.stride[axis], self.dilation[axis]
        return reach.window(f, s, p[0], d)

    def _windows(self, axis: int, n: int, p: tuple[int, int]) -> int:
        f, s, d = self.kernel_size[axis], self.stride[axis], self.dilation[axis]
        return output_size(n, f, p, s, dilation=d)
