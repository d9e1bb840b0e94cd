"""Follow one image through a network: shapes, parameters, work, receptive field."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar, Protocol

from cnnbook._checks import as_int
from cnnbook.arithmetic.reach import Reach
from cnnbook.arithmetic.windows import Shape, Step, WindowLayer

LAYER_NAMES = (
    "Conv, DepthwiseConv, SeparableConv, ConvTranspose, Pool, GlobalPool, Flatten or "
    "Dense"
)


BYTES = 4
"""Of a number, a float32 as Keras takes them unless told otherwise."""


class Layer(Protocol):
    """What can be traced: it says what it does to a shape."""

    def step(self, shape: Shape) -> Step:
        """Return what the layer does to an input of `shape`."""
        ...


@dataclass(frozen=True)
class Row:
    """One line of a trace.

    Attributes
    ----------
    layer : str
        The layer's kind, e.g. ``"Conv"``.
    shape : tuple of int
        Output shape, (H, W, C) or (units,).
    parameters, multiply_adds : int
        Numbers to learn, and multiplications to do for one image.
    receptive_field, jump : (int, int) or None
        Input pixels (height, width) that one output value sees, and the distance in
        input pixels between neighbouring outputs; None once a layer sees everything.
        After a transposed convolution the jump may be a fraction, and the values see
        different numbers of pixels: the largest stands here.
    """

    layer: str
    shape: Shape
    parameters: int
    multiply_adds: int
    receptive_field: tuple[int, int] | None
    jump: tuple[int | Fraction, int | Fraction] | None

    @property
    def numbers(self) -> int:
        """How many numbers the layer puts out for one image."""
        return math.prod(self.shape)

    @property
    def bytes(self) -> int:
        """Their memory, at four bytes a number."""
        return BYTES * self.numbers


class Trace(tuple[Row, ...]):
    """The rows of a traced network, the input first."""

    __slots__ = ()
    headings: ClassVar = (
        "layer",
        "output",
        "parameters",
        "multiply-adds",
        "sees",
        "jump",
        "memory",
    )

    @property
    def parameters(self) -> int:
        """All numbers to learn."""
        return sum(row.parameters for row in self)

    @property
    def multiply_adds(self) -> int:
        """All multiplications for one image."""
        return sum(row.multiply_adds for row in self)

    @property
    def numbers(self) -> int:
        """How many numbers all layers put out for one image, the image included."""
        return sum(row.numbers for row in self)

    @property
    def bytes(self) -> int:
        """Their memory, which training keeps until the backward pass."""
        return sum(row.bytes for row in self)

    def cells(self) -> list[tuple[str, ...]]:
        """Return the table as text, a tuple per row, the total last."""
        rows = [
            (
                row.layer,
                "×".join(map(str, row.shape)),
                f"{row.parameters:,}",
                f"{row.multiply_adds:,}",
                _size(row.receptive_field),
                _size(row.jump),
                memory(row.bytes),
            )
            for row in self
        ]
        sums = f"{self.parameters:,}", f"{self.multiply_adds:,}"
        return [*rows, ("total", "", *sums, "", "", memory(self.bytes))]

    def __str__(self) -> str:
        table = [self.headings, *self.cells()]
        widths = [max(map(len, column)) for column in zip(*table, strict=True)]
        lines = (
            "  ".join(
                [row[0].ljust(widths[0])]
                + [t.rjust(w) for t, w in zip(row[1:], widths[1:], strict=True)]
            ).rstrip()
            for row in table
        )
        return "\n".join(lines)

    __repr__ = __str__


def trace(input_shape: Sequence[int], layers: Iterable[Layer]) -> Trace:
    """Follow an image of `input_shape` through `layers`.

    Parameters
    ----------
    input_shape : (int, int, int)
        Height, width and channels of the image.
    layers : iterable of layers
        Conv, DepthwiseConv, SeparableConv, ConvTranspose, Pool, GlobalPool, Flatten
        and Dense, in order.

    Returns
    -------
    Trace
        A row for the input and one for each layer; prints as a table.

    Raises
    ------
    TypeError, ValueError
        If a shape is wrong or a layer does not fit, with the layer's position.

    Notes
    -----
    The lecture's ConvNet, chapter 7.

    Examples
    --------
    >>> from cnnbook.arithmetic import Conv, Dense, Flatten
    >>> print(trace((6, 6, 3), [Conv(2, 3), Flatten(), Dense(10)]))
    layer    output  parameters  multiply-adds   sees   jump  memory
    Input     6×6×3           0              0    1×1    1×1   432 B
    Conv      4×4×2          56            864    3×3    1×1   128 B
    Flatten      32           0              0  whole  whole   128 B
    Dense        10         330            320  whole  whole    40 B
    total                   386          1,184                 728 B
    """
    shape = tuple(as_int("input_shape", size, 1) for size in input_shape)
    if len(shape) != 3:
        raise ValueError(f"input_shape must be (H, W, C), got {shape}")
    seen: list[Reach] | None = [Reach(), Reach()]
    rows = [_row("Input", Step(shape), seen)]
    for number, layer in enumerate(layers, start=1):
        name = type(layer).__name__
        if not hasattr(layer, "step"):
            raise TypeError(f"layer {number} must be a {LAYER_NAMES}, got {layer!r}")
        try:
            step = layer.step(shape)
        except ValueError as error:
            raise ValueError(f"layer {number} ({name}): {error}") from None
        if isinstance(layer, WindowLayer) and seen is not None:
            seen = layer.seen(seen, shape)
        else:
            seen = None
        shape = step.shape
        rows.append(_row(name, step, seen))
    return Trace(rows)


def _row(name: str, step: Step, seen: list[Reach] | None) -> Row:
    field = jump = None
    if seen:
        high, wide = seen
        field = high.pixels, wide.pixels
        if high.jump is not None and wide.jump is not None:
            jump = high.jump, wide.jump
    return Row(name, step.shape, step.parameters, step.multiply_adds, field, jump)


def memory(count: int | None) -> str:
    """Write a number of bytes with three digits; a dash if it is open.

    >>> memory(40), memory(111_852), memory(None)
    ('40 B', '112 kB', '–')
    """
    if count is None or count < 1000:
        return "–" if count is None else f"{count} B"
    power = min((len(str(count)) - 1) // 3, 3)
    return f"{float(f'{count / 1000**power:.3g}'):g} {'kMG'[power - 1]}B"


def _size(size: tuple[int | Fraction, int | Fraction] | None) -> str:
    return "whole" if size is None else f"{size[0]}×{size[1]}"
