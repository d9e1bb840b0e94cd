"""Layers described by their settings alone, for tracing a network on paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from cnnbook._checks import as_int, as_pair, describe
from cnnbook.arithmetic.parameters import conv_parameters, dense_parameters
from cnnbook.arithmetic.sizes import output_size, same_padding

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
    """A layer that slides a window: the sizes that convolution and pooling share."""

    def __init__(
        self,
        kernel_size: int | tuple[int, int],
        stride: int | tuple[int, int],
        padding: int | Literal["valid", "same"],
    ) -> None:
        self.kernel_size = as_pair("kernel_size", kernel_size, 1)
        self.stride = as_pair("stride", stride, 1)
        self.padding = padding
        self._pad(1, 1, 1)  # refuse a wrong padding where it is written

    def output_shape(self, shape: Shape) -> tuple[int, int]:
        """Return the output's height and width for an input (H, W, C)."""
        if len(shape) != 3:
            raise ValueError(
                f"{type(self).__name__} needs an input (H, W, C), got {shape}: "
                "it can't follow Flatten, Dense or GlobalPool"
            )
        (h, w), (f_h, f_w), (s_h, s_w) = shape[:2], self.kernel_size, self.stride
        return (
            output_size(h, f_h, self._pad(h, f_h, s_h), s_h),
            output_size(w, f_w, self._pad(w, f_w, s_w), s_w),
        )

    def _pad(self, n: int, f: int, s: int) -> tuple[int, int]:
        if self.padding == "same":
            return same_padding(n, f, s)
        if self.padding == "valid":
            return 0, 0
        if isinstance(self.padding, str):
            raise ValueError(
                'padding must be "valid", "same" or a whole number of at least 0, '
                f"got {describe(self.padding)}"
            )
        p = as_int("padding", self.padding, 0)
        return p, p


class Conv(WindowLayer):
    """A convolution layer of `filters` kernels.

    Parameters
    ----------
    filters : int
        Number of filters, at least 1.
    kernel_size : int or (int, int)
        Height and width of a kernel, in pixels.
    stride : int or (int, int), default 1
        Step of the window, in pixels.
    padding : int, "valid" or "same", default "valid"
        Pixels added on each side.
    bias : bool, default True
        One bias per filter.

    Examples
    --------
    >>> Conv(10, 3).step((39, 39, 3))
    Step(shape=(37, 37, 10), parameters=280, multiply_adds=369630)
    """

    def __init__(
        self,
        filters: int,
        kernel_size: int | tuple[int, int],
        stride: int | tuple[int, int] = 1,
        padding: int | Literal["valid", "same"] = "valid",
        bias: bool = True,
    ) -> None:
        super().__init__(kernel_size, stride, padding)
        self.filters = as_int("filters", filters, 1)
        self.bias = bool(bias)

    def step(self, shape: Shape) -> Step:
        """Return what the layer does to an input of `shape` (H, W, C)."""
        h, w = self.output_shape(shape)
        f_h, f_w = self.kernel_size
        return Step(
            (h, w, self.filters),
            conv_parameters(self.kernel_size, shape[2], self.filters, self.bias),
            h * w * f_h * f_w * shape[2] * self.filters,
        )


class Pool(WindowLayer):
    """A max or average pooling layer; it has nothing to learn.

    Parameters
    ----------
    size : int or (int, int), default 2
        Height and width of the window, in pixels.
    stride : int or (int, int), optional
        Step of the window; the size unless given.
    padding : int, "valid" or "same", default "valid"
        Pixels added on each side.

    Examples
    --------
    >>> Pool(2).step((28, 28, 6)).shape
    (14, 14, 6)
    """

    def __init__(
        self,
        size: int | tuple[int, int] = 2,
        stride: int | tuple[int, int] | None = None,
        padding: int | Literal["valid", "same"] = "valid",
    ) -> None:
        size = as_pair("size", size, 1)
        super().__init__(size, size if stride is None else stride, padding)

    def step(self, shape: Shape) -> Step:
        """Return what the layer does to an input of `shape` (H, W, C)."""
        return Step((*self.output_shape(shape), shape[2]))


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
