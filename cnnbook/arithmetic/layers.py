"""The layers that have no filters, or no map, described by their settings alone."""

from __future__ import annotations

from dataclasses import dataclass

from cnnbook._checks import as_int, as_pair
from cnnbook.arithmetic.padding import Padding, Pair
from cnnbook.arithmetic.parameters import dense_parameters
from cnnbook.arithmetic.sizes import output_size
from cnnbook.arithmetic.windows import Shape, Step, WindowLayer


class Pool(WindowLayer):
    """A max or average pooling layer; it has nothing to learn.

    Parameters
    ----------
    size : int or (int, int), default 2
        Height and width of the window, in pixels.
    stride : int or (int, int), optional
        Step of the window; the size unless given.
    padding : int, (int, int), ((int, int), (int, int)), "valid" or "same"
        Pixels added, as for `cnnbook.pool2d`; by default none, ``"valid"``.
    ceil_mode : bool, default False
        Let a last window hang over the lower and the right edge.

    Examples
    --------
    >>> Pool(2).step((28, 28, 6)).shape
    (14, 14, 6)
    >>> Pool(3, 2, ceil_mode=True).step((28, 28, 6)).shape
    (14, 14, 6)
    """

    def __init__(
        self,
        size: Pair = 2,
        stride: Pair | None = None,
        padding: Padding = "valid",
        *,
        ceil_mode: bool = False,
    ) -> None:
        size = as_pair("size", size, 1)
        super().__init__(size, size if stride is None else stride, padding)
        self.ceil_mode = bool(ceil_mode)

    def step(self, shape: Shape) -> Step:
        """Return what the layer does to an input of `shape` (H, W, C)."""
        return Step((*self.output_shape(shape), shape[2]))

    def _windows(self, axis: int, n: int, p: tuple[int, int]) -> int:
        f, s = self.kernel_size[axis], self.stride[axis]
        return output_size(n, f, p, s, ceil_mode=self.ceil_mode)


@dataclass(frozen=True)
class GlobalPool:
    """One average (or maximum) per channel: (H, W, C) becomes (C,)."""

    def step(self, shape: Shape) -> Step:
        """Return what the layer does to an input of `shape` (H, W, C)."""
        if len(shape) != 3:
            raise ValueError(
                f"GlobalPool needs an input (H, W, C), got {shape}: "
                "it can't follow Flatten, Dense or another GlobalPool"
            )
        return Step((shape[-1],))


@dataclass(frozen=True)
class Flatten:
    """Write (H, W, C) as one long vector."""

    def step(self, shape: Shape) -> Step:
        """Return what the layer does to an input of any shape."""
        length = 1
        for size in shape:
            length *= size
        return Step((length,))


@dataclass(frozen=True)
class Dense:
    """A dense layer of `units` outputs.

    Examples
    --------
    >>> Dense(10).step((1960,))
    Step(shape=(10,), parameters=19610, multiply_adds=19600)
    """

    units: int
    bias: bool = True

    def step(self, shape: Shape) -> Step:
        """Return what the layer does to an input of shape (n,)."""
        if len(shape) != 1:
            raise ValueError(
                f"Dense needs a flat input (n,), got {shape}: put Flatten() before it"
            )
        units = as_int("units", self.units, 1)
        weights = dense_parameters(shape[0], units, self.bias)
        return Step((units,), weights, shape[0] * units)
