"""Convolution layers described by their settings alone."""

from __future__ import annotations

from cnnbook._checks import as_int, as_pair
from cnnbook.arithmetic.padding import Borders, Padding, Pair
from cnnbook.arithmetic.parameters import conv_parameters
from cnnbook.arithmetic.reach import Reach
from cnnbook.arithmetic.transposed import transposed_output
from cnnbook.arithmetic.windows import Shape, Step, WindowLayer


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
    padding : int, (int, int), ((int, int), (int, int)), "valid" or "same"
        Pixels added, as for `cnnbook.conv2d`; by default none, ``"valid"``.
    bias : bool, default True
        One bias per filter.
    groups : int, default 1
        Parts into which channels and filters are cut; a filter sees one of them.
    dilation : int or (int, int), default 1
        Distance of neighbouring weights, in pixels.

    Examples
    --------
    >>> Conv(10, 3).step((39, 39, 3))
    Step(shape=(37, 37, 10), parameters=280, multiply_adds=369630)
    >>> Conv(6, (3, 5), 1, (1, 2), dilation=2).step((9, 9, 3)).shape
    (7, 5, 6)
    """

    def __init__(
        self,
        filters: int,
        kernel_size: Pair,
        stride: Pair = 1,
        padding: Padding = "valid",
        bias: bool = True,
        *,
        groups: int = 1,
        dilation: Pair = 1,
    ) -> None:
        super().__init__(kernel_size, stride, padding, dilation)
        self.filters = as_int("filters", filters, 1)
        self.bias = bool(bias)
        self.groups = as_int("groups", groups, 1)
        if self.filters % self.groups:
            raise ValueError(
                f"groups must divide the filters, {self.filters}, got {self.groups}"
            )

    def step(self, shape: Shape) -> Step:
        """Return what the layer does to an input of `shape` (H, W, C)."""
        h, w = self.output_shape(shape)
        size, c_in, c_out = self.kernel_size, shape[2], self.filters
        weights = conv_parameters(size, c_in, c_out, False, groups=self.groups)
        return Step((h, w, c_out), weights + c_out * self.bias, h * w * weights)


class DepthwiseConv(WindowLayer):
    """A depthwise convolution: every channel has filters of its own.

    Parameters
    ----------
    kernel_size, stride, padding, bias, dilation
        As for `Conv`; there is one bias per map that comes out.
    depth_multiplier : int, default 1
        Filters per channel.

    Examples
    --------
    >>> DepthwiseConv(3, padding="same").step((14, 14, 512))
    Step(shape=(14, 14, 512), parameters=5120, multiply_adds=903168)
    """

    def __init__(
        self,
        kernel_size: Pair,
        stride: Pair = 1,
        padding: Padding = "valid",
        bias: bool = True,
        *,
        depth_multiplier: int = 1,
        dilation: Pair = 1,
    ) -> None:
        super().__init__(kernel_size, stride, padding, dilation)
        self.bias = bool(bias)
        self.depth_multiplier = as_int("depth_multiplier", depth_multiplier, 1)

    def step(self, shape: Shape) -> Step:
        """Return what the layer does to an input of `shape` (H, W, C)."""
        h, w = self.output_shape(shape)
        maps = shape[2] * self.depth_multiplier
        weights = self.kernel_size[0] * self.kernel_size[1] * maps
        return Step((h, w, maps), weights + maps * self.bias, h * w * weights)


class SeparableConv(DepthwiseConv):
    """A depthwise convolution and a 1×1 one that mixes the maps.

    Parameters
    ----------
    filters : int
        Filters of the 1×1 convolution, at least 1.
    kernel_size, stride, padding, depth_multiplier, dilation
        Of the depthwise convolution, as for `DepthwiseConv`.
    bias : bool, default True
        One bias per filter of the 1×1 convolution; the depthwise one has none.

    Examples
    --------
    >>> SeparableConv(64, 3, padding="same").step((112, 112, 32)).multiply_adds
    29302784
    >>> Conv(64, 3, padding="same").step((112, 112, 32)).multiply_adds
    231211008
    """

    def __init__(
        self,
        filters: int,
        kernel_size: Pair,
        stride: Pair = 1,
        padding: Padding = "valid",
        bias: bool = True,
        *,
        depth_multiplier: int = 1,
        dilation: Pair = 1,
    ) -> None:
        super().__init__(
            kernel_size,
            stride,
            padding,
            bias,
            depth_multiplier=depth_multiplier,
            dilation=dilation,
        )
        self.filters = as_int("filters", filters, 1)

    def step(self, shape: Shape) -> Step:
        """Return what the layer does to an input of `shape` (H, W, C)."""
        h, w = self.output_shape(shape)
        maps = shape[2] * self.depth_multiplier
        weights = self.kernel_size[0] * self.kernel_size[1] * maps + maps * self.filters
        parameters = weights + self.filters * self.bias
        return Step((h, w, self.filters), parameters, h * w * weights)


class ConvTranspose(WindowLayer):
    """A transposed convolution of `filters` kernels: it makes a map larger.

    Parameters
    ----------
    filters, kernel_size, bias
        As for `Conv`.
    stride, padding, dilation
        Those of the convolution that is transposed: at stride 2 the map doubles.
    output_padding : int or (int, int), default 0
        Pixels more below and to the right, as for `cnnbook.ops.conv_transpose`.

    Notes
    -----
    Every input value is multiplied by every weight, which is counted, though products
    that are cut off with the padding need not be computed.

    Examples
    --------
    >>> ConvTranspose(8, 2, stride=2).step((7, 7, 16))
    Step(shape=(14, 14, 8), parameters=520, multiply_adds=25088)
    """

    def __init__(
        self,
        filters: int,
        kernel_size: Pair,
        stride: Pair = 1,
        padding: Padding = "valid",
        bias: bool = True,
        *,
        output_padding: Pair = 0,
        dilation: Pair = 1,
    ) -> None:
        super().__init__(kernel_size, stride, padding, dilation)
        self.filters = as_int("filters", filters, 1)
        self.bias = bool(bias)
        self.output_padding = as_pair("output_padding", output_padding, 0)

    def borders(self, shape: Shape) -> Borders:
        """Return what is cut off, ((above, below), (left, right))."""
        return self._output(shape)[1]

    def output_shape(self, shape: Shape) -> tuple[int, int]:
        """Return the output's height and width for an input (H, W, C)."""
        return self._output(shape)[0]

    def _output(self, shape: Shape) -> tuple[tuple[int, int], Borders]:
        super().borders(shape)  # refuse what is no map
        return transposed_output(
            (shape[0], shape[1]),
            self.kernel_size,
            self.padding,
            self.stride,
            self.output_padding,
            self.dilation,
        )

    def _look(self, axis: int, reach: Reach, p: tuple[int, int]) -> Reach | None:
        f, s, d = self.kernel_size[axis], self.stride[axis], self.dilation[axis]
        return reach.transposed(f, s, p[0], d)

    def step(self, shape: Shape) -> Step:
        """Return what the layer does to an input of `shape` (H, W, C)."""
        h, w = self.output_shape(shape)
        weights = conv_parameters(self.kernel_size, shape[2], self.filters, False)
        parameters = weights + self.filters * self.bias
        return Step((h, w, self.filters), parameters, shape[0] * shape[1] * weights)
